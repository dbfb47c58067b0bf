"""A claim within its statement, with all that a comparison asks of it alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.claims.actions import ALIKE, FOLLOWS
from analysis.claims.actors import parts_of
from analysis.claims.records import Actor, Certainty, Claim, Reading, SlotKind, Value, Who
from analysis.compare.once import once
from analysis.lexemes import folded

COMMON = frozenset({
    "man", "woman", "people", "money", "home", "town", "work", "night", "place", "thing", "crime_scene", "child", "event",
})  # fmt: skip
"""Named in every case: alone they do not show that two speak of one event."""
MARKING = frozenset({
    "hit", "push", "stab", "fight", "attack", "touch", "hold", "kill", "strangle", "rob", "harm", "shoot", "burn",
    "run_over", "quarrel", "steal",
})  # fmt: skip
"""What marks a time by itself: both speak of when it happened."""
_ANCHORS = {
    "evening": ("в тот вечер", "в этот вечер", "тем вечером", "сол кеште", "ол кеште"),
    "night": ("в ту ночь", "той ночью", "сол туни", "ол туни", "в эту ночь"),
    "day": ("днем", "в день ", "в тот день", "в этот день", "сол куни", "сол кун", "ол куни", "ол кун", "в тот же день"),
    "moment": (
        "в момент", "в то время", "в тот момент", "в это время", "сол кезде", "сол уакытта", "сол мезет", "ол кезде",
        "сол сатте", "окига кез", "болганда", "при этом", "во время", "в то же время",
    ),
    "then": ("в тот раз", "сол жолы", "тогда"),
    "when": ("когда",),
    "first": ("первый раз", "впервые", "биринши рет"),
    "last": ("последний раз", "сонгы рет"),
    "friday": ("в ту пятницу",),
    "saturday": ("в ту субботу",),
}  # fmt: skip
"""Words that put it at one time with another, in two languages."""
_OF_A_QUESTION = frozenset({"evening", "night", "day", "moment"})
_PUNCTUATION = ".,!?;:…«»\"'()–—-"
_WHEN = frozenset({"момент", "время", "когда", "пока", "кезде", "кезинде", "уакытта", "сатте", "мезгилде"})


def coarse(acts: frozenset[str]) -> frozenset[str]:
    """Kinds of doing that are told alike."""
    return frozenset(ALIKE.get(act, act) for act in acts)


def followed(acts: frozenset[str]) -> frozenset[str]:
    """Doings with what follows from them."""
    return acts.union(*(FOLLOWS.get(act, frozenset()) for act in acts))


@dataclass(frozen=True, kw_only=True)
class Side:
    """A claim within its statement; what is asked of it alone is made once."""

    reading: Reading
    claim: Claim

    @property
    def who(self) -> str:
        """Who says it."""
        return self.reading.statement.who

    @cached_property
    def own_names(self) -> frozenset[str]:
        """By which others call who says it."""
        return own_names_of(self.reading)

    @cached_property
    def words(self) -> frozenset[str]:
        """Of the whole statement, folded."""
        return words_of_statement(self.reading)

    @cached_property
    def asked_words(self) -> frozenset[str]:
        """Of its question, folded."""
        return frozenset(self.reading.asked_plain.split())

    @cached_property
    def acts(self) -> frozenset[str]:
        """Kinds of doing, coarse."""
        return coarse(self.claim.acts)

    @cached_property
    def implied(self) -> frozenset[str]:
        """Its doings with what follows from them."""
        return followed(self.claim.acts)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """What it names, with its towns."""
        towns = (tag for each in self.claim.of(SlotKind.PLACE) for tag in each.tags if tag.startswith("town:"))
        return self.claim.nouns.union(towns)

    @cached_property
    def objects(self) -> frozenset[str]:
        """What is acted on, where that tells something."""
        return self.claim.objects - COMMON - self.claim.subject.names

    @cached_property
    def persons(self) -> tuple[Actor, ...]:
        """Persons named beside the speaker; the subject among them."""
        subject = self.claim.subject
        return (*self.claim.names, subject) if subject.who is Who.NAMED else self.claim.names

    @cached_property
    def values(self) -> dict[SlotKind, tuple[Value, ...]]:
        """The claim's values that were not denied, by their kind."""
        return {kind: self.claim.of(kind) for kind in {each.kind for each in self.claim.values}}

    def of(self, kind: SlotKind) -> tuple[Value, ...]:
        """The claim's values of a kind that were not denied."""
        return self.values.get(kind, ())

    @cached_property
    def days(self) -> Sequence[Value]:
        """Its own, or those of the whole statement."""
        return self.of(SlotKind.DATE) or values_of_statement(self.reading).get(SlotKind.DATE, ())

    @cached_property
    def times(self) -> Sequence[Value]:
        """Its own, or those of the whole statement."""
        return self.of(SlotKind.TIME) or values_of_statement(self.reading).get(SlotKind.TIME, ())

    @cached_property
    def marking_beside(self) -> frozenset[str]:
        """What the statement's other claims tell that marks a time."""
        claims = (each for each in self.reading.claims if each is not self.claim)
        return coarse(MARKING.intersection(act for each in claims for act in each.acts))


def sides_of(reading: Reading) -> tuple[Side, ...]:
    """A statement's claims that are stated, in order; the same sides for every pair that it stands in."""
    return _sides(reading)


@once
def _sides(reading: Reading) -> tuple[Side, ...]:
    return tuple(Side(reading=reading, claim=each) for each in reading.claims if each.certainty is Certainty.STATED)


@once
def own_names_of(reading: Reading) -> frozenset[str]:
    """By which others call who says it."""
    return frozenset().union(*(parts_of(each) for each in reading.statement.who_names))


@once
def words_of_statement(reading: Reading) -> frozenset[str]:
    """Folded."""
    return frozenset(reading.plain.split())


@once
def values_of_statement(reading: Reading) -> dict[SlotKind, tuple[Value, ...]]:
    """Every value that was not denied, by its kind."""
    held = [each for each in reading.numbers if not each.denied]
    return {kind: tuple(each for each in held if each.kind is kind) for kind in {each.kind for each in held}}


@once
def anchors_of(reading: Reading) -> frozenset[str]:
    """By which words of it, or of its question, it is put at one time with another: «в тот вечер»."""
    asked = frozenset(
        name
        for name, words in _ANCHORS.items()
        if name in _OF_A_QUESTION and any(anchor in reading.asked_plain for anchor in words)
    )
    return asked | frozenset(name for name, words in _ANCHORS.items() if any(anchor in reading.plain for anchor in words))


@once
def marking_topics(reading: Reading) -> frozenset[str]:
    """What it tells, or is asked, that marks a time."""
    return coarse(reading.topics & MARKING)


@once
def timed_by(reading: Reading) -> frozenset[str]:
    """What it tells that marks a time, where it says that it was then."""
    if _WHEN.isdisjoint(words_of_statement(reading)):
        return frozenset()
    acts = frozenset(act for each in reading.claims for act in each.acts)
    return coarse((acts | coarse(acts)) & MARKING)


@once
def spoken(side: Side) -> tuple[str, ...]:
    """The claim's words as they are spoken: in small folded letters, without punctuation."""
    words = side.reading.statement.words
    return tuple(folded(words[at].text.lower()).strip(_PUNCTUATION) for at in side.claim.words)
