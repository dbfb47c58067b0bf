"""Rules over typed values: times, dates, sums and lengths."""

from analysis.claims.folding import folded_pattern
from analysis.claims.records import SlotKind, Value
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.pairs import EVENT_NOUNS, Pair, mirrored, places_apart
from analysis.compare.same_actor import Same
from analysis.compare.value_conflicts import days_differ, durations_differ, sums_differ, times_differ
from analysis.compare.value_rules import differing, is_one_occasion, of_one_event
from models.inconsistencies import InconsistencyKind as Kind
from models.inconsistencies import Relation

_LASTING = frozenset({"hospital", "prison", "court", "hotel", "police", "passport", "receipt", "contract"})
"""Places and papers that one speaker tells of as of one event."""
_LEAST, _LEAST_OF_AN_EVENT, _CLOSE, _CLOSER = 2.0, 1.5, 3.0, 3.5  # of affinity
_ANY_TIME = frozenset({"be", "talk", "see"})
_ANY_DAY = frozenset({
    "be", "arrive", "work", "sleep", "eat", "drink", "see", "phone", "talk", "trade", "sit", "cook",
})  # fmt: skip
"""Done on any day: a common thing or word must show one."""
_HIM = frozenset({"его", "ее", "ним", "ней", "ему", "оны", "онымен", "оган"})
_ONCE = ("only", "first time", "last time")
_PAYING = frozenset({"give", "take", "cost", "sell", "buy", "owe", "ask", "spend", "withdraw", "stay"})
_PRICED = frozenset({"pay", "give", "buy", "sell", "take", "cost"})
_GIVING = frozenset({"give", "pay", "return", "gift", "sell"})
_TAKING = frozenset({"take", "borrow", "withdraw", "buy", "rob", "steal"})
_NO_GOODS = frozenset({"money", "people", "man", "woman"})
_PART = folded_pattern(r"\b(?:аванс\w*|предоплат\w*|задат\w+|первый взнос|алгашкы жарна)\b")
_WHOLE = folded_pattern(r"\b(?:всего|итого|общ\w+ сумм\w+|целиком|полност\w+|барлыгы|жалпы|толык)\b")
_FIGHTING = frozenset({"hit", "fight"})
_STAYING = frozenset({"be", "sit", "stand", "stay", "enter", "be_long", "lie", "spend_night", "arrive"})
_GENERAL = frozenset({"be", "arrive", "last"})
_BRIEF = 24 * 60  # minutes


def _is_one_event(pair: Pair) -> bool:
    """Whether both seem to speak of one event: a common doing with common words, and no thing that is another."""
    if pair.actor is Same.DIFFERENT or pair.objects_clash:
        return False
    told = pair.one_speaker and pair.actor is Same.YES and pair.first.claim.acts and pair.second.claim.acts
    grounds = (
        pair.specific_acts
        or pair.nouns & EVENT_NOUNS
        or (told and pair.nouns & _LASTING)
        or (pair.acts and (pair.nouns - {"money"} or pair.lemmas or pair.shares_name))
    )
    least = _LEAST_OF_AN_EVENT if pair.nouns & (EVENT_NOUNS | _LASTING) else _LEAST
    return bool(grounds) and pair.affinity >= least


def _time(pair: Pair) -> Hit | None:
    if not is_one_occasion(pair) or pair.days_clash or not _is_one_event(pair):
        return None
    found = differing(pair, SlotKind.TIME, times_differ)
    if found is None or all(each.asked for each in found) or not _are_told_times(pair, found):
        return None
    if places_apart(pair) is not None or (pair.acts <= _ANY_TIME and not pair.same_time and pair.affinity < _CLOSE):
        return None
    return hit(pair, Kind.TIME, *found)


def _are_told_times(pair: Pair, found: tuple[Value, Value]) -> bool:
    """Of parts of the day, «вечером» against «в десять», more must be common."""
    parts = [each.unit == "part" for each in found]
    if not any(parts):
        return True
    if all(parts) and pair.affinity < _CLOSER:
        return False
    return bool(pair.specific_acts) and pair.affinity >= _CLOSE and not any(each.asked for each in found)


def _date(pair: Pair) -> Hit | None:
    if not is_one_occasion(pair) or pair.negated or not _is_one_event(pair):
        return None
    found = differing(pair, SlotKind.DATE, days_differ)
    if found is None or any(each.asked for each in found) or places_apart(pair) is not None:
        return None
    return None if _is_of_any_day(pair, found) else hit(pair, Kind.DATE, *found)


