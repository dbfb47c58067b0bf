"""Retention: how long cases are kept, what is due, and erasing it by two persons."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Query

from api import schemas
from api.access import Administrator, Head, HeadOrProsecutor, Reader
from api.context import Here
from api.errors import NotFoundError, documented
from api.routes.cases import seen, viewed
from models.accounts import SignedIn
from models.cases import CaseKind
from models.journal.canonical import Json
from models.journal.entry import EntryKind
from models.retention import (
    CaseAtWorkError,
    DueCase,
    Erasure,
    ErasureState,
    HeldError,
    NotDueError,
    NotProposedError,
    ProposedAlreadyError,
    RetentionRule,
    SamePersonError,
)
from models.store import journal, retention
from models.store.database import SYSTEM, account

router = APIRouter(prefix="/api", tags=["retention"])


@router.get("/retention-rules")
def list_rules(who: Administrator, context: Here) -> list[RetentionRule]:
    """How long closed cases are kept, by kind; a kind without a rule is kept without end."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        return retention.rules(connection)


@router.put("/retention-rules/{kind}")
def set_rule(kind: CaseKind, sent: schemas.ChangedRule, who: Administrator, context: Here) -> RetentionRule:
    """Another rule for a kind of case, in force in a week. By itself it erases nothing."""
    with context.database.transaction(SYSTEM) as connection:
        made = retention.set_rule(connection, kind=kind, days=sent.days, set_by=who.account.id)
        journal.record(
            connection,
            EntryKind.SETTING_CHANGED,
            subject=("retention_rule", kind),
            account_id=who.account.id,
            details={"what": "retention_rule", "kind": kind, "days": sent.days},
        )
    return made


@router.get("/retention")
def list_due(who: HeadOrProsecutor, context: Here, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> list[DueCase]:
    """Closed cases of the unit, or under supervision, whose time is over, the longest closed first, those on hold last.

    Of each is told what there is of it, whether a legal hold keeps it, and the proposal that awaits a decision.
    """
    with context.database.transaction(account(who.account.id)) as connection:
        found = retention.due_cases(connection, limit=limit)
    for each in found:
        viewed(context, who, each.case_id, ("case", each.case_id), what="retention")
    return found


@router.post(
    "/erasures", status_code=201, responses=documented(HeldError, NotDueError, CaseAtWorkError, ProposedAlreadyError)
)
def propose(sent: schemas.NewErasures, who: Head, context: Here) -> list[Erasure]:
    """Propose to erase cases of the unit, all of those named or none. Nothing is erased by that."""
    with context.database.transaction(account(who.account.id)) as connection:
        made = []
        for case_id in sorted(set(sent.case_ids)):
            seen(connection, case_id)
            made.append(retention.propose(connection, case_id, reason=sent.reason))
        for each in made:
            _note(connection, who, EntryKind.ERASURE_PROPOSED, each, reason=each.reason)
    return made


@router.post(
    "/erasures/{erasure_id}/decision",
    responses=documented(HeldError, NotDueError, CaseAtWorkError, NotProposedError, SamePersonError),
)
def decide(erasure_id: UUID, sent: schemas.ErasureDecision, who: HeadOrProsecutor, context: Here) -> Erasure:
    """Confirm or refuse what another proposed: another head of the unit, or the supervising prosecutor.

    Confirmed, everything of the case is erased at once but its number, custody, and the journal's entries without details.
    """
    with context.database.transaction(account(who.account.id)) as connection:
        found = retention.erasure(connection, erasure_id)
        if found is None:
            raise NotFoundError
        made = retention.decide(connection, erasure_id, confirm=sent.confirm, reason=sent.reason)
        if made.state is ErasureState.REFUSED:
            _note(connection, who, EntryKind.ERASURE_REFUSED, made, reason=sent.reason)
            return made
        made = _erase(connection, who, made)
    context.upkeep.soon()  # the files
    return made


def _erase(connection: psycopg.Connection[Any], who: SignedIn, confirmed: Erasure) -> Erasure:
    gone = retention.erase(connection, confirmed.id)
    _note(
        connection,
        who,
        EntryKind.DETAILS_ERASED,
        confirmed,
        proposed_by=str(confirmed.proposed_by),
        proposal=confirmed.reason,
        confirmed_by=str(confirmed.decided_by),
        confirmation=confirmed.decision_reason,
        **gone,
    )
    return replace(confirmed, state=ErasureState.ERASED)  # not read again: a grant that showed it went too


@router.get("/cases/{case_id}/erasures")
def list_erasures(case_id: UUID, who: Reader, context: Here) -> list[Erasure]:
    """Who proposed to erase the case, and what came of it."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        found = retention.erasures(connection, case_id)
    viewed(context, who, case_id, ("case", case_id), what="erasures")
    return found


def _note(connection: psycopg.Connection[Any], who: SignedIn, kind: EntryKind, erasure: Erasure, **details: Json) -> None:
    journal.record(
        connection,
        kind,
        subject=("erasure", erasure.id),
        account_id=who.account.id,
        case_id=erasure.case_id,
        details=details,
    )
