"""Statements as wholes: values of one event in other words, and what shows that two events are told of."""

import pytest

from analysis.compare.finding import compare_pair
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
