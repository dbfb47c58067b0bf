"""An attempt at a job: begun once, beating while it works, and ended in one transaction, if it is still the current one."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from uuid import UUID

import psycopg

from gpu import orders
from gpu.engine_process import CancelledError, EngineDiedError, Report, UnexpectedError
from gpu.pulse import Pulse
from models.errors import FailureError, HattamaError
from models.journal.entry import EntryKind
from models.queue import MOST_ATTEMPTS, Job, JobState, Stage
from models.sentences import Sentence
from models.store import jobs, journal, webhooks
from models.store.database import SYSTEM, Database, DatabaseUnavailableError
from models.store.files import FileStore
from models.webhooks import WebhookEvent
from models.workers import Worker

LOG = logging.getLogger("hattama.worker")
HEARTBEAT_SECONDS = 5.0
_PATIENCE_SECONDS = 120.0
T = TypeVar("T")
_DATABASE_LOST = (DatabaseUnavailableError, psycopg.OperationalError)

Write = Callable[[psycopg.Connection[Any]], dict[str, Any]]
"""Writes a stage's result in the transaction that ends its job; gives what the journal is to tell of it."""


class GivenUpError(FailureError):
    """A job whose worker ended too often; `attempts`."""

    sentence = Sentence(
        ru="Обработка прервана: {attempts} попытки подряд завершились сбоем. Проверьте память и журнал службы.",
        kk="Өңдеу тоқтатылды: қатарынан {attempts} әрекет сәтсіз аяқталды. Жад пен қызмет журналын тексеріңіз.",
        en="The work is given up: {attempts} attempts in a row broke off. See the memory and the service's log.",
    )


class Engines(Protocol):
    """What carries out orders: `gpu.engine_process.EngineProcess`."""

    def carry_out(self, order: orders.Order, report: Report) -> Any:
        """What the order makes; CancelledError, EngineDiedError or the error it ended in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Workplace:
    """What every job needs."""

    database: Database
    files: FileStore
    engines: Engines
    version: str  # of the program, for the transcript's record
    worker: Worker | None = None  # whose it is; None: of no worker that others see
    heartbeat_seconds: float = HEARTBEAT_SECONDS
    patience_seconds: float = _PATIENCE_SECONDS  # how long a result waits for a database that is away
    stopping: threading.Event = field(default_factory=threading.Event)  # set: the worker ends, nothing is waited for


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """A job at work."""

    job: Job  # its number is that of this attempt
    place: Workplace
    pulse: Pulse

    def carry_out(self, order: orders.Order) -> Any:
        """What the order makes, its progress told; see `Engines`."""
        return self.place.engines.carry_out(order, self.pulse.report)


Carry = Callable[[Attempt], None]
"""What a stage does in an attempt, up to `finish`."""


def run(job_id: UUID, place: Workplace, stages: Mapping[Stage, Carry]) -> None:
    """One attempt at a job, to its end.

    Where the database is away for too long nothing more is written: the attempt's beat stops and the job is given back.
    """
    try:
        job = patiently(place, lambda: _begin(job_id, place))
        if job is None:
            return  # over already, by another worker or by a person
        LOG.info("job %s: %s, attempt %d", job.id, job.stage, job.attempt, extra=_told(job))
        with Pulse(place.database, job, seconds=place.heartbeat_seconds) as pulse:
            _try(Attempt(job=job, place=place, pulse=pulse), stages[job.stage])
    except _DATABASE_LOST as error:
        LOG.warning("job %s: the database is away (%s); the job will be given back", job_id, type(error).__name__)


def _begin(job_id: UUID, place: Workplace) -> Job | None:
    with place.database.transaction(SYSTEM) as connection:
        return jobs.begin(connection, job_id, worker_id=place.worker.id if place.worker else None)


def _try(attempt: Attempt, carry: Carry) -> None:
    job, place = attempt.job, attempt.place
    try:
        if job.attempt > MOST_ATTEMPTS:
            raise GivenUpError(attempts=MOST_ATTEMPTS)
        if job.cancel_asked_at is not None:
            raise CancelledError
        carry(attempt)
    except CancelledError:
        _conclude(place, job, JobState.CANCELLED)
    except EngineDiedError as error:
        LOG.warning("job %s: attempt %d broke off (%s)", job.id, job.attempt, error.data["code"])
        patiently(place, lambda: _put_back(place, job))
    except _DATABASE_LOST:
        raise
    except HattamaError as error:
        _conclude(place, job, JobState.FAILED, error)
    except Exception as error:  # noqa: BLE001  # a fault of ours would fail again: the job ends with its kind
        LOG.error("job %s: %s", job.id, type(error).__name__)  # noqa: TRY400  # what it said may hold spoken words
        _conclude(place, job, JobState.FAILED, UnexpectedError(kind=type(error).__name__))


def patiently(place: Workplace, act: Callable[[], T]) -> T:
    """What is to be written is not lost because the database is away for a while.

    `act` may be repeated, also where a lost commit was none: it asks first whether it still may.
    """
    ends = time.monotonic() + place.patience_seconds
    while True:
        try:
            return act()
        except _DATABASE_LOST:
            if time.monotonic() > ends or place.stopping.wait(1.0):
                raise


def _put_back(place: Workplace, job: Job) -> None:
    with place.database.transaction(SYSTEM) as connection:
        if jobs.is_current(connection, job):
            jobs.put_back(connection, job)


def _conclude(place: Workplace, job: Job, state: JobState, error: HattamaError | None = None) -> None:
    """The job ends without a result, if this is still its attempt."""
    patiently(place, lambda: _conclude_once(place, job, state, error))


def _conclude_once(place: Workplace, job: Job, state: JobState, error: HattamaError | None) -> None:
    with place.database.transaction(SYSTEM) as connection:
        if not jobs.is_current(connection, job):
            LOG.warning("job %s: attempt %d is not the current one and writes nothing", job.id, job.attempt)
            return
        failure = (type(error).__name__, error.sentence.filled(**error.data)) if error else None
        jobs.end(connection, job, state, failure=failure)
        if state == JobState.FAILED and job.case_id is not None:
            webhooks.announce(connection, WebhookEvent.JOB_FAILED, case_id=job.case_id, subject=("job", job.id))
        journal.record(
            connection,
            EntryKind.JOB_FAILED,
            subject=("job", job.id),
            account_id=job.asked_by,
            case_id=job.case_id,
            details={"stage": job.stage, "state": state, "code": type(error).__name__ if error else None},
        )
    LOG.info("job %s: %s", job.id, state, extra=_told(job))


def finish(attempt: Attempt, write: Write) -> None:
    """Write the result and the job's end in one transaction, if this is still its attempt."""
    patiently(attempt.place, lambda: _finish_once(attempt.place, attempt.job, write))


def _finish_once(place: Workplace, job: Job, write: Write) -> None:
    with place.database.transaction(SYSTEM) as connection:
        if not jobs.is_current(connection, job):
            LOG.warning("job %s: attempt %d is not the current one and writes nothing", job.id, job.attempt)
            return
        told = write(connection)
        jobs.end(connection, job, JobState.DONE)
        journal.record(
            connection,
            EntryKind.JOB_DONE,
            subject=("job", job.id),
            account_id=job.asked_by,
            case_id=job.case_id,
            details={"stage": job.stage, **told},
        )
    LOG.info("job %s: done", job.id, extra=_told(job))


def _told(job: Job) -> dict[str, str | int]:
    """For logs that programs read."""
    return {"job": str(job.id), "stage": job.stage, "attempt": job.attempt}
