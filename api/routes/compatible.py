"""OpenAI's `POST /v1/audio/transcriptions`, for programs that speak it; off unless an operator switches it on."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import TypeAdapter, ValidationError
from starlette.requests import ClientDisconnect

from api import held
from api.access import Transcriber
from api.compatible import ALIAS, Asked, Granularity, JsonShown, ReplyFormat, VerboseShown, read_fields, written
from api.compatible_errors import (
    RECORDING_HEADER,
    CompatibleErrorShown,
    LostError,
    NotDoneInTimeError,
    NotServedError,
    RecordingNotDoneInTimeError,
    RequestError,
    TooManyRequestsError,
    WorkFailedError,
)
from api.context import Context, Here
from api.errors import (
    ForbiddenError,
    NoRoomError,
    NotFoundError,
    SignInNeededError,
    TooLargeError,
    documented,
)
from api.form import FormError, FormReader
from api.held import Sound
from api.routes.uploads import RESERVE_BYTES, WRITE_BYTES, patiently
from api.schemas import Name
from models.accounts import SignedIn
from models.store import recordings
from models.store.database import SYSTEM, DatabaseUnavailableError
from models.store.files import StorageError
from models.transcript import Transcript

router = APIRouter(prefix="/v1/audio", tags=["compatible"])

LARGEST_BYTES = 1024**3  # of one file; larger recordings come by tus
_FORM_BYTES = 8 << 20  # of all that is in a form beside its file
_LOOK_SECONDS = 0.5
_BEAT_SECONDS = 15.0
_WAIT_SECONDS = 585.0  # a little less than the official client waits
_LONGEST_WAIT_SECONDS = 3600.0
_EARLIER_SECONDS = 15.0  # than whoever asks gives up, so that it hears why
_GONE = 499  # nobody is there to read it
_NAME: TypeAdapter[str] = TypeAdapter(Name)

_TEXTS = {"type": "string"}
_FORM = {
    "type": "object",
    "required": ["file", "model"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "model": {"type": "string", "example": ALIAS},
        "language": {"type": "string", "enum": ["ru", "kk", "en"]},
        "languages[]": {"type": "array", "items": {"type": "string", "enum": ["ru", "kk", "en"]}},
        "response_format": {"type": "string", "enum": list(ReplyFormat), "default": ReplyFormat.JSON},
        "timestamp_granularities[]": {"type": "array", "items": {"type": "string", "enum": list(Granularity)}},
        "stream": {"type": "boolean", "enum": [False]},
        "prompt": {"type": "string", "description": "Taken and without effect."},
        "temperature": {"type": "number", "description": "Taken and without effect."},
        "case_id": {"type": "string", "format": "uuid", "description": "Ours: the file becomes a recording of this case."},
    },
}
_REPLIES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The words.",
        "model": JsonShown | VerboseShown,
        "content": {"text/plain": {"schema": _TEXTS}, "text/vtt": {"schema": _TEXTS}},
        "headers": {RECORDING_HEADER: {"description": "The recording of the case.", "schema": _TEXTS}},
    },
    **documented(
        RequestError,
        FormError,
        SignInNeededError,
        ForbiddenError,
        NotServedError,
        NotFoundError,
        TooLargeError,
        TooManyRequestsError,
        WorkFailedError,
        LostError,
        DatabaseUnavailableError,
        NotDoneInTimeError,
        NoRoomError,
        StorageError,
        shown=CompatibleErrorShown,
    ),
}


def switched_on(context: Here) -> None:
    """NotServedError where the operator has not switched the route on."""
    if not context.settings.compatible_api:
        raise NotServedError


@router.post(
    "/transcriptions",
    dependencies=[Depends(switched_on)],
    response_class=Response,
    responses=_REPLIES,
    openapi_extra={"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}},
)
async def transcribe(request: Request, who: Transcriber, context: Here) -> Response:
    """The words of a file. With `case_id` it becomes a recording of that case; else nothing of it is kept."""
    size = int(request.headers.get("content-length", "0"))
    await asyncio.to_thread(_refuse_size, context, size)
    request_id = await asyncio.to_thread(held.begin, context, who)
    try:
        return await _reply(request, context, who, request_id)
    except (ClientDisconnect, TimeoutError):
        return Response(status_code=_GONE)
    finally:  # before the reply is sent: it follows that nothing is left
        await asyncio.to_thread(held.let_go, context, request_id)


async def _reply(request: Request, context: Context, who: SignedIn, request_id: UUID) -> Response:
    sound, asked = await _arrived(request, context, request_id)
    seconds = _wait_seconds(request)
    headers = {}
    look: Callable[[], Transcript | None]
    late: NotDoneInTimeError
    if asked.case_id is not None:
        recording = await asyncio.to_thread(held.receive, context, who, sound, asked)
        headers[RECORDING_HEADER] = str(recording.id)
        look = partial(held.transcript_of, context, who, recording.id, asked)
        late = RecordingNotDoneInTimeError(seconds=round(seconds), recording=recording.id)
    else:
        job_id = await asyncio.to_thread(held.enqueue, context, who, sound, asked)
        look = partial(held.answer, context, who, sound, job_id, asked)
        late = NotDoneInTimeError(seconds=round(seconds))
    made = await _wait(request, context, request_id, look, seconds=seconds)
    if made is None:
        raise late
    context.upkeep.soon()  # words leave the system
    body, kind = await asyncio.to_thread(written, made, asked)
    return Response(body, media_type=kind, headers=headers)


async def _arrived(request: Request, context: Context, request_id: UUID) -> tuple[Sound, Asked]:
    """The whole form, its file on disk and hashed; what of the form cannot be used is told once all of it is here."""
    reader = FormReader(request.headers.get("content-type", ""), file="file")
    writing = context.arrivals.writing(request_id)
    arrival = await asyncio.to_thread(writing.__enter__)
    try:
        waiting = bytearray()
        read = 0
        beaten = time.monotonic()
        async for piece in patiently(request):
            waiting += reader.feed(piece)
            read += len(piece)
            if max(read - _FORM_BYTES, arrival.size + len(waiting)) > LARGEST_BYTES:
                raise _too_large()
            if len(waiting) >= WRITE_BYTES:
                whole, waiting = waiting, bytearray()
                await asyncio.to_thread(arrival.append, whole)
            beaten = await _beat(context, request_id, beaten)
        await asyncio.to_thread(arrival.append, waiting)
    finally:
        await asyncio.to_thread(writing.__exit__, None, None, None)
    asked = read_fields(reader.end(), context.settings)
    if not arrival.size:
        raise FormError(what="file (0 bytes)")
    sha256 = await asyncio.to_thread(context.arrivals.finish, request_id)
    name = _name(reader.filename)
    return Sound(request_id=request_id, name=name, size_bytes=arrival.size, sha256=sha256), asked


def _name(sent: str | None) -> str:
    try:
        return _NAME.validate_python(sent)
    except ValidationError as error:
        raise FormError(what="filename") from error


async def _wait(
    request: Request,
    context: Context,
    request_id: UUID,
    look: Callable[[], Transcript | None],
    *,
    seconds: float,
) -> Transcript | None:
    """What `look` gives at last; None where that takes too long. ClientDisconnect where nobody waits any more."""
    begun = beaten = time.monotonic()
    while True:
        found = await asyncio.to_thread(look)
        if found is not None or time.monotonic() - begun > seconds:
            return found
        if await request.is_disconnected():
            raise ClientDisconnect
        beaten = await _beat(context, request_id, beaten)
        await asyncio.sleep(_LOOK_SECONDS)


async def _beat(context: Context, request_id: UUID, beaten: float) -> float:
    """A sign of life where the last one was some time ago; when the last one was."""
    now = time.monotonic()
    if now - beaten < _BEAT_SECONDS:
        return beaten
    await asyncio.to_thread(held.beat, context, request_id)
    return now


def _wait_seconds(request: Request) -> float:
    """How long to wait: a little less than the official client says that it does."""
    try:
        told = float(request.headers.get("x-stainless-read-timeout", ""))
    except ValueError:
        return _WAIT_SECONDS
    return min(max(told - _EARLIER_SECONDS, told / 2), _LONGEST_WAIT_SECONDS) if told > 0 else _WAIT_SECONDS


def _refuse_size(context: Context, size_bytes: int) -> None:
    """TooLargeError, or NoRoomError where the disk's reserve would be used up."""
    if size_bytes - _FORM_BYTES > LARGEST_BYTES:
        raise _too_large()
    with context.database.transaction(SYSTEM) as connection:
        awaited = recordings.awaited_bytes(connection)
    if context.files.free_bytes() - awaited - size_bytes < RESERVE_BYTES:
        raise NoRoomError


def _too_large() -> TooLargeError:
    return TooLargeError(most=f"{LARGEST_BYTES // 1024**3} GiB", param="file")
