"""Which question or answer a line of an exported document is a part of, so that its sound can be heard."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.protocol_returns import Difference, WordReading
from transcribe.protocol.context import clean

_NEAR = 8  # lines further on in which an entry's text may stand beside other words


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryText:
    """A question, an answer or a statement of the document that was exported."""

    number: int
    where: str  # "00:31–00:40"
    text: str


def with_entries(reading: WordReading, lines: Sequence[str], entries: Sequence[EntryText]) -> WordReading:
    """The reading with each difference's entry; `lines` are the exported ones, in order."""
    owners = owners_of(lines, entries)
    return replace(reading, differences=tuple(_with_entry(each, owners) for each in reading.differences))


def _with_entry(found: Difference, owners: dict[int, int]) -> Difference:
    return replace(found, entry=owners.get(found.line)) if found.place == "body" else found


def owners_of(lines: Sequence[str], entries: Sequence[EntryText]) -> dict[int, int]:
    """By line, the entry that it is a part of: its text, and the line before that says who speaks and when.

    An agency's form may put both into one line, and anything around them. An entry that cannot be found has no line.
    """
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        places.setdefault(line, []).append(index)
    owners: dict[int, int] = {}
    begins = 0
    for entry in entries:
        text = " ".join(clean(entry.text).split())
        at = _found(text, lines, places, begins)
        if at is None:
            continue
        heads = [index for index in range(max(begins, at - _NEAR), at) if clean(entry.where) in lines[index]]
        for index in range(heads[-1] if heads else at, at + 1):
            owners[index] = entry.number
        begins = at + 1
    return owners


def _found(text: str, lines: Sequence[str], places: dict[str, list[int]], begins: int) -> int | None:
    same = places.get(text, [])
    after = bisect_left(same, begins)
    if after < len(same):
        return same[after]
    return next((index for index in range(begins, min(begins + _NEAR, len(lines))) if text and text in lines[index]), None)
