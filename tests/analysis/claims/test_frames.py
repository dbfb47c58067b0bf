"""A verb by its root, and the role that a question asks for."""

import pytest

from analysis.claims.frames import verb_roots, wanted
from analysis.claims.records import Role


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
