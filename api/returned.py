"""Files that are brought back to a version of a protocol: hashed while they arrive, read apart, kept beside the version."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import psycopg
from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from api.context import Context
from api.errors import InvalidError, NoRoomError, NotFoundError, TooLargeError
from api.form import FormError, FormReader
from api.routes.cases import changeable
from api.routes.uploads import RESERVE_BYTES, patiently
from api.schemas import Name, Reason
from models.accounts import SignedIn
from models.journal.entry import EntryKind
from models.protocol_document import SectionKind
from models.protocol_returns import FileFormat, Page, ProtocolReturn, Reading, ReturnedFile, ReturnKind, ScanReading
from models.protocol_versions import ProtocolVersion
from models.store import journal, protocols, recordings, returns
from models.store.database import SYSTEM, account
from transcribe.returns import reader
from transcribe.returns.errors import MixedFilesError, TooManyPagesError
from transcribe.returns.turns import EntryText, with_entries

LARGEST_BYTES = 300 << 20
"""Of all files of a return."""
LARGEST_WORD_BYTES = 20 << 20
MOST_FILES = 100
MOST_PAGES = 500
_NAME: TypeAdapter[str] = TypeAdapter(Name)
_NOTE: TypeAdapter[str] = TypeAdapter(Reason)


@dataclass(frozen=True, kw_only=True, slots=True)
class ArrivedFile:
    """A whole file under a name of ours, until it has its place."""

    id: UUID
    name: str  # as given
    size_bytes: int
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrived:
    """What was sent."""

    files: tuple[ArrivedFile, ...]
    note: str | None


async def arrive(request: Request, context: Context) -> Arrived:
    """All files of a form, on disk and hashed; whoever calls drops them (`dropped`) once they have their places.

    FormError, InvalidError, TooLargeError, NoRoomError, StorageError, and ClientDisconnect or TimeoutError where the
    sender is gone: then nothing is left.
    """
    size = request.headers.get("content-length", "0")
    await asyncio.to_thread(_refuse_size, context, int(size) if size.isdigit() else 0)
    form = FormReader(request.headers.get("content-type", ""), file="file", most_files=MOST_FILES)
    arriving = _Arriving(context)
    try:
        async for piece in patiently(request):
            for number, data in form.feed_files(piece):
                await asyncio.to_thread(arriving.append, number, data)
        fields = form.end()
        files = await asyncio.to_thread(arriving.finish, form.filenames)
        return Arrived(files=files, note=_note(fields))
    except BaseException:
        await asyncio.to_thread(arriving.drop)
        raise


def _note(fields: Mapping[str, list[str]]) -> str | None:
    said = (fields.get("note") or [""])[-1].strip()
    try:
        return _NOTE.validate_python(said) if said else None
    except ValidationError as error:
        raise InvalidError(what="note") from error


def _refuse_size(context: Context, size_bytes: int) -> None:
    if size_bytes > LARGEST_BYTES:
        raise TooLargeError(most=f"{LARGEST_BYTES >> 20} MiB")
    with context.database.transaction(SYSTEM) as connection:
        awaited = recordings.awaited_bytes(connection)
    if context.files.free_bytes() - awaited - (size_bytes or LARGEST_BYTES) < RESERVE_BYTES:
        raise NoRoomError


class _Arriving:
    """Files of one form on their way, one after another."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._ids: list[UUID] = []
        self._sizes: list[int] = []

    def append(self, number: int, data: bytes) -> None:
        while len(self._ids) <= number:
            self._begin()
        self._sizes[number] += len(data)
        if sum(self._sizes) > LARGEST_BYTES:
            raise TooLargeError(most=f"{LARGEST_BYTES >> 20} MiB")
        with self._context.arrivals.writing(self._ids[number]) as arrival:
            arrival.append(data)

    def _begin(self) -> None:
        made = uuid4()
        self._context.arrivals.begin(made)
        self._ids.append(made)
        self._sizes.append(0)

    def finish(self, names: Sequence[str]) -> tuple[ArrivedFile, ...]:
        if len(self._ids) != len(names) or not all(self._sizes):
            raise FormError(what="file (0 bytes)")
        return tuple(
            ArrivedFile(id=each, name=_plain(name), size_bytes=size, sha256=self._context.arrivals.finish(each))
            for each, name, size in zip(self._ids, names, self._sizes, strict=True)
        )

    def drop(self) -> None:
        for each in self._ids:
            self._context.arrivals.drop(each)


def _plain(name: str) -> str:
    """The name without the folders that some browsers send."""
    try:
        return _NAME.validate_python(name.replace("\\", "/").rpartition("/")[2])
    except ValidationError as error:
        raise FormError(what="filename") from error


