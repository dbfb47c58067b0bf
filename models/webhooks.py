"""What the service tells other programs by itself: that something happened, and the ids of what it happened to."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=1)
"""How long after what happened it is still tried to be told."""


class WebhookEvent(StrEnum):
    """What is told."""

    RECORDING_TRANSCRIBED = "recording.transcribed"  # a machine layer stands; the subject is the recording
    PROTOCOL_READY = "protocol.ready"  # the subject is the version of the protocol document
    JOB_FAILED = "job.failed"  # the subject is the job
    RECORDING_DAMAGED = "recording.damaged"  # its bytes are not those received; the subject is the recording
    TEST = "test"  # an administrator asked for it; of no case


class DeliveryState(StrEnum):
    """Where a message to an endpoint stands."""

    WAITING = "waiting"  # for its first try or the next
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"  # until an administrator sends it again


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookEndpoint:
    """Who is told; the secret that signs is kept apart and shown once."""

    id: UUID
    url: str
    events: list[str]  # of `WebhookEvent`
    unit_id: UUID | None  # only of that unit's cases; None: of all
    made_by: UUID
    made_at: datetime
    disabled_at: datetime | None  # nothing is announced to it from then on


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookDelivery:
    """One message to one endpoint."""

    id: UUID  # sent as webhook-id, the same at each try
    endpoint_id: UUID
    event: WebhookEvent
    at: datetime  # of what happened
    case_id: UUID | None  # None: of a test
    subject_kind: str | None
    subject_id: UUID | None
    state: DeliveryState
    tries: int
    due_at: datetime  # of the next try, while it waits
    tried_at: datetime | None
    status: int | None  # HTTP status of the last reply; None: there was none
    failure: str | None  # why the last try failed: an error's name


def body(delivery: WebhookDelivery) -> dict[str, object]:
    """What is sent: event, time and ids, nothing else."""
    data: dict[str, str] = {}
    if delivery.case_id is not None:
        data["case_id"] = str(delivery.case_id)
    if delivery.subject_kind is not None:
        data[f"{delivery.subject_kind}_id"] = str(delivery.subject_id)
    return {"type": delivery.event, "timestamp": delivery.at.isoformat(), "data": data}


def wait_after(tries: int, chance: random.Random) -> timedelta:
    """How long to wait after so many failed tries: doubled each time, a random half of it left out."""
    longest = min(_LONGEST_WAIT, _FIRST_WAIT * (1 << min(tries - 1, 16)))
    return longest * chance.uniform(0.5, 1.0)
