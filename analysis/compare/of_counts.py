"""The rule over numbers of people, times and things."""

from analysis.claims.folding import folded_pattern
from analysis.claims.records import SlotKind, Who
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.once import once
from analysis.compare.pairs import Pair
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side
from analysis.compare.value_conflicts import counts_differ
from analysis.compare.value_rules import is_one_occasion, of_one_event, owner_of
from models.inconsistencies import InconsistencyKind as Kind

_SUBSET = ("остал", "ушел", "ушли", "калды", "калган", "кетип", "кеткен", "потом", "сначала", "еще один", "присоедин",
    "четверт", "третий",
           "пятый", "уже ушел", "биреуи", "екеуи кет", "из них", "ишинен")  # fmt: skip
"""Says that some of them came, stayed or left: the other may tell of the rest."""
_LISTED = folded_pattern(r"\bи (?:еще )?(?:двое|трое|четверо|пятеро|екеу|ушеу|\d)")
_I = frozenset({"я", "мен"})
_WE = frozenset({"мы", "нас", "биз"})
_NAMED_BY_KIN = frozenset({"brother", "wife", "friend", "son"})
_TIMES = frozenset({"times", "shot", "blow"})
_PEOPLE = frozenset({"people", "man", "woman"})
_GONE = frozenset({"steal", "lose", "take", "carry_out", "leave", "rob"})


def _count(pair: Pair) -> Hit | None:
    if not is_one_occasion(pair) or pair.days_clash or pair.times_clash:
        return None
    ones, others = pair.values(SlotKind.COUNT)
    for one in ones:
        for other in others:
            if counts_differ(one, other) and not _counts_agree(pair, one.unit) and _is_one_counting(pair, one.unit):
                return hit(pair, Kind.COUNT, one, other)
    return None


def _counts_agree(pair: Pair, unit: str) -> bool:
    """Whether another number of the same is one of the other's, or one counts a part of them."""
    both = [
        [each for each in side.reading.numbers if each.kind is SlotKind.COUNT and each.unit == unit] for side in pair.sides
    ]
    if any(not counts_differ(a, b) for a in both[0] for b in both[1]):
        return True
    for ones, others in (both, both[::-1]):  # «двое зашли» of «пятеро приехали, трое ждали»
        rest = {a.ranges[0][0] - b.ranges[0][0] for a in others for b in others}
        if len(others) > 1 and any(each.ranges[0][0] in rest for each in ones):
            return True
    return unit == "people" and any(_tells_of_some(side) for side in pair.sides)


@once
def _tells_of_some(side: Side) -> bool:
    return any(word in side.reading.plain for word in _SUBSET)


def _is_one_counting(pair: Pair, unit: str) -> bool:
    if pair.actor is Same.DIFFERENT and pair.first.claim.subject.who is not Who.OPEN:
        return False
    if unit in _TIMES:
        return bool(pair.specific_acts) and not pair.objects_clash
    if owners_differ(pair):
        return False
    return _is_one_company(pair) if unit == "people" else _are_one_things(pair, unit)


def owners_differ(pair: Pair) -> bool:
    """Whether things of two owners are counted: «у меня», «у соседа»."""
    owners = {owner_of(side) for side in pair.sides}
    return "other" in owners and len(owners) > 1


def _is_one_company(pair: Pair) -> bool:
    """Whether both count the same people, all of them."""
    if any(lists_others(side) or _names_some(side) for side in pair.sides):
        return False
    attacked = "harm" in pair.acts or any("attack" in side.claim.acts for side in pair.sides)
    if attacked or pair.specific_acts or pair.lemmas or pair.nouns - _PEOPLE:
        return True
    return pair.both("only") or pair.same_time or bool(pair.acts and (pair.both_say(_WE) or pair.affinity >= 2.0))


@once
def lists_others(side: Side) -> bool:
    """«я и ещё двое»: not all of them."""
    return bool(_LISTED.search(side.reading.plain)) and not side.words.isdisjoint(_I)


def _names_some(side: Side) -> bool:
    """Whether a claim that counts nobody names more than one."""
    named = len(side.claim.names) + len(side.claim.nouns & _NAMED_BY_KIN)
    return named > 1 and not side.of(SlotKind.COUNT)


def _are_one_things(pair: Pair, unit: str) -> bool:
    """Whether both count the same things: gone, or with the same doing or the same words beside them."""
    if pair.both_act(_GONE):
        return True
    name = {unit, unit.lstrip("=")}
    if pair.one_speaker and {owner_of(side) for side in pair.sides} == {"own"}:
        return True
    beside = (pair.nouns | pair.lemmas) - name
    if beside or pair.specific_acts:
        return bool(pair.acts or beside or pair.same_time)
    told_apart = all((side.claim.nouns | side.claim.lemmas) - name for side in pair.sides)
    return not told_apart and bool(pair.acts or pair.same_time)


RULES = (Rule(id="count", basis="So many are not more at the same time", found=of_one_event(_count)),)
