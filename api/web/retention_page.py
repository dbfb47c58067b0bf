"""What is due by the rules of retention, proposals to erase, and decisions: for heads of units and prosecutors."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import schemas
from api.access import Head, HeadOrProsecutor
from api.context import Context, Here
from api.routes import retention as retention_api
from api.routes.cases import viewed
from api.web.forms import Answer, Sent, Typed, attempt, read
from api.web.frame import zone_of
from api.web.page import Pages, Show, go
from models.accounts import SignedIn
from models.retention import Erasure
from models.store import accounts, retention
from models.store.database import account

router = APIRouter(prefix="/retention", include_in_schema=False)

_MOST_DUE, _MOST_DECIDED = 200, 50


@router.get("")
def show_due(request: Request, context: Here, show: Show, who: HeadOrProsecutor) -> Response:
    """Cases whose time is over, proposals that await a decision, and what was decided."""
    return _page(request, context, show, who)


@router.post("/proposals")
def propose(request: Request, context: Here, show: Show, who: Head, sent: Sent) -> Response:
    """The head of the unit proposes to erase cases."""
    values = {"case_ids": sent.all("case_ids"), "reason": sent.get("reason")}
    made = attempt(
        request, "propose", sent, lambda: retention_api.propose(read(request, schemas.NewErasures, values), who, context)
    )
    if isinstance(made, Answer):
        return _page(request, context, show, who, answer=made)
    return go(request, "/retention", done="erasure_proposed")


@router.post("/proposals/{erasure_id}/decision")
def decide(  # what the framework passes
    erasure_id: UUID, request: Request, context: Here, show: Show, who: HeadOrProsecutor, sent: Sent
) -> Response:
    """A second person says yes or no."""
    made = attempt(request, f"decide-{erasure_id}", sent, lambda: _decide(request, context, who, erasure_id, sent))
    if isinstance(made, Answer):
        return _page(request, context, show, who, answer=made)
    return go(request, "/retention", done=f"erasure_{made.state}")


def _decide(  # what a decision is made of
    request: Request, context: Context, who: SignedIn, erasure_id: UUID, sent: Typed
) -> Erasure:
    values = {"reason": sent.get("reason"), "confirm": {"yes": True, "no": False}.get(sent.get("confirm"), "")}
    return retention_api.decide(erasure_id, read(request, schemas.ErasureDecision, values), who, context)


def _page(request: Request, context: Context, show: Pages, who: SignedIn, *, answer: Answer | None = None) -> Response:
    due = retention_api.list_due(who, context, limit=_MOST_DUE)
    with context.database.transaction(account(who.account.id)) as connection:
        open_ones = {each.erasure_id: retention.erasure(connection, each.erasure_id) for each in due if each.erasure_id}
        decided = retention.decided(connection, limit=_MOST_DECIDED)
        people = {each.proposed_by for each in open_ones.values() if each} | {each.proposed_by for each in decided}
        names = accounts.names(connection, people | {each.decided_by for each in decided})
    for each in decided:
        viewed(context, who, each.case_id, ("case", each.case_id), what="erasures")
    return show.reply(
        request,
        "retention.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        due=due,
        proposals=open_ones,
        decided=decided,
        names=names,
        zone=zone_of(context),
        most=_MOST_DUE,
    )
