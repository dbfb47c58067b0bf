"""Checkpoints: the journal's size and root at a time, as text that is signed and handed to witnesses.

The text is a C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint) in a C2SP signed note (https://c2sp.org/signed-note).
"""

import base64
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from models.journal.canonical import LARGEST, instant_text, read_instant
from models.journal.merkle import EMPTY_ROOT, HASH_BYTES

ORIGIN = re.compile(r"[!-*,-~]{1,200}")
"""What a journal, and so its key, may be called: printable ASCII without spaces and plus signs."""

KEY_HASH_BYTES = 4
ONE_LINE_MARK = "hattama-checkpoint"
"""Stands before the base64 of a whole note where a line is all there is, as in syslog."""

_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_TIME_MARK = "time "
_SIGNATURE_MARK = "— "
_SIGNER = re.compile(r"[^\s+]+")
_ONE_LINE = re.compile(rf"{ONE_LINE_MARK} ([A-Za-z0-9+/]+={{0,2}})")
_TEXT_LINES = 4  # origin, size, root, time


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """How large the journal was at a time, and its root."""

    origin: str  # which journal: the name of its key
    size: int  # entries
    root: bytes  # 32 bytes, of the tree over these entries
    at: datetime  # aware, UTC: when it was signed, by the clock of the one who signed

    def __post_init__(self) -> None:
        """ValueError where a field breaks its promise."""
        if not ORIGIN.fullmatch(self.origin) or not 0 <= self.size <= LARGEST or len(self.root) != HASH_BYTES:
            raise ValueError("not a checkpoint")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise ValueError("a journal without entries has one root")
        instant_text(self.at)

    @property
    def text(self) -> str:
        """The lines that are signed, each with its line feed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\n{_TIME_MARK}{instant_text(self.at)}\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteSignature:
    """One signature under a note; of what kind, only the owner of its key can tell."""

    name: str  # of the key
    key_hash: bytes  # 4 bytes that tell keys of one name apart
    value: bytes  # Ed25519: 64 bytes

    @property
    def line(self) -> str:
        """As it stands in the note, with its line feed."""
        return f"{_SIGNATURE_MARK}{self.name} {base64.b64encode(self.key_hash + self.value).decode()}\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with its signatures."""

    checkpoint: Checkpoint
    signatures: tuple[NoteSignature, ...]  # at least one

    @property
    def text(self) -> str:
        """The signed note."""
        return self.checkpoint.text + "\n" + "".join(each.line for each in self.signatures)

    @property
    def one_line(self) -> str:
        """The signed note in one line, without a line feed; `read_checkpoints` finds it in any log."""
        return f"{ONE_LINE_MARK} {base64.b64encode(self.text.encode()).decode()}"


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckpointList:
    """Checkpoints as they were read."""

    checkpoints: tuple[SignedCheckpoint, ...] = ()
    unreadable: int = 0  # that have a signature line or the mark and could not be read


NONE_HELD = CheckpointList()
"""Where no witness was asked."""


def parse_checkpoint(note: str) -> SignedCheckpoint:
    """A signed note as `SignedCheckpoint.text` writes it; ValueError for any other. Verifies no signature."""
    text, separator, signatures = note.partition("\n\n")
    lines = text.split("\n")
    if not separator or not signatures.endswith("\n") or len(lines) != _TEXT_LINES:
        raise ValueError("not a signed note")
    origin, size, root, time = lines
    if not _SIZE.fullmatch(size) or not time.startswith(_TIME_MARK):
        raise ValueError("not a checkpoint")
    at = read_instant(time.removeprefix(_TIME_MARK))
    return SignedCheckpoint(
        checkpoint=Checkpoint(origin=origin, size=int(size), root=decode_base64(root), at=at),
        signatures=tuple(_parse_signature(line) for line in signatures[:-1].split("\n")),
    )


def read_checkpoints(lines: Iterable[str]) -> CheckpointList:
    """Every checkpoint in a witness's file or a log of it, notes and one-line forms alike."""
    found = list(_read_each(lines))
    checkpoints = tuple(each for each in found if each is not None)
    return CheckpointList(checkpoints=checkpoints, unreadable=len(found) - len(checkpoints))


def decode_base64(text: str) -> bytes:
    """Standard base64 with padding; ValueError for any text that the same bytes would not give again."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not base64 as it is written here")
    return data


def _parse_signature(line: str) -> NoteSignature:
    name, separator, encoded = line.removeprefix(_SIGNATURE_MARK).partition(" ")
    data = decode_base64(encoded)
    if not line.startswith(_SIGNATURE_MARK) or not separator or not _SIGNER.fullmatch(name) or len(data) <= KEY_HASH_BYTES:
        raise ValueError("not a signature line")
    return NoteSignature(name=name, key_hash=data[:KEY_HASH_BYTES], value=data[KEY_HASH_BYTES:])


def _read_each(lines: Iterable[str]) -> Iterator[SignedCheckpoint | None]:
    """None stands for one that could not be read."""
    before: deque[str] = deque(maxlen=_TEXT_LINES + 1)  # the text and its empty line
    signatures: list[str] = []
    for each in lines:
        line = each.rstrip("\r\n")
        if line.startswith(_SIGNATURE_MARK):
            signatures.append(line)
            continue
        if signatures:
            yield _read_note("\n".join([*before, *signatures, ""]))
            before.clear()
            signatures.clear()
        marked = _ONE_LINE.search(line)
        if marked:
            yield _read_one_line(marked.group(1))
        else:
            before.append(line)
    if signatures:
        yield _read_note("\n".join([*before, *signatures, ""]))


def _read_note(note: str) -> SignedCheckpoint | None:
    try:
        return parse_checkpoint(note)
    except ValueError:
        return None


def _read_one_line(encoded: str) -> SignedCheckpoint | None:
    try:
        return parse_checkpoint(base64.b64decode(encoded, validate=True).decode())
    except ValueError:
        return None
