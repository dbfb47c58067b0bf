"""What comes in over HTTP about decisions, facts and controls."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from api.schemas import Name, Reason, Seconds, Sent, example


class NewDecision(Sent):
    """A procedural decision of a case."""

    model_config = example(
        kind="suspect",
        decided_at="2026-03-02T12:00:00",
        participant_id="0b5f7f0c-6c0b-4d7e-9a0e-3f6f0c1a2b3c",
        articles=["188 ч. 2"],
    )

    kind: Name
    decided_at: datetime
    participant_id: UUID | None = None
    articles: list[Name] = Field(default_factory=list, max_length=50)
    text: Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")] = ""
    other_ground: bool | None = None  # a termination states a ground that is not reconciliation


class StatedSource(Sent):
    """Where a fact was taken from."""

    model_config = example(kind="register", where="ЕРДР, форма 1")

    kind: Literal["protocol", "sound", "register", "typed", "case_file"] = "typed"
    where: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    second: Seconds | None = None


FactValue = bool | int | Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")] | list[Name] | None


class NewFact(Sent):
    """What somebody states of one record of a case. Fields by name; null: not known any more."""

    model_config = example(
        kind="episode",
        record="e1",
        fields={"articles": ["УК 120 ч.3-1"], "began_on": "2025-11-02", "ended_on": "2025-11-02"},
        source={"kind": "register", "where": "ЕРДР, форма 1"},
    )

    kind: Annotated[str, Field(max_length=30, pattern=r"^[a-z]+$")]
    record: Annotated[str, Field(max_length=100, pattern=r"^[\w.:-]*$")] = ""  # empty for the case itself
    fields: Annotated[dict[str, FactValue], Field(max_length=60)] | None  # null: the record is withdrawn
    source: StatedSource = StatedSource()


class RegisterExtract(Sent):
    """An extract of a register: one JSON document, or the texts of its CSV files by name."""

    model_config = example(document={"number": "257500121000123", "kind": "criminal", "zone": "Asia/Almaty"})

    document: dict[str, Any] | None = None
    csv: dict[str, Annotated[str, Field(max_length=5_000_000)]] | None = None


class NewOverride(Sent):
    """A control is set aside for one subject."""

    model_config = example(
        subject="0b5f7f0c-6c0b-4d7e-9a0e-3f6f0c1a2b3c", reason="законный представитель вызван, не явился"
    )

    subject: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f]*$")]
    reason: Reason


class Reviewed(Sent):
    """A prosecutor looked at a decision."""

    model_config = example(note="изучено")

    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


class DraftPack(Sent):
    """A draft of a pack of rules, to be tried over past cases."""

    model_config = example(pack="pack: draft\nversion: '1'\n…")

    pack: Annotated[str, Field(min_length=1, max_length=200_000, pattern=r"^[^\x00]*$")]


class NewConfirmation(Sent):
    """A lawyer held a rule against the official text, or no longer stands by it."""

    model_config = example(
        confirmed=True, lawyer="Сулейменова А. Б., управление юстиции", reason="сверено с текстом УПК, заключение № 14"
    )

    confirmed: bool
    lawyer: Name
    reason: Reason
