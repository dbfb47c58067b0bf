"""Cases, the persons in them, and who has been given access."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class CaseKind(StrEnum):
    """Not every case is criminal."""

    CRIMINAL = "criminal"
    ADMINISTRATIVE = "administrative"
    INSPECTION = "inspection"
    APPEAL = "appeal"


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One case file."""

    id: UUID
    number: str  # as registered; unique
    kind: CaseKind
    unit_id: UUID
    investigator_id: UUID
    articles: list[str]
    status: CaseStatus
    sealed: bool  # named persons only
    legal_hold: bool  # nothing of it may be erased
    created_at: datetime
    closed_at: datetime | None = None  # while it is closed
    erased_at: datetime | None = None  # retention left nothing but this record, custody and the journal's entries


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A human known to case files."""

    id: UUID
    name: str  # as given
    iin: str | None  # individual identification number, 12 digits
    birth_date: date | None
    contacts: list[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseParticipant:
    """A person in a case, in a procedural role, for a time."""

    id: UUID
    case_id: UUID
    person_id: UUID
    role: str  # of models.interrogation's Role or ParticipantRole
    since: datetime | None
    until: datetime | None


class GrantKind(StrEnum):
    """What a grant lets its holder do."""

    READ = "read"
    EDIT = "edit"
    EMERGENCY = "emergency"  # taken by the reader himself, for a short time, shown to the prosecutor


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """Access to one case, given by somebody for a reason."""

    id: UUID
    case_id: UUID
    account_id: UUID
    kind: GrantKind
    granted_by: UUID
    reason: str
    created_at: datetime
    until: datetime | None  # None: until it is revoked
    revoked_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseInterrogation:
    """An interrogation of one participant, with what a person states of it."""

    id: UUID
    case_id: UUID
    participant_id: UUID
    language: str  # of its protocol: "ru" or "kk"
    form: dict[str, Any]  # as in a form file; read by transcribe.protocol.form
    created_at: datetime
    edition: int  # grows with each change of the form


class TimeSource(StrEnum):
    """Where a placement's time on the wall comes from."""

    RECORDER = "recorder"
    CONTAINER = "container"
    TYPED = "typed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSitting:
    """A part of an interrogation between breaks, on the clock of its place."""

    id: UUID
    case_id: UUID
    interrogation_id: UUID
    number: int
    started_at: datetime | None  # UTC
    ended_at: datetime | None  # UTC
    zone: str  # IANA name


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Which span of a recording belongs to which sitting, and when that was on the wall."""

    id: UUID
    case_id: UUID
    recording_id: UUID
    sitting_id: UUID
    span_start: float  # seconds on the recording's clock
    span_end: float
    wall_start: datetime | None  # UTC, of span_start; None: not known
    source: TimeSource
    typed_by: UUID | None
    doubt_seconds: float | None  # how far off that time may be
