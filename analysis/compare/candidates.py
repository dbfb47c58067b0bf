"""Which statements, and which claims of two of them, are worth laying side by side: a cheap look before the rules."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import numpy as np
from scipy.sparse import csr_matrix

from analysis.claims.actions import GENERAL, excluded_by
from analysis.claims.records import Reading, SlotKind
from analysis.compare.once import once
from analysis.compare.sides import Side, coarse

_MOST_IN_A_TOPIC = 400
"""Claims that share one word; a word that more share tells nothing by itself."""
_ALL_PAIRS_UP_TO = 150
_PARTNERS = 12
"""With how many others a statement of a large case is compared: those that it shares the most with. Of 389 claims taken
as one case 30 of the 38 findings within their own cases were left, and 13 of the 14 that are listed."""
_BLOCK = 500
_RELATING = frozenset(
    {"stranger", "acquainted", "not kin", "married", "not married", "under", "enemy", "friends", "not friends"}
)
_PLACED = frozenset({SlotKind.PLACE, SlotKind.VEHICLE})
_OF_PERSONS = ("is:", "not:", "term:")
_WAYS = frozenset({"willing", "forced"})
_TELLING = frozenset({SlotKind.SUM, SlotKind.COUNT, SlotKind.VEHICLE, SlotKind.PLACE, SlotKind.LOOK, SlotKind.DURATION})


def candidates(readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Pairs that share something to be compared by, in order, each once; of a statement only those that share the most.

    What is shared weighs by how few share it. All pairs of a small case are candidates.
    """
    if len(readings) <= _ALL_PAIRS_UP_TO:
        yield from combinations(range(len(readings)), 2)
        return
    shared = _shared(readings)
    seen: set[tuple[int, int]] = set()
    for start in range(0, len(readings), _BLOCK):
        near = (shared[start : start + _BLOCK] @ shared.T).tocsr()
        for row in range(near.shape[0]):
            found = near.indices[near.indptr[row] : near.indptr[row + 1]]
            scores = near.data[near.indptr[row] : near.indptr[row + 1]]
            best = np.lexsort((found, -scores))[: _PARTNERS + 1]
            one = start + row
            seen.update((min(one, int(other)), max(one, int(other))) for other in found[best] if int(other) != one)
    yield from sorted(seen)


def _shared(readings: Sequence[Reading]) -> csr_matrix:
    """What each has that another has too, by its weight; (readings, keys)."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for key in _keys(reading):
            by_key[key].append(number)
    kept = [numbers for _, numbers in sorted(by_key.items()) if 1 < len(numbers) <= _MOST_IN_A_TOPIC]
    rows = np.concatenate([np.asarray(numbers, np.int32) for numbers in kept] or [np.zeros(0, np.int32)])
    columns = np.repeat(np.arange(len(kept), dtype=np.int32), [len(numbers) for numbers in kept])
    weights = np.repeat([math.log(len(readings) / len(numbers)) for numbers in kept], [len(numbers) for numbers in kept])
    return csr_matrix((weights, (rows, columns)), shape=(len(readings), max(1, len(kept))))


def _keys(reading: Reading) -> frozenset[str]:
    """Names, doings with their values, topics, words, places, vehicles and the question: what another may share."""
    claims = reading.claims
    names = {part[:4] for each in reading.names for part in each.names}
    own = {part[:4] for name in reading.statement.who_names for part in name.text.lower().split()}
    slots = {f"{act}:{each.kind}" for claim in claims for act in coarse(claim.acts) for each in claim.values}
    topics = {topic for claim in claims for topic in claim.nouns | (coarse(claim.acts) - GENERAL)}
    lemmas = {lemma for claim in claims for lemma in claim.lemmas}
    values = {f"{each.kind}:{tag}" for each in reading.numbers if each.kind in _PLACED for tag in each.tags}
    question = {f"?{reading.asked_plain}"} if reading.asked_plain else set[str]()
    return frozenset(names | own | slots | topics | lemmas | values | question)


def may_meet(one: Side, other: Side) -> bool:
    """Whether any rule may find something between two claims."""
    return any(way(one, other) for way in _MEETING)


def _share_words(one: Side, other: Side) -> bool:
    """Things, words, doings."""
    ones, others = one.claim, other.claim
    return bool(ones.nouns & others.nouns or ones.lemmas & others.lemmas or one.acts & other.acts)


def _both_relate(one: Side, other: Side) -> bool:
    """One of the two tells how persons stand to each other, or by whose will."""
    if one.claim.marks & _RELATING or other.claim.marks & _RELATING:
        return True
    return bool((one.claim.marks | other.claim.marks) & _WAYS) or (_names_kin(one) and _names_kin(other))


@once
def _names_kin(side: Side) -> bool:
    return any(mark.startswith(_OF_PERSONS) for mark in side.claim.marks)


def _both_name(one: Side, other: Side) -> bool:
    """Both statements name somebody, and one of the claims does."""
    return bool(one.reading.names and other.reading.names and (one.claim.names or other.claim.names))


def _follow(one: Side, other: Side) -> bool:
    """What the one tells follows from what the other does."""
    return bool(one.implied & other.claim.acts or other.implied & one.claim.acts)


def _share_states(one: Side, other: Side) -> bool:
    return bool(_states(one) & _states(other))


@once
def _states(side: Side) -> frozenset[str]:
    """By the first letters of what is asked."""
    return frozenset(state[:4] for state in side.claim.states)


def _share_verbs(one: Side, other: Side) -> bool:
    """A verb, or what stands beside it; both answer a question."""
    if one.claim.verbs & other.claim.verbs or (one.reading.asked and other.reading.asked):
        return True
    return bool(_arguments(one) & _arguments(other))


@once
def _arguments(side: Side) -> frozenset[str]:
    return frozenset().union(*(each.keys for each in side.claim.arguments))


def _share_values(one: Side, other: Side) -> bool:
    """Values of one kind that tell by themselves; both say who was the first."""
    return bool(_kinds(one) & _kinds(other)) or "first of all" in one.claim.marks & other.claim.marks


@once
def _kinds(side: Side) -> frozenset[SlotKind]:
    return _TELLING.intersection(each.kind for each in side.claim.values)


def _exclude(one: Side, other: Side) -> bool:
    """Doings that exclude each other."""
    return not _excluded_by(one).isdisjoint(other.claim.acts)


@once
def _excluded_by(side: Side) -> frozenset[str]:
    return excluded_by(side.claim.acts)


_MEETING: tuple[Callable[[Side, Side], bool], ...] = (
    _share_words,
    _share_verbs,
    _both_relate,
    _both_name,
    _follow,
    _share_states,
    _share_values,
    _exclude,
)
"""What two claims may be compared by, the most frequent first."""
