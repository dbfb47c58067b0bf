"""Uploads through the API: what tus promises, what custody says, and that nobody learns of others' bytes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from api.routes import uploads
from models.store import recordings
from models.store.database import SYSTEM
from models.store.files import FileStore
from tests.service import make_world
from tests.tus import BODY, TUS, announced, begun, custody, head, patch, received, sha256, uploaded

pytestmark = pytest.mark.integration


@pytest.fixture(autouse=True)
def many_uploads(monkeypatch):
    monkeypatch.setattr(uploads, "_MOST_OPEN", 10_000)


@pytest.fixture(scope="module")
def world(service):
    return make_world(service, "investigator")


def test_what_this_server_speaks_is_told(service):
    told = service.ask("nobody", "OPTIONS", "/api/uploads").headers
    assert (told["Tus-Version"], told["Tus-Max-Size"]) == ("1.0.0", str(20 * 1024**3))
    assert set(told["Tus-Extension"].split(",")) == {"creation", "expiration", "termination"}


def test_bytes_come_in_pieces_and_become_a_recording_with_custody_journal_and_job(service, world):
    content = uuid4().bytes * 100
    path = begun(service, world.case_id, len(content), languages='["kk"]', min_voices=2, sha256=sha256(content))
    assert patch(service, path, 0, content[:700]).headers["Upload-Offset"] == "700"
    told = head(service, path).headers
    assert (told["Upload-Offset"], told["Upload-Length"], told["Cache-Control"]) == ("700", "1600", "no-store")
    assert received(service, path)["recording"] is None
    assert patch(service, path, 700, content[700:]).headers["Upload-Offset"] == "1600"
    recording = received(service, path)["recording"]
    assert (recording["sha256"], recording["size_bytes"]) == (sha256(content), 1600)
    assert (recording["name"], recording["languages"], recording["min_voices"]) == ("допрос.ogg", ["kk"], 2)
    (kept,) = custody(service, recording)
    assert (kept["kind"], kept["intact"], kept["sha256"], kept["stated_sha256"]) == (
        "received",
        True,
        sha256(content),
        sha256(content),
    )
    assert kept["account_id"] == str(service.people["investigator"].id)
    stored = service.files.of_hash(sha256(content))
    assert (stored.read_bytes(), stored.stat().st_mode & 0o777) == (content, 0o440)
    (job,) = service.ask("investigator", "GET", f"/api/recordings/{recording['id']}/jobs").json()
    assert (job["stage"], job["state"]) == ("prepare", "queued")
    entries = [each for each in service.journal(world.case_id) if each["subject_id"] == recording["id"]]
    assert entries[0]["kind"] == "recording_received"
    assert entries[0]["details"]["sha256"] == sha256(content)
    assert head(service, path).headers["Upload-Offset"] == "1600"
    assert patch(service, path, 1600, b"").status_code == 409


def test_a_wrong_hash_of_the_recorder_is_kept_and_the_bytes_are_not_called_intact(service, world):
    stated = sha256(b"something else")
    recording = uploaded(service, world.case_id, uuid4().bytes, sha256=stated)
    (kept,) = custody(service, recording)
    assert (kept["intact"], kept["stated_sha256"], kept["sha256"]) == (False, stated, recording["sha256"])


def test_a_later_look_finds_bytes_that_were_changed_on_disk(service, world):
    recording = uploaded(service, world.case_id, b"0123456789" + uuid4().bytes)
    path = service.files.of_hash(recording["sha256"])
    verify = f"/api/recordings/{recording['id']}/verify"
    assert service.ask("prosecutor", "POST", verify).json()["intact"] is True
    path.chmod(0o640)
    path.write_bytes(b"X" + path.read_bytes()[1:])
    assert service.ask("prosecutor", "POST", verify).json()["intact"] is False
    path.unlink()
    gone = service.ask("prosecutor", "POST", verify).json()
    assert (gone["intact"], gone["sha256"]) == (False, None)
    assert [each["intact"] for each in custody(service, recording)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("offset", "content", "headers", "status"),
    [
        (3, b"abc", {}, 409),
        (0, b"abcdef", {}, 413),
        (0, b"abc", {"Content-Type": "application/octet-stream"}, 415),
        (0, b"abc", {"Tus-Resumable": "0.2.2"}, 412),
        (-1, b"abc", {}, 422),
        ("x", b"abc", {}, 422),
    ],
)
def test_what_breaks_the_protocol_is_refused_and_the_upload_goes_on(service, world, offset, content, headers, status):
    path = begun(service, world.case_id, 5)
    assert patch(service, path, offset, content, **headers).status_code == status
    assert head(service, path).headers["Upload-Offset"] == "0"
    assert patch(service, path, 0, b"abcde").status_code == 204


@pytest.mark.parametrize("missing", ["Upload-Offset", "Content-Type", "Tus-Resumable"])
def test_a_header_that_must_be_there_is_missed(service, world, missing):
    path = begun(service, world.case_id, 5)
    headers = {name: value for name, value in {**BODY, "Upload-Offset": "0"}.items() if name != missing}
    assert service.ask("investigator", "PATCH", path, content=b"a", headers=headers).status_code in {412, 415, 422}
    assert head(service, path).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize(
    ("size", "more", "status"),
    [
        (20 * 1024**3 + 1, {}, 413),
        (0, {}, 422),
        (5, {"sha256": "AB" * 32}, 422),
        (5, {"filename": "a\x00b"}, 422),
        (5, {"filename": ""}, 422),
        (5, {"case_id": "none"}, 422),
        (5, {"case_id": uuid4()}, 404),
        (5, {"languages": '["xx"]'}, 422),
        (5, {"languages": "[" * 3000}, 422),
        (5, {"min_voices": 3, "max_voices": 2}, 422),
        (5, {"min_voices": "9" * 5000}, 422),
        (5, {"color": "red"}, 422),
        (5, {"filetype": "audio/ogg", "name": "as tus-js-client sends them"}, 201),
    ],
)
def test_an_announcement_is_checked_before_any_byte(service, world, size, more, status):
    assert announced(service, **{"case_id": world.case_id, "size": size} | more).status_code == status


@pytest.mark.parametrize("header", ["", "filename", "filename !", "filename /w==", "===", "filename \u00ff"])
def test_metadata_that_cannot_be_read_is_refused(service, header):
    headers = {**TUS, "Upload-Length": "5", "Upload-Metadata": header.encode("latin-1")}
    assert service.ask("investigator", "POST", "/api/uploads", headers=headers).status_code == 422


def test_an_upload_is_refused_where_the_disks_reserve_would_be_used_up(service, world, monkeypatch):
    two_gib = 2 * 1024**3
    with service.database.transaction(SYSTEM) as connection:
        awaited = recordings.awaited_bytes(connection)
    monkeypatch.setattr(FileStore, "free_bytes", lambda _: two_gib + awaited + 99)
    refused = announced(service, world.case_id, 100)
    assert (refused.status_code, refused.json()["code"]) == (507, "NoRoomError")
    assert announced(service, world.case_id, 99).status_code == 201
    assert announced(service, world.case_id, 1).status_code == 507  # room that is promised already


def test_one_account_has_so_many_uploads_on_their_way_at_once(service, world, monkeypatch):
    with service.database.transaction(SYSTEM) as connection:
        count, _ = recordings.open_uploads(connection, service.people["investigator"].id)
    monkeypatch.setattr(uploads, "_MOST_OPEN", count + 1)
    path = begun(service, world.case_id, 5)
    assert announced(service, world.case_id, 5).status_code == 413
    assert service.ask("investigator", "DELETE", path, headers=TUS).status_code == 204
    assert announced(service, world.case_id, 5).status_code == 201


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_an_upload_is_its_senders_business_alone(service, world, who):
    given = {"account_id": str(service.people["colleague"].id), "kind": "edit", "reason": "группа"}
    service.ask("head", "POST", f"/api/cases/{world.case_id}/grants", json=given)  # may change the case, yet
    path = begun(service, world.case_id, 5)
    assert patch(service, path, 0, b"abc", who).status_code == 404
    assert head(service, path, who).status_code == 404
    assert service.ask(who, "GET", path).status_code == 404
    assert service.ask(who, "DELETE", path, headers=TUS).status_code == 404
    assert head(service, path).headers["Upload-Offset"] == "0"


def test_an_upload_that_was_given_up_is_gone(service, world):
    path = begun(service, world.case_id, 5)
    patch(service, path, 0, b"abc")
    partial = service.files.partial(UUID(path.rsplit("/", 1)[1]))
    assert partial.read_bytes() == b"abc"
    assert service.ask("investigator", "DELETE", path, headers=TUS).status_code == 204
    assert not partial.exists()
    replies = [
        head(service, path),
        patch(service, path, 3, b"de"),
        service.ask("investigator", "GET", path),
        service.ask("investigator", "DELETE", path, headers=TUS),
    ]
    assert [each.status_code for each in replies] == [404] * 4


def test_a_recording_stays_when_its_upload_is_given_up(service, world):
    content = uuid4().bytes
    path = begun(service, world.case_id, len(content))
    patch(service, path, 0, content)
    assert service.ask("investigator", "DELETE", path, headers=TUS).status_code == 204
    assert received(service, path)["recording"]["sha256"] == sha256(content)


def test_two_requests_do_not_write_to_one_upload_at_once(service, world):
    path = begun(service, world.case_id, 5)
    with service.client.app.state.context.arrivals.held(UUID(path.rsplit("/", 1)[1])):
        assert patch(service, path, 0, b"abc").status_code == 423
        assert service.ask("investigator", "DELETE", path, headers=TUS).status_code == 423
    assert patch(service, path, 0, b"abcde").status_code == 204


def test_a_sender_that_falls_silent_lets_go_of_the_upload(service, world, monkeypatch):
    import asyncio

    monkeypatch.setattr(uploads, "_PATIENCE_SECONDS", 0.05)

    async def silent(self):
        yield b"abc"
        await asyncio.sleep(30)

    path = begun(service, world.case_id, 5)
    with monkeypatch.context() as patched:
        patched.setattr(uploads.Request, "stream", silent)
        assert patch(service, path, 0, b"abc").headers["Upload-Offset"] == "3"
    assert patch(service, path, 3, b"de").status_code == 204


def whole_but_not_recorded(service, world, content, **more):
    """Its process was killed between the last byte and the recording."""
    path = begun(service, world.case_id, len(content), **more)
    upload_id = UUID(path.rsplit("/", 1)[1])
    with service.client.app.state.context.arrivals.writing(upload_id) as arrival:
        arrival.append(content)
    return path


def by_asking(service, path):
    assert head(service, path).status_code == 200


def by_sending_nothing_more(service, path):
    assert patch(service, path, 0, b"").status_code == 409


def by_upkeep(service, path):
    uploads.complete_waiting(service.client.app.state.context)


@pytest.mark.parametrize("way", [by_asking, by_sending_nothing_more, by_upkeep])
def test_an_upload_whose_process_died_after_the_last_byte_becomes_a_recording_once(service, world, way):
    content = uuid4().bytes
    path = whole_but_not_recorded(service, world, content)
    assert received(service, path)["recording"] is None
    for _ in range(2):
        way(service, path)
    recording = received(service, path)["recording"]
    assert recording["sha256"] == sha256(content)
    assert len(custody(service, recording)) == 1
    assert len(service.ask("investigator", "GET", f"/api/recordings/{recording['id']}/jobs").json()) == 1


def test_a_process_that_died_between_the_files_place_and_the_record_is_followed_by_the_same_again(service, world):
    content = uuid4().bytes
    path = whole_but_not_recorded(service, world, content)
    service.files.adopt(service.files.partial(UUID(path.rsplit("/", 1)[1])), sha256(content))
    by_upkeep(service, path)
    assert received(service, path)["recording"]["sha256"] == sha256(content)


def test_bytes_that_the_disk_changed_never_become_a_recording(service, world):
    path = whole_but_not_recorded(service, world, b"0123456789")
    partial = service.files.partial(UUID(path.rsplit("/", 1)[1]))
    partial.write_bytes(b"012345678X")
    assert head(service, path).status_code == 507
    assert head(service, path).status_code == 404  # it must be sent again
    by_upkeep(service, path)
    assert not partial.exists()
    assert not service.files.of_hash(sha256(b"012345678X")).exists()


def expire(owner_url, path):
    with psycopg.connect(owner_url) as connection:
        connection.execute(
            "UPDATE hattama.upload SET expires_at = %s WHERE id = %s",
            (datetime.now(UTC) - timedelta(seconds=1), path.rsplit("/", 1)[1]),
        )


def test_an_upload_that_nobody_went_on_with_goes_and_one_that_is_whole_does_not(service, world, owner_url):
    left, whole = begun(service, world.case_id, 5), whole_but_not_recorded(service, world, uuid4().bytes)
    patch(service, left, 0, b"abc")
    for each in (left, whole):
        expire(owner_url, each)
    by_upkeep(service, left)
    assert head(service, left).status_code == 404
    assert not service.files.partial(UUID(left.rsplit("/", 1)[1])).exists()
    assert received(service, whole)["recording"] is not None


def test_one_upload_that_fails_does_not_hold_up_the_others(service, world, monkeypatch):
    paths = [whole_but_not_recorded(service, world, uuid4().bytes) for _ in range(3)]
    failing = UUID(min(each.rsplit("/", 1)[1] for each in paths))
    complete = uploads.complete

    def sometimes(context, upload):
        if upload.id == failing:
            raise uploads.StorageError(reason="gone")
        complete(context, upload)

    monkeypatch.setattr(uploads, "complete", sometimes)
    by_upkeep(service, paths[0])
    assert [received(service, each)["recording"] is None for each in paths] == [
        UUID(each.rsplit("/", 1)[1]) == failing for each in paths
    ]
