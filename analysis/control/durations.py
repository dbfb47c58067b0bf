"""How long somebody was interrogated: by the clock on the wall of the place, over midnight, without counting twice.

Moments are aware; lengths are seconds that really passed, so that a night on which the clocks were set back has its hour
more. A day is a calendar day of the zone; zoneinfo knows that Almaty was at UTC+6 until 2024-03-01 and at +5 since.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """From one moment to another."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> int:
        """Its length, in whole seconds."""
        return round((self.end - self.start).total_seconds())


def union(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time without counting any of it twice, in order; stretches that touch are one."""
    found: list[Stretch] = []
    for each in sorted(stretches):
        if found and each.start <= found[-1].end:
            found[-1] = Stretch(found[-1].start, max(found[-1].end, each.end))
        else:
            found.append(each)
    return found


def total(stretches: Iterable[Stretch]) -> int:
    """Seconds of their union."""
    return sum(each.seconds for each in union(stretches))


def midnight(day: date, zone: ZoneInfo, hour: int = 0) -> datetime:
    """When an hour of the day strikes there for the first time, in UTC; hour 24 is the next midnight."""
    return datetime.combine(day + _DAY * (hour // 24), time(hour % 24), zone).astimezone(UTC)


def by_day(stretch: Stretch, zone: ZoneInfo) -> Iterator[tuple[date, Stretch]]:
    """The stretch cut at each midnight of the zone."""
    start = stretch.start
    while start < stretch.end:
        day = start.astimezone(zone).date()
        end = min(stretch.end, midnight(day + _DAY, zone))
        yield day, Stretch(start, end)
        start = end


def within(stretch: Stretch, hours: tuple[int, int], zone: ZoneInfo) -> list[Stretch]:
    """The parts of the stretch between two hours of the day; from 22 to 6 goes over midnight."""
    first, last = hours
    spans = [(first, last)] if first <= last else [(0, last), (first, 24)]
    found = []
    for day, part in by_day(stretch, zone):
        for start, end in spans:
            piece = Stretch(max(part.start, midnight(day, zone, start)), min(part.end, midnight(day, zone, end)))
            if piece.start < piece.end:
                found.append(piece)
    return found


def overlap(stretch: Stretch, others: Iterable[Stretch]) -> int:
    """Seconds of the stretch that others cover too."""
    return sum(
        max(0, round((min(stretch.end, each.end) - max(stretch.start, each.start)).total_seconds()))
        for each in union(others)
    )


def series(stretches: Iterable[Stretch], shortest_break: timedelta) -> list[list[Stretch]]:
    """Stretches in runs: only a break of at least that length ends one."""
    found: list[list[Stretch]] = []
    for each in union(stretches):
        if found and each.start - found[-1][-1].end < shortest_break:
            found[-1].append(each)
        else:
            found.append([each])
    return found
