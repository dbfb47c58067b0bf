"""Floors under the figures of `make bench`. All of these texts were read while the rules were written: the floors tell
that nothing got worse, not how much is found in others (docs/why.md has the figures of the kept half).
"""

from functools import cache

import pytest

from bench.statements import DEV, SETS, Row, items, of_cases, of_dev, of_statements, of_unrelated, row


@cache
def statements() -> list[Row]:
    return of_statements(SETS / "statements.open.jsonl", "open")


def test_contradictions_of_the_open_half_are_found_and_little_else():
    whole = statements()[0]
    assert whole.pairs == 149
    assert whole.precision >= 0.97
    assert whole.recall >= 0.9
    assert whole.right_kind >= 0.85 * whole.right


@pytest.mark.parametrize("language", ["ru", "kk", "mixed"])
def test_every_language_is_found(language):
    [part] = [each for each in statements() if each.what == f"open: {language}"]
    assert part.recall >= 0.85


def test_unrelated_pairs_raise_hardly_an_alarm():
    for part in of_unrelated(SETS / "unrelated.open.jsonl", "unrelated"):
        assert part.found <= 3


def test_claims_of_a_case_raise_few_alarms():
    made = of_cases(items(SETS / "claims_of_a_case.jsonl"), items(SETS / "claims_of_a_case.pairs.jsonl"))
    assert made.false_alarms_of_1000 <= 3
    assert made.found >= 12


@pytest.mark.skipif(not DEV.is_file(), reason="../shared/data is not here")
def test_the_pairs_of_the_task_are_told_apart():
    made = of_dev(DEV)
    assert made.precision >= 0.9
    assert made.recall >= 0.9


def test_what_is_counted_is_what_was_found():
    item = {"label": "contradiction", "kind": "time"}
    made = row("two", [(item, None), ({**item, "label": "none"}, None)])
    assert (made.pairs, made.wanted, made.found, made.recall, made.precision) == (2, 1, 0, 0.0, 1.0)
