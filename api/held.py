"""Requests of the compatible route that are held: their sound and words go with the reply, whatever befalls."""

import logging
import shutil
from dataclasses import dataclass
from uuid import UUID

from api.compatible import Asked
from api.compatible_errors import (
    LostError,
    RecordingCalledOffError,
    SoundRefusedError,
    SoundTooLongError,
    TooManyRequestsError,
    WorkFailedError,
)
from api.context import Context
from api.errors import ForbiddenError, NotFoundError
from api.routes.cases import changeable
from models.accounts import SignedIn
from models.custody import ReceivedRecording
from models.errors import BadInputError
from models.journal.entry import EntryKind
from models.queue import ANSWER_PRIORITY, LONGEST_ANSWERED, Job, JobState, Stage
from models.store import held_requests, jobs, journal, recordings, transcripts
from models.store.database import SYSTEM, account
from models.store.files import StorageError
from models.store.receiving import receive_whole
from models.transcript import Transcript
from transcribe.formats.json_format import NotATranscriptError, read_json
from transcribe.sound import errors as sound_errors

LOG = logging.getLogger("hattama.web")

MOST_HELD = 4  # of one account at once
FORGOTTEN_SECONDS = 180.0  # without a sign of life of the process that holds it
_AT_FAULT = frozenset(
    {
        *(
            name
            for name, each in vars(sound_errors).items()
            if isinstance(each, type) and issubclass(each, BadInputError) and each is not BadInputError
        ),
        "NotARecognizerError",  # the weights that were named do not write that language
    }
)
"""Failures of a job that the sound or the request is to blame for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound:
    """What a request brought, whole and on disk."""

    request_id: UUID
    name: str  # as its sender named it
    size_bytes: int
    sha256: str


def begin(context: Context, who: SignedIn) -> UUID:
    """Hold one more request of the account, with an empty file for its sound; TooManyRequestsError, StorageError."""
    with context.database.transaction(account(who.account.id)) as connection:
        request_id = held_requests.begin(connection, account_id=who.account.id, most=MOST_HELD)
    if request_id is None:
        raise TooManyRequestsError(most=MOST_HELD)
    try:
        context.arrivals.begin(request_id)
    except StorageError:
        let_go(context, request_id)
        raise
    return request_id


def beat(context: Context, request_id: UUID) -> None:
    """A sign of life."""
    with context.database.transaction(SYSTEM) as connection:
        held_requests.beat(connection, request_id)


def let_go(context: Context, request_id: UUID) -> None:
    """Its work is called off, if it is not over, and what there is of its sound and words goes. May be repeated."""
    with context.database.transaction(SYSTEM) as connection:
        held = held_requests.request(connection, request_id)
        called_off = jobs.ask_to_cancel(connection, held.job_id) if held is not None and held.job_id is not None else None
        if called_off is not None and called_off.state is JobState.CANCELLED:  # else its worker tells
            journal.record(
                connection,
                EntryKind.JOB_FAILED,
                subject=("job", called_off.id),
                account_id=called_off.asked_by,
                details={"stage": called_off.stage, "state": called_off.state, "code": None},
            )
    context.arrivals.drop(request_id)
    shutil.rmtree(context.files.held(request_id), ignore_errors=True)  # what stays is found again: `end_forgotten`
    with context.database.transaction(SYSTEM) as connection:
        held_requests.end(connection, request_id)


def end_forgotten(context: Context) -> None:
    """Requests whose process died go, and what a worker may have written for one that is held no more."""
    folders = context.files.held_folders()  # first: a folder is made after its request's row
    with context.database.transaction(SYSTEM) as connection:
        forgotten = held_requests.forgotten(connection, seconds=FORGOTTEN_SECONDS)
    for each in forgotten:
        let_go(context, each.id)
        LOG.warning("request %s was held by a process that died: removed", each.id)
    with context.database.transaction(SYSTEM) as connection:
        held = {each.hex for each in held_requests.requests(connection)}
    for folder in folders:
        if folder.name not in held:
            shutil.rmtree(folder, ignore_errors=True)  # tried again the next time


def receive(context: Context, who: SignedIn, sound: Sound, asked: Asked) -> ReceivedRecording:
    """The sound becomes a recording like any other of the case that was named; NotFoundError, StorageError."""
    if asked.case_id is None:
        raise ValueError("no case was named")
    with context.database.transaction(account(who.account.id)) as connection:
        try:
            changeable(connection, asked.case_id)
        except (NotFoundError, ForbiddenError) as error:
            raise NotFoundError(param="case_id") from error
    with context.database.transaction(SYSTEM) as connection:
        recordings.keep_file(connection, sound.sha256)
        context.files.adopt(context.files.partial(sound.request_id), sound.sha256)
        return receive_whole(
            connection,
            case_id=asked.case_id,
            account_id=who.account.id,
            name=sound.name,
            size_bytes=sound.size_bytes,
            sha256=sound.sha256,
            languages=asked.languages,
            address=who.address,
        )


def enqueue(context: Context, who: SignedIn, sound: Sound, asked: Asked) -> UUID:
    """The job of sound of no case; it waits for all others. Who brought what is in the journal."""
    context.files.make_folder(context.files.held(sound.request_id))
    with context.database.transaction(account(who.account.id)) as connection:
        job = jobs.enqueue(
            connection,
            stage=Stage.ANSWER,
            case_id=None,
            asked_by=who.account.id,
            priority=ANSWER_PRIORITY,
            arguments={
                "request": str(sound.request_id),
                "languages": list(asked.languages),
                "recognizer": asked.recognizer,
            },
        )
        held_requests.give_job(connection, sound.request_id, job.id)
        journal.record(
            connection,
            EntryKind.SOUND_HELD,
            subject=("held_request", sound.request_id),
            account_id=who.account.id,
            details={"sha256": sound.sha256, "size_bytes": sound.size_bytes, "address": who.address},
        )
    return job.id


def answer(context: Context, who: SignedIn, sound: Sound, job_id: UUID, asked: Asked) -> Transcript | None:
    """The words of sound of no case, journalled as given; None where they are not there yet.

    Raises what became of the job instead: SoundTooLongError, SoundRefusedError, WorkFailedError, LostError.
    """
    with context.database.transaction(account(who.account.id)) as connection:
        job = jobs.job(connection, job_id)
        if job is None:
            raise LostError
        if job.state is JobState.CANCELLED:
            raise LostError
        if not _is_done(job):
            return None
        try:
            made = read_json(context.files.answer(sound.request_id, job.attempt))
        except NotATranscriptError as error:
            raise LostError from error
        journal.record(
            connection,
            EntryKind.EXPORT,
            subject=("held_request", sound.request_id),
            account_id=who.account.id,
            details={
                "format": asked.reply_format,
                "sha256": sound.sha256,
                "seconds": round(made.recording.sound.decoded_duration, 3),
            },
        )
    return made


def transcript_of(context: Context, who: SignedIn, recording_id: UUID, asked: Asked) -> Transcript | None:
    """A recording's words as people have corrected them, journalled as given; None where there are none yet.

    NotFoundError where access was taken away meanwhile, RecordingCalledOffError; else as `answer`.
    """
    with context.database.transaction(account(who.account.id)) as connection:
        recording = recordings.recording(connection, recording_id)
        if recording is None:
            raise NotFoundError(param="case_id")
        layer = transcripts.layer(connection, recording.working_layer) if recording.working_layer else None
        if layer is None:
            for newest in jobs.jobs(connection, recording_id=recording_id)[-1:]:
                if newest.state is JobState.CANCELLED:
                    raise RecordingCalledOffError(recording=recording_id)
                _is_done(newest)
            return None
        made = transcripts.working(connection, layer)
        journal.record(
            connection,
            EntryKind.EXPORT,
            subject=("machine_layer", layer.id),
            account_id=who.account.id,
            case_id=recording.case_id,
            details={"format": asked.reply_format, "layer": "working"},
        )
    return made


def _is_done(job: Job) -> bool:
    """Whether the job is done; raises what it failed with."""
    if job.state is JobState.FAILED:
        failure = job.failure or {}
        told = {language: failure.get(language, "") for language in ("ru", "kk", "en")}
        code = failure.get("code")
        if code == "TooLongError" and job.stage is Stage.ANSWER:
            raise SoundTooLongError(param="file", minutes=int(LONGEST_ANSWERED // 60))
        if code in _AT_FAULT:
            raise SoundRefusedError(param="model" if code == "NotARecognizerError" else "file", **told)
        raise WorkFailedError(**told)
    return job.state is JobState.DONE
