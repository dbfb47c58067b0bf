"""What a word is searched by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.kazakh import stems
from analysis.lexemes import folded, is_link, lexemes, of_word, tokens

CYRILLIC = "абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяә"


def same(one, other, language=None):
    """Whether a word that is asked for is found in one that was said."""
    return not lexemes(one).isdisjoint(lexemes(other, language))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("нож", "ножом"),
        ("машина", "машину"),
        ("идти", "шёл"),
        ("желтый", "жёлтая"),
        ("иванов", "ивановым"),
        ("ребёнок", "детей"),
        ("деньги", "денег"),
        ("подраться", "подрались"),
    ],
)
def test_a_russian_word_is_found_in_other_forms(asked, said):
    assert same(asked, said, "ru")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("пышақ", "пышақпен"),
        ("пышақ", "пышағын"),
        ("көлік", "көлігі"),
        ("көлік", "көліктерінен"),
        ("үй", "үйінде"),
        ("үй", "үйден"),
        ("ақша", "ақшаны"),
        ("ақша", "ақшамды"),
        ("қала", "қаладан"),
        ("қала", "қалалары"),
        ("кітап", "кітабында"),
        ("адам", "адамдармен"),
        ("келдім", "келді"),
        ("барған", "бардым"),
        ("көрдің", "көрген"),
        ("телефон", "телефонымнан"),
        ("ат", "аттарға"),
        ("адам", "адамның"),
        ("көрмедім", "көргенмін"),
        ("алып", "алмаған"),
        ("айтамын", "айтпадым"),
        ("ұрған", "ұрып"),
        ("бала", "балаларымызға"),
        ("жігіт", "жігіттердің"),
        ("есік", "есігінің"),
    ],
)
def test_a_kazakh_word_is_found_with_other_endings(asked, said):
    assert same(asked, said, "kk")
    assert same(said, asked, "kk")


@pytest.mark.parametrize(("asked", "said"), [("кызылорда", "қызылордаға"), ("пышак", "пышақты"), ("уй", "үйге")])
def test_kazakh_is_found_when_it_is_typed_with_russian_letters(asked, said):
    assert same(asked, said, "kk")


@pytest.mark.parametrize(
    ("asked", "said"),
    [("нож", "ножка"), ("дом", "дым"), ("брат", "брать"), ("сестра", "сестрорецк"), ("вор", "ворона"), ("суд", "судно")],
)
def test_another_russian_word_is_not_found(asked, said):
    assert not same(asked, said, "ru")


@pytest.mark.parametrize(
    ("asked", "said"), [("ана", "апа"), ("қыз", "қой"), ("көлік", "көл"), ("бала", "балта"), ("ер", "ет")]
)
def test_another_kazakh_word_is_not_found(asked, said):
    assert not same(asked, said, "kk")


def test_english_and_numbers_are_found():
    assert same("phones", "phone", "en")
    assert same("7012", "7012", "ru")
    assert not same("7012", "7013", "ru")


def test_parts_of_a_word_with_a_hyphen_are_found():
    assert same("алматы", "алматы-астана", "ru")
    assert same("кто-то", "кого-то", "ru")


def test_punctuation_is_no_part_of_a_word():
    assert tokens("«Нож», — сказал К. 12-го; D'Artagnan’s") == ["нож", "сказал", "к", "12-го", "d'artagnan’s"]
    assert of_word("нож,", "ru") == lexemes("нож", "ru")
    assert of_word("—", "ru") == frozenset()


def test_prepositions_and_conjunctions_only_link():
    assert all(is_link(word) for word in ("в", "и", "но", "мен", "және"))
    assert not any(is_link(word) for word in ("нет", "нож", "он", "жоқ", "пышақ"))


@given(st.text(CYRILLIC, min_size=1, max_size=20))
def test_what_may_be_left_of_a_word_is_its_beginning(word):
    for left in stems(folded(word)):
        assert 0 < len(left) <= len(word)
        assert folded(word).startswith(left[:-1])


@given(st.text(CYRILLIC + "abc019-", min_size=1, max_size=20), st.sampled_from(["ru", "kk", "en"]))
def test_every_word_is_found_by_itself_whatever_language_it_was_heard_as(text, language):
    for token in tokens(text):
        assert same(token, token, language)
