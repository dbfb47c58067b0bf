"""Which words the dictionary lacks, and what it proposes for them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcribe.recognize import dictionary

LOWER = st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё", min_size=3, max_size=14)


@pytest.mark.parametrize(
    "word", ["нож", "звонящий", "разъяснены", "ёлка", "да", "ж", "Сейткалиев", "linux", "12", "кто-то", ""]
)
def test_words_of_the_dictionary_names_and_what_is_no_word_are_not_lacking(word):
    assert not dictionary.lacks(word)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("званящий", "звонящий"),
        ("нажимите", "нажмите"),
        ("трибуквы", "три буквы"),
        ("неодминистративных", "не административных"),
        ("запробную", "за пробную"),
        ("консеренции", "конференции"),
        ("обонентом", "абонентом"),
    ],
)
def test_what_a_network_wrote_is_lacking_and_what_was_said_is_proposed(written, meant):
    assert dictionary.lacks(written)
    assert meant in dictionary.respellings(written)


@pytest.mark.parametrize(
    ("written", "other"), [("нит", "нет"), ("немог", "мог"), ("взнал", "не знал"), ("дане", "да не"), ("янебыл", "я был")]
)
def test_no_denial_comes_or_goes_by_respelling(written, other):
    assert other not in dictionary.respellings(written)
    denied = {any(part.startswith("не") for part in each.split(" ")) for each in dictionary.respellings(written)}
    assert denied <= {written.startswith("не")}


@given(LOWER)
@settings(deadline=None)  # a long word of no language takes a tenth of a second, once
def test_every_proposal_is_another_word_or_two_of_the_dictionary(word):
    proposed = dictionary.respellings(word)
    assert len(proposed) == len(set(proposed)) <= dictionary.MOST_RESPELLINGS
    for each in proposed:
        assert each != word
        assert not any(dictionary.lacks(part) for part in each.split(" "))
