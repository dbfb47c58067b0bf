"""Numbers there and back."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.mentions.numbers import grouped, numbers_of
from analysis.mentions.tokens import tokens_of
from bench.mentions import said
from tests.analysis.mentions.number_makers import kazakh, russian

NUMBERS = st.one_of(st.integers(0, 2100), st.integers(0, 999_999_999))


def heard(text, language):
    tokens = tokens_of(said(text.split(), language))
    return [int(each.value) for each in grouped(tokens, numbers_of(tokens))]


@given(NUMBERS)
def test_a_russian_number_comes_back(number):
    assert heard(russian(number), "ru") == [number]


@given(NUMBERS)
def test_a_kazakh_number_comes_back(number):
    assert heard(kazakh(number), "kk") == [number]


@given(st.integers(1, 999), st.sampled_from([("тысяч", 1000), ("мың", 1000), ("миллион", 10**6)]))
def test_digits_with_a_multiplier_in_words(number, multiplier):
    word, size = multiplier
    assert heard(f"{number} {word}", "ru") == [number * size]


@given(st.lists(st.sampled_from("0123456789"), min_size=9, max_size=9))
def test_a_telephone_comes_back_figure_by_figure(rest):
    from bench.mentions import values
    from models.mentions import MentionKind

    digits = "701" + "".join(rest)[:7]
    spoken = " ".join(russian(int(digit)) for digit in "8" + digits)
    assert values(f"номер {spoken}", "ru", MentionKind.PHONE) == f"+7{digits}"
