"""Links between cases whose investigators do not see each other's, as a prosecutor's page."""

from fastapi import APIRouter, Request, Response

from api.access import Prosecutor
from api.context import Here
from api.routes import related as related_api
from api.web.page import Show

router = APIRouter(include_in_schema=False)


@router.get("/hidden-links")
def show_hidden_links(request: Request, context: Here, show: Show, who: Prosecutor) -> Response:
    """The page."""
    return show.reply(request, "hidden_links.html", who=who, found=related_api.hidden_links(who, context))
