"""A case's extract: its entries, each proven to stand in the journal under one signed checkpoint; see docs/journal.md.

Of other cases it holds only hashes, which tell nothing: every entry contains a salted hash.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.journal.canonical import instant_text, json_line, parse
from models.journal.checkpoint import NONE_HELD, CheckpointList, SignedCheckpoint, parse_checkpoint
from models.journal.entry import (
    KeptEntry,
    details_json,
    entry_json,
    exactly,
    read_details,
    read_entry,
    read_hash,
    text_of,
)
from models.journal.merkle import NodeSource, inclusion_proof, verify_inclusion
from models.journal.remarks import RemarkCode, Remarks, Report
from models.journal.signing import VerifierKey
from models.journal.verify import accept_held, accept_own, check_details

FORMAT_NAME = "hattama-journal-extract"
FORMAT_VERSION = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtractHeader:
    """What an extract is of."""

    case_id: str
    checkpoint: SignedCheckpoint


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvenEntry:
    """An entry with its inclusion proof."""

    kept: KeptEntry
    proof: tuple[bytes, ...]  # from the leaf up


def write_extract(header: ExtractHeader, entries: Iterable[KeptEntry], nodes: NodeSource) -> Iterator[bytes]:
    """Lines of JSON, each with its line feed: the header, then the entries in order.

    `nodes` gives the journal's perfect nodes, at least those under the checkpoint. ValueError for an entry of another
    case or newer than the checkpoint.
    """
    size, note = header.checkpoint.checkpoint.size, header.checkpoint.text
    yield json_line(case=header.case_id, checkpoint=note, format=FORMAT_NAME, format_version=FORMAT_VERSION)
    for kept in entries:
        if kept.entry.case_id != header.case_id:
            raise ValueError("an extract holds one case only")
        proof = [node.hex() for node in inclusion_proof(kept.entry.index, size, nodes)]
        yield json_line(details=details_json(kept.details), entry=entry_json(kept.entry), proof=proof)


def verify_extract(
    lines: Iterable[bytes],
    *,
    keys: Sequence[VerifierKey],
    held: CheckpointList = NONE_HELD,
) -> Report:
    """Whether each entry stands in the journal that the checkpoint signed. Never proves that none was left out."""
    numbered = enumerate(lines, start=1)
    try:
        header = read_header(next(numbered)[1])
    except (ValueError, StopIteration):
        remarks = Remarks()
        remarks.add(RemarkCode.UNREADABLE, line=1)
        return Report(entries=0, erased=0, checkpoints=0, remarks=remarks.all())
    check = _ExtractCheck(header, held, keys)
    for number, line in numbered:
        check.take(number, line)
    return check.report()


def read_header(line: bytes) -> ExtractHeader:
    """The first line; ValueError where it is none."""
    fields = exactly(parse(line), frozenset({"case", "checkpoint", "format", "format_version"}))
    if (fields["format"], fields["format_version"]) != (FORMAT_NAME, FORMAT_VERSION):
        raise ValueError("not an extract of this format")
    return ExtractHeader(case_id=text_of(fields["case"]), checkpoint=parse_checkpoint(text_of(fields["checkpoint"])))


class _ExtractCheck:
    def __init__(self, header: ExtractHeader, held: CheckpointList, keys: Sequence[VerifierKey]) -> None:
        self._header = header
        self._remarks = Remarks()
        self._held = accept_held(held, keys, self._remarks)
        self._own = accept_own([header.checkpoint], keys, self._remarks)
        self._entries = self._erased = 0
        self._last_index = -1
        self._before: datetime | None = None

    def take(self, number: int, line: bytes) -> None:
        """The next line, counted from 1."""
        try:
            proven = _read_proven(line)
        except ValueError:
            self._remarks.add(RemarkCode.UNREADABLE, line=number)
            return
        self._entries += 1
        self._check_entry(proven)

    def _check_entry(self, proven: ProvenEntry) -> None:
        entry, signed = proven.kept.entry, self._header.checkpoint.checkpoint
        if entry.case_id != self._header.case_id:
            self._remarks.add(RemarkCode.OTHER_CASE, index=entry.index)
        if entry.index <= self._last_index:
            self._remarks.add(RemarkCode.OUT_OF_PLACE, index=entry.index)
        if self._before is not None and entry.at < self._before:
            self._remarks.add(RemarkCode.CLOCK_BACK, index=entry.index, at=instant_text(entry.at))
        self._erased += check_details(proven.kept, self._remarks)
        self._last_index, self._before = max(entry.index, self._last_index), entry.at
        if not verify_inclusion(entry.leaf_hash, proven.proof, index=entry.index, size=signed.size, root=signed.root):
            self._remarks.add(RemarkCode.NOT_INCLUDED, index=entry.index)

    def report(self) -> Report:
        """What was found."""
        signed = self._header.checkpoint.checkpoint
        roots = {root for size, root in self._held if size == signed.size}
        if roots - {signed.root}:
            self._remarks.add(RemarkCode.TWO_HISTORIES)
        if not self._held:
            self._remarks.add(RemarkCode.NONE_HELD)
        elif not roots:
            self._remarks.add(RemarkCode.OTHER_SIZE, size=signed.size)
        self._remarks.add(RemarkCode.COMPLETENESS)
        return Report(
            entries=self._entries,
            erased=self._erased,
            checkpoints=len(self._held.keys() | self._own.keys()),
            remarks=self._remarks.all(),
        )


def _read_proven(line: bytes) -> ProvenEntry:
    fields = exactly(parse(line), frozenset({"details", "entry", "proof"}))
    proof = fields["proof"]
    if isinstance(proof, list):
        kept = KeptEntry(entry=read_entry(fields["entry"]), details=read_details(fields["details"]))
        return ProvenEntry(kept=kept, proof=tuple(read_hash(node) for node in proof))
    raise ValueError("a proof is a list")
