"""A protocol document as plain strings, lists and mappings: the one thing that templates get to see.

Every text passes through `visible`: what cannot be seen or printed (control and format characters, which could hide or
turn round what stands beside them, lone surrogates, code points that are no characters) becomes U+FFFD, the sign that
Unicode keeps for that. Everything else stays letter for letter.
"""

import unicodedata
from collections.abc import Iterable

from models.protocol_document import ANNEXES, Block, Entry, Pair, Paragraph, ProtocolDocument, Row, SignatureLine, Text

UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

Plain = str | list["Plain"] | dict[str, "Plain"]
"""What a template may hold: nothing that has methods of ours."""


def visible(text: str) -> str:
    """The text with everything that cannot be seen replaced by U+FFFD, one for one."""
    return "".join(UNPRINTABLE if unicodedata.category(letter) in _HIDDEN_CATEGORIES else letter for letter in text)


def context_of(document: ProtocolDocument) -> dict[str, Plain]:
    """The document for a template: `sections`, each with `kind`, `heading`, `annex` and `blocks`; and the page's words.

    A block has `type` ("paragraph", "row", "signature", "pair", "entry") and the texts of that type; a text is a list of
    runs with `text` and `mark` ("none", "gap", "doubt"). Yes and no are "yes" and "".
    """
    sections: list[Plain] = [
        {
            "kind": section.kind.value,
            "heading": visible(section.heading),
            "annex": "yes" if section.kind in ANNEXES else "",
            "blocks": [_block(block) for block in section.blocks],
        }
        for section in document.sections
    ]
    return {
        "language": document.language,
        "title": visible(document_title(document)),
        "footer": visible(document.footer),
        "page_word": visible(document.page_word),
        "sections": sections,
    }


def document_title(document: ProtocolDocument) -> str:
    """What the document is called in its properties: the lines of its title in one."""
    return " ".join("".join(run.text for run in text) for text in list(_title_texts(document)))


def _title_texts(document: ProtocolDocument) -> Iterable[Text]:
    for block in document.sections[1].blocks:
        if isinstance(block, Paragraph):
            yield block.text


def _runs(text: Text) -> list[Plain]:
    return [{"text": visible(run.text), "mark": run.mark.value} for run in text]


def _block(block: Block) -> dict[str, Plain]:
    match block:
        case Paragraph():
            return {"type": "paragraph", "style": block.style.value, "runs": _runs(block.text)}
        case Row():
            label = visible(block.label)
            return {"type": "row", "number": str(block.number), "label": label, "runs": _runs(block.value)}
        case SignatureLine():
            return {"type": "signature", "runs": _runs(block.who)}
        case Pair():
            return {"type": "pair", "left": _runs(block.left), "right": _runs(block.right)}
        case Entry():
            return _entry(block)


def _entry(entry: Entry) -> dict[str, Plain]:
    return {
        "type": "entry",
        "kind": entry.kind.value,
        "number": str(entry.number),
        "speaker": _runs(entry.speaker),
        "runs": _runs(entry.text),
        "where": visible(entry.where),
        "words": visible(_word_range(entry.word_ids)),
        "proposed": "yes" if entry.proposed else "",
    }


def _word_range(words: tuple[str, ...]) -> str:
    """The first and the last word id; empty where there are no words."""
    if not words:
        return ""
    return words[0] if len(words) == 1 else f"{words[0]}–{words[-1]}"
