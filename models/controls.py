"""What is kept of controls: facts that registers and people state, verdicts on a case, and what was set aside."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from models.verdicts import Severity, VerdictState


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedFact:
    """Fields of one record of a case, as somebody stated them once; of a field the latest statement holds."""

    id: int
    case_id: UUID
    kind: str  # of the record: "episode", "person", "case"
    record: str  # its id; empty for the case itself
    fields: dict[str, Any] | None  # plain values, None for what is not known any more; None: the record is withdrawn
    source: dict[str, Any]  # as in an extract
    sources: dict[str, Any]  # of single fields, where it is another
    account_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptVerdict:
    """What a control says of a subject, as it was evaluated last."""

    case_id: UUID
    pack: str
    control: str
    version: str  # of the pack
    subject: str  # empty: the case holds nothing that it judges; "-": the case itself
    subject_kind: str
    subject_day: date | None  # of the act
    decision: str | None  # the procedural decision that it is about
    state: VerdictState
    severity: Severity
    evidence: list[dict[str, Any]]  # facts used, each with its source
    missing: list[dict[str, str]]  # facts to establish
    approaches_at: datetime | None  # of a countdown that runs: from when on it warns
    deadline: datetime | None  # and when it is over
    since: datetime  # in this state
    ground: str  # a hash of the facts and parameters that it rests on, but for the clock

    @staticmethod
    def subject_of(subject_id: str | None) -> str:
        """`subject` for the id of what was judged; None: nothing was."""
        return "" if subject_id is None else subject_id or "-"

    @staticmethod
    def subject_id(subject: str) -> str | None:
        """The other way."""
        return None if subject == "" else "" if subject == "-" else subject


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptMoments:
    """When a verdict changes by itself."""

    pack: str
    control: str
    approaches_at: datetime | None
    deadline: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlState:
    """When a case was evaluated last."""

    evaluated_at: datetime
    evaluated_as: str  # by which packs
    due_at: datetime | None  # when time alone may change something; None: never


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlOverride:
    """A control set aside for one subject."""

    id: int
    case_id: UUID
    pack: str
    control: str
    version: str  # of the pack that allowed it
    subject: str
    account_id: UUID
    role: str  # that the account had then
    reason: str
    at: datetime
    ground: str | None  # what the verdict rested on; on other facts the control is open again. None: of an act to come


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlConfirmation:
    """A lawyer held a rule against the official text, as a prosecutor's account recorded; or no longer stands by it."""

    id: int
    pack: str
    control: str
    version: str  # of the pack
    wording: str  # hash of the rule as it was worded then: of another wording nothing is confirmed
    confirmed: bool
    lawyer: str  # name and position
    reason: str  # the document, what it was compared with
    account_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class AddressedVerdict:
    """A violation, or a fact that is missing, for whoever a rule tells of it."""

    case_id: UUID
    number: str  # of the case
    pack: str
    control: str
    subject: str
    subject_day: date | None
    state: VerdictState
    severity: Severity
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlCount:
    """How many verdicts of a rule are in a state, in one unit."""

    region: str
    unit: str
    pack: str
    control: str
    state: VerdictState
    severity: Severity
    verdicts: int
    cases: int
