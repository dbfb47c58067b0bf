"""Signing in: what is refused, how long, and what stays secret."""

import logging
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pyotp
import pytest

from api import access, passwords
from api.shell import HEADERS
from models.store import accounts
from models.store.database import SYSTEM
from tests.service import NOBODY, make_world

pytestmark = pytest.mark.integration

PASSWORD = "верный пароль 12"


@pytest.fixture(scope="module")
def password_hash():
    return passwords.hash_password(PASSWORD)  # costs time


@pytest.fixture
def known(service, password_hash):
    """An account with a password."""
    with service.database.transaction(SYSTEM) as connection:
        return accounts.add_account(
            connection,
            login=f"known-{uuid4().hex[:8]}",
            name="Следователь",
            role="investigator",
            unit_id=service.units[0].id,
            language="en",
            password_hash=password_hash,
        )


def sign_in(service, login, password=PASSWORD, code=None, **headers):
    sent = {"login": login, "password": password} | ({"code": code} if code else {})
    return service.ask(NOBODY, "POST", "/api/sign-in", json=sent, headers=headers)


def waited(owner_url, account):
    """The time of waiting is over."""
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.credential SET locked_until = now() WHERE account_id = %s", (account.id,))


def test_the_right_password_signs_in_whatever_the_case_of_the_login(service, known):
    reply = sign_in(service, known.login.upper())
    assert reply.status_code == 200
    cookie = {"Cookie": f"hattama={reply.cookies['hattama']}"}
    assert service.ask(NOBODY, "GET", "/api/me", headers=cookie).json()["id"] == str(known.id)


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(service, known):
    said = sign_in(service, known.login).headers["Set-Cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/", f"max-age={12 * 3600}"} <= set(said.split("; "))
    assert "domain" not in said
    assert "secure" not in said  # the test's service is plain HTTP on loopback


def test_signing_out_ends_the_sign_in_itself(service, known):
    cookie = {"Cookie": f"hattama={sign_in(service, known.login).cookies['hattama']}"}
    assert service.ask(NOBODY, "POST", "/api/sign-out", headers=cookie).status_code == 204
    assert service.ask(NOBODY, "GET", "/api/me", headers=cookie).status_code == 401


def test_a_wrong_password_and_an_unknown_login_are_told_alike(service, known):
    wrong, unknown = sign_in(service, known.login, "неверный"), sign_in(service, "nobody at all")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.content == unknown.content


def test_the_fifth_wrong_try_locks_and_each_further_one_locks_for_twice_as_long(service, known, owner_url):
    assert [sign_in(service, known.login, "x").status_code for _ in range(5)] == [401] * 5
    locked = sign_in(service, known.login)  # the right one is not heard either
    assert locked.status_code == 429
    assert 25 <= int(locked.headers["Retry-After"]) <= 30
    waited(owner_url, known)
    assert sign_in(service, known.login, "x").status_code == 401
    assert 55 <= int(sign_in(service, known.login).headers["Retry-After"]) <= 60
    waited(owner_url, known)
    assert sign_in(service, known.login).status_code == 200
    assert sign_in(service, known.login, "x").status_code == 401  # counted from the beginning again
    assert sign_in(service, known.login).status_code == 200


def test_the_second_factor_is_asked_where_there_is_one(service, known):
    secret = pyotp.random_base32()
    with service.database.transaction(SYSTEM) as connection:
        accounts.set_totp(connection, known.id, secret)
    now = pyotp.TOTP(secret).now()
    assert sign_in(service, known.login).status_code == 401
    assert sign_in(service, known.login, code=f"{(int(now) + 1) % 10**6:06}").status_code == 401
    assert sign_in(service, known.login, "x", code=now).status_code == 401
    assert sign_in(service, known.login, code=now).status_code == 200


def test_an_account_without_a_password_signs_in_by_link_only(service):
    assert sign_in(service, "investigator", "").status_code == 401


def link(service, account, *, minutes=10):
    token, hashed = access.new_token()
    with service.database.transaction(SYSTEM) as connection:
        expires = datetime.now(UTC) + timedelta(minutes=minutes)
        accounts.add_link(connection, token_hash=hashed, account_id=account.id, expires_at=expires)
    return token


def by_api(service, token):
    return service.ask(NOBODY, "POST", "/api/sign-in/link", json={"token": token})


def by_page(service, token):
    return service.ask(NOBODY, "POST", "/sign-in", data={"token": token}, follow_redirects=False)


