"""Webhooks from what happens to whoever is told."""

import json
import threading
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from api import deliveries as deliveries_thread
from api.calls import Caller
from api.deliveries import Deliveries
from models.outgoing import Purpose
from models.store import addresses, webhooks
from models.store.database import SYSTEM, account
from models.webhooks import DeliveryState, WebhookEvent
from tests.acceptance.web import Web
from tests.receiver import receiving, say
from tests.service import make_world, peopled

pytestmark = pytest.mark.integration


@pytest.fixture(autouse=True)
def often(monkeypatch):
    """What is due is looked for more often than once a second."""
    monkeypatch.setattr(deliveries_thread, "_LOOK_SECONDS", 0.05)


@pytest.fixture
def receiver(service):
    """A receiver that is allowed."""
    with receiving() as running:
        address = {"host": running.host, "port": running.port, "purpose": "webhook"}
        made = service.ask("administrator", "POST", "/api/allowed-addresses", json=address)
        assert made.status_code == 201, made.text
        yield running
        for each in service.ask("administrator", "GET", "/api/webhooks").json():
            service.ask("administrator", "DELETE", f"/api/webhooks/{each['id']}")


def add(service, receiver, *events, **more):
    """An endpoint's id and secret."""
    sent = {"url": f"{receiver.url}/hook", "events": list(events or ("protocol.ready",)), **more}
    made = service.ask("administrator", "POST", "/api/webhooks", json=sent)
    assert made.status_code == 201, made.text
    return made.json()["endpoint"]["id"], made.json()["secret"]


def ready(service, world, *, times=1):
    """All in one transaction, so that none is told before the last is there; how many are to be told."""
    event, subject = WebhookEvent.PROTOCOL_READY, ("protocol_version", world.version_id)
    with service.database.transaction(account(service.people["investigator"].id)) as connection:
        return sum(webhooks.announce(connection, event, case_id=world.case_id, subject=subject) for _ in range(times))


def deliveries(service, endpoint):
    return service.ask("administrator", "GET", f"/api/webhooks/{endpoint}/deliveries").json()


def until(what, seconds=8.0):
    """What is true in the end."""
    ends = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < ends
        time.sleep(0.05)
    return found


def cut_off(handler, *_):
    """No reply at all."""
    handler.close_connection = True


def due_now(owner_url):
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.webhook_delivery SET due_at = now() WHERE state = 'waiting'")


@pytest.fixture(scope="module")
def world(service):
    return make_world(service, "investigator")


def test_a_message_is_signed_and_holds_event_time_and_ids_alone(service, receiver, world):
    _, secret = add(service, receiver)
    assert ready(service, world) == 1
    [(method, path, headers, body)] = until(lambda: receiver.got)
    assert (method, path) == ("POST", "/hook")
    told = Webhook(secret).verify(body, headers)
    assert datetime.fromisoformat(told.pop("timestamp")) > datetime.now(UTC) - timedelta(minutes=1)
    ids = {"case_id": str(world.case_id), "protocol_version_id": str(world.version_id)}
    assert told == {"type": "protocol.ready", "data": ids}
    assert UUID(headers["webhook-id"])
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body.replace(b"ready", b"READY"), headers)


def test_what_is_rolled_back_is_told_to_nobody(service, receiver, world):
    endpoint, _ = add(service, receiver)
    with (
        pytest.raises(ZeroDivisionError),
        service.database.transaction(account(service.people["investigator"].id)) as connection,
    ):
        webhooks.announce(
            connection, WebhookEvent.PROTOCOL_READY, case_id=world.case_id, subject=("protocol_version", uuid4())
        )
        raise ZeroDivisionError
    assert deliveries(service, endpoint) == []


def test_nobody_announces_a_case_that_he_may_not_see(service, receiver, world):
    add(service, receiver)
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        service.database.transaction(account(service.people["stranger"].id)) as connection,
    ):
        webhooks.announce(
            connection, WebhookEvent.PROTOCOL_READY, case_id=world.case_id, subject=("protocol_version", uuid4())
        )


def test_every_event_but_the_test_can_be_asked_for(service, receiver):
    add(service, receiver, *(each for each in WebhookEvent if each is not WebhookEvent.TEST))
    sent = {"url": f"{receiver.url}/hook", "events": ["test"]}
    assert service.ask("administrator", "POST", "/api/webhooks", json=sent).status_code == 422


