"""Every recording's bytes are looked at again, and what is wrong with them raises one alarm."""

import threading
from uuid import uuid4

import psycopg
import pytest

from api.looks import Looks
from models.store import looks, webhooks
from models.store.database import SYSTEM
from tests.service import make_world

pytestmark = pytest.mark.integration


@pytest.fixture
def world(service, owner_url):
    """A recording that alone is due."""
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.recording SET looked_at = now()")
    made = make_world(service, "investigator")
    aged(owner_url, made, days=31)
    return made


def aged(owner_url, world, *, days):
    with psycopg.connect(owner_url) as connection:
        connection.execute(
            "UPDATE hattama.recording SET looked_at = looked_at - make_interval(days => %s) WHERE id = %s",
            (days, world.recording_id),
        )


def looker(service, days=30, **more):
    return Looks(service.database, service.files, days=days, **more)


def path_of(service, world):
    recording = service.ask("investigator", "GET", f"/api/recordings/{world.recording_id}").json()
    return service.files.of_hash(recording["sha256"])


def spoil(path, content):
    path.chmod(0o640)
    path.write_bytes(content)


def custody(service, world):
    return service.ask("investigator", "GET", f"/api/recordings/{world.recording_id}/custody").json()


def alarms(service, world):
    return service.ask("prosecutor", "GET", f"/api/cases/{world.case_id}/alarms").json()


def test_a_recording_is_looked_at_again_when_its_days_are_over_and_not_before(service, world):
    assert not looker(service, days=40).look_at_next()
    assert looker(service).look_at_next()
    assert not looker(service).look_at_next()
    (look,) = custody(service, world)
    assert (look["kind"], look["intact"], look["account_id"]) == ("verified", True, None)
    assert [each["kind"] for each in service.journal(world.case_id)].count("recording_verified") == 1
    assert alarms(service, world) == []


def test_the_one_not_looked_at_for_the_longest_comes_first(service, world, owner_url):
    older = make_world(service, "investigator")
    aged(owner_url, older, days=50)
    assert looker(service).look_at_next()
    assert (len(custody(service, older)), len(custody(service, world))) == (1, 0)
    assert looker(service).look_at_next()
    assert len(custody(service, world)) == 1


@pytest.mark.parametrize(
    ("wrong", "kind"), [(lambda path: spoil(path, b"others"), "changed"), (lambda path: path.unlink(), "unreadable")]
)
def test_other_bytes_raise_one_alarm_that_is_closed_when_they_are_restored(service, world, owner_url, caplog, wrong, kind):
    with service.database.transaction(SYSTEM) as connection:
        endpoint = webhooks.add_endpoint(
            connection,
            url="https://register.kz/",
            events=["recording.damaged"],
            unit_id=None,
            secret=b"s" * 32,
            made_by=service.people["administrator"].id,
        )
    path = path_of(service, world)
    whole = path.read_bytes()
    wrong(path)
    for _ in range(3):
        assert looker(service).look_at_next()
        aged(owner_url, world, days=31)
    assert [each["intact"] for each in custody(service, world)] == [False] * 3
    (alarm,) = alarms(service, world)
    assert (alarm["kind"], alarm["closed_at"]) == (kind, None)
    logged = [each for each in caplog.records if each.levelname == "ERROR"]
    assert [alarm["id"] in each.getMessage() for each in logged] == [True]
    assert world.number not in logged[0].getMessage()
    assert "hattama_recordings_damaged 1.0" in service.ask("administrator", "GET", "/metrics").text
    with service.database.transaction(SYSTEM) as connection:
        told = webhooks.deliveries(connection, endpoint.id, limit=10)
        webhooks.remove_endpoint(connection, endpoint.id)
    assert [(each.event, each.subject_id) for each in told] == [("recording.damaged", world.recording_id)]
    path.unlink(missing_ok=True)
    path.write_bytes(whole)
    assert looker(service).look_at_next()
    (alarm,) = alarms(service, world)
    assert alarm["outcome"] == "restored"
    whats = [each["details"]["what"] for each in service.journal(world.case_id) if each["kind"] == "alarm"]
    assert whats == [kind, "restored"]
    spoil(path, b"others again")
    aged(owner_url, world, days=31)
    assert looker(service).look_at_next()
    assert [each["outcome"] for each in alarms(service, world)] == [None, "restored"]
    spoil(path, whole)
    assert service.ask("investigator", "POST", f"/api/recordings/{world.recording_id}/verify").json()["intact"]


