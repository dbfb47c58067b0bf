"""Somebody who looks at a layer hears of others' revisions, with the words that they touched."""

import json
import threading
import time

import httpx2
import pytest
import uvicorn

from api.routes import layer_events
from models import revisions as edits
from models.revisions import Words
from models.store import jobs, transcripts
from models.store.database import SYSTEM
from models.store.layer_changes import touched_since
from tests.service import make_world

pytestmark = pytest.mark.integration


@pytest.fixture
def world(service):
    return make_world(service, "investigator")


@pytest.fixture
def address(service, monkeypatch):
    """The application over a socket: events have no end, which the test client waits for."""
    monkeypatch.setattr(layer_events, "_LOOK_SECONDS", 0.05)
    server = uvicorn.Server(uvicorn.Config(service.client.app, port=0, lifespan="off", log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def revise(service, world, *operations):
    with service.database.transaction(SYSTEM) as connection:
        layer = transcripts.layer(connection, world.layer_id)
        person = service.people["investigator"].id
        for each in operations:
            transcripts.add_revision(connection, layer, each, account_id=person, reason=None)


def touched(service, world, number):
    with service.database.transaction(SYSTEM) as connection:
        return touched_since(connection, world.layer_id, number)


def one(number):
    return Words(first=number, last=number)


def test_revisions_and_work_are_told_as_they_come_and_from_where_the_last_one_was(service, world, address):
    path = f"{address}/api/layers/{world.layer_id}/events"
    cookie = {"Cookie": f"hattama={service.cookies['head']}"}
    revise(service, world, edits.Hide(words=one(1)), edits.Hide(words=one(6)))
    with httpx2.stream("GET", path, params={"after": 1}, headers=cookie, timeout=10) as stream:
        lines = (line for line in stream.iter_lines() if line.startswith(("id:", "data:")))
        assert next(lines) == "id: 2"
        assert json.loads(next(lines)[6:]) == {"revision": 2, "touched": [[6, 6]]}
        revise(service, world, edits.Undo(number=1))
        assert next(lines) == "id: 3"
        assert json.loads(next(lines)[6:]) == {"revision": 3, "touched": [[1, 1]]}
        with service.database.transaction(SYSTEM) as connection:
            layer = transcripts.layer(connection, world.layer_id)
            jobs.enqueue_alignment(connection, layer, asked_by=service.people["investigator"].id)
        told = json.loads(next(lines)[6:])
        assert (told["stage"], told["state"]) == ("align", "queued")
    with httpx2.stream("GET", path, headers=cookie | {"Last-Event-ID": "2"}, timeout=10) as stream:
        lines = (line[6:] for line in stream.iter_lines() if line.startswith('data: {"revision'))
        assert json.loads(next(lines))["touched"] == [[1, 1]]


def test_what_an_undo_of_an_undo_touches_is_what_was_first_done(service, world):
    revise(service, world, edits.Hide(words=Words(first=2, last=3)), edits.Undo(number=1), edits.Undo(number=2))
    assert touched(service, world, 2) == (Words(first=2, last=3),)
    assert touched(service, world, 3) == ()


def test_of_whole_voices_and_of_very_many_revisions_no_words_are_told(service, world):
    revise(service, world, edits.MergeVoices(voice="VOICE_01", into="VOICE_00"), edits.Hide(words=one(1)))
    assert touched(service, world, 0) is None
    assert touched(service, world, 1) == (one(1),)
    revise(service, world, edits.Undo(number=1))
    assert touched(service, world, 2) is None
    revise(service, world, *[edits.Check(words=one(1), on=True)] * 101)
    assert touched(service, world, 3) is None


def test_a_foreign_layer_has_no_events(service, world):
    assert service.ask("stranger", "GET", f"/api/layers/{world.layer_id}/events").status_code == 404
