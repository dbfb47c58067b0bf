"""Cases and who takes part in them; what every route of a case asks first."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
from fastapi import APIRouter, Query
from pydantic import BaseModel

from api import schemas
from api.access import HeadOrInvestigator, HeadOrProsecutor, Investigator, Reader
from api.context import Context, Here
from api.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, documented
from models.accounts import SignedIn
from models.cases import Case, CaseParticipant, Person
from models.custody import Alarm, CustodyRecord
from models.facts_shape import FIRST_YEAR, LAST_YEAR
from models.journal.canonical import Json
from models.journal.entry import EntryKind
from models.store import accounts, cases, journal, looks, recordings
from models.store.database import account

router = APIRouter(prefix="/api", tags=["cases"])


class ParticipantShown(BaseModel):
    """A participant with the person behind."""

    participant: CaseParticipant
    person: Person


def seen(connection: psycopg.Connection[Any], case_id: UUID) -> Case:
    """The case, or NotFoundError where it is not there for whoever asks."""
    found = cases.case(connection, case_id)
    if found is None:
        raise NotFoundError
    return found


def changeable(connection: psycopg.Connection[Any], case_id: UUID) -> Case:
    """The case, if whoever asks may change it; NotFoundError, and ForbiddenError where they may only read it."""
    found = seen(connection, case_id)
    if not cases.may_edit(connection, case_id):
        raise ForbiddenError
    return found


def viewed(context: Context, who: SignedIn, case_id: UUID, subject: tuple[str, object], **details: Json) -> None:
    """Somebody was shown something of a case: to the journal, a moment later."""
    context.reads.note(EntryKind.VIEW, who, case_id=case_id, subject=subject, details=details)


def changed(
    connection: psycopg.Connection[Any], who: SignedIn, case_id: UUID, subject: tuple[str, object], **details: Json
) -> None:
    """Somebody changed something of a case: to the journal, with the change or not at all."""
    journal.record(connection, EntryKind.EDIT, subject=subject, account_id=who.account.id, case_id=case_id, details=details)


def instant(moment: datetime | None, zone: str) -> datetime | None:
    """An instant in UTC; a moment without a zone is on the clock of the given one. InvalidError where there is none."""
    if moment is None:
        return None
    try:
        made = (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except OverflowError as error:
        raise InvalidError(what="date") from error
    if not FIRST_YEAR <= made.year <= LAST_YEAR:
        raise InvalidError(what=f"date: {FIRST_YEAR}..{LAST_YEAR}")
    return made


def ruled(
    connection: psycopg.Connection[Any], who: SignedIn, case_id: UUID, subject: tuple[str, object], **details: Json
) -> None:
    """Somebody decided on a proposal: to the journal, with the decision or not at all."""
    journal.record(
        connection, EntryKind.RULING, subject=subject, account_id=who.account.id, case_id=case_id, details=details
    )


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


@router.post("/cases", status_code=201, responses=documented(ConflictError))
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
            changed(connection, who, made.id, ("case", made.id), what="opened")
    except psycopg.errors.UniqueViolation as error:
        raise ConflictError(what=sent.number) from error
    return made


@router.get("/cases/{case_id}")
def show_case(case_id: UUID, who: Reader, context: Here) -> Case:
    """One case."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = seen(connection, case_id)
    viewed(context, who, case_id, ("case", case_id))
    return found


@router.patch("/cases/{case_id}")
def change_case(case_id: UUID, sent: schemas.ChangedCase, who: Investigator, context: Here) -> Case:
    """Close a case, or open it again; when it was closed is kept, since retention counts from there."""
    with context.database.transaction(account(who.account.id)) as connection:
        before = changeable(connection, case_id)
        made = cases.change_status(connection, case_id, sent.status)
        changed(connection, who, case_id, ("case", case_id), what="status", before=before.status, now=made.status)
    return made


@router.put("/cases/{case_id}/legal-hold", status_code=204)
def hold_case(case_id: UUID, sent: schemas.LegalHold, who: HeadOrProsecutor, context: Here) -> None:
    """Nothing of the case is erased from now on, or it may be again: the unit's head or the supervising prosecutor."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        if cases.hold(connection, case_id, on=sent.on):
            _note(connection, who, EntryKind.LEGAL_HOLD, case_id, on=sent.on, reason=sent.reason)


@router.put("/cases/{case_id}/sealed", status_code=204)
def seal_case(case_id: UUID, sent: schemas.Sealed, who: HeadOrInvestigator, context: Here) -> None:
    """The case is for named persons only: its investigator or the unit's head; its investigator alone opens it again."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        if cases.seal(connection, case_id, on=sent.on):
            _note(connection, who, EntryKind.SEALED, case_id, on=sent.on, reason=sent.reason)


def _note(connection: psycopg.Connection[Any], who: SignedIn, kind: EntryKind, case_id: UUID, **details: Json) -> None:
    journal.record(connection, kind, subject=("case", case_id), account_id=who.account.id, case_id=case_id, details=details)


@router.get("/cases/{case_id}/custody")
def show_custody(case_id: UUID, who: Reader, context: Here) -> list[CustodyRecord]:
    """Custody of every recording of the case, also of those that are erased."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        found = recordings.custody_of_case(connection, case_id)
    viewed(context, who, case_id, ("case", case_id), what="custody")
    return found


@router.get("/cases/{case_id}/alarms")
def list_alarms(case_id: UUID, who: Reader, context: Here) -> list[Alarm]:
    """Alarms of the case's recordings, those that stand first."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        found = looks.alarms(connection, case_id=case_id)
    viewed(context, who, case_id, ("case", case_id), what="alarms")
    return found


@router.get("/cases/{case_id}/participants")
def list_participants(case_id: UUID, who: Reader, context: Here) -> list[ParticipantShown]:
    """Who takes part."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        found = [ParticipantShown(participant=p, person=q) for p, q in cases.participants(connection, case_id)]
    viewed(context, who, case_id, ("case", case_id), what="participants")
    return found


@router.post("/cases/{case_id}/participants", status_code=201)
def add_participant(case_id: UUID, sent: schemas.NewParticipant, who: Investigator, context: Here) -> ParticipantShown:
    """A person takes part from now on."""
    with context.database.transaction(account(who.account.id)) as connection:
        changeable(connection, case_id)
        person = cases.add_person(
            connection,
            name=sent.name,
            iin=sent.iin,
            birth_date=sent.birth_date,
            contacts=sent.contacts,
            created_by=who.account.id,
        )
        made = cases.add_participant(connection, case_id=case_id, person_id=person.id, role=sent.role)
        changed(connection, who, case_id, ("participant", made.id))
        return ParticipantShown(participant=made, person=person)


@router.patch("/cases/{case_id}/participants/{participant_id}")
def end_participation(
    case_id: UUID, participant_id: UUID, sent: schemas.ParticipationEnded, who: Investigator, context: Here
) -> CaseParticipant:
    """Until when somebody took part in that role; another role from then on is a participant of its own."""
    with context.database.transaction(account(who.account.id)) as connection:
        case = changeable(connection, case_id)
        until = instant(sent.until, accounts.zone_of(connection, case.unit_id))
        made = cases.end_participation(connection, case_id, participant_id, until=until)
        if made is None:
            raise NotFoundError
        changed(connection, who, case_id, ("participant", participant_id), until=until.isoformat() if until else None)
        return made
