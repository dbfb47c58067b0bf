"""Rules over what and where: vehicles, places, one person in two of them, things, looks."""

from dataclasses import replace

from analysis.claims.actions import GENERAL
from analysis.claims.nouns import OF_PERSONS, VEHICLES, WEAPONS
from analysis.claims.records import SlotKind, Value, Who
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.of_values import common, of_one_event, owner_of
from analysis.compare.sides import EVENT_NOUNS, Pair, Same, places_apart
from analysis.compare.value_conflicts import (
    clothes_differ,
    days_differ,
    looks_differ,
    places_differ,
    times_differ,
    vehicles_differ,
)
from models.inconsistencies import InconsistencyKind as Kind


def _vehicle(pair: Pair) -> Hit | None:  # noqa: PLR0911  # one exclusion a line
    if not common(pair) or pair.days_clash or pair.times_clash:
        return None
    ones, others = pair.values(SlotKind.VEHICLE)
    light = {
        "body:on_foot",
        "body:bicycle",
        "body:motorcycle",
        "body:bus",
        "body:train",
        "body:plane",
        "body:horse",
        "body:tractor",
    }
    told = any(each.tags & light for each in (*ones, *others))
    ones, others = (tuple(each for each in found if told or each.tags != {"body:car"}) for found in (ones, others))
    if not ones or not others or not all(vehicles_differ(a, b) for a in ones for b in others):
        return None
    plates = all(any(tag.startswith("plate:") for tag in each.tags) for each in (*ones, *others))
    if plates and pair.relation.value == "protocol_and_transcript":
        return hit(pair, Kind.VEHICLE, ones[0], others[0])
    if pair.actor is Same.DIFFERENT:
        return None
    if places_apart(pair) is not None and not pair.same_time:
        return None
    nameless = Who.NOUN in {pair.first.claim.subject.who, pair.second.claim.subject.who} and pair.actor is not Same.YES
    things = (pair.nouns - VEHICLES.keys() - {"home", "street", "work"}) | pair.lemmas
    riding = {"drive", "ride", "go", "arrive", "leave", "transport"}
    told = all(
        side.claim.acts <= {"be"} and "car" in side.claim.nouns and not side.claim.names
        for side in (pair.first, pair.second)
    )
    if (
        told
        and owner_of(pair.first) == owner_of(pair.second)
        and not {"моя", "менин", "машинам"} & set(f"{pair.first.reading.plain} {pair.second.reading.plain}".split())
    ):
        return hit(pair, Kind.VEHICLE, ones[0], others[0])
    rode = all(side.claim.acts & riding for side in (pair.first, pair.second)) and pair.actor is Same.YES
    if rode and (pair.relation.value == "protocol_and_transcript" or things or pair.same_time):
        return hit(pair, Kind.VEHICLE, ones[0], others[0])
    grounds = pair.specific_acts - {"work"} and (
        things
        or pair.same_time
        or pair.actor is Same.YES
        or (not nameless and pair.acts & {"run_over", "arrive", "leave", "bring"})
    )
    if not grounds and not (things and pair.acts):
        return None
    if pair.objects_clash and not things:
        return None
    return hit(pair, Kind.VEHICLE, ones[0], others[0])


def _place_or_alibi(pair: Pair) -> tuple[Value, Value] | None:
    if (pair.names_clash and pair.actor is not Same.YES) or pair.days_clash or pair.times_clash:
        return None
    if pair.first.claim.negated or pair.second.claim.negated or pair.either("habit"):
        return None
    if pair.either("other occasion"):
        return None
    return places_apart(pair)


def _clock(pair: Pair) -> bool:
    """Whether both are put at one time by figures or by words of the day."""
    figures = [
        [each for each in side.reading.numbers if each.kind in {SlotKind.TIME, SlotKind.DATE} and not each.denied]
        + list(side.claim.of(SlotKind.TIME)) + list(side.claim.of(SlotKind.DATE))
        for side in (pair.first, pair.second)
    ]  # fmt: skip

    def meet(one: Value, other: Value) -> bool:
        if one.kind is not other.kind:
            return False
        if one.kind is SlotKind.TIME:
            return not times_differ(one, other)
        return bool(one.day and other.day and one.day.is_one and other.day.is_one) and not days_differ(one, other)

    return pair.same_time and any(meet(a, b) for a in figures[0] for b in figures[1])


def _is_being(pair: Pair) -> bool:
    acts = pair.first.claim.acts, pair.second.claim.acts
    return all(not each or each & {"be", "sit", "stand", "lie", "stay", "spend_night", "be_long", "sleep", "work",
    "drink", "eat", "cook",
               "play", "look", "celebrate", "see", "wait", "have", "meet", "stop", "enter", "arrive", "go", "trade",
               "talk", "live"} for each in acts)  # fmt: skip


