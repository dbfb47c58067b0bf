"""Administration: which programs are told of what, and what became of each message."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import access, account_schemas
from api.access import Administrator
from api.context import Context, Here
from api.errors import NotFoundError
from api.routes import webhooks as webhooks_api
from api.routes.webhooks import EndpointMade
from api.web.forms import Answer, Sent, attempt, read
from api.web.frame import framed
from api.web.page import Pages, Show, go
from models.accounts import SignedIn
from models.store import accounts
from models.store.database import SYSTEM

router = APIRouter(prefix="/administration/webhooks", include_in_schema=False)

_PATH = "/administration/webhooks"


@router.get("")
def show_webhooks(request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """All endpoints."""
    return _list(request, context, show, who)


@router.post("")
def add_webhook(request: Request, context: Here, show: Show, who: Administrator, sent: Sent) -> Response:
    """An endpoint; its secret stands on the page that follows, this once."""
    values = {"url": sent.get("url"), "events": sent.all("events"), "unit_id": sent.get("unit_id")}
    made = attempt(
        request,
        "webhook",
        sent,
        lambda: webhooks_api.add_endpoint(read(request, account_schemas.NewWebhook, values), who, context),
    )
    if isinstance(made, Answer):
        return _list(request, context, show, who, answer=made)
    return _list(request, context, show, who, made=made)


@router.get("/{webhook_id}")
def show_webhook(webhook_id: UUID, request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """One endpoint with its messages."""
    endpoint = next((each for each in webhooks_api.list_endpoints(who, context) if each.id == webhook_id), None)
    if endpoint is None:
        raise NotFoundError
    return framed(
        request,
        context,
        show,
        who,
        "webhook",
        endpoint=endpoint,
        deliveries=webhooks_api.list_deliveries(webhook_id, who, context, limit=100),
        unit_names=_unit_names(context),
    )


@router.post("/{webhook_id}/enabled")
def enable(webhook_id: UUID, request: Request, context: Here, who: Administrator, sent: Sent) -> Response:
    """The endpoint is told, or not."""
    access.same_site(request)
    webhooks_api.enable(webhook_id, account_schemas.Enabled(enabled=sent.get("enabled") == "on"), who, context)
    return go(request, f"{_PATH}/{webhook_id}", done="saved")


@router.post("/{webhook_id}/test")
def send_test(webhook_id: UUID, request: Request, context: Here, who: Administrator) -> Response:
    """A message that tells nothing; its fate stands among the others."""
    access.same_site(request)
    webhooks_api.send_test(webhook_id, who, context)
    return go(request, f"{_PATH}/{webhook_id}", done="message_sent")


@router.post("/{webhook_id}/remove")
def remove(webhook_id: UUID, request: Request, context: Here, who: Administrator) -> Response:
    """The endpoint goes, and what is kept of its messages."""
    access.same_site(request)
    webhooks_api.remove(webhook_id, who, context)
    return go(request, _PATH, done="removed")


@router.post("/{webhook_id}/deliveries/{delivery_id}/again")
def send_again(webhook_id: UUID, delivery_id: UUID, request: Request, context: Here, who: Administrator) -> Response:
    """A message is sent again, under its id."""
    access.same_site(request)
    webhooks_api.send_again(delivery_id, who, context)
    return go(request, f"{_PATH}/{webhook_id}", done="message_sent")


def _unit_names(context: Context) -> dict[UUID, str]:
    with context.database.transaction(SYSTEM) as connection:
        return {each.id: each.name for each in accounts.units(connection)}


def _list(  # what the page shows
    request: Request,
    context: Context,
    show: Pages,
    who: SignedIn,
    *,
    answer: Answer | None = None,
    made: EndpointMade | None = None,
) -> Response:
    return framed(
        request,
        context,
        show,
        who,
        "webhooks",
        answer=answer,
        endpoints=webhooks_api.list_endpoints(who, context),
        unit_names=_unit_names(context),
        made=made,
    )
