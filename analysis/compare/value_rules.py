"""What every rule over values asks before it compares: one occasion, persons that may be one, statements of one event."""

from collections.abc import Callable
from itertools import pairwise

from analysis.claims.records import Role, SlotKind, Value
from analysis.compare.events import apart_in_roles
from analysis.compare.hits import Hit
from analysis.compare.nearness import told_apart
from analysis.compare.once import once
from analysis.compare.pairs import Pair
from analysis.compare.sides import Side, sides_of, values_of_statement
from models.inconsistencies import InconsistencyKind as Kind

_REGULAR = frozenset({"rent_money", "salary", "loan"})
"""Paid again and again, each time the same."""
OF_THE_VALUE = {
    Kind.PLACE: frozenset({Role.AT, Role.TO, Role.FROM, Role.OWNER, Role.WITH}),
    Kind.VEHICLE: frozenset({Role.AT, Role.OBJECT, Role.WITH}),
    Kind.COUNT: frozenset({Role.OBJECT, Role.AT}),
}
"""Roles in which a value itself may stand: what differs there is no other event."""
_BEING = frozenset({"be", "have", "say", "know"})
_OF_THE_WHOLE = frozenset({SlotKind.SUM, SlotKind.TIME, SlotKind.DATE})
"""Values of which no other of the statement may agree."""
_OWN_WORDS = frozenset({"меня", "менде", "мне", "нас", "бизде", "менин"})
_KIN_WORDS = frozenset({"брата", "сестры", "соседа", "него", "нее", "друга", "онда", "ага", "агамда", "иниде", "коршиде"})


@once
def is_one_occasion(pair: Pair) -> bool:
    """Whether neither tells of another time or of what is usual, names another person, or denies what the other does."""
    if pair.names_clash or (pair.either("other occasion") and not pair.both("other occasion")):
        return False
    if pair.either("habit") and not pair.both("habit") and not pair.nouns & _REGULAR:
        return False
    return pair.first.claim.negated == pair.second.claim.negated or not pair.acts


def differing(pair: Pair, kind: SlotKind, differ: Callable[[Value, Value], bool]) -> tuple[Value, Value] | None:
    """A value of each, where no value of the one statement may be one of the other's."""
    ones, others = pair.values(kind)
    if not ones or not others or not _all(ones, others, differ):
        return None
    if kind in _OF_THE_WHOLE:
        whole = [_of_the_doing(side, them, kind) for side, them in pair.both_ways]
        if not _all(whole[0], (*others, *whole[1]), differ) or not _all(ones, whole[1], differ):
            return None
    return ones[0], others[0]


def _of_the_doing(side: Side, them: Side, kind: SlotKind) -> tuple[Value, ...]:
    """Values of the whole statement, without those that another clause tells of a doing that neither claim names."""
    acts = side.acts | them.acts
    return tuple(
        value
        for value in values_of_statement(side.reading).get(kind, ())
        if not any(_is_of_another_doing(each, value, acts) for each in sides_of(side.reading) if each is not side)
    )


def _is_of_another_doing(side: Side, value: Value, acts: frozenset[str]) -> bool:
    """Whether a clause tells a value of something else, or of what was not."""
    if set(value.words).isdisjoint(side.claim.words) or side.claim.answer:
        return False
    return side.claim.negated or bool(side.acts - _BEING and not side.acts & acts)


def _all(ones: tuple[Value, ...], others: tuple[Value, ...], differ: Callable[[Value, Value], bool]) -> bool:
    return all(differ(one, other) for one in ones for other in others)


def of_one_event(found: Callable[[Pair], Hit | None]) -> Callable[[Pair], Hit | None]:
    """The same comparison, where the statements' other words do not show two events."""

    def asked(pair: Pair) -> Hit | None:
        made = found(pair)
        if made is None or told_apart(pair.first.reading, pair.second.reading):
            return None
        return None if apart_in_roles(pair, besides=OF_THE_VALUE.get(made.kind, frozenset())) else made

    return asked


@once
def owner_of(side: Side) -> str | None:
    """Whose the counted things are, as far as «у меня», «у брата» tells."""
    words = side.reading.plain.split()
    owners = {behind for word, behind in pairwise(words) if word == "у"}
    if owners & _KIN_WORDS:
        return "other"
    return "own" if owners & _OWN_WORDS else None