@contextmanager
def dropped(context: Context, arrived: Arrived) -> Iterator[None]:
    """Afterwards nothing is left under the names by which the files arrived."""
    try:
        yield
    finally:
        for each in arrived.files:
            context.arrivals.drop(each.id)


def may_bring(context: Context, who: SignedIn, version_id: UUID) -> ProtocolVersion:
    """The version, if whoever asks may change its case; NotFoundError, ForbiddenError."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = protocols.version(connection, version_id)
        if found is None:
            raise NotFoundError
        changeable(connection, found.case_id)
        return found


def bring(context: Context, who: SignedIn, version_id: UUID, arrived: Arrived) -> ProtocolReturn:
    """What arrived is read, compared and kept beside the version; an UnfitReturnError where it cannot be read.

    Files and records come to be together, or not at all.
    """
    version = may_bring(context, who, version_id)
    files = [_file(context, number, each) for number, each in enumerate(arrived.files, 1)]
    word = next((each for each in files if each.format is FileFormat.DOCX), None)
    if word is not None and len(files) > 1:
        raise MixedFilesError(name=word.name)
    kind = ReturnKind.WORD if word else ReturnKind.SCAN
    reading = _word(context, version, arrived.files[0]) if word else _scan(context, version, arrived.files, files)
    may_bring(context, who, version_id)  # still: reading took its time
    with context.database.transaction(SYSTEM) as connection:
        for each in sorted(arrived.files, key=lambda one: one.sha256):
            recordings.keep_file(connection, each.sha256)
            context.files.adopt(context.files.partial(each.id), each.sha256)
        made = returns.add_return(
            connection,
            version,
            kind=kind,
            brought_by=who.account.id,
            address=who.address,
            note=arrived.note,
            reading=reading,
            files=files,
        )
        _journal(connection, who, made, files)
    return made


def _journal(
    connection: psycopg.Connection[Any], who: SignedIn, made: ProtocolReturn, files: Sequence[ReturnedFile]
) -> None:
    journal.record(
        connection,
        EntryKind.PROTOCOL_RETURNED,
        subject=("protocol_return", made.id),
        account_id=who.account.id,
        case_id=made.case_id,
        details={
            "version": str(made.version_id),
            "kind": made.kind,
            "files": [{"sha256": each.sha256, "size_bytes": each.size_bytes} for each in files],
            "address": who.address,
        },
    )


def _file(context: Context, number: int, arrived: ArrivedFile) -> ReturnedFile:
    kind = reader.format_of(context.files.partial(arrived.id), name=arrived.name)
    if kind is FileFormat.DOCX and arrived.size_bytes > LARGEST_WORD_BYTES:
        raise TooLargeError(most=f"{LARGEST_WORD_BYTES >> 20} MiB")
    return ReturnedFile(number=number, name=arrived.name, format=kind, sha256=arrived.sha256, size_bytes=arrived.size_bytes)


def _word(context: Context, version: ProtocolVersion, arrived: ArrivedFile) -> Reading:
    exported, returned = context.files.of_hash(version.docx_sha256), context.files.partial(arrived.id)
    found, lines = reader.compare(exported, returned, name=arrived.name)
    if arrived.sha256 == version.docx_sha256:
        found = replace(found, warnings=("same_bytes", *found.warnings))
    with context.database.transaction(SYSTEM) as connection:
        document = protocols.document_of_version(connection, version.id)
    return with_entries(found, lines, entries_of(document)) if document else found


def entries_of(document: Mapping[str, Any]) -> list[EntryText]:
    """Questions and answers of a document as values."""
    return [
        EntryText(number=block["number"], where=block["where"], text="".join(run["text"] for run in block["text"]))
        for section in document["sections"]
        if section["kind"] == SectionKind.RECORD
        for block in section["blocks"]
        if block["block"] == "entry"
    ]


def _scan(
    context: Context, version: ProtocolVersion, arrived: Sequence[ArrivedFile], files: Sequence[ReturnedFile]
) -> Reading:
    pages: list[Page] = []
    for one, file in zip(arrived, files, strict=True):
        count = reader.count_pages(context.files.partial(one.id), file.format, name=file.name)
        pages.extend(Page(file=file.number, page=number) for number in range(1, count + 1))
        if len(pages) > MOST_PAGES:
            raise TooManyPagesError(name=file.name, most=MOST_PAGES)
    own = context.files.of_hash(version.pdf_sha256)
    return ScanReading(pages=tuple(pages), version_pages=reader.count_pages(own, FileFormat.PDF, name="PDF"))
