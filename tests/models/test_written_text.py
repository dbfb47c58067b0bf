"""A text is a transcript without times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.transcript_document import document_of, transcript_of
from models.written_text import transcript_of_text


def made(text):
    return transcript_of_text(text, name="-", language="kk", sha256="ab" * 32, hattama_version="test")


@given(st.text(alphabet="ab \n\t\r\u2028", max_size=60).filter(str.strip))
def test_every_word_is_there_once_in_order_and_none_has_a_time(text):
    transcript = made(text)
    assert [word.text for word in transcript.words()] == text.split()
    assert {(word.start, word.end) for word in transcript.words()} == {(0.0, 0.0)}
    assert len({word.id for word in transcript.words()}) == len(text.split())
    assert transcript_of(document_of(transcript)) == transcript


def test_each_line_is_a_turn():
    assert [turn.text for turn in made("Заявление.\n\nЯ был дома.").turns] == ["Заявление.", "Я был дома."]


def test_a_text_without_a_word_is_none():
    with pytest.raises(ValueError, match="without a word"):
        made(" \n ")
