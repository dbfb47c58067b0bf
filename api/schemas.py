"""What comes in over HTTP; records of `models` go out as they are, since nothing in them is secret."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from models import revisions as edits
from models.accounts import AccountRole, Scope
from models.cases import CaseKind, TimeSource
from models.revisions import Operation, Words
from models.sentences import InterfaceLanguage
from models.transcript import WordMark

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
Language = Literal["ru", "kk", "en"]


class Sent(BaseModel):
    """What is sent holds what is expected and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SignIn(Sent):
    """A sign-in by password."""

    login: Annotated[str, Field(max_length=100)]
    password: Annotated[str, Field(max_length=1000)]
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")] | None = None  # of the second factor


class LinkUsed(Sent):
    """A sign-in by a link that was given out once."""

    token: Annotated[str, Field(max_length=200)]


class NewRegion(Sent):
    """A region of units."""

    name: Name
    zone: Annotated[str, Field(max_length=60, examples=["Asia/Almaty"])]


class NewUnit(Sent):
    """A unit of a region."""

    region_id: UUID
    name: Name


class NewAccount(Sent):
    """An account; it gets a link to sign in by and sets its own password."""

    login: Annotated[str, Field(pattern=r"^[\w.@-]{1,100}$")]
    name: Name
    role: AccountRole
    unit_id: UUID | None = None
    language: InterfaceLanguage = "ru"


class NewPassword(Sent):
    """One's own new password."""

    password: Annotated[str, Field(min_length=12, max_length=1000)]


class NewToken(Sent):
    """A token for a program."""

    name: Name
    scopes: Annotated[list[Scope], Field(min_length=1)]
    days: Annotated[int, Field(ge=1, le=365)] = 90


class NewCase(Sent):
    """A case of one's own."""

    number: Name
    kind: CaseKind = CaseKind.CRIMINAL
    articles: Annotated[list[Name], Field(max_length=50)] = []


class NewParticipant(Sent):
    """A person takes part in a case."""

    name: Name
    role: Name
    iin: Annotated[str, Field(pattern=r"^[0-9]{12}$")] | None = None
    birth_date: date | None = None
    contacts: Annotated[list[Name], Field(max_length=20)] = []


class NewGrant(Sent):
    """Access to a case for another account of the unit."""

    account_id: UUID
    kind: Literal["read", "edit"] = "read"
    reason: Reason
    until: datetime | None = None


class EmergencyAccess(Sent):
    """Access that one takes oneself, shown to the prosecutor."""

    number: Name  # of the case
    reason: Reason
    hours: Annotated[int, Field(ge=1, le=24)] = 4


class NewInterrogation(Sent):
    """An interrogation of a participant; the form has the fields of a form file (docs/form.md)."""

    participant_id: UUID
    language: Literal["ru", "kk"] = "ru"
    form: dict[str, Any] = {}


class ChangedForm(Sent):
    """Another form of an interrogation."""

    form: dict[str, Any]


class NewSitting(Sent):
    """A sitting of an interrogation."""

    started_at: datetime | None = None
    ended_at: datetime | None = None


class NewPlacement(Sent):
    """A span of a recording belongs to a sitting."""

    recording_id: UUID
    span_start: Annotated[float, Field(ge=0)] = 0
    span_end: Annotated[float, Field(gt=0)]
    wall_start: datetime | None = None
    source: TimeSource = TimeSource.UNKNOWN
    doubt_seconds: Annotated[float, Field(ge=0)] | None = None


class NewDecision(Sent):
    """A procedural decision of a case."""

    kind: Name
    decided_at: datetime
    participant_id: UUID | None = None
    articles: Annotated[list[Name], Field(max_length=50)] = []
    text: Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")] = ""


class WordSpan(Sent):
    """From one machine word to another, both included, by number: word "w000012" is 12."""

    first: Annotated[int, Field(ge=1, le=2**31 - 1)]
    last: Annotated[int, Field(ge=1, le=2**31 - 1)]


class NewRevision(Sent):
    """One edit. Which fields an operation takes, says docs/revisions.md."""

    operation: Literal[
        "replace_text",
        "insert_text",
        "hide",
        "split_turn",
        "join_turns",
        "set_voice",
        "merge_voices",
        "name_voice",
        "set_mark",
        "check",
        "undo",
    ]
    words: WordSpan | None = None
    text: Annotated[str, Field(min_length=1, max_length=10_000, pattern=r"^[^\x00]*\S[^\x00]*$")] | None = None
    voice: Annotated[str, Field(pattern=r"^[A-Z_0-9]{1,40}$")] | None = None
    into: Annotated[str, Field(pattern=r"^[A-Z_0-9]{1,40}$")] | None = None
    participant_id: UUID | None = None
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


class LayerChosen(Sent):
    """People work on another machine layer from now on."""

    layer_id: UUID
