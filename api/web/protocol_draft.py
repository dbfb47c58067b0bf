"""A version's document as its page shows it: numbered gaps, and the sound of each place that was heard."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

from api.web.protocol_gaps import field_of, field_of_row
from models.protocol_document import ANNEXES, RunMark, SectionKind


@dataclass(frozen=True, kw_only=True, slots=True)
class RunSeen:
    """A stretch of text; a gap has a number."""

    text: str
    mark: str
    gap: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A place of a recording that can be played."""

    recording_id: UUID
    start: float
    end: float


@dataclass(frozen=True, kw_only=True, slots=True)
class GapSeen:
    """A place to fill."""

    number: int  # in the document, from 1
    text: str
    field: str | None  # of the form, which fills it
    entry: int = 0  # the number of the question or answer that it is in, or after


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockSeen:
    """A block: its texts in order, and what else it has."""

    kind: str
    texts: tuple[tuple[RunSeen, ...], ...]
    values: Mapping[str, Any]
    heard: Heard | None = None
    turn: str = ""  # of a question or answer, as the form names it; of an answer that is missing, its question's


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionSeen:
    """A part of the document."""

    kind: str
    heading: str
    is_annex: bool
    blocks: tuple[BlockSeen, ...]
    left: int = 0  # blocks that are not shown: of long annexes


@dataclass(frozen=True, kw_only=True, slots=True)
class DoubtSeen:
    """A place that needs an ear."""

    quote: str
    reasons: tuple[Mapping[str, str], ...]  # a sentence in each language
    heard: Heard | None


@dataclass(kw_only=True, slots=True)
class DraftSeen:
    """A document."""

    language: str
    first: int = 1  # the number of the first question or answer that is shown
    entries: int = 0  # questions and answers in all
    doubts: int = 0  # places that need an ear, in all
    sections: list[SectionSeen] = field(default_factory=list)
    gaps: list[GapSeen] = field(default_factory=list)
    doubtful: list[DoubtSeen] = field(default_factory=list)


AT_ONCE = 200
"""Questions and answers on one page; also the most lines of an annex."""

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "paragraph": ("text",),
    "row": ("value",),
    "signature": ("who",),
    "pair": ("left", "right"),
    "entry": ("speaker", "text"),
}


def draft_seen(document: Mapping[str, Any], recordings: Sequence[UUID], *, first: int = 1) -> DraftSeen:
    """The document of a version (`protocol_document_values`), or a part of it (`part_of_document`).

    `recordings` in the order of their numbers there. Of the record `AT_ONCE` questions and answers are shown, from the one
    of number `first` on; gaps are told of all.
    """
    made = DraftSeen(language=document["language"], first=first)
    for section in document["sections"]:
        is_record = section["kind"] == SectionKind.RECORD
        is_annex = section["kind"] in ANNEXES or section["kind"] == SectionKind.NOTICE
        turns = _turns(section["blocks"], several=len(recordings) > 1) if is_record else {}
        blocks: list[BlockSeen] = []
        entry = 0  # what comes before the first entry is shown with it
        for index, block in enumerate(section["blocks"]):
            entry = block.get("in_entry", block["number"] if block["block"] == "entry" else entry)
            wanted = index < AT_ONCE if is_annex else not is_record or first <= max(entry, 1) < first + AT_ONCE
            if wanted:
                blocks.append(_block(block, made.gaps, recordings, turns, entry))
            else:
                _gaps(block, made.gaps, entry)
        made.entries = max(made.entries, entry if is_record else 0)
        left = len(section["blocks"]) - len(blocks) if is_annex else 0
        made.sections.append(
            SectionSeen(
                kind=section["kind"], heading=section["heading"], is_annex=is_annex, blocks=tuple(blocks), left=left
            )
        )
    made.doubts = len(document["doubtful"])
    made.doubtful = [
        DoubtSeen(quote=each["quote"], reasons=tuple(each["reasons"]), heard=_heard(recordings, each["recording"], each))
        for each in document["doubtful"][:AT_ONCE]
    ]
    return made


