"""Resumable uploads by tus 1.0 (https://tus.io/protocols/resumable-upload): core, creation, expiration, termination."""

import asyncio
import base64
import json
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request, Response
from pydantic import BaseModel, Field, ValidationError
from starlette.requests import ClientDisconnect

from api.access import Investigator, address_of
from api.context import Context, Here
from api.errors import (
    BusyError,
    ConflictError,
    InvalidError,
    NoRoomError,
    NotFoundError,
    OtherContentError,
    OtherVersionError,
    TooLargeError,
    documented,
)
from api.routes.cases import changeable
from api.schemas import Language, Name, Sent
from api.uploads import Arrival, DamagedError
from models.accounts import SignedIn
from models.custody import ReceivedRecording, Upload
from models.errors import HattamaError
from models.store import recordings
from models.store.database import SYSTEM, account
from models.store.files import StorageError
from models.store.receiving import make_recording

LOG = logging.getLogger("hattama.web")

router = APIRouter(prefix="/api/uploads", tags=["uploads"])

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
LARGEST_BYTES = 20 * 1024**3
_MOST_OPEN = 50  # uploads of one account at once
RESERVE_BYTES = 2 * 1024**3  # of the disk, that uploads leave alone
_HOLDS = timedelta(days=2)
WRITE_BYTES = 1 << 20
_PATIENCE_SECONDS = 60.0  # without a byte; then whoever sends is taken for gone and may begin anew
_BODY = "application/offset+octet-stream"
_HEADERS = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}


class Announced(Sent):
    """The metadata of an upload."""

    filename: Name
    case_id: UUID
    languages: list[Language] = Field(["ru", "kk"], min_length=1)
    min_voices: Annotated[int, Field(ge=1, le=50)] = 1
    max_voices: Annotated[int, Field(ge=1, le=50)] | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None  # the recorder's own


class Received(BaseModel):
    """What became of an upload."""

    recording: ReceivedRecording | None  # None: not complete yet
    also_in: list[UUID]  # cases that one may see and that hold the same bytes


def speaks_tus(tus_resumable: Annotated[str | None, Header()] = None) -> None:
    """OtherVersionError where the request is not of the version spoken here."""
    if tus_resumable != VERSION:
        raise OtherVersionError(version=VERSION)


@router.options("", status_code=204)
def options() -> Response:
    """What this server speaks."""
    return Response(
        status_code=204,
        headers={
            **_HEADERS,
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(LARGEST_BYTES),
        },
    )


@router.post(
    "",
    status_code=201,
    dependencies=[Depends(speaks_tus)],
    responses=documented(OtherVersionError, TooLargeError, NoRoomError, StorageError),
)
def announce(
    request: Request,
    who: Investigator,
    context: Here,
    upload_length: Annotated[int, Header(ge=1)],
    upload_metadata: Annotated[str, Header(max_length=8000)],
) -> Response:
    """Announce an upload to a case that one may change; what follows goes to the address in `Location`."""
    if upload_length > LARGEST_BYTES:
        raise TooLargeError(most=f"{LARGEST_BYTES // 1024**3} GiB")
    said = _metadata(upload_metadata)
    if said.max_voices is not None and said.max_voices < said.min_voices:
        raise InvalidError(what="max_voices < min_voices")
    with context.database.transaction(SYSTEM) as connection:
        awaited = recordings.awaited_bytes(connection)
        count, _ = recordings.open_uploads(connection, who.account.id)
    if count >= _MOST_OPEN:
        raise TooLargeError(most=f"{_MOST_OPEN} uploads")
    if context.files.free_bytes() - awaited - upload_length < RESERVE_BYTES:
        raise NoRoomError
    with context.database.transaction(account(who.account.id)) as connection:
        changeable(connection, said.case_id)
        made = recordings.announce(
            connection,
            case_id=said.case_id,
            account_id=who.account.id,
            name=said.filename,
            size_bytes=upload_length,
            stated_sha256=said.sha256,
            options={"languages": said.languages, "min_voices": said.min_voices, "max_voices": said.max_voices},
            address=address_of(request),
            expires_at=datetime.now(UTC) + _HOLDS,
        )
        context.arrivals.begin(made.id)
    location = f"/api/uploads/{made.id}"
    return Response(status_code=201, headers={**_HEADERS, "Location": location, "Upload-Expires": _date(made)})


