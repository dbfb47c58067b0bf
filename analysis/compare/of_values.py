"""Rules over typed values: times, dates, sums, numbers, lengths, vehicles, places, things, looks."""

import re
from collections.abc import Callable

from analysis.claims.records import SlotKind, Value, Who
from analysis.compare.hits import Hit, Rule, hit
from analysis.compare.nearness import told_apart
from analysis.compare.sides import EVENT_NOUNS, Pair, Same, Side, places_apart
from analysis.compare.value_conflicts import (
    counts_differ,
    days_differ,
    durations_differ,
    sums_differ,
    times_differ,
)
from models.inconsistencies import InconsistencyKind as Kind

_PAYING = frozenset({"give", "take", "cost", "sell", "buy", "owe", "ask", "spend", "withdraw", "stay"})


_SUBSET = ("остал", "ушел", "ушли", "калды", "калган", "кетип", "кеткен", "потом", "сначала", "еще один", "присоедин",
    "четверт", "третий",
           "пятый", "уже ушел", "биреуи", "екеуи кет", "из них", "ишинен")  # fmt: skip


def common(pair: Pair) -> bool:
    """What every rule over values asks: one occasion, persons that may be one, nobody else's words."""
    if pair.names_clash or (pair.either("other occasion") and not pair.both("other occasion")):
        return False
    if pair.either("habit") and not pair.both("habit") and not pair.nouns & {"rent_money", "salary", "loan"}:
        return False
    return pair.first.claim.negated == pair.second.claim.negated or not pair.acts


def differing(pair: Pair, kind: SlotKind, differ: Callable[[Value, Value], bool]) -> tuple[Value, Value] | None:
    """A value of each, where no value of the one statement may be one of the other's."""
    ones, others = pair.values(kind)
    if not ones or not others or not all(differ(a, b) for a in ones for b in others):
        return None
    if any(not _comparable(kind, a, b) for a in ones for b in others):
        return None
    whole = [
        [each for each in side.reading.numbers if each.kind is kind and not each.denied]
        for side in (pair.first, pair.second)
    ]
    if kind in {SlotKind.SUM, SlotKind.TIME, SlotKind.DATE} and any(
        not differ(a, b) for a in whole[0] for b in [*others, *whole[1]]
    ):
        return None
    if kind in {SlotKind.SUM, SlotKind.TIME, SlotKind.DATE} and any(not differ(a, b) for a in ones for b in whole[1]):
        return None
    return ones[0], others[0]


def _comparable(kind: SlotKind, one: Value, other: Value) -> bool:
    return kind is not SlotKind.COUNT or one.unit == other.unit


_LASTING = frozenset({"hospital", "prison", "court", "hotel", "police", "passport", "receipt", "contract"})


def _one_event(pair: Pair, *, least: float) -> bool:
    """Whether both seem to speak of one event: a common doing with common words, and no thing that is another."""
    if pair.actor is Same.DIFFERENT or pair.objects_clash:
        return False
    told = (
        pair.one_speaker
        and pair.actor is Same.YES
        and pair.first.claim.acts
        and pair.second.claim.acts
        and (pair.nouns & _LASTING)
    )
    grounds = (
        pair.specific_acts
        or pair.nouns & EVENT_NOUNS
        or told
        or (pair.acts and (pair.nouns - {"money"} or pair.lemmas or pair.shares_name))
    )
    return bool(grounds) and pair.affinity >= (1.5 if pair.nouns & (EVENT_NOUNS | _LASTING) else least)


def _time(pair: Pair) -> Hit | None:  # noqa: PLR0911  # one exclusion a line
    if not common(pair) or pair.days_clash or not _one_event(pair, least=2.0):
        return None
    found = differing(pair, SlotKind.TIME, times_differ)
    if found is None or (found[0].asked and found[1].asked):
        return None
    parts = [each.unit == "part" for each in found]
    if all(parts) and pair.affinity < 3.5:
        return None
    if any(parts) and (not pair.specific_acts or pair.affinity < 3.0 or any(each.asked for each in found)):
        return None
    if places_apart(pair) is not None:
        return None
    if pair.acts <= {"be", "talk", "see"} and not pair.same_time and pair.affinity < 3.0:
        return None
    return hit(pair, Kind.TIME, *found)


def _date(pair: Pair) -> Hit | None:
    if not common(pair) or not _one_event(pair, least=2.0):
        return None
    found = differing(pair, SlotKind.DATE, days_differ)
    if found is None or found[0].asked or found[1].asked:
        return None
    if pair.first.claim.negated or pair.second.claim.negated:
        return None
    if pair.values(SlotKind.PLACE)[0] and pair.values(SlotKind.PLACE)[1] and places_apart(pair) is not None:
        return None
    calendar = all(each.unit != "relative" for each in found)
    repeatable = not (calendar and pair.actor in {Same.YES, Same.MAY_BE}) and pair.acts <= {
        "be",
        "arrive",
        "work",
        "sleep",
        "eat",
        "drink",
        "see",
        "phone",
        "talk",
        "trade",
        "sit",
        "cook",
    }
    once = pair.either("only") or pair.either("first time") or pair.either("last time")
    if repeatable and not once and not (pair.nouns - {"home", "work"} or pair.lemmas):
        return None
    return hit(pair, Kind.DATE, *found)


