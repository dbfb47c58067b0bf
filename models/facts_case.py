"""The fact model: records of a case of any kind. A field of type `Known` is a fact; the others say what belongs to what.

Each record's id is unique among the records of its kind. Moments are aware; days stand without a time.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from models.cases import CaseKind
from models.facts import Known

Text = Known[str] | None
Texts = Known[tuple[str, ...]] | None
Truth = Known[bool] | None
Number = Known[int] | None
Day = Known[date] | None
Instant = Known[datetime] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseEvent:
    """What is known of the case as a whole."""

    KIND: ClassVar[str] = "case"
    id: str = ""
    registered_at: Instant = None  # in the register (ЕРДР)
    form: Text = None  # what it may be, here and below, is in `models.facts_shape.CODES`
    closed_at: Instant = None  # sent to the prosecutor or terminated: the term runs no further


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonFacts:
    """A person of the case."""

    KIND: ClassVar[str] = "person"
    id: str
    birth_date: Day = None
    sex: Text = None
    pregnant: Truth = None
    minor_child: Truth = None  # has or brings up a small child; of a man: brings one up alone
    first_offence: Truth = None  # has not offended before


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleFacts:
    """A role that the register gives a person, for a time."""

    KIND: ClassVar[str] = "role"
    id: str
    person: str
    role: Text = None
    since: Instant = None
    until: Instant = None  # None: it has not ended


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodeFacts:
    """One offence: what it is called, when it was done, by whom and to whom."""

    KIND: ClassVar[str] = "episode"
    id: str
    articles: Texts = None  # every qualification that it was ever given: "УК 120 ч.3-1"
    began_on: Day = None
    ended_on: Day = None  # the same day where it took no longer
    place: Text = None  # empty: stated nowhere in the papers
    method: Text = None
    gravity: Text = None
    death: Truth = None  # somebody died of it
    grave_harm: Truth = None
    offenders: Texts = None  # ids of persons
    victims: Texts = None  # ids of persons


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementFacts:
    """A reconciliation agreement."""

    KIND: ClassVar[str] = "agreement"
    id: str
    offender: str
    victim: str
    consent: Truth = None  # the victim agreed
    harm_made_good: Truth = None
    representative: Truth = None  # the victim's legal representative took part


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionFacts:
    """A procedural decision, recorded or about to be."""

    KIND: ClassVar[str] = "decision"
    id: str
    kind: Text = None  # of `DECISION_KINDS`, or as the register writes it
    decided_at: Instant = None
    person: str | None = None  # whom it concerns; None: the whole case
    articles: Texts = None  # that it cites, with their code: "УПК 35 ч.1 п.12", "УК 68"
    text: Text = None
    other_ground: Truth = None  # a termination states a ground that is not reconciliation
    agreed: Truth = None  # the prosecutor agreed; False: not, or not yet
    refused: Truth = None  # the prosecutor declined to agree
    announced_at: Instant = None  # to the person
    cancelled_at: Instant = None
    prosecutor_reviewed: Truth = None  # the prosecutor looked at it before it was recorded


@dataclass(frozen=True, kw_only=True, slots=True)
class DetentionFacts:
    """A detention."""

    KIND: ClassVar[str] = "detention"
    id: str
    person: str
    detained_at: Instant = None  # in fact
    protocol_at: Instant = None
    notified_at: Instant = None  # the prosecutor was told
    ended_at: Instant = None  # released, or brought before a court
    listed_case: Truth = None  # one of the cases in which the law allows the longer term


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtensionFacts:
    """The term of the pre-trial investigation was extended."""

    KIND: ClassVar[str] = "extension"
    id: str
    until: Instant = None


@dataclass(frozen=True, kw_only=True, slots=True)
class InterruptionFacts:
    """The term was interrupted."""

    KIND: ClassVar[str] = "interruption"
    id: str
    since: Instant = None
    until: Instant = None


@dataclass(frozen=True, kw_only=True, slots=True)
class InterrogationFacts:
    """An interrogation: fields of its protocol, and what its transcripts show."""

    KIND: ClassVar[str] = "interrogation"
    id: str
    person: str
    second_person: str | None = None  # in a confrontation
    role: Text = None  # as the protocol states it
    form: Text = None
    remote: Truth = None  # by video link
    protocol_language: Text = None  # ISO 639-1
    participants: Texts = None  # roles of who else was there
    rights_article: Text = None  # whose rights were explained: "64", "71"
    rights_at: Instant = None  # when that was said
    first_question_at: Instant = None  # the first question on the matter
    refusal_right_explained: Truth = None
    refusal_right_at: Instant = None  # when that was said
    use_warned: Truth = None  # testimony may be used
    use_warned_at: Instant = None  # when that was said
    guilt_asked: Truth = None
    liability_warned: Truth = None  # of articles 420 and 421 УК
    language_asked: Truth = None  # in which language the person testifies, and whether an interpreter is needed
    interpreter_rights: Truth = None  # of article 81, explained to the interpreter
    spoken_languages: Texts = None  # of the interrogated person, as heard
    recorded: Truth = None
    means_announced: Truth = None  # participants were told beforehand of the recording
    means_named: Truth = None  # in the protocol
    leading_questions: Number = None  # candidates
    discretion_recorded: Truth = None  # a decision whether to call a pedagogue, where it is at discretion
    remote_considered: Truth = None
    additional_ground: Truth = None  # one of the three grounds is recorded
    contradiction_recorded: Truth = None  # a substantial one, before a confrontation
    empty_fields: Texts = None  # required fields of the protocol that hold nothing
    times_to_minute: Truth = None  # start and end stand in the protocol
    pages_unsigned: Number = None
    remarks_open: Number = None  # remarks to the protocol that nobody answered
    signing_refused: Truth = None
    refusal_certified: Truth = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SittingFacts:
    """A part of an interrogation between breaks."""

    KIND: ClassVar[str] = "sitting"
    id: str
    interrogation: str
    zone: str | None = None  # IANA name; None: the case's
    started_at: Instant = None  # None too where the source of the time is unknown
    ended_at: Instant = None
    running: bool = False  # it has no end yet: it counts up to the present moment
    investigators: Texts = None  # who interrogates
    urgent: Truth = None  # a reason why it could not wait is recorded


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacementFacts:
    """When a span of a recording was on the wall, in a sitting."""

    KIND: ClassVar[str] = "placement"
    id: str
    sitting: str
    started_at: Instant = None  # None too where the source of the time is unknown
    ended_at: Instant = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeFacts:
    """Somebody was told of something."""

    KIND: ClassVar[str] = "notice"
    id: str
    about: str  # the id of the inspection or the record of an offence
    given_at: Instant = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentFacts:
    """A document that an inspection or an administrative proceeding stands on."""

    KIND: ClassVar[str] = "document"
    id: str
    about: str  # the id of the inspection or the record of an offence
    kind: Text = None  # "appointment", "permit"
    registered_at: Instant = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AdministrativeFacts:
    """The record of an administrative offence and its hearing."""

    KIND: ClassVar[str] = "administrative"
    id: str
    person: str
    recorded_at: Instant = None  # the record was drawn up
    heard_at: Instant = None
    rights_explained: Truth = None
    record_given: Truth = None  # a copy to the person
    witnesses_named: Truth = None


@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionFacts:
    """An inspection of somebody's business."""

    KIND: ClassVar[str] = "inspection"
    id: str
    type: Text = None
    ground: Text = None  # empty: stated nowhere
    questions: Number = None  # how many questions the appointment lists
    starts_at: Instant = None
    registered_at: Instant = None  # it is on the register: rules that block do not let it come there


