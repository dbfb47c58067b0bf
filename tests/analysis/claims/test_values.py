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
        ("Ударил он раз шесть.", "ru", SlotKind.COUNT, ["6 times"]),
        ("Приходил раза три.", "ru", SlotKind.COUNT, ["3 times"]),
        ("Нас двенадцать было на стройке.", "ru", SlotKind.COUNT, ["12 people"]),
        ("Екі-ақ бекіре жатты.", "kk", SlotKind.COUNT, ["2 =c.sturgeon"]),
        ("Связь пропала на сутки.", "ru", SlotKind.DURATION, ["на сутки"]),
        ("Прожил там пол месяца.", "ru", SlotKind.DURATION, ["пол месяца"]),
        ("Купил не за сто тысяч, а за двести тысяч.", "ru", SlotKind.SUM, ["200000 ?"]),
        ("Стоял я на кухне.", "ru", SlotKind.PLACE, ["кухне"]),
        ("В Семее я был.", "ru", SlotKind.PLACE, ["Семей"]),
    ],
)
def test_values_with_those_that_were_taken_back_left_out(text, language, kind, values):
    assert [value.text for each in claims(text, language) for value in each.of(kind)] == values


@pytest.mark.parametrize(
    ("asked", "answer", "value"),
    [
        ("Сколько выстрелов вы слышали?", "Четыре подряд, и я упала.", "4 shot"),
        ("Сколько подписей вы поставили?", "Штук тридцать, не меньше.", "30 =c.signature"),
        ("Сколько охранников там было?", "Восемь, я считал.", "8 people"),
    ],
)
def test_a_bare_number_counts_what_was_asked_for(asked, answer, value):
    made = claims(answer, asked=asked)
    assert value in [each.text for claim in made for each in claim.of(SlotKind.COUNT)]


def test_a_time_may_be_told_from_one_side():
    until, since = (claims(text)[0].of(SlotKind.TIME)[0] for text in ("До шести был дома.", "После шести был в парке."))
    assert (until.unit, since.unit) == ("until", "since")
    assert max(high for _, high in until.ranges) < 18 * 60 < min(low for low, _ in since.ranges[1:])


@pytest.mark.parametrize("text", ["Какие три тысячи? Меньше он дал.", "Про пять часов впервые слышу."])
def test_a_figure_that_is_waved_off_is_denied(text):
    values = reading_of_statement(statement(text)).numbers
    assert any(each.denied for each in values)


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
