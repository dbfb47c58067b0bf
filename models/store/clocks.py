"""On which day, by which clock, something in a recording was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg import Connection

from models.span import Seconds
from models.store.rows import record_row


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """A span of a recording with the clock of the sitting that it belongs to."""

    span_start: Seconds
    span_end: Seconds
    wall_start: datetime | None  # of the span's start
    sitting_started: datetime | None
    interrogation_id: UUID
    zone: str  # of the sitting's place

    def day_at(self, seconds: Seconds) -> date | None:
        """The local day; of a sitting whose recording has no time of its own, the day on which the sitting began."""
        if self.wall_start is not None:
            moment = self.wall_start + timedelta(seconds=seconds - self.span_start)
        elif self.sitting_started is not None:
            moment = self.sitting_started
        else:
            return None
        return moment.astimezone(ZoneInfo(self.zone)).date()


def of_recording(connection: Connection[Any], recording_id: UUID) -> list[Clock]:
    """The clocks of a recording's placements, in order; of a text the day that it bears, from noon on."""
    with connection.cursor(row_factory=record_row(Clock)) as cursor:
        return cursor.execute(
            "SELECT 0 AS span_start, 1 AS span_end, NULL::timestamptz AS wall_start, "
            "((r.written ->> 'on')::date + time '12:00') AT TIME ZONE g.zone AS sitting_started, "
            "r.id AS interrogation_id, g.zone FROM recording r JOIN cases c ON c.id = r.case_id JOIN unit u ON u.id = c.unit_id "
            "JOIN region g ON g.id = u.region_id WHERE r.id = %(recording)s AND r.written IS NOT NULL "
            "UNION ALL SELECT p.span_start, p.span_end, p.wall_start, s.started_at AS sitting_started, s.interrogation_id, s.zone "
            "FROM placement p JOIN sitting s ON s.id = p.sitting_id WHERE p.recording_id = %(recording)s ORDER BY 1",
            {"recording": recording_id},
        ).fetchall()


def at(clocks: Sequence[Clock], seconds: Seconds) -> Clock | None:
    """The clock that a second of the recording is on."""
    return next((each for each in clocks if each.span_start <= seconds < each.span_end), None)
