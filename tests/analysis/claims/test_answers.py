"""Answers read against their questions."""

import pytest

from analysis.claims.records import SlotKind, Who
from tests.analysis.claims.said import claims


@pytest.mark.parametrize(
    ("asked", "answer", "negated"),
    [
        ("Вы заходили в квартиру?", "Нет.", True),
        ("Вы заходили в квартиру?", "Да, заходил.", False),
        ("Вы не заходили в квартиру?", "Нет.", True),
        ("Вы не угрожали ему?", "Нет, не угрожал.", True),
    ],
)
def test_yes_and_no_stand_for_their_question(asked, answer, negated):
    made = [each for each in claims(answer, asked=asked) if each.answer]
    assert [each.negated for each in made] == [negated]
    assert made[0].subject.who is Who.SELF


def test_yes_to_a_denied_question_says_nothing():
    assert not [each for each in claims("Да.", asked="Вы не заходили в квартиру?") if each.answer]


def test_an_answer_without_a_verb_takes_the_questions():
    made = claims("Дома, с детьми.", asked="Где вы были ночью?")
    assert made[0].acts == {"be"}
    assert made[0].subject.who is Who.SELF


def test_the_asked_value_is_of_the_asked_event_whatever_verb_stands_beside_it():
    made = claims("В три часа дня, чай у меня закипел.", asked="Во сколько пришёл курьер?")
    assert any("arrive" in each.acts and each.of(SlotKind.TIME) for each in made)
