"""A recording to hear and to watch, by ranges of bytes; access is asked for each, and what was played is journalled."""

from pathlib import Path
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse

from api import schemas
from api.access import Reader
from api.context import Here
from api.errors import InvalidError, NotFoundError
from api.files import file_of, file_replies
from api.routes.cases import viewed
from api.routes.recordings import found
from models.accounts import SignedIn
from models.custody import ReceivedRecording
from models.journal.canonical import Json
from models.journal.entry import EntryKind
from models.span import Span
from models.store.database import account
from transcribe.sound.ogg_clock import span_of_bytes

router = APIRouter(prefix="/api", tags=["playback"])


@router.get("/recordings/{recording_id}/playback", responses=file_replies("audio/ogg"), response_class=FileResponse)
def playback(recording_id: UUID, request: Request, who: Reader, context: Here) -> FileResponse:
    """The sound to listen to, Ogg Opus on the engines' clock; answers byte ranges.

    The journal is told which seconds were asked for; a player tells by `heard` which of them it played.
    """
    recording = _recording(recording_id, who, context)
    path = context.files.derived(recording_id) / "playback.ogg"
    span = _asked(path, request.headers.get("range", ""))
    _note(context, who, recording, request, span)
    return file_of(path, "audio/ogg")


@router.get("/recordings/{recording_id}/picture", responses=file_replies("video/mp4"), response_class=FileResponse)
def picture(recording_id: UUID, request: Request, who: Reader, context: Here) -> FileResponse:
    """Picture and sound of a recording that has a picture, MP4 on the same clock; answers byte ranges."""
    recording = _recording(recording_id, who, context)
    path = context.files.picture(recording_id)
    if not path.is_file():
        raise NotFoundError
    _note(context, who, recording, request, None)
    return file_of(path, "video/mp4")


@router.post("/recordings/{recording_id}/heard", status_code=204)
def heard(recording_id: UUID, sent: schemas.Heard, who: Reader, context: Here) -> None:
    """A player tells which seconds it has played to the account."""
    recording = _recording(recording_id, who, context)
    spans: list[Json] = []
    for each in sent.spans:
        if each.end < each.start:
            raise InvalidError(what="spans")
        spans.append([each.start, each.end])
    context.reads.note(
        EntryKind.PLAYBACK,
        who,
        case_id=recording.case_id,
        subject=("recording", recording_id),
        details={"heard": spans},
    )


@router.get(
    "/recordings/{recording_id}/peaks", responses=file_replies("application/octet-stream"), response_class=FileResponse
)
def peaks(recording_id: UUID, who: Reader, context: Here) -> FileResponse:
    """The waveform: a byte for each twentieth of a second, channel by channel."""
    recording = _recording(recording_id, who, context)
    path = context.files.derived(recording_id) / "peaks.bin"
    if not path.is_file():
        raise NotFoundError
    viewed(context, who, recording.case_id, ("recording", recording_id), what="peaks")
    return file_of(path, "application/octet-stream")


def _recording(recording_id: UUID, who: SignedIn, context: Here) -> ReceivedRecording:
    with context.database.transaction(account(who.account.id)) as connection:
        return found(connection, recording_id)


def _asked(path: Path, wanted: str) -> Span | None:
    """The seconds that a header's one range of bytes holds; None where it cannot be told. NotFoundError without a file."""
    try:
        size = path.stat().st_size
        first, last = 0, size - 1
        unit, _, one = wanted.partition("=")
        begins, dash, ends = one.partition("-")
        if unit.strip() == "bytes" and dash and "," not in one:
            if begins.strip().isdigit():
                first = int(begins)
                last = min(last, int(ends)) if ends.strip().isdigit() else last
            elif ends.strip().isdigit():
                first = max(0, size - int(ends))
        return span_of_bytes(path, first, last) if first <= last else None
    except FileNotFoundError as error:
        raise NotFoundError from error


def _note(context: Here, who: SignedIn, recording: ReceivedRecording, request: Request, span: Span | None) -> None:
    details: dict[str, Json] = {"range": request.headers.get("range", "")[:100]}
    if span is not None:
        details |= {"start": round(span.start, 3), "end": round(span.end, 3)}
    context.reads.note(
        EntryKind.PLAYBACK, who, case_id=recording.case_id, subject=("recording", recording.id), details=details
    )
