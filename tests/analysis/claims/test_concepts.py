"""Words of two languages that name one thing, and words that one language has from the other."""

import pytest

from analysis.claims.concepts import CONCEPTS
from analysis.claims.readings import reading_of
from analysis.mentions.tokens import tokens_of
from bench.statements import said
from tests.analysis.claims.said import claims


def read(word, language):
    return reading_of(tokens_of(said(word, language))[0])


@pytest.mark.parametrize(
    ("russian", "kazakh"),
    [
        ("разрешение", "рұқсатты"),
        ("уголь", "көмірді"),
        ("пастух", "шопан"),
        ("учредитель", "құрылтайшысы"),
        ("снег", "қар"),
    ],
)
def test_a_word_of_each_language_names_one_thing(russian, kazakh):
    assert read(russian, "ru").concepts & read(kazakh, "kk").concepts


def test_each_concept_has_a_name_of_its_own():
    names = frozenset().union(*CONCEPTS.russian.values(), *CONCEPTS.kazakh.values())
    assert len(names) > 100
    assert all(name.startswith("c.") and len(name) > 3 for name in names)


@pytest.mark.parametrize(("word", "meaning"), [("договорға", "contract"), ("ноутбугімді", "laptop"), ("балта", "axe")])
def test_a_lent_word_means_in_kazakh_what_it_does_in_russian(word, meaning):
    assert meaning in read(word, "kk").things


def test_what_has_a_concept_is_known_by_it():
    [one], [other] = claims("Сервер сломался."), claims("Серверді сатты.", "kk")
    assert one.lemmas & other.lemmas == {"c.server"}
