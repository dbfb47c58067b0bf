"""Statements as wholes: values that exclude each other where much shows that both tell of one event.

Asked where no rule over single clauses has found anything: the value may stand in one clause, what happened in another
or in the question, in other words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analysis.claims import speech
from analysis.claims.actions import FOLLOWS
from analysis.claims.records import Certainty, Claim, Reading, SlotKind, Value, Who
from analysis.compare.nearness import ONE_QUESTION, Frame, Nearness, frame_of, nearness
from analysis.compare.of_values import part_of_whole
from analysis.compare.sides import Pair, Same, Side, coarse, pair_of
from analysis.compare.value_conflicts import (
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
from analysis.mentions.tokens import tokens_of
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
_LESS = 0.2
_TELLING = frozenset({SlotKind.DURATION, SlotKind.VEHICLE})
"""Of these a case holds fewer than of times and sums."""
_LIKELY_FROM = 2.5
_ONE_QUESTION = 1.0
_ONE_HEARING = 0.3
_ANSWERED = 0.5
_RETOLD = 0.7
"""The document retells what the transcript holds: less is needed to show that both mean one event."""
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
_BEING = frozenset({"be", "sleep", "work", "eat", "drink", "celebrate", "live", "play"})


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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    claim: Claim
    value: Value


def clash_of(first: Reading, second: Reading, relation: Relation) -> Clash | None:
    """The best founded of all kinds of values; None where nothing clashes or it may be of two events."""
    kinds = {each.kind for each in first.numbers} & {each.kind for each in second.numbers} & _DIFFER.keys()
    if not kinds:
        return None
    frames: tuple[Frame, Frame] | None = None
    found: list[Clash] = []
    for kind, differ in _DIFFER.items():
        if kind not in kinds:
            continue
        ones, others = _told(first, kind), _told(second, kind)
        if kind is SlotKind.SUM and part_of_whole(first.plain, second.plain):
            continue
        denied = _denied_by(first, ones, second, others, kind=kind)
        if denied is not None:
            ones, others = denied
        elif not ones or not others or not _exclude(kind, ones, others, differ):
            continue
        frames = frames or (frame_of(first), frame_of(second))
        near = nearness(*frames)
        made = _founded(
            kind, near, frames, (first, ones[0], second, others[0]), relation, denied=_DENIED * (denied is not None)
        )
        if made is not None:
            found.append(made)
    return max(found, key=lambda each: each.evidence, default=None)


def _told(reading: Reading, kind: SlotKind) -> list[_Told]:
    """Values that the speaker stands by, each with its clause."""
    found: list[_Told] = []
    for value in reading.numbers:
        if value.kind is not kind or value.denied or value.unit == "part" or value.asked:
            continue
        claim = next(
            (each for each in reading.claims if each.words and set(value.words) & set(each.words) and not each.answer), None
        )
        if (
            claim is None
            or not _is_sure(reading, claim)
            or (claim.negated and kind in {SlotKind.PLACE, SlotKind.VEHICLE} and not _denies_another(claim, value))
        ):
            continue
        if kind is SlotKind.PLACE and all(tag.startswith(("from:", "named:")) for tag in value.tags):
            continue
        found.append(_Told(claim=claim, value=value))
    if kind is SlotKind.VEHICLE and any(each.value.tags != {"body:car"} for each in found):
        found = [each for each in found if each.value.tags != {"body:car"}]
    return found


def _denies_another(claim: Claim, value: Value) -> bool:
    """«никакой нивы не было, у меня опель» without a pause: what is not denied holds."""
    return any(each.denied and each.kind is value.kind for each in claim.values)


_NO_DOUBT = re.compile(r"\bточно не (?:позже|раньше|больше|меньше|ранее|дольше)\b")
_MEANT = re.compile(r"\b(?:собирал(?:ся|ась|ись)|планировал\w*|пытал(?:ся|ась|ись))\b")
_SPOKE = re.compile(r"\b(?:говорили|рассказывали|передавали)\b(?! что)")
"""They talked, so long; nobody's words are told."""
_HEADS = re.compile(r"^(?:\w+ ){0,2}(?:утвержда\w+|заяв\w+|настаива\w+),? что\b")


def _is_sure(reading: Reading, claim: Claim) -> bool:
    """Whether the speaker says that it was so; what the document says that he asserts, he does."""
    if claim.certainty is Certainty.STATED:
        return True
    plain = reading.plain
    if claim.certainty is Certainty.DOUBTFUL:
        return bool(_NO_DOUBT.search(plain)) and not speech.DOUBT.search(_NO_DOUBT.sub(" ", plain))
    if claim.certainty is Certainty.HYPOTHETICAL:
        rest = _MEANT.sub(" ", plain)
        return (
            not speech.would(_text(reading, claim).replace("собирались", "")) and rest != plain and not speech.would(rest)
        )
    if (
        claim.certainty is Certainty.REPORTED
        and _SPOKE.search(plain)
        and not speech.REPORTED.search(_SPOKE.sub(" ", plain))
    ):
        return True
    if claim.certainty is Certainty.REPORTED and reading.statement.is_protocol:
        return bool(_HEADS.search(plain)) and not speech.REPORTED.search(_HEADS.sub(" ", plain))
    return False


