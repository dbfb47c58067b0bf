"""Rules over where: one event in two places, one person in two of them at one time."""

from dataclasses import replace

from analysis.claims.records import Argument, Role, SlotKind, Value, Who
from analysis.compare.events import all_apart, around, common, is_vague
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.pairs import EVENT_NOUNS, Pair, places_apart
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side, anchors_of
from analysis.compare.value_conflicts import days_differ, place_may_hold, places_differ, times_meet
from analysis.compare.value_rules import of_one_event
from analysis.compare.where import answers_apart
from models.inconsistencies import InconsistencyKind as Kind

_BEING = frozenset({
    "be", "sit", "stand", "lie", "stay", "spend_night", "be_long", "sleep", "work", "drink", "eat", "lunch",
    "dinner", "breakfast",
    "cook", "play", "look",
    "celebrate", "see", "wait", "have", "meet", "stop", "enter", "arrive", "go", "trade", "talk", "live",
})  # fmt: skip
"""Done where one is."""
_ANYWHERE = frozenset({
    "arrive", "leave", "work", "phone", "talk", "live", "buy", "sell", "sleep", "drink", "eat",
})  # fmt: skip
"""Done in many places: the doing alone does not tell of one event."""
_ONCE = frozenset({"wait", "find", "lose", "fall", "attack", "harm", "hide", "throw", "run_over", "keep", "shoot"})
_MEETING = frozenset({"meet", "acquaint"})
_LAID = frozenset({"park", "put", "keep", "throw", "hide", "lose", "lie", "stand", "be", "hold"})
_LYING = frozenset({"put", "keep", "hide", "lose", "lie", "be", "park", "find", "take"})
_OTHER_TIMES = ("habit", "other occasion", "with others")
_SEEING = frozenset({"see", "meet", "stop", "talk", "bring", "deliver"})
_TAKING_OUT = frozenset({"take", "carry_out", "steal", "rob", "bring"})
_GOING_OUT = frozenset({"exit", "leave", "go", "ride"})
_DAYTIMES = frozenset({"day", "evening", "night", "moment"})
_HIM = frozenset({"его", "ее", "оны"})
_THEN = (
    " сол кун", " сол кеш", " сол тун", " в тот день ", " в тот вечер ", " в ту ночь ", " тогда ", " в этот день ",
    " в это время ",
)  # fmt: skip
_CLOSE = 3.0
"""From so much affinity on one doing in two places is one event."""


def _apart(pair: Pair) -> tuple[Value, Value] | None:
    """Two places of one occasion, both stated."""
    if (pair.names_clash and pair.actor is not Same.YES) or pair.days_clash or pair.times_clash or pair.negated:
        return None
    return None if pair.either("habit") or pair.either("other occasion") else places_apart(pair)


def _alibi(pair: Pair) -> Hit | None:
    if answers_apart(pair):
        return hit(pair, Kind.ALIBI)
    seen = _is_seen(pair)
    if pair.actor is not Same.YES and not (seen or (pair.shares_name and pair.actor is not Same.DIFFERENT)):
        return None
    if pair.actor is not Same.YES and not _is_being(pair):
        return None
    found = _apart(pair) or _taken_from(pair) or _left_home(pair)
    return None if found is None or not _is_at_one_time(pair) else hit(pair, Kind.ALIBI, *found)


def _is_seen(pair: Pair) -> bool:
    """Whom the one names as being somewhere, the other saw elsewhere."""
    if not (pair.first.claim.acts | pair.second.claim.acts) & _SEEING:
        return False
    pointed = any(side.words & _HIM for side in pair.sides)
    return pair.shares_name or (pointed and any(side.claim.subject.who is Who.OTHER for side in pair.sides))


def _is_being(pair: Pair) -> bool:
    return all(not side.claim.acts or side.claim.acts & _BEING for side in pair.sides)


def _taken_from(pair: Pair) -> tuple[Value, Value] | None:
    """Who takes something out of a place at that minute, is there."""
    if not any(side.claim.acts & _TAKING_OUT for side in pair.sides):
        return None
    if pair.actor is not Same.YES or pair.days_clash or pair.times_clash or pair.negated:
        return None
    ones, others = ([_as_if_in(each) for each in side.of(SlotKind.PLACE)] for side in pair.sides)
    return next(((a, b) for a in ones for b in others if places_differ(a, b)), None)


def _left_home(pair: Pair) -> tuple[Value, Value] | None:
    """«из дома не выходил» against any place but home where he went."""
    if pair.actor is not Same.YES:
        return None
    for home, away in pair.both_ways:
        if not _stays_in(home) or away.claim.negated or not away.claim.acts & _BEING:
            continue
        house = Value(kind=SlotKind.PLACE, words=home.claim.words[:1], text="home", tags=frozenset({"home"}))
        gone = next((each for each in away.of(SlotKind.PLACE) if places_differ(house, each)), None)
        if gone is not None:
            return (house, gone) if home is pair.first else (gone, house)
    return None


@once
def _stays_in(side: Side) -> bool:
    """«из дома не выходил», «никуда не ездил», «носа не высовывал из квартиры», «үйден шықпадым»."""
    if not side.claim.negated or not (side.claim.acts & _GOING_OUT or "носа" in side.words):
        return False
    places = {tag for each in side.reading.numbers if each.kind is SlotKind.PLACE for tag in each.tags}
    nowhere = "nothing at all" in side.claim.marks
    return bool(places & {"from:home", "from:flat"}) or (nowhere and bool(places & {"home", "flat"}))