@router.head("/{upload_id}", dependencies=[Depends(speaks_tus)], responses=documented(OtherVersionError, StorageError))
def how_far(upload_id: UUID, who: Investigator, context: Here) -> Response:
    """How much of an upload is here for good."""
    found = _mine(context, who, upload_id)
    offset = found.size_bytes if found.recording_id else context.arrivals.offset(upload_id)
    if offset is None:
        raise NotFoundError
    if offset == found.size_bytes and found.recording_id is None:  # its process was killed before it became a recording
        with suppress(BusyError):  # somebody else is at it
            complete(context, found)
    return Response(
        status_code=200,
        headers={
            **_HEADERS,
            "Upload-Offset": str(offset),
            "Upload-Length": str(found.size_bytes),
            "Upload-Expires": _date(found),
        },
    )


@router.patch(
    "/{upload_id}",
    status_code=204,
    dependencies=[Depends(speaks_tus)],
    responses=documented(
        ConflictError, OtherVersionError, TooLargeError, OtherContentError, BusyError, StorageError, DamagedError
    ),
)
async def go_on(
    upload_id: UUID,
    request: Request,
    who: Investigator,
    context: Here,
    upload_offset: Annotated[int, Header(ge=0)],
) -> Response:
    """The next bytes, from `Upload-Offset` on. With the last one the recording exists, and is on its way to the engines."""
    if request.headers.get("content-type") != _BODY:
        raise OtherContentError(expected=_BODY)
    found = await asyncio.to_thread(_mine, context, who, upload_id)
    if found.recording_id is None and await asyncio.to_thread(context.arrivals.offset, upload_id) == found.size_bytes:
        await asyncio.to_thread(complete, context, found)  # its process was killed before it became a recording
    elif found.recording_id is None:
        offset = await _take_in(request, context, found, upload_offset)
        if offset == found.size_bytes:
            await asyncio.to_thread(complete, context, found)
        headers = {**_HEADERS, "Upload-Offset": str(offset), "Upload-Expires": _date(found)}
        return Response(status_code=204, headers=headers)
    raise ConflictError(what="complete")


@router.delete(
    "/{upload_id}",
    status_code=204,
    dependencies=[Depends(speaks_tus)],
    responses=documented(OtherVersionError, BusyError),
)
def give_up(upload_id: UUID, who: Investigator, context: Here) -> Response:
    """An upload that will not be gone on with; a recording that it became stays."""
    found = _mine(context, who, upload_id)
    if found.recording_id is None:
        _forget(context, upload_id, "given up")
    return Response(status_code=204, headers=_HEADERS)


@router.get("/{upload_id}")
def received(upload_id: UUID, who: Investigator, context: Here) -> Received:
    """The recording that an upload became, and where else among one's cases the same bytes lie."""
    found = _mine(context, who, upload_id)
    with context.database.transaction(account(who.account.id)) as connection:
        recording = recordings.recording(connection, found.recording_id) if found.recording_id else None
        return Received(recording=recording, also_in=recordings.elsewhere(connection, recording) if recording else [])


async def _take_in(request: Request, context: Context, found: Upload, offset: int) -> int:
    """Append the request's body; the new offset. A connection that breaks off leaves what had arrived."""
    writing = context.arrivals.writing(found.id)
    try:
        arrival = await asyncio.to_thread(writing.__enter__)
    except FileNotFoundError as error:
        raise NotFoundError from error
    try:
        if arrival.size != offset:
            raise ConflictError(what=f"Upload-Offset: {arrival.size}")
        with suppress(ClientDisconnect, TimeoutError):  # nobody is there to hear the reply; what arrived stays
            await _append_all(request, arrival, found.size_bytes)
    finally:
        await asyncio.to_thread(writing.__exit__, None, None, None)
    return arrival.size


