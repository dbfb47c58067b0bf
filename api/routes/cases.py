"""Cases, who takes part in them, interrogations with their sittings and placements, access, procedural decisions."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
from fastapi import APIRouter, Header, Query, Response
from pydantic import BaseModel

from api import schemas
from api.access import Head, Investigator, Reader
from api.context import Here
from api.errors import ConflictError, InvalidError, NotFoundError
from models.accounts import SignedIn
from models.cases import (
    Case,
    CaseInterrogation,
    CaseParticipant,
    CaseSitting,
    Grant,
    GrantKind,
    Person,
    Placement,
    TimeSource,
)
from models.decisions import ProceduralDecision
from models.journal.entry import EntryKind
from models.store import accounts, cases, decisions, journal, recordings
from models.store.database import SYSTEM, account

router = APIRouter(prefix="/api", tags=["cases"])


class ParticipantShown(BaseModel):
    """A participant with the person behind."""

    participant: CaseParticipant
    person: Person


class InterrogationShown(BaseModel):
    """An interrogation with its sittings and what was recorded of them."""

    interrogation: CaseInterrogation
    sittings: list[CaseSitting]
    placements: list[Placement]


def seen(connection: psycopg.Connection[Any], case_id: UUID) -> Case:
    """The case, or NotFoundError where it is not there for whoever asks."""
    found = cases.case(connection, case_id)
    if found is None:
        raise NotFoundError
    return found


@router.get("/cases")
def list_cases(
    who: Reader,
    context: Here,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    number: Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")] = "",
) -> list[Case]:
    """Cases that one may see, a page at a time: `after` is the last id of the page before."""
    with context.database.transaction(account(who.account.id)) as connection:
        return cases.cases(connection, after=after, limit=limit, number_has=number)


@router.post("/cases", status_code=201)
def open_case(sent: schemas.NewCase, who: Investigator, context: Here) -> Case:
    """Open a case of one's own."""
    if who.account.unit_id is None:
        raise InvalidError(what="unit_id")
    try:
        with context.database.transaction(account(who.account.id)) as connection:
            made = cases.open_case(
                connection,
                number=sent.number,
                kind=sent.kind,
                unit_id=who.account.unit_id,
                investigator_id=who.account.id,
                articles=sent.articles,
            )
            _note(connection, who, EntryKind.EDIT, made.id, ("case", made.id), {"what": "opened"})
    except psycopg.errors.UniqueViolation as error:
        raise ConflictError(what=sent.number) from error
    return made


@router.get("/cases/{case_id}")
def show_case(case_id: UUID, who: Reader, context: Here) -> Case:
    """One case."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = seen(connection, case_id)
    context.reads.note(EntryKind.VIEW, who, case_id=case_id, subject=("case", case_id))
    return found


@router.get("/cases/{case_id}/participants")
def list_participants(case_id: UUID, who: Reader, context: Here) -> list[ParticipantShown]:
    """Who takes part."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        return [ParticipantShown(participant=p, person=q) for p, q in cases.participants(connection, case_id)]


@router.post("/cases/{case_id}/participants", status_code=201)
def add_participant(case_id: UUID, sent: schemas.NewParticipant, who: Investigator, context: Here) -> ParticipantShown:
    """A person takes part from now on."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        person = cases.add_person(
            connection,
            name=sent.name,
            iin=sent.iin,
            birth_date=sent.birth_date,
            contacts=sent.contacts,
            created_by=who.account.id,
        )
        made = cases.add_participant(connection, case_id=case_id, person_id=person.id, role=sent.role)
        _note(connection, who, EntryKind.EDIT, case_id, ("participant", made.id))
        return ParticipantShown(participant=made, person=person)


@router.get("/cases/{case_id}/interrogations")
def list_interrogations(case_id: UUID, who: Reader, context: Here) -> list[InterrogationShown]:
    """Interrogations with their sittings and placements."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        return [
            InterrogationShown(
                interrogation=each,
                sittings=cases.sittings(connection, each.id),
                placements=cases.placements(connection, each.id),
            )
            for each in cases.interrogations(connection, case_id)
        ]


