"""People's corrections: operations on spans of machine word ids, a second layer on top of what the machine wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from models.span import Span
from models.transcript import WordMark

WordNumber = int
"""A machine word's place in its layer, from 1: word "w000012" is number 12. Numbers follow time turn by turn."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """From one machine word to another, both included."""

    first: WordNumber
    last: WordNumber

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last:
            raise ValueError(f"not a span of words: {self.first}..{self.last}")

    def touches(self, other: "Words") -> bool:
        """Whether a word belongs to both."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplaceText:
    """Other words were said; those that are equal before and after keep their times."""

    words: Words
    text: str  # at least one word


@dataclass(frozen=True, kw_only=True, slots=True)
class InsertText:
    """Words were said that the machine did not write."""

    words: Words  # the one machine word that they follow
    text: str  # at least one word


@dataclass(frozen=True, kw_only=True, slots=True)
class Hide:
    """Nobody said this. The words stay in the layer and in the history."""

    words: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitTurn:
    """A new turn begins with this word."""

    words: Words  # that one word


@dataclass(frozen=True, kw_only=True, slots=True)
class JoinTurns:
    """The turn that this word begins goes on from the one before it, under that one's voice."""

    words: Words  # the second turn


@dataclass(frozen=True, kw_only=True, slots=True)
class SetVoice:
    """These words are another voice's; a voice that was not there before is a new one."""

    words: Words
    voice: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MergeVoices:
    """Two voices are one, in the whole layer."""

    voice: str
    into: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NameVoice:
    """A voice is that participant's: a person's ruling."""

    voice: str
    participant_id: UUID | None  # None: whose it is, is not known after all


@dataclass(frozen=True, kw_only=True, slots=True)
class SetLanguage:
    """These words are of that language; what is written in their place later is too."""

    words: Words
    language: str  # ISO 639-1 code


@dataclass(frozen=True, kw_only=True, slots=True)
class SetMark:
    """A person sets a mark on words, or takes one off."""

    words: Words
    mark: WordMark
    on: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """Heard and found right by a person, or not any more."""

    words: Words
    on: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Undo:
    """An earlier revision does not hold any more; undoing an undo brings it back."""

    number: int  # of that revision


OnWords = ReplaceText | InsertText | Hide | SplitTurn | JoinTurns | SetVoice | SetLanguage | SetMark | Check
OnVoices = MergeVoices | NameVoice
Operation = OnWords | OnVoices | Undo
OPERATIONS: dict[str, type[Operation]] = {
    "replace_text": ReplaceText,
    "insert_text": InsertText,
    "hide": Hide,
    "split_turn": SplitTurn,
    "join_turns": JoinTurns,
    "set_voice": SetVoice,
    "merge_voices": MergeVoices,
    "name_voice": NameVoice,
    "set_language": SetLanguage,
    "set_mark": SetMark,
    "check": Check,
    "undo": Undo,
}
"""The name under which each is stored and sent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """One edit: who did what, when and why."""

    number: int  # within its layer, from 1, in the order they were made
    operation: Operation
    account_id: UUID
    at: datetime  # aware, UTC
    reason: str | None = None
    times: Mapping[str, Span] = field(default_factory=dict)  # of words it wrote, by id, heard since


def in_force(revisions: list[Revision]) -> list[Revision]:
    """The revisions that hold, in order: those that no revision in force undoes. Undoes themselves are not among them."""
    undone: set[int] = set()
    held = []
    for revision in reversed(revisions):  # an undo can only be undone by a later one
        if revision.number in undone:
            continue
        if isinstance(revision.operation, Undo):
            undone.add(revision.operation.number)
        else:
            held.append(revision)
    return held[::-1]


def touch_same(one: Operation, other: Operation) -> bool:
    """Whether two operations work on the same words or voices, so that the earlier cannot be undone by itself."""
    if isinstance(one, Undo) or isinstance(other, Undo):
        return False
    if isinstance(one, OnWords) and isinstance(other, OnWords):
        return one.words.touches(other.words)
    return bool(_voices(one) & _voices(other))


def words_touched(operation: Operation, earlier: Mapping[int, Operation]) -> Words | None:
    """The words that it works on, an undo those of what it takes back; None: whole voices. `earlier` by number."""
    while isinstance(operation, Undo):
        operation = earlier[operation.number]
    return operation.words if isinstance(operation, OnWords) else None


def ties(operation: Operation, word: WordNumber) -> bool:
    """Whether what becomes of a word and of the one before it hangs together by this operation."""
    if not isinstance(operation, OnWords):
        return False
    from_before = operation.words.first < word or (isinstance(operation, JoinTurns) and operation.words.first == word)
    return from_before and word <= operation.words.last


def undone_by(revisions: list[Revision], number: int) -> Revision | None:
    """The undo in force of that revision, if there is one."""
    undone: set[int] = set()
    for revision in reversed(revisions):
        if revision.number in undone or not isinstance(revision.operation, Undo):
            continue
        if revision.operation.number == number:
            return revision
        undone.add(revision.operation.number)
    return None


def later_on_same(revisions: list[Revision], number: int) -> list[Revision]:
    """Revisions in force, made after the given one, that touch what it touched: they stand in the way of its undo."""
    target = next(each for each in revisions if each.number == number).operation
    while isinstance(target, Undo):
        earlier = target.number
        target = next(each for each in revisions if each.number == earlier).operation
    return [each for each in in_force(revisions) if each.number > number and touch_same(target, each.operation)]


def _voices(operation: Operation) -> set[str]:
    if isinstance(operation, MergeVoices):
        return {operation.voice, operation.into}
    if isinstance(operation, NameVoice | SetVoice):
        return {operation.voice}
    return set()
