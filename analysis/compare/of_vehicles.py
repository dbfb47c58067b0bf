"""The rule over vehicles."""

from analysis.claims.nouns_of_things import VEHICLES
from analysis.claims.records import SlotKind, Value, Who
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.pairs import Pair, places_apart
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side
from analysis.compare.value_conflicts import ANY_CAR, vehicles_differ
from analysis.compare.value_rules import is_one_occasion, of_one_event, owner_of
from models.inconsistencies import InconsistencyKind as Kind

_NO_CARS = frozenset({
    "body:on_foot", "body:bicycle", "body:motorcycle", "body:bus", "body:train", "body:plane", "body:horse", "body:tractor",
})  # fmt: skip
"""Beside these «машина» tells something."""
_NO_TOPICS = VEHICLES.keys() | {"home", "street", "work"}
_RIDING = frozenset({"drive", "ride", "go", "arrive", "leave", "transport"})
_COMING = frozenset({"run_over", "arrive", "leave", "bring"})
_MINE = frozenset({"моя", "менин", "машинам"})


def _vehicle(pair: Pair) -> Hit | None:
    if not is_one_occasion(pair) or pair.days_clash or pair.times_clash:
        return None
    ones, others = _told(pair)
    if not ones or not others or not all(vehicles_differ(a, b) for a in ones for b in others):
        return None
    if not (pair.retold and all(_has_plate(each) for each in (*ones, *others))) and not _is_one_ride(pair):
        return None
    return hit(pair, Kind.VEHICLE, ones[0], others[0])


def _told(pair: Pair) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """Of both; «машина» alone tells nothing, unless the other came by something else."""
    ones, others = pair.values(SlotKind.VEHICLE)
    if any(each.tags & _NO_CARS for each in (*ones, *others)):
        return ones, others
    return tuple(each for each in ones if each.tags != ANY_CAR), tuple(each for each in others if each.tags != ANY_CAR)


def _has_plate(value: Value) -> bool:
    return any(tag.startswith("plate:") for tag in value.tags)


def _is_one_ride(pair: Pair) -> bool:
    """Whether both tell of one vehicle: one that was there, that one rode in, or that something was done with."""
    if pair.actor is Same.DIFFERENT or (places_apart(pair) is not None and not pair.same_time):
        return False
    things = bool(pair.nouns - _NO_TOPICS or pair.lemmas)
    if _is_told_of_it(pair):
        return True
    if pair.both_act(_RIDING) and pair.actor is Same.YES and (pair.retold or things or pair.same_time):
        return True
    if pair.both_act(_RIDING) and pair.actor is Same.YES and any(_tells_of_nothing_else(side) for side in pair.sides):
        return True
    if not (_is_one_doing(pair) or (things and pair.acts)):
        return False
    return things or not pair.objects_clash


@once
def _tells_of_nothing_else(side: Side) -> bool:
    """«поездом ехали»: neither where to nor what for."""
    return not side.reading.asked_plain and len(side.claim.arguments) == 1 and len(side.reading.claims) == 1


def _is_told_of_it(pair: Pair) -> bool:
    """«была машина», «машина нива была»: of nobody's own."""
    told = all(_only_tells_of_car(side) for side in pair.sides) and owner_of(pair.first) == owner_of(pair.second)
    return told and not any(side.words & _MINE for side in pair.sides)


@once
def _only_tells_of_car(side: Side) -> bool:
    return side.claim.acts <= {"be"} and "car" in side.claim.nouns and not side.claim.names


def _is_one_doing(pair: Pair) -> bool:
    """One doing, with something that shows one event."""
    if not pair.specific_acts - {"work"}:
        return False
    things = bool(pair.nouns - _NO_TOPICS or pair.lemmas)
    nameless = any(side.claim.subject.who is Who.NOUN for side in pair.sides)
    return things or pair.same_time or pair.actor is Same.YES or (not nameless and bool(pair.acts & _COMING))


RULES = (Rule(id="vehicle", basis="A vehicle has one plate, one make and one colour", found=of_one_event(_vehicle)),)