def test_an_endpoint_hears_of_its_events_and_its_unit_only(service, receiver, world):
    first, second = (str(unit.id) for unit in service.units)
    for events, unit in ((["job.failed"], None), (["protocol.ready"], second)):
        add(service, receiver, *events, unit_id=unit)
    assert ready(service, world) == 0
    add(service, receiver, "protocol.ready", unit_id=first)
    assert ready(service, world) == 1


@pytest.mark.parametrize(("status", "headers"), [(500, {}), (404, {}), (302, {"Location": "http://10.0.0.1/"})])
def test_what_is_not_2xx_is_tried_again_under_the_same_id(service, receiver, world, owner_url, status, headers):
    receiver.answer = say(status, **headers)
    endpoint, secret = add(service, receiver)
    ready(service, world)
    [failed] = until(lambda: [each for each in deliveries(service, endpoint) if each["tries"]])
    assert (failed["state"], failed["status"], failed["failure"]) == ("waiting", status, "status")
    assert datetime.fromisoformat(failed["due_at"]) > datetime.fromisoformat(failed["tried_at"])
    receiver.answer = say(200, b"what they say is not kept")
    due_now(owner_url)
    [done] = until(lambda: [each for each in deliveries(service, endpoint) if each["state"] == "delivered"])
    assert (done["tries"], done["status"], done["failure"]) == (2, 200, None)
    assert len({headers["webhook-id"] for _, _, headers, _ in receiver.got}) == 1
    for _, _, sent, body in receiver.got:
        Webhook(secret).verify(body, sent)


def test_an_endpoint_that_does_not_answer_holds_up_no_others(service, receiver, world):
    receiver.answer = cut_off
    silent, _ = add(service, receiver)
    assert ready(service, world, times=3) == 3
    told = until(lambda: [each for each in deliveries(service, silent) if each["tries"]])
    waiting = [each for each in deliveries(service, silent) if not each["tries"]]
    assert (len(told), told[0]["failure"], told[0]["status"], len(waiting)) == (1, "broken_reply", None, 2)
    rests = [datetime.fromisoformat(each["due_at"]) - datetime.fromisoformat(told[0]["tried_at"]) for each in waiting]
    assert all(timedelta(seconds=25) < each < timedelta(seconds=35) for each in rests)
    assert datetime.fromisoformat(told[0]["due_at"]) - datetime.fromisoformat(told[0]["tried_at"]) < timedelta(seconds=6)


def test_what_happens_while_an_endpoint_rests_waits_for_the_end_of_its_rest(service, receiver, world):
    receiver.answer = cut_off
    endpoint, _ = add(service, receiver)
    ready(service, world)
    [first] = until(lambda: [each for each in deliveries(service, endpoint) if each["tries"]])
    ready(service, world)
    [later] = [each for each in deliveries(service, endpoint) if each["id"] != first["id"]]
    rest = datetime.fromisoformat(later["due_at"]) - datetime.fromisoformat(first["tried_at"])
    assert timedelta(seconds=25) < rest < timedelta(seconds=35)
    assert later["tries"] == 0


def test_an_endpoint_that_answers_again_rests_no_more(service, receiver, world):
    receiver.answer = cut_off
    endpoint, _ = add(service, receiver)
    ready(service, world)
    until(lambda: [each for each in deliveries(service, endpoint) if each["tries"]])
    receiver.answer = say(200)
    service.ask("administrator", "POST", f"/api/webhooks/{endpoint}/test")
    until(lambda: [each for each in deliveries(service, endpoint) if each["state"] == "delivered"])
    before = {each["id"] for each in deliveries(service, endpoint)}
    ready(service, world)
    [later] = [each for each in deliveries(service, endpoint) if each["id"] not in before]
    assert later["tries"] or later["due_at"] == later["at"]


def test_after_a_day_it_is_given_up_until_it_is_sent_again(service, receiver, world, owner_url):
    receiver.answer = say(503)
    endpoint, _ = add(service, receiver)
    ready(service, world)
    until(lambda: deliveries(service, endpoint)[0]["tries"])
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.webhook_delivery SET begun_at = now() - interval '1 day', due_at = now()")
    given_up = until(lambda: [each for each in deliveries(service, endpoint) if each["state"] == "given_up"])[0]
    receiver.answer = say(204)
    again = service.ask("administrator", "POST", f"/api/webhook-deliveries/{given_up['id']}/again")
    assert (again.status_code, again.json()["state"], again.json()["tries"]) == (202, "waiting", 0)
    until(lambda: deliveries(service, endpoint)[0]["state"] == "delivered")


