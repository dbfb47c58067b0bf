"""Cases that may have to do with a case, as a page: each with its reasons, to be ruled on, or told of by a prosecutor."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import ruling_schemas
from api.access import Investigator, Prosecutor, Reader
from api.context import Context, Here
from api.routes import related as related_api
from api.routes.cases import seen
from api.web import rulings
from api.web.forms import Answer, Sent
from api.web.page import Pages, Show
from models.accounts import SignedIn
from models.store import accounts, cases
from models.store.database import account

router = APIRouter(prefix="/cases/{case_id}/related", include_in_schema=False)


@router.get("")
def show_related(case_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """The page."""
    return _page(request, context, show, who, case_id=case_id)


@router.post("/{other_id}/ruling")
def rule(  # what the framework passes
    case_id: UUID, other_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent
) -> Response:
    """Decide whether the two have to do with each other."""
    made = rulings.decided(
        request,
        sent,
        ruling_schemas.NewLinkRuling,
        lambda new: related_api.rule(case_id, other_id, new, who, context),
        page=f"/cases/{case_id}/related",
    )
    return _page(request, context, show, who, case_id=case_id, answer=made) if isinstance(made, Answer) else made


@router.post("/{other_id}/disclosure")
def disclose(  # what the framework passes
    case_id: UUID, other_id: UUID, request: Request, context: Here, show: Show, who: Prosecutor, sent: Sent
) -> Response:
    """Tell both investigators, or decide not to."""
    made = rulings.decided(
        request,
        sent,
        ruling_schemas.NewDisclosure,
        lambda new: related_api.disclose(case_id, other_id, new, who, context),
        page=f"/cases/{case_id}/related",
    )
    return _page(request, context, show, who, case_id=case_id, answer=made) if isinstance(made, Answer) else made


def _page(
    request: Request, context: Context, show: Pages, who: SignedIn, *, case_id: UUID, answer: Answer | None = None
) -> Response:
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
        zone = accounts.zone_of(connection, case.unit_id)
        may_rule = cases.may_edit(connection, case_id)
    return show.reply(
        request,
        "case/related.html",
        who=who,
        status=422 if answer else 200,
        case=case,
        zone=zone,
        found=related_api.related(case_id, who, context),
        may_rule=may_rule,
        answer=answer or Answer(),
    )
