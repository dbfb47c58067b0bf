"""What a rule hands back."""

from collections.abc import Callable
from dataclasses import dataclass

from analysis.claims.records import Actor, Value
from analysis.compare.pairs import Pair
from models.inconsistencies import InconsistencyKind, Strength

CLEAR_FROM, LIKELY_FROM = 4.0, 2.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """Two claims that differ; words where single ones tell, else the whole claim is quoted."""

    kind: InconsistencyKind
    strength: Strength
    first: Value | Actor | None = None
    second: Value | Actor | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One comparison; its sentence stands in `models.inconsistencies.SENTENCES` under its id."""

    id: str
    basis: str  # why two such claims exclude each other
    found: Callable[[Pair], Hit | None]


def strength_of(pair: Pair) -> Strength:
    """By how much shows that both speak of one event."""
    if pair.affinity >= CLEAR_FROM:
        return Strength.CLEAR
    return Strength.LIKELY if pair.affinity >= LIKELY_FROM else Strength.POSSIBLE


def hit(
    pair: Pair, kind: InconsistencyKind, first: Value | Actor | None = None, second: Value | Actor | None = None
) -> Hit:
    """Of the strength that the pair has."""
    return Hit(kind=kind, strength=strength_of(pair), first=first, second=second)
