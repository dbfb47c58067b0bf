"""Webhooks: which endpoints are told of what, what became of it, and sending it again."""

import base64
import secrets
from typing import Annotated, Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Query
from pydantic import BaseModel

from api import account_schemas
from api.access import Administrator
from api.context import Here
from api.deliveries import SECRET_BYTES
from api.errors import ConflictError, InvalidError, NotFoundError, documented
from models.journal.entry import EntryKind
from models.outgoing import NotAllowedError, Purpose, UrlError
from models.store import journal, webhooks
from models.store.database import SYSTEM
from models.webhooks import WebhookDelivery, WebhookEndpoint

router = APIRouter(prefix="/api", tags=["webhooks"])


class EndpointMade(BaseModel):
    """An endpoint with its secret, shown this once."""

    endpoint: WebhookEndpoint
    secret: str  # as Standard Webhooks writes it: whsec_ and base64


@router.get("/webhooks")
def list_endpoints(who: Administrator, context: Here) -> list[WebhookEndpoint]:
    """All endpoints."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        return webhooks.endpoints(connection)


@router.post("/webhooks", status_code=201, responses=documented(UrlError, NotAllowedError))
def add_endpoint(sent: account_schemas.NewWebhook, who: Administrator, context: Here) -> EndpointMade:
    """Tell a program of events from now on; its host and port must be allowed. The secret is shown this once."""
    context.caller.check(sent.url, Purpose.WEBHOOK)
    secret = secrets.token_bytes(SECRET_BYTES)
    try:
        with context.database.transaction(SYSTEM) as connection:
            made = webhooks.add_endpoint(
                connection,
                url=sent.url,
                events=sorted(set(sent.events)),
                unit_id=sent.unit_id,
                secret=secret,
                made_by=who.account.id,
            )
            _note(connection, who, made.id, "webhook")
    except psycopg.errors.ForeignKeyViolation as error:
        raise InvalidError(what="unit_id") from error
    return EndpointMade(endpoint=made, secret=f"whsec_{base64.b64encode(secret).decode()}")


@router.put("/webhooks/{webhook_id}/enabled", status_code=204)
def enable(webhook_id: UUID, sent: account_schemas.Enabled, who: Administrator, context: Here) -> None:
    """Let an endpoint be told, or not: while it is not, nothing is kept for it, and what waits is given up."""
    with context.database.transaction(SYSTEM) as connection:
        _endpoint(connection, webhook_id)
        (webhooks.enable if sent.enabled else webhooks.disable)(connection, webhook_id)
        _note(connection, who, webhook_id, "webhook_enabled" if sent.enabled else "webhook_disabled")


@router.delete("/webhooks/{webhook_id}", status_code=204)
def remove(webhook_id: UUID, who: Administrator, context: Here) -> None:
    """Remove an endpoint and what is kept of its messages."""
    with context.database.transaction(SYSTEM) as connection:
        _endpoint(connection, webhook_id)
        webhooks.remove_endpoint(connection, webhook_id)
        _note(connection, who, webhook_id, "webhook_removed")


@router.post("/webhooks/{webhook_id}/test", status_code=202, responses=documented(ConflictError))
def send_test(webhook_id: UUID, who: Administrator, context: Here) -> WebhookDelivery:
    """Send a test event; its fate is seen among the deliveries."""
    with context.database.transaction(SYSTEM) as connection:
        if _endpoint(connection, webhook_id).disabled_at is not None:
            raise ConflictError(what="disabled")
        made = webhooks.add_test(connection, webhook_id)
        _note(connection, who, webhook_id, "webhook_test")
        return made


@router.get("/webhooks/{webhook_id}/deliveries")
def list_deliveries(
    webhook_id: UUID, who: Administrator, context: Here, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> list[WebhookDelivery]:
    """What was or is to be told to an endpoint, newest first; of a reply only its status is kept."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        _endpoint(connection, webhook_id)
        return webhooks.deliveries(connection, webhook_id, limit=limit)


@router.post("/webhook-deliveries/{delivery_id}/again", status_code=202)
def send_again(delivery_id: UUID, who: Administrator, context: Here) -> WebhookDelivery:
    """Send a message again, under its id; 404 where its endpoint is disabled."""
    with context.database.transaction(SYSTEM) as connection:
        found = webhooks.send_again(connection, delivery_id)
        if found is None:
            raise NotFoundError
        _note(connection, who, delivery_id, "webhook_sent_again")
        return found


def _endpoint(connection: psycopg.Connection[Any], endpoint_id: UUID) -> WebhookEndpoint:
    found = webhooks.endpoint(connection, endpoint_id)
    if found is None:
        raise NotFoundError
    return found


def _note(connection: psycopg.Connection[Any], who: Administrator, subject: UUID, what: str) -> None:
    journal.record(
        connection,
        EntryKind.SETTING_CHANGED,
        subject=("webhook", subject),
        account_id=who.account.id,
        details={"what": what},
    )
