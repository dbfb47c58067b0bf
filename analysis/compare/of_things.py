"""Rules over things and looks: what a blow was struck with, what was in a bag, how somebody looked."""

from analysis.claims.actions import GENERAL
from analysis.claims.looks import OF_PERSONS
from analysis.claims.nouns_of_things import VEHICLES, WEAPONS
from analysis.claims.records import SlotKind, Value
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.pairs import Pair
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side
from analysis.compare.value_conflicts import clothes_differ, looks_differ
from analysis.compare.value_rules import is_one_occasion, owner_of
from models.inconsistencies import InconsistencyKind as Kind

_Values = tuple[Value, ...]

_CONTAINERS = frozenset({"bag", "box", "safe", "trunk", "wallet"})
_STRIKING = frozenset({"harm", "shoot", "break", "open"})
_NO_CONTENTS = frozenset({"door", "table", "instrument"})
_KEPT_IN = frozenset({"pawnshop", "warehouse", "bank", "safe", "bag", "trunk"})
_STATES = frozenset({"opened", "closed", "drunk", "sober", "alive", "dead"})


def _object(pair: Pair) -> Hit | None:
    if not is_one_occasion(pair) or pair.actor is Same.DIFFERENT or pair.days_clash or pair.times_clash:
        return None
    ones, others = pair.values(SlotKind.OBJECT)
    if pair.negated or not ones or not others:
        return None
    if not pair.acts and not all(_whole_tags(side) & _CONTAINERS for side in pair.sides):
        return None
    worn = _worn(pair, ones, others)
    if worn is not None:
        return hit(pair, Kind.OBJECT, *worn)
    weapons = tuple(tuple(each for each in found if each.tags & WEAPONS) for found in (ones, others))
    if weapons[0] and weapons[1] and _was_in_hand(pair):
        return hit(pair, Kind.OBJECT, weapons[0][0], weapons[1][0]) if _are_two_weapons(pair, *weapons) else None
    held = _contents(pair, ones, others)
    return None if held is None else hit(pair, Kind.OBJECT, *held)


@once
def _whole_tags(side: Side) -> frozenset[str]:
    """Of every thing of the statement."""
    return frozenset(tag for each in side.reading.numbers if each.kind is SlotKind.OBJECT for tag in each.tags)


def _worn(pair: Pair, ones: _Values, others: _Values) -> tuple[Value, Value] | None:
    """One piece of clothing in two colours."""
    if pair.names_clash or (pair.actor is Same.OPEN and not pair.one_speaker):
        return None
    return next(((a, b) for a in ones for b in others if clothes_differ(a, b)), None)


def _was_in_hand(pair: Pair) -> bool:
    """Whether both tell of a blow, of what was in a hand, or of what was drawn."""
    owners = {owner_of(pair.first), owner_of(pair.second)}
    in_hand = "hand" in pair.nouns and owners != {"own", "other"}
    drawn = bool(pair.specific_acts) or ("take" in pair.acts and pair.actor is Same.YES)
    return bool(pair.acts & _STRIKING) or in_hand or drawn


def _are_two_weapons(pair: Pair, ones: _Values, others: _Values) -> bool:
    one, other = pair.first.claim.subject.who, pair.second.claim.subject.who
    if pair.actor is Same.OPEN and not pair.one_speaker and one is not other:
        return False
    return not pair.either("with others") and not any(a.tags & b.tags & WEAPONS for a in ones for b in others)


def _contents(pair: Pair, ones: _Values, others: _Values) -> tuple[Value, Value] | None:
    """What alone was in one bag, or was brought to one pawnshop."""
    containers = _whole_tags(pair.first) & _whole_tags(pair.second) & _CONTAINERS
    shared = (pair.nouns | containers) - VEHICLES.keys()
    mine, theirs = (
        [each for each in found if not each.tags & shared and not each.tags & _NO_CONTENTS] for found in (ones, others)
    )
    if not mine or not theirs:
        return None
    alone = shared and pair.either("only") and not any(a.tags & b.tags for a in mine for b in theirs)
    kept = pair.nouns & _KEPT_IN and pair.specific_acts | (pair.acts & GENERAL)
    return (mine[0], theirs[0]) if alone or kept else None


def _look(pair: Pair) -> Hit | None:
    if pair.names_clash or pair.days_clash or pair.actor is Same.DIFFERENT:
        return None
    ones, others = pair.values(SlotKind.LOOK)
    if pair.first.claim.negated != pair.second.claim.negated:
        return _denied_state(pair, ones, others)
    found = next(((a, b) for a in ones for b in others if looks_differ(a, b)), None)
    if found is None:
        return None
    of_person = not OF_PERSONS.isdisjoint(tag.removeprefix("no ") for tag in found[0].tags)
    told = _are_of_one_person(pair) if of_person else _are_of_one_thing(pair)
    return hit(pair, Kind.PERSON if of_person else Kind.ACTION, *found) if told else None


def _denied_state(pair: Pair, ones: _Values, others: _Values) -> Hit | None:
    """«дверь не была открыта» against «дверь была открыта»."""
    if pair.either("except") or not pair.nouns - {"home"}:
        return None
    found = next(((a, b) for a in ones for b in others if a.tags & b.tags & _STATES), None)
    return None if found is None else hit(pair, Kind.NEGATION, *found)


def _are_of_one_person(pair: Pair) -> bool:
    return pair.one_question or bool(pair.specific_acts or pair.nouns & {"man", "woman"})


def _are_of_one_thing(pair: Pair) -> bool:
    return pair.one_question or bool(pair.nouns - {"street", "home"}) or pair.shares_name


RULES = (
    Rule(id="object", basis="A blow is struck with one thing", found=_object),
    Rule(id="look", basis="Opposites do not both hold of one person or thing at one time", found=_look),
)
