"""The coverage ledger: every instant of a recording is accounted for."""

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.span import Seconds, Span
from models.transcript import LedgerEntry, LedgerKind, Word
from transcribe.diarize.slot import SpeechActivity

_TICK: Seconds = 0.01
_BETWEEN_WORDS: Seconds = 0.6  # a pause between two words that is still speaking
_SHORT: Seconds = 0.5  # speech without words beside words and shorter than this is a word's rim, not a gap
_SPEECH = 0.5  # how sure the detector must be
_KINDS = (
    LedgerKind.SILENCE,
    LedgerKind.SPEECH_WITHOUT_WORDS,
    LedgerKind.WORDS,
    LedgerKind.OVERLAP,
    LedgerKind.NOT_PROCESSED,
)


def account(
    duration: Seconds,
    *,
    words: Iterable[Word],
    voices: Sequence[Sequence[Span]],
    activity: SpeechActivity,
    missing: Iterable[Span] = (),
    channel: int | None = None,
) -> tuple[LedgerEntry, ...]:
    """Spans that follow one another from 0 to the duration, each with its kind; none where the duration is 0.

    `missing` is sound that the decoder could not read: not processed, whatever the engines made of its stillness.
    """
    ticks = round(duration / _TICK)
    if not ticks:
        return (LedgerEntry(span=Span(start=0, end=duration), kind=LedgerKind.SILENCE, channel=channel),) * (duration > 0)
    speaking = np.zeros(ticks, np.int8)
    for spans in voices:
        _paint(speaking, spans, add=True)
    speech = speaking > 0
    speech |= _speech(activity, ticks)
    worded = np.zeros(ticks, np.int8)
    _paint(worded, _held_together(words), add=False)
    kinds = np.where(speech, 1, 0)
    kinds[worded > 0] = 2
    _absorb_rims(kinds)
    kinds[speaking > 1] = 3
    unread = np.zeros(ticks, np.int8)
    _paint(unread, missing, add=False)
    kinds[unread > 0] = 4
    edges = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), ticks]
    times = [*(round(edge * _TICK, 2) for edge in edges[:-1]), duration]
    return tuple(
        LedgerEntry(span=Span(start=start, end=end), kind=_KINDS[kinds[edge]], channel=channel)
        for edge, start, end in zip(edges[:-1], times[:-1], times[1:], strict=True)
    )


def _paint(ticks: NDArray[np.int8], spans: Iterable[Span], *, add: bool) -> None:
    for span in spans:
        part = slice(round(span.start / _TICK), round(span.end / _TICK))
        ticks[part] = ticks[part] + 1 if add else 1


def _speech(activity: SpeechActivity, ticks: int) -> NDArray[np.bool_]:
    if not len(activity.probability):
        return np.zeros(ticks, bool)
    middles = (np.arange(ticks) + 0.5) * _TICK
    nearest = np.clip(np.round((middles - activity.offset) / activity.frame), 0, len(activity.probability) - 1)
    found: NDArray[np.bool_] = activity.probability[nearest.astype(int)] >= _SPEECH
    return found


def _held_together(words: Iterable[Word]) -> list[Span]:
    """Spans of words, short pauses between them included."""
    spans: list[Span] = []
    for word in sorted(words, key=lambda each: each.start):
        end = max(word.end, word.start + _TICK)
        if spans and word.start - spans[-1].end <= _BETWEEN_WORDS:
            spans[-1] = Span(start=spans[-1].start, end=max(end, spans[-1].end))
        else:
            spans.append(Span(start=word.start, end=end))
    return spans


def _absorb_rims(kinds: NDArray[np.int_]) -> None:
    """Short speech without words next to words becomes words: engines' word times end a little early."""
    edges = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), len(kinds)]
    for first, last in itertools.pairwise(edges):
        beside = (first > 0 and kinds[first - 1] == 2) or (last < len(kinds) and kinds[last] == 2)
        if kinds[first] == 1 and beside and (last - first) * _TICK < _SHORT:
            kinds[first:last] = 2
