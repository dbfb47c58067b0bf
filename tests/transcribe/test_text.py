"""Marks of probable inventions."""

from transcribe.recognize.loops import LOOP_RATIO, compression_ratio, loop_words
from transcribe.text import credit_words


def test_loops_and_credits_are_found_and_plain_speech_is_not():
    assert set(loop_words(["да"] * 5)) == set(range(5))
    assert not list(loop_words(["я", "видел", "двух", "мужчин", "и", "белую", "машину"]))
    assert list(credit_words(["Нет.", "Субтитры", "сделал", "DimaTorzok"])) == [1, 2, 3]


def test_repeated_words_of_plain_russian_speech_are_no_loop():
    menu = "Нажмите один, чтобы узнать номер. Нажмите два, чтобы изменить номер. Нажмите три, чтобы удалить номер."
    assert compression_ratio(menu) < LOOP_RATIO
    assert compression_ratio("субтитры " * 40) > LOOP_RATIO
    assert not list(loop_words(menu.split()))
