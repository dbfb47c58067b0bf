"""What somebody types to find words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import lexemes
from analysis.word_query import read


def places(typed, said):
    words = [lexemes.of_word(word, "ru") for word in said.split()]
    return [said.split()[place] for place in read(typed).places(words)]


def test_words_are_shown_where_they_are_said():
    assert places("нож машина", "я видел нож, потом машину и ещё один нож") == ["нож,", "машину", "нож"]


def test_words_in_quotation_marks_follow_each_other():
    assert places('"белая машина"', "белая дверь и белую машину") == ["белую", "машину"]
    assert places("«белая машина", "белая машина") == ["белая", "машина"]


def test_the_beginning_of_a_word_is_enough_with_an_asterisk():
    assert places("Нурл*", "Нурлан Нурланович и Айнур") == ["Нурлан", "Нурланович"]


def test_links_are_left_out_unless_there_is_nothing_else():
    assert len(read("нож в машине").said) == 2
    assert len(read("в и").said) == 2
    assert len(read('"нож в машине"').said[0]) == 3


def test_words_to_be_missing_are_no_search_by_themselves():
    assert read("-нож") is None
    assert read("машина -нож -«белая дверь»").not_said[1][1].lexemes == lexemes.lexemes("дверь")
    assert [len(each) for each in read("кто-то").said] == [1]


@pytest.mark.parametrize("typed", ["", "   ", "—", '""', "*", "-", "«»", "!&|():*"])
def test_nothing_is_asked_for(typed):
    assert read(typed) is None


@given(st.text(max_size=200))
def test_any_text_gives_a_query_or_none(typed):
    query = read(typed)
    if query is not None:
        assert query.tsquery()
        assert query.places([]) == []


def test_a_very_long_text_asks_for_its_first_words():
    assert sum(map(len, read("слово " * 200).said)) == 32
