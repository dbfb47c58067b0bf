"""Persons of the case file, to be recognised in what is said and looked up across cases."""

import csv
from pathlib import Path
from uuid import uuid4

import pytest

from analysis.persons.keys import keys
from analysis.persons.known import known_person, record_of
from models.cases import Person
from models.mentions import Sex

OPEN = Path(__file__).parents[3] / "bench" / "sets" / "names.open.csv"


def person(name, iin=None, contacts=()):
    return Person(id=uuid4(), name=name, iin=iin, birth_date=None, contacts=list(contacts))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ахметов Серик Болатович", ("Ахметов", "Серик", "Болатович", Sex.MALE)),
        ("Мария Иванова", ("Иванова", "Мария", None, Sex.FEMALE)),
        ("Ерлан Нұрланұлы", (None, "Ерлан", "Нұрланұлы", Sex.MALE)),
        ("Ким Анна Петровна", ("Ким", "Анна", "Петровна", Sex.FEMALE)),
        ("Смагулов А. Б.", ("Смагулов", None, None, Sex.MALE)),
        ("Серик", (None, "Серик", None, None)),
    ],
)
def test_a_name_of_the_case_file_is_told_apart(name, told):
    known = known_person(person(name))
    assert (known.surname, known.name, known.patronymic) == told[:3]
    assert told[3] is None or known.sex is told[3]


def test_a_nickname_and_the_sex_of_an_iin_are_kept():
    known = known_person(person("Смагулов А. Б. «Каспий»", iin="850312300121"))
    assert (known.nicknames, known.sex) == (("Каспий",), Sex.MALE)


def test_only_contacts_that_are_phones_are_compared():
    made = record_of(
        person("Иванов", contacts=["8 (701) 234-56-78", "a77012345678@mail.kz", "кабинет 12", "+7 701 234 56 78"])
    )
    assert made.phones == {"+77012345678"}


def test_names_that_may_be_one_share_a_key_but_for_few():
    with OPEN.open(encoding="utf-8") as file:
        same = [each for each in csv.DictReader(file) if each["is_match"] == "true"]
    found = [each for each in same if keys(each["name1"]) & keys(each["name2"])]
    assert len(found) >= 0.95 * len(same)
