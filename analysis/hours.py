"""What each person says about each hour, side by side: times of the clock that were said, and the days they are of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A time that somebody names."""

    who: str  # key of a column
    day: date | None  # that it is said of; None: the words beside it name none
    minutes: tuple[int, ...]  # since midnight; two where the words leave open which half of the day it was
    approximate: bool  # the speaker said so, or the recognizer was in doubt
    key: int  # of the mention


@dataclass(frozen=True, kw_only=True, slots=True)
class Hour:
    """One hour of a day, and what each says about it."""

    day: date | None
    hour: int  # 0..23
    told: tuple[Told, ...]  # by their minute; an open time stands in both of its hours


def by_hour(told: Iterable[Told]) -> list[Hour]:
    """Every hour that somebody names, in order; those of no day stand last."""
    held: dict[tuple[date | None, int], list[tuple[int, Told]]] = {}
    for each in told:
        for minute in each.minutes:
            held.setdefault((each.day, minute // MINUTES_OF_AN_HOUR), []).append((minute, each))
    ordered = sorted(held, key=lambda place: (place[0] is None, place[0] or date.min, place[1]))
    return [
        Hour(
            day=day,
            hour=hour,
            told=tuple(each for _, each in sorted(held[day, hour], key=lambda pair: (pair[0], pair[1].who, pair[1].key))),
        )
        for day, hour in ordered
    ]


def columns(hours: Sequence[Hour]) -> list[str]:
    """Whoever says something about an hour, those who say most first."""
    counts: dict[str, int] = {}
    for each in hours:
        for told in each.told:
            counts[told.who] = counts.get(told.who, 0) + 1
    return sorted(counts, key=lambda who: (-counts[who], who))