def _exclude(
    kind: SlotKind, ones: Sequence[_Told], others: Sequence[_Told], differ: Callable[[Value, Value], bool]
) -> bool:
    """No value of the one statement may be one of the other's."""
    if kind is SlotKind.COUNT:
        units = {each.value.unit for each in ones} & {each.value.unit for each in others}
        ones, others = ([each for each in side if each.value.unit in units] for side in (ones, others))
        if not ones or not others:
            return False
    if kind in {SlotKind.SUM, SlotKind.COUNT} and _is_sum_of(ones, others):
        return False
    if kind is SlotKind.PLACE:
        return places_exclude([each.value for each in ones], [each.value for each in others])
    if kind is SlotKind.DATE and len(ones) + len(others) > 2:
        pairs = [(a.value, b.value) for a in ones for b in others]
        return any(differ(a, b) for a, b in pairs) and not any(days_agree(a, b) for a, b in pairs)
    return all(differ(a.value, b.value) for a in ones for b in others)


def places_exclude(ones: Sequence[Value], others: Sequence[Value]) -> bool:
    """Two that differ, and none that lies in another or is it."""
    if any(place_may_hold(a, b) for a in ones for b in others):
        return False
    return any(places_differ(a, b) for a in ones for b in others)


def _denied_by(
    first: Reading, ones: list[_Told], second: Reading, others: list[_Told], *, kind: SlotKind
) -> tuple[list[_Told], list[_Told]] | None:
    """The value of the one that the other denies by name while it tells another; each side's first stands for it."""
    if kind not in {SlotKind.VEHICLE, SlotKind.PLACE}:
        return None
    for told, against, other in ((ones, second, others), (others, first, ones)):
        refused = [
            each
            for each in against.numbers
            if each.kind is kind and each.tags != {"body:car"} and _is_refused(against, each)
        ]
        for mine in told:
            hit = next((each for each in refused if _is_one_value(each, mine.value)), None)
            if hit is None or any(_is_one_value(each.value, mine.value) for each in other):
                continue
            if other:
                return ([mine], other) if told is ones else (other, [mine])
    return None


def _is_refused(reading: Reading, value: Value) -> bool:
    if value.denied:
        return True
    return any(each.negated and set(value.words) & set(each.words) for each in reading.claims if not each.answer)


def _is_one_value(one: Value, other: Value) -> bool:
    return bool(
        {tag.removeprefix("near:").removeprefix("named:") for tag in one.tags}
        & {tag.removeprefix("near:").removeprefix("named:") for tag in other.tags}
    )


def _is_sum_of(ones: Sequence[_Told], others: Sequence[_Told]) -> bool:
    """Parts of the one make the whole of the other."""
    for whole, parts in ((ones, others), (others, ones)):
        if len(parts) > 1 and any(
            abs(each.value.ranges[0][0] - sum(part.value.ranges[0][0] for part in parts)) < 0.01 * each.value.ranges[0][0]
            for each in whole
        ):
            return True
    return False


def _founded(  # noqa: PLR0911  # one exclusion a line
    kind: SlotKind, near: Nearness, frames: tuple[Frame, Frame], told: tuple[Reading, _Told, Reading, _Told],
    relation: Relation, *, denied: float,
) -> Clash | None:  # fmt: skip
    first, one, second, other = told
    pair = pair_of(Side(reading=first, claim=one.claim), Side(reading=second, claim=other.claim), relation)
    asked_alike = near.question >= ONE_QUESTION and not near.nth_differ
    if near.nth_differ or near.beside_differ or pair.names_clash:
        return None
    if pair.actor is Same.DIFFERENT and not _is_who_is_asked(pair) and not _is_nameless(pair):
        return None
    if not asked_alike and (near.core_differ or (near.ways_differ and kind in _OF_A_WAY)):
        return None
    if kind in _AT_ONCE and not asked_alike and pair.either("habit") and not pair.both("habit"):
        return None
    if not asked_alike and _is_of_other_time(first, one.claim) != _is_of_other_time(second, other.claim):
        return None
    acts = _doings(one.claim.acts), _doings(other.claim.acts)
    questions = [_doings(frozenset().union(*(each.keys for each in frame.asked))) for frame in frames]
    answered = bool(_implied(acts[0]) & questions[1] or _implied(acts[1]) & questions[0])
    apart = not _may_be_one_doing(*acts) and not asked_alike and not answered
    if apart and (_are_opposed(*acts) or (kind in {SlotKind.DATE, SlotKind.TIME} and near.verbs_only)):
        return None
    retold = relation is Relation.PROTOCOL_AND_TRANSCRIPT
    if (
        near.verbs_only
        and near.shared < 1
        and not asked_alike
        and not retold
        and kind in {SlotKind.DATE, SlotKind.TIME, SlotKind.SUM}
    ):
        return None
    towns = all(each.value.tags and min(each.value.tags).startswith("town:") for each in (one, other))
    lived = kind is SlotKind.PLACE and towns and acts[0] & acts[1] and pair.actor is not Same.OPEN
    evidence = _evidence(near, pair) + denied + 0.7 * bool(lived) + _ONE_QUESTION * asked_alike
    evidence += _ANSWERED * (retold and answered and _asks(kind, first, second))
    if evidence < _LEAST - _LESS * (kind in _TELLING):
        return None
    rule, found = _RULES[kind]
    if kind is SlotKind.PLACE and acts[0] <= _BEING and acts[1] <= _BEING:
        if not pair.same_time and not asked_alike:
            return None
        rule, found = "alibi", Kind.ALIBI
    return Clash(rule=rule, kind=found, pair=pair, first=one.value, second=other.value, evidence=evidence)


