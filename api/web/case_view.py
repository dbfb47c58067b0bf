"""Everything that a case's page shows, read in one transaction as whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from api.routes.cases import seen
from api.web.timeline import Timeline, timeline
from models.accounts import Account, AccountRole, SignedIn
from models.cases import Case, CaseInterrogation, CaseParticipant, CaseSitting, Grant, Person, Placement
from models.custody import ReceivedRecording
from models.findings import FindingSubject
from models.protocol_versions import ProtocolVersion
from models.queue import Job, JobState, Stage
from models.store import accounts, cases, control_verdicts, findings, jobs, protocols, recordings
from models.store.protocols import DocumentGrant

UNFINISHED = frozenset({JobState.QUEUED, JobState.RUNNING})


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordingSeen:
    """A recording with the work on it that a reader should know of."""

    recording: ReceivedRecording
    jobs: list[Job]  # the newest of each stage, unless it went well

    @property
    def is_worked_on(self) -> bool:
        """Whether something is under way or waits."""
        return any(each.state in UNFINISHED for each in self.jobs)

    @property
    def duration(self) -> float | None:
        """Seconds, once it is decoded."""
        return self.recording.sound["decoded_duration"] if self.recording.sound else None


@dataclass(frozen=True, kw_only=True, slots=True)
class InterrogationSeen:
    """An interrogation with all that hangs on it."""

    interrogation: CaseInterrogation
    number: int  # in the case, from 1
    person: Person
    participant: CaseParticipant
    sittings: list[CaseSitting]
    placements: list[Placement]
    versions: list[ProtocolVersion]  # the newest first
    given: list[DocumentGrant]  # versions to participants, in order
    draft: Job | None  # the last job that drew one up, unless it went well
    timeline: Timeline | None

    @property
    def numbers(self) -> dict[UUID, int]:
        """Of its versions."""
        return {each.id: each.number for each in self.versions}


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSeen:
    """A case as its page shows it."""

    case: Case
    unit: str
    zone: str
    participants: list[tuple[CaseParticipant, Person]]
    interrogations: list[InterrogationSeen]
    recordings: list[RecordingSeen]  # that have sound
    texts: list[ReceivedRecording]
    grants: list[Grant]
    names: dict[UUID, str]  # of accounts
    may_edit: bool
    open_findings: int  # inconsistencies that nobody has ruled on
    open_violations: int  # of controls, that nobody set aside
    receivers: list[Account]  # whom this reader may give access to: none but for the head of the unit

    @property
    def recording_names(self) -> dict[UUID, str]:
        """By id."""
        return {each.recording.id: each.recording.name for each in self.recordings}

    @property
    def known_receivers(self) -> list[tuple[UUID, str]]:
        """Accounts that something of the case was given to before, by name."""
        found = {grant.account_id for each in self.interrogations for grant in each.given}
        return sorted(((each, self.names.get(each, "")) for each in found), key=lambda pair: pair[1])


def see(connection: psycopg.Connection[Any], who: SignedIn, case_id: UUID) -> CaseSeen:
    """The case; NotFoundError where it is not there for whoever asks."""
    case = seen(connection, case_id)
    participants = cases.participants(connection, case_id)
    all_jobs = jobs.jobs(connection, case_id=case_id)
    grants = cases.grants(connection, case_id)
    received = recordings.recordings(connection, case_id)
    zone = accounts.zone_of(connection, case.unit_id)
    people = {participant.id: (participant, person) for participant, person in participants}
    documents = protocols.document_grants_of_case(connection, case_id)
    given = {case.investigator_id, *(each.account_id for each in grants), *(each.granted_by for each in grants)}
    given |= {each.account_id for each in documents} | {each.granted_by for each in documents}
    return CaseSeen(
        case=case,
        unit=next(each.name for each in accounts.units(connection) if each.id == case.unit_id),
        zone=zone,
        participants=participants,
        interrogations=[
            _interrogation(connection, each, number, people[each.participant_id], all_jobs, documents)
            for number, each in enumerate(cases.interrogations(connection, case_id), 1)
        ],
        recordings=[
            RecordingSeen(recording=each, jobs=worth_telling([job for job in all_jobs if job.recording_id == each.id]))
            for each in received
            if each.written is None
        ],
        texts=[each for each in received if each.written is not None],
        grants=grants,
        names=accounts.names(connection, given),
        open_findings=findings.open_count(connection, case_id, FindingSubject.INCONSISTENCY),
        open_violations=control_verdicts.open_violations(connection, case_id),
        may_edit=cases.may_edit(connection, case_id),
        receivers=_receivers(connection, who, case),
    )


def worth_telling(found: Sequence[Job]) -> list[Job]:
    """The newest job of each stage, in order of coming, unless it went well."""
    newest: dict[Stage, Job] = {}
    for job in found:
        newest[job.stage] = job
    return [job for job in newest.values() if job.state is not JobState.DONE]


def _interrogation(  # what it is made of
    connection: psycopg.Connection[Any],
    found: CaseInterrogation,
    number: int,
    who: tuple[CaseParticipant, Person],
    all_jobs: Sequence[Job],
    documents: Sequence[DocumentGrant],
) -> InterrogationSeen:
    sittings = cases.sittings(connection, found.id)
    placements = cases.placements(connection, found.id)
    drafts = worth_telling([each for each in all_jobs if each.interrogation_id == found.id])
    zone = sittings[0].zone if sittings else "UTC"
    versions = protocols.versions(connection, found.id)
    numbers = {each.id for each in versions}
    return InterrogationSeen(
        interrogation=found,
        number=number,
        participant=who[0],
        person=who[1],
        sittings=sittings,
        placements=placements,
        versions=versions,
        given=[each for each in documents if each.version_id in numbers],
        draft=drafts[-1] if drafts else None,
        timeline=timeline(sittings, placements, zone),
    )


def _receivers(connection: psycopg.Connection[Any], who: SignedIn, case: Case) -> list[Account]:
    head = who.account.role is AccountRole.HEAD and who.account.unit_id == case.unit_id
    if not head or case.sealed:
        return []
    return [each for each in accounts.accounts_of_unit(connection, case.unit_id) if each.id != who.account.id]
