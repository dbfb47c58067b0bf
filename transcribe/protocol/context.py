"""A protocol document as plain strings and lists: all that a template ever sees."""

import unicodedata
from itertools import groupby
from typing import Any

from models.protocol_document import (
    Block,
    Entry,
    EntryKind,
    Pair,
    Paragraph,
    ProtocolDocument,
    Row,
    Section,
    SignatureLine,
    Text,
)

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that no document can hold: seen, so that nobody thinks nothing was there."""


def clean(text: str) -> str:
    """The text letter for letter, line ends as spaces, control and broken characters replaced visibly."""
    folded = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return "".join(REPLACEMENT if _unprintable(character) else character for character in folded)


def _unprintable(character: str) -> bool:
    # Controls, halves of surrogate pairs, private use and unassigned codes; U+FFFE and U+FFFF are unassigned.
    return unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}


def context(document: ProtocolDocument) -> dict[str, Any]:
    """Sections with their blocks; consecutive rows become one table."""
    return {
        "language": document.language,
        "footer": clean(document.footer),
        "page_word": clean(document.page_word),
        "sections": [_section(section) for section in document.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = []
    for is_row, group in groupby(section.blocks, key=lambda block: isinstance(block, Row)):
        if is_row:
            rows = [_row(block) for block in group if isinstance(block, Row)]
            blocks.append({"kind": "table", "rows": rows})
        else:
            blocks += [_block(block) for block in group]
    return {"kind": section.kind.value, "heading": clean(section.heading), "blocks": blocks}


def _row(row: Row) -> dict[str, Any]:
    return {"number": str(row.number), "label": clean(row.label), "value": _runs(row.value)}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(text=text, style=style):
            return {"kind": style.value, "runs": _runs(text)}
        case Pair(left=left, right=right):
            return {"kind": "pair", "left": _runs(left), "right": _runs(right)}
        case SignatureLine(who=who):
            return {"kind": "signature", "runs": _runs(who)}
        case Entry():
            return _entry(block)
        case _:
            raise TypeError(type(block).__name__)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "kind": "entry",
        "question": entry.kind is EntryKind.QUESTION,
        "number": str(entry.number),
        "speaker": _runs(entry.speaker),
        "where": clean(entry.where),
        "runs": _runs(entry.text),
    }


def _runs(text: Text) -> list[dict[str, str]]:
    return [{"text": clean(run.text), "mark": run.mark.value} for run in text if run.text]
