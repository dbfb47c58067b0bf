"""The time that a file carries of itself: mp4 and mov (creation_time), wav (ICRD, bext), ogg and others (DATE).

What that time is, no file says: recorders write universal time or their own, when they begin or when they end. It is kept
as it was written and decides nothing.
"""

import re
from datetime import UTC, datetime

from models.recording import ContainerTime

_TAG = re.compile(r"^\[info\] +(?P<tag>creation_time|date) *: (?P<value>[^\n]*)$", re.MULTILINE | re.IGNORECASE)
_MOMENT = re.compile(
    r"(?P<day>\d{4}[-:/.]\d\d[-:/.]\d\d)(?:[T ]+(?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)? *(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?"
)
_TIME = re.compile(r"\d\d[:.-]\d\d[:.-]\d\d")  # as bext has it, apart from the day
_FIRST_YEAR = 1990  # earlier ones stand for a clock that was never set


def container_time(header: str) -> ContainerTime | None:
    """The first time with a day in ffmpeg's description of its input; None where there is none."""
    found = {each["tag"].lower(): each["value"].strip() for each in reversed(list(_TAG.finditer(header)))}
    for tag in ("creation_time", "date"):
        value = found.get(tag, "")
        if tag == "date" and _TIME.fullmatch(found.get("creation_time", "")):
            value = f"{value} {re.sub('[.-]', ':', found['creation_time'])}"
        made = _read(tag, value)
        if made is not None:
            return made
    return None


def _read(tag: str, value: str) -> ContainerTime | None:
    parts = _MOMENT.fullmatch(value)
    if parts is None or parts["time"] is None:  # a day alone tells nobody when
        return None
    day = re.sub("[:/.]", "-", parts["day"])
    zone = parts["zone"] or ""
    try:
        moment = datetime.fromisoformat(f"{day}T{parts['time']}{'Z' if zone == 'UTC' else zone}")
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    if moment.year < _FIRST_YEAR:
        return None
    return ContainerTime(tag=tag, clock=moment.isoformat(), says_utc=bool(zone))
