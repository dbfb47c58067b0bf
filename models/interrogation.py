"""What a person states about an interrogation in its form: who, where, when, and whose voice is whose."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Literal

ProtocolLanguage = Literal["ru", "kk"]
"""The languages a protocol document is drawn up in."""


class Role(StrEnum):
    """In what capacity the person is interrogated."""

    WITNESS = "witness"
    SUSPECT = "suspect"
    VICTIM = "victim"
    WITNESS_WITH_DEFENCE = "witness_with_defence"  # art. 65-1: a witness who has the right to defence
    SPECIALIST = "specialist"
    EXPERT = "expert"


class ParticipantRole(StrEnum):
    """What a person in the room is there for."""

    INVESTIGATOR = "investigator"  # the official who interrogates
    INTERROGATED = "interrogated"  # the person whose protocol this is
    DEFENDER = "defender"
    LEGAL_REPRESENTATIVE = "legal_representative"  # of a minor
    REPRESENTATIVE = "representative"  # of a victim
    PEDAGOGUE = "pedagogue"
    PSYCHOLOGIST = "psychologist"
    INTERPRETER = "interpreter"
    SPECIALIST = "specialist"
    PROSECUTOR = "prosecutor"
    OTHER = "other"


class Guilt(StrEnum):
    """A suspect's answer to the question of guilt."""

    FULLY = "fully"
    PARTLY = "partly"
    DENIES = "denies"


class ReadBy(StrEnum):
    """How the person came to know what the protocol says."""

    OWN_READING = "own_reading"
    READ_OUT = "read_out"


class Withdrawal(StrEnum):
    """What became of a question that is not to be answered."""

    WITHDRAWN = "withdrawn"  # by whoever asked it
    DISALLOWED = "disallowed"  # by the official


class RefusalGround(StrEnum):
    """By what right an answer was refused."""

    SELF_AND_RELATIVES = "self_and_relatives"  # nobody testifies against himself, his spouse and close relatives
    RIGHT_TO_REFUSE = "right_to_refuse"  # of a suspect, and of a witness with the right to defence


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Moment:
    """A time as the clock on the wall showed it; the protocol prints it as it was stated."""

    day: date | None  # None where neither the time nor the form says which day
    time: time  # to the minute, without a zone: that of the place of the interrogation


@dataclass(frozen=True, kw_only=True, slots=True)
class Sitting:
    """A part of the interrogation without a break."""

    start: Moment | None  # None: not stated
    end: Moment | None  # None: not stated


@dataclass(frozen=True, kw_only=True, slots=True)
class Official:
    """Who interrogates, and where."""

    position: str | None = None  # "следователь"
    name: str | None = None
    body: str | None = None  # the agency
    region: str | None = None
    room: str | None = None
    address: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonalData:
    """What is stated of the interrogated person: rows 1 to 17 of the protocol's table (row 18 is technical means)."""

    full_name: str | None = None
    birth_date: date | None = None
    birth_place: str | None = None
    citizenship: str | None = None
    nationality: str | None = None
    education: str | None = None
    marital_status: str | None = None
    workplace: str | None = None
    occupation: str | None = None
    residence: str | None = None
    phones: str | None = None
    email: str | None = None
    other_contacts: str | None = None
    relation_to_suspect: str | None = None
    military_duty: str | None = None
    criminal_record: str | None = None
    identity_document: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Participant:
    """Somebody else in the room."""

    role: ParticipantRole
    name: str | None = None
    details: str | None = None  # a licence, a place of work, what the role rests on


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceRuling:
    """A person's ruling: this voice is that participant."""

    recording: int | None  # number of the recording in the order of the files, from 1; None: there is only one
    voice: str  # "VOICE_00"
    role: ParticipantRole
    number: int = 1  # which of several participants with this role, in the form's order, from 1


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnRuling:
    """A person's ruling: this turn does not belong to the interrogation."""

    recording: int | None  # as in `VoiceRuling`
    turn: str  # "t0001"


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawnQuestion:
    """A question was withdrawn or disallowed; what is None becomes a gap."""

    recording: int | None  # as in `VoiceRuling`
    turn: str  # in which it was asked: "t0001"
    how: Withdrawal | None = None
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """An answer was refused. A ground of the law needs no other reason; where neither is stated, there is a gap."""

    recording: int | None  # as in `VoiceRuling`
    turn: str  # in which it was refused, or the question was asked: "t0001"
    ground: RefusalGround | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """What is attached to the protocol."""

    name: str
    pages: str | None = None  # "2 листа"


@dataclass(frozen=True, kw_only=True, slots=True)
class Statements:
    """What the official states to have been done; None means that nobody stated it, so nothing is printed as done."""

    order_announced: bool | None = None  # the order of the interrogation
    technical_means_announced: bool | None = None  # participants were warned of recording beforehand
    suspicion_announced: bool | None = None  # a suspect was told what he is suspected of
    rights_explained: bool | None = None
    invited: bool | None = None  # to tell everything known in one's own words
    use_warned: bool | None = None  # a suspect was warned that testimony may be used
    liability_warned: bool | None = None  # for false testimony and refusal to testify
    truth_reminded: bool | None = None  # a person under 16 was reminded to tell the truth
    self_incrimination_right_explained: bool | None = None
    closing_rights_explained: bool | None = None  # to read the protocol, to add and to correct
    shown: bool | None = None  # the protocol was given to read or read out
    recorded_correctly: bool | None = None  # the person said so


@dataclass(frozen=True, kw_only=True, slots=True)
class InterrogationForm:
    """Everything a person states about one interrogation. What is None or empty becomes a visible gap."""

    language: ProtocolLanguage = "ru"
    role: Role | None = None
    additional: bool = False
    case_number: str | None = None
    place: str | None = None  # the city
    day: date | None = None
    sittings: tuple[Sitting, ...] = ()
    official: Official = field(default_factory=Official)
    person: PersonalData = field(default_factory=PersonalData)
    participants: tuple[Participant, ...] | None = None  # None: not stated; empty: stated that there were none
    voices: tuple[VoiceRuling, ...] = ()
    leave_out: tuple[TurnRuling, ...] = ()
    withdrawn_questions: tuple[WithdrawnQuestion, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    articles: str | None = None  # of the УПК, observed in the interrogation; None: those of the capacity, where known
    defence_notification: str | None = None  # number and date of the defender's notification
    rights_text: str | None = None  # the article's text as the agency prints it
    suspicion: str | None = None  # of what, in the decision's words
    guilt: Guilt | None = None
    technical_means: str | None = None
    testimony_language: str | None = None
    interpreter_needed: bool | None = None
    relation_words: str | None = None  # how a witness describes relations with the suspect
    attachments: tuple[Attachment, ...] | None = None  # None: not stated; empty: stated that there are none
    remarks: str | None = None
    read_by: ReadBy | None = None
    replayed: str | None = None  # whether the sound and video record was replayed
    statements: Statements = field(default_factory=Statements)

    @property
    def first_day(self) -> date | None:
        """The day of the first sitting, on which the person's age is reckoned; None where nobody stated a day."""
        if self.sittings and self.sittings[0].start and self.sittings[0].start.day:
            return self.sittings[0].start.day
        return self.day

    @property
    def age(self) -> int | None:
        """Full years on the first day; None where the birth date or the day is not stated."""
        born, day = self.person.birth_date, self.first_day
        if born is None or day is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
