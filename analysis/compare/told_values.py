"""Values that a speaker stands by, each with its clause; and those that he denies."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis.claims import speech
from analysis.claims.records import Certainty, Claim, Reading, SlotKind, Value
from analysis.compare.once import once
from analysis.compare.value_conflicts import ANY_CAR, NOT_IN
from analysis.mentions.tokens import tokens_of

_PLACED = frozenset({SlotKind.PLACE, SlotKind.VEHICLE})
_NO_DOUBT = re.compile(r"\bточно не (?:позже|раньше|больше|меньше|ранее|дольше)\b")
_MEANT = re.compile(r"\b(?:собирал(?:ся|ась|ись)|планировал\w*|пытал(?:ся|ась|ись))\b")
_SPOKE = re.compile(r"\b(?:говорили|рассказывали|передавали)\b(?! что)")
"""They talked, so long; nobody's words are told."""
_HEADS = re.compile(r"^(?:\w+ ){0,2}(?:утвержда\w+|заяв\w+|настаива\w+),? что\b")
_NO_OTHER_TIME = re.compile(
    r"\b(?:не (?:позже|раньше|ранее|прежде)|(?:раньше|позже|прежде) (?:никто|никого|не|чем)|\w+ бурын|до этого не)\b"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A value within the claim that tells it."""

    claim: Claim
    value: Value


def told_values(reading: Reading, kind: SlotKind) -> list[Told]:
    """Values of a kind that the speaker stands by; «машина» alone only where no other vehicle is told."""
    found = [each for each in _told(reading) if each.value.kind is kind]
    if kind is SlotKind.VEHICLE:
        return [each for each in found if each.value.tags != ANY_CAR] or found
    return found


@once
def _told(reading: Reading) -> list[Told]:
    """Of every kind, in order."""
    held = [each for each in reading.numbers if not each.denied and not each.asked and each.unit != "part"]
    told = (_within(reading, value) for value in held if not _is_only_named(value))
    return [each for each in told if each is not None]


def _is_only_named(value: Value) -> bool:
    """A place that somebody comes from, or that is only named."""
    return value.kind is SlotKind.PLACE and all(tag.startswith(NOT_IN) for tag in value.tags)


def _within(reading: Reading, value: Value) -> Told | None:
    """With the first claim that tells it, where that is sure."""
    claims = (each for each in reading.claims if not each.answer and not set(value.words).isdisjoint(each.words))
    claim = next(claims, None)
    if claim is None or not _is_sure(reading, claim):
        return None
    denied = claim.negated and value.kind in _PLACED and not _denies_another(claim, value)
    return None if denied else Told(claim=claim, value=value)


def _denies_another(claim: Claim, value: Value) -> bool:
    """«никакой нивы не было, у меня опель» without a pause: what is not denied holds."""
    return any(each.denied and each.kind is value.kind for each in claim.values)


def _is_sure(reading: Reading, claim: Claim) -> bool:
    """Whether the speaker says that it was so; what the document says that he asserts, he does."""
    sure = _SURE.get(claim.certainty)
    return claim.certainty is Certainty.STATED or (sure is not None and sure(reading, claim))


def _has_no_doubt(reading: Reading, _: Claim) -> bool:
    """«точно не позже девяти»."""
    left = _NO_DOUBT.sub(" ", reading.plain)
    return left != reading.plain and not speech.DOUBT.search(left)


def _is_only_meant_beside(reading: Reading, claim: Claim) -> bool:
    """«собирались в девять выехать»: it was to be, but nothing says that it might have been."""
    left = _MEANT.sub(" ", reading.plain)
    return (
        left != reading.plain
        and not speech.would(left)
        and not speech.would(_text(reading, claim).replace("собирались", ""))
    )


def _is_ones_own(reading: Reading, _: Claim) -> bool:
    """«говорили час», «утверждает, что был дома» of a document: nobody else's words are told."""
    plain = reading.plain
    if _SPOKE.search(plain) and not speech.REPORTED.search(_SPOKE.sub(" ", plain)):
        return True
    heard = reading.statement.is_protocol and _HEADS.search(plain)
    return bool(heard) and not speech.REPORTED.search(_HEADS.sub(" ", plain))


_SURE: Mapping[Certainty, Callable[[Reading, Claim], bool]] = {
    Certainty.DOUBTFUL: _has_no_doubt,
    Certainty.HYPOTHETICAL: _is_only_meant_beside,
    Certainty.REPORTED: _is_ones_own,
}
"""What makes a clause sure that does not read as stated."""


def denied_by(
    first: Reading, ones: list[Told], second: Reading, others: list[Told], *, kind: SlotKind
) -> tuple[list[Told], list[Told]] | None:
    """The value of the one that the other denies by name while it tells another; each side's first stands for it."""
    if kind not in _PLACED:
        return None
    mine = _refused_by(second, ones, others, kind=kind)
    if mine is not None:
        return [mine], others
    theirs = _refused_by(first, others, ones, kind=kind)
    return None if theirs is None else (ones, [theirs])


def _refused_by(against: Reading, told: list[Told], other: list[Told], *, kind: SlotKind) -> Told | None:
    """What is told and the reading denies, which tells `other` instead."""
    refused = [
        each for each in against.numbers if each.kind is kind and each.tags != ANY_CAR and _is_refused(against, each)
    ]
    for mine in told if other else ():
        denied = any(_is_one_value(each, mine.value) for each in refused)
        if denied and not any(_is_one_value(each.value, mine.value) for each in other):
            return mine
    return None


def _is_refused(reading: Reading, value: Value) -> bool:
    if value.denied:
        return True
    return any(each.negated and set(value.words) & set(each.words) for each in reading.claims if not each.answer)


def _is_one_value(one: Value, other: Value) -> bool:
    return bool(_bare(one) & _bare(other))


def _bare(value: Value) -> set[str]:
    return {tag.removeprefix("near:").removeprefix("named:") for tag in value.tags}


def is_of_other_time(reading: Reading, claim: Claim) -> bool:
    """«в другой раз», and not «не раньше»."""
    if "other occasion" not in claim.marks:
        return False
    return bool(speech.OTHER_OCCASION.search(_NO_OTHER_TIME.sub(" ", _text(reading, claim))))


def _text(reading: Reading, claim: Claim) -> str:
    words = set(claim.words)
    return " ".join(token.plain for token in tokens_of(reading.statement.words) if token.word in words)
