"""Texts without sound: statements, reports, appeals, typed in or pasted; analysed like what is said."""

import hashlib
from typing import Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Request

from analysis import turn_index
from api import schemas
from api.access import Investigator, Reader
from api.context import Here
from api.errors import ConflictError, InvalidError, NotFoundError, documented
from api.routes.cases import changeable, seen, viewed
from api.routes.search import Hit, Place, hits_of
from models.custody import ReceivedRecording
from models.revisions import NameVoice, Words
from models.store import cases, receiving, recordings, transcripts
from models.store.database import SYSTEM, account
from models.written_text import AUTHOR, Written, transcript_of_text

router = APIRouter(prefix="/api", tags=["recordings"])


@router.post("/cases/{case_id}/texts", status_code=201, responses=documented(ConflictError))
def add_text(case_id: UUID, sent: schemas.NewText, request: Request, who: Investigator, context: Here) -> ReceivedRecording:
    """A text of the case: its bytes are kept as they were sent, with their hash, in custody and journal."""
    with context.database.transaction(account(who.account.id)) as connection:
        changeable(connection, case_id)
        people = {participant.id for participant, _ in cases.participants(connection, case_id)}
        if sent.participant_id is not None and sent.participant_id not in people:
            raise InvalidError(what="participant_id")
    content = sent.text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        made = transcript_of_text(
            sent.text, name=sent.name, language=sent.language, sha256=sha256, hattama_version=request.app.version
        )
    except ValueError as error:
        raise InvalidError(what="text") from error
    with context.database.transaction(SYSTEM) as connection:
        recordings.keep_file(connection, sha256)
        if any(each.sha256 == sha256 for each in recordings.recordings(connection, case_id)):
            raise ConflictError(what=sent.name)
        recording = receiving.receive_whole(
            connection,
            case_id=case_id,
            account_id=who.account.id,
            name=sent.name,
            size_bytes=len(content),
            sha256=context.files.keep(content),
            languages=(sent.language,),
            address=who.address,
            written=Written(kind=sent.kind, on=sent.on),
        )
        layer = transcripts.add_layer(connection, made, case_id=case_id, recording_id=recording.id)
        if sent.participant_id is not None:
            transcripts.lock(connection, layer.id)
            named = NameVoice(voice=AUTHOR, participant_id=sent.participant_id)
            transcripts.add_revision(connection, layer, named, account_id=who.account.id, reason=None)
        turn_index.index(connection, layer)
    with context.database.transaction(account(who.account.id)) as connection:
        return _text(connection, recording.id)


@router.get("/texts/{recording_id}")
def show_text(recording_id: UUID, who: Reader, context: Here) -> Hit:
    """A text as it stands, with who wrote it."""
    with context.database.transaction(account(who.account.id)) as connection:
        recording = _text(connection, recording_id)
        seen(connection, recording.case_id)
        shown = text_of(connection, recording)
    viewed(context, who, recording.case_id, ("recording", recording_id), what="page")
    return shown


def text_of(connection: psycopg.Connection[Any], recording: ReceivedRecording) -> Hit:
    """All lines of a text."""
    layer = transcripts.layer(connection, recording.working_layer) if recording.working_layer else None
    if layer is None:
        raise NotFoundError
    place = Place(
        case_id=recording.case_id,
        recording_id=recording.id,
        layer_id=layer.id,
        numbers=Words(first=1, last=layer.words),
        start=0.0,
        end=0.0,
        at=recording.received_at,
        checked=True,
    )
    (shown,) = hits_of(connection, [place])
    return shown


def _text(connection: psycopg.Connection[Any], recording_id: UUID) -> ReceivedRecording:
    found = recordings.recording(connection, recording_id)
    if found is None or found.written is None:
        raise NotFoundError
    return found
