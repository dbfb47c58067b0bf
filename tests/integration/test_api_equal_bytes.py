"""The same bytes twice are stored once, and nobody learns of others' cases by that."""

import json
from uuid import uuid4

import pytest

from tests.service import make_world
from tests.tus import begun, custody, patch, received, sha256, uploaded

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def world(service):
    return make_world(service, "investigator")


def shape(reply):
    """A reply but for what is its own: ids, times and the file's name."""
    text = reply.text
    for value in ("id", "case_id", "recording_id", "account_id", "received_at", "queued_at", "at", "name", "address"):
        text = json.dumps(without(json.loads(text), value))
    return reply.status_code, json.loads(text), sorted(reply.headers.keys())


def without(document, name):
    if isinstance(document, dict):
        return {key: without(value, name) for key, value in document.items() if key != name}
    return [without(each, name) for each in document] if isinstance(document, list) else document


def test_equal_bytes_in_a_foreign_case_are_received_as_new_ones(service, world):
    content, fresh = uuid4().bytes, uuid4().bytes
    first = uploaded(service, world.case_id, content)
    far = make_world(service, "stranger")
    replies = {}
    for name, each in (("known", content), ("fresh", fresh)):
        path = begun(service, far.case_id, len(each), "stranger")
        sent = patch(service, path, 0, each, "stranger")
        recording = received(service, path, "stranger")["recording"]
        replies[name] = [
            (sent.status_code, sent.text, sorted(sent.headers.keys())),
            shape(service.ask("stranger", "GET", path)),
            shape(service.ask("stranger", "GET", f"/api/recordings/{recording['id']}")),
            shape(service.ask("stranger", "GET", f"/api/recordings/{recording['id']}/custody")),
            shape(service.ask("stranger", "GET", f"/api/recordings/{recording['id']}/jobs")),
        ]
    told = [
        json.dumps(each).replace(sha256(content), "-").replace(sha256(fresh), "-") for each in map(list, replies.values())
    ]
    assert told[0] == told[1]
    assert str(world.case_id) not in told[0]
    assert first["id"] not in told[0]


def test_equal_bytes_are_told_of_in_cases_that_one_may_see(service, world):
    content = uuid4().bytes
    uploaded(service, world.case_id, content)
    second = make_world(service, "investigator")
    path = begun(service, second.case_id, len(content))
    patch(service, path, 0, content)
    assert received(service, path)["also_in"] == [str(world.case_id)]


def test_equal_bytes_twice_in_one_case_are_one_recording_received_twice(service, world):
    content = uuid4().bytes
    first, again = uploaded(service, world.case_id, content), uploaded(service, world.case_id, content)
    assert first["id"] == again["id"]
    assert [each["kind"] for each in custody(service, first)] == ["received", "received"]
    assert len(service.ask("investigator", "GET", f"/api/recordings/{first['id']}/jobs").json()) == 1
