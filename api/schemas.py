"""What comes in over HTTP about cases and what is in them.

Records of `models` go out as they are, since nothing in them is secret.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from models import revisions as edits
from models.cases import CaseKind, CaseStatus, TimeSource
from models.protocol_returns import Outcome
from models.protocol_versions import Signature, VersionState
from models.retention import FEWEST_DAYS, MOST_DAYS
from models.revisions import Operation, Words
from models.transcript import WordMark
from models.written_text import TextKind
from transcribe.protocol.form import MAX_FORM_BYTES, form_of

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
FreeReason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=r"^[^\x00]*$")]
Language = Literal["ru", "kk", "en"]
Code = Annotated[str, Field(pattern=r"^[0-9]{6}$")]
Seconds = Annotated[float, Field(ge=0, le=10_000_000, allow_inf_nan=False)]


def _form(values: dict[str, Any]) -> dict[str, Any]:
    """The form as it was sent, if a protocol can be drawn up from it; ValueError for what no database keeps.

    Raises what the form's own reader does where a field is not known or holds what it cannot.
    """
    try:
        text = json.dumps(values, ensure_ascii=False, allow_nan=False).encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise ValueError("not a text") from error
    if len(text) > MAX_FORM_BYTES:
        raise ValueError(f"more than {MAX_FORM_BYTES} bytes")
    if any("\x00" in each for each in _texts(values)):
        raise ValueError("a character that is none")
    form_of(values, name=Path("form"))
    return values


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


Form = Annotated[dict[str, Any], AfterValidator(_form)]
"""What a person states of an interrogation: the fields of a form file, as JSON."""


class Sent(BaseModel):
    """What is sent holds what is expected and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def example(**values: Any) -> ConfigDict:
    """What a body looks like, for the API's description."""
    return ConfigDict(json_schema_extra={"examples": [values]})


class NewCase(Sent):
    """A case of one's own."""

    model_config = example(number="257500121000123", kind="criminal", articles=["188 ч. 2"])

    number: Name
    kind: CaseKind = CaseKind.CRIMINAL
    articles: Annotated[list[Name], Field(max_length=50)] = []


class ChangedCase(Sent):
    """Where a case stands."""

    model_config = example(status="closed")

    status: CaseStatus


class LegalHold(Sent):
    """Whether anything of a case may be erased."""

    model_config = example(on=True, reason="Обжалование приговора")

    on: bool
    reason: Reason


class Sealed(Sent):
    """Whether a case is for named persons only."""

    model_config = example(on=True, reason="Защита свидетеля")

    on: bool
    reason: Reason


class ChangedRule(Sent):
    """How long closed cases of a kind are kept."""

    model_config = example(days=1825)

    days: Annotated[int, Field(ge=FEWEST_DAYS, le=MOST_DAYS)] | None  # from the closing; null: without end


class NewErasures(Sent):
    """Cases that are to be erased."""

    model_config = example(case_ids=["0b5f7f0c-6c0b-4d7e-9a0e-3f6f0c1a2b3c"], reason="Срок хранения истёк")

    case_ids: Annotated[list[UUID], Field(min_length=1, max_length=100)]
    reason: Reason


class ErasureDecision(Sent):
    """What a second person says to a proposal."""

    model_config = example(confirm=True, reason="Проверено")

    confirm: bool
    reason: Reason


class Acknowledgement(Sent):
    """Somebody took note of an alarm."""

    model_config = example(reason="Диск заменён, копия восстанавливается")

    reason: Reason


class NewParticipant(Sent):
    """A person takes part in a case."""

    model_config = example(name="Ахметов Ерлан Маратович", role="witness", iin="900101300123", birth_date="1990-01-01")

    name: Name
    role: Name
    iin: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = None
    birth_date: date | None = None
    contacts: Annotated[list[Name], Field(max_length=20)] = []


class ParticipationEnded(Sent):
    """Until when a person took part in a role; null: still."""

    model_config = example(until="2026-03-02T18:00:00")

    until: datetime | None


class NewText(Sent):
    """A text without sound: a statement, a report, an appeal."""

    model_config = example(
        name="Объяснение Ахметова", kind="statement", language="ru", on="2026-03-02", text="Я вернулся домой в десять."
    )

    name: Name
    kind: TextKind
    language: Literal["ru", "kk", "en"]
    participant_id: UUID | None = None  # who wrote it
    on: date | None = None  # the day that it bears
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500_000, pattern=r"^[^\x00]*$")]


class NewGrant(Sent):
    """Access to a case for another account of the unit."""

    model_config = example(
        account_id="0b5f7f0c-6c0b-4d7e-9a0e-3f6f0c1a2b3c", kind="read", reason="Включён в следственную группу"
    )

    account_id: UUID
    kind: Literal["read", "edit"] = "read"
    reason: Reason
    until: datetime | None = None


