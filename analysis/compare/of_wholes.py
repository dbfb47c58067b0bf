"""Statements as wholes: values that exclude each other where much shows that both tell of one event.

Asked where no rule over single clauses has found anything: the value may stand in one clause, what happened in another
or in the question, in other words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.claims.actors import may_be_same
from analysis.claims.folding import folded_pattern
from analysis.claims.records import Reading, SlotKind, Value, Who
from analysis.compare.events import apart_in_roles
from analysis.compare.nearness import ONE_QUESTION, Nearness, nearness
from analysis.compare.of_counts import lists_others, owners_differ
from analysis.compare.of_values import part_of_whole
from analysis.compare.pairs import Pair, pair_of
from analysis.compare.same_actor import Same
from analysis.compare.sides import Side, coarse, followed
from analysis.compare.statement_frames import Frame, frame_of
from analysis.compare.told_values import Told, denied_by, is_of_other_time, of_common_doing, told_values
from analysis.compare.value_conflicts import (
    are_far,
    counts_differ,
    days_agree,
    days_differ,
    durations_differ,
    place_may_hold,
    places_differ,
    sums_differ,
    times_differ,
    vehicles_differ,
)
from analysis.compare.value_rules import OF_THE_VALUE
from models.inconsistencies import InconsistencyKind as Kind
from models.inconsistencies import Relation, Strength

_DIFFER: Mapping[SlotKind, Callable[[Value, Value], bool]] = {
    SlotKind.SUM: sums_differ,
    SlotKind.COUNT: counts_differ,
    SlotKind.VEHICLE: vehicles_differ,
    SlotKind.PLACE: places_differ,
    SlotKind.DATE: days_differ,
    SlotKind.TIME: times_differ,
    SlotKind.DURATION: durations_differ,
}
_RULES: Mapping[SlotKind, tuple[str, Kind]] = {
    SlotKind.SUM: ("sum", Kind.SUM),
    SlotKind.COUNT: ("count", Kind.COUNT),
    SlotKind.VEHICLE: ("vehicle", Kind.VEHICLE),
    SlotKind.PLACE: ("place", Kind.PLACE),
    SlotKind.DATE: ("date", Kind.DATE),
    SlotKind.TIME: ("time", Kind.TIME),
    SlotKind.DURATION: ("duration", Kind.DURATION),
}
_LEAST = 1.2  # of evidence, that both tell of one event
_OF_PARTS = 0.4
"""So much more is asked where a time is told by the part of the day."""
_LESS = 0.2
_TELLING = frozenset({SlotKind.DURATION, SlotKind.VEHICLE, SlotKind.COUNT})
"""Of these a case holds fewer than of times and sums."""
_LIKELY_FROM = 2.5
_ONE_QUESTION = 1.0
_ONE_HEARING = 0.3
_ANSWERED = 0.5
_NAMED_BY_OTHER = 0.4
_RETOLD = 0.7
"""The document retells what the transcript holds: less is needed to show that both mean one event."""
_LIVED = 0.7
"""What one town tells, where somebody did one thing."""
_OTHER_QUESTION = 0.7
_DENIED = 1.0
"""What it tells that the one names and denies the other's very value."""
_OPPOSED = (
    ("arrive", "leave"), ("enter", "exit"), ("begin", "finish"), ("open", "close"), ("buy", "sell"), ("meet", "phone"),
    ("give", "return"), ("switch_on", "switch_off"), ("sleep", "wake"), ("lose", "find"),
)  # fmt: skip
"""Doings that follow each other: each has its own time."""
_OF_A_WAY = frozenset({SlotKind.TIME, SlotKind.VEHICLE, SlotKind.DURATION})
_AT_ONCE = frozenset({SlotKind.TIME, SlotKind.DATE, SlotKind.PLACE, SlotKind.VEHICLE})
_BARE = frozenset({"be", "have", "cost", "last", "agree", "count"})
"""Tell that it was so: another verb may tell the same of it."""
_BEING = frozenset({"be", "sleep", "work", "eat", "lunch", "dinner", "breakfast", "drink", "celebrate", "live", "play"})
_ROLES = frozenset({"victim", "suspect", "witness", "man", "woman"})
_ASKS: Mapping[SlotKind, re.Pattern[str]] = {
    SlotKind.VEHICLE: folded_pattern(r"\b(?:на чем|какая машин\w*|какой машин\w*|немен|кандай колик\w*|на какой машин\w*)"),
    SlotKind.PLACE: folded_pattern(r"\b(?:где|куда|откуда|кайда|кай жерд\w*|кайдан)\b"),
    SlotKind.TIME: folded_pattern(r"\b(?:когда|во сколько|в котором|кашан|нешеде|сагат канша\w*)\b"),
    SlotKind.DATE: folded_pattern(r"\b(?:когда|какого числа|в какой день|кашан|кай куни)\b"),
    SlotKind.SUM: folded_pattern(r"\b(?:сколько|какую сумму|какая сумма|канша|почем)\b"),
    SlotKind.COUNT: folded_pattern(r"\b(?:сколько|канша|неше)\b"),
    SlotKind.DURATION: folded_pattern(r"\b(?:сколько|как долго|канша|кашаннан)\b"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """Two values of one event that exclude each other."""

    rule: str  # id of the rule over such values
    kind: Kind
    pair: Pair
    first: Value
    second: Value
    evidence: float

    @property
    def strength(self) -> Strength:
        """By how much shows that both speak of one event."""
        return Strength.LIKELY if self.evidence >= _LIKELY_FROM else Strength.POSSIBLE


@dataclass(frozen=True, kw_only=True)
class _Laid:
    """Two values side by side, with all that shows whether they are of one event."""

    kind: SlotKind
    pair: Pair
    one: Told
    other: Told
    near: Nearness
    frames: tuple[Frame, Frame]

    @property
    def asked_alike(self) -> bool:
        """Whether both answer one question."""
        return self.near.question >= ONE_QUESTION and not self.near.nth_differ

    @cached_property
    def acts(self) -> tuple[frozenset[str], frozenset[str]]:
        """What each claim tells that was done."""
        return _doings(self.one.claim.acts), _doings(self.other.claim.acts)

    @cached_property
    def answered(self) -> bool:
        """Whether the one tells what the other was asked for."""
        one, other = (_doings(frozenset().union(*(each.keys for each in frame.asked))) for frame in self.frames)
        return bool(_implied(self.acts[0]) & other or _implied(self.acts[1]) & one)


def clash_of(first: Reading, second: Reading, relation: Relation) -> Clash | None:
    """The best founded of all kinds of values; None where nothing clashes or it may be of two events."""
    kinds = {each.kind for each in first.numbers} & {each.kind for each in second.numbers}
    found = (_clash(kind, first, second, relation) for kind in _DIFFER if kind in kinds)
    return max((each for each in found if each is not None), key=lambda each: each.evidence, default=None)


def _clash(kind: SlotKind, first: Reading, second: Reading, relation: Relation) -> Clash | None:
    if kind is SlotKind.SUM and part_of_whole(first.plain, second.plain):
        return None
    ones, others = told_values(first, kind), told_values(second, kind)
    ones, others = of_common_doing(ones, second), of_common_doing(others, first)
    denied = denied_by(first, ones, second, others, kind=kind)
    if denied is not None:
        ones, others = denied
    elif not ones or not others or not _exclude(kind, ones, others):
        return None
    one, other = ones[0], others[0]
    if (one.perhaps or other.perhaps) and not are_far(one.value, other.value):
        return None
    frames = frame_of(first), frame_of(second)
    laid = _Laid(
        kind=kind, one=one, other=other, near=nearness(*frames), frames=frames,
        pair=pair_of(Side(reading=first, claim=one.claim), Side(reading=second, claim=other.claim), relation),
    )  # fmt: skip
    return _founded(laid, denied=_DENIED * (denied is not None))


def _exclude(kind: SlotKind, ones: Sequence[Told], others: Sequence[Told]) -> bool:
    """No value of the one statement may be one of the other's."""
    mine, theirs = [each.value for each in ones], [each.value for each in others]
    if kind is SlotKind.COUNT:
        units = {each.unit for each in mine} & {each.unit for each in theirs}
        mine, theirs = ([each for each in found if each.unit in units] for found in (mine, theirs))
    if not mine or not theirs or (kind in {SlotKind.SUM, SlotKind.COUNT} and _is_sum_of(mine, theirs)):
        return False
    if kind is SlotKind.PLACE:
        return places_exclude(mine, theirs)
    pairs = [(a, b) for a in mine for b in theirs]
    if kind is SlotKind.DATE and len(mine) + len(theirs) > 2:
        return any(days_differ(a, b) for a, b in pairs) and not any(days_agree(a, b) for a, b in pairs)
    return all(_DIFFER[kind](a, b) for a, b in pairs)


def places_exclude(ones: Sequence[Value], others: Sequence[Value]) -> bool:
    """Two that differ, and none that lies in another or is it."""
    if any(place_may_hold(a, b) for a in ones for b in others):
        return False
    return any(places_differ(a, b) for a in ones for b in others)


def _is_sum_of(ones: Sequence[Value], others: Sequence[Value]) -> bool:
    """Parts of the one make the whole of the other."""
    for whole, parts in ((ones, others), (others, ones)):
        total = sum(part.ranges[0][0] for part in parts)
        if len(parts) > 1 and any(abs(each.ranges[0][0] - total) < 0.01 * each.ranges[0][0] for each in whole):
            return True
    return False


def _founded(laid: _Laid, *, denied: float) -> Clash | None:
    """The clash, where enough shows one event; `denied` is what it tells that the one denies the other's value."""
    if _are_two_occasions(laid) or _are_two_doings(laid):
        return None
    evidence = _evidence(laid, denied=denied)
    more = _OF_PARTS * any(each.value.unit == "part" for each in (laid.one, laid.other))
    if evidence < _LEAST - _LESS * (laid.kind in _TELLING) + more:
        return None
    rule, found = _RULES[laid.kind]
    if laid.kind is SlotKind.PLACE and all(acts <= _BEING for acts in laid.acts):
        if not laid.pair.same_time and not laid.asked_alike:
            return None
        rule, found = "alibi", Kind.ALIBI
    return Clash(rule=rule, kind=found, pair=laid.pair, first=laid.one.value, second=laid.other.value, evidence=evidence)


def _are_two_occasions(laid: _Laid) -> bool:
    """Whether the words show another person, the second of a kind, another time."""
    near, pair = laid.near, laid.pair
    if near.nth_differ or near.beside_differ or pair.names_clash or (laid.kind is not SlotKind.DATE and pair.days_clash):
        return True
    if laid.kind is SlotKind.COUNT and (
        (pair.one_speaker and owners_differ(pair)) or any(lists_others(side) for side in pair.sides)
    ):
        return True
    if pair.actor is Same.DIFFERENT and not _is_who_is_asked(pair) and not _is_nameless(pair):
        return True
    return not laid.asked_alike and _are_told_apart(laid)


def _are_told_apart(laid: _Laid) -> bool:
    """Whether what stands beside the values shows two occasions; what answers one question is of one."""
    near, pair = laid.near, laid.pair
    if not pair.retold and apart_in_roles(pair, besides=OF_THE_VALUE.get(_RULES[laid.kind][1], frozenset())):
        return True
    if (near.core_differ and not near.nouns and not pair.retold) or (near.ways_differ and laid.kind in _OF_A_WAY):
        return True
    if laid.kind in _AT_ONCE and pair.either("habit") and not pair.both("habit"):
        return True
    return is_of_other_time(pair.first.reading, laid.one.claim) != is_of_other_time(pair.second.reading, laid.other.claim)


def _are_two_doings(laid: _Laid) -> bool:
    """Whether what was done shows two events, or nothing but a verb is common."""
    if laid.asked_alike:
        return False
    when = laid.kind in {SlotKind.DATE, SlotKind.TIME}
    if laid.near.verbs_only and laid.near.shared < 1 and not laid.pair.retold and (when or laid.kind is SlotKind.SUM):
        return True
    if laid.answered or _may_be_one_doing(*laid.acts):
        return False
    return _are_opposed(*laid.acts) or (when and laid.near.verbs_only)


def _evidence(laid: _Laid, *, denied: float) -> float:
    """How much shows that both tell of one event."""
    near, pair = laid.near, laid.pair
    towns = all(each.value.tags and min(each.value.tags).startswith("town:") for each in (laid.one, laid.other))
    lived = laid.kind is SlotKind.PLACE and towns and laid.acts[0] & laid.acts[1] and pair.actor is not Same.OPEN
    answers = pair.retold and laid.answered and _asks(laid.kind, pair.first.reading, pair.second.reading)
    return (
        near.shared
        - _OTHER_QUESTION * near.questions_differ
        + 0.5 * (pair.actor is Same.YES)
        + 0.5 * pair.shares_name
        + _NAMED_BY_OTHER * _names_the_other(pair)
        + 0.5 * pair.same_time
        + _RETOLD * pair.retold
        + _ONE_HEARING * (pair.relation is Relation.SAME_INTERROGATION)
        + denied
        + _LIVED * bool(lived)
        + _ONE_QUESTION * laid.asked_alike
        + _ANSWERED * answers
    )


def _names_the_other(pair: Pair) -> int:
    """How many of two speakers name the other one."""
    if pair.one_speaker:
        return 0
    return sum(
        bool(side.own_names) and any(may_be_same(side.own_names, each.names) for each in them.reading.names)
        for side, them in pair.both_ways
    )


def _doings(acts: frozenset[str]) -> frozenset[str]:
    """Coarse; of verbs that have no meaning in the tables their first letters."""
    return frozenset(act[:6] for act in coarse(acts)) - {"say"}


def _is_who_is_asked(pair: Pair) -> bool:
    """The protocol document writes «потерпевший» where its transcript has «я»."""
    subjects = [side.claim.subject for side in pair.sides]
    named = any(each.who is Who.NOUN and each.names & _ROLES for each in subjects)
    return pair.retold and named and any(each.who in {Who.SELF, Who.WE} for each in subjects)


def _is_nameless(pair: Pair) -> bool:
    """Of one speaker no name is known: whom the other names may be he."""
    if pair.one_speaker:
        return False
    for mine, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if mine.claim.subject.who is Who.SELF and other.claim.subject.who is Who.NAMED:
            return not mine.own_names
    return False


def _asks(kind: SlotKind, first: Reading, second: Reading) -> bool:
    """Whether either answers a question for such a value."""
    return bool(_ASKS[kind].search(first.asked_plain) or _ASKS[kind].search(second.asked_plain))


def _may_be_one_doing(ones: frozenset[str], others: frozenset[str]) -> bool:
    if _are_opposed(ones, others):
        return False
    if not ones or not others or ones & others or ones <= _BARE or others <= _BARE:
        return True
    return bool(coarse(followed(ones)) & others or coarse(followed(others)) & ones)


def _are_opposed(ones: frozenset[str], others: frozenset[str]) -> bool:
    return not ones & others and any((a in ones and b in others) or (b in ones and a in others) for a, b in _OPPOSED)


def _implied(acts: frozenset[str]) -> frozenset[str]:
    return coarse(followed(acts)) | acts