Record = (
    CaseEvent | PersonFacts | RoleFacts | EpisodeFacts | AgreementFacts | DecisionFacts | DetentionFacts | ExtensionFacts
    | InterruptionFacts | InterrogationFacts | SittingFacts | PlacementFacts | NoticeFacts | DocumentFacts
    | AdministrativeFacts | InspectionFacts
)  # fmt: skip
DECISION_KINDS = ("recognised_as_suspect", "qualified", "terminated", "termination_cancelled", "other")
"""What a decision's kind is where a rule looks at it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFacts:
    """Everything that is known of one case. A tuple that is empty says that the case has no such record."""

    number: str
    kind: CaseKind
    zone: str  # IANA name, of the unit's region
    case: CaseEvent = CaseEvent()
    persons: tuple[PersonFacts, ...] = ()
    roles: tuple[RoleFacts, ...] = ()
    episodes: tuple[EpisodeFacts, ...] = ()
    agreements: tuple[AgreementFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()
    detentions: tuple[DetentionFacts, ...] = ()
    extensions: tuple[ExtensionFacts, ...] = ()
    interruptions: tuple[InterruptionFacts, ...] = ()
    interrogations: tuple[InterrogationFacts, ...] = ()
    sittings: tuple[SittingFacts, ...] = ()
    placements: tuple[PlacementFacts, ...] = ()
    notices: tuple[NoticeFacts, ...] = ()
    documents: tuple[DocumentFacts, ...] = ()
    administratives: tuple[AdministrativeFacts, ...] = ()
    inspections: tuple[InspectionFacts, ...] = ()


RECORDS: dict[str, type[Record]] = {
    "persons": PersonFacts, "roles": RoleFacts, "episodes": EpisodeFacts, "agreements": AgreementFacts,
    "decisions": DecisionFacts, "detentions": DetentionFacts, "extensions": ExtensionFacts,
    "interruptions": InterruptionFacts, "interrogations": InterrogationFacts, "sittings": SittingFacts,
    "placements": PlacementFacts, "notices": NoticeFacts, "documents": DocumentFacts,
    "administratives": AdministrativeFacts, "inspections": InspectionFacts,
}  # fmt: skip
"""The lists of a case's facts, by field of `CaseFacts`."""
