"""What the journal holds: an entry of ids and one hash, and beside it the details that retention may erase."""

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.journal.canonical import LARGEST, Json, canonical, instant_text, read_instant
from models.journal.merkle import HASH_BYTES, hash_leaf

FORMAT = 1  # of an entry's bytes; see docs/journal.md
SALT_BYTES = 32  # exactly: HMAC pads shorter keys, so that two salts could stand for one another
_KIND = re.compile(r"[a-z][a-z0-9_]{0,63}")
_FIELDS = frozenset({"account", "at", "case", "details_hash", "format", "index", "kind", "subject"})


class EntryKind(StrEnum):
    """What happened. Open: a journal may hold kinds that this version of the program does not know."""

    SIGN_IN = "sign_in"  # an account came in
    SIGN_IN_REFUSED = "sign_in_refused"  # somebody tried to
    SIGN_OUT = "sign_out"
    VIEW = "view"  # a page, a transcript or a document was shown
    PLAYBACK = "playback"  # spans of a recording were heard
    SEARCH = "search"
    EDIT = "edit"  # a revision was made
    VOICE_NAMED = "voice_named"  # a voice was given to a participant
    RERUN = "rerun"  # a recording was transcribed again
    EXPORT = "export"  # something left the system
    RULING = "ruling"  # a person decided about a link or a finding
    GRANT = "grant"  # access was given
    REVOKE = "revoke"  # access was taken away
    REFUSAL = "refusal"  # access was asked for and refused
    DECISION_REFUSED = "decision_refused"  # controls did not let a procedural decision be recorded
    CONTROL_CONFIRMED = "control_confirmed"  # a lawyer confirmed a rule, or took that back
    CONTROL_OVERRIDDEN = "control_overridden"  # a control was set aside for one subject, with a reason
    SETTING_CHANGED = "setting_changed"
    RECORDING_RECEIVED = "recording_received"  # its bytes were hashed while they arrived
    PROTOCOL_RETURNED = "protocol_returned"  # a file was brought back to a version of a protocol
    RECORDING_VERIFIED = "recording_verified"  # its bytes were hashed again and compared
    ALARM = "alarm"  # they are not those received; somebody took note; they are again
    SEALED = "sealed"  # a case is for named persons only, or not any more
    LEGAL_HOLD = "legal_hold"  # nothing of a case may be erased, or it may again
    ERASURE_PROPOSED = "erasure_proposed"  # of a case
    ERASURE_REFUSED = "erasure_refused"  # by a second person
    SOUND_HELD = "sound_held"  # sound of no case arrived, to be transcribed for one reply
    JOB_DONE = "job_done"
    JOB_FAILED = "job_failed"
    DETAILS_ERASED = "details_erased"  # retention erased a case, and the details of its earlier entries
    CHECKPOINT_FAILED = "checkpoint_failed"  # a witness did not take a checkpoint


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """What happened, in full. Erased as a whole, with its salt: then the hash in the entry tells nothing."""

    values: Mapping[str, Json]
    salt: bytes  # `SALT_BYTES` random bytes, of this entry alone

    @classmethod
    def fresh(cls, values: Mapping[str, Json]) -> "Details":
        """With a salt of its own."""
        return cls(values=values, salt=secrets.token_bytes(SALT_BYTES))

    @property
    def hash(self) -> bytes:
        """What the entry carries of it; ValueError where the values have no canonical bytes."""
        return hash_details(self.salt, self.values)


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalEntry:
    """One leaf. Names no person and quotes nothing: only ids, a time, a kind and a hash."""

    index: int  # from 0, without gaps
    at: datetime  # aware, UTC; kept to the microsecond
    kind: str  # an `EntryKind` or one of a later version
    account_id: str | None  # who did it; None where the program itself did
    case_id: str | None  # None where it concerns no case
    subject_kind: str  # what it was done to: "recording", "protocol_document", "setting"
    subject_id: str
    details_hash: bytes  # `Details.hash`, 32 bytes; present also where there are no details to tell

    def __post_init__(self) -> None:
        """ValueError where a field breaks its promise."""
        if not 0 <= self.index <= LARGEST:
            raise ValueError("an index counts from 0")
        if not _KIND.fullmatch(self.kind):
            raise ValueError("a kind is a word of small letters")
        if len(self.details_hash) != HASH_BYTES:
            raise ValueError("a hash has 32 bytes")
        instant_text(self.at)

    @property
    def leaf_bytes(self) -> bytes:
        """The bytes that are hashed: canonical JSON of `entry_json`; ValueError where a text has a lone surrogate."""
        return canonical(entry_json(self))

    @property
    def leaf_hash(self) -> bytes:
        """The leaf in the tree."""
        return hash_leaf(self.leaf_bytes)


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptEntry:
    """An entry as a journal keeps it."""

    entry: JournalEntry
    details: Details | None  # None: erased
    leaf_hash: bytes | None = None  # as stored when it was written: tells which entry was changed; proves nothing alone


