"""Inconsistencies and next steps of a case as pages: each with the quotes that it rests on, to be ruled on."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import ruling_schemas
from api.access import Investigator, Reader
from api.context import Context, Here
from api.errors import NotFoundError
from api.routes import findings as findings_api
from api.routes.cases import seen
from api.web import rulings
from api.web.forms import Answer, Sent
from api.web.page import Pages, Show
from models.accounts import SignedIn
from models.findings import FindingSubject
from models.store import accounts, cases, findings
from models.store.database import account

router = APIRouter(prefix="/cases/{case_id}", include_in_schema=False)

_PAGES = {FindingSubject.INCONSISTENCY: "findings", FindingSubject.SUGGESTION: "suggestions"}


@router.get("/findings")
def show_findings(case_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """The page of inconsistencies."""
    return _page(request, context, show, who, case_id=case_id, subject=FindingSubject.INCONSISTENCY)


@router.get("/suggestions")
def show_suggestions(case_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """The page of next steps."""
    return _page(request, context, show, who, case_id=case_id, subject=FindingSubject.SUGGESTION)


@router.post("/findings/{finding_id}/ruling")
def rule(  # what the framework passes
    case_id: UUID, finding_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent
) -> Response:
    """Decide on a finding."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = findings.finding(connection, finding_id)
    if found is None:
        raise NotFoundError
    made = rulings.decided(
        request,
        sent,
        ruling_schemas.NewFindingRuling,
        lambda new: findings_api.rule(case_id, finding_id, new, who, context),
        page=f"/cases/{case_id}/{_PAGES[found.subject]}",
    )
    if isinstance(made, Answer):
        return _page(request, context, show, who, case_id=case_id, subject=found.subject, answer=made)
    return made


def _page(  # what the framework passes
    request: Request,
    context: Context,
    show: Pages,
    who: SignedIn,
    *,
    case_id: UUID,
    subject: FindingSubject,
    answer: Answer | None = None,
) -> Response:
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
        zone = accounts.zone_of(connection, case.unit_id)
        may_rule = cases.may_edit(connection, case_id)
    return show.reply(
        request,
        "case/findings.html",
        who=who,
        status=422 if answer else 200,
        case=case,
        zone=zone,
        subject=subject,
        found=findings_api.list_findings(case_id, who, context, subject),
        may_rule=may_rule,
        answer=answer or Answer(),
    )
