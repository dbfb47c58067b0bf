"""Two versions of a protocol beside each other, word by word."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal

from api.web.protocol_draft import lines

Part = tuple[Literal["same", "gone", "new"], str]
"""Words that both have, that only the earlier has, or only the later."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LineCompared:
    """A line of the document; `is_changed` where the two are not alike."""

    section: str  # SectionKind
    parts: tuple[Part, ...]
    is_changed: bool


def compared(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> list[LineCompared]:
    """Every line of both documents in order: first lines are set beside lines, then words beside words."""
    before, after = list(lines(earlier)), list(lines(later))
    made: list[LineCompared] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            made.extend(LineCompared(section=kind, parts=(("same", text),), is_changed=False) for kind, text in before[a:b])
            continue
        for old, new in zip_longest(before[a:b], after[c:d]):
            kind = (new or old)[0]
            made.append(LineCompared(section=kind, parts=_words(old and old[1], new and new[1]), is_changed=True))
    return made


def _words(old: str | None, new: str | None) -> tuple[Part, ...]:
    before, after = (old or "").split(), (new or "").split()
    parts: list[Part] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("same", " ".join(before[a:b])))
            continue
        if a < b:
            parts.append(("gone", " ".join(before[a:b])))
        if c < d:
            parts.append(("new", " ".join(after[c:d])))
    return tuple(parts)
