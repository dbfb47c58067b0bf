"""Calling others: only what is allowed, at an address that was judged, once and not for long."""

import ipaddress
import socket
import time
from contextlib import contextmanager

import pytest

from api import calls
from api.calls import Caller
from models.outgoing import CallFailedError, NeverCalledError, NotAllowedError, Purpose, UrlError
from models.store import addresses
from models.store.database import SYSTEM
from tests.receiver import certificate, own_address, receiving, say, trusting
from tests.service import make_people

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def administrator(database):
    people, _, _ = make_people(database)
    return people["administrator"]


@pytest.fixture
def allow(database, administrator):
    """Allows an address, for this test alone."""
    made = []

    def add(host, port, purpose=Purpose.WEBHOOK):
        with database.transaction(SYSTEM) as connection:
            made.append(addresses.allow(connection, host=host, port=port, purpose=purpose, added_by=administrator.id))
        return made[-1]

    yield add
    with database.transaction(SYSTEM) as connection:
        for each in made:
            addresses.disallow(connection, each.id)


@pytest.fixture
def caller(database, application_url):
    def make(names=None, **more):
        return Caller(database, application_url, **({"resolve": answers(names)} if names else {}), **more)

    return make


def answers(names):
    """A name server that gives each name's answers one after the other, the last one for ever."""

    def resolve(host, port):
        del port
        given = names.get(host, [[host]])
        return [ipaddress.ip_address(each) for each in (given.pop(0) if len(given) > 1 else given[0])]

    return resolve


