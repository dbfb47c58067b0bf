"""Two cases that may have to do with each other: why, and what people ruled."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from models.sentences import Sentence


class LinkKind(StrEnum):
    """Why two cases may have to do with each other."""

    PERSON = "person"  # one person takes part in both
    NAMED = "named"  # who takes part in one is spoken of in the other
    IIN = "iin"
    PHONE = "phone"
    PLATE = "plate"
    IBAN = "iban"
    CARD = "card"
    ADDRESS = "address"
    WAY = "way"  # what is said of how it was done is alike
    PLACE = "place"
    WEEK = "week"  # days of one week are spoken of


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Where it is said: a mention or a passage."""

    mention: int | None = None
    passage: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkReason:
    """One line of reason, with a place on each side where there is one."""

    kind: LinkKind
    weight: float  # what it adds to the score; by itself it means nothing
    sentence: Sentence
    own: Evidence | None = None
    theirs: Evidence | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLink:
    """Another case with the reasons, the heaviest first."""

    case_id: UUID
    reasons: tuple[LinkReason, ...]

    @property
    def score(self) -> float:
        """Orders links of one case among each other; it is no probability."""
        return sum(each.weight for each in self.reasons)


class LinkVerdict(StrEnum):
    """What a person decided of two cases."""

    RELATED = "related"
    UNRELATED = "unrelated"
    LATER = "later"
    WITHDRAWN = "withdrawn"  # open again


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkRuling:
    """The latest of the rulings on two cases."""

    id: int
    one: UUID  # the lesser id
    other: UUID
    verdict: LinkVerdict
    reason: str
    account_id: UUID
    at: datetime


class DisclosureVerdict(StrEnum):
    """What a prosecutor decided of a link whose sides do not see each other."""

    DISCLOSED = "disclosed"
    WITHHELD = "withheld"
    LATER = "later"


@dataclass(frozen=True, kw_only=True, slots=True)
class Disclosure:
    """The latest of a prosecutor's rulings on two cases."""

    id: int
    one: UUID
    other: UUID
    verdict: DisclosureVerdict
    reason: str
    account_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DisclosedLink:
    """What the readers of a case are told of a link that a prosecutor disclosed."""

    other_id: UUID
    other_number: str
    other_unit: str
    other_investigator: str
    shown: list[dict[str, Any]]  # sentences of reason: ru, kk, en
    reason: str  # the prosecutor's
    disclosed_by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class HiddenLink:
    """Two cases that share something, whose investigators do not see each other's."""

    one: UUID
    other: UUID
    one_number: str
    other_number: str
    shared: int  # numbers and persons that both hold
