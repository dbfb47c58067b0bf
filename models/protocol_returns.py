"""What is brought back to a version of a protocol: as received, what was read of it, and what people say of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

FORMAT_VERSION = 1
"""Of what is read; a return keeps what was read of it when it came."""


class ReturnKind(StrEnum):
    """What was brought back."""

    WORD = "word"  # the version's DOCX, changed by hand
    SCAN = "scan"  # the paper, with signatures and whatever was written on it


class FileFormat(StrEnum):
    """What a file is, told by its bytes and not by its name."""

    DOCX = "docx"
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"


class Outcome(StrEnum):
    """What a person found who compared a return with its version."""

    SAME = "same"
    DIFFERS = "differs"


class PartKind(StrEnum):
    """Words that both have, that only the version has, or only what was brought back."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Words of a line."""

    kind: PartKind
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A line whose words are not those of the version."""

    place: str  # "body", "header", "footer", "notes"
    parts: tuple[Part, ...]
    before: str  # the line before it, which tells where it is; empty where it is the first
    line: int  # of the version's lines of that place, from 0; where words were added, the line they follow
    entry: int | None = None  # the number of the question or answer that it is a line of


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackedChange:
    """What Word itself noted of a change; also words that are crossed out, and words that nobody sees."""

    kind: str  # "inserted", "deleted", "struck", "hidden"
    text: str
    author: str  # as the file says; empty where it does not
    at: str  # as the file says; empty where it does not


@dataclass(frozen=True, kw_only=True, slots=True)
class WordComment:
    """A comment in the margin."""

    text: str
    author: str  # as the file says
    at: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WordReading:
    """What was read of a DOCX."""

    differences: tuple[Difference, ...]
    tracked: tuple[TrackedChange, ...]
    comments: tuple[WordComment, ...]
    warnings: tuple[str, ...]  # names of `WARNINGS`
    saved_by: str  # as the file says
    saved_at: str  # as the file says
    program: str  # as the file says
    lines: int  # of the version, that were compared
    format_version: int = FORMAT_VERSION


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page of a scan."""

    file: int  # number of the file, from 1
    page: int  # in that file, from 1


@dataclass(frozen=True, kw_only=True, slots=True)
class ScanReading:
    """What was read of a scan: nothing of its words."""

    pages: tuple[Page, ...]
    version_pages: int  # of the version's PDF
    format_version: int = FORMAT_VERSION


Reading = WordReading | ScanReading

WARNINGS = ("other_document", "unmarked", "same_bytes", "links", "objects", "pictures")
"""What a reader of the comparison should know of the file. In order: it bears the mark of another version or protocol; it
bears no mark; it is the version's own file, byte for byte; it refers to files elsewhere; it holds objects or pictures,
which are not compared."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnedFile:
    """A file as received."""

    number: int  # in the order of pages, from 1
    name: str  # as given, for people only
    format: FileFormat
    sha256: str
    size_bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnRuling:
    """A person compared it with the version."""

    outcome: Outcome
    note: str | None  # what differs
    account_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ProtocolReturn:
    """What was brought back to a version. It never changes, and it changes nothing of the version."""

    id: UUID
    case_id: UUID
    version_id: UUID
    kind: ReturnKind
    brought_by: UUID
    brought_at: datetime
    note: str | None
    differences: int | None  # lines of a DOCX whose words are not the version's
    remarks: int | None  # comments in a DOCX, and changes that Word itself noted
    pages: int | None  # of a scan


def values_of(reading: Reading) -> dict[str, Any]:
    """A reading as plain values."""
    return asdict(reading)


def word_reading(values: Mapping[str, Any]) -> WordReading:
    """Of plain values; KeyError or TypeError where they are none."""
    differences = tuple(
        Difference(
            **{**each, "parts": tuple(Part(kind=PartKind(one["kind"]), text=str(one["text"])) for one in each["parts"])}
        )
        for each in values["differences"]
    )
    return WordReading(
        **{
            **values,
            "differences": differences,
            "tracked": tuple(TrackedChange(**each) for each in values["tracked"]),
            "comments": tuple(WordComment(**each) for each in values["comments"]),
            "warnings": tuple(values["warnings"]),
        }
    )


def reading_of(kind: ReturnKind, values: Mapping[str, Any]) -> Reading:
    """Of plain values; KeyError or TypeError where they are none."""
    if kind is ReturnKind.WORD:
        return word_reading(values)
    return ScanReading(**{**values, "pages": tuple(Page(**each) for each in values["pages"])})
