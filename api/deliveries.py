"""Webhooks on their way: each message is signed and posted until its endpoint takes it, or for a day.

By Standard Webhooks (<https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>). A
message is at least once delivered: its row is held while it is posted, so that a process that dies gives it back at once
and no other posts it meanwhile; whoever is told twice knows by the id, which stays.
"""

import json
import logging
import random
import threading
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import psycopg
from standardwebhooks import Webhook

from api.calls import Caller
from models import webhooks as messages
from models.errors import HattamaError
from models.outgoing import CallFailedError, Purpose
from models.store import webhooks
from models.store.database import SYSTEM, Database
from models.webhooks import GIVEN_UP_AFTER, DeliveryState, WebhookDelivery

LOG = logging.getLogger("hattama.web")
SECRET_BYTES = 32
_LOOK_SECONDS = 1.0
_REST_SECONDS = 30.0  # of an endpoint that gave no reply at all
_SHOWN_FOR = timedelta(days=30)
_RANDOM = random.SystemRandom()


class Deliveries:
    """Posts what is due in a thread of its own, for as long as it is entered."""

    def __init__(self, database: Database, caller: Caller) -> None:
        self._database = database
        self._caller = caller
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hattama-webhooks", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                busy = self.deliver_next()
            except HattamaError as error:
                LOG.error("webhooks wait: %s", error)  # noqa: TRY400  # the sentence says it all
                busy = False
            except Exception as error:  # noqa: BLE001  # one message's fault stops no others; what it may quote is not logged
                LOG.error("webhooks: %s", type(error).__name__)  # noqa: TRY400  # a traceback may quote data
                busy = False
            if not busy:
                self._stop.wait(_LOOK_SECONDS)

    def deliver_next(self) -> bool:
        """Post the message that is due first; False where none is."""
        with self._database.transaction(SYSTEM) as connection:
            claimed = webhooks.claim(connection)
            if claimed is None:
                return False
            delivery, url, secret, begun_at = claimed
            status, failure = self._post(delivery, url, secret)
            if failure is None:
                now = datetime.now(UTC)
                webhooks.note_try(connection, delivery, DeliveryState.DELIVERED, status=status, failure=None, due_at=now)
            else:
                _put_off(connection, delivery, begun_at, (status, failure))
        # The message is let go of first: whoever removes the endpoint meanwhile holds it and waits for its messages.
        with self._database.transaction(SYSTEM) as connection:
            if status is None:
                webhooks.let_rest(connection, delivery, seconds=_REST_SECONDS)
            else:
                webhooks.let_rest_no_more(connection, delivery.endpoint_id)
        return True

    def _post(self, delivery: WebhookDelivery, url: str, secret: bytes) -> tuple[int | None, str | None]:
        """The reply's status and what was wrong, if anything: only 2xx is a yes, a redirect is none."""
        now = datetime.now(UTC)
        content = json.dumps(messages.body(delivery), separators=(",", ":"))
        headers = {
            "Content-Type": "application/json",
            "webhook-id": str(delivery.id),
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(secret).sign(str(delivery.id), now, content),
        }
        try:
            reply = self._caller.call(
                "POST", url, purpose=Purpose.WEBHOOK, headers=headers, content=content.encode(), most_bytes=0
            )
        except CallFailedError as error:
            return None, str(error.data["reason"])
        except HattamaError as error:  # taken off the list, or its name leads elsewhere now
            return None, type(error).__name__
        return reply.status, None if 200 <= reply.status < 300 else "status"


def forget_old(database: Database) -> None:
    """What was told or given up is shown for a while and then goes."""
    with database.transaction(SYSTEM) as connection:
        webhooks.forget(connection, before=datetime.now(UTC) - _SHOWN_FOR)


def _put_off(
    connection: psycopg.Connection[Any],
    delivery: WebhookDelivery,
    begun_at: datetime,
    result: tuple[int | None, str],
) -> None:
    """The next try, or none where its day is over."""
    status, failure = result
    due = datetime.now(UTC) + messages.wait_after(delivery.tries + 1, _RANDOM)
    over = due > begun_at + GIVEN_UP_AFTER
    state = DeliveryState.GIVEN_UP if over else DeliveryState.WAITING
    LOG.warning("webhook %s: try %d failed (%s, %s)", delivery.id, delivery.tries + 1, failure, status)
    webhooks.note_try(connection, delivery, state, status=status, failure=failure, due_at=due)