def _sum(pair: Pair) -> Hit | None:  # noqa: PLR0911  # one exclusion a line
    if not common(pair):
        return None
    found = differing(pair, SlotKind.SUM, sums_differ)
    if found is None or pair.days_clash or found[0].asked or found[1].asked:
        return None
    if part_of_whole(pair.first.reading.plain, pair.second.reading.plain):
        return None
    if pair.first.claim.acts and pair.second.claim.acts and not pair.acts and not _converse(pair) and not _priced(pair):
        return None
    if _objects_of_sum(pair) or (pair.actor is Same.DIFFERENT and not _converse(pair)):
        return None
    topics = (pair.nouns | pair.lemmas) - {"money"}
    if not (pair.acts or _converse(pair)) and not topics:
        return None
    if not pair.acts & _PAYING and not topics and not _converse(pair) and not pair.specific_acts:
        return None
    if pair.relation.value == "between_persons" and not topics and not pair.shares_name and pair.affinity < 2.0:
        return None
    return hit(pair, Kind.SUM, *found)


_PART = re.compile(r"\b(?:аванс\w*|предоплат\w*|задат\w+|первый взнос|алгашкы жарна)\b")
_WHOLE = re.compile(r"\b(?:всего|итого|общ\w+ сумм\w+|целиком|полност\w+|барлыгы|жалпы|толык)\b")


def part_of_whole(first: str, second: str) -> bool:
    """The one tells what was paid of it, the other the whole."""
    return any(_PART.search(a) and _WHOLE.search(b) for a, b in ((first, second), (second, first)))


def _priced(pair: Pair) -> bool:
    """What it cost is what was paid, where the thing is one."""
    acts = pair.first.claim.acts, pair.second.claim.acts
    paid = {"pay", "give", "buy", "sell", "take", "cost"}
    return all(each & paid for each in acts) and any("cost" in each for each in acts) and bool(pair.nouns - {"money"})


def _converse(pair: Pair) -> bool:
    """«дал» of the one and «получил» of the other."""
    acts = pair.first.claim.acts, pair.second.claim.acts
    giving = {"give", "pay", "return", "gift", "sell"}
    taking = {"take", "borrow", "withdraw", "buy", "rob", "steal"}
    return bool((acts[0] & giving and acts[1] & taking) or (acts[1] & giving and acts[0] & taking))


def _objects_of_sum(pair: Pair) -> bool:
    """Both tell for what, and it is another thing."""
    ones, others = (side.claim.nouns - {"money", "people", "man", "woman"} for side in (pair.first, pair.second))
    first, second = (side.claim.lemmas for side in (pair.first, pair.second))
    if (ones and others) and not ones & others:
        return True
    return bool(
        (ones or first) and (others or second) and not (ones & others) and not (first & second) and not pair.specific_acts
    ) or (bool(first and second) and not first & second and not ones & others and pair.one_speaker and not pair.shares_name)


def _count(pair: Pair) -> Hit | None:
    if not common(pair) or pair.days_clash or pair.times_clash:
        return None
    ones, others = pair.values(SlotKind.COUNT)
    for one in ones:
        for other in others:
            if not counts_differ(one, other):
                continue
            if _counts_agree(pair, one.unit) or not _one_counting(pair, one.unit):
                continue
            return hit(pair, Kind.COUNT, one, other)
    return None


def _counts_agree(pair: Pair, unit: str) -> bool:
    both = [
        [each for each in side.reading.numbers if each.kind is SlotKind.COUNT and each.unit == unit]
        for side in (pair.first, pair.second)
    ]
    if any(not counts_differ(a, b) for a in both[0] for b in both[1]):
        return True
    for ones, others in (both, both[::-1]):  # «двое зашли» of «пятеро приехали, трое ждали»
        rest = {a.ranges[0][0] - b.ranges[0][0] for a in others for b in others}
        if len(others) > 1 and any(each.ranges[0][0] in rest for each in ones):
            return True
    partial = [any(word in side.reading.plain for word in _SUBSET) for side in (pair.first, pair.second)]
    return any(partial) and unit == "people"


_OWN_WORDS = {"меня", "менде", "мне", "нас", "бизде", "менин"}


_KIN_WORDS = {"брата", "сестры", "соседа", "него", "нее", "друга", "онда", "ага", "агамда", "иниде", "коршиде"}


_LISTED = re.compile(r"\bи (?:еще )?(?:двое|трое|четверо|пятеро|екеу|ушеу|\d)")