def test_an_endpoint_that_is_disabled_or_removed_gets_nothing(service, receiver, world):
    endpoint, _ = add(service, receiver)
    receiver.answer = say(500)
    ready(service, world)
    until(lambda: deliveries(service, endpoint)[0]["tries"])
    path = f"/api/webhooks/{endpoint}"
    assert service.ask("administrator", "PUT", f"{path}/enabled", json={"enabled": False}).status_code == 204
    [waited] = deliveries(service, endpoint)
    assert (waited["state"], waited["failure"]) == ("given_up", "disabled")
    assert ready(service, world) == 0
    assert service.ask("administrator", "POST", f"{path}/test").status_code == 409
    assert service.ask("administrator", "POST", f"/api/webhook-deliveries/{waited['id']}/again").status_code == 404
    assert service.ask("administrator", "PUT", f"{path}/enabled", json={"enabled": True}).status_code == 204
    assert ready(service, world) == 1
    assert service.ask("administrator", "DELETE", path).status_code == 204
    assert service.ask("administrator", "GET", f"{path}/deliveries").status_code == 404
    assert ready(service, world) == 0


@pytest.mark.parametrize(
    ("method", "path", "sent"), [("DELETE", "", None), ("PUT", "/enabled", {"enabled": False})], ids=["removed", "disabled"]
)
@pytest.mark.parametrize("reply", [cut_off, say(204)], ids=["no reply", "a reply"])
def test_an_endpoint_can_be_removed_and_disabled_while_it_is_being_told(
    service, receiver, world, owner_url, caplog, method, path, sent, reply
):
    endpoint, _ = add(service, receiver)
    told = threading.Event()

    def answer(handler, *_):
        told.set()
        until(lambda: waiting_for_a_lock(owner_url))
        reply(handler)

    receiver.answer = answer
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.webhook_endpoint SET rests_until = now()")
    ready(service, world)
    assert told.wait(8.0)
    done = service.ask("administrator", method, f"/api/webhooks/{endpoint}{path}", json=sent)
    assert done.status_code == 204, done.text
    assert not [each for each in caplog.records if each.levelname == "ERROR"]


def waiting_for_a_lock(owner_url):
    with psycopg.connect(owner_url) as connection:
        return connection.execute("SELECT FROM pg_locks WHERE NOT granted").fetchone() is not None


def test_a_test_event_names_no_case(service, receiver):
    endpoint, secret = add(service, receiver)
    assert service.ask("administrator", "POST", f"/api/webhooks/{endpoint}/test").status_code == 202
    [(_, _, headers, body)] = until(lambda: receiver.got)
    told = Webhook(secret).verify(body, headers)
    assert (told["type"], told["data"]) == ("test", {})


def test_no_endpoint_is_made_at_an_address_that_is_not_allowed(service, receiver):
    for url in (f"http://10.9.8.7:{receiver.port}", f"http://{receiver.host}:1", "http://2130706433/", "ftp://a.kz"):
        sent = {"url": url, "events": ["protocol.ready"]}
        assert service.ask("administrator", "POST", "/api/webhooks", json=sent).status_code == 422
    test = {"url": receiver.url, "events": ["test"]}
    assert service.ask("administrator", "POST", "/api/webhooks", json=test).status_code == 422
    unit = {"url": receiver.url, "events": ["protocol.ready"], "unit_id": str(uuid4())}
    assert service.ask("administrator", "POST", "/api/webhooks", json=unit).status_code == 422


def test_an_address_taken_off_the_list_is_told_no_more(service, receiver, world):
    endpoint, _ = add(service, receiver)
    there = service.ask("administrator", "GET", "/api/allowed-addresses").json()
    [allowed] = [each for each in there if each["port"] == receiver.port]
    assert service.ask("administrator", "DELETE", f"/api/allowed-addresses/{allowed['id']}").status_code == 204
    ready(service, world)
    [failed] = until(lambda: [each for each in deliveries(service, endpoint) if each["tries"]])
    assert (failed["status"], failed["failure"]) == (None, "NotAllowedError")
    assert receiver.got == []


def test_what_is_over_is_forgotten_after_a_month_and_what_waits_is_not(service, receiver, world, owner_url):
    endpoint, _ = add(service, receiver)
    for _ in range(3):
        ready(service, world)
    until(lambda: all(each["state"] == "delivered" for each in deliveries(service, endpoint)))
    first, second, third = (each["id"] for each in deliveries(service, endpoint))
    with psycopg.connect(owner_url) as connection:
        connection.execute(
            "UPDATE hattama.webhook_delivery SET at = now() - interval '31 days' WHERE id IN (%s, %s)", (first, second)
        )
        connection.execute(
            "UPDATE hattama.webhook_delivery SET state = 'waiting', due_at = now() + interval '1 day' WHERE id = %s",
            (first,),
        )
    deliveries_thread.forget_old(service.database)
    assert {each["id"] for each in deliveries(service, endpoint)} == {first, third}


