"""What Whisper's tokens and times become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.span import Span
from transcribe.recognize.whisper import words_of_alignment
from transcribe.recognize.written import Written, written

EOT, BEGIN = 1000, 1100


def stamp(seconds):
    return BEGIN + round(seconds * 50)


def timing(word, start, end, token=1):
    return {"word": word, "tokens": [token], "start": start, "end": end, "probability": 0.9}


def text(sentences, respelled=None):
    return Written(tokens=[1] * len(sentences), sentences=sentences, respelled=respelled or {})


@given(st.lists(st.one_of(st.integers(0, EOT - 1), st.integers(BEGIN, BEGIN + 1500)), max_size=40))
def test_no_token_of_text_is_lost_and_each_has_a_sentence(sequence):
    made = written(sequence, EOT, BEGIN)
    assert made.tokens == [token for token in sequence if token < EOT]
    assert len(made.sentences) == len(made.tokens)


def test_sentences_lie_between_their_timestamps():
    made = written([stamp(0), 1, 2, stamp(3), stamp(5), 3, stamp(8), stamp(8), 4], EOT, BEGIN)
    assert [(each.start, each.end) for each in made.sentences] == [(0, 3), (0, 3), (5, 8), (8, 30)]


@given(st.lists(st.one_of(st.integers(0, EOT - 1), st.integers(BEGIN, BEGIN + 1500)), max_size=40), st.floats(0, 30))
def test_what_begins_behind_the_window_is_left_to_the_next_one(sequence, moment):
    """Seen on the sample: a sentence in another language was left out, and the next one's words lay over it."""
    whole = written(sequence, EOT, BEGIN)
    made = whole.before(moment)
    kept = [(token, each) for token, each in zip(whole.tokens, whole.sentences, strict=True) if each.start < moment]
    assert list(zip(made.tokens, made.sentences, strict=True)) == kept


def test_what_was_respelled_stays_beside_its_token():
    spans = [Span(start=0, end=2), Span(start=0, end=2), Span(start=2, end=5)]
    made = text(spans, {0: "трибуквы", 2: "званящий"}).before(2)
    assert (len(made.tokens), made.respelled) == (2, {0: "трибуквы"})


def test_a_word_does_not_reach_far_out_of_its_sentence():
    (word,) = words_of_alignment([timing(" Нет.", 2.0, 8.4)], Span(start=0, end=16), text([Span(start=8, end=9)]))
    assert (word.span.start, word.span.end) == pytest.approx((7.5, 8.4))


def test_pieces_without_a_space_are_one_word():
    alignment = [timing(" кто", 0, 0.4), timing("-то", 0.4, 0.6), timing(" был", 0.6, 1)]
    words = words_of_alignment(alignment, Span(start=10, end=20), text([Span(start=0, end=2)] * 3))
    assert [word.text for word in words] == ["кто-то", "был"]


def test_a_respelled_word_says_what_the_network_wrote():
    alignment = [
        timing(" первые", 0, 0.4),
        timing(" три", 0.4, 0.6),
        timing(" буквы,", 0.6, 1),
        timing(" что", 1, 1.2),
        timing("-то", 1.2, 1.4),
    ]
    words = words_of_alignment(
        alignment, Span(start=0, end=9), text([Span(start=0, end=2)] * 5, {1: "трибуквы", 2: "трибуквы", 3: "шта"})
    )
    assert [(word.text, word.respelled_from) for word in words] == [
        ("первые", None),
        ("три", "трибуквы"),
        ("буквы,", "трибуквы"),
        ("что-то", "шта-то"),
    ]
