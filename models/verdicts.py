"""What a control says of a case: its verdict, with the facts it used and where each came from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from models.facts import FactName, Source
from models.sentences import Sentence


class VerdictState(StrEnum):
    """A control's result. Unknown is never ok."""

    OK = "ok"
    VIOLATED = "violated"
    UNKNOWN = "unknown"  # a fact is missing; the verdict names which
    NOT_APPLICABLE = "not_applicable"  # the case holds nothing that the control judges


class Severity(StrEnum):
    """How much a control asks for, the least first."""

    HINT = "hint"
    WARNING = "warning"
    VIOLATION = "violation"
    BLOCK = "block"  # what is judged may not be recorded


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlName:
    """Which control spoke, and how loudly it may."""

    pack: str
    version: str  # of the pack
    id: str  # "T1"
    severity: Severity  # what it asks for now: a control that no lawyer confirmed only warns
    asks: Severity  # what it asks for once it is confirmed
    confirmed: bool
    to: str | None  # a role that its findings go to: "prosecutor"
    override: str | None  # a role that may set it aside, with a written reason; None: nobody may


@dataclass(frozen=True, kw_only=True, slots=True)
class SubjectName:
    """What was judged."""

    kind: str  # "interrogation", "person_day", "reconciliation"
    id: str  # of the record, or made of the records' ids: "d1/e1/p1/p2"
    day: date | None  # of the act, whose law was applied; None: not known
    decision: str | None = None  # the procedural decision that it is about


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcedFact:
    """A fact of the case and where it came from."""

    name: FactName
    says: Sentence
    value: Any
    source: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class UsedFact:
    """What a condition read: a fact, or what was computed of facts, or a parameter of the law."""

    name: str  # as in the condition: "person_day.seconds", "limit.day_minutes"
    says: Sentence
    value: Any  # None: unknown
    made_of: tuple[SourcedFact, ...]  # empty for a parameter of the law


class Evidence(Protocol):
    """Gives the facts of a verdict when they are asked for."""

    def used(self, control: ControlName) -> tuple[UsedFact, ...]:
        """What the control's conditions read, each with its source."""
        ...


class Verdict(NamedTuple):
    """What one control says of one subject. A tuple, since a case may have tens of thousands of them."""

    control: ControlName
    state: VerdictState
    subject: SubjectName | None  # None: not applicable, since the case holds no such subject
    evidence: Evidence | None = None  # None: not applicable
    missing: tuple[FactName, ...] = ()  # facts to establish; of kind "limit": the law of that day is not in the pack
    seconds_left: int | None = None  # of a countdown that runs
    approaching: bool = False  # the countdown is nearly over

    @property
    def facts(self) -> tuple[UsedFact, ...]:
        """The facts used, each with its source."""
        return () if self.evidence is None else self.evidence.used(self.control)

    @property
    def blocks(self) -> bool:
        """Whether what is judged may not be recorded; not knowing blocks like a violation."""
        return self.control.severity is Severity.BLOCK and self.state in {VerdictState.VIOLATED, VerdictState.UNKNOWN}
