"""Who, with what, denied or stated, by which standing: pairs by the rules' author, in `roles.tsv`.

Each line: label, language, relation, kind, both statements, both questions. All of them were seen while the rules were
written: they tell that nothing got worse.
"""

from pathlib import Path

import pytest

from bench.statements import found_in
from models.inconsistencies import Relation

PAIRS = [line.split("\t") for line in (Path(__file__).parent / "roles.tsv").read_text("utf-8").splitlines()]


def found(row):
    _, language, relation, _, one, other, asked, asked_other = row
    item = {"id": "p", "lang": language, "a": one, "b": other, "a_asked": asked, "b_asked": asked_other}
    return found_in(item, Relation(relation))


@pytest.mark.parametrize("row", [each for each in PAIRS if each[0] == "contradiction"], ids=lambda row: row[4][:40])
def test_what_excludes_each_other_is_found(row):
    assert found(row) is not None


@pytest.mark.parametrize("row", [each for each in PAIRS if each[0] == "none"], ids=lambda row: row[4][:40])
def test_what_can_both_be_so_is_let_be(row):
    assert found(row) is None
