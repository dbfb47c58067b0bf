"""Recordings: what is known of them, their custody, their transcripts as files, and transcribing them again."""

from typing import Annotated, Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.access import Investigator, Reader
from api.context import Here
from api.errors import ConflictError, NotFoundError, documented
from api.routes.cases import changeable, seen, viewed
from models.accounts import SignedIn
from models.custody import CustodyRecord, ReceivedRecording
from models.journal.entry import EntryKind
from models.queue import Job, JobState, Stage
from models.store import jobs, journal, looks, recordings, transcripts
from models.store.database import SYSTEM, account
from models.store.looks import Look
from models.store.transcripts import Layer
from transcribe.formats import json_format, text_formats

router = APIRouter(prefix="/api", tags=["recordings"])

_FORMATS = {
    "json": "application/json",
    "txt": "text/plain",
    "html": "text/html",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "rttm": "text/plain",
}


def found(connection: psycopg.Connection[Any], recording_id: UUID) -> ReceivedRecording:
    """The recording, or NotFoundError where it is not there for whoever asks."""
    recording = recordings.recording(connection, recording_id)
    if recording is None:
        raise NotFoundError
    return recording


@router.get("/cases/{case_id}/recordings")
def list_recordings(case_id: UUID, who: Reader, context: Here) -> list[ReceivedRecording]:
    """Recordings of a case in order of coming."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        made = recordings.recordings(connection, case_id)
    viewed(context, who, case_id, ("case", case_id), what="recordings")
    return made


@router.get("/recordings/{recording_id}")
def show_recording(recording_id: UUID, who: Reader, context: Here) -> ReceivedRecording:
    """One recording."""
    with context.database.transaction(account(who.account.id)) as connection:
        recording = found(connection, recording_id)
    viewed(context, who, recording.case_id, ("recording", recording_id))
    return recording


@router.get("/recordings/{recording_id}/custody")
def show_custody(recording_id: UUID, who: Reader, context: Here) -> list[CustodyRecord]:
    """How the bytes came here, and each look at them since."""
    with context.database.transaction(account(who.account.id)) as connection:
        recording = found(connection, recording_id)
        looks = recordings.custody(connection, recording_id)
    viewed(context, who, recording.case_id, ("recording", recording_id), what="custody")
    return looks


@router.post("/recordings/{recording_id}/verify", status_code=201)
def verify(recording_id: UUID, who: Reader, context: Here) -> CustodyRecord:
    """Read the bytes again and compare them with what was received."""
    with context.database.transaction(account(who.account.id)) as connection:
        recording = found(connection, recording_id)
    return attest_again(context, recording, who)


def attest_again(context: Here, recording: ReceivedRecording, who: SignedIn | None) -> CustodyRecord:
    """A look at a recording's bytes, by a person or by the service itself, in custody and journal; NotFoundError."""
    sha256, size_bytes = context.files.hash_of(recording.sha256)
    look = Look(
        sha256=sha256,
        size_bytes=size_bytes,
        account_id=who.account.id if who else None,
        address=who.address if who else None,
    )
    with context.database.transaction(SYSTEM) as connection:
        made = looks.record_look(connection, recording, look)
    if made is None:  # erased while it was read
        raise NotFoundError
    return made


@router.get("/recordings/{recording_id}/jobs")
def list_jobs(recording_id: UUID, who: Reader, context: Here) -> list[Job]:
    """What was and is being done with a recording."""
    with context.database.transaction(account(who.account.id)) as connection:
        found(connection, recording_id)
        return jobs.jobs(connection, recording_id=recording_id)


@router.post("/recordings/{recording_id}/transcribe", status_code=202, responses=documented(ConflictError))
def transcribe_again(recording_id: UUID, who: Investigator, context: Here) -> Job:
    """Transcribe once more, to a new machine layer beside the ones there are."""
    with context.database.transaction(account(who.account.id)) as connection:
        recording = found(connection, recording_id)
        changeable(connection, recording.case_id)
        if recording.written is not None:
            raise NotFoundError
        if any(
            each.state in {JobState.QUEUED, JobState.RUNNING} and each.stage in {Stage.PREPARE, Stage.TRANSCRIBE}
            for each in jobs.jobs(connection, recording_id=recording_id)
        ):
            raise ConflictError(what=Stage.TRANSCRIBE)
        prepared = (context.files.derived(recording_id) / "decoded.json").is_file()
        made = jobs.enqueue(
            connection,
            stage=Stage.TRANSCRIBE if prepared else Stage.PREPARE,
            case_id=recording.case_id,
            recording_id=recording_id,
            asked_by=who.account.id,
        )
        journal.record(
            connection,
            EntryKind.RERUN,
            subject=("recording", recording_id),
            account_id=who.account.id,
            case_id=recording.case_id,
        )
        return made


@router.get("/recordings/{recording_id}/layers")
def list_layers(recording_id: UUID, who: Reader, context: Here) -> list[Layer]:
    """Machine layers in order of writing."""
    with context.database.transaction(account(who.account.id)) as connection:
        recording = found(connection, recording_id)
        layers = transcripts.layers(connection, recording_id)
    viewed(context, who, recording.case_id, ("recording", recording_id), what="layers")
    return layers


@router.get(
    "/recordings/{recording_id}/transcript.{kind}",
    response_class=Response,
    responses={200: {"description": "The file.", "content": {kind: {} for kind in _FORMATS.values()}}},
)
def export(
    recording_id: UUID,
    kind: str,
    who: Reader,
    context: Here,
    layer: Annotated[str, Query(pattern="^(working|machine)$")] = "working",
) -> Response:
    """The transcript as a file: as people have corrected it, or as the machine wrote it."""
    if kind not in _FORMATS:
        raise NotFoundError
    with context.database.transaction(account(who.account.id)) as connection:
        recording = found(connection, recording_id)
        chosen = transcripts.layer(connection, recording.working_layer) if recording.working_layer else None
        if chosen is None or recording.written is not None:  # of a text there are no times to write
            raise NotFoundError
        names = transcripts.voice_names(connection, chosen) if layer == "working" else {}
        made = transcripts.working(connection, chosen) if layer == "working" else transcripts.transcript(connection, chosen)
        journal.record(
            connection,
            EntryKind.EXPORT,
            subject=("machine_layer", chosen.id),
            account_id=who.account.id,
            case_id=recording.case_id,
            details={"format": kind, "layer": layer},
        )
    context.upkeep.soon()
    writers = {
        "json": lambda: json_format.to_json(made),
        "txt": lambda: text_formats.to_text(made, who.account.language, names),
        "html": lambda: text_formats.to_html(made, who.account.language, names),
        "srt": lambda: text_formats.to_srt(made, names),
        "vtt": lambda: text_formats.to_vtt(made, names),
        "rttm": lambda: text_formats.to_rttm(made),
    }
    disposition = f'attachment; filename="transcript-{recording_id}.{kind}"'
    return Response(writers[kind](), media_type=_FORMATS[kind], headers={"Content-Disposition": disposition})