@router.post("/cases/{case_id}/interrogations", status_code=201)
def add_interrogation(case_id: UUID, sent: schemas.NewInterrogation, who: Investigator, context: Here) -> CaseInterrogation:
    """An interrogation of a participant of the case."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        if all(each.id != sent.participant_id for each, _ in cases.participants(connection, case_id)):
            raise InvalidError(what="participant_id")
        made = cases.add_interrogation(
            connection,
            case_id=case_id,
            participant_id=sent.participant_id,
            language=sent.language,
            form=sent.form,
            created_by=who.account.id,
        )
        _note(connection, who, EntryKind.EDIT, case_id, ("interrogation", made.id))
        return made


@router.put("/interrogations/{interrogation_id}/form")
def change_form(  # what the framework passes
    interrogation_id: UUID,
    sent: schemas.ChangedForm,
    who: Investigator,
    context: Here,
    response: Response,
    if_match: Annotated[str, Header(pattern=r'^"\d{1,9}"$')],
) -> CaseInterrogation:
    """Another form, in place of the edition that `If-Match` names; 409 shows both where that one is gone."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = cases.interrogation(connection, interrogation_id)
        if found is None:
            raise NotFoundError
        changed = cases.change_form(connection, interrogation_id, sent.form, edition=int(if_match.strip('"')))
        if changed is None:
            if not cases.may_edit(connection, found.case_id):
                raise NotFoundError
            raise ConflictError(what=f"edition {found.edition}", now=found.form)
        _note(connection, who, EntryKind.EDIT, found.case_id, ("interrogation", found.id), {"edition": changed.edition})
    response.headers["ETag"] = f'"{changed.edition}"'
    return changed


@router.post("/interrogations/{interrogation_id}/sittings", status_code=201)
def add_sitting(interrogation_id: UUID, sent: schemas.NewSitting, who: Investigator, context: Here) -> CaseSitting:
    """The next sitting; times without a zone are on the clock of the unit's region."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = cases.interrogation(connection, interrogation_id)
        if found is None:
            raise NotFoundError
        zone = accounts.zone_of(connection, seen(connection, found.case_id).unit_id)
        started, ended = _instant(sent.started_at, zone), _instant(sent.ended_at, zone)
        if started and ended and ended < started:
            raise InvalidError(what="ended_at < started_at")
        made = cases.add_sitting(
            connection,
            case_id=found.case_id,
            interrogation_id=interrogation_id,
            started_at=started,
            ended_at=ended,
            zone=zone,
        )
        _note(connection, who, EntryKind.EDIT, found.case_id, ("sitting", made.id))
        return made


@router.post("/interrogations/{interrogation_id}/sittings/{sitting_id}/placements", status_code=201)
def add_placement(
    interrogation_id: UUID, sitting_id: UUID, sent: schemas.NewPlacement, who: Investigator, context: Here
) -> Placement:
    """A span of a recording of the case belongs to a sitting."""
    if sent.span_end <= sent.span_start:
        raise InvalidError(what="span_end <= span_start")
    if (sent.source == TimeSource.UNKNOWN) != (sent.wall_start is None):
        raise InvalidError(what="wall_start, source")
    with context.database.transaction(account(who.account.id)) as connection:
        found = cases.interrogation(connection, interrogation_id)
        sitting = next((each for each in cases.sittings(connection, interrogation_id) if each.id == sitting_id), None)
        recording = recordings.recording(connection, sent.recording_id)
        if found is None or sitting is None or recording is None or recording.case_id != found.case_id:
            raise NotFoundError
        made = cases.add_placement(
            connection,
            case_id=found.case_id,
            recording_id=recording.id,
            sitting_id=sitting_id,
            span=(sent.span_start, sent.span_end),
            wall_start=_instant(sent.wall_start, sitting.zone),
            source=sent.source,
            typed_by=who.account.id if sent.source == TimeSource.TYPED else None,
            doubt_seconds=sent.doubt_seconds,
        )
        _note(connection, who, EntryKind.EDIT, found.case_id, ("placement", made.id), {"source": sent.source})
        return made


@router.get("/cases/{case_id}/grants")
def list_grants(case_id: UUID, who: Reader, context: Here) -> list[Grant]:
    """Who has been given access, and who took it in an emergency."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        return cases.grants(connection, case_id)


