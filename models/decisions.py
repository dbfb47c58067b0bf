"""Procedural decisions in a case."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ProceduralDecision:
    """A decision in the case: recognised as suspect, terminated, ..."""

    id: UUID
    case_id: UUID
    kind: str
    decided_at: datetime
    participant_id: UUID | None  # whom it concerns, where it concerns one
    articles: list[str]
    text: str
    recorded_by: UUID
    recorded_at: datetime
    other_ground: bool | None = None  # a termination states a ground that is not reconciliation; None: not said
