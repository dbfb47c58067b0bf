"""Corrections of one machine layer on another of the same recording: which have a place there, and which have not."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate

from models import revisions as edits
from models.revisions import Operation, Revision, WordNumber, Words
from models.span import Seconds
from models.transcript import Turn, Word

_NEAR: Seconds = 1.0  # equal words whose times differ by more are others


@dataclass(frozen=True, kw_only=True, slots=True)
class CarryOver:
    """What becomes of corrections, and where the layers differ."""

    carried: list[tuple[Revision, Operation]]  # the old one, and what it would be on the new layer
    left: list[Revision]  # none is dropped: these stay with the old layer for a person to make again
    differences: list[tuple[str, str]]  # stretches of words: old, new


def carry_over(old: Sequence[Turn], new: Sequence[Turn], revisions: Sequence[Revision]) -> CarryOver:
    """A correction carries over where every word that it touches is in the new layer, equal and at the same time.

    A new text carries over only where its words are one turn's there, and a joining only where they are a turn.
    Rulings on whole voices do not: a voice's name says nothing in another layer. Checks do not either, since what was
    checked was another text around them.
    """
    before, after = [word for turn in old for word in turn.words], [word for turn in new for word in turn.words]
    matcher = SequenceMatcher(None, [_plain(word) for word in before], [_plain(word) for word in after], autojunk=False)
    places: dict[WordNumber, WordNumber] = {}
    differences = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs = zip(range(i1, i2), range(j1, j2), strict=True)
            places.update({i + 1: j + 1 for i, j in pairs if abs(before[i].start - after[j].start) <= _NEAR})
        else:
            differences.append((_text(before[i1:i2]), _text(after[j1:j2])))
    carried: list[tuple[Revision, Operation]] = []
    left: list[Revision] = []
    for revision in edits.in_force(sorted(revisions, key=lambda each: each.number)):
        moved = _moved(revision.operation, places)
        if moved is not None and not _fits_turns(moved, new):
            moved = None
        if moved is None:
            left.append(revision)
        else:
            carried.append((revision, moved))
    return CarryOver(carried=carried, left=left, differences=differences)


def _moved(operation: Operation, places: dict[WordNumber, WordNumber]) -> Operation | None:
    if not isinstance(operation, edits.OnWords) or isinstance(operation, edits.Check | edits.SetVoice):
        return None
    found = [places.get(number) for number in range(operation.words.first, operation.words.last + 1)]
    whole = [number for number in found if number is not None]
    if len(whole) != len(found) or whole != list(range(whole[0], whole[0] + len(whole))):
        return None
    return replace(operation, words=Words(first=whole[0], last=whole[-1]))


def _fits_turns(operation: Operation, turns: Sequence[Turn]) -> bool:
    if not isinstance(operation, edits.ReplaceText | edits.JoinTurns):
        return True
    firsts = list(accumulate((len(turn.words) for turn in turns), initial=1))
    turn = bisect_right(firsts, operation.words.first) - 1
    if isinstance(operation, edits.JoinTurns):
        return turn > 0 and operation.words == Words(first=firsts[turn], last=firsts[turn + 1] - 1)
    return operation.words.last < firsts[turn + 1]


def _plain(word: Word) -> str:
    return word.text.casefold().strip(".,!?…:;«»\"'()-— ")


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
