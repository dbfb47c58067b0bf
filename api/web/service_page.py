"""Administration: the state of the service, space used, the journal's witnesses."""

from fastapi import APIRouter, Request, Response

from api.access import Administrator
from api.context import Context, Here
from api.routes import service as service_api
from api.web.frame import framed
from api.web.page import Pages, Show, now
from models.accounts import SignedIn
from models.service_state import GRAVE, faults

router = APIRouter(prefix="/administration", include_in_schema=False)


@router.get("")
def show_state(request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """What is wrong and what to do, and everything at a glance."""
    return first(request, context, show, who)


def first(request: Request, context: Context, show: Pages, who: SignedIn) -> Response:
    """What an administrator begins with."""
    state = service_api.state_now(request, context)
    return framed(request, context, show, who, "state", state=state, faults=faults(state), grave=GRAVE)


@router.get("/storage")
def show_storage(request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """Space used and left, its growth, and where looks at the bytes stand."""
    return framed(request, context, show, who, "storage", storage=service_api.show_storage(who, context))


@router.get("/witnesses")
def show_witnesses(request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """The journal's key and last checkpoint, and what each witness took."""
    return framed(request, context, show, who, "witnesses", shown=service_api.show_witnesses(who, context), now=now())
