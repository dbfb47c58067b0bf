"""The index of passages by meaning."""

from uuid import UUID

import numpy as np
import pytest

from analysis import meaning_index
from analysis.meaning_index import MeaningIndex

DIMENSION = 16
CASES = [UUID(int=number) for number in range(1, 6)]


def unit(count, seed=0):
    made = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def filled(count=200, *, first=10):
    """Passages `first`, `first` + 1 ..., whose cases take turns."""
    made = MeaningIndex(DIMENSION, weights="w")
    ids = list(range(first, first + count))
    made.add(ids, [CASES[each % len(CASES)] for each in ids], unit(count))
    return made


@pytest.fixture(params=[False, True], ids=["whole", "in cells"])
def index(request, monkeypatch):
    if request.param:
        monkeypatch.setattr(meaning_index, "_WHOLE_UP_TO", 100)
        monkeypatch.setattr(meaning_index, "_CELLS", 2)
    return filled()


def found(index, vector, cases=CASES, most=5):
    return [each.id for each in index.search(vector, most=most, cases=cases)]


def test_the_nearest_comes_first(index):
    vectors = unit(200)
    assert [found(index, vectors[place])[0] for place in (0, 57, 199)] == [10, 67, 209]
    assert index.search(vectors[0], most=1, cases=CASES)[0].likeness == pytest.approx(1, abs=1e-3)


def test_only_the_viewers_cases_are_looked_at_and_they_fill_the_list(index):
    vector = unit(200)[0]  # of passage 10, in the first case
    seen = found(index, vector, cases=[CASES[1]], most=40)
    assert len(seen) == 40
    assert all(each % len(CASES) == 1 for each in seen)
    assert found(index, vector, cases=[]) == []
    assert found(index, vector, cases=[UUID(int=99)]) == []


def test_what_a_viewer_may_not_see_changes_nothing_in_what_he_is_given():
    vector = unit(1, seed=7)[0]
    alone, beside = MeaningIndex(DIMENSION, weights="w"), filled(count=150, first=1000)
    for each in (alone, beside):
        each.add(range(300, 330), [UUID(int=77)] * 30, unit(30, seed=3))
    cases = [UUID(int=77)]
    assert alone.search(vector, most=10, cases=cases) == beside.search(vector, most=10, cases=cases)


def test_what_is_gone_is_found_no_more_and_what_came_is(index):
    vectors = unit(200)
    index.remove([10, 11, 999_999])
    assert 10 not in found(index, vectors[0])
    assert len(index) == 198
    assert index.unknown([9, 10, 12]) == [9, 10]
    index.add([5000], [CASES[2]], vectors[:1])
    assert found(index, vectors[0])[0] == 5000


def test_it_comes_back_from_its_files_as_it_was(index, tmp_path):
    index.save(tmp_path / "index")
    again = MeaningIndex.read(tmp_path / "index", DIMENSION, weights="w")
    vector = unit(1, seed=5)[0]
    assert again.search(vector, most=9, cases=CASES[:2]) == index.search(vector, most=9, cases=CASES[:2])
    again.add([7000], [CASES[0]], unit(1, seed=5))
    assert found(again, vector)[0] == 7000


def test_files_of_other_weights_and_files_that_are_not_whole_are_not_read(index, tmp_path):
    index.save(tmp_path)
    assert MeaningIndex.read(tmp_path, DIMENSION, weights="others") is None
    assert MeaningIndex.read(tmp_path, DIMENSION + 1, weights="w") is None
    assert MeaningIndex.read(tmp_path / "nowhere", DIMENSION, weights="w") is None
    path = tmp_path / "vectors.faiss"
    path.write_bytes(path.read_bytes()[:1000])
    assert MeaningIndex.read(tmp_path, DIMENSION, weights="w") is None
