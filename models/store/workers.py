"""Workers: which there are, what they are at, weights on their hosts, and their self-tests. All as the system."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from models.queue import SELF_TEST_PRIORITY, JobState, Stage
from models.sentences import Sentence
from models.store import jobs
from models.store.database import SYSTEM, Database
from models.store.rows import given, record_row
from models.weights_in_use import WeightsState
from models.workers import HEARD_SECONDS, Check, HostWeights, SelfTest, SelfTestReport, Worker, WorkerSeen

_FORGOTTEN_SECONDS = 24 * 3600  # after its last beat
_SELF_TEST = (
    "t.job_id, t.worker_id, t.host, t.device, t.version, j.state, j.asked_by, j.queued_at AS asked_at, j.started_at, "
    "j.ended_at, j.failure, coalesce(t.checks, '[]') AS checks"
)
WORKER_GONE = Sentence(
    ru="Рабочий процесс завершился раньше проверки. Запустите его снова и повторите.",
    kk="Жұмыс процесі тексеруден бұрын аяқталды. Оны қайта іске қосып, қайталаңыз.",
    en="The worker ended before the test. Start it again and repeat.",
)


def beat(connection: Connection[Any], worker: Worker) -> None:
    """The worker lives; the first beat makes it known. Those that were not heard of for a day are forgotten."""
    connection.execute(
        "INSERT INTO worker (id, host, pid, device, computes_on, queues, version) VALUES (%s, %s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (id) DO UPDATE SET beat_at = now()",
        (worker.id, worker.host, worker.pid, worker.device, worker.computes_on, worker.queues, worker.version),
    )
    connection.execute("DELETE FROM worker WHERE beat_at < now() - make_interval(secs => %s)", (_FORGOTTEN_SECONDS,))


def leave(connection: Connection[Any], worker_id: UUID) -> None:
    """The worker ends as it was told to."""
    connection.execute("DELETE FROM worker WHERE id = %s", (worker_id,))


def workers(connection: Connection[Any]) -> list[WorkerSeen]:
    """All that were heard of within a day, by host and device, with the job that each is at."""
    with connection.cursor(row_factory=record_row(WorkerSeen)) as cursor:
        return cursor.execute(
            """
            SELECT w.id, w.host, w.pid, w.device, w.computes_on, w.queues, w.version, w.started_at, w.beat_at,
                extract(epoch FROM now() - w.beat_at)::float AS silent_seconds, j.id AS job_id, j.stage, j.step, j.share,
                extract(epoch FROM now() - j.started_at)::float AS job_seconds
            FROM worker w LEFT JOIN LATERAL (
                SELECT * FROM job WHERE job.worker_id = w.id AND job.state = 'running' ORDER BY started_at DESC LIMIT 1) j ON true
            ORDER BY w.host, w.computes_on, w.started_at, w.id
            """
        ).fetchall()


def worker(connection: Connection[Any], worker_id: UUID) -> WorkerSeen | None:
    """One of `workers`."""
    return next((each for each in workers(connection) if each.id == worker_id), None)


def note_weights(
    connection: Connection[Any], host: str, states: Mapping[str, WeightsState], *, verified: bool = False
) -> None:
    """What a host's worker found of the weights it needs: by sizes, or every byte. Others of that host are needed no more."""
    connection.execute("DELETE FROM host_weights WHERE host = %s AND NOT name = ANY (%s)", (host, list(states)))
    for name, state in states.items():
        connection.execute(
            "INSERT INTO host_weights (host, name, state, verified_at) "
            "VALUES (%(host)s, %(name)s, %(state)s, CASE WHEN %(verified)s THEN now() END) ON CONFLICT (host, name) DO UPDATE "
            "SET looked_at = now(), "
            # sizes are right also where a self-test found that bytes are not
            "state = CASE WHEN %(verified)s OR excluded.state <> 'present' OR host_weights.state <> 'damaged' "
            "THEN excluded.state ELSE host_weights.state END, "
            "verified_at = CASE WHEN excluded.state <> 'present' THEN NULL WHEN %(verified)s THEN now() "
            "ELSE host_weights.verified_at END",
            {"host": host, "name": name, "state": state, "verified": verified and state is WeightsState.PRESENT},
        )


