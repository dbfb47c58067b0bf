"""Related cases: the product's own order is under none of those that it is made of."""

import numpy as np
import pytest

from analysis import fusion
from analysis.related import CaseText, bm25, likeness_of_meaning, pieces
from bench import related
from gpu import engines
from models.settings import read_settings


@pytest.mark.integration
def test_by_one_hand_is_found_on_the_open_half():
    made = related.measure("open", engines.build_embedder(read_settings()))
    both = made.pop("both")
    # Processors round a network of four bits differently: by up to .003 between two of them.
    assert all(both[name] >= each[name] - 0.01 for each in made.values() for name in each)
    assert both["recall@5"] > 0.65
    assert both["nDCG@10"] > 0.57


def test_measures_are_those_of_a_hand_count():
    assert related.recall([3, 1, 2, 0], {1, 2}, 2) == 0.5
    assert related.ndcg([1, 2, 3], {1, 2}, 10) == 1
    assert related.ndcg([3, 1], {1}, 10) == pytest.approx(1 / np.log2(3))


def test_endings_and_misspellings_leave_pieces_in_common():
    one, other, far = (pieces([text]) for text in ("пышақпен", "пышақты", "көлік"))
    assert len(one & other) > 5
    assert not one & far


def test_rare_pieces_weigh_more_than_common_ones():
    others = [pieces([text]) for text in ("нож машина", "машина", "машина дверь")]
    scores = bm25(pieces(["нож машина"]), others)
    assert scores.argmax() == 0
    assert scores[1] < scores[0] / 2


def test_a_case_without_passages_is_like_none():
    empty = CaseText(pieces={}, vectors=np.zeros((0, 4), np.float32))
    full = CaseText(pieces={}, vectors=np.eye(4, dtype=np.float32))
    assert likeness_of_meaning(full, [empty]).tolist() == [0]
    assert likeness_of_meaning(empty, [full]).tolist() == [0]


def test_orders_are_fused_by_places_and_scores_by_their_spread():
    assert fusion.fused({"a": [1, 2, 3], "b": [3, 2, 2]}, {"a": 1, "b": 1})[0] == 3
    assert fusion.fused({"a": [1, 2], "b": [2, 1]}, {"a": 1, "b": 0.5}) == [1, 2]
    scores = {"a": np.array([1.0, 2.0]), "b": np.array([1000.0, 0.0]), "c": np.array([5.0, 5.0])}
    made = fusion.weighed(scores, {"a": 1, "b": 0.5, "c": 9})
    assert made.tolist() == [-0.5, 0.5]
