"""Words get voices, and become turns cut where the voice changes."""

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.span import Seconds, Span
from models.transcript import Turn, Word, WordMark

BOUNDARY: Seconds = 0.5  # a word this near to another voice may be that voice's
_OVERLAPPED = 0.5  # share of a word's time under a second voice
_LONGEST_PAUSE: Seconds = 3.0  # one voice going on after a longer silence begins a new turn
_UTTERANCE_PAUSE: Seconds = 0.6  # on a channel of its own, a voice that pauses this long lets the other one in


@dataclass(frozen=True, kw_only=True, slots=True)
class VoicedWord:
    """A word and whose it is."""

    word: Word
    voice: str


class VoiceMap:
    """Looks up who speaks when. Built once from the spans of all voices that share one sound."""

    def __init__(self, voices: Sequence[tuple[str, Sequence[Span]]]) -> None:
        self._names = [name for name, _ in voices]
        self._spans = [list(spans) for _, spans in voices]
        self._starts = [[span.start for span in spans] for spans in self._spans]

    def seconds(self, span: Span) -> list[Seconds]:
        """How long each voice speaks inside a span, in the voices' order."""
        return [sum(near.overlap(span) for near in self._near(number, span)) for number in range(len(self._names))]

    def whose(self, word: Word) -> tuple[str, str | None, bool]:
        """The voice of a word, the voice it may also be, and whether a second voice speaks over it."""
        span = Span(start=word.start, end=max(word.end, word.start + 0.02))
        under = self.seconds(span)
        best = max(range(len(under)), key=lambda number: under[number])
        if under[best] <= 0:
            best = min(range(len(under)), key=lambda number: self._distance(number, span))
        around = self.seconds(Span(start=max(0.0, span.start - BOUNDARY), end=span.end + BOUNDARY))
        around[best] = 0.0
        other = max(range(len(around)), key=lambda number: around[number])
        overlapped = under[other] >= _OVERLAPPED * span.duration if other != best else False
        return self._names[best], self._names[other] if around[other] > 0 else None, overlapped

    def _near(self, number: int, span: Span) -> Iterator[Span]:
        spans = self._spans[number]
        position = max(0, bisect_right(self._starts[number], span.start) - 1)
        return itertools.takewhile(lambda near: near.start < span.end, itertools.islice(spans, position, None))

    def _distance(self, number: int, span: Span) -> Seconds:
        position = bisect_right(self._starts[number], span.start)
        neighbours = self._spans[number][max(0, position - 1) : position + 1]
        return min((max(near.start - span.end, span.start - near.end, 0.0) for near in neighbours), default=float("inf"))


def give_voices(
    words: Iterable[Word], voices: Sequence[tuple[str, Sequence[Span]]], *, doubtful: Sequence[Span] = ()
) -> Iterator[VoicedWord]:
    """Each word with the voice that speaks most under it, or else nearest to it; `voices` is not empty.

    `doubtful` are stretches, in order, whose voice the diarizer could not tell.
    """
    lookup, doubts = VoiceMap(voices), VoiceMap([("", doubtful)])
    for word in words:
        voice, other, overlapped = lookup.whose(word)
        marks = word.marks
        if other is not None:
            marks = (*marks, WordMark.NEAR_BOUNDARY)
        if doubts.seconds(Span(start=word.start, end=word.end))[0] > 0:
            marks = (*marks, WordMark.VOICE_DOUBT)
        if overlapped:
            marks = (*marks, WordMark.OVERLAP)
        yield VoicedWord(word=replace(word, marks=marks, other_voice=other), voice=voice)


def turns(channels: Sequence[Sequence[VoicedWord]]) -> tuple[Turn, ...]:
    """Turns in order of time, with word ids given in that order.

    One channel: a turn ends where the voice changes or falls silent for long. Several: each channel's words are first
    held together in utterances, so that two people talking at once do not cut each other's sentences word by word.
    """
    if len(channels) == 1:
        utterances = [[word] for word in channels[0]]
    else:
        utterances = [each for words in channels for each in _utterances(words)]
    utterances.sort(key=lambda words: words[0].word.start)
    joined: list[list[VoicedWord]] = []
    for words in utterances:
        before = joined[-1][-1] if joined else None
        if (
            before is not None
            and before.voice == words[0].voice
            and words[0].word.start - before.word.end <= _LONGEST_PAUSE
        ):
            joined[-1].extend(words)
        else:
            joined.append(list(words))
    numbers = itertools.count(1)
    return tuple(
        Turn(
            id=f"t{number:04d}",
            voice=words[0].voice,
            words=tuple(replace(each.word, id=f"w{next(numbers):06d}") for each in words),
        )
        for number, words in enumerate(joined, start=1)
    )


def _utterances(words: Sequence[VoicedWord]) -> Iterator[list[VoicedWord]]:
    current: list[VoicedWord] = []
    for each in words:
        if current and each.word.start - current[-1].word.end > _UTTERANCE_PAUSE:
            yield current
            current = []
        current.append(each)
    if current:
        yield current