def host_weights(connection: Connection[Any]) -> list[HostWeights]:
    """What is known of the weights on every host that has a worker."""
    with connection.cursor(row_factory=record_row(HostWeights)) as cursor:
        return cursor.execute(
            "SELECT host, name, state, looked_at, verified_at FROM host_weights "
            "WHERE host IN (SELECT w.host FROM worker w) ORDER BY host, name"
        ).fetchall()


def ask_for_self_test(connection: Connection[Any], worker: WorkerSeen, *, asked_by: UUID) -> SelfTest:
    """The worker tests itself as soon as it has ended what it is at; one that waits for it already is given instead."""
    connection.execute("SELECT FROM worker WHERE id = %s FOR UPDATE", (worker.id,))  # who asks at once waits
    waiting = connection.execute(
        "SELECT t.job_id FROM self_test t JOIN job j ON j.id = t.job_id WHERE t.worker_id = %s AND j.state = 'queued'",
        (worker.id,),
    ).fetchone()
    if waiting is None:
        job = jobs.enqueue(
            connection,
            stage=Stage.SELF_TEST,
            case_id=None,
            asked_by=asked_by,
            priority=SELF_TEST_PRIORITY,
            arguments={"worker": str(worker.id)},
        )
        connection.execute(
            "INSERT INTO self_test (job_id, worker_id, host, device, version) VALUES (%s, %s, %s, %s, %s)",
            (job.id, worker.id, worker.host, worker.computes_on, worker.version),
        )
        waiting = (job.id,)
    return given(next(iter(_self_tests(connection, "t.job_id = %s", waiting[0], limit=1)), None))


def record_self_test(connection: Connection[Any], job_id: UUID, report: SelfTestReport) -> None:
    """What a self-test found; its job ends in the same transaction."""
    told = [
        {
            "name": each.name,
            "passed": each.passed,
            "seconds": each.seconds,
            "found": each.found,
            "code": each.code,
            "failure": {"ru": each.failure.ru, "kk": each.failure.kk, "en": each.failure.en} if each.failure else None,
        }
        for each in report.checks
    ]
    connection.execute(
        "UPDATE self_test SET device = %s, checks = %s WHERE job_id = %s", (report.device, Jsonb(told), job_id)
    )


def self_tests(connection: Connection[Any], *, limit: int) -> list[SelfTest]:
    """The newest, with what came of them."""
    return _self_tests(connection, "%s", True, limit=limit)


def _self_tests(connection: Connection[Any], which: str, value: object, *, limit: int) -> list[SelfTest]:
    with connection.cursor(row_factory=record_row(SelfTest)) as cursor:
        found = cursor.execute(
            f"SELECT {_SELF_TEST} FROM self_test t JOIN job j ON j.id = t.job_id WHERE {which} "
            "ORDER BY j.queued_at DESC, j.id LIMIT %s",
            (value, limit),
        ).fetchall()
    return [_with_checks(each) for each in found]


def _with_checks(found: SelfTest) -> SelfTest:
    """The checks as records, where the row holds them as JSON."""
    plain: list[dict[str, Any]] = [dict(each) for each in found.checks]  # type: ignore[call-overload]  # as psycopg gives them
    made = [Check(**{**each, "failure": Sentence(**each["failure"]) if each["failure"] else None}) for each in plain]
    return replace(found, checks=made)


def end_orphaned(database: Database) -> int:
    """See `end_orphaned_self_tests`; for a process's upkeep."""
    with database.transaction(SYSTEM) as connection:
        return end_orphaned_self_tests(connection)


def end_orphaned_self_tests(connection: Connection[Any]) -> int:
    """Self-tests that wait for a worker that is not there any more end as failed; how many."""
    orphaned = connection.execute(
        "SELECT t.job_id FROM self_test t JOIN job j ON j.id = t.job_id WHERE j.state = 'queued' AND NOT EXISTS ("
        "SELECT FROM worker w WHERE w.id = t.worker_id AND w.beat_at > now() - make_interval(secs => %s)) FOR UPDATE OF j SKIP LOCKED",
        (2 * HEARD_SECONDS,),
    ).fetchall()
    for (job_id,) in orphaned:
        job = given(jobs.job(connection, job_id))
        jobs.end(connection, job, JobState.FAILED, failure=("WorkerGoneError", WORKER_GONE))
        connection.execute(
            "DELETE FROM procrastinate_jobs WHERE status = 'todo' AND args ->> 'job_id' = %s", (str(job_id),)
        )
    return len(orphaned)
