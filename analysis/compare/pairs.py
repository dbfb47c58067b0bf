"""Two claims side by side: whether they speak of one actor and one event."""

from dataclasses import dataclass

from analysis.claims.actions import GENERAL
from analysis.claims.actors import may_be_same
from analysis.claims.records import SlotKind, Value, Who
from analysis.compare.once import once
from analysis.compare.same_actor import Same, same_actor
from analysis.compare.sides import COMMON, Side, anchors_of, marking_topics, timed_by
from analysis.compare.value_conflicts import NOT_IN, days_differ, places_differ, times_meet
from models.inconsistencies import Relation

EVENT_NOUNS = frozenset({"wedding", "funeral", "party", "fight_thing", "fire", "shot"})
"""Things that happen: who names one, tells of an event."""
_COMING = frozenset({"be", "arrive"})
"""Being somewhere and coming there are told of one stay."""
_ME = frozenset({"мне", "меня", "мной", "маган", "менен", "мени", "менде"})
_HIM = frozenset({"ему", "ей", "него", "нее", "его", "ее", "им", "ней", "оган", "одан", "оны", "онда"})
FAINT = frozenset({"man", "money", "home"})
"""Things, places and persons that show no one doing by themselves."""


@dataclass(frozen=True, kw_only=True)  # without slots: what rules ask of a pair again and again is kept on it
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
    def sides(self) -> tuple[Side, Side]:
        """Both, in order."""
        return self.first, self.second

    @property
    def both_ways(self) -> tuple[tuple[Side, Side], tuple[Side, Side]]:
        """In order, and the other way round."""
        return (self.first, self.second), (self.second, self.first)

    @property
    def one_speaker(self) -> bool:
        """Whether one person says both."""
        return self.first.who == self.second.who

    @property
    def retold(self) -> bool:
        """Whether a protocol document retells what the transcript holds."""
        return self.relation is Relation.PROTOCOL_AND_TRANSCRIPT

    @property
    def one_actor(self) -> bool:
        """Whether the subjects are one, or may well be."""
        return self.actor >= Same.MAY_BE

    @property
    def one_question(self) -> bool:
        """Whether both answer one question, word for word."""
        asked = self.first.reading.asked_plain
        return bool(asked) and asked == self.second.reading.asked_plain

    @property
    def denial(self) -> tuple[Side, Side] | None:
        """The side that denies and the one that states; None where both do the same."""
        if self.first.claim.negated == self.second.claim.negated:
            return None
        return (self.first, self.second) if self.first.claim.negated else (self.second, self.first)

    @property
    def specific_acts(self) -> frozenset[str]:
        """Common kinds of doing that tell of an event, and doings where their kind is too common to tell."""
        return _specific(self.acts, self.first, self.second)

    @property
    def negated(self) -> bool:
        """Whether one of the claims denies."""
        return self.first.claim.negated or self.second.claim.negated

    def values(self, kind: SlotKind) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
        """Of both claims."""
        return self.first.of(kind), self.second.of(kind)

    def either(self, mark: str) -> bool:
        """Whether one of the claims is so marked."""
        return mark in self.first.claim.marks or mark in self.second.claim.marks

    def both(self, mark: str) -> bool:
        """Whether both are."""
        return mark in self.first.claim.marks and mark in self.second.claim.marks

    def both_act(self, acts: frozenset[str]) -> bool:
        """Whether each does one of them."""
        return bool(self.first.claim.acts & acts and self.second.claim.acts & acts)

    def both_say(self, words: frozenset[str]) -> bool:
        """Whether each statement has one of them, folded."""
        return not words.isdisjoint(self.first.words) and not words.isdisjoint(self.second.words)


