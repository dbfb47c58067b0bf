"""Statements to claims: who, what, denied or not, how surely."""

import pytest

from analysis.claims.records import Certainty, Who
from models.mentions import PersonName
from tests.analysis.claims.said import claims, statement

STATED, DOUBTFUL, REPORTED, HYPOTHETICAL, ASKED = Certainty


@pytest.mark.parametrize(
    ("text", "language", "who", "act", "negated"),
    [
        ("Я его ударил.", "ru", Who.SELF, "hit", False),
        ("Марат его не бил.", "ru", Who.NAMED, "hit", True),
        ("Ну дал я ему кулаком в лицо.", "ru", Who.SELF, "hit", False),
        ("Мы телефон не брали.", "ru", Who.WE, "take", True),
        ("Дверь никто не открывал.", "ru", Who.NOBODY, "open", True),
        ("невыходил я из дома", "ru", Who.SELF, "exit", True),
        ("Не могу сказать не знаю.", "ru", Who.SELF, "know", True),
        ("Оны Ерлан ұрды.", "kk", Who.NAMED, "hit", False),
        ("Мен оны ұрған жоқпын.", "kk", Who.SELF, "hit", True),
        ("Телефонды сатып жібердім.", "kk", Who.SELF, "sell", False),
        ("Телефонды сатып алдым.", "kk", Who.SELF, "buy", False),
        ("телефонды урлаганым жок", "kk", Who.SELF, "steal", True),
        ("Қағазға қол қойған жоқпын.", "kk", Who.SELF, "sign", True),
        ("Мен его не толкнул.", "mixed", Who.SELF, "push", True),
    ],
)
def test_who_did_what_and_whether_it_is_denied(text, language, who, act, negated):
    [claim] = [each for each in claims(text, language) if act in each.acts]
    assert claim.subject.who is who
    assert claim.negated is negated


@pytest.mark.parametrize(
    ("text", "language", "certainty"),
    [
        ("Он закрыл дверь.", "ru", STATED),
        ("Кажется, он закрыл дверь.", "ru", DOUBTFUL),
        ("Не утверждаю, но дверь закрыл он.", "ru", DOUBTFUL),
        ("Есікті ол жапқан шығар.", "kk", DOUBTFUL),
        ("Говорят, он закрыл дверь.", "ru", REPORTED),
        ("По словам соседки, он закрыл дверь.", "ru", REPORTED),
        ("Если бы он закрыл дверь, я бы слышал.", "ru", HYPOTHETICAL),
        ("Он хотел закрыть дверь.", "ru", HYPOTHETICAL),
        ("Вы говорите, он закрыл дверь?", "ru", ASKED),
    ],
)
def test_how_surely_it_is_said(text, language, certainty):
    assert {each.certainty for each in claims(text, language)} == {certainty}


def test_what_another_told_is_reported_and_what_oneself_told_is_not():
    told = claims("Марат сказал, что деньги взял Олег.")
    assert told[-1].certainty is REPORTED
    assert {each.certainty for each in claims("Я сказал ему, что деньги взял Олег.")} == {STATED}


def test_a_protocols_head_is_no_report_and_its_subject_is_who_is_heard():
    *_, claim = claims("Показал, что похитил телефон.", is_protocol=True)
    assert claim.certainty is STATED
    assert claim.subject.who is Who.SELF


def test_words_of_a_claim_are_indexes_in_its_statement():
    said = statement("Я вышел, а Марат остался.", who_names=(PersonName(name="Олег"),))
    assert len(said.words) == 5
    made = claims("Я вышел, а Марат остался.")
    assert sorted(word for each in made for word in each.words) == [0, 1, 2, 3, 4]
