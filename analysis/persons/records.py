"""What is known of a person when two are compared, and what comes out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from analysis.persons.likeness import NameLikeness
from models.mentions import Sex
from models.sentences import Sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRecord:
    """A person as the case files, or the words of a recording, have them."""

    id: str
    names: tuple[str, ...] = ()  # as written or said, nicknames in quotation marks
    iin: str | None = None  # twelve digits
    born: date | None = None
    phones: frozenset[str] = frozenset()  # E.164
    plates: frozenset[str] = frozenset()  # as `analysis.mentions` writes them
    sex: Sex | None = None  # as a document states it
    role: str | None = None  # the procedural role
    cases: frozenset[str] = frozenset()  # only those that the reader may see
    company: frozenset[str] = frozenset()  # names of persons that they are named together with


class Bearing(StrEnum):
    """What a line of reason does to the score."""

    DECIDES = "decides"  # one person, whatever else
    VETOES = "vetoes"  # two persons, unless something decides
    WEIGHS = "weighs"  # so many logits, for or against


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One feature's line."""

    feature: str  # the feature's name
    bearing: Bearing
    weight: float  # logits; 0 where it does not weigh
    detail: Sentence  # what was found, with the values


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two records and the best agreement of their names; None where one has no name."""

    one: PersonRecord
    other: PersonRecord
    names: NameLikeness | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Feature:
    """One thing that two persons are compared by."""

    name: str
    sentence: Sentence  # what is compared
    basis: str  # why it tells
    of_name: bool  # a name alone only proposes
    reason: Callable[[Pair], Reason | None] = field(compare=False)  # None: nothing to compare


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """How far two records may be one person; a proposal, which a person rules on."""

    one: str  # ids
    other: str
    score: float  # 0..1
    reasons: tuple[Reason, ...]  # in the order of the features

    @property
    def vetoed_by(self) -> tuple[str, ...]:
        """Features in hard conflict; they hold unless one decides."""
        return tuple(each.feature for each in self.reasons if each.bearing is Bearing.VETOES)

    @property
    def decided_by(self) -> tuple[str, ...]:
        """Features that decide."""
        return tuple(each.feature for each in self.reasons if each.bearing is Bearing.DECIDES)
