"""Webhooks: endpoints, and messages written in the transaction of what they tell of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import scalar_row

from models.store.rows import given, record_row
from models.webhooks import DeliveryState, WebhookDelivery, WebhookEndpoint, WebhookEvent

_ENDPOINT = "id, url, events, unit_id, made_by, made_at, disabled_at"
_DELIVERY = "id, endpoint_id, event, at, case_id, subject_kind, subject_id, state, tries, due_at, tried_at, status, failure"


def announce(connection: Connection[Any], event: WebhookEvent, *, case_id: UUID, subject: tuple[str, UUID]) -> int:
    """To be told, once the caller's transaction commits, to every endpoint that hears of it; to how many.

    `subject` is a kind and an id, such as ("protocol_version", id). Works for the system and for an account that may read
    the case; psycopg's InsufficientPrivilege for another.
    """
    with connection.cursor(row_factory=scalar_row) as cursor:
        cursor.execute("SELECT announce(%s, %s, %s, %s)", (event, case_id, *subject))
        return int(given(cursor.fetchone()))


def add_endpoint(  # the fields of one row
    connection: Connection[Any],
    *,
    url: str,
    events: Sequence[WebhookEvent],
    unit_id: UUID | None,
    secret: bytes,
    made_by: UUID,
) -> WebhookEndpoint:
    """A new endpoint; psycopg's ForeignKeyViolation where there is no such unit."""
    with connection.cursor(row_factory=record_row(WebhookEndpoint)) as cursor:
        cursor.execute(
            "INSERT INTO webhook_endpoint (url, events, unit_id, secret, made_by) "
            f"VALUES (%s, %s, %s, %s, %s) RETURNING {_ENDPOINT}",
            (url, [*events], unit_id, secret, made_by),
        )
        return given(cursor.fetchone())


def endpoint(connection: Connection[Any], endpoint_id: UUID) -> WebhookEndpoint | None:
    """The endpoint of that id."""
    with connection.cursor(row_factory=record_row(WebhookEndpoint)) as cursor:
        return cursor.execute(f"SELECT {_ENDPOINT} FROM webhook_endpoint WHERE id = %s", (endpoint_id,)).fetchone()


def endpoints(connection: Connection[Any]) -> list[WebhookEndpoint]:
    """All endpoints in order of making."""
    with connection.cursor(row_factory=record_row(WebhookEndpoint)) as cursor:
        return cursor.execute(f"SELECT {_ENDPOINT} FROM webhook_endpoint ORDER BY made_at, id").fetchall()


def enable(connection: Connection[Any], endpoint_id: UUID) -> None:
    """Whatever happens from now on is announced to it."""
    connection.execute("UPDATE webhook_endpoint SET disabled_at = NULL WHERE id = %s", (endpoint_id,))


def disable(connection: Connection[Any], endpoint_id: UUID) -> None:
    """Nothing is announced to it any more, and what waits is given up."""
    connection.execute(
        "UPDATE webhook_endpoint SET disabled_at = now() WHERE id = %s AND disabled_at IS NULL", (endpoint_id,)
    )
    connection.execute(
        "UPDATE webhook_delivery SET state = 'given_up', failure = 'disabled' WHERE endpoint_id = %s AND state = 'waiting'",
        (endpoint_id,),
    )


def remove_endpoint(connection: Connection[Any], endpoint_id: UUID) -> None:
    """The endpoint goes, with what was or is to be told to it."""
    connection.execute("DELETE FROM webhook_endpoint WHERE id = %s", (endpoint_id,))


def add_test(connection: Connection[Any], endpoint_id: UUID) -> WebhookDelivery:
    """A test event for one endpoint, whatever it hears of."""
    with connection.cursor(row_factory=record_row(WebhookDelivery)) as cursor:
        cursor.execute(
            f"INSERT INTO webhook_delivery (endpoint_id, event) VALUES (%s, %s) RETURNING {_DELIVERY}",
            (endpoint_id, WebhookEvent.TEST),
        )
        return given(cursor.fetchone())


