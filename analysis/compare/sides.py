"""Two claims side by side: whether they speak of one actor and one event."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from analysis.claims.actions import ALIKE, GENERAL
from analysis.claims.actors import may_be_same, parts_of
from analysis.claims.records import Actor, Claim, Reading, SlotKind, Value, Who
from analysis.compare.value_conflicts import days_differ, places_differ, times_differ
from models.inconsistencies import Relation

_COMMON = frozenset({
    "man", "woman", "people", "money", "home", "town", "work", "night", "place", "thing", "crime_scene", "child", "event",
})  # fmt: skip
"""Named in every case: alone they do not show that two speak of one event."""


class Same(IntEnum):
    """Whether two actors are one."""

    DIFFERENT = 0
    OPEN = 1
    MAY_BE = 2
    YES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """A claim within its statement."""

    reading: Reading
    claim: Claim

    @property
    def who(self) -> str:
        """Who says it."""
        return self.reading.statement.who

    @property
    def own_names(self) -> frozenset[str]:
        """By which others call who says it."""
        return frozenset().union(*(parts_of(each) for each in self.reading.statement.who_names))


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two sides and what is common to them."""

    first: Side
    second: Side
    relation: Relation
    actor: Same
    acts: frozenset[str]  # kinds of doing, coarse, that both name
    nouns: frozenset[str]  # things, places and kinds of persons that both name
    lemmas: frozenset[str]
    shares_name: bool  # a person whom both name
    names_clash: bool  # both name others, and none is one
    objects_clash: bool  # both name what is acted on, and none is one
    days_clash: bool
    times_clash: bool
    same_time: bool  # both are put at one time, in words or by figures
    affinity: float

    @property
    def one_speaker(self) -> bool:
        """Whether one person says both."""
        return self.first.who == self.second.who

    @property
    def specific_acts(self) -> frozenset[str]:
        """Common kinds of doing that tell of an event."""
        return self.acts - GENERAL

    def values(self, kind: SlotKind) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
        """Of both claims."""
        return self.first.claim.of(kind), self.second.claim.of(kind)

    def either(self, mark: str) -> bool:
        """Whether one of the claims is so marked."""
        return mark in self.first.claim.marks or mark in self.second.claim.marks

    def both(self, mark: str) -> bool:
        """Whether both are."""
        return mark in self.first.claim.marks and mark in self.second.claim.marks


_ANCHORS = (
    "в тот вечер", "в тот день", "в ту ночь", "в тот раз", "в этот вечер", "тем вечером", "той ночью", "в момент",
    "в то время",
    "в тот момент", "сол туни", "сол кеште", "сол кун", "сол кезде", "сол уакытта", "ол туни", "ол кун", "ол кеште",
    "сол мезет",
    "когда", "первый раз", "впервые", "последний раз", "биринши рет", "сонгы рет", "ол кезде", "болганда", "в это время",
    "тогда", "в ту пятницу", "в ту субботу", "сол жолы", "при этом", "во время",
)  # fmt: skip


_WHEN = frozenset({"момент", "время", "когда", "пока", "кезде", "кезинде", "уакытта", "сатте", "мезгилде"})
_EVENTS = frozenset(
    {
        "hit",
        "push",
        "stab",
        "fight",
        "attack",
        "touch",
        "hold",
        "kill",
        "strangle",
        "rob",
        "harm",
        "shoot",
        "burn",
        "run_over",
        "quarrel",
        "steal",
    }
)
"""What marks a time by itself: both speak of when it happened."""