@pytest.mark.parametrize(("way", "status"), [(by_api, 200), (by_page, 303)])
def test_a_link_signs_in_once(service, known, way, status):
    token = link(service, known)
    assert service.ask(NOBODY, "GET", "/sign-in", params={"token": token}).status_code == 200  # does not use it up
    used = way(service, token)
    assert (used.status_code, "hattama" in used.cookies) == (status, True)
    assert way(service, token).status_code == 401


def test_a_link_of_yesterday_signs_nobody_in(service, known):
    assert by_api(service, link(service, known, minutes=-1)).status_code == 401


def test_what_stands_in_a_link_is_shown_as_text(service):
    page = service.ask(NOBODY, "GET", "/sign-in", params={"token": '"><script>alert(1)</script>'}).text
    assert "<script>" not in page


def test_a_sign_in_ends_after_its_hours(service, known, owner_url):
    cookie = {"Cookie": f"hattama={sign_in(service, known.login).cookies['hattama']}"}
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.sign_in SET expires_at = now() WHERE account_id = %s", (known.id,))
    assert service.ask(NOBODY, "GET", "/api/me", headers=cookie).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.kz"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}],
)
def test_another_sites_page_changes_nothing(service, known, headers):
    assert sign_in(service, known.login, **headers).status_code == 403
    token = link(service, known)
    for path, sent in (("/api/sign-in/link", {"json": {"token": token}}), ("/sign-in", {"data": {"token": token}})):
        assert service.ask(NOBODY, "POST", path, headers=headers, **sent).status_code == 403
    case = {"number": f"n-{uuid4().hex}"}
    refused = service.ask("investigator", "POST", "/api/cases", json=case, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "OtherSiteError")
    assert by_api(service, token).status_code == 200  # the refused ones did not use it up


def test_strict_headers_are_on_every_reply(service, monkeypatch):
    world = make_world(service, "investigator")
    monkeypatch.setattr(accounts, "units", lambda _: 1 / 0)
    replies = {
        200: service.ask("investigator", "GET", f"/api/cases/{world.case_id}"),
        206: service.ask(
            "investigator", "GET", f"/api/recordings/{world.recording_id}/playback", headers={"Range": "bytes=0-1"}
        ),
        401: service.ask(NOBODY, "GET", "/api/me"),
        403: service.ask("participant", "GET", "/api/cases"),
        404: service.ask("investigator", "GET", "/nothing/here"),
        405: service.ask("investigator", "DELETE", "/api/me"),
        422: service.ask("investigator", "POST", "/api/cases", content=b"{", headers={"Content-Type": "application/json"}),
        500: service.ask("investigator", "GET", "/api/regions-and-units"),
    }
    for status, reply in replies.items():
        assert reply.status_code == status
        assert {name: reply.headers.get(name) for name in HEADERS} == HEADERS
    assert "script-src" not in HEADERS["Content-Security-Policy"]  # no exception from 'self'


def test_no_password_token_or_code_is_in_a_reply_a_log_or_the_journal(service, known, caplog):
    secret = "самый тайный пароль"
    with caplog.at_level(logging.DEBUG):
        sign_in(service, known.login, secret)
        sign_in(service, secret * 20, secret)  # a login that is too long
        signed_in = sign_in(service, known.login)
        cookie = signed_in.cookies["hattama"]
        said = [
            signed_in.text,
            service.ask(NOBODY, "POST", "/api/sign-in", json={"login": 1, "password": {"a": secret}}).text,
            service.ask(
                NOBODY,
                "PUT",
                "/api/me/password",
                json={"password": secret + " и снова"},
                headers={"Cookie": f"hattama={cookie}"},
            ).text,
            service.ask("administrator", "GET", "/api/accounts").text,
        ]
        token = by_api(service, link(service, known)).text
    with service.database.transaction(SYSTEM) as connection:
        journal = str(connection.execute("SELECT details FROM journal_details").fetchall())
    for each in (secret, cookie, "argon2"):
        assert each not in "".join(said) + caplog.text + journal + token


def test_sign_ins_and_refusals_are_in_the_journal(service, known):
    sign_in(service, known.login)
    sign_in(service, known.login, "x")
    with service.database.transaction(SYSTEM) as connection:
        found = connection.execute(
            "SELECT kind, account_id IS NULL FROM journal_entry WHERE subject_id = %s ORDER BY index", (str(known.id),)
        ).fetchall()
    assert found == [("sign_in", False), ("sign_in_refused", True)]
