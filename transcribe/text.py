"""Marks on words that may never have been spoken, or not like this. Nothing is removed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from models.span import Seconds, Span
from models.transcript import Word, WordMark
from transcribe.diarize.slot import SpeechActivity
from transcribe.recognize.loops import LOOP_RATIO, loop_words
from transcribe.recognize.slot import HeardWindow

_NO_SPEECH = 0.3  # the detector's highest certainty under a word that nobody spoke
_LOW_PROBABILITY = 0.3
_SPEECH = 0.5  # how sure the detector must be for a word's time to lie there
_PAUSE_IN_WORD: Seconds = 0.3  # a stop consonant is shorter; a longer pause lies beside a word
_LANGUAGE_DOUBT = 0.5  # certainty of a window's language below which its words are marked
_NO_TIME: Seconds = 0.1  # this many words in so short a time were not spoken:
_NO_TIME_WORDS = 3

# Seen in Whisper's output on silence and noise: credits and farewells of films and channels it was trained on.
CREDITS = re.compile(
    r"субтитр\w* (?:сделал|созда\w+|подготов\w+|добав\w+|от|подогнал)|dimatorzok|редактор субтитров|корректор [а-яё]\."
    r"|продолжение следует|спасибо за (?:просмотр|внимание)|подпис\w+ на (?:мой |наш )?канал|ставьте лайк"
    r"|до новых встреч|amara\.org|thanks? (?:you )?for watching|subtitles? (?:by|made)|please subscribe"
    r"|субтитр\w* жаса\w+|көргендеріңізге рахмет|каналымызға жазыл",
    re.IGNORECASE,
)


def words_of(window: HeardWindow, activity: SpeechActivity) -> tuple[Word, ...]:
    """The window's words as records with their marks; ids are given when turns are made."""
    heard = window.words or ()
    plain = tuple(
        Word(
            id="",
            start=round(span.start, 3),
            end=round(span.end, 3),
            text=word.text,
            probability=round(word.probability, 4),
            language=window.language,
            respelled_from=word.respelled_from,
        )
        for word, span in ((word, spoken_part(word.span, activity)) for word in heard)
    )
    of_window = [
        *([WordMark.COMPRESSIBLE] if window.compression_ratio > LOOP_RATIO else []),
        *([WordMark.LANGUAGE_DOUBT] if window.language_probability < _LANGUAGE_DOUBT else []),
    ]
    texts = [word.text for word in plain]
    loops, credited, timeless = set(loop_words(texts)), set(credit_words(texts)), set(_timeless(plain))
    marked = []
    for number, (word, engines) in enumerate(zip(plain, heard, strict=True)):
        marks = list(of_window)
        if number in timeless or _unheard(word, activity):
            marks.append(WordMark.NO_SPEECH)
        if number in loops:
            marks.append(WordMark.REPETITION)
        if number in credited:
            marks.append(WordMark.CREDITS)
        if word.probability < _LOW_PROBABILITY:
            marks.append(WordMark.LOW_PROBABILITY)
        if engines.respelled_from is not None:
            marks.append(WordMark.RESPELLED)
        marked.append(replace(word, marks=tuple(marks)))
    return tuple(marked)


def spoken_part(word: Span, activity: SpeechActivity) -> Span:
    """A word's time without the pauses beside it: the longest stretch of speech in it.

    Engines stretch the first and the last word of a sentence over the silence next to them, under another's voice.
    """
    if word.duration <= _PAUSE_IN_WORD or not len(activity.probability):
        return word
    speaks = activity.at(word) >= _SPEECH
    edges = np.flatnonzero(np.diff(np.concatenate(([0], speaks.astype(np.int8), [0])))).reshape(-1, 2)
    if not len(edges):
        return word
    pauses = (edges[1:, 0] - edges[:-1, 1]) * activity.frame >= _PAUSE_IN_WORD
    runs = np.split(edges, np.flatnonzero(pauses) + 1)
    first, last = max(((int(run[0, 0]), int(run[-1, 1])) for run in runs), key=lambda run: run[1] - run[0])
    before, after = first * activity.frame, (len(speaks) - last) * activity.frame
    return Span(
        start=word.start + (before if before >= _PAUSE_IN_WORD else 0.0),
        end=word.end - (after if after >= _PAUSE_IN_WORD else 0.0),
    )


def credit_words(texts: Sequence[str]) -> Iterator[int]:
    """Numbers of words inside a phrase known from film credits."""
    ends: list[int] = []
    position = 0
    for text in texts:
        position += len(text) + 1
        ends.append(position)
    for found in CREDITS.finditer(" ".join(texts)):
        for number, end in enumerate(ends):
            if end > found.start() and end - len(texts[number]) - 1 < found.end():
                yield number


def _unheard(word: Word, activity: SpeechActivity) -> bool:
    if not len(activity.probability):
        return True
    return float(activity.at(Span(start=word.start, end=word.end)).max()) < _NO_SPEECH


def _timeless(words: Sequence[Word]) -> Iterator[int]:
    """Numbers of words crowded into no time: an engine's way to write what it did not hear."""
    for first in range(len(words) - _NO_TIME_WORDS + 1):
        last = first + _NO_TIME_WORDS - 1
        if words[last].end - words[first].start < _NO_TIME:
            yield from range(first, last + 1)
