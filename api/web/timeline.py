"""A picture of an interrogation's sittings and recordings on the clock of its place, as numbers for SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.cases import CaseSitting, Placement

WIDTH = 1000.0
_MOST_TICKS = 8
_STEPS = tuple(timedelta(minutes=each) for each in (5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880, 10080, 40320))


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A sitting or a placement."""

    x: float
    width: float
    row: int  # from the top; bars of one row do not overlap
    sitting: CaseSitting | None = None
    placement: Placement | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A round time on the clock."""

    x: float
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """What is known of the times."""

    bars: list[Bar]
    ticks: list[Tick]
    rows: int
    days: int  # calendar days that it touches


def timeline(sittings: Sequence[CaseSitting], placements: Sequence[Placement], zone: str) -> Timeline | None:
    """The picture; None where no time of anything is known."""
    spans = [*(_of_sitting(each) for each in sittings), *(_of_placement(each) for each in placements)]
    known = [each for each in spans if each is not None]
    if not known:
        return None
    first = min(start for start, *_ in known)
    last = max(end for _, end, *_ in known)
    whole = max((last - first).total_seconds(), 60.0)
    free: list[datetime] = [first]  # from when on each row is free; the first is for sittings
    bars = []
    for start, end, sitting, placement in sorted(known, key=lambda each: (each[2] is None, each[0])):
        row = 0 if sitting else next((n for n, at in enumerate(free) if n and at <= start), len(free))
        free[row:] = [end, *free[row + 1 :]]
        x = (start - first).total_seconds() / whole * WIDTH
        width = max((end - start).total_seconds() / whole * WIDTH, 2.0)
        bars.append(Bar(x=round(x, 1), width=round(width, 1), row=row, sitting=sitting, placement=placement))
    days = (last.astimezone(ZoneInfo(zone)).date() - first.astimezone(ZoneInfo(zone)).date()).days + 1
    return Timeline(bars=bars, ticks=_ticks(first, last, zone), rows=len(free), days=days)


_Span = tuple[datetime, datetime, CaseSitting | None, Placement | None]


def _of_sitting(sitting: CaseSitting) -> _Span | None:
    if sitting.started_at is None or sitting.ended_at is None:
        return None
    return sitting.started_at, sitting.ended_at, sitting, None


def _of_placement(placement: Placement) -> _Span | None:
    if placement.wall_start is None:
        return None
    seconds = placement.span_end - placement.span_start
    return placement.wall_start, placement.wall_start + timedelta(seconds=seconds), None, placement


def _ticks(first: datetime, last: datetime, zone: str) -> list[Tick]:
    """Round times on the clock of the place, a handful at most."""
    whole = max((last - first).total_seconds(), 60.0)
    step = next((each for each in _STEPS if whole / each.total_seconds() <= _MOST_TICKS), _STEPS[-1])
    local = first.astimezone(ZoneInfo(zone))
    at = local.replace(hour=0, minute=0, second=0, microsecond=0)
    at += (local - at) // step * step
    ticks = []
    while at <= last:
        x = (at - first).total_seconds() / whole * WIDTH
        if x >= 0:
            ticks.append(Tick(x=round(x, 1), at=at))
        at += step
    return ticks
