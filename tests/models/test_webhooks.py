import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from models.webhooks import DeliveryState, WebhookDelivery, WebhookEvent, body, wait_after


@given(st.integers(1, 10_000), st.integers())
def test_waits_grow_to_some_hours_and_no_two_processes_wait_alike(tries, seed):
    wait = wait_after(tries, random.Random(seed))
    assert timedelta(seconds=2.5) <= wait <= timedelta(hours=6)
    assert wait_after(tries + 2, random.Random(seed)) > wait or wait > timedelta(hours=1)


def test_a_body_holds_nothing_but_event_time_and_ids():
    ids = [UUID(int=number) for number in range(4)]
    told = WebhookDelivery(
        id=ids[0],
        endpoint_id=ids[1],
        event=WebhookEvent.JOB_FAILED,
        at=datetime(2026, 1, 2, tzinfo=UTC),
        case_id=ids[2],
        subject_kind="job",
        subject_id=ids[3],
        state=DeliveryState.WAITING,
        tries=0,
        due_at=datetime(2026, 1, 2, tzinfo=UTC),
        tried_at=None,
        status=None,
        failure=None,
    )
    assert body(told) == {
        "type": "job.failed",
        "timestamp": "2026-01-02T00:00:00+00:00",
        "data": {"case_id": str(ids[2]), "job_id": str(ids[3])},
    }
