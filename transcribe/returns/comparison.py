"""Two texts, line by line and word by word: which words only one of them has.

Every word of either side stands in exactly one part of one line. Where two stretches are so alike in their words, or so
long, that setting them beside each other would take too long, the one is told as gone and the other as new.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from models.protocol_returns import Difference, Part, PartKind

_MOST_PAIRS = 4_000_000
"""Of equal items, one of each side, that are set beside each other: a second or two of work."""

Words = tuple[str, ...]
Opcodes = Sequence[tuple[str, int, int, int, int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class LineCompared:
    """A line of the earlier text with what became of it, or a line that only the later one has."""

    line: int  # of the earlier text; where the line is new, the one it follows
    parts: tuple[Part, ...]

    @property
    def is_changed(self) -> bool:
        """Whether a word of it is gone or new."""
        return any(part.kind is not PartKind.SAME for part in self.parts)


def differences(before: Sequence[str], after: Sequence[str], *, place: str) -> tuple[Difference, ...]:
    """The lines that are not alike; `place` says of what the lines are."""
    return tuple(
        Difference(place=place, parts=each.parts, line=max(each.line, 0), before=_line_before(before, each))
        for each in compared(before, after)
        if each.is_changed
    )


def _line_before(lines: Sequence[str], found: LineCompared) -> str:
    is_new = all(part.kind is PartKind.NEW for part in found.parts)
    index = found.line if is_new else found.line - 1
    return lines[index] if 0 <= index < len(lines) else ""


def compared(before: Sequence[str], after: Sequence[str]) -> list[LineCompared]:
    """Every line of both texts, in order."""
    old: list[Words] = [tuple(each.split()) for each in before]
    new: list[Words] = [tuple(each.split()) for each in after]
    made: list[LineCompared] = []
    for what, a, b, c, d in _opcodes(old, new):
        if what == "equal":
            made.extend(LineCompared(line=index, parts=_parts([(PartKind.SAME, old[index])])) for index in range(a, b))
        else:
            made.extend(_stretch(old[a:b], new[c:d], first=a))
    return made


def _stretch(old: Sequence[Words], new: Sequence[Words], *, first: int) -> Iterator[LineCompared]:
    """Lines that are not all alike: their words are compared as one text, since a line may have been broken or joined."""
    before = [(index, word) for index, words in enumerate(old) for word in words]
    after = [(index, word) for index, words in enumerate(new) for word in words]
    opcodes = _opcodes([word for _, word in before], [word for _, word in after])
    home: dict[int, int] = {}  # of a new line, the old one that it goes on with
    for what, a, b, c, d in opcodes:
        if what == "equal":
            for (old_line, _), (new_line, _) in zip(before[a:b], after[c:d], strict=True):
                home.setdefault(new_line, old_line)
    rows: dict[tuple[int, int], list[tuple[PartKind, Words]]] = {}  # by line, and by which line of its own after it
    line = -1
    for what, a, b, c, d in opcodes:
        kind = PartKind.SAME if what == "equal" else PartKind.GONE
        for index, words in _by_line(before[a:b]):
            line = index
            rows.setdefault((index, -1), []).append((kind, words))
        for index, words in _by_line(after[c:d]) if what != "equal" else ():
            at = (max(line, home[index]), -1) if index in home else (line, index)
            rows.setdefault(at, []).append((PartKind.NEW, words))
    for (index, _), row in sorted(rows.items(), key=lambda each: each[0]):
        yield LineCompared(line=first + index, parts=_parts(row))


def _by_line(words: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Words]]:
    for index, group in groupby(words, key=lambda each: each[0]):
        yield index, tuple(word for _, word in group)


def _parts(row: Sequence[tuple[PartKind, Words]]) -> tuple[Part, ...]:
    return tuple(
        Part(kind=kind, text=" ".join(word for _, words in group for word in words))
        for kind, group in ((kind, list(each)) for kind, each in groupby(row, key=lambda each: each[0]))
        if any(words for _, words in group)
    )


def _opcodes(old: Sequence[object], new: Sequence[object]) -> Opcodes:
    """What is alike; nothing where finding it would take too long, but for what the two begin and end with."""
    begins = 0
    while begins < min(len(old), len(new)) and old[begins] == new[begins]:
        begins += 1
    ends = 0
    while ends < min(len(old), len(new)) - begins and old[-1 - ends] == new[-1 - ends]:
        ends += 1
    a, b = begins, len(old) - ends
    c, d = begins, len(new) - ends
    made: list[tuple[str, int, int, int, int]] = []
    if begins:
        made.append(("equal", 0, begins, 0, begins))
    counts = Counter(new[c:d])
    if sum(count * counts[each] for each, count in Counter(old[a:b]).items()) > _MOST_PAIRS:
        made.append(("replace", a, b, c, d))
    else:
        matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
        made.extend((what, a + i, a + j, c + k, c + m) for what, i, j, k, m in matcher.get_opcodes())
    if ends:
        made.append(("equal", b, len(old), d, len(new)))
    return made
