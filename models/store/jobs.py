"""Jobs: enqueued in the transaction of what they work on, and written only by their current attempt.

What becomes of a job is decided by its row alone: its state, its attempt's number and that attempt's last beat. The queue
only wakes workers: each task in it stands for one attempt, and none is ever used twice, so that a worker that was given up
and comes back cannot end or repeat the attempt of another.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from procrastinate import App, SyncPsycopgConnector
from psycopg import Connection
from psycopg.types.json import Jsonb

from models.queue import (
    ALIGN_PRIORITY,
    COMPARE_PRIORITY,
    INDEX_PRIORITY,
    QUEUE_OF,
    TASK,
    Job,
    JobState,
    Stage,
    queue_of_worker,
)
from models.sentences import Sentence
from models.store import findings, passages
from models.store.rows import given, record_row
from models.store.transcripts import Layer

_JOB = (
    "id, case_id, recording_id, interrogation_id, stage, state, priority, arguments, attempt, step, share, failure, "
    "asked_by, cancel_asked_at, queued_at, started_at, ended_at"
)

_AGAIN_SECONDS = 2  # between an attempt that broke off and the next

# A queued job that no task waits for is lost too, unless a worker has only just taken that task: it begins at once.
_IS_LOST = """
    NOT EXISTS (SELECT FROM procrastinate_jobs q WHERE q.status = 'todo' AND q.args ->> 'job_id' = job.id::text)
    AND CASE state
        WHEN 'running' THEN beat_at < now() - make_interval(secs => %(dead)s)
        WHEN 'queued' THEN NOT EXISTS (
            SELECT FROM procrastinate_jobs q JOIN procrastinate_events e ON e.job_id = q.id
            WHERE q.status = 'doing' AND q.args ->> 'job_id' = job.id::text
                AND e.type = 'started' AND e.at > now() - make_interval(secs => %(dead)s))
        ELSE FALSE
    END
"""

_QUEUE = App(connector=SyncPsycopgConnector())  # only a name for tasks: each is deferred on the caller's connection


def enqueue(  # the fields of one row
    connection: Connection[Any],
    *,
    stage: Stage,
    case_id: UUID | None,
    recording_id: UUID | None = None,
    interrogation_id: UUID | None = None,
    asked_by: UUID | None = None,
    priority: int = 0,
    arguments: dict[str, Any] | None = None,
) -> Job:
    """A job to be run, in the caller's transaction: a rollback leaves neither record nor queued task."""
    with connection.cursor(row_factory=record_row(Job)) as cursor:
        cursor.execute(
            "INSERT INTO job (case_id, recording_id, interrogation_id, stage, priority, arguments, asked_by) "
            f"VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING {_JOB}",
            (case_id, recording_id, interrogation_id, stage, priority, Jsonb(arguments or {}), asked_by),
        )
        job = given(cursor.fetchone())
    _wake_a_worker(connection, job)
    return job


def _wake_a_worker(connection: Connection[Any], job: Job, *, after_seconds: int = 0) -> None:
    """A task in the queue for the job's next attempt."""
    task = _QUEUE.configure_task(
        TASK,
        queue=queue_of_worker(UUID(job.arguments["worker"])) if job.stage is Stage.SELF_TEST else QUEUE_OF[job.stage],
        priority=job.priority,
        schedule_in={"seconds": after_seconds} if after_seconds else None,
        connection=connection,
    )
    task.defer(job_id=str(job.id))