def hash_details(salt: bytes, values: Mapping[str, Json]) -> bytes:
    """HMAC-SHA-256 (RFC 2104) of the values' canonical bytes, the salt as key; ValueError for another length of salt."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return hmac.digest(salt, canonical(values), "sha256")


def entry_json(entry: JournalEntry) -> dict[str, Json]:
    """An entry as it is hashed and exported."""
    return {
        "account": entry.account_id,
        "at": instant_text(entry.at),
        "case": entry.case_id,
        "details_hash": entry.details_hash.hex(),
        "format": FORMAT,
        "index": entry.index,
        "kind": entry.kind,
        "subject": {"id": entry.subject_id, "kind": entry.subject_kind},
    }


def read_entry(value: Json) -> JournalEntry:
    """What `entry_json` gave; ValueError for anything more, less or other."""
    fields = exactly(value, _FIELDS)
    subject = exactly(fields["subject"], frozenset({"id", "kind"}))
    if type(fields["index"]) is not int or fields["format"] != FORMAT or type(fields["format"]) is not int:
        raise ValueError("not an entry of this format")
    return JournalEntry(
        index=fields["index"],
        at=read_instant(text_of(fields["at"])),
        kind=text_of(fields["kind"]),
        account_id=None if fields["account"] is None else text_of(fields["account"]),
        case_id=None if fields["case"] is None else text_of(fields["case"]),
        subject_kind=text_of(subject["kind"]),
        subject_id=text_of(subject["id"]),
        details_hash=read_hash(fields["details_hash"]),
    )


def details_json(details: Details | None) -> Json:
    """Details as they are exported; null where they are erased."""
    return None if details is None else {"salt": details.salt.hex(), "values": details.values}


def read_details(value: Json) -> Details | None:
    """What `details_json` gave; ValueError for anything else."""
    if value is None:
        return None
    fields = exactly(value, frozenset({"salt", "values"}))
    values = fields["values"]
    if isinstance(values, Mapping):
        return Details(values=values, salt=read_hash(fields["salt"]))
    raise ValueError("details are an object")


def exactly(value: Json, keys: frozenset[str]) -> Mapping[str, Json]:
    """The value, if it is an object with these keys and no other; else ValueError."""
    if not isinstance(value, Mapping) or value.keys() != keys:
        raise ValueError("not an object with the keys of the format")
    return value


def text_of(value: Json) -> str:
    """The value, if it is a text that can be written in UTF-8; else ValueError."""
    if isinstance(value, str):
        value.encode()
        return value
    raise ValueError("not a text")


def read_hash(value: Json) -> bytes:
    """32 bytes from small hexadecimal digits; ValueError for anything else."""
    text = text_of(value)
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError("not 32 bytes in hexadecimal")
    return bytes.fromhex(text)
