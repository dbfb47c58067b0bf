"""The rule over doings that exclude each other: bought or given, of one's own or by force, left or stayed."""

from collections.abc import Callable

from analysis.claims.actions import EXCLUSIVE, excluded_by
from analysis.claims.actors import may_be_same
from analysis.claims.records import Role, SlotKind, Who
from analysis.compare.events import apart_in_roles, common
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.pairs import FAINT, Pair
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side
from models.inconsistencies import InconsistencyKind as Kind

_STATES = frozenset({"closed", "opened", "sober", "drunk"})
_GIVEN, _TAKEN = frozenset({"give", "pay", "return"}), frozenset({"take", "rob"})
_ME, _HIM = frozenset({"меня", "мени", "мне", "маган"}), frozenset({"ее", "его", "оны"})
_KINDS = {"got": Kind.OBJECT, "alone": Kind.PERSON}
"""Of the others it is what was done."""


def _exclusive(pair: Pair) -> Hit | None:
    """Bought and given as a present; went of one's own and was forced."""
    if pair.negated or pair.days_clash or pair.times_clash or pair.names_clash or pair.either("other occasion"):
        return None
    if _excluded_by(pair.first).isdisjoint(_doing(pair.second)):
        return None
    for name, ones, others in EXCLUSIVE:
        for one, other in pair.both_ways:
            if _are_apart(_doing(one), ones, _doing(other), others) and _suits(pair, name, one, other):
                return hit(pair, _KINDS.get(name, Kind.ACTION))
    return None


def _are_apart(mine: frozenset[str], ones: frozenset[str], theirs: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the first does one of `ones` alone, and the second one of `others` alone."""
    return bool(mine & ones and theirs & others and not mine & others and not theirs & ones)


@once
def _excluded_by(side: Side) -> frozenset[str]:
    """Doings that one of a claim's excludes."""
    return excluded_by(_doing(side))


@once
def _doing(side: Side) -> frozenset[str]:
    """Its doings, with the states and manners that exclude others: closed, willing, alone, in company."""
    claim = side.claim
    looks = {tag for each in side.of(SlotKind.LOOK) for tag in each.tags}
    found = claim.acts | (looks & _STATES)
    if "hold" in claim.acts:  # what is in a hand is not yet kept
        found -= {"keep"}
    if "close" in claim.acts:
        found |= {"closed"}
    if "willing" in claim.marks:
        found |= {"willing", "own_fall"} if "fall" in claim.acts else {"willing"}
    counts = side.of(SlotKind.COUNT)
    if "alone" in claim.marks and claim.subject.who is Who.SELF and not counts:
        found |= {"alone"}
    several = any(each.unit == "people" and each.ranges[0][0] >= 2 for each in counts)
    several = several or any(each.role is Role.WITH and (each.person or each.animate) for each in claim.arguments)
    if several and claim.subject.who in {Who.WE, Who.SELF}:
        found |= {"accompanied"}
    return found


def _suits(pair: Pair, name: str, one: Side, other: Side) -> bool:
    """Whether two doings that exclude each other are told of one thing, one person, one time."""
    suits = _SUITS.get(name)
    return bool(_topics(pair)) if suits is None else suits(pair, one, other)


def _topics(pair: Pair) -> frozenset[str]:
    return pair.nouns - FAINT | pair.lemmas


def _got(pair: Pair, _: Side, __: Side) -> bool:
    return bool(_topics(pair))


def _of_one_owner(pair: Pair, _: Side, __: Side) -> bool:
    return bool(_topics(pair)) and pair.actor is not Same.DIFFERENT


def _stay(pair: Pair, one: Side, other: Side) -> bool:
    at_once = any("сразу" in side.reading.plain or "бирден" in side.reading.plain for side in (one, other))
    if pair.one_speaker and pair.actor is Same.YES and (at_once or pair.same_time):
        return True
    return pair.one_actor and (bool(_topics(pair)) or pair.retold)


def _slept(pair: Pair, _: Side, __: Side) -> bool:
    """At one time, and not only in one evening: who drank tea in it may have slept in it too."""
    parts = all(side.times and all(each.unit == "part" for each in side.times) for side in pair.sides)
    return pair.actor is Same.YES and pair.same_time and not parts


def _willing(pair: Pair, one: Side, other: Side) -> bool:
    if pair.nouns and one.claim.acts & _GIVEN and other.claim.acts & _TAKEN:
        return True
    return pair.affinity >= 0 and "forced" not in one.claim.marks and _same_patient(one, other)


def _own_fall(pair: Pair, one: Side, other: Side) -> bool:
    of_her = one.claim.subject.who is Who.OTHER and bool(other.words & _HIM)
    return bool(_topics(pair) or pair.acts) or pair.one_speaker or pair.retold or of_her


def _door(pair: Pair, one: Side, other: Side) -> bool:
    """«закрыл, уходя» is of another time than «была открыта»."""
    return bool(_topics(pair)) and not any("уход" in side.reading.plain for side in (one, other))


def _of_one(pair: Pair, _: Side, __: Side) -> bool:
    return pair.actor is Same.YES


def _alone(pair: Pair, _: Side, __: Side) -> bool:
    return pair.actor is Same.YES and bool(pair.acts) and bool(_topics(pair) or pair.specific_acts or pair.same_time)


def _of_one_patient(pair: Pair, one: Side, other: Side) -> bool:
    """What was done to one thing, or to one animal or person, by who may be one."""
    ones, others = ([each for each in side.claim.arguments if each.role is Role.OBJECT] for side in (one, other))
    return pair.actor is not Same.DIFFERENT and bool(common(ones, others)) and not apart_in_roles(pair)


def _kept(pair: Pair, _: Side, __: Side) -> bool:
    """Of money it is enough that one speaks twice of what he did."""
    topics = _topics(pair) or (pair.nouns & {"money", "debt"} and pair.one_speaker)
    return bool(topics) and pair.actor is Same.YES


def _of_one_voice(pair: Pair, _: Side, __: Side) -> bool:
    return pair.one_actor and (bool(_topics(pair)) or pair.same_time or pair.retold)


_SUITS: dict[str, Callable[[Pair, Side, Side], bool]] = {
    "got": _got,
    "rid": _of_one_owner,
    "destroyed": _of_one_owner,
    "stay": _stay,
    "slept": _slept,
    "willing": _willing,
    "own fall": _own_fall,
    "door": _door,
    "part": _of_one,
    "sober": _of_one,
    "alone": _alone,
    "treated": _of_one_patient,
    "made": _of_one_patient,
    "switched": _of_one_patient,
    "moved": _of_one_patient,
    "tied": _of_one_patient,
    "hidden": _of_one_owner,
    "voice": _of_one_voice,
    "kept": _kept,
}
"""What must be common to two doings of `EXCLUSIVE`, by the name of the two: the side of the first, then the other."""


def _same_patient(willing: Side, forced: Side) -> bool:
    """Who did it of their own is who was forced: named, or speaking."""
    subject = willing.claim.subject
    passive = bool(forced.words & _ME)
    if subject.who is Who.NAMED:
        if passive:
            return bool(forced.own_names) and may_be_same(subject.names, forced.own_names)
        return any(may_be_same(subject.names, each.names) for each in forced.claim.names)
    if willing.who == forced.who:
        return subject.who is Who.SELF and passive
    return subject.who in {Who.SELF, Who.OTHER} and bool(forced.words & _HIM)


RULES = (Rule(id="exclusive", basis="Bought or given, of one's own or by force, left at once or stayed", found=_exclusive),)
