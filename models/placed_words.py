"""Words as they stand on a recording's clock: those that were heard there, and those whose times are only shared out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.span import Seconds, Span

_LONGEST: Seconds = 20.0  # of sound listened to at once; an engine hears thirty
_AROUND = 5  # known words heard along at each side: they hold the others in place
_RIM: Seconds = 0.5  # of sound before the first word and after the last


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedWord:
    """One word of a turn."""

    id: str
    start: Seconds
    end: Seconds
    text: str
    language: str
    estimated: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Neighbouring words of a turn to be listened to at once."""

    words: tuple[PlacedWord, ...]
    span: Span  # of sound


def stretches(words: Sequence[PlacedWord], *, within: Span) -> Iterator[Stretch]:
    """Stretches that hold each estimated word of a turn once, with known ones around; none where all are known.

    `within` is the sound that there may be: the turn's own and the silence around it. Estimated words that take more sound
    than an engine hears at once are in no stretch.
    """
    for first, last in _groups(words):
        for around in range(_AROUND, -1, -1):
            begin, end = _known_beside(words, first, -around), _known_beside(words, last, around)
            if _length(words, begin, end) <= _LONGEST:
                part = tuple(words[begin : end + 1])
                start = max(within.start, min(word.start for word in part) - _RIM)
                stop = max(start, min(within.end, max(word.end for word in part) + _RIM))
                yield Stretch(words=part, span=Span(start=start, end=stop))
                break


def _groups(words: Sequence[PlacedWord]) -> Iterator[tuple[int, int]]:
    """First and last of estimated words that are near one another."""
    first = last = -1
    for number, word in enumerate(words):
        if not word.estimated:
            continue
        if first >= 0 and (number - last > _AROUND or _length(words, first, number) > _LONGEST):
            yield first, last
            first = number
        first, last = (number if first < 0 else first), number
    if first >= 0:
        yield first, last


def _known_beside(words: Sequence[PlacedWord], position: int, reach: int) -> int:
    """The outermost known word that follows without another estimated one between; the word itself where there is none."""
    step = 1 if reach > 0 else -1
    for _ in range(abs(reach)):
        if not 0 <= position + step < len(words) or words[position + step].estimated:
            break
        position += step
    return position


def _length(words: Sequence[PlacedWord], first: int, last: int) -> Seconds:
    part = words[first : last + 1]
    return max(word.end for word in part) - min(word.start for word in part)


def held_in_place(words: Sequence[PlacedWord], heard: Sequence[Span]) -> dict[str, Span]:
    """Times of the estimated words by id, kept between the known words around them; a word without room has none.

    `heard` is when each of the words was heard, in order.
    """
    found: dict[str, Span] = {}
    floor: Seconds = 0.0
    for position, (word, span) in enumerate(zip(words, heard, strict=True)):
        if not word.estimated:
            floor = max(floor, word.end)
            continue
        ceiling = min((each.start for each in words[position + 1 :] if not each.estimated), default=span.end)
        start, end = max(span.start, floor), min(span.end, ceiling)
        if start < end:
            found[word.id] = Span(start=round(start, 3), end=round(end, 3))
            floor = end
    return found
