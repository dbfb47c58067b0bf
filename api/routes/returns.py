"""What is brought back to a version of a protocol: a DOCX changed in Word, or a scan of the signed paper."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel
from starlette.requests import ClientDisconnect

from api import schemas
from api.access import HeadOrInvestigator, Investigator, Reader
from api.context import Here
from api.errors import InvalidError, NoRoomError, NotFoundError, TooLargeError, documented
from api.files import file_of, file_replies
from api.form import FormError
from api.returned import arrive, bring, dropped, may_bring
from api.routes.cases import viewed
from api.routes.protocols import there
from models.journal.entry import EntryKind
from models.protocol_returns import (
    FileFormat,
    Outcome,
    ProtocolReturn,
    ReturnedFile,
    ReturnRuling,
    ScanReading,
    WordReading,
)
from models.store import journal, returns
from models.store.database import account
from models.store.files import StorageError
from transcribe.returns import reader
from transcribe.returns.errors import UnfitReturnError

router = APIRouter(prefix="/api", tags=["protocols"])

MEDIA = {
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileFormat.PDF: "application/pdf",
    FileFormat.JPEG: "image/jpeg",
    FileFormat.PNG: "image/png",
    FileFormat.TIFF: "image/tiff",
}
Number = Annotated[int, Path(ge=1, le=10_000)]
_PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The page.", "content": {"image/jpeg": {}}},
    **documented(UnfitReturnError),
}
_BODY = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {
            "type": "array",
            "items": {"type": "string", "format": "binary"},
            "description": "One DOCX, or PDF, JPEG, PNG and TIFF files in the order of pages.",
        },
        "note": {"type": "string", "maxLength": 2000},
    },
}


class ReturnShown(BaseModel):
    """What was brought back, what was read of it when it came, and what people found."""

    returned: ProtocolReturn
    files: list[ReturnedFile]
    rulings: list[ReturnRuling]  # the last one is in force


class ReturnRead(ReturnShown):
    """One of them in full."""

    reading: WordReading | ScanReading


def _there(connection: psycopg.Connection[Any], return_id: UUID) -> ProtocolReturn:
    found = returns.found(connection, return_id)
    if found is None:
        raise NotFoundError
    return found


def _shown(connection: psycopg.Connection[Any], found: ProtocolReturn) -> ReturnShown:
    return ReturnShown(
        returned=found, files=returns.files(connection, found.id), rulings=returns.rulings(connection, found.id)
    )


def read(connection: psycopg.Connection[Any], return_id: UUID) -> ReturnRead:
    """A return in full; NotFoundError where it is not there for whoever asks."""
    found = _there(connection, return_id)
    shown = _shown(connection, found)
    return ReturnRead(returned=found, files=shown.files, rulings=shown.rulings, reading=returns.reading(connection, found))


@router.post(
    "/protocol-versions/{version_id}/returns",
    status_code=201,
    response_model=ReturnRead,
    responses=documented(FormError, TooLargeError, UnfitReturnError, NoRoomError, StorageError),
    openapi_extra={"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _BODY}}}},
)
async def bring_back(version_id: UUID, request: Request, who: Investigator, context: Here) -> ReturnRead | Response:
    """Bring back the version's DOCX as it was changed by hand, or a scan of its paper: kept as received, beside it.

    A DOCX is compared word by word with the one that was exported. Of a scan nothing is read: a person compares it.
    """
    await asyncio.to_thread(may_bring, context, who, version_id)
    try:
        arrived = await arrive(request, context)
    except (ClientDisconnect, TimeoutError):
        return Response(status_code=400)  # nobody hears it

    def keep() -> ReturnRead:
        with dropped(context, arrived):
            made = bring(context, who, version_id, arrived)
        with context.database.transaction(account(who.account.id)) as connection:
            return read(connection, made.id)

    return await asyncio.to_thread(keep)


@router.get("/protocol-versions/{version_id}/returns")
def list_returns(version_id: UUID, who: Reader, context: Here) -> list[ReturnShown]:
    """What was brought back to a version, in order."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = there(connection, version_id)
        shown = [_shown(connection, each) for each in returns.returns(connection, version_id)]
    viewed(context, who, found.case_id, ("protocol_version", version_id), what="returns")
    return shown


@router.get("/protocol-returns/{return_id}")
def show_return(return_id: UUID, who: Reader, context: Here) -> ReturnRead:
    """One return: of a DOCX each line that differs, with the question or answer that it belongs to."""
    with context.database.transaction(account(who.account.id)) as connection:
        shown = read(connection, return_id)
    viewed(context, who, shown.returned.case_id, ("protocol_return", return_id))
    return shown


@router.get(
    "/protocol-returns/{return_id}/files/{file}", responses=file_replies(*MEDIA.values()), response_class=FileResponse
)
def download(return_id: UUID, file: Number, who: Reader, context: Here) -> FileResponse:
    """A file as it was received."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = _there(connection, return_id)
        one = _file(returns.files(connection, return_id), file)
        journal.record(
            connection,
            EntryKind.EXPORT,
            subject=("protocol_return", return_id),
            account_id=who.account.id,
            case_id=found.case_id,
            details={"format": one.format, "number": file},
        )
    context.upkeep.soon()
    return file_of(context.files.of_hash(one.sha256), MEDIA[one.format], filename=one.name)


def _file(files: list[ReturnedFile], number: int) -> ReturnedFile:
    if number > len(files):
        raise NotFoundError
    return files[number - 1]


@router.get("/protocol-returns/{return_id}/pages/{page}", responses=_PICTURE, response_class=Response)
def show_page(return_id: UUID, page: Number, who: Reader, context: Here) -> Response:
    """A page of a scan as a picture."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = _there(connection, return_id)
        reading = returns.reading(connection, found)
        files = returns.files(connection, return_id)
    if not isinstance(reading, ScanReading) or page > len(reading.pages):
        raise NotFoundError
    place = reading.pages[page - 1]
    file = _file(files, place.file)
    made = reader.render(context.files.of_hash(file.sha256), file.format, place.page, name=file.name)
    viewed(context, who, found.case_id, ("protocol_return", return_id), page=page)
    return _picture(made)


@router.get("/protocol-versions/{version_id}/pages/{page}", responses=_PICTURE, response_class=Response)
def show_version_page(version_id: UUID, page: Number, who: Reader, context: Here) -> Response:
    """A page of the version's PDF as a picture."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = there(connection, version_id)
    path = context.files.of_hash(found.pdf_sha256)
    made = reader.render(path, FileFormat.PDF, page, name=f"protocol-{found.number}.pdf")
    viewed(context, who, found.case_id, ("protocol_version", version_id), page=page)
    return _picture(made)


def _picture(content: bytes) -> Response:
    return Response(content, media_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


@router.post("/protocol-returns/{return_id}/rulings", status_code=201)
def rule(return_id: UUID, sent: schemas.NewReturnRuling, who: HeadOrInvestigator, context: Here) -> ReturnRuling:
    """Say that what was brought back is the same as the version, or what differs; the last word is in force."""
    if sent.outcome is Outcome.DIFFERS and sent.note is None:
        raise InvalidError(what="note")
    with context.database.transaction(account(who.account.id)) as connection:
        found = _there(connection, return_id)
        made = returns.rule(connection, found, outcome=sent.outcome, note=sent.note, account_id=who.account.id)
        journal.record(
            connection,
            EntryKind.RULING,
            subject=("protocol_return", return_id),
            account_id=who.account.id,
            case_id=found.case_id,
            details={"outcome": made.outcome, "reason": made.note, "version": str(found.version_id)},
        )
        return made
