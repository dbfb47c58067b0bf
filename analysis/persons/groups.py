"""Proposals from scores of pairs and what people ruled: nothing merges itself, and who was ruled different stays so.

A group is what people ruled to be one person, directly or through others. Two groups that hold a pair ruled different
are never joined: not by a proposal, and not by a chain of proposals (a cannot-link constraint in the closure, as in
constrained clustering: Wagstaff and Cardie, 2000).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from analysis.persons.compare import PROPOSED_FROM

_Link = tuple[str, str]


class Verdict(StrEnum):
    """What a person decided of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    WITHDRAWN = "withdrawn"  # the pair is open again


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRuling:
    """A person's decision on two records; of several on one pair the one with the highest order holds."""

    one: str
    other: str
    verdict: Verdict
    order: int  # ascending with time, no two alike


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoredPair:
    """Two records with the score of their comparison."""

    one: str
    other: str
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonGroups:
    """What stands by rulings, and what is proposed on top of it."""

    groups: tuple[frozenset[str], ...]  # every person once; those that nobody joined by themselves
    proposals: tuple[ScoredPair, ...]  # not ruled on, of two groups that may be joined; the likeliest first
    refused: tuple[_Link, ...]  # ruled the same, but not joined: a chain would join persons ruled different


def group(persons: Iterable[str], pairs: Iterable[ScoredPair], rulings: Iterable[PersonRuling]) -> PersonGroups:
    """Groups by rulings, and proposals between them; the same for the same data in any order.

    A ruling "different" outweighs any chain of rulings "the same": where they clash, the latest "same" is refused.
    """
    closure, refused = _ruled(persons, rulings)
    proposals = tuple(each for each in _likeliest(pairs) if closure.may_join(each.one, each.other))
    return PersonGroups(groups=closure.groups(), proposals=proposals, refused=refused)


def suggested(persons: Iterable[str], pairs: Iterable[ScoredPair], rulings: Iterable[PersonRuling]) -> PersonGroups:
    """The groups that would come of accepting proposals from the likeliest on, as far as rulings allow; for a preview.

    `proposals` are those that it took, `refused` those that it could not take any more and the rulings refused before.
    """
    closure, refused = _ruled(persons, rulings)
    taken, left = [], list(refused)
    for each in _likeliest(pairs):
        if closure.may_join(each.one, each.other):
            closure.join(each.one, each.other)
            taken.append(each)
        elif closure.are_apart(each.one, each.other):
            left.append(_link(each.one, each.other))
    return PersonGroups(groups=closure.groups(), proposals=tuple(taken), refused=tuple(left))


def _ruled(persons: Iterable[str], rulings: Iterable[PersonRuling]) -> tuple["_Closure", tuple[_Link, ...]]:
    """The closure of what was ruled, and the rulings "same" that it could not hold."""
    standing = standing_rulings(rulings)
    closure = _Closure(persons, (_link(each.one, each.other) for each in standing if each.verdict is Verdict.DIFFERENT))
    same = sorted((each for each in standing if each.verdict is Verdict.SAME), key=lambda each: each.order)
    return closure, tuple(_link(each.one, each.other) for each in same if not closure.join(each.one, each.other))


def standing_rulings(rulings: Iterable[PersonRuling]) -> tuple[PersonRuling, ...]:
    """The latest ruling of each pair, without what was withdrawn."""
    latest: dict[_Link, PersonRuling] = {}
    for each in sorted(rulings, key=lambda each: each.order):
        latest[_link(each.one, each.other)] = each
    return tuple(each for each in latest.values() if each.verdict is not Verdict.WITHDRAWN)


def _link(one: str, other: str) -> _Link:
    return (one, other) if one <= other else (other, one)


def _likeliest(pairs: Iterable[ScoredPair]) -> list[ScoredPair]:
    enough = (each for each in pairs if each.score >= PROPOSED_FROM and each.one != each.other)
    return sorted(enough, key=lambda each: (-each.score, _link(each.one, each.other)))


class _Closure:
    """Disjoint sets of persons, with what may never come together."""

    def __init__(self, persons: Iterable[str], different: Iterable[_Link]) -> None:
        self._root = {each: each for each in persons}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)  # roots by root
        for one, other in different:
            if one in self._root and other in self._root and one != other:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def root(self, person: str) -> str:
        """Who stands for the person's group."""
        while self._root[person] != person:
            person = self._root[person]
        return person

    def are_apart(self, one: str, other: str) -> bool:
        """Whether both are known and a ruling keeps their groups apart."""
        return one in self._root and other in self._root and self.root(other) in self._apart[self.root(one)]

    def may_join(self, one: str, other: str) -> bool:
        """Whether the two are known, of two groups, and no pair of the groups was ruled different."""
        if one not in self._root or other not in self._root:
            return False
        return self.root(one) != self.root(other) and not self.are_apart(one, other)

    def join(self, one: str, other: str) -> bool:
        """Whether they are of one group now; False where a ruling forbids it or one is not known."""
        if one not in self._root or other not in self._root:
            return False
        kept, joined = sorted((self.root(one), self.root(other)))
        if kept == joined:
            return True
        if joined in self._apart[kept]:
            return False
        self._root[joined] = kept
        for each in self._apart.pop(joined, set()):
            self._apart[each].discard(joined)
            self._apart[each].add(kept)
            self._apart[kept].add(each)
        return True

    def groups(self) -> tuple[frozenset[str], ...]:
        """All groups, in the order of who stands for them."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for person in self._root:
            found[self.root(person)].add(person)
        return tuple(frozenset(found[each]) for each in sorted(found))
