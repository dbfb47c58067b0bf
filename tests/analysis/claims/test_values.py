"""Typed values of a statement: times, days, sums, counts, lengths, places."""

from datetime import date

import pytest

from analysis.claims.finding import reading_of_statement
from analysis.claims.records import SlotKind
from tests.analysis.claims.said import claims, statement


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
