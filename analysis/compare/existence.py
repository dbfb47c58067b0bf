"""What the one says was not there, or that somebody had none of, against the other who tells of it: for any thing."""

from analysis.claims.folding import folded_pattern
from analysis.claims.records import Argument, Role, Who
from analysis.claims.speech import OTHER_OCCASION
from analysis.compare.events import apart_in_roles, around, is_elsewhere, is_vague, matches, names_apart
from analysis.compare.once import once
from analysis.compare.one_time import is_condition, is_narrow
from analysis.compare.pairs import Pair
from analysis.compare.sides import Side, spoken

_BEING = frozenset({"be", "have", "own", "remain"})
_NAMED_AS = frozenset({Role.OBJECT, Role.OTHER, Role.SUBJECT})
"""Roles in which a thing is said to be there or not."""
_COMMON = frozenset(
    {"money", "document", "instrument", "table", "door", "phone", "hand", "noise", "light", "water", "blow"}
)
"""Things of which another may have been meant."""
_MINE = frozenset({"меня", "мне", "мной", "мой", "моя", "моего", "мои", "менде", "менин", "нас", "бизде"})
_HIS = frozenset({"него", "нее", "них", "ним", "ней", "его", "ее", "их", "онда", "онын", "оларда"})
_NO = frozenset({"не", "нет", "нету", "ни", "никакой", "никаких", "никакого"})
_ASKS_OF_BEING = folded_pattern(r"\b(?:есть|имеется|имеются|имелись|было ли|были ли|была ли|был ли|бар ма|болды ма)\b")
_MANY = frozenset(
    {"сначала", "алдымен", "другой", "другая", "другие", "другого", "еще", "больше", "баска", "тагы", "кроме"}
)


def denied_thing(pair: Pair) -> tuple[Side, Side] | None:
    """The side that says there was none, and the one that tells of it; None where both can be so."""
    if pair.days_clash or pair.times_clash or pair.names_clash or names_apart(pair) or is_elsewhere(pair):
        return None
    if any(pair.either(mark) for mark in ("except", "other occasion")):
        return None
    return next(((no, yes) for no, yes in pair.both_ways if _says_none(no) and _tells_of(pair, no, yes)), None)


@once
def _says_none(side: Side) -> bool:
    claim = side.claim
    if not claim.negated or claim.acts - _BEING or is_condition(side) or is_narrow(side):
        return False
    if side.words & _MANY or OTHER_OCCASION.search(side.reading.asked_plain):
        return False
    return bool(_ASKS_OF_BEING.search(side.reading.asked_plain)) if claim.answer else _denies_itself(side)


def _denies_itself(side: Side) -> bool:
    """Whether a word of the clause denies, and not only the «нет» that it begins with."""
    return any(word in _NO or word.startswith(("жок", "емес")) for word in spoken(side)[1:])


@once
def _missing(side: Side) -> tuple[Argument, ...]:
    """What is said not to be there; of a bare «нет» what the question asked for."""
    claim = side.claim
    asked = side.reading.asked
    told = claim.arguments or (() if asked is None else asked.arguments)
    return tuple(
        each
        for each in told
        if each.role in _NAMED_AS
        and not (each.named or each.person or each.animate)
        and not is_vague(each)
        and not each.meanings & _COMMON
    )


def _tells_of(pair: Pair, no: Side, yes: Side) -> bool:
    """Whether the second tells of that thing as there, of one owner and one place."""
    claim = yes.claim
    if claim.negated or claim.answer or is_condition(yes) or not _owned_by_one(pair, no, yes):
        return False
    told = [each for each in claim.arguments if not each.denied and each.role in _NAMED_AS]
    found = [(one, other) for one in _missing(no) for other in told if matches(one, other)]
    if not found or any(one.order and other.order and not one.order & other.order for one, other in found):
        return False
    besides = frozenset(_NAMED_AS | {Role.OWNER})
    return not apart_in_roles(pair, besides=besides) and not _placed_apart(no, yes)


def _placed_apart(no: Side, yes: Side) -> bool:
    """Whether it is said not to be in a place that the other does not name."""
    where = [each for each in no.claim.arguments if each.role is Role.AT and not each.person]
    there = [each for each in around(yes) if each.role in {Role.AT, Role.FROM, Role.TO}]
    return bool(where and there) and not any(matches(one, other) for one in where for other in there)


def _owned_by_one(pair: Pair, no: Side, yes: Side) -> bool:
    """«у меня» of the one is «у него» of the other."""
    owners = _owner(no), _owner(yes)
    if pair.one_speaker or pair.retold:
        return "his" not in owners or owners[0] == owners[1]
    if owners == ("mine", "mine"):
        return False
    named = {no.claim.subject.who, yes.claim.subject.who} & {Who.NAMED, Who.NOUN}
    return not (named and pair.actor == 0)


@once
def _owner(side: Side) -> str:
    words = frozenset(spoken(side))
    if side.claim.subject.who is Who.SELF or words & _MINE:
        return "mine"
    return "his" if words & _HIS else ""
