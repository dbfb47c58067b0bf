"""Jobs as an administrator sees them: stages, states, times and the names of errors; no case, no recording, no sentence.

All as the system.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.queue import Job, JobState, Stage
from models.store import jobs
from models.store.rows import record_row

FAILED_DAYS = 30
"""How long a failed job is shown."""
_WAITED_FOR = ("answer", "self_test")  # of these nobody waits any more, so they are not set going again

# Of work on a case, within some days, and no later job took its place.
_FAILED = """
    j.state = 'failed' AND j.ended_at > now() - make_interval(days => %(days)s) AND NOT j.stage = ANY (%(left)s)
    AND NOT EXISTS (
        SELECT FROM job later WHERE later.case_id = j.case_id AND later.stage = j.stage AND later.queued_at > j.queued_at
            AND later.recording_id IS NOT DISTINCT FROM j.recording_id
            AND later.interrogation_id IS NOT DISTINCT FROM j.interrogation_id
            AND later.arguments ->> 'layer' IS NOT DISTINCT FROM j.arguments ->> 'layer')
"""
_WHICH = {"days": FAILED_DAYS, "left": list(_WAITED_FOR)}


@dataclass(frozen=True, kw_only=True, slots=True)
class StageCount:
    """The jobs of one stage."""

    stage: Stage
    waiting: int
    oldest_seconds: float | None  # how long the first of those waits
    running: int
    failed: int  # that nothing took the place of
    done_in_a_day: int


@dataclass(frozen=True, kw_only=True, slots=True)
class QueuedJob:
    """One job."""

    id: UUID
    stage: Stage
    state: JobState
    attempt: int
    step: str | None
    share: float
    age_seconds: float  # since it was begun or, where that is over, ended
    ended_at: datetime | None
    host: str | None  # of the worker that it is at
    code: str | None  # why it failed: the error's name


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueState:
    """The queue in numbers, and what is under way or failed."""

    stages: list[StageCount]
    running: list[QueuedJob]
    failed: list[QueuedJob]  # the newest first

    @property
    def is_at_work(self) -> bool:
        """Whether anything waits or runs."""
        return any(each.waiting or each.running for each in self.stages)


def queue_state(connection: Connection[Any], *, limit: int = 100) -> QueueState:
    """The queue now; of running and of failed jobs so many at most."""
    return QueueState(
        stages=_stages(connection),
        running=_jobs(connection, "j.state = 'running'", "j.started_at", limit),
        failed=_jobs(connection, _FAILED, "j.ended_at DESC", limit),
    )


def _stages(connection: Connection[Any]) -> list[StageCount]:
    with connection.cursor(row_factory=record_row(StageCount)) as cursor:
        return cursor.execute(
            f"""
            SELECT stage, count(*) FILTER (WHERE state = 'queued') AS waiting,
                extract(epoch FROM now() - min(queued_at) FILTER (WHERE state = 'queued'))::float AS oldest_seconds,
                count(*) FILTER (WHERE state = 'running') AS running, count(*) FILTER (WHERE {_FAILED}) AS failed,
                count(*) FILTER (WHERE state = 'done' AND ended_at > now() - interval '1 day') AS done_in_a_day
            FROM job j WHERE state IN ('queued', 'running') OR ended_at > now() - make_interval(days => %(days)s)
            GROUP BY stage ORDER BY stage
            """,
            _WHICH,
        ).fetchall()


def _jobs(connection: Connection[Any], which: str, order: str, limit: int) -> list[QueuedJob]:
    with connection.cursor(row_factory=record_row(QueuedJob)) as cursor:
        return cursor.execute(
            "SELECT j.id, j.stage, j.state, j.attempt, j.step, j.share, j.ended_at, w.host, j.failure ->> 'code' AS code, "
            "extract(epoch FROM now() - coalesce(j.ended_at, j.started_at, j.queued_at))::float AS age_seconds "
            f"FROM job j LEFT JOIN worker w ON w.id = j.worker_id WHERE {which} ORDER BY {order}, j.id LIMIT %(limit)s",
            {**_WHICH, "limit": limit},
        ).fetchall()


def set_going_again(connection: Connection[Any], job_id: UUID) -> Job | None:
    """A new job in place of a failed one, with all that it was asked for; None where nothing of that kind failed.

    The failed one keeps its record. Whoever asks twice gets one new job.
    """
    connection.execute("SELECT FROM job WHERE id = %s FOR UPDATE", (job_id,))
    still = connection.execute(f"SELECT FROM job j WHERE j.id = %(id)s AND {_FAILED}", {**_WHICH, "id": job_id})
    failed = jobs.job(connection, job_id)
    if still.rowcount != 1 or failed is None:
        return None
    return jobs.enqueue(
        connection,
        stage=failed.stage,
        case_id=failed.case_id,
        recording_id=failed.recording_id,
        interrogation_id=failed.interrogation_id,
        asked_by=failed.asked_by,
        priority=failed.priority,
        arguments=failed.arguments,
    )