def test_a_look_that_somebody_asks_for_raises_the_alarm_too_and_the_administrator_takes_note_once(service, world):
    path = path_of(service, world)
    whole = path.read_bytes()
    spoil(path, b"others")
    assert not service.ask("head", "POST", f"/api/recordings/{world.recording_id}/verify").json()["intact"]
    (alarm,) = [
        each
        for each in service.ask("administrator", "GET", "/api/alarms").json()
        if each["recording_id"] == str(world.recording_id)
    ]
    assert set(alarm) >= {"case_id", "kind", "raised_at"}
    note = f"/api/alarms/{alarm['id']}/acknowledge"
    reply = service.ask("administrator", "POST", note, json={"reason": "диск заменён"})
    assert (reply.status_code, reply.json()["closed_at"]) == (200, None)
    assert service.ask("administrator", "POST", note, json={"reason": "ещё раз"}).status_code == 409
    (entry,) = [each for each in service.journal(world.case_id) if each["details"].get("what") == "acknowledged"]
    assert entry["details"]["reason"] == "диск заменён"
    spoil(path, whole)
    service.ask("head", "POST", f"/api/recordings/{world.recording_id}/verify")


def test_two_processes_never_look_at_the_same_recording(service, world):
    with service.database.transaction(SYSTEM) as connection:
        first = looks.claim(connection, uuid4(), days=30)
        assert first.id == world.recording_id
        assert looks.claim(connection, uuid4(), days=30) is None
    assert not looker(service).look_at_next()


def test_what_a_dead_process_looked_at_is_begun_anew_and_the_dead_one_writes_nothing_more(service, world, owner_url):
    dead = uuid4()
    with service.database.transaction(SYSTEM) as connection:
        looks.claim(connection, dead, days=30)
    with psycopg.connect(owner_url) as connection:
        connection.execute(
            "UPDATE hattama.recording SET look_beat_at = now() - interval '1 hour' WHERE look_by = %s", (dead,)
        )
    assert looker(service).look_at_next()
    with service.database.transaction(SYSTEM) as connection:
        assert not looks.beat(connection, dead, world.recording_id)
    assert len(custody(service, world)) == 1


def test_a_share_that_is_away_damages_no_recording(service, world):
    folder = service.files.folder / "recordings"
    away = folder.rename(folder.with_name("away"))
    try:
        assert not looker(service).look_at_next()
    finally:
        away.rename(folder)
    assert (custody(service, world), alarms(service, world)) == ([], [])
    assert looker(service).look_at_next()  # it is its turn again at once


def test_a_slow_look_ends_with_its_process_and_is_anothers_turn(service, world):
    begun = threading.Event()
    with looker(service, bytes_per_second=0.1) as slow:  # its 16 bytes take nearly three minutes
        while not begun.wait(0.02):
            with service.database.transaction(SYSTEM) as connection:
                query = "SELECT look_by IS NOT NULL FROM recording WHERE id = %s"
                if connection.execute(query, (world.recording_id,)).fetchone()[0]:
                    begun.set()
    assert not slow._thread.is_alive()
    assert custody(service, world) == []
    assert looker(service).look_at_next()


def test_the_web_process_looks_by_itself(service):
    assert "hattama-looks" in {each.name for each in threading.enumerate()}


def test_zero_days_look_at_nothing(service, world):
    with looker(service, days=0) as none:
        assert not none._thread.is_alive()
    assert custody(service, world) == []