def _turns(blocks: Sequence[Mapping[str, Any]], *, several: bool) -> dict[int, str]:
    """By the number of an entry, the first turn that it was said in, or that its question was asked in."""
    made: dict[int, str] = {}
    for block in blocks:
        if block["block"] != "entry":
            continue
        if block["turns"]:
            turn = block["turns"][0]["turn_id"]
            made[block["number"]] = f"{block['recording']}:{turn}" if several else turn
        elif block["question"] in made:
            made[block["number"]] = made[block["question"]]
    return made


def _block(
    block: Mapping[str, Any], gaps: list[GapSeen], recordings: Sequence[UUID], turns: Mapping[int, str], entry: int
) -> BlockSeen:
    kind, before = block["block"], len(gaps)
    _gaps(block, gaps, entry)
    numbers = count(before + 1)
    texts = tuple(
        tuple(
            RunSeen(text=run["text"], mark=run["mark"], gap=next(numbers) if run["mark"] == RunMark.GAP else None)
            for run in block[name]
        )
        for name in _TEXTS[kind]
    )
    if kind != "entry":
        return BlockSeen(kind=kind, texts=texts, values=block)
    heard = _heard(recordings, block["recording"], block["span"])
    return BlockSeen(kind=kind, texts=texts, values=block, heard=heard, turn=turns.get(entry, ""))


def _gaps(block: Mapping[str, Any], gaps: list[GapSeen], entry: int) -> None:
    """The gaps of a block, with the numbers that follow."""
    found = [run["text"] for name in _TEXTS[block["block"]] for run in block[name] if run["mark"] == RunMark.GAP]
    if not found:
        return
    kind = block["block"]
    place = field_of_row(block["number"]) if kind == "row" else _of_official(block) if kind == "signature" else None
    for text in found:
        gaps.append(GapSeen(number=len(gaps) + 1, text=text, field=_filled_by(text, place), entry=entry))


def _of_official(block: Mapping[str, Any]) -> str | None:
    """The field of the line that the official signs, who is named there with a position."""
    beginning = "".join(run["text"] for run in block["who"])
    return "official.name" if beginning.startswith(("Допросил", "Жауап алды")) else None


def _filled_by(gap: str, by_place: str | None) -> str | None:
    """The field by the gap's words where they tell more than its place does."""
    by_words = field_of(gap)
    if by_place == "official.name":
        return by_words if by_words == "official.position" else by_place
    return by_place or by_words


def _heard(recordings: Sequence[UUID], number: int, span: Mapping[str, Any]) -> Heard | None:
    """Where it can be played; None where the recording is not there any more."""
    if not 1 <= number <= len(recordings) or span["end"] <= span["start"]:
        return None
    return Heard(recording_id=recordings[number - 1], start=span["start"], end=span["end"])


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryHeard:
    """A question or answer, and where it can be heard."""

    number: int
    speaker: str
    where: str
    heard: Heard | None


def entries_heard(
    document: Mapping[str, Any], recordings: Sequence[UUID], numbers: Collection[int]
) -> dict[int, EntryHeard]:
    """Entries of a document (`protocol_document_values`) by number; `recordings` in the order of their numbers there."""
    return {
        block["number"]: EntryHeard(
            number=block["number"],
            speaker="".join(run["text"] for run in block["speaker"]),
            where=block["where"],
            heard=_heard(recordings, block["recording"], block["span"]),
        )
        for section in document["sections"]
        if section["kind"] == SectionKind.RECORD
        for block in section["blocks"]
        if block["block"] == "entry" and block["number"] in numbers
    }


def lines(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a reader of the protocol itself sees, line by line, each with the kind of its section; no annexes."""
    for section in document["sections"]:
        if section["kind"] in ANNEXES or section["kind"] == SectionKind.NOTICE:
            continue
        for block in section["blocks"]:
            texts = ["".join(run["text"] for run in block[name]) for name in _TEXTS[block["block"]]]
            label = f"{block['number']}. {block['label']}: " if block["block"] == "row" else ""
            yield section["kind"], label + (": " if block["block"] == "entry" else " ").join(texts)
