"""Who does it, and who is named."""

import pytest

from analysis.claims.records import Who
from analysis.claims.subjects import WAYS
from tests.analysis.claims.said import claims


def test_every_way_to_tell_a_subject_says_what_it_goes_by():
    assert all(way.__doc__ for way in WAYS)
    assert len(set(WAYS)) == len(WAYS)


@pytest.mark.parametrize(
    ("text", "language", "who", "names"),
    [
        ("Я вышел.", "ru", Who.SELF, set()),
        ("Не мной это взято.", "ru", Who.SELF, set()),
        ("Никто не выходил.", "ru", Who.NOBODY, set()),
        ("Марат вышел.", "ru", Who.NAMED, {"марат"}),
        ("Его там не было.", "ru", Who.OTHER, set()),
        ("У меня денег не было.", "ru", Who.SELF, set()),
        ("Калитка открылась.", "ru", Who.OPEN, set()),
        ("Горел сарай.", "ru", Who.OPEN, set()),
        ("Дверь открылась.", "ru", Who.OPEN, set()),
        ("Замок сломался.", "ru", Who.OPEN, set()),
        ("Связь с сервером пропала.", "ru", Who.OPEN, set()),
        ("Телефон стоил дорого.", "ru", Who.OPEN, set()),
        ("Кассирша нажала, не он.", "ru", Who.NOUN, {"cashier"}),
        ("Ударил высокий.", "ru", Who.OTHER, set()),
        ("Мен үйдемін.", "kk", Who.SELF, set()),
        ("Базарға бардық.", "kk", Who.WE, set()),
        ("Иду домой.", "ru", Who.SELF, set()),
        ("Сосед позвонил.", "ru", Who.NOUN, {"neighbour"}),
        ("Бухгалтер подписал.", "ru", Who.NOUN, {"бухгалтер"}),
        ("Сол кезде он адам келді.", "kk", Who.NOUN, {"people"}),
    ],
)
def test_a_subject_is_told_by_the_first_way_that_tells_it(text, language, who, names):
    subject = claims(text, language)[0].subject
    assert subject.who is who
    assert subject.names == names


def test_who_is_left_out_did_what_stood_before():
    made = claims("Марат подошёл и ударил его.")
    assert [each.subject.names for each in made] == [{"марат"}] * len(made)


@pytest.mark.parametrize("text", ["Живу на Ауэзова.", "Стояли на Сайране.", "Қасымда отырды."])
def test_streets_and_words_that_look_like_names_are_nobody(text):
    assert not [name for each in claims(text) for name in each.names]
