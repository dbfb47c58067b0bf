"""Recordings as received into cases, and what is known of their bytes from then on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A recording on its way here. How much of it is there, is the size of its file, which only grows."""

    id: UUID
    case_id: UUID
    account_id: UUID
    name: str
    size_bytes: int  # as announced
    stated_sha256: str | None  # by the recorder, where the sender states it
    options: dict[str, Any]  # languages and bounds of voices, for the recording
    address: str | None
    created_at: datetime
    expires_at: datetime
    recording_id: UUID | None  # once complete
    failure: str | None  # why it never will be: an error's name


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceivedRecording:
    """A recording in a case."""

    id: UUID
    case_id: UUID
    sha256: str  # of the bytes as received
    size_bytes: int
    name: str  # as given, for people only
    languages: list[str]
    min_voices: int
    max_voices: int | None
    sound: dict[str, Any] | None  # models.recording.SoundProperties; None until it is decoded
    warnings: list[dict[str, Any]]
    received_at: datetime
    working_layer: UUID | None  # the machine layer that people work on
    written: dict[str, Any] | None = None  # of a text without sound: models.written_text.Written; None: it has sound


class CustodyKind(StrEnum):
    """What happened to the bytes."""

    RECEIVED = "received"
    VERIFIED = "verified"
    RELEASED = "released"


class AlarmKind(StrEnum):
    """What a look found wrong."""

    CHANGED = "changed"  # other bytes than were received
    UNREADABLE = "unreadable"  # gone, or the disk does not give them


class AlarmOutcome(StrEnum):
    """Why an alarm is over."""

    RESTORED = "restored"  # a later look found the bytes that were received
    RELEASED = "released"  # the case was erased


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """A recording's bytes are not those received; one alarm until they are again, however often they are looked at."""

    id: UUID
    case_id: UUID
    recording_id: UUID
    kind: AlarmKind  # what was found first
    raised_at: datetime
    acknowledged_by: UUID | None
    acknowledged_at: datetime | None
    reason: str | None  # of whoever took note of it
    closed_at: datetime | None
    outcome: AlarmOutcome | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CustodyRecord:
    """One look at a recording's bytes; it outlives the recording."""

    id: int
    case_id: UUID
    recording_id: UUID
    kind: CustodyKind
    at: datetime
    account_id: UUID | None  # None: the service itself
    address: str | None
    sha256: str | None  # as they are now; None: they could not be read
    stated_sha256: str | None
    size_bytes: int | None
    intact: bool  # equal to what was received and, where something was stated, to that