def test_a_secret_is_shown_once_and_is_in_no_list_or_journal(service, receiver, world):
    _, secret = add(service, receiver)
    shown = service.ask("administrator", "GET", "/api/webhooks").text
    with service.database.transaction(SYSTEM) as connection:
        noted = str(connection.execute("SELECT details FROM journal_details").fetchall())
    assert secret not in shown + noted
    assert secret.removeprefix("whsec_") not in shown + noted
    with service.database.transaction(account(service.people["investigator"].id)) as connection:
        for table in ("webhook_endpoint", "webhook_delivery", "allowed_address"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_settings_changed_stand_in_the_journal(service, receiver):
    endpoint, _ = add(service, receiver)
    service.ask("administrator", "POST", f"/api/webhooks/{endpoint}/test")
    service.ask("administrator", "DELETE", f"/api/webhooks/{endpoint}")
    with service.database.transaction(SYSTEM) as connection:
        told = connection.execute(
            "SELECT details FROM journal_details JOIN journal_entry USING (index) WHERE subject_id = %s ORDER BY index",
            (endpoint,),
        ).fetchall()
        allowed = connection.execute(
            "SELECT details FROM journal_details JOIN journal_entry USING (index) WHERE subject_kind = 'allowed_address' "
            "ORDER BY index DESC LIMIT 1"
        ).fetchone()[0]
    assert [details["what"] for (details,) in told] == ["webhook", "webhook_test", "webhook_removed"]
    assert (allowed["host"], allowed["port"], allowed["allowed"]) == (receiver.host, receiver.port, True)


def test_two_processes_do_not_post_one_message_at_once(service, receiver, world, application_url):
    endpoint, _ = add(service, receiver)
    slow = threading.Event()

    def answer(handler, *_):
        slow.wait(1.0)
        say(204)(handler)

    receiver.answer = answer
    others = [Deliveries(service.database, Caller(service.database, application_url)) for _ in range(2)]
    with others[0], others[1]:
        for _ in range(3):
            ready(service, world)
        until(lambda: len(receiver.got) >= 2)
        slow.set()
        until(lambda: all(each["state"] == "delivered" for each in deliveries(service, endpoint)))
    assert sorted(headers["webhook-id"] for _, _, headers, _ in receiver.got) == sorted(
        each["id"] for each in deliveries(service, endpoint)
    )


@pytest.mark.acceptance
def test_what_a_killed_process_was_telling_is_told_after_its_restart(postgres, tmp_path):
    from tests.postgres import fresh_database

    with fresh_database(postgres) as made, peopled(made.application, tmp_path) as service, receiving() as receiver:
        world = make_world(service, "investigator")
        with service.database.transaction(SYSTEM) as connection:
            by = service.people["administrator"].id
            addresses.allow(connection, host=receiver.host, port=receiver.port, purpose=Purpose.WEBHOOK, added_by=by)
            endpoint = webhooks.add_endpoint(
                connection,
                url=receiver.url,
                events=[WebhookEvent.PROTOCOL_READY],
                unit_id=None,
                secret=b"s" * 32,
                made_by=by,
            )
        asked = threading.Event()
        receiver.answer = lambda *_: asked.wait(30)  # holds its reply back
        web = Web(made.application, tmp_path)
        web.start()
        try:
            ready(service, world)
            until(lambda: receiver.got)
            web.kill()
            receiver.answer = say(204)
            asked.set()
            web.start()
            until(lambda: len(receiver.got) == 2)
            told = until(lambda: _delivered(service, endpoint.id))
        finally:
            web.stop()
        assert {headers["webhook-id"] for _, _, headers, _ in receiver.got} == {str(told.id)}
        for _, _, headers, body in receiver.got:
            assert Webhook(b"s" * 32).verify(body, headers)["type"] == json.loads(body)["type"] == "protocol.ready"


def _delivered(service, endpoint_id):
    with service.database.transaction(SYSTEM) as connection:
        [told] = webhooks.deliveries(connection, endpoint_id, limit=10)
    return told if told.state == DeliveryState.DELIVERED else None
