"""Jobs: enqueued in the transaction of what they work on, and written only by their current attempt."""

from typing import Any
from uuid import UUID

from procrastinate import App, SyncPsycopgConnector
from psycopg import Connection
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from models.queue import QUEUE_OF, TASK, Job, JobState, Stage
from models.sentences import Sentence
from models.store.rows import given

_JOB = (
    "id, case_id, recording_id, interrogation_id, stage, state, priority, arguments, attempt, step, share, failure, "
    "asked_by, cancel_asked_at, queued_at, started_at, ended_at"
)

_QUEUE = App(connector=SyncPsycopgConnector())  # only a name for tasks: each is deferred on the caller's connection


def enqueue(  # the fields of one row
    connection: Connection[Any],
    *,
    stage: Stage,
    case_id: UUID,
    recording_id: UUID | None = None,
    interrogation_id: UUID | None = None,
    asked_by: UUID | None = None,
    priority: int = 0,
    arguments: dict[str, Any] | None = None,
) -> Job:
    """A job to be run, in the caller's transaction: a rollback leaves neither record nor queued task."""
    with connection.cursor(row_factory=class_row(Job)) as cursor:
        cursor.execute(
            "INSERT INTO job (case_id, recording_id, interrogation_id, stage, priority, arguments, asked_by) "
            f"VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING {_JOB}",
            (case_id, recording_id, interrogation_id, stage, priority, Jsonb(arguments or {}), asked_by),
        )
        job = given(cursor.fetchone())
    task = _QUEUE.configure_task(TASK, queue=QUEUE_OF[stage], priority=priority, connection=connection)
    task.defer(job_id=str(job.id))
    return job


def job(connection: Connection[Any], job_id: UUID) -> Job | None:
    """The job, if it is there for whoever asks."""
    with connection.cursor(row_factory=class_row(Job)) as cursor:
        return cursor.execute(f"SELECT {_JOB} FROM job WHERE id = %s", (job_id,)).fetchone()


def jobs(connection: Connection[Any], *, case_id: UUID | None = None, recording_id: UUID | None = None) -> list[Job]:
    """Jobs of a case or of a recording, in order of coming."""
    with connection.cursor(row_factory=class_row(Job)) as cursor:
        return cursor.execute(
            f"SELECT {_JOB} FROM job WHERE (%(case)s::uuid IS NULL OR case_id = %(case)s) "
            "AND (%(recording)s::uuid IS NULL OR recording_id = %(recording)s) ORDER BY queued_at, id",
            {"case": case_id, "recording": recording_id},
        ).fetchall()


def begin(connection: Connection[Any], job_id: UUID) -> Job | None:
    """A new attempt at a job that is not over; None where there is nothing to do any more."""
    with connection.cursor(row_factory=class_row(Job)) as cursor:
        return cursor.execute(
            "UPDATE job SET attempt = attempt + 1, state = 'running', step = NULL, share = 0, started_at = now(), "
            f"beat_at = now() WHERE id = %s AND state IN ('queued', 'running') RETURNING {_JOB}",
            (job_id,),
        ).fetchone()


def report(connection: Connection[Any], job: Job, *, step: str, share: float) -> bool:
    """How far an attempt is; False where it is not the current one any more, or somebody asked to cancel the job."""
    found = connection.execute(
        "UPDATE job SET step = %s, share = %s, beat_at = now() WHERE id = %s AND attempt = %s AND state = 'running' "
        "RETURNING cancel_asked_at IS NULL",
        (step, share, job.id, job.attempt),
    ).fetchone()
    return bool(found and found[0])


def is_current(connection: Connection[Any], job: Job) -> bool:
    """Whether this attempt may write; the job stays locked until the transaction's end, so that no other begins."""
    found = connection.execute(
        "SELECT TRUE FROM job WHERE id = %s AND attempt = %s AND state = 'running' FOR UPDATE", (job.id, job.attempt)
    ).fetchone()
    return found is not None


def end(connection: Connection[Any], job: Job, state: JobState, *, failure: tuple[str, Sentence] | None = None) -> None:
    """The job is over; the caller has asked `is_current` in this transaction."""
    told = None
    if failure:
        code, sentence = failure
        told = Jsonb({"code": code, "ru": sentence.ru, "kk": sentence.kk, "en": sentence.en})
    connection.execute(
        "UPDATE job SET state = %s, failure = %s, share = CASE WHEN %s = 'done' THEN 1 ELSE share END, ended_at = now() "
        "WHERE id = %s",
        (state, told, state, job.id),
    )


def ask_to_cancel(connection: Connection[Any], job_id: UUID) -> Job | None:
    """A queued job is cancelled at once, a running one when its worker hears of it; None where it is over."""
    with connection.cursor(row_factory=class_row(Job)) as cursor:
        return cursor.execute(
            "UPDATE job SET cancel_asked_at = now(), state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END, "
            "ended_at = CASE state WHEN 'queued' THEN now() END "
            f"WHERE id = %s AND state IN ('queued', 'running') RETURNING {_JOB}",
            (job_id,),
        ).fetchone()
