"""What shows that two claims tell of one time, and of two persons: asked by every rule over a verb and its roles."""

from analysis.claims.nouns_of_persons import ACQUAINTANCES, MEANINGS
from analysis.claims.records import Actor, Who
from analysis.compare.events import is_elsewhere
from analysis.compare.once import once
from analysis.compare.pairs import Pair
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side, spoken
from analysis.persons.known_names import known_sex

ENOUGH = 3.0
"""From how much in common on two claims are taken to be of one event."""
SPEAKING = frozenset({"say", "talk", "phone", "message", "know", "see", "hear", "meet", "ask"})
"""Done again and again: the verb alone tells of no event."""
ROLES = ACQUAINTANCES | {
    "guard", "driver", "seller", "cashier", "policeman", "doctor", "lawyer", "teacher", "master", "victim",
}  # fmt: skip
"""Kinds of persons of whom another can be told apart."""
IN_PROCEEDINGS = frozenset({"victim", "policeman"})
"""Roles in the proceedings that may be the speaker's."""
_MEN = frozenset({"father", "son", "brother", "uncle", "grandfather", "husband", "groom", "man"})
_WOMEN = frozenset({"mother", "daughter", "sister", "aunt", "grandmother", "wife", "woman"})
_OTHER_TIMES = ("other occasion", "habit", "except")
_NARROW = frozenset({"только", "лишь", "единственный", "единственное", "тек", "гана", "кана", "больше"})
_IF = frozenset({"если", "егер"})


@once
def is_told_once(pair: Pair) -> bool:
    """Whether neither tells of another time, of what is usual, or of exceptions."""
    if pair.days_clash or pair.times_clash or is_elsewhere(pair):
        return False
    if any("other occasion" in side.reading.marks for side in pair.sides):
        return False
    return not any(pair.either(mark) for mark in _OTHER_TIMES)


def are_two_persons(pair: Pair) -> bool:
    """Whether the subjects are two persons for certain."""
    one, other = pair.first.claim.subject, pair.second.claim.subject
    if pair.actor is Same.DIFFERENT and _is_definite(one) and _is_definite(other):
        return one.who is not Who.SELF or other.who is not Who.SELF
    if {one.who, other.who} <= {Who.NAMED, Who.NOUN}:
        ones, others = sexes_of(one), sexes_of(other)
        return bool(ones and others and not ones & others)
    return False


def _is_definite(actor: Actor) -> bool:
    """A person of whom another can be told apart."""
    if actor.who in {Who.SELF, Who.NAMED}:
        return True
    return actor.who is Who.NOUN and bool(actor.names & ROLES or actor.names.isdisjoint(MEANINGS))


def sexes_of(actor: Actor) -> frozenset[str]:
    """«male», «female», as far as the names or the kind of person tell."""
    if actor.who is Who.NAMED:
        return frozenset(sex.value for name in actor.names if (sex := known_sex(name)) is not None)
    return frozenset(sex for sex, kinds in (("male", _MEN), ("female", _WOMEN)) if actor.names & kinds)


@once
def is_condition(side: Side) -> bool:
    """«если», «егер»."""
    return not side.words.isdisjoint(_IF)


@once
def is_narrow(side: Side) -> bool:
    """«только», «тек»: what is denied is all but one thing."""
    return not _NARROW.isdisjoint(spoken(side))


def is_limited(no: Side, yes: Side) -> bool:
    """A condition, or the denial of one word of the clause: «не ножом бил»."""
    if is_condition(no) or is_condition(yes):
        return True
    return any(each.denied for each in no.claim.arguments) or (is_narrow(no) and not no.claim.answer)
