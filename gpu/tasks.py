"""What a job does: reads records, has its order carried out, writes records. Only the current attempt writes.

Each stage ends in one transaction: its result, the job's end, the next stage's job and the journal's entry.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from gpu import stages
from gpu.engine_process import CancelledError, EngineDiedError, EngineProcess
from models.custody import ReceivedRecording
from models.errors import BadInputError, FailureError, HattamaError
from models.journal.entry import EntryKind
from models.queue import MOST_ATTEMPTS, Job, JobState, Stage
from models.recording import Recording
from models.sentences import Sentence
from models.store import cases, drafts, jobs, journal, recordings, transcripts
from models.store.database import SYSTEM, Database, DatabaseUnavailableError
from models.store.files import FileStore
from models.transcript import Transcript

LOG = logging.getLogger("hattama.worker")
_PATIENCE_SECONDS = 120.0


class GivenUpError(FailureError):
    """A job whose worker ended too often; `attempts`."""

    sentence = Sentence(
        ru="Обработка прервана: {attempts} попытки подряд завершились сбоем. Проверьте память и журнал службы.",
        kk="Өңдеу тоқтатылды: қатарынан {attempts} әрекет сәтсіз аяқталды. Жад пен қызмет журналын тексеріңіз.",
        en="The work is given up: {attempts} attempts in a row broke off. See the memory and the service's log.",
    )


class GoneError(BadInputError):
    """What the job was to work on is not there any more; `what`."""

    sentence = Sentence(
        ru="Обрабатывать нечего: {what} больше нет.",
        kk="Өңдейтін ештеңе жоқ: {what} енді жоқ.",
        en="There is nothing to work on: {what} is not there any more.",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Workplace:
    """What every job needs."""

    database: Database
    files: FileStore
    engines: EngineProcess
    version: str  # of the program, for the transcript's record


def run_job(job_id: UUID, place: Workplace) -> None:
    """One attempt at a job, to its end. Raises only what another attempt may mend: EngineDiedError, no database."""
    with place.database.transaction(SYSTEM) as connection:
        job = jobs.begin(connection, job_id)
    if job is None:
        return  # over already, by another worker or by a person
    LOG.info("job %s: %s, attempt %d", job.id, job.stage, job.attempt)
    try:
        if job.attempt > MOST_ATTEMPTS:
            raise GivenUpError(attempts=MOST_ATTEMPTS)
        if job.cancel_asked_at is not None:
            raise CancelledError
        _STAGES[job.stage](job, place)
    except CancelledError:
        _conclude(place, job, JobState.CANCELLED)
    except EngineDiedError:
        LOG.warning("job %s: attempt %d broke off", job.id, job.attempt)
        raise
    except HattamaError as error:
        _conclude(place, job, JobState.FAILED, error)


def _patiently(act: Callable[[], None]) -> None:
    """A result is not lost because the database is away for a while: what writes it asks first whether it still may."""
    ends = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            act()
        except DatabaseUnavailableError:
            if time.monotonic() > ends:
                raise
            time.sleep(1)
        else:
            return


def _conclude(place: Workplace, job: Job, state: JobState, error: HattamaError | None = None) -> None:
    """The job ends without a result, if this is still its attempt."""
    _patiently(lambda: _conclude_once(place, job, state, error))


def _conclude_once(place: Workplace, job: Job, state: JobState, error: HattamaError | None) -> None:
    with place.database.transaction(SYSTEM) as connection:
        if not jobs.is_current(connection, job):
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


def _finish(place: Workplace, job: Job, write: Callable[[psycopg.Connection[Any]], dict[str, Any]]) -> None:
    """Write the result and the job's end in one transaction, if this is still its attempt; `write` gives the details."""
    _patiently(lambda: _finish_once(place, job, write))


def _finish_once(place: Workplace, job: Job, write: Callable[[psycopg.Connection[Any]], dict[str, Any]]) -> None:
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


def _carry_out(place: Workplace, job: Job, order: stages.Order) -> Any:
    def report(step: str, share: float) -> bool:
        try:
            with place.database.transaction(SYSTEM) as connection:
                return jobs.report(connection, job, step=step, share=share)
        except DatabaseUnavailableError:
            return True  # the work goes on; whether its result may be written is asked at its end

    return place.engines.carry_out(order, report)


def _prepare(job: Job, place: Workplace) -> None:
    recording = _recording(job, place)
    made: Recording = _carry_out(
        place,
        job,
        stages.Prepare(
            recording=place.files.of_hash(recording.sha256),
            name=recording.name,
            folder=place.files.derived(recording.id),
        ),
    )

    def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
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

    _finish(place, job, write)


def _transcribe(job: Job, place: Workplace) -> None:
    recording = _recording(job, place)
    made: Transcript = _carry_out(
        place,
        job,
        stages.Write(
            folder=place.files.derived(recording.id),
            languages=tuple(recording.languages),
            least_voices=recording.min_voices,
            most_voices=recording.max_voices,
            hattama_version=place.version,
        ),
    )

    def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
        layer = transcripts.add_layer(connection, made, case_id=job.case_id, recording_id=recording.id)
        return {"recording": str(recording.id), "layer": str(layer.id), "turns": layer.turns, "words": layer.words}

    _finish(place, job, write)


def _draft(job: Job, place: Workplace) -> None:
    with place.database.transaction(SYSTEM) as connection:
        interrogation = cases.interrogation(connection, job.interrogation_id) if job.interrogation_id else None
        if interrogation is None:
            raise GoneError(what="interrogation")
        sources = drafts.sources(connection, interrogation)
    made: stages.Drafted = _carry_out(
        place,
        job,
        stages.Draft(transcripts=sources.transcripts, names=sources.names, form=sources.form),
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

    _finish(place, job, write)


def _recording(job: Job, place: Workplace) -> ReceivedRecording:
    with place.database.transaction(SYSTEM) as connection:
        found = recordings.recording(connection, job.recording_id) if job.recording_id else None
    if found is None:
        raise GoneError(what="recording")
    return found


_STAGES: dict[Stage, Callable[[Job, Workplace], None]] = {
    Stage.PREPARE: _prepare,
    Stage.TRANSCRIBE: _transcribe,
    Stage.DRAFT: _draft,
}
