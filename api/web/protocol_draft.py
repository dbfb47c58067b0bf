"""A version's document as its page shows it: numbered gaps, and the sound of each place that was heard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockSeen:
    """A block: its texts in order, and what else it has."""

    kind: str
    texts: tuple[tuple[RunSeen, ...], ...]
    values: Mapping[str, Any]
    heard: Heard | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionSeen:
    """A part of the document."""

    kind: str
    heading: str
    is_annex: bool
    blocks: tuple[BlockSeen, ...]


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
    sections: list[SectionSeen] = field(default_factory=list)
    gaps: list[GapSeen] = field(default_factory=list)
    doubtful: list[DoubtSeen] = field(default_factory=list)


_TEXTS: Mapping[str, tuple[str, ...]] = {
    "paragraph": ("text",),
    "row": ("value",),
    "signature": ("who",),
    "pair": ("left", "right"),
    "entry": ("speaker", "text"),
}


def draft_seen(document: Mapping[str, Any], recordings: Sequence[UUID]) -> DraftSeen:
    """The document of a version (`protocol_document_values`); `recordings` in the order of their numbers there."""
    made = DraftSeen(language=document["language"])
    for section in document["sections"]:
        blocks = tuple(_block(each, made.gaps, recordings) for each in section["blocks"])
        kind = section["kind"]
        annex = kind in ANNEXES or kind == SectionKind.NOTICE
        made.sections.append(SectionSeen(kind=kind, heading=section["heading"], is_annex=annex, blocks=blocks))
    made.doubtful = [
        DoubtSeen(quote=each["quote"], reasons=tuple(each["reasons"]), heard=_heard(recordings, each["recording"], each))
        for each in document["doubtful"]
    ]
    return made


def _block(block: Mapping[str, Any], gaps: list[GapSeen], recordings: Sequence[UUID]) -> BlockSeen:
    kind = block["block"]
    row = field_of_row(block["number"]) if kind == "row" else _of_official(block) if kind == "signature" else None
    texts = tuple(tuple(_run(run, gaps, row) for run in block[name]) for name in _TEXTS[kind])
    heard = _heard(recordings, block["recording"], block["span"]) if kind == "entry" else None
    return BlockSeen(kind=kind, texts=texts, values=block, heard=heard)


def _of_official(block: Mapping[str, Any]) -> str | None:
    """The field of the line that the official signs, who is named there with a position."""
    beginning = "".join(run["text"] for run in block["who"])
    return "official.name" if beginning.startswith(("Допросил", "Жауап алды")) else None


def _run(run: Mapping[str, Any], gaps: list[GapSeen], row: str | None) -> RunSeen:
    if run["mark"] != RunMark.GAP:
        return RunSeen(text=run["text"], mark=run["mark"])
    gaps.append(GapSeen(number=len(gaps) + 1, text=run["text"], field=_filled_by(run["text"], row)))
    return RunSeen(text=run["text"], mark=RunMark.GAP, gap=len(gaps))


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


def lines(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a reader of the protocol itself sees, line by line, each with the kind of its section; no annexes."""
    for section in document["sections"]:
        if section["kind"] in ANNEXES or section["kind"] == SectionKind.NOTICE:
            continue
        for block in section["blocks"]:
            texts = ["".join(run["text"] for run in block[name]) for name in _TEXTS[block["block"]]]
            label = f"{block['number']}. {block['label']}: " if block["block"] == "row" else ""
            yield section["kind"], label + (": " if block["block"] == "entry" else " ").join(texts)