def pair_of(first: Side, second: Side, relation: Relation) -> Pair:
    """What two claims have in common; the order of the two changes nothing but their order."""
    one, other = first.claim, second.claim
    acts = coarse(one.acts) & coarse(other.acts)
    nouns = (one.nouns | _towns(one)) & (other.nouns | _towns(other))
    if (
        not acts
        and nouns
        and {"be", "arrive"} <= coarse(one.acts) | coarse(other.acts)
        and len(coarse(one.acts) & {"be", "arrive"})
        and (len(coarse(other.acts) & {"be", "arrive"}))
    ):
        acts = frozenset({"be"})
    lemmas = one.lemmas & other.lemmas
    ones, others = _others(first), _others(second)
    shares = any(_is_one(each, them) for each in ones for them in others)
    clash = bool(ones and others and not shares)
    objects = bool(_objects(one) and _objects(other) and not (_objects(one) & _objects(other)))
    same_time, days_clash, times_clash = _times(first, second)
    actor = same_actor(first, second)
    specific = acts - GENERAL
    affinity = 2.0 * bool(specific) + 1.0 * bool(acts and not specific) + min(2, len(nouns - _COMMON)) * 1.5
    affinity += 0.5 * bool(nouns & _COMMON) + min(2, len(lemmas)) + 1.5 * shares + 0.5 * same_time
    affinity += 0.5 * (actor is Same.YES) + 0.5 * _same_question(first, second)
    return Pair(
        first=first, second=second, relation=relation, actor=actor, acts=acts, nouns=nouns, lemmas=lemmas,
            shares_name=shares,
        names_clash=clash, objects_clash=objects, days_clash=days_clash, times_clash=times_clash, same_time=same_time,
        affinity=affinity,
    )  # fmt: skip


def _towns(claim: Claim) -> frozenset[str]:
    return frozenset(tag for each in claim.of(SlotKind.PLACE) for tag in each.tags if tag.startswith("town:"))


EVENT_NOUNS = frozenset({"wedding", "funeral", "party", "fight_thing", "fire", "shot"})
"""Things that happen: who names one, tells of an event."""


def coarse(acts: frozenset[str]) -> frozenset[str]:
    """Kinds of doing that are told alike."""
    return frozenset(ALIKE.get(act, act) for act in acts)


def _same_question(first: Side, second: Side) -> bool:
    one, other = first.reading.asked_plain, second.reading.asked_plain
    if not one or not other:
        return False
    ones, others = set(one.split()), set(other.split())
    return len(ones & others) >= 2 and len(ones & others) * 2 >= min(len(ones), len(others))


def _objects(claim: Claim) -> frozenset[str]:
    return claim.objects - _COMMON - claim.subject.names


def _others(side: Side) -> list[Actor]:
    """Persons named beside the speaker; the subject among them."""
    found = list(side.claim.names)
    if side.claim.subject.who is Who.NAMED:
        found.append(side.claim.subject)
    return found


def _is_one(one: Actor, other: Actor) -> bool:
    return may_be_same(one.names, other.names)


def _times(first: Side, second: Side) -> tuple[bool, bool, bool]:
    """Whether both are put at one time; whether days clash; whether times do."""
    days = _all(first, SlotKind.DATE), _all(second, SlotKind.DATE)
    times = _all(first, SlotKind.TIME), _all(second, SlotKind.TIME)
    days_clash = bool(days[0] and days[1]) and all(days_differ(one, other) for one in days[0] for other in days[1])
    times_clash = bool(times[0] and times[1]) and all(times_differ(one, other) for one in times[0] for other in times[1])
    same = bool(days[0] and days[1] and not days_clash) or bool(times[0] and times[1] and not times_clash)
    plain = first.reading.plain, second.reading.plain
    anchored = bool(_anchors_in(plain[0]) & _anchors_in(plain[1]))
    if not coarse(first.reading.topics & _EVENTS) & coarse(second.reading.topics & _EVENTS):
        return (same or anchored) and not days_clash and not times_clash, days_clash, times_clash
    beside = [
        frozenset(act for each in side.reading.claims if each is not side.claim for act in each.acts)
        for side in (first, second)
    ]
    anchored = anchored or bool(_coarse_events(beside[0]) & _coarse_events(beside[1]))
    whole = [
        frozenset(act for each in side.reading.claims for act in each.acts | coarse(each.acts)) for side in (first, second)
    ]
    timed = all(_WHEN & set(text.split()) for text in plain)
    anchored = anchored or (timed and bool(_coarse_events(whole[0]) & _coarse_events(whole[1])))
    return (same or anchored) and not days_clash and not times_clash, days_clash, times_clash


