"""A case's records become facts for controls: what case file, protocols and recordings hold, each with its source.

What the records do not tell stays unknown. One human who stands in the case file several times is one person where an equal
IIN or somebody's ruling says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from analysis.control.reconciliation import article_numbers, kind_of
from analysis.mentions.identifiers import iin as read_iin
from api.heard_facts import with_heard
from api.protocol_facts import interrogation_facts, investigators
from api.stated_facts import on_top
from models.case_records import CaseRecords, InterrogationRecords
from models.cases import CaseKind, CaseParticipant, CaseSitting, Person, Placement
from models.decisions import ProceduralDecision
from models.facts import Known, Source, SourceKind
from models.facts_case import (
    CaseEvent,
    CaseFacts,
    DecisionFacts,
    EpisodeFacts,
    PersonFacts,
    PlacementFacts,
    RoleFacts,
    SittingFacts,
)
from models.interrogation import Role

Value = TypeVar("Value")
RUNS_AT_MOST = timedelta(hours=24)
"""A sitting that began longer ago and has no end is one whose end nobody stated."""
CASE_EPISODE = "case"
"""The id of the episode that holds what the case is about and no stated episode names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Persons:
    """Who is one person in a case."""

    of_person: Mapping[UUID, str]  # the person's id in the facts, by id in the case file
    of_participant: Mapping[UUID, str]
    records: Mapping[str, tuple[Person, ...]]  # those that are one, by id in the facts

    def called(self, reference: str) -> str:
        """The id in the facts of whom a register calls so: by participant, person or IIN; the reference where none is."""
        for known in (self.of_participant, self.of_person):
            for key, found in known.items():
                if str(key) == reference:
                    return found
        by_iin = {each.iin: key for key, records in self.records.items() for each in records if each.iin is not None}
        return by_iin.get(reference, reference)


def facts_of(records: CaseRecords, *, at: datetime) -> CaseFacts:
    """Everything that is known of the case at a moment."""
    persons = people_of(records)
    interrogations = [
        with_heard(
            interrogation_facts(each, records, person=persons.of_participant[each.interrogation.participant_id]), each
        )
        for each in records.interrogations
    ]
    facts = CaseFacts(
        number=records.case.number,
        kind=records.case.kind,
        zone=records.zone,
        case=CaseEvent(closed_at=_known(records.case.closed_at, "case.closed_at")),
        persons=tuple(_person(key, found) for key, found in persons.records.items()),
        roles=tuple(_role(each, persons) for each, _ in records.participants if each.role in set(Role)),
        decisions=tuple(_decision(each, persons) for each in records.decisions),
        interrogations=tuple(interrogations),
        sittings=tuple(_sitting(each, of, at) for of in records.interrogations for each in of.sittings),
        placements=tuple(_placement(each) for of in records.interrogations for each in of.placements),
    )
    stated = on_top(facts, records.stated, names=persons.called, accounts=records.accounts)
    return _with_the_rest(stated.facts, records, persons, withdrawn=stated.articles)


def people_of(records: CaseRecords) -> Persons:
    """The persons of a case; who came first gives the id."""
    leader: dict[UUID, UUID] = {}

    def lead(person: UUID) -> UUID:
        while leader.setdefault(person, person) != person:
            person = leader[person]
        return person

    by_iin: dict[str, UUID] = {}
    for _, person in records.participants:
        lead(person.id)
        if person.iin is not None:
            leader[lead(person.id)] = lead(by_iin.setdefault(person.iin, person.id))
    order = {person.id: number for number, (_, person) in reversed(list(enumerate(records.participants)))}
    for one, other in records.same_persons:
        first, second = sorted((lead(one), lead(other)), key=order.__getitem__)
        leader[second] = first
    found: dict[str, dict[UUID, Person]] = {}
    for _, person in records.participants:
        found.setdefault(str(lead(person.id)), {})[person.id] = person
    return Persons(
        of_person={person.id: str(lead(person.id)) for _, person in records.participants},
        of_participant={participant.id: str(lead(person.id)) for participant, person in records.participants},
        records={key: tuple(each.values()) for key, each in found.items()},
    )


