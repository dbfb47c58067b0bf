"""Two names compared, part by part: what agrees and how closely, what contradicts, what only one of them has.

Every reading of the one is laid beside every reading of the other; the pair that agrees best speaks for the names.
Words
are paired by the best assignment, so their order does not matter beyond what it tells of their kind.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import islice

import numpy as np

from analysis.persons.known_names import are_two_fathers, are_two_names, are_two_roots, is_first_name
from analysis.persons.letters import allowed, distance
from analysis.persons.names import NAME, PATRONYMIC, SURNAME, Name, NamePart, NameReading, PartKind, read_words
from analysis.persons.short_forms import may_be_one, shortened
from analysis.persons.words import Place, joined


class Agreement(StrEnum):
    """How one part of two names compares."""

    SAME = "same"  # but for the table of letters
    CLOSE = "close"  # a slip, or another spelling
    SHORT = "short"  # one is short for the other
    INITIAL = "initial"  # one is the other's first letter
    MISSING = "missing"  # only one of the names has it
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, kw_only=True, slots=True)
class PartLikeness:
    """One part of the two names."""

    kind: PartKind
    agreement: Agreement
    closeness: float  # 1: the same; towards 0 the further the spellings lie apart; 0 where missing or contradicting
    one: NamePart | None
    other: NamePart | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NameLikeness:
    """Two names, compared."""

    parts: tuple[PartLikeness, ...]
    sexes_differ: bool  # by the forms of the names: Иванов, Иванова
    evidence: float  # the sum of what the parts weigh; above 0 it speaks for one person
    doubtful: bool  # a name that stands in the nominative had to be read as declined: Иванова Александра, of Александр


AGREES = {SURNAME: 1.3, NAME: 0.9, PATRONYMIC: 1.3}
"""What an agreeing part weighs, in logits."""
CONTRADICTS = {SURNAME: -3.0, NAME: -3.0, PATRONYMIC: -3.0}
MISSING = {SURNAME: 0.0, NAME: 0.0, PATRONYMIC: -0.15}
"""A patronymic that only one of the names has leaves them nearly as like as without any."""
OF_SHORT, OF_INITIAL, OF_FURTHEST = 0.7, 0.3, 0.5  # the share of the weight that is left
FURTHER = 0.2  # a second part of one kind: of a double surname, of a row of fathers
SINGLE = -0.6  # only one part can be compared, and one of the names has more
TOO_MANY = -1.5  # more parts are without a counterpart than have one
SEXES_DIFFER = -4.0
DOUBTFUL = -1.3

_PLENTY = 10.0  # what a pair saves in the assignment: as many pairs as may be, then the cheapest
_LONGEST_SPLIT = 4  # words that one word may have been split into
_REJOINED = 40  # ways of joining that are tried
_SHORTEST_SPLIT = 4  # letters of it


def likeness(one: Name, other: Name) -> NameLikeness | None:
    """The best agreement of two names; None where one of them has no word. The order of the two does not matter."""
    swapped = (one.text, one.words) > (other.text, other.words) if one.text != other.text else False
    first, second = (other, one) if swapped else (one, other)
    found = _best(first, second)
    for again_first, again_second in islice(_rejoined(first, second), _REJOINED if found is not None else 0):
        again = _best(again_first, again_second)
        if again is not None and found is not None and again.evidence > found.evidence:
            found = again
    return _turned(found) if swapped and found is not None else found


def _turned(found: NameLikeness) -> NameLikeness:
    parts = tuple(
        PartLikeness(kind=each.kind, agreement=each.agreement, closeness=each.closeness, one=each.other, other=each.one)
        for each in found.parts
    )
    return replace(found, parts=parts)


def _best(one: Name, other: Name) -> NameLikeness | None:
    found = None
    for first in one.readings:
        for second in other.readings:
            doubtful = (one.stands and not first.direct) or (other.stands and not second.direct)
            compared = _compared(first, second, doubtful=doubtful)
            if found is None or compared.evidence > found.evidence:
                found = compared
    return found


def _rejoined(one: Name, other: Name) -> Iterator[tuple[Name, Name]]:
    """Each way in which adjacent words of one name are one word of the other: ер ден бек, Ерденбек."""
    for name in _joined_like(one, other):
        yield name, other
    for name in _joined_like(other, one):
        yield one, name


def _joined_like(name: Name, pattern: Name) -> Iterator[Name]:
    wanted = [each for each in pattern.words if len(each.key) >= _SHORTEST_SPLIT]
    words = name.words
    for start in range(len(words) - 1):
        if words[start].place is Place.INITIAL or words[start + 1].place is Place.INITIAL:
            continue
        for end in range(start + 2, min(len(words), start + _LONGEST_SPLIT) + 1):
            again = joined(words, start, end)
            if any(distance(again[start].key, each.key) <= allowed(again[start].key, each.key) for each in wanted):
                made = read_words(name.text, again, name.nicknames)
                yield made
                yield from _joined_like(made, pattern)


def _compared(one: NameReading, other: NameReading, *, doubtful: bool) -> NameLikeness:
    pairs = _assigned(one.parts, other.parts)
    found = [(one.parts[row], other.parts[column]) for row, column in pairs]
    parts = _with_kinds(found)
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    parts += _leftovers(
        [each for at, each in enumerate(one.parts) if at not in rows],
        [each for at, each in enumerate(other.parts) if at not in columns],
        {each.kind for each in parts},
    )
    differ = one.sex is not None and other.sex is not None and one.sex is not other.sex
    evidence = _evidence(parts, sexes_differ=differ) + (DOUBTFUL if doubtful else 0.0)
    return NameLikeness(parts=tuple(parts), sexes_differ=differ, evidence=evidence, doubtful=doubtful)


def _assigned(ones: tuple[NamePart, ...], others: tuple[NamePart, ...]) -> list[tuple[int, int]]:
    """Which parts go together: as many as agree, and those that agree best (the Hungarian method)."""
    costs = np.zeros((len(ones), len(others)))
    for row, one in enumerate(ones):
        for column, other in enumerate(others):
            pair = paired(one, other)
            if pair is not None:
                costs[row, column] = -_PLENTY - pair[1]
    from scipy.optimize import linear_sum_assignment  # a fifth of what a web process needs to begin

    chosen = zip(*linear_sum_assignment(costs), strict=True)
    return [(int(row), int(column)) for row, column in chosen if costs[row, column] < 0]


@lru_cache(maxsize=200_000)
def paired(one: NamePart, other: NamePart) -> tuple[Agreement, float] | None:
    """How two parts agree, and how closely; None where they may not be one word."""
    shared = one.kinds & other.kinds
    if not shared:
        return None
    if one.initial or other.initial:
        short, full = sorted((one.key, other.key), key=len)
        fits = short == full if one.initial and other.initial else full.startswith(short) or one.text[0] == other.text[0]
        return (Agreement.INITIAL, OF_INITIAL) if fits else None
    if NAME in shared and one.key != other.key and may_be_one(one.key, other.key):
        return Agreement.SHORT, OF_SHORT
    if NAME in shared and are_two_names(one.text, other.text):
        return None
    closeness = max((_closeness(one, other, kind) for kind in shared), default=0.0)
    if not closeness:
        return None
    return (Agreement.SAME if closeness == 1.0 else Agreement.CLOSE), closeness


_SUFFIXES = ("ov", "ev")
_SHORTEST_ROOT = 3
_ONE_CONFUSED = 0.5  # one letter for another that it is often written as, even in a short surname: Зуев, Suew


def _closeness(one: NamePart, other: NamePart, kind: PartKind) -> float:
    """Of two keys read as that kind: 1 where they are the same, 0 where they lie too far apart or are two known names."""
    first, second = one.key, other.key
    if kind is PATRONYMIC and one.father and other.father:
        first, second = one.father, other.father
        if are_two_fathers(first, second):
            return 0.0
    suffixed = kind is SURNAME and first.endswith(_SUFFIXES) and second.endswith(_SUFFIXES)
    if suffixed:  # what is left tells more by the letter
        first, second = first[:-2], second[:-2]
    if kind is SURNAME and are_two_roots(first, second):
        return 0.0
    shorter = (suffixed or kind is PATRONYMIC) and min(len(first), len(second)) > _SHORTEST_ROOT
    apart, limit = distance(first, second), allowed(first[shorter:], second[shorter:])
    limit = max(limit, _ONE_CONFUSED if suffixed else 0.0)
    if not apart:
        return 1.0
    return 1.0 - (1.0 - OF_FURTHEST) * apart / limit if apart <= limit else 0.0


_ORDER = (SURNAME, NAME, PATRONYMIC)


def _kind(kinds: frozenset[PartKind], taken: set[PartKind]) -> PartKind:
    """One of the kinds, one that no other part is already, where there is such."""
    free = [each for each in _ORDER if each in kinds and each not in taken]
    return free[0] if free else next(each for each in reversed(_ORDER) if each in kinds)


def _with_kinds(pairs: list[tuple[NamePart, NamePart]]) -> list[PartLikeness]:
    found: list[PartLikeness] = []
    taken: set[PartKind] = set()
    for one, other in sorted(pairs, key=_by_sureness):
        pair = paired(one, other)
        if pair is None:  # only pairs that agree are handed in
            continue
        shared = one.kinds & other.kinds
        kind = NAME if NAME in shared - taken and _is_first_name(one, other) else _kind(shared, taken)
        taken.add(kind)
        found.append(PartLikeness(kind=kind, agreement=pair[0], closeness=pair[1], one=one, other=other))
    return found


def _by_sureness(pair: tuple[NamePart, NamePart]) -> tuple[int, bool]:
    return len(pair[0].kinds & pair[1].kinds), not _is_first_name(*pair)


def _is_first_name(one: NamePart, other: NamePart) -> bool:
    return any(is_first_name(each.text) or shortened(each.key) for each in (one, other))


def _leftovers(ones: list[NamePart], others: list[NamePart], taken: set[PartKind]) -> list[PartLikeness]:
    """What has no counterpart: it contradicts where the other name has something else in its place."""
    found: list[PartLikeness] = []
    rest = list(others)
    for one in ones:
        against = next((each for each in rest if each.kinds & one.kinds), None)
        kinds = one.kinds & against.kinds if against is not None else one.kinds
        kind = _kind(kinds, taken)
        taken = taken | {kind}
        if against is not None:
            rest.remove(against)
        agreement = Agreement.MISSING if against is None else Agreement.CONTRADICTS
        found.append(PartLikeness(kind=kind, agreement=agreement, closeness=0.0, one=one, other=against))
    for other in rest:
        kind = _kind(other.kinds, taken)
        taken = taken | {kind}
        found.append(PartLikeness(kind=kind, agreement=Agreement.MISSING, closeness=0.0, one=None, other=other))
    return found


def weight_of(part: PartLikeness) -> float:
    """What one part weighs by itself, in logits."""
    if part.agreement is Agreement.MISSING:
        return MISSING[part.kind]
    if part.agreement is Agreement.CONTRADICTS:
        return CONTRADICTS[part.kind]
    return AGREES[part.kind] * part.closeness


def weight_of_kind(parts: Sequence[PartLikeness]) -> float:
    """What all parts of one kind weigh: the best that agrees, further ones little, and each that is missing or differs."""
    agreeing = sorted((weight_of(each) for each in parts if each.closeness > 0), reverse=True)
    return sum(agreeing[:1]) + FURTHER * len(agreeing[1:]) + sum(weight_of(each) for each in parts if not each.closeness)


def _evidence(parts: list[PartLikeness], *, sexes_differ: bool) -> float:
    found = sum(weight_of_kind([each for each in parts if each.kind is kind]) for kind in PartKind)
    return found + weight_of_coverage(parts) + (SEXES_DIFFER if sexes_differ else 0.0)


def weight_of_coverage(parts: Sequence[PartLikeness]) -> float:
    """What it takes away that little of the names can be compared."""
    agreeing = sum(each.closeness > 0 for each in parts)
    missing = sum(each.agreement is Agreement.MISSING for each in parts)
    found = SINGLE if agreeing == 1 and missing else 0.0
    return found + (TOO_MANY if missing > agreeing else 0.0)