def _as_if_in(place: Value) -> Value:
    return replace(place, tags=frozenset(tag.removeprefix("from:") for tag in place.tags))


def _is_at_one_time(pair: Pair) -> bool:
    """Whether both are put at one time by figures or by words of the day."""
    ones, others = _figures(pair.first), _figures(pair.second)
    if pair.same_time and any(_meet(a, b) for a in ones for b in others):
        return True
    if pair.days_clash or pair.times_clash:
        return False
    anchors = anchors_of(pair.first.reading), anchors_of(pair.second.reading)
    return bool(anchors[0] & anchors[1] & _DAYTIMES) or (pair.retold and bool((anchors[0] | anchors[1]) & _DAYTIMES))


@once
def _figures(side: Side) -> list[Value]:
    kinds = {SlotKind.TIME, SlotKind.DATE}
    whole = [each for each in side.reading.numbers if each.kind in kinds and not each.denied]
    return [*whole, *side.of(SlotKind.TIME), *side.of(SlotKind.DATE)]


def _meet(one: Value, other: Value) -> bool:
    if one.kind is not other.kind:
        return False
    if one.kind is SlotKind.TIME:
        return times_meet(one, other)
    return bool(one.day and other.day and one.day.is_one and other.day.is_one) and not days_differ(one, other)


def _place(pair: Pair) -> Hit | None:
    found = _apart(pair)
    if found is None and _lies_elsewhere(pair):
        return hit(pair, Kind.PLACE)
    if found is None or pair.actor is Same.DIFFERENT:
        return None
    if _has_happened(pair):
        return hit(pair, Kind.PLACE, *found)
    if pair.objects_clash and not pair.same_time:
        return None
    told = _was_laid(pair) or _was_handed(pair) or _was_done_once(pair) or _was_in_town(pair, found) or _was_then(pair)
    return hit(pair, Kind.PLACE, *found) if told else None


def _lies_elsewhere(pair: Pair) -> bool:
    """«деньги лежали под матрасом», «деньги хранил в сейфе»: one thing, kept in two places of any name."""
    if pair.negated or not pair.both_act(_LYING) or pair.actor is Same.DIFFERENT:
        return False
    if pair.days_clash or pair.times_clash or pair.names_clash or any(pair.either(mark) for mark in _OTHER_TIMES):
        return False
    if not _kept_in_common(pair) or any(
        place_may_hold(a, b) for a in pair.first.of(SlotKind.PLACE) for b in pair.second.of(SlotKind.PLACE)
    ):
        return False
    mine, theirs = _kept_at(pair.first), _kept_at(pair.second)
    return bool(mine and theirs) and all_apart(mine, theirs)


def _kept_in_common(pair: Pair) -> bool:
    """Whether one thing stands beside both doings, or their questions'."""
    things = ([each for each in around(side) if each.role is Role.OBJECT and not each.person] for side in pair.sides)
    return any(not is_vague(each) for each in common(*things))


@once
def _kept_at(side: Side) -> list[Argument]:
    return [each for each in side.claim.arguments if each.role is Role.AT and not each.animate and not is_vague(each)]


def _has_happened(pair: Pair) -> bool:
    """A wedding, a fight, a meeting: each has its place."""
    happened = pair.nouns & EVENT_NOUNS and (pair.acts or "fight_thing" in pair.nouns)
    return bool(happened) or pair.both_act(_MEETING)


def _was_laid(pair: Pair) -> bool:
    """One thing put, kept or lost in two places."""
    objects = pair.first.claim.objects & pair.second.claim.objects - {"home", "work"}
    if pair.objects_clash or not objects or not pair.both_act(_LAID):
        return False
    return pair.actor is not Same.OPEN or pair.first.claim.subject.who is pair.second.claim.subject.who


def _was_handed(pair: Pair) -> bool:
    handed = pair.acts & {"give", "take"} and pair.nouns
    return bool(handed) and (pair.one_speaker or pair.actor is Same.MAY_BE)


def _was_done_once(pair: Pair) -> bool:
    """A doing that happens once, or one with something beside it."""
    specific = pair.specific_acts - _ANYWHERE
    if specific & _ONCE and pair.actor is Same.YES:
        return True
    beside = pair.lemmas or pair.nouns or pair.same_time or pair.shares_name or pair.affinity >= _CLOSE
    return bool(specific) and bool(beside)


def _was_in_town(pair: Pair, found: tuple[Value, Value]) -> bool:
    """«тогда был в Алматы»: with one whom both name."""
    towns = all(any(tag.startswith("town:") for tag in each.tags) for each in found)
    told = towns and pair.actor is Same.YES and pair.shares_name and "be" in pair.acts
    return told and any(_says_then(side) for side in pair.sides)


@once
def _says_then(side: Side) -> bool:
    return any(word in f" {side.reading.plain} " for word in _THEN)


def _was_then(pair: Pair) -> bool:
    """One person, or one whom both name, at one time."""
    told = pair.same_time and (pair.actor is Same.YES or pair.shares_name)
    return told and (bool(pair.acts) or _is_being(pair))


RULES = (
    Rule(id="alibi", basis="Nobody is in two places at one time", found=_alibi),
    Rule(id="place", basis="One event happens in one place", found=of_one_event(_place)),
)