class EmergencyAccess(Sent):
    """Access that one takes oneself, shown to the prosecutor."""

    model_config = example(number="257500121000123", reason="Неотложное следственное действие", hours=4)

    number: Name  # of the case
    reason: Reason
    hours: Annotated[int, Field(ge=1, le=24)] = 4


class NewInterrogation(Sent):
    """An interrogation of a participant; the form has the fields of a form file (samples/forms)."""

    model_config = example(
        participant_id="0b5f7f0c-6c0b-4d7e-9a0e-3f6f0c1a2b3c", language="kk", form={"place": "Кабинет 12"}
    )

    participant_id: UUID
    language: Literal["ru", "kk"] = "ru"
    form: Form = {}


class ChangedForm(Sent):
    """Another form of an interrogation."""

    model_config = example(form={"place": "Кабинет 12", "voices": {"VOICE_00": "investigator", "VOICE_01": "interrogated"}})

    form: Form


class NewStep(Sent):
    """The next state of a protocol version."""

    model_config = example(state="signed", signature="paper")

    state: Literal[VersionState.READY, VersionState.CHECKED, VersionState.SIGNED, VersionState.SUPERSEDED]
    reason: Reason | None = None  # needed to reopen
    signature: Signature | None = None  # needed to sign
    return_id: UUID | None = None  # the scan of the signed paper, where it was brought back


class NewReturnRuling(Sent):
    """What whoever compared a paper with its version found."""

    model_config = example(outcome="differs", note="На листе 3 дописано от руки: «около 20 часов»")

    outcome: Outcome
    note: Reason | None = None  # needed where it differs


class NewDocumentGrant(Sent):
    """A version of a protocol for a participant's account: by its id, or by its login and a name of its owner."""

    model_config = example(login="petrov.adv", name="Петров", reason="Ознакомление защитника")

    account_id: UUID | None = None
    login: Name | None = None
    name: Name | None = None  # one or more of the words of the owner's name
    reason: Reason
    until: datetime | None = None


class HeardSpan(Sent):
    """Seconds of a recording that were played."""

    model_config = example(start=12.4, end=31.0)

    start: Seconds
    end: Seconds


class Heard(Sent):
    """What a player played since it last told."""

    model_config = example(spans=[{"start": 12.4, "end": 31.0}])

    spans: Annotated[list[HeardSpan], Field(min_length=1, max_length=500)]


class NewSitting(Sent):
    """A sitting of an interrogation."""

    model_config = example(started_at="2026-03-02T10:00:00", ended_at="2026-03-02T11:30:00")

    started_at: datetime | None = None
    ended_at: datetime | None = None


class NewPlacement(Sent):
    """A span of a recording belongs to a sitting."""

    model_config = example(
        recording_id="0b5f7f0c-6c0b-4d7e-9a0e-3f6f0c1a2b3c",
        span_start=0,
        span_end=5400,
        wall_start="2026-03-02T10:00:00",
        source="typed",
    )

    recording_id: UUID
    span_start: Seconds = 0
    span_end: Seconds
    wall_start: datetime | None = None
    source: TimeSource = TimeSource.UNKNOWN
    doubt_seconds: Seconds | None = None


class WordSpan(Sent):
    """From one machine word to another, both included, by number: word "w000012" is 12."""

    first: Annotated[int, Field(ge=1, le=2**31 - 1)]
    last: Annotated[int, Field(ge=1, le=2**31 - 1)]


class NewRevision(Sent):
    """One edit. Which fields an operation takes, says docs/api.md."""

    model_config = example(
        operation="replace_text", words={"first": 12, "last": 14}, text="на улице Абая", reason="расслышано"
    )

    operation: Literal[
        "replace_text",
        "insert_text",
        "hide",
        "split_turn",
        "join_turns",
        "set_voice",
        "merge_voices",
        "name_voice",
        "set_language",
        "set_mark",
        "check",
        "undo",
    ]
    words: WordSpan | None = None
    text: Annotated[str, Field(min_length=1, max_length=10_000, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")] | None = None
    voice: Annotated[str, Field(pattern=r"^[A-Z_0-9]{1,40}$")] | None = None
    into: Annotated[str, Field(pattern=r"^[A-Z_0-9]{1,40}$")] | None = None
    participant_id: UUID | None = None
    language: Language | None = None
    mark: WordMark | None = None
    on: bool | None = None
    number: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    reason: Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")] | None = None

    def to_operation(self) -> Operation:
        """The operation; TypeError or ValueError where fields are missing, superfluous or make no sense."""
        values = self.model_dump(exclude={"operation", "reason", "words"}, exclude_none=True)
        if self.words is not None:
            values["words"] = Words(first=self.words.first, last=self.words.last)
        if self.operation == "name_voice":
            values.setdefault("participant_id", None)
        made = edits.OPERATIONS[self.operation](**values)
        if isinstance(made, edits.InsertText | edits.SplitTurn) and made.words.first != made.words.last:
            raise ValueError("one word is expected")
        return made