def pair_of(first: Side, second: Side, relation: Relation) -> Pair:
    """What two claims have in common; the order of the two changes nothing but their order."""
    nouns = first.nouns & second.nouns
    acts = _common_acts(first, second, nouns)
    lemmas = first.claim.lemmas & second.claim.lemmas
    ones, others = first.persons, second.persons
    shares = any(may_be_same(each.names, them.names) for each in ones for them in others)
    same_time, days_clash, times_clash = _times(first, second)
    actor = same_actor(first, second)
    specific = _specific(acts, first, second)
    affinity = 2.0 * bool(specific) + 1.0 * bool(acts and not specific) + min(2, len(nouns - COMMON)) * 1.5
    affinity += 0.5 * bool(nouns & COMMON) + min(2, len(lemmas)) + 1.5 * shares + 0.5 * same_time
    affinity += 0.5 * (actor is Same.YES) + 0.5 * _same_question(first, second)
    return Pair(
        first=first, second=second, relation=relation, actor=actor, acts=acts, nouns=nouns, lemmas=lemmas,
        shares_name=shares, names_clash=bool(ones and others and not shares),
        objects_clash=bool(first.objects and second.objects and not first.objects & second.objects),
        days_clash=days_clash, times_clash=times_clash, same_time=same_time, affinity=affinity,
    )  # fmt: skip


def _specific(acts: frozenset[str], first: Side, second: Side) -> frozenset[str]:
    return (acts | first.claim.acts & second.claim.acts) - GENERAL


def _common_acts(first: Side, second: Side, nouns: frozenset[str]) -> frozenset[str]:
    acts = first.acts & second.acts
    if acts or not nouns or not (first.acts & _COMING and second.acts & _COMING):
        return acts
    return frozenset({"be"}) if first.acts | second.acts >= _COMING else acts


def _same_question(first: Side, second: Side) -> bool:
    ones, others = first.asked_words, second.asked_words
    return len(ones & others) >= 2 and len(ones & others) * 2 >= min(len(ones), len(others))


def _times(first: Side, second: Side) -> tuple[bool, bool, bool]:
    """Whether both are put at one time; whether days clash; whether times do."""
    days, times = (first.days, second.days), (first.times, second.times)
    days_clash = all(map(bool, days)) and all(days_differ(one, other) for one in days[0] for other in days[1])
    times_clash = all(map(bool, times)) and not any(times_meet(one, other) for one in times[0] for other in times[1])
    if days_clash or times_clash:
        return False, days_clash, times_clash
    by_figures = all(map(bool, days)) or all(map(bool, times))
    return by_figures or _anchored(first, second), days_clash, times_clash


def _anchored(first: Side, second: Side) -> bool:
    """Whether words put both at one time: «в тот вечер», «когда он ударил»."""
    if anchors_of(first.reading) & anchors_of(second.reading):
        return True
    if not marking_topics(first.reading) & marking_topics(second.reading):
        return False
    if first.marking_beside & second.marking_beside:
        return True
    return bool(timed_by(first.reading) & timed_by(second.reading))


def _comes_from(side: Side, places: list[Value]) -> bool:
    """Whether a statement tells that somebody left the place that the other puts him in."""
    left = {tag for each in side.reading.numbers if each.kind is SlotKind.PLACE for tag in each.tags}
    return any(f"from:{tag}" in left for each in places for tag in each.tags)


@once
def mirrored(pair: Pair) -> bool:
    """«ол маған берді» of the one, «мен оған бердім» of the other: each tells of the two of them."""
    if pair.one_speaker or not (pair.first.claim.acts & pair.second.claim.acts):
        return False
    return any(
        mine.claim.subject.who is Who.SELF
        and theirs.claim.subject.who is Who.OTHER
        and not _HIM.isdisjoint(mine.words)
        and not _ME.isdisjoint(theirs.words)
        for mine, theirs in pair.both_ways
    )


@once
def places_apart(pair: Pair) -> tuple[Value, Value] | None:
    """A place of each that excludes the other's, where no place is common to both."""
    ones, others = (
        [each for each in side.of(SlotKind.PLACE) if not all(tag.startswith(NOT_IN) for tag in each.tags)]
        for side in pair.sides
    )
    if any(a.tags & b.tags for a in ones for b in others):
        return None
    if _comes_from(pair.first, others) or _comes_from(pair.second, ones):
        return None
    return next(((a, b) for a in ones for b in others if places_differ(a, b)), None)
