"""Administration: alarms, and taking note of them."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import schemas
from api.access import Administrator
from api.context import Context, Here
from api.routes import alarms as alarms_api
from api.web.forms import Answer, Sent, attempt, read
from api.web.frame import framed
from api.web.page import Pages, Show, go
from models.accounts import SignedIn
from models.store import accounts
from models.store.database import SYSTEM

router = APIRouter(prefix="/administration/alarms", include_in_schema=False)


@router.get("")
def show_alarms(request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """Those that stand first."""
    return _page(request, context, show, who)


@router.post("/{alarm_id}/acknowledge")
def acknowledge(  # what the framework passes
    alarm_id: UUID, request: Request, context: Here, show: Show, who: Administrator, sent: Sent
) -> Response:
    """Somebody takes note, with what is done about it."""
    made = attempt(
        request,
        f"alarm-{alarm_id}",
        sent,
        lambda: alarms_api.acknowledge(
            alarm_id, read(request, schemas.Acknowledgement, {"reason": sent.get("reason")}), who, context
        ),
    )
    if isinstance(made, Answer):
        return _page(request, context, show, who, answer=made)
    return go(request, "/administration/alarms", done="saved")


def _page(request: Request, context: Context, show: Pages, who: SignedIn, *, answer: Answer | None = None) -> Response:
    found = alarms_api.list_alarms(who, context)
    with context.database.transaction(SYSTEM) as connection:
        names = accounts.names(connection, {each.acknowledged_by for each in found})
    return framed(request, context, show, who, "alarms", answer=answer, alarms=found, names=names)
