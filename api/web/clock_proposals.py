"""When a recording began, as the time that its file carries may be read: proposals, of which a person takes one or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo


def _(text: str) -> str:
    """A mark for the catalogues."""
    return text


READINGS: Mapping[str, str] = {
    "utc-beginning": _("if it is universal time (UTC), at the beginning"),
    "local-beginning": _("if it is the time of the place, at the beginning"),
    "utc-end": _("if it is universal time (UTC), at the end"),
    "local-end": _("if it is the time of the place, at the end"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """One way to read it."""

    reading: str  # of READINGS
    at: datetime  # when the recording began then, UTC

    @property
    def seconds(self) -> str:
        """Those that are shown behind the minutes."""
        return f"{self.at.second:02}"


def proposals(sound: Mapping[str, Any] | None, zone: str) -> list[Proposal]:
    """The ways to read a recording's container time on the clock of a zone, what the file itself says first; or none."""
    told = (sound or {}).get("container_time")
    if sound is None or told is None:
        return []
    clock_face = datetime.fromisoformat(told["clock"])
    as_utc, as_local = clock_face.replace(tzinfo=UTC), clock_face.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    lasted = timedelta(seconds=round(sound["decoded_duration"]))
    read = {
        "utc-beginning": as_utc,
        "local-beginning": as_local,
        "utc-end": as_utc - lasted,
        "local-end": as_local - lasted,
    }
    clocks = ("utc", "local") if told["says_utc"] else ("local", "utc")
    order = [f"{clock}-{moment}" for moment in ("beginning", "end") for clock in clocks]
    return [Proposal(reading=each, at=read[each]) for each in order]