def _taken_from(pair: Pair) -> tuple[Value, Value] | None:
    """Who takes something out of a place at that minute, is there."""
    if (
        pair.actor is not Same.YES
        or pair.days_clash
        or pair.times_clash
        or pair.first.claim.negated
        or pair.second.claim.negated
    ):
        return None
    ones, others = pair.values(SlotKind.PLACE)
    bare = [
        [replace(each, tags=frozenset(tag.removeprefix("from:") for tag in each.tags)) for each in found]
        for found in (ones, others)
    ]
    return next(((a, b) for a in bare[0] for b in bare[1] if places_differ(a, b)), None)


def _alibi(pair: Pair) -> Hit | None:
    found = _place_or_alibi(pair) or _taken_from(pair)
    if (
        found is None
        or not _clock(pair)
        or (pair.actor is Same.DIFFERENT and not _seen(pair))
        or (pair.actor is not Same.YES and not _is_being(pair))
    ):
        return None
    if pair.actor is not Same.YES and not pair.shares_name and not _seen(pair):
        return None
    return hit(pair, Kind.ALIBI, *found)


def _seen(pair: Pair) -> bool:
    """Whom the one names as being somewhere, the other saw elsewhere."""
    acts = pair.first.claim.acts | pair.second.claim.acts
    him = {"его", "ее", "оны"}
    sides = (pair.first, pair.second)
    pointed = any(him & set(each.reading.plain.split()) for each in sides) and any(
        each.claim.subject.who is Who.OTHER for each in sides
    )
    return (pair.shares_name or pointed) and bool(acts & {"see", "meet", "stop", "talk", "bring", "deliver"})


_THEN = (
    " сол кун",
    " сол кеш",
    " сол тун",
    " в тот день ",
    " в тот вечер ",
    " в ту ночь ",
    " тогда ",
    " в этот день ",
    " в это время ",
)


def _place(pair: Pair) -> Hit | None:  # noqa: PLR0911  # one exclusion a line
    found = _place_or_alibi(pair)
    if found is None or pair.actor is Same.DIFFERENT:
        return None
    specific = pair.specific_acts - {
        "arrive",
        "leave",
        "work",
        "phone",
        "talk",
        "live",
        "buy",
        "sell",
        "sleep",
        "drink",
        "eat",
    }
    met = all(side.claim.acts & {"meet", "acquaint"} for side in (pair.first, pair.second))
    happened = pair.nouns & EVENT_NOUNS and (pair.acts or pair.nouns & {"fight_thing"})
    if (met or happened) and not pair.either("habit"):
        return hit(pair, Kind.PLACE, *found)
    topics = pair.lemmas | (pair.nouns - {"home", "street", "town", "money"})
    if pair.objects_clash and not pair.same_time:
        return None
    placed = all(
        side.claim.acts & {"park", "put", "keep", "throw", "hide", "lose", "lie", "stand", "be", "hold"}
        for side in (pair.first, pair.second)
    )
    laid = placed and (pair.first.claim.objects & pair.second.claim.objects - {"home", "work"}) and not pair.objects_clash
    if laid and (pair.actor is not Same.OPEN or pair.first.claim.subject.who is pair.second.claim.subject.who):
        return hit(pair, Kind.PLACE, *found)
    handed = pair.acts & {"give", "take"} and pair.nouns and (pair.one_speaker or pair.actor is Same.MAY_BE)
    if handed:
        return hit(pair, Kind.PLACE, *found)
    once = {"wait", "find", "lose", "fall", "attack", "harm", "hide", "throw", "run_over", "keep", "shoot"}
    if specific & once and pair.actor is Same.YES:
        return hit(pair, Kind.PLACE, *found)
    if specific and (topics or pair.nouns or pair.same_time or pair.shares_name or pair.affinity >= 3.0):
        return hit(pair, Kind.PLACE, *found)
    towns = all(any(tag.startswith("town:") for tag in each.tags) for each in found)
    anchored = any(word in f" {side.reading.plain} " for side in (pair.first, pair.second) for word in _THEN)
    if towns and anchored and pair.actor is Same.YES and pair.shares_name and pair.acts & {"be"}:
        return hit(pair, Kind.PLACE, *found)
    if pair.same_time and (pair.actor is Same.YES or pair.shares_name) and (pair.acts or _is_being(pair)):
        return hit(pair, Kind.PLACE, *found)
    return None


