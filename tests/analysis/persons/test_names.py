"""A name as people write or say it, and its parts."""

import pytest

from analysis.persons.letters import allowed, distance, key
from analysis.persons.names import read
from models.mentions import Sex

PARTS = [
    ("Шара Қайратқызы Түсіпова", "Түсіпова", "Шара", "Қайратқызы", Sex.FEMALE),
    ("Түсіпова Шара Қайратқызы", "Түсіпова", "Шара", "Қайратқызы", Sex.FEMALE),
    ("с Иваном Петровичем Зуевым", "Зуев", "Иван", "Петрович", Sex.MALE),
    ("о Болате Ахметове", "Ахметов", "Болат", None, Sex.MALE),
    ("Садвакасова", "Садвакасова", None, None, None),
    ("Бонч-Бруевичу Виктору Леопольдовичу", "Бонч-Бруевич", "Виктор", "Леопольдович", Sex.MALE),
    ("Рабинович Лев Маркович", "Рабинович", "Лев", "Маркович", Sex.MALE),
    ("Тулеген Марат", None, None, None, None),
    ("Zuyev, Nikolay", "Zuyev", "Nikolay", None, Sex.MALE),
    ("гражданка Зуева Анна, свидетель", "Зуева", "Анна", None, Sex.FEMALE),
]


@pytest.mark.parametrize(("text", "surname", "name", "patronymic", "sex"), PARTS)
def test_parts_come_in_the_nominative_where_it_is_sure_which_they_are(text, surname, name, patronymic, sex):
    found = read(text)
    assert (found.surname, found.name, found.patronymic, found.sex) == (surname, name, patronymic, sex)


def test_a_name_that_may_be_declined_keeps_both_readings():
    assert {each.sex for each in read("Иванова Александра").readings} == {Sex.MALE, Sex.FEMALE}
    assert read("Иванова Александра").sex is None


@pytest.mark.parametrize("text", ["Ахметов Болат «Бека»", 'Ахметов "Бека" Болат', "Ахметов Болат по кличке Бека"])
def test_nicknames_are_kept_apart(text):
    assert read(text).nicknames == ("Бека",)
    assert read(text).surname == "Ахметов"


def test_initials_are_kept_with_their_full_stops():
    assert read("Сарсенов А.Т.").initials == "А.Т."
    assert read("Сарсенов Алмас").initials is None


@pytest.mark.parametrize("text", ["", " - ", "!!!", "1990", "«»"])
def test_what_holds_no_name_has_no_readings(text):
    assert read(text).readings == ()


def test_a_name_as_long_as_a_page_is_read_in_bounded_time():
    assert read("Ахметова Александра " * 500).readings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Шынғыс", "Shyngys"), ("Қыдырбаева", "Kydyrbayeva"), ("Щербакова", "Shcherbakova"), ("Евгений", "Yevgeniy"),
        ("Айжан", "Aizhan"), ("Жандос", "Jandos"), ("Әйгерім", "Áıgerim"), ("Ғабит", "Ğabit"), ("Шумилов", "Schumilow"),
        ("Бaтыр", "Батыр"), ("Б0лат", "Болат"), ("Սարգսյան", "Саргсян"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_share_a_key(one, other):
    assert key(one) == key(other)


def test_letters_weigh_as_they_are_confused():
    assert distance("bakit", "bahit") < distance("bakit", "balit")
    assert distance("omar", "umar") < distance("omar", "imar")
    assert distance("serik", "sreik") < distance("serik", "sarak")


def test_short_words_must_agree_more_closely():
    limits = [allowed("a" * length, "a" * length) for length in range(1, 15)]
    assert limits == sorted(limits)
    assert limits[1] == 0
