"""The whole journal as one file of JSON lines, for whoever verifies it without us; see docs/journal.md."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from models.journal import extract
from models.journal.canonical import json_line, parse
from models.journal.checkpoint import NONE_HELD, CheckpointList, SignedCheckpoint, parse_checkpoint
from models.journal.entry import KeptEntry, details_json, entry_json, exactly, read_details, read_entry, read_hash, text_of
from models.journal.remarks import RemarkCode, Remarks, Report
from models.journal.signing import VerifierKey
from models.journal.verify import Verifier

FORMAT_NAME = "hattama-journal"
FORMAT_VERSION = 1


def write_export(entries: Iterable[KeptEntry], checkpoints: Iterable[SignedCheckpoint]) -> Iterator[bytes]:
    """Lines of JSON, each with its line feed: the header, the journal's own checkpoints, then every entry in order."""
    yield json_line(format=FORMAT_NAME, format_version=FORMAT_VERSION)
    for signed in checkpoints:
        yield json_line(checkpoint=signed.text)
    for kept in entries:
        leaf = None if kept.leaf_hash is None else kept.leaf_hash.hex()
        yield json_line(details=details_json(kept.details), entry=entry_json(kept.entry), leaf=leaf)


def verify_file(lines: Iterable[bytes], *, keys: Sequence[VerifierKey], held: CheckpointList = NONE_HELD) -> Report:
    """A whole export or a case's extract, told by its first line."""
    rest = iter(lines)
    first = next(rest, b"")
    try:
        extract.read_header(first)
    except ValueError:
        return verify_export(chain([first], rest), keys=keys, held=held)
    return extract.verify_extract(chain([first], rest), keys=keys, held=held)


def verify_export(lines: Iterable[bytes], *, keys: Sequence[VerifierKey], held: CheckpointList = NONE_HELD) -> Report:
    """As `models.journal.verify.verify` does, over a file; a line that is none of ours is a fault and passed over."""
    numbered = enumerate(lines, start=1)
    _, header = next(numbered, (1, b""))
    if not _is_header(header):
        remarks = Remarks()
        remarks.add(RemarkCode.UNREADABLE, line=1)
        return Report(entries=0, erased=0, checkpoints=0, remarks=remarks.all())
    beginning = _read_beginning(numbered)
    verifier = Verifier(beginning.own, held, keys)
    for number in beginning.unreadable:
        verifier.take_unreadable(number)
    for number, kept in chain(beginning.first, ((number, _read_kept(line)) for number, line in numbered)):
        if kept is None:
            verifier.take_unreadable(number)
        else:
            verifier.take(kept)
    return verifier.report()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Beginning:
    own: list[SignedCheckpoint]
    unreadable: list[int]  # lines
    first: list[tuple[int, KeptEntry]]  # the first entry with its line; empty where there is none


def _read_beginning(numbered: Iterable[tuple[int, bytes]]) -> _Beginning:
    """Reads on to the first entry."""
    beginning = _Beginning(own=[], unreadable=[], first=[])
    for number, line in numbered:
        signed, kept = _read_checkpoint(line), _read_kept(line)
        if signed is not None:
            beginning.own.append(signed)
        elif kept is None:
            beginning.unreadable.append(number)
        else:
            beginning.first.append((number, kept))
            break
    return beginning


def _is_header(line: bytes) -> bool:
    try:
        fields = exactly(parse(line), frozenset({"format", "format_version"}))
    except ValueError:
        return False
    return (fields["format"], fields["format_version"]) == (FORMAT_NAME, FORMAT_VERSION)


def _read_checkpoint(line: bytes) -> SignedCheckpoint | None:
    try:
        return parse_checkpoint(text_of(exactly(parse(line), frozenset({"checkpoint"}))["checkpoint"]))
    except ValueError:
        return None


def _read_kept(line: bytes) -> KeptEntry | None:
    try:
        fields = exactly(parse(line), frozenset({"details", "entry", "leaf"}))
        return KeptEntry(
            entry=read_entry(fields["entry"]),
            details=read_details(fields["details"]),
            leaf_hash=None if fields["leaf"] is None else read_hash(fields["leaf"]),
        )
    except ValueError:
        return None