def owner_of(side: Side) -> str | None:
    """Whose the counted things are, as far as «у меня», «у брата» tells."""
    words = side.reading.plain.split()
    if any(word == "у" and at + 1 < len(words) and words[at + 1] in _KIN_WORDS for at, word in enumerate(words)):
        return "other"
    return (
        "own"
        if any(word == "у" and at + 1 < len(words) and words[at + 1] in _OWN_WORDS for at, word in enumerate(words))
        else None
    )


def _owners_differ(pair: Pair) -> bool:
    owners = {owner_of(pair.first), owner_of(pair.second)}
    return "other" in owners and len(owners) > 1


def _raw(side: Side) -> str:
    return " ".join(word.text for word in side.reading.statement.words)


def _one_company(pair: Pair) -> bool:
    """Whether both count the same people, all of them."""
    sides = (pair.first, pair.second)
    words = [set(side.reading.plain.split()) for side in sides]
    if _owners_differ(pair) or any(
        _LISTED.search(side.reading.plain) and {"я", "мен"} & set(side.reading.plain.split()) for side in sides
    ):
        return False
    if any(
        len(side.claim.names) + len(side.claim.nouns & _NAMED_BY_KIN) > 1 and not side.claim.of(SlotKind.COUNT)
        for side in sides
    ):
        return False
    attacked = pair.acts & {"harm"} or any("attack" in side.claim.acts for side in sides)
    if attacked or pair.specific_acts or pair.lemmas or pair.nouns - {"people", "man", "woman"}:
        return True
    ours = all({"мы", "нас", "биз"} & said for said in words)
    return pair.both("only") or pair.same_time or bool(pair.acts and (ours or pair.affinity >= 2.0))


_NAMED_BY_KIN = frozenset({"brother", "wife", "friend", "son"})


def _one_counting(pair: Pair, unit: str) -> bool:
    if pair.actor is Same.DIFFERENT and pair.first.claim.subject.who is not Who.OPEN:
        return False
    if unit in {"times", "shot", "blow"}:
        return bool(pair.specific_acts) and not pair.objects_clash
    if unit == "people":
        return _one_company(pair)
    if _owners_differ(pair):
        return False
    name = {unit, unit.lstrip("=")}
    owners = all((side.claim.nouns | side.claim.lemmas) - name for side in (pair.first, pair.second))
    beside = (pair.nouns | pair.lemmas) - name
    gone = {"steal", "lose", "take", "carry_out", "leave", "rob"}
    if all(side.claim.acts & gone for side in (pair.first, pair.second)) and unit not in {"people", "times"}:
        return True
    clash = owners and not beside and not pair.specific_acts
    return not clash and bool(pair.acts or beside or pair.same_time)


def _duration(pair: Pair) -> Hit | None:
    if not common(pair) or pair.actor is Same.DIFFERENT or pair.days_clash:
        return None
    found = differing(pair, SlotKind.DURATION, durations_differ)
    if found is None:
        return None
    fighting = all(
        "fight_thing" in side.claim.nouns or side.claim.acts & {"hit", "fight"} for side in (pair.first, pair.second)
    )
    beside = pair.nouns - {"man", "people"} or pair.lemmas or pair.shares_name
    general = pair.acts <= {"be", "arrive", "last"}
    staying = {"be", "sit", "stand", "stay", "enter", "be_long", "lie", "spend_night", "arrive"}
    stayed = all(side.claim.acts & staying for side in (pair.first, pair.second)) and (
        pair.actor in {Same.YES, Same.MAY_BE} or (pair.one_speaker and bool(pair.first.claim.acts & pair.second.claim.acts))
    )
    brief = all(each.ranges[0][1] <= 1440 for each in found)
    if (
        (
            stayed
            and brief
            and (pair.one_speaker or pair.shares_name or pair.first.claim.subject.who is pair.second.claim.subject.who)
        )
        and not (pair.values(SlotKind.PLACE)[0] and places_apart(pair))
        and not pair.objects_clash
    ):
        return hit(pair, Kind.DURATION, *found)
    if not fighting and not (pair.acts and (beside or not general)):
        return None
    if pair.objects_clash and not fighting and not beside:
        return None
    return hit(pair, Kind.DURATION, *found)


def of_one_event(found: Callable[[Pair], Hit | None]) -> Callable[[Pair], Hit | None]:
    """The same comparison, where the statements' other words do not show two events."""

    def asked(pair: Pair) -> Hit | None:
        made = found(pair)
        return None if made is None or told_apart(pair.first.reading, pair.second.reading) else made

    return asked


RULES = (
    Rule(id="time", basis="One event happens at one time", found=of_one_event(_time)),
    Rule(id="date", basis="One event happens on one day", found=of_one_event(_date)),
    Rule(id="sum", basis="What was paid at once for one thing is one sum", found=of_one_event(_sum)),
    Rule(id="count", basis="So many are not more at the same time", found=of_one_event(_count)),
    Rule(
        id="duration",
        basis="Memory rounds lengths of time, but not to half or twice as much",
        found=of_one_event(_duration),
    ),
)
