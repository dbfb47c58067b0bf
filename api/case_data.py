"""A case as data for other systems: what a package holds and what an import takes, by one schema."""

from collections import Counter
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, model_validator

from api.schemas import Form, Name, Seconds, Sent
from models.cases import CaseKind, CaseStatus, TimeSource
from models.protocol_versions import VersionState

Ref = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[\w.:-]+$")]
"""Names a record within one document; on export its id."""
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
LongText = Annotated[str, Field(max_length=100_000, pattern=r"^[^\x00]*$")]


class PersonData(Sent):
    """A human."""

    name: Name
    iin: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = None
    birth_date: date | None = None
    contacts: Annotated[list[Name], Field(default_factory=list, max_length=20)]


class ParticipantData(Sent):
    """A person in the case, in a procedural role."""

    ref: Ref
    role: Name
    since: datetime | None = None
    until: datetime | None = None
    person: PersonData


class SittingData(Sent):
    """A part of an interrogation between breaks."""

    number: Annotated[int, Field(ge=1, le=1000)]
    started_at: datetime | None = None
    ended_at: datetime | None = None
    zone: Annotated[str, Field(max_length=60)]  # IANA name


class ProtocolData(Sent):
    """The version of an interrogation's protocol that goes with the package."""

    version: UUID
    number: Annotated[int, Field(ge=1)]
    state: VersionState
    state_since: datetime
    gaps: Annotated[int, Field(ge=0)]
    files: dict[Literal["docx", "pdf", "json"], str]  # paths in the package


class InterrogationData(Sent):
    """An interrogation of one participant."""

    ref: Ref
    participant: Ref
    language: Literal["ru", "kk"]
    form: Annotated[Form, Field(default_factory=dict)]
    sittings: Annotated[list[SittingData], Field(default_factory=list, max_length=200)]
    protocol: ProtocolData | None = None  # not imported


class PlacementData(Sent):
    """Which span of a recording belongs to which sitting."""

    interrogation: Ref
    sitting: int
    span_start: Seconds
    span_end: Seconds
    wall_start: datetime | None
    source: TimeSource
    doubt_seconds: Seconds | None


class RecordingData(Sent):
    """A recording, by its hash; the bytes themselves are not in the package."""

    ref: Ref
    name: str
    sha256: Sha256
    size_bytes: Annotated[int, Field(ge=0)]
    received_at: datetime
    stated_sha256: Sha256 | None  # the recorder's own hash, where the sender stated it
    intact: bool  # the last look found the bytes that were received
    languages: list[str]
    sound: dict[str, Any] | None  # as in the transcript format
    placements: list[PlacementData]
    transcript: dict[Literal["json", "txt"], str] | None  # paths in the package


class DecisionData(Sent):
    """A procedural decision."""

    kind: Name
    decided_at: datetime
    participant: Ref | None = None
    articles: Annotated[list[Name], Field(default_factory=list, max_length=50)]
    text: LongText = ""
    other_ground: bool | None = None  # a termination states a ground that is not reconciliation


class CaseData(Sent):
    """A whole case. `recordings` and `protocol` are told on export; an import takes the rest."""

    format: Literal["hattama-case"] = "hattama-case"
    format_version: Literal[1] = 1
    number: Name
    kind: CaseKind = CaseKind.CRIMINAL
    articles: Annotated[list[Name], Field(default_factory=list, max_length=50)]
    status: CaseStatus = CaseStatus.OPEN
    unit: str | None = None  # its name, for people
    participants: Annotated[list[ParticipantData], Field(default_factory=list, max_length=1000)]
    interrogations: Annotated[list[InterrogationData], Field(default_factory=list, max_length=1000)]
    procedural_decisions: Annotated[list[DecisionData], Field(default_factory=list, max_length=5000)]
    recordings: Annotated[list[RecordingData], Field(default_factory=list, max_length=10_000)]

    model_config = Sent.model_config | {
        "json_schema_extra": {
            "examples": [
                {
                    "number": "257500121000123",
                    "articles": ["188 ч. 2"],
                    "participants": [{"ref": "w1", "role": "witness", "person": {"name": "Ахметов Ерлан Маратович"}}],
                    "interrogations": [{"ref": "i1", "participant": "w1", "language": "kk"}],
                    "procedural_decisions": [
                        {"kind": "qualification", "decided_at": "2026-03-02T10:00:00+05:00", "articles": ["188 ч. 2"]}
                    ],
                }
            ]
        }
    }

    @model_validator(mode="after")
    def _names_what_is_there(self) -> "CaseData":
        """ValueError where a reference names nothing in the document, or two records have one name."""
        for what, refs in (
            ("participants", [each.ref for each in self.participants]),
            ("interrogations", [each.ref for each in self.interrogations]),
        ):
            twice = [ref for ref, count in Counter(refs).items() if count > 1]
            if twice:
                raise ValueError(f"{what}: {twice[0]} stands twice")
        known = {each.ref for each in self.participants}
        used = [each.participant for each in self.interrogations]
        used += [each.participant for each in self.procedural_decisions if each.participant is not None]
        missing = [ref for ref in used if ref not in known]
        if missing:
            raise ValueError(f"participant {missing[0]} is not in participants")
        return self