def deliveries(connection: Connection[Any], endpoint_id: UUID, *, limit: int) -> list[WebhookDelivery]:
    """What was or is to be told to an endpoint, newest first."""
    with connection.cursor(row_factory=record_row(WebhookDelivery)) as cursor:
        return cursor.execute(
            f"SELECT {_DELIVERY} FROM webhook_delivery WHERE endpoint_id = %s ORDER BY at DESC, id LIMIT %s",
            (endpoint_id, limit),
        ).fetchall()


def send_again(connection: Connection[Any], delivery_id: UUID) -> WebhookDelivery | None:
    """A message is due at once and for another day, under the same id; None where it or its endpoint does not stand."""
    with connection.cursor(row_factory=record_row(WebhookDelivery)) as cursor:
        return cursor.execute(
            "UPDATE webhook_delivery SET state = 'waiting', tries = 0, begun_at = now(), due_at = now() WHERE id = %s "
            "AND EXISTS (SELECT FROM webhook_endpoint e WHERE e.id = endpoint_id AND e.disabled_at IS NULL) "
            f"RETURNING {_DELIVERY}",
            (delivery_id,),
        ).fetchone()


def forget(connection: Connection[Any], *, before: datetime) -> None:
    """Messages of before that are over are kept no longer."""
    connection.execute("DELETE FROM webhook_delivery WHERE state <> 'waiting' AND at < %s", (before,))


def claim(connection: Connection[Any]) -> tuple[WebhookDelivery, str, bytes, datetime] | None:
    """The message that is due first and that no other process sends, its endpoint's URL and secret, and when its day began.

    It is the caller's until the end of the transaction: a process that dies gives it back at once.
    """
    with connection.cursor(row_factory=record_row(WebhookDelivery)) as cursor:
        found = cursor.execute(
            f"SELECT {', '.join(f'd.{column}' for column in _DELIVERY.split(', '))} "
            "FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id "
            "WHERE d.state = 'waiting' AND d.due_at <= now() AND e.disabled_at IS NULL "
            "ORDER BY d.due_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED"
        ).fetchone()
    if found is None:
        return None
    query = (
        "SELECT url, secret, begun_at FROM webhook_endpoint e, webhook_delivery d WHERE d.id = %s AND e.id = d.endpoint_id"
    )
    url, secret, begun_at = given(connection.execute(query, (found.id,)).fetchone())
    return found, url, bytes(secret), begun_at


def note_try(  # the fields that a try changes
    connection: Connection[Any],
    delivery: WebhookDelivery,
    state: DeliveryState,
    *,
    status: int | None,
    failure: str | None,
    due_at: datetime,
) -> None:
    """What became of a try; the caller has claimed the message in this transaction."""
    connection.execute(
        "UPDATE webhook_delivery SET state = %s, tries = tries + 1, tried_at = clock_timestamp(), status = %s, "
        "failure = %s, due_at = %s WHERE id = %s",
        (state, status, failure, due_at, delivery.id),
    )


def let_rest(connection: Connection[Any], delivery: WebhookDelivery, *, seconds: float) -> None:
    """An endpoint that did not answer holds up no others: what else is or will be due to it waits so long."""
    connection.execute(
        "UPDATE webhook_endpoint SET rests_until = now() + make_interval(secs => %s) WHERE id = %s",
        (seconds, delivery.endpoint_id),
    )
    connection.execute(
        "UPDATE webhook_delivery SET due_at = now() + make_interval(secs => %(seconds)s) WHERE id IN ("
        "SELECT id FROM webhook_delivery WHERE endpoint_id = %(endpoint)s AND id <> %(delivery)s AND state = 'waiting' "
        "AND due_at < now() + make_interval(secs => %(seconds)s) FOR UPDATE SKIP LOCKED)",
        {"endpoint": delivery.endpoint_id, "delivery": delivery.id, "seconds": seconds},
    )


def let_rest_no_more(connection: Connection[Any], endpoint_id: UUID) -> None:
    """It answers: what happens from now on is told to it at once."""
    connection.execute(
        "UPDATE webhook_endpoint SET rests_until = NULL WHERE id = %s AND rests_until IS NOT NULL", (endpoint_id,)
    )
