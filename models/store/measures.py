"""How the service fares, counted in the database; asked as the system."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class Measures:
    """Counts over all jobs that there are. Keys name a stage, or a stage and a state."""

    jobs: Mapping[tuple[str, str], int]  # by stage and state
    oldest_seconds: Mapping[str, float]  # by stage: how long its oldest queued job waits
    work_seconds: Mapping[str, float]  # by stage: spent in jobs that are done, from the last attempt's begin
    failures: Mapping[tuple[str, str], int]  # by stage and error
    sound_seconds: float  # of recordings transcribed, each time counted
    recordings: int
    damaged: int  # recordings whose last look at their bytes found others than were received
    unchecked_entries: int  # of the journal, behind its last checkpoint


def measure(connection: Connection[Any]) -> Measures:
    """Count now."""

    def rows(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query.encode()).fetchall()

    ((recordings, damaged, unchecked, sound),) = rows(
        "SELECT (SELECT count(*) FROM recording), "
        "(SELECT count(*) FROM alarm WHERE closed_at IS NULL), "
        "(SELECT coalesce(max(index) + 1, 0) FROM journal_entry) - (SELECT coalesce(max(size), 0) FROM journal_checkpoint), "
        "(SELECT coalesce(sum((sound->>'decoded_duration')::float), 0) FROM recording r, job j "
        "WHERE j.recording_id = r.id AND j.stage = 'transcribe' AND j.state = 'done')"
    )
    return Measures(
        jobs={
            (stage, state): count for stage, state, count in rows("SELECT stage, state, count(*) FROM job GROUP BY 1, 2")
        },
        oldest_seconds=dict(
            rows(
                "SELECT stage, extract(epoch FROM now() - min(queued_at))::float FROM job WHERE state = 'queued' GROUP BY 1"
            )
        ),
        work_seconds=dict(
            rows(
                "SELECT stage, sum(extract(epoch FROM ended_at - started_at))::float FROM job WHERE state = 'done' GROUP BY 1"
            )
        ),
        failures={
            (stage, code): count
            for stage, code, count in rows(
                "SELECT stage, failure->>'code', count(*) FROM job WHERE state = 'failed' GROUP BY 1, 2"
            )
        },
        sound_seconds=sound,
        recordings=recordings,
        damaged=damaged,
        unchecked_entries=unchecked,
    )
