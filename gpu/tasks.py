"""What a job does: reads records, has its order carried out, writes records. Only the current attempt writes.

Each stage ends in one transaction: its result, the job's end, the next stage's job and the journal's entry.
"""

import logging
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

import psycopg

from gpu import orders
from gpu.engine_process import CancelledError, EngineDiedError, Report, UnexpectedError
from gpu.pulse import Pulse
from models.cases import CaseInterrogation
from models.custody import ReceivedRecording
from models.errors import BadInputError, FailureError, HattamaError
from models.journal.entry import EntryKind
from models.queue import MOST_ATTEMPTS, Job, JobState, Stage
from models.recording import Recording
from models.sentences import Sentence
from models.store import cases, drafts, jobs, journal, recordings, transcripts
from models.store.database import SYSTEM, Database, DatabaseUnavailableError
from models.store.files import FileStore, StorageError
from models.transcript import Transcript

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


class GoneError(BadInputError):
    """What the job was to work on is not there any more."""

    sentence = Sentence(
        ru="Обрабатывать нечего: запись или допрос удалены.",
        kk="Өңдейтін ештеңе жоқ: жазба немесе жауап алу жойылған.",
        en="There is nothing to work on: the recording or interrogation is not there any more.",
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
    heartbeat_seconds: float = HEARTBEAT_SECONDS
    patience_seconds: float = _PATIENCE_SECONDS  # how long a result waits for a database that is away
    stopping: threading.Event = field(default_factory=threading.Event)  # set: the worker ends, nothing is waited for


@dataclass(frozen=True, kw_only=True, slots=True)
class _Attempt:
    """A job at work."""

    job: Job  # its number is that of this attempt
    place: Workplace
    pulse: Pulse

    def carry_out(self, order: orders.Order) -> Any:
        return self.place.engines.carry_out(order, self.pulse.report)


def run_job(job_id: UUID, place: Workplace) -> None:
    """One attempt at a job, to its end.

    Where the database is away for too long nothing more is written: the attempt's beat stops and the job is given back.
    """
    try:
        job = _patiently(place, lambda: _begin(job_id, place))
        if job is None:
            return  # over already, by another worker or by a person
        LOG.info("job %s: %s, attempt %d", job.id, job.stage, job.attempt)
        with Pulse(place.database, job, seconds=place.heartbeat_seconds) as pulse:
            _attempt(_Attempt(job=job, place=place, pulse=pulse))
    except _DATABASE_LOST as error:
        LOG.warning("job %s: the database is away (%s); the job will be given back", job_id, type(error).__name__)


def _begin(job_id: UUID, place: Workplace) -> Job | None:
    with place.database.transaction(SYSTEM) as connection:
        return jobs.begin(connection, job_id)


def _attempt(attempt: _Attempt) -> None:
    job, place = attempt.job, attempt.place
    try:
        if job.attempt > MOST_ATTEMPTS:
            raise GivenUpError(attempts=MOST_ATTEMPTS)
        if job.cancel_asked_at is not None:
            raise CancelledError
        _STAGES[job.stage](attempt)
    except CancelledError:
        _conclude(place, job, JobState.CANCELLED)
    except EngineDiedError as error:
        LOG.warning("job %s: attempt %d broke off (%s)", job.id, job.attempt, error.data["code"])
        _patiently(place, lambda: _put_back(place, job))
    except _DATABASE_LOST:
        raise
    except HattamaError as error:
        _conclude(place, job, JobState.FAILED, error)
    except Exception as error:  # noqa: BLE001  # a fault of ours would fail again: the job ends with its kind
        LOG.error("job %s: %s", job.id, type(error).__name__)  # noqa: TRY400  # what it said may hold spoken words
        _conclude(place, job, JobState.FAILED, UnexpectedError(kind=type(error).__name__))


def _patiently(place: Workplace, act: Callable[[], T]) -> T:
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
    _patiently(place, lambda: _conclude_once(place, job, state, error))


def _conclude_once(place: Workplace, job: Job, state: JobState, error: HattamaError | None) -> None:
    with place.database.transaction(SYSTEM) as connection:
        if not jobs.is_current(connection, job):
            LOG.warning("job %s: attempt %d is not the current one and writes nothing", job.id, job.attempt)
            return
        failure = (type(error).__name__, error.sentence.filled(**error.data)) if error else None
        jobs.end(connection, job, state, failure=failure)
        journal.record(
            connection,
            EntryKind.JOB_FAILED,
            subject=("job", job.id),
            account_id=job.asked_by,
            case_id=job.case_id,
            details={"stage": job.stage, "state": state, "code": type(error).__name__ if error else None},
        )
    LOG.info("job %s: %s", job.id, state)


def _finish(attempt: _Attempt, write: Write) -> None:
    """Write the result and the job's end in one transaction, if this is still its attempt."""
    _patiently(attempt.place, lambda: _finish_once(attempt.place, attempt.job, write))


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
    LOG.info("job %s: done", job.id)


def _prepare(attempt: _Attempt) -> None:
    job, place = attempt.job, attempt.place
    recording = _patiently(place, lambda: _recording(job, place))
    making = _making(attempt, recording)
    try:
        made = _decode(attempt, recording, making)

        def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
            _put_in_place(making, place.files.derived(recording.id))
            recordings.describe(connection, recording.id, made)
            jobs.enqueue(
                connection,
                stage=Stage.TRANSCRIBE,
                case_id=job.case_id,
                recording_id=recording.id,
                asked_by=job.asked_by,
                priority=job.priority,
            )
            return {"recording": str(recording.id), "sha256": made.sha256}

        _finish(attempt, write)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _making(attempt: _Attempt, recording: ReceivedRecording) -> Path:
    """Where this attempt alone derives; what earlier ones left, of whose workers some may still write, goes."""
    folder = attempt.place.files.derived(recording.id)
    for left in folder.parent.glob(f"{folder.name}.*"):
        shutil.rmtree(left, ignore_errors=True)
    return folder.with_name(f"{folder.name}.{attempt.job.id.hex}.{attempt.job.attempt}")


def _decode(attempt: _Attempt, recording: ReceivedRecording, making: Path) -> Recording:
    original = attempt.place.files.of_hash(recording.sha256)
    made: Recording = attempt.carry_out(orders.Prepare(recording=original, name=recording.name, folder=making))
    return made


def _put_in_place(making: Path, folder: Path) -> None:
    """What an attempt derived becomes the recording's; the caller holds the job. May be repeated. StorageError."""
    if not making.exists():  # done already: the transaction is tried again
        return
    old = making.with_name(f"{making.name}.old")
    try:
        if folder.exists():
            folder.rename(old)
        making.rename(folder)
    except OSError as error:
        raise StorageError(reason=error.strerror or str(error)) from error
    shutil.rmtree(old, ignore_errors=True)


def _transcribe(attempt: _Attempt) -> None:
    job, place = attempt.job, attempt.place
    recording = _patiently(place, lambda: _recording(job, place))
    folder = place.files.derived(recording.id)
    if not (folder / orders.DECODED).exists():  # it can be made again, and a disk that lost it is no reason to fail
        _derive_again(attempt, recording)
    made: Transcript = attempt.carry_out(
        orders.Write(
            folder=folder,
            languages=tuple(recording.languages),
            least_voices=recording.min_voices,
            most_voices=recording.max_voices,
            hattama_version=place.version,
        )
    )

    def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
        layer = transcripts.add_layer(connection, made, case_id=job.case_id, recording_id=recording.id)
        return {"recording": str(recording.id), "layer": str(layer.id), "turns": layer.turns, "words": layer.words}

    _finish(attempt, write)


def _derive_again(attempt: _Attempt, recording: ReceivedRecording) -> None:
    place = attempt.place
    making = _making(attempt, recording)
    try:
        _decode(attempt, recording, making)
        with place.database.transaction(SYSTEM) as connection:
            if not jobs.is_current(connection, attempt.job):
                raise CancelledError
            _put_in_place(making, place.files.derived(recording.id))
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _draft(attempt: _Attempt) -> None:
    job, place = attempt.job, attempt.place
    interrogation, sources = _patiently(place, lambda: _sources(job, place))
    made: orders.Drafted = attempt.carry_out(
        orders.Draft(transcripts=sources.transcripts, names=sources.names, form=sources.form)
    )
    docx, pdf = place.files.keep(made.docx), place.files.keep(made.pdf)

    def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
        version = drafts.add_version(
            connection,
            interrogation,
            made_from=sources.made_from,
            gaps=made.gaps,
            docx=(docx, len(made.docx)),
            pdf=(pdf, len(made.pdf)),
            created_by=job.asked_by,
        )
        return {"version": str(version.id), "docx": docx, "pdf": pdf}

    _finish(attempt, write)


def _sources(job: Job, place: Workplace) -> tuple[CaseInterrogation, drafts.Sources]:
    with place.database.transaction(SYSTEM) as connection:
        interrogation = cases.interrogation(connection, job.interrogation_id) if job.interrogation_id else None
        if interrogation is None:
            raise GoneError
        return interrogation, drafts.sources(connection, interrogation)


def _recording(job: Job, place: Workplace) -> ReceivedRecording:
    with place.database.transaction(SYSTEM) as connection:
        found = recordings.recording(connection, job.recording_id) if job.recording_id else None
    if found is None:
        raise GoneError
    return found


_STAGES: dict[Stage, Callable[[_Attempt], None]] = {
    Stage.PREPARE: _prepare,
    Stage.TRANSCRIBE: _transcribe,
    Stage.DRAFT: _draft,
}
