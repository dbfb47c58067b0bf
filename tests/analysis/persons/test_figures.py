"""Floors under the figures of `make bench`."""

import pytest

from bench.names import OPENSANCTIONS, SETS, NamePair, counted, measured, ours, read_pairs

LOGIC_V2 = 0.742  # nomenklatura's own figure on its whole bench


def test_our_own_pairs_of_names_are_told_apart():
    [whole, *_] = measured("open", read_pairs(SETS / "names.open.csv"), None)
    assert whole.f1 >= 0.97


@pytest.mark.skipif(not OPENSANCTIONS.is_file(), reason="../shared/data is not here")
def test_names_of_the_whole_world_are_told_apart_better_than_by_logic_v2():
    [whole] = measured("persons", read_pairs(OPENSANCTIONS), None)
    assert whole.pairs == 283
    assert whole.f1 >= 0.8 > LOGIC_V2


def test_what_is_counted_is_what_was_said():
    pairs = [NamePair(one="Зуев Иван", other=other, match=match, kind="") for other, match in (
        ("Иван Зуев", True), ("Громова Анна", False), ("Громова Анна", True), ("Иван Зуев", False),
    )]  # fmt: skip
    row = counted(pairs, ours(pairs), names=("hattama", "four"), seconds=0.0)
    assert (row.true_positives, row.false_positives, row.false_negatives, row.right) == (1, 1, 1, 2)
    assert row.precision == row.recall == row.f1 == 0.5
