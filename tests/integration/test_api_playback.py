"""Listening, downloading, and being told of progress: for as long as access holds."""

import json
import threading
import time
from pathlib import Path

import httpx2
import pytest
import uvicorn

from api.routes import jobs as job_routes
from models.store import jobs
from models.store.database import SYSTEM
from tests.service import PDF, make_world

pytestmark = pytest.mark.integration

SOUND = bytes(range(100))
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def world(service):
    return make_world(service, "investigator")


def heard(service, world, who="investigator", **headers):
    return service.ask(who, "GET", f"/api/recordings/{world.recording_id}/playback", headers=headers)


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-9", 0, 9), ("bytes=90-", 90, 99), ("bytes=-5", 95, 99), ("bytes=98-500", 98, 99)]
)
def test_a_range_of_bytes_is_given(service, world, asked, first, last):
    reply = heard(service, world, Range=asked)
    assert (reply.status_code, reply.content) == (206, SOUND[first : last + 1])
    assert reply.headers["Content-Range"] == f"bytes {first}-{last}/100"
    assert reply.headers["Content-Type"] == "audio/ogg"


def test_the_whole_is_given_where_no_range_is_asked_and_no_cache_keeps_it(service, world):
    reply = heard(service, world)
    assert (reply.status_code, reply.content, reply.headers["Accept-Ranges"]) == (200, SOUND, "bytes")
    assert "no-store" in reply.headers["Cache-Control"]


def test_a_range_beyond_the_end_is_told(service, world):
    reply = heard(service, world, Range="bytes=100-")
    assert (reply.status_code, reply.headers["Content-Range"]) == (416, "bytes */100")


def test_access_is_asked_at_every_range(service, world):
    case = f"/api/cases/{world.case_id}"
    given = {"account_id": str(service.people["colleague"].id), "reason": "группа"}
    grant = service.ask("head", "POST", f"{case}/grants", json=given).json()
    assert heard(service, world, "colleague", Range="bytes=0-9").status_code == 206
    service.ask("head", "DELETE", f"{case}/grants/{grant['id']}")
    assert heard(service, world, "colleague", Range="bytes=10-19").status_code == 404


def test_what_was_heard_is_in_the_journal(service, world):
    heard(service, world, Range="bytes=0-9")
    last = [each for each in service.journal(world.case_id) if each["kind"] == "playback"][-1]
    assert (last["details"], last["subject_id"]) == ({"range": "bytes=0-9"}, str(world.recording_id))


def test_the_journal_tells_which_seconds_of_a_real_copy_were_asked_for(service):
    world = make_world(service, "investigator")
    copy = service.files.derived(world.recording_id) / "playback.ogg"
    copy.write_bytes((ROOT / "samples" / "interrogation.ogg").read_bytes())
    size = copy.stat().st_size
    for asked in (f"bytes=0-{size // 2}", f"bytes={size // 2}-", "bytes=-1000", "bytes=0-"):
        assert heard(service, world, Range=asked).status_code in {200, 206}
    spans = [each["details"] for each in service.journal(world.case_id) if each["kind"] == "playback"]
    assert (spans[0]["start"], spans[1]["end"], spans[2]["end"], spans[3]["end"]) == (
        0.0,
        *[pytest.approx(89.8, abs=0.5)] * 3,
    )
    assert 30 < spans[0]["end"] < 60
    assert abs(spans[1]["start"] - spans[0]["end"]) < 2.1
    assert spans[2]["start"] > 85
    assert spans[3]["start"] == 0


def test_a_player_tells_which_seconds_it_played(service, world):
    path = f"/api/recordings/{world.recording_id}/heard"
    assert service.ask("prosecutor", "POST", path, json={"spans": [{"start": 1, "end": 2.5}]}).status_code == 204
    assert service.ask("prosecutor", "POST", path, json={"spans": [{"start": 2, "end": 1}]}).status_code == 422
    last = [each for each in service.journal(world.case_id) if each["kind"] == "playback"][-1]
    assert (last["details"], last["account_id"]) == ({"heard": [[1.0, 2.5]]}, str(service.people["prosecutor"].id))


def test_a_picture_is_given_by_ranges_and_only_once_there_is_one(service, world):
    path = f"/api/recordings/{world.recording_id}/picture"
    reply = service.ask("investigator", "GET", path, headers={"Range": "bytes=0-9"})
    assert (reply.status_code, len(reply.content), reply.headers["Content-Type"]) == (206, 10, "video/mp4")
    service.files.picture(world.recording_id).unlink()
    assert service.ask("investigator", "GET", path).status_code == 404


def test_a_recording_that_is_not_prepared_yet_has_nothing_to_hear(service):
    world = make_world(service, "investigator")
    (service.files.derived(world.recording_id) / "playback.ogg").unlink()
    assert heard(service, world).status_code == 404


@pytest.mark.parametrize(("kind", "content"), [("docx", b"docx"), ("pdf", PDF)])
def test_a_protocol_is_downloaded_as_a_file_and_that_is_an_export(service, world, kind, content):
    reply = service.ask("prosecutor", "GET", f"/api/protocol-versions/{world.version_id}/protocol.{kind}")
    assert (reply.content, reply.headers["Content-Disposition"]) == (
        content,
        f'attachment; filename="protocol-1.{kind}"',
    )
    last = [each for each in service.journal(world.case_id) if each["kind"] == "export"][-1]
    assert last["details"] == {"format": kind}


def test_a_file_that_its_record_promises_and_the_disk_has_not_is_told(service, world):
    import hashlib

    service.files.of_hash(hashlib.sha256(b"docx").hexdigest()).rename(service.files.folder / "aside")
    try:
        reply = service.ask("prosecutor", "GET", f"/api/protocol-versions/{world.version_id}/protocol.docx")
    finally:
        service.files.keep(b"docx")
    assert (reply.status_code, reply.json()["code"]) == (507, "StorageError")


@pytest.fixture
def address(service):
    """The same application over a socket: events have no end, which the test client waits for."""
    server = uvicorn.Server(uvicorn.Config(service.client.app, port=0, lifespan="off", log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_events_tell_each_change_of_a_job_until_access_ends(service, address, monkeypatch):
    monkeypatch.setattr(job_routes, "_LOOK_SECONDS", 0.05)
    world = make_world(service, "investigator")
    case = f"/api/cases/{world.case_id}"
    given = {"account_id": str(service.people["colleague"].id), "reason": "группа"}
    grant = service.ask("head", "POST", f"{case}/grants", json=given).json()
    cookie = {"Cookie": f"hattama={service.cookies['colleague']}"}
    with httpx2.stream("GET", address + case + "/events", headers=cookie, timeout=10) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        lines = (line[6:] for line in stream.iter_lines() if line.startswith("data: "))
        assert json.loads(next(lines))["state"] == "queued"
        with service.database.transaction(SYSTEM) as connection:
            jobs.begin(connection, world.job_id)
        assert json.loads(next(lines))["state"] == "running"
        service.ask("head", "DELETE", f"{case}/grants/{grant['id']}")
        assert list(lines) == []  # the stream ends


def test_events_of_a_foreign_case_are_not_there(service, world):
    assert service.ask("stranger", "GET", f"/api/cases/{world.case_id}/events").status_code == 404
