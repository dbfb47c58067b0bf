"""A protocol document as plain values, for the store, the pages and the case-file package."""

from dataclasses import asdict
from typing import Any

from models.protocol_document import Block, Entry, Pair, Paragraph, ProtocolDocument, Row, SignatureLine

_KINDS: dict[type[Block], str] = {
    Paragraph: "paragraph",
    Row: "row",
    SignatureLine: "signature",
    Pair: "pair",
    Entry: "entry",
}


def values_of(document: ProtocolDocument) -> dict[str, Any]:
    """The whole document; each block says under `block` what it is."""
    return {
        "format": "hattama-protocol",
        "format_version": 1,
        **asdict(document),
        "sections": [
            {
                "kind": section.kind,
                "heading": section.heading,
                "blocks": [{"block": _KINDS[type(block)], **asdict(block)} for block in section.blocks],
            }
            for section in document.sections
        ],
    }