async def _append_all(request: Request, arrival: Arrival, size_bytes: int) -> None:
    """Write a body in pieces of some size; what came before it broke off, or grew too long, is written too."""
    waiting = bytearray()
    try:
        async for chunk in patiently(request):
            if arrival.size + len(waiting) + len(chunk) > size_bytes:
                raise TooLargeError(most=f"{size_bytes} bytes")
            waiting += chunk
            if len(waiting) >= WRITE_BYTES:
                whole, waiting = waiting, bytearray()
                await asyncio.to_thread(arrival.append, whole)
    finally:
        await asyncio.to_thread(arrival.append, waiting)


async def patiently(request: Request) -> AsyncIterator[bytes]:
    """The body's pieces; TimeoutError where none came for so long that the sender must be gone."""
    pieces = request.stream()
    while True:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                piece = await anext(pieces)
        except StopAsyncIteration:
            return
        yield piece


def complete(context: Context, upload: Upload) -> None:
    """A whole upload becomes a recording: hashed twice, in its place, with custody, journal and job, or not at all.

    May be called again after a crash, or by two at once: it happens once. BusyError where somebody else is at it;
    DamagedError, and the upload is at its end, where the disk holds something else than what arrived.
    """
    try:
        with context.arrivals.held(upload.id):
            sha256 = context.arrivals.finish(upload.id)
            with context.database.transaction(SYSTEM) as connection:
                recordings.keep_file(connection, sha256)
                context.files.adopt(context.files.partial(upload.id), sha256)
                if recordings.lock_upload(connection, upload.id).recording_id is None:
                    make_recording(connection, upload, sha256=sha256)
            context.arrivals.drop(upload.id)
    except FileNotFoundError:
        return  # somebody else has just been at it
    except DamagedError:
        _forget(context, upload.id, "damaged")
        raise


def complete_waiting(context: Context) -> None:
    """Uploads whose last bytes arrived just before a process was killed become recordings; forgotten ones go."""
    with context.database.transaction(SYSTEM) as connection:
        waiting = recordings.waiting_uploads(connection)
    for upload in waiting:
        try:
            if context.arrivals.offset(upload.id) == upload.size_bytes:
                complete(context, upload)
            elif upload.expires_at <= datetime.now(UTC):
                _forget(context, upload.id, "expired")
        except BusyError:
            continue  # its bytes are arriving
        except HattamaError as error:  # the others are not held up
            LOG.error("upload %s waits: %s", upload.id, error)  # noqa: TRY400  # the sentence says it all


def _forget(context: Context, upload_id: UUID, reason: str) -> None:
    """No more of it will come, and what came goes. BusyError where it is coming."""
    try:
        with context.arrivals.held(upload_id):
            _end(context, upload_id, reason)
            context.arrivals.drop(upload_id)
    except FileNotFoundError:
        _end(context, upload_id, reason)


def _end(context: Context, upload_id: UUID, reason: str) -> None:
    with context.database.transaction(SYSTEM) as connection:
        if recordings.lock_upload(connection, upload_id).recording_id is None:
            recordings.end_upload(connection, upload_id, failure=reason)


def _mine(context: Context, who: SignedIn, upload_id: UUID) -> Upload:
    """The upload of whoever asks, if it may still become a recording or is one; NotFoundError."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = recordings.upload(connection, upload_id)
    if found is None or found.failure is not None:
        raise NotFoundError
    return found


def _metadata(header: str) -> Announced:
    """Tus metadata: comma-separated pairs of a key and its value in base64. Lists are given as JSON."""
    values: dict[str, Any] = {}
    try:
        for pair in filter(None, header.split(",")):
            key, _, encoded = pair.strip().partition(" ")
            values[key] = base64.b64decode(encoded, validate=True).decode("utf-8")
        for key in ("languages", "min_voices", "max_voices"):
            if key in values:
                values[key] = json.loads(values[key])
        known = {key: value for key, value in values.items() if key not in {"filetype", "type", "name", "relativePath"}}
        return Announced.model_validate(known)
    except ValidationError as error:
        wrong = ", ".join(".".join(map(str, each["loc"])) for each in error.errors())
        raise InvalidError(what=f"Upload-Metadata: {wrong}") from error
    except (ValueError, RecursionError) as error:  # of base64, UTF-8 or JSON
        raise InvalidError(what=f"Upload-Metadata ({type(error).__name__})") from error


def _date(upload: Upload) -> str:
    return format_datetime(upload.expires_at.astimezone(UTC), usegmt=True)