@router.post("/cases/{case_id}/grants", status_code=201)
def give_access(case_id: UUID, sent: schemas.NewGrant, who: Head, context: Here) -> Grant:
    """Give an account of the unit access to a case of the unit."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        if accounts.account(connection, sent.account_id) is None:
            raise InvalidError(what="account_id")
        made = cases.give_access(
            connection,
            case_id=case_id,
            account_id=sent.account_id,
            kind=GrantKind(sent.kind),
            granted_by=who.account.id,
            reason=sent.reason,
            until=_instant(sent.until, "UTC"),
        )
        _note(connection, who, EntryKind.GRANT, case_id, ("account", sent.account_id), {"kind": sent.kind})
        return made


@router.delete("/cases/{case_id}/grants/{grant_id}", status_code=204)
def revoke_access(case_id: UUID, grant_id: UUID, who: Head, context: Here) -> None:
    """Take access away again."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        given = next((each for each in cases.grants(connection, case_id) if each.id == grant_id), None)
        if given is None or not cases.revoke_access(connection, grant_id):
            raise NotFoundError
        _note(connection, who, EntryKind.REVOKE, case_id, ("account", given.account_id))


@router.post("/emergency-access", status_code=201)
def take_access(sent: schemas.EmergencyAccess, who: Investigator, context: Here) -> Grant:
    """Take access to a case for some hours, with a reason; the case's grants and the journal show it to its prosecutor.

    A sealed case cannot be opened this way.
    """
    until = datetime.now(UTC) + timedelta(hours=sent.hours)
    with context.database.transaction(SYSTEM) as connection:
        found = cases.case_of_number(connection, sent.number)
        if found is None or found.sealed:
            journal.record(
                connection,
                EntryKind.REFUSAL,
                subject=("emergency_access", "unknown"),
                account_id=who.account.id,
                details={"reason": sent.reason},
            )
        else:
            made = cases.give_access(
                connection,
                case_id=found.id,
                account_id=who.account.id,
                kind=GrantKind.EMERGENCY,
                granted_by=who.account.id,
                reason=sent.reason,
                until=until,
            )
            _note(connection, who, EntryKind.GRANT, found.id, ("account", who.account.id), {"kind": "emergency"})
    if found is None or found.sealed:
        raise NotFoundError
    return made


@router.get("/cases/{case_id}/procedural-decisions")
def list_decisions(case_id: UUID, who: Reader, context: Here) -> list[ProceduralDecision]:
    """Procedural decisions in order."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        return decisions.decisions(connection, case_id)


@router.post("/cases/{case_id}/procedural-decisions", status_code=201)
def record_decision(case_id: UUID, sent: schemas.NewDecision, who: Investigator, context: Here) -> ProceduralDecision:
    """Record a procedural decision."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = seen(connection, case_id)
        if sent.participant_id is not None and all(
            each.id != sent.participant_id for each, _ in cases.participants(connection, case_id)
        ):
            raise InvalidError(what="participant_id")
        decided_at = _instant(sent.decided_at, accounts.zone_of(connection, found.unit_id))
        if decided_at is None:
            raise InvalidError(what="decided_at")
        made = decisions.add_decision(
            connection,
            case_id=case_id,
            kind=sent.kind,
            decided_at=decided_at,
            participant_id=sent.participant_id,
            articles=sent.articles,
            text=sent.text,
            recorded_by=who.account.id,
        )
        _note(connection, who, EntryKind.EDIT, case_id, ("procedural_decision", made.id), {"kind": sent.kind})
        return made


def _instant(moment: datetime | None, zone: str) -> datetime | None:
    """An instant in UTC; a moment without a zone is on the clock of the given one."""
    if moment is None:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except OverflowError as error:
        raise InvalidError(what="date") from error


def _note(  # the fields of one entry
    connection: psycopg.Connection[Any],
    who: SignedIn,
    kind: EntryKind,
    case_id: UUID,
    subject: tuple[str, object],
    details: dict[str, Any] | None = None,
) -> None:
    journal.record(connection, kind, subject=subject, account_id=who.account.id, case_id=case_id, details=details or {})
