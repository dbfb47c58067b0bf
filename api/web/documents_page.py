"""What was given to a participant in a case: versions of protocols, to read."""

from fastapi import APIRouter, Request, Response

from api.access import Participant
from api.context import Context, Here
from api.routes import documents as documents_api
from api.web.page import Pages, Show
from models.accounts import SignedIn

router = APIRouter(prefix="/documents", include_in_schema=False)


@router.get("")
def list_documents(request: Request, context: Here, show: Show, who: Participant) -> Response:
    """The list."""
    return _page(request, context, show, who)


def first(request: Request, context: Context, show: Pages, who: SignedIn) -> Response:
    """What a participant begins with."""
    return _page(request, context, show, who)


def _page(request: Request, context: Context, show: Pages, who: SignedIn) -> Response:
    found = documents_api.list_documents(who, context)
    return show.reply(request, "documents.html", who=who, versions=found)