def _object(pair: Pair) -> Hit | None:  # noqa: PLR0911  # one exclusion a line
    if not common(pair) or pair.actor is Same.DIFFERENT or pair.days_clash or pair.times_clash or pair.first.claim.negated:
        return None
    ones, others = pair.values(SlotKind.OBJECT)
    holds = {"bag", "box", "safe", "trunk", "wallet"}
    held = all(
        any(v.tags & holds for v in side.reading.numbers if v.kind is SlotKind.OBJECT) for side in (pair.first, pair.second)
    )
    if not ones or not others or not (pair.acts or held):
        return None
    worn = [(a, b) for a in ones for b in others if clothes_differ(a, b)]
    if worn and not pair.names_clash and (pair.actor is not Same.OPEN or pair.one_speaker):
        return hit(pair, Kind.OBJECT, *worn[0])
    weapons = [[each for each in found if each.tags & WEAPONS] for found in (ones, others)]
    in_hand = "hand" in pair.nouns and {owner_of(pair.first), owner_of(pair.second)} != {"own", "other"}
    drawn = bool(pair.specific_acts) or (pair.acts & {"take"} and pair.actor is Same.YES)
    if (pair.acts & {"harm", "shoot", "break", "open"} or in_hand or drawn) and weapons[0] and weapons[1]:
        opened = pair.first.claim.subject.who is pair.second.claim.subject.who
        if pair.actor is Same.OPEN and not pair.one_speaker and not opened:
            return None
        if any(a.tags & b.tags & WEAPONS for a in weapons[0] for b in weapons[1]) or pair.either("with others"):
            return None
        return hit(pair, Kind.OBJECT, weapons[0][0], weapons[1][0])
    containers = [
        frozenset(tag for v in side.reading.numbers if v.kind is SlotKind.OBJECT for tag in v.tags)
        for side in (pair.first, pair.second)
    ]
    shared = (pair.nouns | (containers[0] & containers[1] & {"bag", "box", "safe", "trunk", "wallet"})) - VEHICLES.keys()
    rest = [
        [each for each in found if not each.tags & shared and not each.tags & {"door", "table", "instrument"}]
        for found in (ones, others)
    ]
    if (
        shared
        and rest[0]
        and rest[1]
        and pair.either("only")
        and not any(a.tags & b.tags for a in rest[0] for b in rest[1])
    ):
        return hit(pair, Kind.OBJECT, rest[0][0], rest[1][0])
    places = pair.nouns & {"pawnshop", "warehouse", "bank", "safe", "bag", "trunk"}
    if places and pair.specific_acts | (pair.acts & GENERAL) and rest[0] and rest[1]:
        return hit(pair, Kind.OBJECT, rest[0][0], rest[1][0])
    return None


_STATES = frozenset({"opened", "closed", "drunk", "sober", "alive", "dead"})


def _look(pair: Pair) -> Hit | None:
    ones, others = pair.values(SlotKind.LOOK)
    one_denied = pair.first.claim.negated != pair.second.claim.negated
    same_look = [(a, b) for a in ones for b in others if a.tags & b.tags & _STATES and not pair.either("except")]
    if (
        one_denied
        and same_look
        and pair.nouns - {"home"}
        and not pair.names_clash
        and pair.actor is not Same.DIFFERENT
        and not pair.days_clash
    ):
        return hit(pair, Kind.NEGATION, *same_look[0])
    found = [(a, b) for a in ones for b in others if looks_differ(a, b) and not one_denied]
    if not found or pair.actor is Same.DIFFERENT or pair.names_clash or pair.days_clash:
        return None
    of_person = bool({tag.removeprefix("no ") for tag in found[0][0].tags} & OF_PERSONS)
    asked = pair.first.reading.asked_plain
    one_question = bool(asked) and asked == pair.second.reading.asked_plain
    if of_person:
        told = one_question or pair.specific_acts or pair.nouns & {"man", "woman"}
        return hit(pair, Kind.PERSON, *found[0]) if told else None
    told_of = one_question or pair.nouns - {"street", "home"} or pair.shares_name
    return hit(pair, Kind.ACTION, *found[0]) if told_of else None


RULES = (
    Rule(id="vehicle", basis="A vehicle has one plate, one make and one colour", found=of_one_event(_vehicle)),
    Rule(id="alibi", basis="Nobody is in two places at one time", found=_alibi),
    Rule(id="place", basis="One event happens in one place", found=of_one_event(_place)),
    Rule(id="object", basis="A blow is struck with one thing", found=_object),
    Rule(id="look", basis="Opposites do not both hold of one person or thing at one time", found=_look),
)
