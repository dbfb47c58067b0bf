"""What a rule or a comparison noticed in a case, and what people decided of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class FindingSubject(StrEnum):
    """What kind of thing was noticed."""

    INCONSISTENCY = "inconsistency"  # a pair of quotes that differ
    SUGGESTION = "suggestion"  # a next step, with its ground


class FindingVerdict(StrEnum):
    """What a person decided; nothing is ever scored as true or false."""

    CONFIRMED = "confirmed"  # it is so
    EXPLAINED = "explained"  # it is so, and there is a reason for it
    DISMISSED = "dismissed"  # the program is wrong; it does not come back
    LATER = "later"
    WITHDRAWN = "withdrawn"  # open again


FORMAT = 1
"""Of how a case is compared; what was compared under another is compared again."""
SETTLED = frozenset({FindingVerdict.CONFIRMED, FindingVerdict.EXPLAINED, FindingVerdict.DISMISSED})
"""Rulings that say why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundQuote:
    """Words that a finding rests on, and where they are said."""

    layer_id: UUID
    recording_id: UUID
    first_word: int  # the machine words that its turn accounts for
    last_word: int
    word_ids: tuple[str, ...]  # of the words that tell
    start: float
    end: float
    spoken: str  # those words
    value: str  # what they say, in a canonical form
    version_id: UUID | None  # of the protocol document that says it so; None: the transcript does


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A finding before it is kept."""

    subject: FindingSubject
    key: str  # the same for the same words
    rule: str
    kind: str
    strength: str
    quotes: tuple[FoundQuote, ...]
    sentence: dict[str, str]  # ru, kk, en
    use: str  # its procedural use; "": none
    checked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingRuling:
    """A person's decision on a finding; of several the latest holds."""

    id: int
    case_id: UUID
    finding_id: UUID
    verdict: FindingVerdict
    reason: str
    account_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What is kept of a finding."""

    id: UUID
    case_id: UUID
    subject: FindingSubject
    key: str
    rule: str
    kind: str
    strength: str
    detail: dict[str, Any]  # quotes, sentence and use, as `Found` has them
    checked: bool  # every turn that it quotes was heard by a person
    came_at: datetime
    gone_at: datetime | None  # since when it is found no more
