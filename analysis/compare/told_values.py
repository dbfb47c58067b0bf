"""Values that a speaker stands by, each with its clause; and those that he denies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis.claims import speech
from analysis.claims.folding import folded_pattern
from analysis.claims.records import Certainty, Claim, Reading, SlotKind, Value
from analysis.compare.once import once
from analysis.compare.sides import coarse
from analysis.compare.value_conflicts import ANY_CAR, NOT_IN, days_agree
from analysis.mentions.tokens import tokens_of

_BEING = frozenset({"be", "have", "say", "know"})
_PLACED = frozenset({SlotKind.PLACE, SlotKind.VEHICLE})
_NO_DOUBT = folded_pattern(r"\bточно не (?:позже|раньше|больше|меньше|ранее|дольше)\b")
_ROUNDING = folded_pattern(r"\b(?:наверно[е]?|что ли|шыгар|болар)\b")
"""Thrown in beside a figure that is only rounded."""
_MEANT = folded_pattern(r"\b(?:собирал(?:ся|ась|ись)|планировал\w*|пытал(?:ся|ась|ись))\b")
_SPOKE = folded_pattern(r"\b(?:говорили|рассказывали|передавали)\b(?! что)")
"""They talked, so long; nobody's words are told."""
_HEADS = folded_pattern(r"^(?:\w+ ){0,2}(?:утвержда\w+|заяв\w+|настаива\w+),? что\b")
_NO_OTHER_TIME = folded_pattern(
    r"\b(?:не (?:позже|раньше|ранее|прежде)|(?:раньше|позже|прежде) (?:никто|никого|не|чем)|\w+ бурын|до этого не)\b"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A value within the claim that tells it."""

    claim: Claim
    value: Value
    perhaps: bool = False  # said with «наверное»: only what is far from it differs


def told_values(reading: Reading, kind: SlotKind) -> list[Told]:
    """Values of a kind that the speaker stands by; «машина» alone only where no other vehicle is told."""
    found = [each for each in _told(reading) if each.value.kind is kind]
    if kind is SlotKind.VEHICLE:
        return [each for each in found if each.value.tags != ANY_CAR] or found
    return found


def of_common_doing(told: list[Told], other: Reading) -> list[Told]:
    """Of several values those that are told of a doing that the other statement tells of too; all, where none is."""
    if len(told) < 2:
        return told
    acts = _acts_of(other)
    common = [each for each in told if coarse(each.claim.acts) & acts]
    apart = [each for each in told if each not in common and each.claim.acts]
    return [each for each in told if each not in apart] if common else told


@once
def _acts_of(reading: Reading) -> frozenset[str]:
    """Kinds of doing of a statement and its question."""
    asked = frozenset[str]() if reading.asked is None else reading.asked.acts
    return coarse(asked.union(*(each.acts for each in reading.claims))) - _BEING


@once
def _told(reading: Reading) -> list[Told]:
    """Of every kind, in order."""
    held = [each for each in reading.numbers if not each.denied and not each.asked]
    if any(each.kind is SlotKind.TIME and each.unit != "part" for each in held):
        held = [each for each in held if each.unit != "part"]
    told = (_within(reading, value) for value in held if not _is_only_named(value))
    return [each for each in told if each is not None]


def _is_only_named(value: Value) -> bool:
    """A place that somebody comes from, or that is only named."""
    return value.kind is SlotKind.PLACE and all(tag.startswith(NOT_IN) for tag in value.tags)


def _within(reading: Reading, value: Value) -> Told | None:
    """With the first claim that tells it, where that is sure."""
    claims = (each for each in reading.claims if not each.answer and not set(value.words).isdisjoint(each.words))
    claim = next(claims, None)
    if claim is None:
        return None
    sure = _is_sure(reading, claim)
    if (not sure and not _is_perhaps(reading, claim)) or _is_not_so(claim, value):
        return None
    return Told(claim=claim, value=value, perhaps=not sure)


def _is_not_so(claim: Claim, value: Value) -> bool:
    """Whether the clause denies it; «его не было два часа» tells how long."""
    return claim.negated and value.kind is not SlotKind.DURATION and not _denies_another(claim, value)


def _is_perhaps(reading: Reading, claim: Claim) -> bool:
    """«часа в три, наверное»: of a figure that is only rounded."""
    if claim.certainty is not Certainty.DOUBTFUL or speech.DOUBT.search(reading.plain):
        return False
    return not speech.PERHAPS.search(_ROUNDING.sub(" ", reading.plain))


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
    return left != reading.plain and not (speech.DOUBT.search(left) or speech.PERHAPS.search(left))


def _is_only_meant_beside(reading: Reading, claim: Claim) -> bool:
    """«собирались в девять выехать»: it was to be, but nothing says that it might have been."""
    left = _MEANT.sub(" ", reading.plain)
    return (
        left != reading.plain
        and not (speech.would(left) or speech.is_meant(left))
        and not speech.is_meant(_text(reading, claim).replace("собирались", ""))
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
        denied = any(is_one_value(each, mine.value) for each in refused)
        if denied and not any(is_one_value(each.value, mine.value) for each in other):
            return mine
    return None


def _is_refused(reading: Reading, value: Value) -> bool:
    if value.denied:
        return True
    claims = (each for each in reading.claims if not each.answer and set(value.words) & set(each.words))
    return value.kind in _PLACED and any(each.negated for each in claims)


def is_one_value(one: Value, other: Value) -> bool:
    """Whether both tell the same: the same place or vehicle, a figure that the other may be."""
    if one.kind in _PLACED:
        return bool(_bare(one) & _bare(other))
    if one.kind is SlotKind.DATE:
        return days_agree(one, other)
    if {one.unit, other.unit} & {"part"} or (one.kind is SlotKind.COUNT and one.unit != other.unit):
        return False
    return any(max(a[0], b[0]) <= min(a[1], b[1]) for a in one.ranges for b in other.ranges)


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
