"""Cases like a case, as a page: proposals with the two passages that are most alike, side by side."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api.access import Reader
from api.context import Here
from api.errors import SearchAwayError, language_of
from api.routes import related as related_api
from api.routes.cases import seen
from api.web.page import Show
from models.store import accounts
from models.store.database import account

router = APIRouter(prefix="/cases/{case_id}/related", include_in_schema=False)


@router.get("")
def show_related(case_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """The page."""
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
        zone = accounts.zone_of(connection, case.unit_id)
    found, problem = [], ""
    try:
        found = related_api.related(case_id, who, context)
    except SearchAwayError as error:
        problem = error.say(language_of(request))
    return show.reply(
        request,
        "case/related.html",
        who=who,
        status=503 if problem else 200,
        case=case,
        zone=zone,
        found=found,
        problem=problem,
    )