def job(connection: Connection[Any], job_id: UUID) -> Job | None:
    """The job, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(Job)) as cursor:
        return cursor.execute(f"SELECT {_JOB} FROM job WHERE id = %s", (job_id,)).fetchone()


def jobs(connection: Connection[Any], *, case_id: UUID | None = None, recording_id: UUID | None = None) -> list[Job]:
    """Jobs of a case or of a recording, in order of coming."""
    with connection.cursor(row_factory=record_row(Job)) as cursor:
        return cursor.execute(
            f"SELECT {_JOB} FROM job WHERE (%(case)s::uuid IS NULL OR case_id = %(case)s) "
            "AND (%(recording)s::uuid IS NULL OR recording_id = %(recording)s) ORDER BY queued_at, id",
            {"case": case_id, "recording": recording_id},
        ).fetchall()


def begin(connection: Connection[Any], job_id: UUID, *, worker_id: UUID | None = None) -> Job | None:
    """A new attempt, by that worker, at a job that is not over; None where there is nothing to do any more."""
    with connection.cursor(row_factory=record_row(Job)) as cursor:
        return cursor.execute(
            "UPDATE job SET attempt = attempt + 1, state = 'running', step = NULL, share = 0, started_at = now(), "
            f"beat_at = now(), worker_id = %s WHERE id = %s AND state IN ('queued', 'running') RETURNING {_JOB}",
            (worker_id, job_id),
        ).fetchone()


def report(connection: Connection[Any], job: Job, *, step: str | None, share: float) -> bool:
    """An attempt lives, and how far it is; False where it is not the current one any more, or the job is to be cancelled."""
    found = connection.execute(
        "UPDATE job SET step = %s, share = %s, beat_at = now() WHERE id = %s AND attempt = %s AND state = 'running' "
        "RETURNING cancel_asked_at IS NULL",
        (step, share, job.id, job.attempt),
    ).fetchone()
    return bool(found and found[0])


def enqueue_alignment(connection: Connection[Any], layer: Layer, *, asked_by: UUID) -> None:
    """Words that people wrote in a layer are to be listened to, unless a job that will do so has not begun yet."""
    waiting = connection.execute(
        "SELECT FROM job WHERE recording_id = %s AND stage = 'align' AND state = 'queued' AND arguments ->> 'layer' = %s",
        (layer.recording_id, str(layer.id)),
    ).fetchone()
    if waiting is None:
        enqueue(
            connection,
            stage=Stage.ALIGN,
            case_id=layer.case_id,
            recording_id=layer.recording_id,
            asked_by=asked_by,
            priority=ALIGN_PRIORITY,
            arguments={"layer": str(layer.id)},
        )


def enqueue_indexing(connection: Connection[Any], *, weights: str, quiet_seconds: float, limit: int = 50) -> int:
    """Jobs for layers whose words are not what their passages hold; how many."""
    waiting = passages.stale(connection, weights=weights, quiet_seconds=quiet_seconds, limit=limit)
    for layer_id, case_id, recording_id in waiting:
        enqueue(
            connection,
            stage=Stage.INDEX,
            case_id=case_id,
            recording_id=recording_id,
            priority=INDEX_PRIORITY,
            arguments={"layer": str(layer_id), "weights": weights},
        )
    return len(waiting)


def enqueue_comparing(connection: Connection[Any], *, compared_as: str, quiet_seconds: float, limit: int = 20) -> int:
    """Jobs for cases in which something is said otherwise than when they were compared last; how many."""
    waiting = findings.stale(connection, compared_as=compared_as, quiet_seconds=quiet_seconds, limit=limit)
    for case_id in waiting:
        enqueue(
            connection,
            stage=Stage.COMPARE,
            case_id=case_id,
            priority=COMPARE_PRIORITY,
            arguments={"as": compared_as},
        )
    return len(waiting)


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


def put_back(connection: Connection[Any], job: Job) -> None:
    """An attempt broke off and the job waits for the next; the caller has asked `is_current` in this transaction."""
    connection.execute("UPDATE job SET state = 'queued', step = NULL, share = 0 WHERE id = %s", (job.id,))
    _wake_a_worker(connection, job, after_seconds=_AGAIN_SECONDS)


@dataclass(frozen=True, kw_only=True, slots=True)
class LostAttempt:
    """An attempt that gave no sign of life, or a queued job that no worker will come for."""

    job_id: UUID
    attempt: int


def lost(connection: Connection[Any], *, dead_seconds: float) -> list[LostAttempt]:
    """Jobs whose attempt gave no beat for so long, or that nothing in the queue stands for.

    One look proves little where the database itself was away: give back what two looks found.
    """
    with connection.cursor(row_factory=record_row(LostAttempt)) as cursor:
        return cursor.execute(
            f"SELECT id AS job_id, attempt FROM job WHERE {_IS_LOST} ORDER BY queued_at", {"dead": dead_seconds}
        ).fetchall()


def give_back(connection: Connection[Any], found: LostAttempt, *, dead_seconds: float) -> bool:
    """The job waits for its next attempt; the lost one may write no more. False where that is not so any more."""
    with connection.cursor(row_factory=record_row(Job)) as cursor:
        job = cursor.execute(
            f"SELECT {_JOB} FROM job WHERE id = %(job)s AND attempt = %(attempt)s AND {_IS_LOST} FOR UPDATE SKIP LOCKED",
            {"job": found.job_id, "attempt": found.attempt, "dead": dead_seconds},
        ).fetchone()
    if job is None:
        return False
    connection.execute("DELETE FROM procrastinate_jobs WHERE status = 'doing' AND args ->> 'job_id' = %s", (str(job.id),))
    connection.execute("UPDATE job SET state = 'queued', step = NULL, share = 0 WHERE id = %s", (job.id,))
    _wake_a_worker(connection, job)
    return True


def ask_to_cancel(connection: Connection[Any], job_id: UUID) -> Job | None:
    """A queued job is cancelled at once, a running one when its worker hears of it; None where it is over."""
    with connection.cursor(row_factory=record_row(Job)) as cursor:
        return cursor.execute(
            "UPDATE job SET cancel_asked_at = now(), state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END, "
            "ended_at = CASE state WHEN 'queued' THEN now() END "
            f"WHERE id = %s AND state IN ('queued', 'running') RETURNING {_JOB}",
            (job_id,),
        ).fetchone()
