"""The hours and the graph of a case as pages, with their pictures for the file."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api.access import Reader
from api.context import Here
from api.routes import case_pictures
from api.routes.cases import seen
from api.web.page import Show
from models.store import accounts
from models.store.database import account

router = APIRouter(prefix="/cases/{case_id}", include_in_schema=False)


@router.get("/timeline")
def show_timeline(case_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """What each person says about each hour."""
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
        zone = accounts.zone_of(connection, case.unit_id)
    found = case_pictures.timeline(case_id, who, context)
    return show.reply(request, "case/timeline.html", who=who, case=case, zone=zone, found=found)


@router.get("/graph")
def show_graph(case_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """Persons, numbers and other cases."""
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
    return show.reply(request, "case/graph.html", who=who, case=case, found=case_pictures.graph(case_id, who, context))