@lru_cache(maxsize=50_000)
def _anchors_in(plain: str) -> frozenset[str]:
    return frozenset(anchor for anchor in _ANCHORS if anchor in plain)


def _coarse_events(acts: frozenset[str]) -> frozenset[str]:
    return coarse(acts & _EVENTS)


def _all(side: Side, kind: SlotKind) -> Sequence[Value]:
    own = side.claim.of(kind)
    return own or tuple(each for each in side.reading.numbers if each.kind is kind and not each.denied)


def same_actor(first: Side, second: Side) -> Same:  # noqa: PLR0911  # one exclusion a line
    """Whether the subjects may be one person; «я» is whoever speaks."""
    one, other = first.claim.subject, second.claim.subject
    if Who.OPEN in {one.who, other.who} or Who.NOBODY in {one.who, other.who} or Who.YOU in {one.who, other.who}:
        return Same.OPEN
    if {one.who, other.who} <= {Who.SELF, Who.WE}:
        if first.who == second.who:
            return Same.YES
        if one.who is not other.who:
            return max(_self_and(first, second), _self_and(second, first))
        return Same.DIFFERENT if one.who is other.who is Who.SELF else Same.MAY_BE
    if one.who is Who.NAMED and other.who is Who.NAMED:
        return Same.YES if _is_one(one, other) else Same.DIFFERENT
    if one.who is Who.NOUN and other.who is Who.NOUN:
        general = {"man", "woman", "people", "stranger", "passer", "company"}
        if one.names & other.names:
            return Same.MAY_BE
        return Same.MAY_BE if one.names & general or other.names & general else Same.DIFFERENT
    return max(_self_and(first, second), _self_and(second, first), key=lambda each: each != Same.OPEN)


def _self_and(side: Side, them: Side) -> Same:  # noqa: PLR0911  # one exclusion a line
    """The subject of `side` against that of `them`, where the first is the speaker."""
    one, other = side.claim.subject, them.claim.subject
    if (
        one.who in {Who.SELF, Who.WE}
        and side.own_names
        and any(may_be_same(side.own_names, each.names) for each in them.claim.names)
    ):
        return Same.DIFFERENT
    if one.who is Who.SELF:
        if other.who is Who.NAMED:
            return Same.YES if side.own_names and may_be_same(side.own_names, other.names) else Same.DIFFERENT
        if side.who == them.who:
            return Same.DIFFERENT
        return Same.MAY_BE if other.who in {Who.OTHER, Who.NOUN, Who.THEY} else Same.OPEN
    if one.who is Who.WE:
        if other.who is Who.NAMED or other.who is Who.NOUN:
            return Same.OPEN
        record = side.reading.statement.is_protocol or them.reading.statement.is_protocol
        apart = side.who == them.who and other.who in {Who.OTHER, Who.THEY} and not (record and other.who is Who.THEY)
        return Same.DIFFERENT if apart else Same.MAY_BE
    if one.who is Who.NAMED and other.who in {Who.OTHER, Who.NOUN, Who.THEY}:
        return Same.MAY_BE
    if one.who in {Who.OTHER, Who.THEY} and other.who in {Who.OTHER, Who.THEY, Who.NOUN}:
        return Same.MAY_BE
    return Same.OPEN


def places_apart(pair: Pair) -> tuple[Value, Value] | None:
    """A place of each that excludes the other's, where no place is common to both."""
    ones, others = pair.values(SlotKind.PLACE)
    ones, others = (
        tuple(each for each in found if not all(tag.startswith(("from:", "named:")) for tag in each.tags))
        for found in (ones, others)
    )
    if not ones or not others:
        return None
    if any({*a.tags} & {*b.tags} for a in ones for b in others):
        return None
    found = [(a, b) for a in ones for b in others if places_differ(a, b)]
    return found[0] if found else None
