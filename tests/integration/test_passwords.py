"""What is counted of wrong tries, and what it does not tell."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import passwords
from models.store import accounts
from models.store.database import SYSTEM
from tests.service import NOBODY

pytestmark = pytest.mark.integration

PASSWORD = "верный пароль 12"


@pytest.fixture(scope="module")
def password_hash(service):  # at its price
    return passwords.hash_password(PASSWORD)


@pytest.fixture
def known(service, password_hash):
    with service.database.transaction(SYSTEM) as connection:
        return accounts.add_account(
            connection,
            login=f"known-{uuid4().hex[:8]}",
            name="-",
            role="participant",
            unit_id=None,
            language="ru",
            password_hash=password_hash,
        )


def sign_in(service, login, password=PASSWORD, code=None):
    sent = {"login": login, "password": password} | ({"code": code} if code else {})
    return service.ask(NOBODY, "POST", "/api/sign-in", json=sent)


def change(service, known, sent):
    cookie = {"Cookie": f"hattama={sign_in(service, known.login).cookies['hattama']}"}
    return service.ask(NOBODY, "PUT", "/api/me/password", json=sent, headers=cookie)


def test_a_login_that_nobody_has_locks_like_one_that_is_there(service, known):
    stranger = f"nobody-{uuid4().hex[:8]}"
    tried = [[sign_in(service, login, "x") for _ in range(7)] for login in (known.login, stranger, stranger.upper())]
    said = [[(reply.status_code, reply.json()["code"]) for reply in replies] for replies in tried]
    assert said[0] == said[1] == [(401, "SignInRefusedError")] * 5 + [(429, "LockedOutError")] * 2
    assert said[2] == [(429, "LockedOutError")] * 7  # whatever the case of its letters
    waits = [int(replies[5].headers["Retry-After"]) for replies in tried[:2]]
    assert abs(waits[0] - waits[1]) <= 1
    assert tried[0][0].content == tried[1][0].content


def test_so_does_one_that_is_disabled(service, known):
    with service.database.transaction(SYSTEM) as connection:
        accounts.disable(connection, known.id)
    assert [sign_in(service, known.login).status_code for _ in range(6)] == [401] * 5 + [429]


def test_tries_are_forgotten_alike_after_a_day(service, known, owner_url):
    stranger = f"nobody-{uuid4().hex[:8]}"
    for login in (known.login, stranger):
        for _ in range(5):
            sign_in(service, login, "x")
    with psycopg.connect(owner_url) as connection:
        for table in ("credential", "stranger"):
            connection.execute(
                f"UPDATE hattama.{table} SET locked_until = now() - interval '1 day', "
                "tried_at = now() - interval '25 hours' WHERE failures > 0"
            )
    for login in (known.login, stranger):
        assert [sign_in(service, login, "x").status_code for _ in range(6)] == [401] * 5 + [429]


def test_what_is_counted_of_strangers_has_a_bound(service, monkeypatch):
    context = service.client.app.state.context
    for number in range(4):
        sign_in(service, f"bound-{number}", "x")
    monkeypatch.setattr(passwords, "_MOST_STRANGERS", 2)
    passwords.forget_strangers(context)
    with service.database.transaction(SYSTEM) as connection:
        left = {bytes(each) for (each,) in connection.execute("SELECT login_hash FROM stranger")}
    assert left == {passwords._hash_login(f"bound-{number}") for number in (2, 3)}
    monkeypatch.setattr(passwords, "FORGOTTEN_AFTER", timedelta(seconds=-1))
    passwords.forget_strangers(context)
    with service.database.transaction(SYSTEM) as connection:
        assert connection.execute("SELECT count(*) FROM stranger").fetchone() == (0,)


def test_a_new_password_is_set_by_whoever_knows_the_present_one(service, known):
    new = "другой пароль 34"
    for present in (None, "", "x", new):
        reply = change(service, known, {"password": new} | ({} if present is None else {"present": present}))
        assert (reply.status_code, reply.json()["code"]) == (401, "SignInRefusedError")
    assert change(service, known, {"password": new, "present": PASSWORD}).status_code == 204
    assert sign_in(service, known.login).status_code == 401
    assert sign_in(service, known.login, new).status_code == 200


def test_guessing_the_present_password_locks_the_login(service, known):
    cookie = {"Cookie": f"hattama={sign_in(service, known.login).cookies['hattama']}"}
    sent = {"password": "другой пароль 34", "present": "x"}
    said = [service.ask(NOBODY, "PUT", "/api/me/password", json=sent, headers=cookie).status_code for _ in range(6)]
    assert said == [401] * 5 + [429]
    assert sign_in(service, known.login).status_code == 429


def test_a_code_is_taken_once(service, known):
    secret = pyotp.random_base32()
    with service.database.transaction(SYSTEM) as connection:
        accounts.set_totp(connection, known.id, secret)
    now = datetime.now(UTC)
    present, later = pyotp.TOTP(secret).at(now), pyotp.TOTP(secret).at(now + timedelta(seconds=30))
    assert sign_in(service, known.login, "x", code=present).status_code == 401  # not used up by a wrong password
    assert sign_in(service, known.login, code=present).status_code == 200
    assert sign_in(service, known.login, code=present).status_code == 401
    assert sign_in(service, known.login, code=later).status_code == 200
    assert sign_in(service, known.login, code=present).status_code == 401  # an earlier one neither
    with service.database.transaction(SYSTEM) as connection:
        accounts.set_totp(connection, known.id, other := pyotp.random_base32())
    assert sign_in(service, known.login, code=pyotp.TOTP(other).now()).status_code == 200


@given(st.integers(1_600_000_000, 2_500_000_000), st.integers(-5, 5))
def test_a_code_is_of_the_step_it_was_made_for_or_of_none(seconds, away):
    secret = "JBSWY3DPEHPK3PXP" * 2
    now = datetime.fromtimestamp(seconds, UTC)
    code = pyotp.TOTP(secret).at(now + timedelta(seconds=30 * away))
    found = passwords.step_of(secret, code, now)
    if abs(away) <= 1:
        assert found is not None
        assert pyotp.TOTP(secret).at(found * 30) == code
    else:
        assert found is None or pyotp.TOTP(secret).at(found * 30) == code  # two steps may share a code


def test_a_new_password_ends_every_other_sign_in_and_no_token(service, known):
    here, there = ({"Cookie": f"hattama={sign_in(service, known.login).cookies['hattama']}"} for _ in range(2))

    def ask(headers, method="GET", path="/api/me", **more):
        return service.ask(NOBODY, method, path, headers=headers, **more).status_code

    made = service.ask(NOBODY, "POST", "/api/me/tokens", json={"name": "register", "scopes": ["read"]}, headers=here).json()
    token = {"Authorization": f"Bearer {made['token']}"}
    sent = {"password": "другой пароль 34", "present": "wrong"}
    assert ask(here, "PUT", "/api/me/password", json=sent) == 401
    assert (ask(here), ask(there), ask(token)) == (200, 200, 200)
    assert ask(here, "PUT", "/api/me/password", json=sent | {"present": PASSWORD}) == 204
    assert (ask(here), ask(there), ask(token)) == (200, 401, 200)
    listed = service.ask(NOBODY, "GET", "/api/me/tokens", headers=here).json()
    assert [(each["name"], each["revoked_at"]) for each in listed] == [("register", None)]
    with service.database.transaction(SYSTEM) as connection:
        told = connection.execute(
            "SELECT details FROM journal_entry JOIN journal_details USING (index) WHERE subject_kind = 'password' "
            "AND account_id = %s",
            (known.id,),
        ).fetchall()
    assert told == [({"what": "password", "sign_ins_ended": 1},)]