def _is_of_any_day(pair: Pair, found: tuple[Value, Value]) -> bool:
    """What is done on any day, where nothing but the doing is common."""
    if not pair.acts <= _ANY_DAY or any(pair.either(mark) for mark in _ONCE):
        return False
    if pair.one_speaker and pair.one_actor and pair.both_say(_HIM):
        return False
    of_calendar = all(each.unit != "relative" for each in found)
    return not (of_calendar and pair.one_actor) and not (pair.nouns - {"home", "work"} or pair.lemmas)


def _sum(pair: Pair) -> Hit | None:
    if not is_one_occasion(pair) or pair.days_clash:
        return None
    found = differing(pair, SlotKind.SUM, sums_differ)
    if found is None or any(each.asked for each in found):
        return None
    if part_of_whole(pair.first.reading.plain, pair.second.reading.plain) or not _is_one_payment(pair):
        return None
    return hit(pair, Kind.SUM, *found)


def _is_one_payment(pair: Pair) -> bool:
    """Whether both tell of paying, by one person, for one thing."""
    converse = _are_converse(pair)
    if pair.first.claim.acts and pair.second.claim.acts and not pair.acts and not converse and not _is_priced(pair):
        return False
    if _goods_differ(pair) or (pair.actor is Same.DIFFERENT and not converse):
        return False
    topics = (pair.nouns | pair.lemmas) - {"money"}
    if topics:
        return True
    if not converse and not pair.acts & _PAYING and not pair.specific_acts:
        return False
    between = pair.relation is Relation.BETWEEN_PERSONS
    return not between or pair.shares_name or pair.affinity >= _LEAST or mirrored(pair)


def part_of_whole(first: str, second: str) -> bool:
    """The one tells what was paid of it, the other the whole."""
    return any(_PART.search(a) and _WHOLE.search(b) for a, b in ((first, second), (second, first)))


def _is_priced(pair: Pair) -> bool:
    """What it cost is what was paid, where the thing is one."""
    costs = "cost" in pair.first.claim.acts | pair.second.claim.acts
    return costs and pair.both_act(_PRICED) and bool(pair.nouns - {"money"})


def _are_converse(pair: Pair) -> bool:
    """«дал» of the one and «получил» of the other."""
    return any(one.claim.acts & _GIVING and other.claim.acts & _TAKING for one, other in pair.both_ways)


def _goods_differ(pair: Pair) -> bool:
    """Both tell for what, and it is another thing."""
    ones, others = (side.claim.nouns - _NO_GOODS for side in pair.sides)
    first, second = (side.claim.lemmas for side in pair.sides)
    if ones & others:
        return False
    if ones and others:
        return True
    if first & second:
        return False
    if (ones or first) and (others or second) and not pair.specific_acts:
        return True
    return bool(first and second) and pair.one_speaker and not pair.shares_name


def _duration(pair: Pair) -> Hit | None:
    if not is_one_occasion(pair) or pair.actor is Same.DIFFERENT or pair.days_clash:
        return None
    found = differing(pair, SlotKind.DURATION, durations_differ)
    if found is None or places_apart(pair) is not None or not (_is_one_stay(pair, found) or _is_one_doing(pair)):
        return None
    return hit(pair, Kind.DURATION, *found)


def _is_one_stay(pair: Pair, found: tuple[Value, Value]) -> bool:
    """Whether both tell how long somebody stayed, within a day, and of no two places."""
    if pair.objects_clash or not pair.both_act(_STAYING) or any(each.ranges[0][1] > _BRIEF for each in found):
        return False
    one, other = pair.first.claim, pair.second.claim
    stayed = pair.one_actor or (pair.one_speaker and one.acts & other.acts)
    told = pair.one_speaker or pair.shares_name or one.subject.who is other.subject.who
    return bool(stayed) and told


def _is_one_doing(pair: Pair) -> bool:
    """Whether both tell how long one fight, or one doing with something beside it, took."""
    if all("fight_thing" in side.claim.nouns or side.claim.acts & _FIGHTING for side in pair.sides):
        return True
    beside = pair.nouns - {"man", "people"} or pair.lemmas or pair.shares_name
    return bool(pair.acts and (beside or not (pair.objects_clash or pair.acts <= _GENERAL)))


RULES = (
    Rule(id="time", basis="One event happens at one time", found=of_one_event(_time)),
    Rule(id="date", basis="One event happens on one day", found=of_one_event(_date)),
    Rule(id="sum", basis="What was paid at once for one thing is one sum", found=of_one_event(_sum)),
    Rule(
        id="duration",
        basis="Memory rounds lengths of time, but not to half or twice as much",
        found=of_one_event(_duration),
    ),
)
