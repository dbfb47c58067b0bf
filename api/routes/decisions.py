"""Procedural decisions of a case; none is recorded that a control does not allow."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from fastapi import APIRouter

from api import control_schemas
from api.access import Investigator, Reader
from api.case_controls import refuse_blocked
from api.context import Context, Here
from api.errors import DecisionBlockedError, InvalidError, documented
from api.routes.cases import changeable, changed, instant, seen, viewed
from models.accounts import SignedIn
from models.decisions import ProceduralDecision
from models.journal.entry import EntryKind
from models.store import accounts, cases, decisions, journal
from models.store.database import SYSTEM, account

router = APIRouter(prefix="/api", tags=["cases"])


@router.get("/cases/{case_id}/procedural-decisions")
def list_decisions(case_id: UUID, who: Reader, context: Here) -> list[ProceduralDecision]:
    """Procedural decisions in order."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        found = decisions.decisions(connection, case_id)
    viewed(context, who, case_id, ("case", case_id), what="procedural_decisions")
    return found


@router.post(
    "/cases/{case_id}/procedural-decisions", status_code=201, responses=documented(InvalidError, DecisionBlockedError)
)
def record_decision(
    case_id: UUID, sent: control_schemas.NewDecision, who: Investigator, context: Here
) -> ProceduralDecision:
    """Record a procedural decision, unless a control does not allow it: then 422 tells which, why, and on which law.

    Nothing of the case changes between the question and the record. A refused attempt stands in the journal.
    """
    try:
        return _record(case_id, sent, who, context)
    except DecisionBlockedError as error:
        note_refused(context, who, error, case_id=case_id, kind=sent.kind)
        raise


def _record(case_id: UUID, sent: control_schemas.NewDecision, who: SignedIn, context: Context) -> ProceduralDecision:
    with context.database.transaction(account(who.account.id)) as connection:
        found = changeable(connection, case_id)
        cases.lock(connection, case_id)
        if sent.participant_id is not None and not cases.takes_part(connection, case_id, sent.participant_id):
            raise InvalidError(what="participant_id")
        decided_at = instant(sent.decided_at, accounts.zone_of(connection, found.unit_id))
        if decided_at is None:
            raise InvalidError(what="decided_at")
        at = datetime.now(UTC)
        wanted = ProceduralDecision(
            id=uuid4(),  # that no recorded one has
            case_id=case_id,
            kind=sent.kind,
            decided_at=decided_at,
            participant_id=sent.participant_id,
            articles=sent.articles,
            text=sent.text,
            recorded_by=who.account.id,
            recorded_at=at,
            other_ground=sent.other_ground,
        )
        refuse_blocked(connection, context.packs.of(connection), found, wanted, at=at)
        made = decisions.add_decision(
            connection,
            case_id=case_id,
            kind=sent.kind,
            decided_at=decided_at,
            participant_id=sent.participant_id,
            articles=sent.articles,
            text=sent.text,
            recorded_by=who.account.id,
            other_ground=sent.other_ground,
        )
        changed(connection, who, case_id, ("procedural_decision", made.id), kind=sent.kind)
        return made


def note_refused(context: Context, who: SignedIn, error: DecisionBlockedError, *, case_id: UUID | None, kind: str) -> None:
    """That it was tried stays in the journal, though nothing else of the attempt does."""
    blocking = error.data["blocking"]
    names = [str(each["control"]) for each in blocking] if isinstance(blocking, list) else []
    with context.database.transaction(SYSTEM) as connection:
        journal.record(
            connection,
            EntryKind.DECISION_REFUSED,
            subject=("case", case_id) if case_id is not None else ("account", who.account.id),
            account_id=who.account.id,
            case_id=case_id,
            details={"kind": kind, "controls": ", ".join(dict.fromkeys(names))},
        )
