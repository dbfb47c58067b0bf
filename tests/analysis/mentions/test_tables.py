"""Tables of cases: language, words as a recognizer writes them, what they say. Kept tables hold a floor."""

import pytest

from bench.mentions import KINDS, rows_of, spoken_numbers, table_row, values
from models.mentions import MentionKind

SPEECH = {"mix": "ru"}
LEAST = {"numbers": 0.95, "times": 0.9, "dates": 0.95, "sums": 0.95, "phones": 0.95, "plates": 0.95}


@pytest.mark.parametrize(("language", "text", "wanted"), rows_of("numbers"))
def test_numbers_in_words_digits_and_both(language, text, wanted):
    assert spoken_numbers(text, SPEECH.get(language, language)) == wanted


@pytest.mark.parametrize(("table", "language", "text", "wanted"), [(name, *row) for name in KINDS for row in rows_of(name)])
def test_what_the_tables_say_is_found(table, language, text, wanted):
    assert values(text, SPEECH.get(language, language), KINDS[table]) == wanted


@pytest.mark.parametrize(("language", "kind", "text", "wanted"), rows_of("others") + rows_of("others.kept"))
def test_other_kinds(language, kind, text, wanted):
    assert values(text, SPEECH.get(language, language), MentionKind(kind)) == wanted


@pytest.mark.parametrize(("language", "text", "wanted"), rows_of("persons") + rows_of("persons.kept"))
def test_persons(language, text, wanted):
    assert values(text, SPEECH.get(language, language), MentionKind.PERSON, between=";") == wanted


@pytest.mark.parametrize("text", [row[0] for row in rows_of("none") + rows_of("none.kept")])
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_plain_sentences_mention_nothing(text, language):
    assert values(text, language) == ""


@pytest.mark.parametrize("name", LEAST)
def test_kept_tables_hold_their_floor(name):
    row = table_row(name)
    assert row.right / row.wanted >= LEAST[name]
