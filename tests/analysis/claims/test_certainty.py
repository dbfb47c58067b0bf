"""How far a word of doubt, of telling or of intent reaches."""

import pytest

from analysis.claims.records import Certainty
from tests.analysis.claims.said import claims


def certainties(text, language="ru"):
    return [each.certainty for each in claims(text, language)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Он вошёл, кажется, с чёрного хода, потом закричал.", Certainty.STATED),
        ("Он уронил сумку, я хотел её поднять, но не успел.", Certainty.HYPOTHETICAL),
        ("Он уронил сумку, лица я не разглядел толком.", Certainty.DOUBTFUL),
    ],
)
def test_what_stands_in_one_clause_is_said_of_that_clause(text, told):
    made = certainties(text)
    assert told in made
    assert Certainty.STATED in made


@pytest.mark.parametrize(
    "text", ["Кажется, он вошёл с чёрного хода.", "Он вошёл в три, кажется.", "Вошёл он, наверное, в три."]
)
def test_a_word_thrown_in_is_of_the_clause_beside_it(text):
    assert Certainty.STATED not in certainties(text)


@pytest.mark.parametrize("text", ["Не помню, в три он вошёл или в пять.", "Он вошёл в три, но я не уверен."])
def test_a_verdict_on_ones_memory_is_of_the_whole_sentence(text):
    assert set(certainties(text)) == {Certainty.DOUBTFUL}


def test_talking_of_something_is_no_hearsay():
    assert certainties("Мы говорили по телефону.") == [Certainty.STATED]
    assert certainties("Соседи говорили, что он уехал.")[-1] is Certainty.REPORTED
