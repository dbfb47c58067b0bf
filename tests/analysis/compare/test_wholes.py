"""Statements as wholes: values of one event in other words, and what shows that two events are told of."""

import pytest

from analysis.claims.finding import reading_of_statement
from analysis.claims.records import SlotKind
from analysis.compare.finding import compare_pair
from analysis.compare.nearness import frame_of, nearness, told_apart
from models.inconsistencies import InconsistencyKind, Relation
from tests.analysis.claims.said import statement

TIME, DATE, SUM, COUNT, VEHICLE, PLACE, DURATION, ALIBI = (
    InconsistencyKind(name) for name in ("time", "date", "sum", "count", "vehicle", "place", "duration", "alibi")
)
ONE, BETWEEN, RETOLD = Relation.SAME_PERSON, Relation.BETWEEN_PERSONS, Relation.PROTOCOL_AND_TRANSCRIPT


def found(one, other, relation=ONE, language="ru", **data):
    first = statement(one, language, is_protocol=relation is RETOLD, asked=data.get("asked"))
    second = statement(
        other,
        language,
        key="t",
        who="two" if relation is BETWEEN else "one",
        asked=data.get("answered") or data.get("asked"),
    )
    return compare_pair(first, second, relation)


@pytest.mark.parametrize(
    ("one", "other", "asked", "kind"),
    [
        ("Щёлкнуло в замке ровно в шесть вечера.", "Часов в девять, стемнело уже.", "Когда открыли калитку?", TIME),
        ("Ремонт забора растянулся на три месяца.", "Забор этот починили за неделю.", None, DURATION),
        (
            "Сварщик Игнат пробыл в ангаре с восьми до девяти утра.",
            "Игнат в ангаре часов шесть провозился.",
            None,
            DURATION,
        ),
        ("Ульев на пасеке было девять.", "Двадцать ульев стояло на пасеке.", None, COUNT),
        ("Премия бригаде составила десять процентов.", "Премию бригаде дали в тридцать процентов.", None, SUM),
        ("Ехали мы на тракторе.", "Пешком мы шли, какой там трактор.", "На чём вы добирались до покоса?", VEHICLE),
    ],
)
def test_values_of_one_event_in_other_words(one, other, asked, kind):
    made = found(one, other, asked=asked)
    assert made is not None
    assert made.kind is kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Первый прицеп выгрузили в среду.", "Второй прицеп выгрузили в субботу."),
        ("Побелка сарая шла два дня.", "Побелка клуба шла две недели."),
        ("Мешков с мукой было тридцать.", "Мешков с сахаром было восемь."),
        ("Старый генератор продали за сорок тысяч.", "Новый генератор взяли за триста тысяч."),
        ("До переправы я ехал на автобусе.", "От переправы меня вёз трактор."),
        ("Аванс за печь был двадцать тысяч.", "Всего за печь заплатили девяносто тысяч."),
        ("Телегу я купил второго мая.", "Рояль купил десятого июня."),
    ],
)
def test_two_events_do_not_contradict_each_other(one, other):
    assert found(one, other) is None
    assert found(one, other, BETWEEN) is None


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("Караулили мы минут пять-семь.", "ru", (5, 7)),
        ("Три с половиной часа грузили.", "ru", (210, 210)),
        ("Пробыл у пруда около суток.", "ru", (1152, 1728)),
        ("Пас он отару две ночи.", "ru", (1980, 2880)),
        ("Екі-үш күн шөп шаптық.", "kk", (2880, 4320)),
        ("Тәулік бойы күзеттім.", "kk", (1440, 1440)),
        ("Стоял он с девяти до одиннадцати вечера.", "ru", (120, 120)),
        ("Отара паслась там с мая по июль.", "ru", (91980, 170820)),
    ],
)
def test_lengths_told_without_one_number_of_a_unit(text, language, minutes):
    [value] = [each for each in reading_of_statement(statement(text, language)).numbers if each.kind is SlotKind.DURATION]
    assert value.ranges[0] == pytest.approx(minutes)


@pytest.mark.parametrize(
    ("text", "language", "kind", "low"),
    [
        ("Ульев было девять.", "ru", SlotKind.COUNT, 9),
        ("Жылқы он бас еді.", "kk", SlotKind.COUNT, 10),
        ("Сегіз борпылдақ тиедік.", "kk", SlotKind.COUNT, 8),
        ("Стукнул он дважды.", "ru", SlotKind.COUNT, 2),
        ("Продал рояль за сто тридцать.", "ru", SlotKind.SUM, 130_000),
        ("Ни копейки он не отдал.", "ru", SlotKind.SUM, 0),
        ("Жиырма пайызын алды.", "kk", SlotKind.SUM, 20),
    ],
)
def test_counts_and_sums_of_any_noun(text, language, kind, low):
    [value] = [each for each in reading_of_statement(statement(text, language)).numbers if each.kind is kind]
    assert value.ranges[0][0] == low


def test_a_million_and_hundreds_may_be_hundreds_of_thousands():
    [value] = [
        each
        for each in reading_of_statement(statement("Отдал я за дом миллион триста.")).numbers
        if each.kind is SlotKind.SUM
    ]
    assert (1_300_000, 1_300_000) in value.ranges


def test_nearness_changes_nothing_by_order():
    frames = [
        frame_of(reading_of_statement(statement(text)))
        for text in ("Первый прицеп выгрузили у элеватора.", "Прицеп с зерном стоял у элеватора.")
    ]
    assert nearness(*frames) == nearness(*frames[::-1])


def test_ordinals_tell_events_apart_and_one_order_does_not():
    first, second, again = (
        reading_of_statement(statement(text))
        for text in ("Первый прицеп выгрузили.", "Второй прицеп выгрузили.", "Первый прицеп разгрузили утром.")
    )
    assert told_apart(first, second)
    assert not told_apart(first, again)
