"""Statements to claims: who, what, denied or not, how surely."""

from datetime import date

import pytest

from analysis.claims.records import Certainty, SlotKind, Who
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


@pytest.mark.parametrize(
    ("text", "language", "kind", "values"),
    [
        ("Вышел я в десять, нет, в одиннадцать вечера.", "ru", SlotKind.TIME, ["23:00"]),
        ("Вышел не в десять, а в одиннадцать вечера.", "ru", SlotKind.TIME, ["23:00"]),
        ("Сидел дома с семи до полуночи.", "ru", SlotKind.TIME, ["19:00-00:00"]),
        ("Это было минут пять восьмого утра.", "ru", SlotKind.TIME, ["07:05"]),
        ("Отдал двести тысяч.", "ru", SlotKind.SUM, ["200000 ?"]),
        ("Отдал сразу 40 000, остальное потом.", "ru", SlotKind.SUM, ["40000 ?"]),
        ("Отдал четверть миллиона.", "ru", SlotKind.SUM, ["1000000 ?"]),
        ("Мы были втроём.", "ru", SlotKind.COUNT, ["3 people"]),
        ("Үшеуміз болдық.", "kk", SlotKind.COUNT, ["3 people"]),
        ("Был я там в октябре, третьего числа.", "ru", SlotKind.DATE, ["--10 ---03"]),
        ("Ждал его час.", "ru", SlotKind.DURATION, ["час"]),
        ("Түні бойы отырдық.", "kk", SlotKind.DURATION, ["туни бойы"]),
        ("Стоял я на кухне.", "ru", SlotKind.PLACE, ["кухне"]),
        ("В Семее я был.", "ru", SlotKind.PLACE, ["Семей"]),
    ],
)
def test_values_with_those_that_were_taken_back_left_out(text, language, kind, values):
    assert [value.text for each in claims(text, language) for value in each.of(kind)] == values


def test_a_quarter_of_a_million_is_no_million():
    [claim] = claims("Отдал я ему четверть миллиона.")
    assert claim.of(SlotKind.SUM)[0].ranges == ((250_000, 250_000),)


def test_a_relative_day_is_told_by_the_sittings():
    [claim] = claims("Вчера он мне звонил.", said_on=date(2025, 3, 12))
    assert claim.of(SlotKind.DATE)[0].day.first == date(2025, 3, 11)


@pytest.mark.parametrize("text", ["Живу на Ауэзова.", "Стояли на Сайране.", "Қасымда отырды."])
def test_streets_and_words_that_look_like_names_are_nobody(text):
    assert not [name for each in claims(text) for name in each.names]


def test_words_of_a_claim_are_indexes_in_its_statement():
    said = statement("Я вышел, а Марат остался.", who_names=(PersonName(name="Олег"),))
    assert len(said.words) == 5
    made = claims("Я вышел, а Марат остался.")
    assert sorted(word for each in made for word in each.words) == [0, 1, 2, 3, 4]
