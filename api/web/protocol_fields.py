"""The form of an interrogation as a page asks for it: parts and fields in the protocol's order, in one table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.web.words import PERSON_ROLES
from models.interrogation import Guilt, ParticipantRole, ReadBy, RefusalGround, Role, Withdrawal
from models.protocol_document import SectionKind
from models.protocol_versions import Signature, VersionState


def _(text: str) -> str:
    """A mark for the catalogues; the text itself."""
    return text


YES_OR_NO: Mapping[str, str] = {"true": _("yes"), "false": _("no"), "": _("not stated")}
GUILT: Mapping[str, str] = {
    Guilt.FULLY: _("admits fully"),
    Guilt.PARTLY: _("admits in part"),
    Guilt.DENIES: _("denies"),
}
READ_BY: Mapping[str, str] = {
    ReadBy.OWN_READING: _("read by oneself"),
    ReadBy.READ_OUT: _("read aloud"),
}
WITHDRAWALS: Mapping[str, str] = {
    Withdrawal.WITHDRAWN: _("withdrawn by whoever asked"),
    Withdrawal.DISALLOWED: _("disallowed by the official"),
}
REFUSAL_GROUNDS: Mapping[str, str] = {
    RefusalGround.SELF_AND_RELATIVES: _("not to testify against oneself, spouse and close relatives"),
    RefusalGround.RIGHT_TO_REFUSE: _("right to refuse to testify (suspect, witness with the right to defence)"),
}
PARTICIPANT_ROLES: Mapping[str, str] = {
    role: PERSON_ROLES[role]
    for role in (*ParticipantRole,)
    if role not in (ParticipantRole.INVESTIGATOR, ParticipantRole.INTERROGATED)
}
SIGNATURES: Mapping[str, str] = {Signature.PAPER: _("on paper"), Signature.ELECTRONIC: _("electronically")}
STEPS: Mapping[str, str] = {
    VersionState.READY: _("It is complete: ready"),
    VersionState.CHECKED: _("I have checked it"),
    VersionState.SIGNED: _("It is signed"),
    VersionState.SUPERSEDED: _("Reopen"),
}
SECTIONS: Mapping[str, str] = {
    SectionKind.TITLE: _("Title"),
    SectionKind.TIMES: _("Times"),
    SectionKind.INTRODUCTION: _("Introduction"),
    SectionKind.PERSON: _("Person who is interrogated"),
    SectionKind.PARTICIPANTS: _("Other participants"),
    SectionKind.RIGHTS: _("Rights and warnings"),
    SectionKind.LANGUAGE: _("Language and interpreter"),
    SectionKind.RECORD: _("Questions and answers"),
    SectionKind.CLOSING: _("Closing"),
    SectionKind.SIGNATURES: _("Signatures"),
}
VOICE_ROLES: Mapping[str, str] = {
    ParticipantRole.INVESTIGATOR: PERSON_ROLES[ParticipantRole.INVESTIGATOR],
    ParticipantRole.INTERROGATED: _("The person interrogated"),
    **PARTICIPANT_ROLES,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class FormField:
    """One field."""

    name: str  # as in the form: "person.full_name"
    label: str
    kind: str = "text"  # or "area", "date", "yes" (yes, no, not stated), "choice", or one of `LISTS`
    hint: str = ""
    choices: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FormPart:
    """Fields under one heading."""

    name: str
    title: str
    fields: tuple[FormField, ...]


LISTS: Mapping[str, tuple[str, ...]] = {
    "sittings": ("start", "end"),
    "participants": ("role", "name", "details"),
    "attachments": ("name", "pages"),
    "voices": ("voice", "role"),
    "withdrawn_questions": ("turn", "how", "by", "reason"),
    "refusals": ("turn", "ground", "reason"),
}
"""Fields that hold several rows, each of these columns."""
MAY_BE_NONE = ("participants", "attachments")
"""Of those, where a person can state that there are none."""

PARTS: tuple[FormPart, ...] = (
    FormPart(
        name="where",
        title=_("Who, where and when"),
        fields=(
            FormField(
                name="role",
                label=_("In what capacity"),
                kind="choice",
                choices={role: PERSON_ROLES[role] for role in Role},
            ),
            FormField(name="additional", label=_("An additional interrogation"), kind="yes"),
            FormField(name="case_number", label=_("Number of the case")),
            FormField(
                name="articles",
                label=_("Articles of the code that were observed"),
                hint=_("Only where they are not those known for the capacity. For specialist and expert none are known."),
            ),
            FormField(name="place", label=_("Place (city)")),
            FormField(name="date", label=_("Date"), kind="date"),
            FormField(
                name="sittings",
                label=_("Sittings: begun and ended"),
                kind="sittings",
                hint=_("Such as 10:05, or with a date 2026-03-02 10:05. Breaks are what lies between."),
            ),
        ),
    ),
    FormPart(
        name="official",
        title=_("Official who interrogates"),
        fields=(
            FormField(name="official.position", label=_("Position")),
            FormField(name="official.name", label=_("Surname and initials")),
            FormField(name="official.body", label=_("Agency")),
            FormField(name="official.region", label=_("Region, city or district of the agency")),
            FormField(name="official.room", label=_("Room")),
            FormField(name="official.address", label=_("Address of the place of interrogation")),
        ),
    ),
    FormPart(
        name="person",
        title=_("Person who is interrogated"),
        fields=(
            FormField(name="person.full_name", label=_("Surname, name, patronymic")),
            FormField(name="person.birth_date", label=_("Date of birth"), kind="date"),
            FormField(name="person.birth_place", label=_("Place of birth")),
            FormField(name="person.citizenship", label=_("Citizenship")),
            FormField(name="person.nationality", label=_("Nationality")),
            FormField(name="person.education", label=_("Education")),
            FormField(name="person.marital_status", label=_("Marital status")),
            FormField(name="person.workplace", label=_("Place of work or study")),
            FormField(name="person.occupation", label=_("Occupation or position")),
            FormField(name="person.residence", label=_("Place of residence and (or) registration")),
            FormField(name="person.phones", label=_("Telephone numbers")),
            FormField(name="person.email", label=_("E-mail")),
            FormField(name="person.other_contacts", label=_("Other contacts")),
            FormField(name="person.relation_to_suspect", label=_("Relation to the suspect or accused")),
            FormField(name="person.military_duty", label=_("Relation to military duty")),
            FormField(name="person.criminal_record", label=_("Criminal record")),
            FormField(name="person.identity_document", label=_("Identity document (IIN, passport)")),
            FormField(name="technical_means", label=_("Technical means of sound and video recording")),
        ),
    ),
    FormPart(
        name="room",
        title=_("Who else is in the room, and whose voice is whose"),
        fields=(
            FormField(name="participants", label=_("Other participants"), kind="participants"),
            FormField(name="defence_notification", label=_("Number and date of the defender's notification")),
            FormField(
                name="voices",
                label=_("Voices"),
                kind="voices",
                hint=_("Such as VOICE_00; of several recordings 2:VOICE_00. What the transcript names needs no row."),
            ),
            FormField(
                name="leave_out",
                label=_("Turns that do not belong to the interrogation"),
                hint=_("Such as t0007, t0008; with several recordings 2:t0007. They are listed in an annex."),
            ),
            FormField(
                name="statements.order_announced", label=_("The order of the interrogation was announced"), kind="yes"
            ),
            FormField(
                name="statements.technical_means_announced",
                label=_("Participants were told beforehand of the recording"),
                kind="yes",
            ),
        ),
    ),
    FormPart(
        name="rights",
        title=_("Rights and warnings"),
        fields=(
            FormField(name="rights_text", label=_("Text of the article on rights, as the agency prints it"), kind="area"),
            FormField(name="statements.rights_explained", label=_("Rights and duties were explained"), kind="yes"),
            FormField(
                name="statements.liability_warned",
                label=_("Warned of liability for false testimony and refusal to testify"),
                kind="yes",
            ),
            FormField(
                name="statements.truth_reminded",
                label=_("Reminded to tell only the truth (under 16 years)"),
                kind="yes",
            ),
            FormField(
                name="statements.self_incrimination_right_explained",
                label=_("The right not to testify against oneself, spouse and close relatives was explained"),
                kind="yes",
            ),
            FormField(name="statements.invited", label=_("Invited to tell all that is known of the case"), kind="yes"),
            FormField(name="relation_words", label=_("Relations with the suspect, in the person's words")),
        ),
    ),
    FormPart(
        name="suspect",
        title=_("Only of a suspect"),
        fields=(
            FormField(name="suspicion", label=_("Of what suspected, in the decision's words"), kind="area"),
            FormField(name="statements.suspicion_announced", label=_("The suspicion was announced"), kind="yes"),
            FormField(
                name="statements.use_warned", label=_("Warned that the testimony may be used as evidence"), kind="yes"
            ),
            FormField(name="guilt", label=_("Answer to the question of guilt"), kind="choice", choices=GUILT),
        ),
    ),
    FormPart(
        name="language",
        title=_("Language and interpreter"),
        fields=(
            FormField(name="testimony_language", label=_("Language of the testimony")),
            FormField(name="interpreter_needed", label=_("An interpreter is needed"), kind="yes"),
        ),
    ),
    FormPart(
        name="unanswered",
        title=_("Questions without an answer"),
        fields=(
            FormField(
                name="withdrawn_questions",
                label=_("Questions that were withdrawn or disallowed"),
                kind="withdrawn_questions",
                hint=_(
                    "The buttons beside the questions of the draft fill in the turn. The reason goes into the protocol."
                ),
            ),
            FormField(
                name="refusals",
                label=_("Refusals to answer"),
                kind="refusals",
                hint=_("A ground of the law is enough; otherwise the protocol needs the reason."),
            ),
        ),
    ),
    FormPart(
        name="closing",
        title=_("Closing"),
        fields=(
            FormField(
                name="statements.closing_rights_explained",
                label=_("The right to read the protocol, to add and to correct was explained"),
                kind="yes",
            ),
            FormField(name="statements.shown", label=_("The protocol was presented"), kind="yes"),
            FormField(name="read_by", label=_("How it was read"), kind="choice", choices=READ_BY),
            FormField(name="replayed", label=_("Replay of the sound and video record")),
            FormField(
                name="statements.recorded_correctly", label=_("The person says that it is recorded correctly"), kind="yes"
            ),
            FormField(
                name="remarks",
                label=_("Remarks of those who took part"),
                kind="area",
                hint=_("Where there are none, state so: it is printed as typed."),
            ),
            FormField(name="attachments", label=_("Attachments"), kind="attachments"),
        ),
    ),
)


def every_field() -> Iterator[FormField]:
    """All fields, in order."""
    for part in PARTS:
        yield from part.fields


LABELS: Mapping[str, str] = {field.name: field.label for field in every_field()}
HINTS: Mapping[str, str] = {field.name: field.hint for field in every_field() if field.hint}
TITLES: Mapping[str, str] = {part.name: part.title for part in PARTS}
COLUMNS: Mapping[str, str] = {
    "start": _("Begun"),
    "end": _("Ended"),
    "role": _("Role"),
    "name": _("Name"),
    "details": _("Licence, place of work, ground"),
    "pages": _("Sheets"),
    "voice": _("Voice"),
    "turn": _("Turn"),
    "how": _("How"),
    "by": _("Who did so"),
    "ground": _("Ground"),
    "reason": _("Reason for the protocol"),
}
COLUMN_CHOICES: Mapping[str, Mapping[str, str]] = {"how": WITHDRAWALS, "ground": REFUSAL_GROUNDS}
"""Columns that are chosen from a table; roles have theirs by the list."""