@contextmanager
def nowhere():
    """A port of this machine's loopback at which every connection is noticed."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        yield server.getsockname()[1]
        with pytest.raises(TimeoutError):
            server.accept()


def post(caller, url, **more):
    return caller.call("POST", url, purpose=Purpose.WEBHOOK, content=b"x", **more)


def test_an_allowed_address_is_called_by_its_name(caller, allow):
    with receiving(say(200, b"hello")) as receiver:
        allow("register.kz", receiver.port)
        reply = post(caller({"register.kz": [[receiver.host]]}), f"http://Register.KZ.:{receiver.port}/a?b=c")
    assert (reply.status, reply.content) == (200, b"hello")
    [(method, path, headers, body)] = receiver.got
    assert (method, path, body) == ("POST", "/a?b=c", b"x")
    assert headers["Host"] == f"register.kz:{receiver.port}"


def test_only_that_host_that_port_and_that_purpose_are_allowed(caller, allow):
    with receiving() as receiver:
        allow("register.kz", receiver.port)
        allow("other.kz", receiver.port + 1)
        allow(receiver.host, receiver.port, Purpose.OIDC)
        there = caller({"register.kz": [[receiver.host]], "other.kz": [[receiver.host]]})
        for host in ("other.kz", "sub.register.kz", receiver.host):
            with pytest.raises(NotAllowedError):
                post(there, f"http://{host}:{receiver.port}")
    assert receiver.got == []


def test_an_address_taken_off_the_list_is_called_no_more(caller, allow, database):
    with receiving() as receiver:
        made = allow(receiver.host, receiver.port)
        assert post(caller(), receiver.url).status == 204
        with database.transaction(SYSTEM) as connection:
            addresses.disallow(connection, made.id)
        with pytest.raises(NotAllowedError):
            post(caller(), receiver.url)


def test_a_name_server_that_changes_its_mind_changes_nothing(caller, allow):
    with receiving() as receiver:
        allow("rebound.kz", receiver.port)
        there = caller({"rebound.kz": [[receiver.host], ["127.0.0.1"]]})
        assert post(there, f"http://rebound.kz:{receiver.port}").status == 204
        assert len(receiver.got) == 1
        with pytest.raises(NeverCalledError):  # the next call asks again, and what it hears is judged again
            post(there, f"http://rebound.kz:{receiver.port}")
    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254", "0.0.0.1", "64:ff9b::7f00:1"]
)
def test_a_name_that_leads_to_this_machine_is_not_called_even_beside_a_good_one(caller, allow, address):
    with nowhere() as port:
        allow("trap.kz", port)
        there = caller({"trap.kz": [[own_address(), address]]})
        with pytest.raises(NeverCalledError):
            post(there, f"http://trap.kz:{port}")


def test_loopback_itself_is_never_called_though_the_list_holds_it(caller, allow):
    with nowhere() as port:
        for host in ("127.0.0.1", "localhost", "::1"):
            allow(host, port)
        for host in ("127.0.0.1", "localhost", "[::1]"):
            with pytest.raises((NeverCalledError, CallFailedError)):
                post(caller(), f"http://{host}:{port}")
        with pytest.raises(UrlError):
            post(caller(), f"http://2130706433:{port}")


@pytest.mark.parametrize("server", ["10.1.2.3", "db.kz", "localhost"])
def test_the_database_is_never_called(database, allow, server):
    own = own_address()
    names = answers({"db.kz": [["10.1.2.3"]], "alias.kz": [["10.1.2.3"]], "localhost": [["127.0.0.1"]], "own.kz": [[own]]})
    there = Caller(database, f"postgresql://hattama_app@{server}:5433/hattama", resolve=names)
    host = "own.kz" if server == "localhost" else "alias.kz"
    allow(host, 5433)
    with pytest.raises(NeverCalledError):
        post(there, f"http://{host}:5433")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_a_reply_and_not_followed(caller, allow, status):
    with nowhere() as port, receiving(say(status, Location=f"http://127.0.0.1:{port}/")) as receiver:
        allow(receiver.host, receiver.port)
        allow("127.0.0.1", port)
        assert post(caller(), receiver.url).status == status
    assert len(receiver.got) == 1


def test_no_proxy_of_the_environment_is_asked(caller, allow, monkeypatch):
    with nowhere() as port, receiving() as receiver:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
        allow(receiver.host, receiver.port)
        assert post(caller(), receiver.url).status == 204


def test_no_more_of_a_reply_is_read_than_is_asked_for(caller, allow):
    with receiving(say(200, b"a" * 1001)) as receiver:
        allow(receiver.host, receiver.port)
        assert len(post(caller(), receiver.url, most_bytes=1001).content) == 1001
        assert post(caller(), receiver.url, most_bytes=0).content == b""
        with pytest.raises(CallFailedError) as failed:
            post(caller(), receiver.url, most_bytes=1000)
    assert failed.value.data["reason"] == "long_reply"


def drip(handler, *_):
    """An answer that never ends, a byte at a time."""
    handler.send_response(200)
    for _ in range(100):
        handler.wfile.write(b"X: y\r\n")
        handler.wfile.flush()
        time.sleep(0.05)


def test_a_call_ends_in_time_however_it_is_fed(caller, allow, monkeypatch):
    monkeypatch.setattr(calls, "SECONDS", 0.4)
    with receiving(drip) as receiver:
        allow(receiver.host, receiver.port)
        began = time.monotonic()
        with pytest.raises(CallFailedError) as failed:
            post(caller(), receiver.url)
    assert failed.value.data["reason"] == "timeout"
    assert time.monotonic() - began < 2


def test_what_does_not_answer_is_told_apart(caller, allow):
    def reason(url, **names):
        with pytest.raises(CallFailedError) as failed:
            post(caller(names), url)
        return failed.value.data["reason"]

    with receiving() as receiver:
        port, host = receiver.port, receiver.host
    allow(host, port)
    assert reason(f"http://{host}:{port}", other=[["10.0.0.1"]]) == "no_connection"  # nothing listens any more
    with receiving(lambda handler, *_: handler.wfile.write(b"nonsense\r\n\r\n")) as receiver:
        allow(receiver.host, receiver.port)
        assert reason(receiver.url, other=[["10.0.0.1"]]) == "broken_reply"
    allow("no-such-name.invalid", 80)
    with pytest.raises(CallFailedError) as failed:
        post(caller(), "http://no-such-name.invalid")
    assert failed.value.data["reason"] == "unknown_host"


def test_tls_is_verified_against_the_name_and_not_the_address(caller, allow, tmp_path):
    file = certificate(tmp_path, "register.kz")
    with receiving(tls=file) as receiver:
        names = {"register.kz": [[receiver.host]], "other.kz": [[receiver.host]]}
        for host in names:
            allow(host, receiver.port)
        assert post(caller(names, trust=trusting(file)), f"https://register.kz:{receiver.port}").status == 204
        for there, host in ((caller(names, trust=trusting(file)), "other.kz"), (caller(names), "register.kz")):
            with pytest.raises(CallFailedError) as failed:
                post(there, f"https://{host}:{receiver.port}")
            assert failed.value.data["reason"] == "tls"
    assert len(receiver.got) == 1


def test_the_next_address_is_tried_where_one_takes_no_connection(caller, allow, monkeypatch):
    monkeypatch.setattr(calls, "SECONDS", 1.0)
    with receiving() as receiver:
        allow("two.kz", receiver.port)
        there = caller({"two.kz": [["fd00::1", receiver.host]]})
        assert post(there, f"http://two.kz:{receiver.port}").status == 204