def _person(key: str, records: tuple[Person, ...]) -> PersonFacts:
    """Dates of birth that differ are none: which of them is true, somebody has to establish."""
    iins = [read_iin(each.iin) for each in records if each.iin is not None]
    sound = [each for each in iins if each.valid]
    stated = {each.birth_date for each in records if each.birth_date is not None}
    born = stated or {each.birth_date for each in sound if each.birth_date is not None}
    sexes = {str(each.sex) for each in sound if each.sex is not None}
    where = "person.birth_date" if stated else "person.iin"
    return PersonFacts(
        id=key,
        birth_date=_known(born.pop(), where) if len(born) == 1 else None,
        sex=_known(sexes.pop(), "person.iin") if len(sexes) == 1 else None,
    )


def _role(each: CaseParticipant, persons: Persons) -> RoleFacts:
    """Since when, the case file does not tell: it notes when somebody was added to it."""
    return RoleFacts(
        id=str(each.id),
        person=persons.of_participant[each.id],
        role=_known(each.role, "participant.role"),
        until=_known(each.until, "participant.until"),
    )


def _decision(each: ProceduralDecision, persons: Persons) -> DecisionFacts:
    return decision_facts(
        each, str(each.id), None if each.participant_id is None else persons.of_participant.get(each.participant_id)
    )


def decision_facts(each: ProceduralDecision, key: str, person: str | None) -> DecisionFacts:
    """A decision as it is recorded, or about to be: what it does not cite, it does not cite."""
    return DecisionFacts(
        id=key,
        kind=_known(each.kind, "decision.kind"),
        decided_at=_known(each.decided_at, "decision.decided_at"),
        person=person,
        articles=_known(tuple(each.articles), "decision.articles"),
        text=_known(each.text, "decision.text"),
        other_ground=_known(each.other_ground, "decision.other_ground"),
    )


def _sitting(each: CaseSitting, of: InterrogationRecords, at: datetime) -> SittingFacts:
    began = each.started_at
    running = each.ended_at is None and began is not None and timedelta(0) <= at - began <= RUNS_AT_MOST
    return SittingFacts(
        id=str(each.id),
        interrogation=str(each.interrogation_id),
        zone=each.zone,
        started_at=_known(began, "sitting.started_at"),
        ended_at=_known(each.ended_at, "sitting.ended_at"),
        running=running,
        investigators=investigators(of),
    )


def _placement(each: Placement) -> PlacementFacts:
    ended = None if each.wall_start is None else each.wall_start + timedelta(seconds=each.span_end - each.span_start)
    source = Source(kind=SourceKind.SOUND, where=str(each.recording_id), second=each.span_start)
    return PlacementFacts(
        id=str(each.id),
        sitting=str(each.sitting_id),
        started_at=None if each.wall_start is None else Known(value=each.wall_start.astimezone(UTC), source=source),
        ended_at=None if ended is None else Known(value=ended.astimezone(UTC), source=source),
    )


def _with_the_rest(facts: CaseFacts, records: CaseRecords, persons: Persons, *, withdrawn: Iterable[str]) -> CaseFacts:
    """With an episode of every qualification that the case was given and no stated episode bears: none is passed over."""
    borne = {number for each in facts.episodes for article in _articles(each) for number in article_numbers(article)}
    given = [*records.case.articles, *withdrawn]
    for each in records.decisions:
        if kind_of(each.kind) == "qualified":
            given += each.articles
    rest = [each for each in dict.fromkeys(given) if not (numbers := set(article_numbers(each))) or not numbers <= borne]
    if not rest or records.case.kind is CaseKind.ADMINISTRATIVE:  # whose articles are another code's
        return facts
    offenders, victims = _of_role(records, persons, Role.SUSPECT), _of_role(records, persons, Role.VICTIM)
    episode = EpisodeFacts(
        id=CASE_EPISODE,
        articles=_known(tuple(rest), "case.articles"),
        offenders=_known(offenders, "participant.role"),
        victims=_known(victims, "participant.role"),
    )
    return replace(facts, episodes=(*facts.episodes, episode))


def _articles(episode: EpisodeFacts) -> tuple[str, ...]:
    return () if episode.articles is None else episode.articles.value


def _of_role(records: CaseRecords, persons: Persons, role: Role) -> tuple[str, ...] | None:
    found = [persons.of_participant[each.id] for each, _ in records.participants if each.role == role]
    return tuple(dict.fromkeys(found)) or None


def _known(value: Value | None, where: str) -> Known[Value] | None:
    return None if value is None else Known(value=value, source=Source(kind=SourceKind.CASE_FILE, where=where))
