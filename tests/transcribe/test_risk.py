"""Which of several likely texts is written."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcribe.recognize.risk import least_risk

TEXTS = st.lists(st.lists(st.sampled_from(("да", "нет", "был", "дома")), max_size=5).map(" ".join), min_size=1, max_size=6)


def logs(*shares):
    return [math.log(each) for each in shares]


def test_what_likely_texts_agree_on_beats_the_likeliest_text_alone():
    texts = ["я там не был", "я там был вчера", "я там был вчера днём"]
    assert least_risk(texts, logs(0.4, 0.35, 0.25)) == 1


def test_the_likeliest_is_kept_where_nothing_outweighs_it():
    assert least_risk(["нет", "да", "ну да"], logs(0.8, 0.1, 0.1)) == 0


@pytest.mark.parametrize("same", ["НЕТ, я не знаю!", "нет — я не знаю", "Нет. Я не знаю."])
def test_case_and_punctuation_are_no_difference(same):
    """The second and the third are one text, so together they outweigh the first."""
    assert least_risk(["нет я не знал", "Нет, я не знаю.", same], logs(0.4, 0.3, 0.3)) == 1


@given(TEXTS, st.data())
def test_no_other_text_is_expected_to_have_fewer_wrong_words(texts, data):
    shares = data.draw(st.lists(st.floats(0.01, 1), min_size=len(texts), max_size=len(texts)))
    chosen = least_risk(texts, logs(*shares))
    risks = [
        sum(share * wrong(text.split(), other.split()) for other, share in zip(texts, shares, strict=True))
        for text in texts
    ]
    assert risks[chosen] <= min(risks) + 1e-9


@given(TEXTS, st.data())
def test_how_long_all_texts_are_together_makes_no_difference(texts, data):
    """Log-probabilities of long windows are far below what a number's exponent can hold."""
    shares = data.draw(st.lists(st.integers(1, 9), min_size=len(texts), max_size=len(texts)))
    assert least_risk(texts, logs(*shares)) == least_risk(texts, [each - 2000 for each in logs(*shares)])


def wrong(said, other):
    """Words to change, add or leave out, counted plainly."""
    row = list(range(len(other) + 1))
    for number, word in enumerate(said, start=1):
        last, row[0] = row[0], number
        for place, found in enumerate(other, start=1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (word != found))
    return row[-1]
