"""Who, with what, denied or stated, by which standing: pairs by the rules' author, in `roles.tsv`.

Each line: label, language, relation, kind, both statements, both questions. All of them were seen while the rules were
written: they tell that nothing got worse.
"""

from pathlib import Path

import pytest

from analysis.claims.frames import verb_roots, wanted
from analysis.claims.opposites import opposed
from analysis.claims.records import Role
from analysis.claims.terms import terms_of
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


@pytest.mark.parametrize(
    ("one", "other"),
    [("оформить", "оформлять"), ("чинить", "починить"), ("пригласить", "приглашать"), ("писать", "написать")],
)
def test_aspects_of_a_verb_share_a_root(one, other):
    assert verb_roots(one) & verb_roots(other)


@pytest.mark.parametrize(("one", "other"), [("войти", "выйти"), ("приехать", "уехать"), ("открыть", "закрыть")])
def test_prefixes_that_turn_a_verb_around_keep_it_apart(one, other):
    assert not verb_roots(one) & verb_roots(other)


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("кто открыл калитку", Role.SUBJECT),
        ("чем он открывал ящик", Role.MEANS),
        ("что лежало на полке", Role.OBJECT),
        ("кому вы это отдали", Role.TO),
        ("каким образом вы вошли", Role.MANNER),
        ("вы его толкали", None),
    ],
)
def test_a_question_asks_for_a_role(question, role):
    assert wanted(question) is role


def test_two_answers_to_one_question_exclude_each_other():
    assert opposed(frozenset({"posture=sit"}), frozenset({"posture=lie"}), at_one_time=True) == "posture"
    assert opposed(frozenset({"open=yes"}), frozenset({"open=yes"}), at_one_time=True) is None
    assert opposed(frozenset({"posture=sit"}), frozenset({"pace=run"}), at_one_time=True) is None


def test_terms_are_read_with_their_denial():
    assert "term:terms=good" in terms_of("мы не ссорились")
    assert "term:terms=bad" in terms_of("мы вечно ссоримся")
    assert "term:marriage=none" in terms_of("мы не расписаны")
