"""What is asked of one reading, claim or pair is made once."""

from analysis.claims.finding import reading_of_statement
from analysis.compare.once import once
from analysis.compare.sides import sides_of
from tests.analysis.claims.said import statement

MADE = []


@once
def made_of(reading):
    """Of a reading."""
    MADE.append(reading)


def test_what_is_made_of_a_reading_is_made_once_even_if_it_is_nothing():
    one, other = reading_of_statement(statement("Я вышел.")), reading_of_statement(statement("Я вышел."))
    assert [made_of(each) for each in (one, one, other)] == [None, None, None]
    assert [one, other] == MADE
    assert made_of.__doc__ == "Of a reading."


def test_a_readings_sides_are_the_same_for_every_pair_and_do_not_change_it():
    one, other = reading_of_statement(statement("Я вышел.")), reading_of_statement(statement("Я вышел."))
    assert sides_of(one) is sides_of(one)
    assert one == other
    assert repr(one) == repr(other)
