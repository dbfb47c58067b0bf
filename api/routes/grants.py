"""Access to cases: given by the head of the unit, taken in an emergency, revoked."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from fastapi import APIRouter

from api import schemas
from api.access import Head, Investigator, Reader
from api.context import Here
from api.errors import InvalidError, NotFoundError
from api.routes.cases import instant, seen, viewed
from models.accounts import SignedIn
from models.cases import Grant, GrantKind
from models.journal.entry import EntryKind
from models.store import accounts, cases, journal
from models.store.database import SYSTEM, account

router = APIRouter(prefix="/api", tags=["access"])


@router.get("/cases/{case_id}/grants")
def list_grants(case_id: UUID, who: Reader, context: Here) -> list[Grant]:
    """Who has been given access, and who took it in an emergency."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        found = cases.grants(connection, case_id)
    viewed(context, who, case_id, ("case", case_id), what="grants")
    return found


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
            until=instant(sent.until, "UTC"),
        )
        _note(connection, who, EntryKind.GRANT, made)
        return made


@router.delete("/cases/{case_id}/grants/{grant_id}", status_code=204)
def revoke_access(case_id: UUID, grant_id: UUID, who: Head, context: Here) -> None:
    """Take access away again."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        given = next((each for each in cases.grants(connection, case_id) if each.id == grant_id), None)
        if given is None or not cases.revoke_access(connection, grant_id):
            raise NotFoundError
        _note(connection, who, EntryKind.REVOKE, given)


@router.post("/emergency-access", status_code=201)
def take_access(sent: schemas.EmergencyAccess, who: Investigator, context: Here) -> Grant:
    """Take access to a case for some hours, with a reason; the case's grants and the journal show it to its prosecutor.

    A sealed case cannot be opened this way, nor an erased one.
    """
    until = datetime.now(UTC) + timedelta(hours=sent.hours)
    with context.database.transaction(SYSTEM) as connection:
        found = cases.case_of_number(connection, sent.number)
        if found is None or found.sealed or found.erased_at:
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
            _note(connection, who, EntryKind.GRANT, made)
    if found is None or found.sealed or found.erased_at:
        raise NotFoundError
    return made


def _note(connection: psycopg.Connection[Any], who: SignedIn, kind: EntryKind, grant: Grant) -> None:
    journal.record(
        connection,
        kind,
        subject=("account", grant.account_id),
        account_id=who.account.id,
        case_id=grant.case_id,
        details={"grant": str(grant.id), "kind": grant.kind, "reason": grant.reason},
    )
