"""A case as the database holds it, as far as controls read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from models.cases import Case, CaseInterrogation, CaseParticipant, CaseSitting, Person, Placement
from models.controls import StatedFact
from models.decisions import ProceduralDecision
from models.formalities import Formalities


@dataclass(frozen=True, kw_only=True, slots=True)
class InterrogationRecords:
    """An interrogation with its times and its newest protocol."""

    interrogation: CaseInterrogation
    sittings: tuple[CaseSitting, ...]
    placements: tuple[Placement, ...]
    version: int | None  # the newest version's number; None: none was drawn up
    gaps: tuple[str, ...] | None  # what that version leaves to be filled; None: it does not tell
    heard: Mapping[UUID, Formalities]  # by recording: what its transcript shows


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRecords:
    """Everything of a case that facts are made of."""

    case: Case
    zone: str  # of its unit's region
    participants: tuple[tuple[CaseParticipant, Person], ...]  # in order of coming
    same_persons: tuple[tuple[UUID, UUID], ...]  # pairs that somebody ruled to be one
    interrogations: tuple[InterrogationRecords, ...]
    decisions: tuple[ProceduralDecision, ...]
    stated: tuple[StatedFact, ...]  # in the order of stating
    accounts: Mapping[UUID, str]  # names of those who stated or recorded something