def _evidence(near: Nearness, pair: Pair) -> float:
    """How much shows, apart from the questions, that both tell of one event."""
    return (
        near.shared
        - _OTHER_QUESTION * near.questions_differ
        + 0.5 * (pair.actor is Same.YES)
        + 0.5 * pair.shares_name
        + 0.5 * pair.same_time
        + _RETOLD * (pair.relation is Relation.PROTOCOL_AND_TRANSCRIPT)
        + _ONE_HEARING * (pair.relation is Relation.SAME_INTERROGATION)
    )


def _doings(acts: frozenset[str]) -> frozenset[str]:
    """Coarse; of verbs that have no meaning in the tables their first letters."""
    return frozenset(act[:6] for act in coarse(acts)) - {"say"}


_ROLES = frozenset({"victim", "suspect", "witness", "man", "woman"})


def _is_who_is_asked(pair: Pair) -> bool:
    """The protocol document writes «потерпевший» where its transcript has «я»."""
    if pair.relation is not Relation.PROTOCOL_AND_TRANSCRIPT:
        return False
    subjects = [side.claim.subject for side in (pair.first, pair.second)]
    return any(each.who is Who.NOUN and each.names & _ROLES for each in subjects) and any(
        each.who in {Who.SELF, Who.WE} for each in subjects
    )


def _is_nameless(pair: Pair) -> bool:
    """Of one speaker no name is known: whom the other names may be he."""
    if pair.one_speaker:
        return False
    for mine, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if mine.claim.subject.who is Who.SELF and other.claim.subject.who is Who.NAMED:
            return not mine.own_names
    return False


_ASKS: Mapping[SlotKind, re.Pattern[str]] = {
    SlotKind.VEHICLE: re.compile(r"\b(?:на чем|какая машин\w*|какой машин\w*|немен|кандай колик\w*|на какой машин\w*)"),
    SlotKind.PLACE: re.compile(r"\b(?:где|куда|откуда|кайда|кай жерд\w*|кайдан)\b"),
    SlotKind.TIME: re.compile(r"\b(?:когда|во сколько|в котором|кашан|нешеде|сагат канша\w*)\b"),
    SlotKind.DATE: re.compile(r"\b(?:когда|какого числа|в какой день|кашан|кай куни)\b"),
    SlotKind.SUM: re.compile(r"\b(?:сколько|какую сумму|какая сумма|канша|почем)\b"),
    SlotKind.COUNT: re.compile(r"\b(?:сколько|канша|неше)\b"),
    SlotKind.DURATION: re.compile(r"\b(?:сколько|как долго|канша|кашаннан)\b"),
}


def _asks(kind: SlotKind, first: Reading, second: Reading) -> bool:
    """Whether either answers a question for such a value."""
    return bool(_ASKS[kind].search(first.asked_plain) or _ASKS[kind].search(second.asked_plain))


_NO_OTHER_TIME = re.compile(
    r"\b(?:не (?:позже|раньше|ранее|прежде)|(?:раньше|позже|прежде) (?:никто|никого|не|чем)|\w+ бурын|до этого не)\b"
)


def _is_of_other_time(reading: Reading, claim: Claim) -> bool:
    if "other occasion" not in claim.marks:
        return False
    return bool(speech.OTHER_OCCASION.search(_NO_OTHER_TIME.sub(" ", _text(reading, claim))))


def _text(reading: Reading, claim: Claim) -> str:
    words = set(claim.words)
    return " ".join(token.plain for token in tokens_of(reading.statement.words) if token.word in words)


def _may_be_one_doing(ones: frozenset[str], others: frozenset[str]) -> bool:
    if _are_opposed(ones, others):
        return False
    if not ones or not others or ones & others:
        return True
    if ones <= _BARE or others <= _BARE:
        return True
    return bool(coarse(_follows(ones)) & others or coarse(_follows(others)) & ones)


def _are_opposed(ones: frozenset[str], others: frozenset[str]) -> bool:
    return not ones & others and any((a in ones and b in others) or (b in ones and a in others) for a, b in _OPPOSED)


def _implied(acts: frozenset[str]) -> frozenset[str]:
    return coarse(_follows(acts)) | acts


def _follows(acts: frozenset[str]) -> frozenset[str]:
    return acts.union(*(FOLLOWS.get(act, frozenset()) for act in acts))
