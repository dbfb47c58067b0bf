"""Who of a case may be who of others, as a page: proposals with their reasons, to be ruled on."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import ruling_schemas
from api.access import Investigator, Reader
from api.context import Context, Here
from api.routes import same_persons as same_persons_api
from api.routes.cases import seen
from api.web import rulings
from api.web.forms import Answer, Sent
from api.web.page import Pages, Show
from models.accounts import SignedIn
from models.store import cases
from models.store.database import account

router = APIRouter(prefix="/cases/{case_id}/same-persons", include_in_schema=False)


@router.get("")
def show_same_persons(case_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """The page."""
    return _page(request, context, show, who, case_id=case_id)


@router.post("/{person_id}/{other_id}/ruling")
def rule(  # what the framework passes
    case_id: UUID,
    person_id: UUID,
    other_id: UUID,
    request: Request,
    context: Here,
    show: Show,
    who: Investigator,
    sent: Sent,
) -> Response:
    """Decide whether the two are one human."""
    made = rulings.decided(
        request,
        sent,
        ruling_schemas.NewPersonRuling,
        lambda new: same_persons_api.rule(case_id, person_id, other_id, new, who, context),
        page=f"/cases/{case_id}/same-persons",
    )
    return _page(request, context, show, who, case_id=case_id, answer=made) if isinstance(made, Answer) else made


def _page(
    request: Request, context: Context, show: Pages, who: SignedIn, *, case_id: UUID, answer: Answer | None = None
) -> Response:
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
        may_rule = cases.may_edit(connection, case_id)
    return show.reply(
        request,
        "case/same_persons.html",
        who=who,
        status=422 if answer else 200,
        case=case,
        found=same_persons_api.same_persons(case_id, who, context),
        may_rule=may_rule,
        answer=answer or Answer(),
    )
