"""Marks of probable inventions, and words' times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.span import Span
from tests.factories import activity
from transcribe.recognize.loops import LOOP_RATIO, compression_ratio, loop_words
from transcribe.text import credit_words, spoken_part


def test_loops_and_credits_are_found_and_plain_speech_is_not():
    assert set(loop_words(["да"] * 5)) == set(range(5))
    assert not list(loop_words(["я", "видел", "двух", "мужчин", "и", "белую", "машину"]))
    assert list(credit_words(["Нет.", "Субтитры", "сделал", "DimaTorzok"])) == [1, 2, 3]


def test_repeated_words_of_plain_russian_speech_are_no_loop():
    menu = "Нажмите один, чтобы узнать номер. Нажмите два, чтобы изменить номер. Нажмите три, чтобы удалить номер."
    assert compression_ratio(menu) < LOOP_RATIO
    assert compression_ratio("субтитры " * 40) > LOOP_RATIO
    assert not list(loop_words(menu.split()))


@given(start=st.floats(0, 50), length=st.floats(0, 9), speech=st.tuples(st.floats(0, 30), st.floats(0.05, 25)))
def test_a_word_loses_the_pause_beside_it_and_never_the_speech_in_it(start, length, speech):
    word, spoken = Span(start=start, end=start + length), Span(start=speech[0], end=speech[0] + speech[1])
    kept = spoken_part(word, activity((spoken.start, spoken.end)))
    assert word.start <= kept.start <= kept.end <= word.end
    assert kept.overlap(spoken) == pytest.approx(word.overlap(spoken), abs=0.03)
    if word.overlap(spoken) > 0.05:
        assert kept.duration <= word.overlap(spoken) + 2 * 0.3 + 0.05


def test_of_two_stretches_of_speech_under_a_word_the_longer_is_its_own():
    heard = activity((1.0, 1.2), (2.5, 3.1))
    kept = spoken_part(Span(start=1.0, end=3.1), heard)
    assert (kept.start, kept.end) == pytest.approx((2.5, 3.1), abs=0.02)
