"""Turns become passages: a question with its answer, short ones together, long ones in parts that overlap."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.interrogation import ParticipantRole
from models.passages import Passage
from models.revisions import Words
from models.working_transcript import WorkingTurn

LONGEST = 200
"""Words of a passage; longer ones are parted."""
OVERLAP = 40
"""Words that two parts of a long one share, so that nothing is cut through in both."""
ALONE = 6
"""Words of an answer that is understood without its question, and likened to others by itself; see `docs/why.md`."""
SHORTEST = 12
"""Words of a question with its answer that may stand alone; fewer tell nothing without what follows."""

ASKING = frozenset({ParticipantRole.INVESTIGATOR, ParticipantRole.PROSECUTOR})
"""Roles in which somebody asks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """A word in its turn."""

    text: str
    start: float
    end: float
    turn: int  # its place among the turns
    voice: str


def passages(turns: Sequence[WorkingTurn], *, askers: Collection[str]) -> list[Passage]:
    """All words of the turns, each in one passage at least, in order. `askers`: the voices that ask."""
    spoken = [turn for turn in turns if turn.words]
    found: list[Passage] = []
    for group in _together(_exchanges(spoken, askers), spoken):
        said = [
            _Said(text=word.text, start=word.start, end=word.end, turn=place, voice=spoken[place].voice)
            for place in group
            for word in spoken[place].words
        ]
        found += [_passage(part, spoken, askers) for part in _parts(said)]
    return found


def askers_of(turns: Sequence[WorkingTurn]) -> frozenset[str]:
    """The voice that asks, where nobody has named the voices: most of whose turns are questions; none where none asks."""
    asked: Counter[str] = Counter()
    spoke: Counter[str] = Counter()
    for turn in turns:
        spoke[turn.voice] += bool(turn.words)
        asked[turn.voice] += bool(turn.words) and turn.words[-1].text.endswith("?")
    best = max(asked, key=lambda voice: (asked[voice], asked[voice] / max(1, spoke[voice]), voice), default="")
    return frozenset({best}) if asked[best] else frozenset()


def _exchanges(turns: Sequence[WorkingTurn], askers: Collection[str]) -> Iterator[list[int]]:
    """Places of turns: what is asked, in one or several turns, and what follows until something is asked again."""
    exchange: list[int] = []
    for asks, places in groupby(range(len(turns)), key=lambda place: turns[place].voice in askers):
        if asks and exchange:
            yield exchange
            exchange = []
        exchange += places
    if exchange:
        yield exchange


def _together(exchanges: Iterator[list[int]], turns: Sequence[WorkingTurn]) -> Iterator[list[int]]:
    """Short exchanges with those that follow them, as long as they fit."""
    waiting: list[int] = []
    for exchange in exchanges:
        if waiting and _words(waiting, turns) + _words(exchange, turns) > LONGEST:
            yield waiting
            waiting = []
        waiting = waiting + exchange
        if _words(waiting, turns) >= SHORTEST:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _words(places: Sequence[int], turns: Sequence[WorkingTurn]) -> int:
    return sum(len(turns[place].words) for place in places)


def _parts(said: list[_Said]) -> Iterator[list[_Said]]:
    first = 0
    while True:
        yield said[first : first + LONGEST]
        if first + LONGEST >= len(said):
            return
        first += LONGEST - OVERLAP


def _passage(said: list[_Said], turns: Sequence[WorkingTurn], askers: Collection[str]) -> Passage:
    answered = [word for word in said if word.voice not in askers]
    told = answered if len(answered) >= ALONE else said
    lines = [" ".join(word.text for word in words) for _, words in groupby(told, key=lambda word: word.turn)]
    touched = turns[said[0].turn : said[-1].turn + 1]
    return Passage(
        numbers=Words(first=touched[0].numbers.first, last=touched[-1].numbers.last),
        start=min(word.start for word in said),
        end=max(word.end for word in said),
        voices=tuple(dict.fromkeys(word.voice for word in said)),
        text="\n".join(lines),
        checked=all(turn.checked is not None for turn in touched),
    )
