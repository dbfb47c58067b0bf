"""The second factor and tokens of one's own account, by the API."""

import time
from uuid import uuid4

import pyotp
import pytest

from api import passwords
from models.store import accounts
from models.store.database import SYSTEM
from tests.service import NOBODY, token_of

pytestmark = pytest.mark.integration

PASSWORD = "верный пароль 12"


@pytest.fixture(scope="module")
def password_hash():
    return passwords.hash_password(PASSWORD)  # costs time


@pytest.fixture
def known(service, password_hash):
    """Somebody with a password who has signed in: login and cookie."""
    login = f"known-{uuid4().hex[:8]}"
    with service.database.transaction(SYSTEM) as connection:
        accounts.add_account(
            connection,
            login=login,
            name="Следователь",
            role="participant",
            unit_id=None,
            language="en",
            password_hash=password_hash,
        )
    return login, {"Cookie": f"hattama={sign_in(service, login).cookies['hattama']}"}


def sign_in(service, login, code=None):
    sent = {"login": login, "password": PASSWORD} | ({"code": code} if code else {})
    return service.ask(NOBODY, "POST", "/api/sign-in", json=sent)


def switched_on(service, headers, at=None):
    """By the code of that second, or of now."""
    secret = service.ask(NOBODY, "POST", "/api/me/second-factor", headers=headers).json()["secret"]
    sent = {"secret": secret, "code": pyotp.TOTP(secret).at(at or int(time.time())), "password": PASSWORD}
    assert service.ask(NOBODY, "PUT", "/api/me/second-factor", json=sent, headers=headers).status_code == 204
    return pyotp.TOTP(secret)


def test_what_is_offered_is_not_yet_on(service, known):
    login, headers = known
    offered = service.ask(NOBODY, "POST", "/api/me/second-factor", headers=headers).json()
    assert offered["address"].startswith("otpauth://totp/Hattama:")
    assert offered["secret"] in offered["address"]
    assert sign_in(service, login).status_code == 200


def test_a_code_switches_it_on_and_is_used_up_by_that(service, known):
    login, headers = known
    used = int(time.time())
    totp = switched_on(service, headers, used)
    assert sign_in(service, login).status_code == 401
    assert sign_in(service, login, totp.at(used)).status_code == 401
    assert sign_in(service, login, totp.at(used + 30)).status_code == 200


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"code": "000000"}])
def test_neither_a_wrong_password_nor_a_wrong_code_switches_it_on(service, known, wrong):
    login, headers = known
    secret = service.ask(NOBODY, "POST", "/api/me/second-factor", headers=headers).json()["secret"]
    sent = {"secret": secret, "code": pyotp.TOTP(secret).now(), "password": PASSWORD} | wrong
    assert service.ask(NOBODY, "PUT", "/api/me/second-factor", json=sent, headers=headers).status_code == 401
    assert sign_in(service, login).status_code == 200


def test_it_goes_off_by_password_and_code_together(service, known, owner_url):
    login, headers = known
    totp = switched_on(service, headers)
    later = totp.at(int(time.time()) + 30)
    for wrong in ({"code": "000000", "password": PASSWORD}, {"code": later, "password": "wrong"}):
        reply = service.ask(NOBODY, "POST", "/api/me/second-factor/off", json=wrong, headers=headers)
        assert reply.status_code == 401
    right = {"code": later, "password": PASSWORD}
    assert service.ask(NOBODY, "POST", "/api/me/second-factor/off", json=right, headers=headers).status_code == 204
    assert sign_in(service, login).status_code == 200
    assert service.ask(NOBODY, "POST", "/api/me/second-factor/off", json=right, headers=headers).status_code == 409


def test_another_does_not_take_the_place_of_one_that_is_on_and_none_goes_without_a_password(service, known):
    _, headers = known
    totp = switched_on(service, headers)
    again = {"secret": "A" * 32, "code": totp.now(), "password": PASSWORD}
    assert service.ask(NOBODY, "PUT", "/api/me/second-factor", json=again, headers=headers).status_code == 409
    without = service.ask("prosecutor", "PUT", "/api/me/second-factor", json=again)
    assert (without.status_code, without.json()["code"]) == (409, "FactorNeedsPasswordError")


def test_wrong_tries_lock_as_at_the_sign_in(service, known):
    login, headers = known
    switched_on(service, headers)
    sent = {"code": "000000", "password": PASSWORD}
    tried = [
        service.ask(NOBODY, "POST", "/api/me/second-factor/off", json=sent, headers=headers).status_code for _ in range(6)
    ]
    assert tried == [401] * 5 + [429]
    assert sign_in(service, login).status_code == 429


def test_a_token_is_listed_and_revoked_by_its_owner_alone(service):
    made = service.ask("head", "POST", "/api/me/tokens", json={"name": "register", "scopes": ["read"], "days": 1}).json()
    bearer = {"Authorization": f"Bearer {made['token']}"}
    (listed,) = service.ask("head", "GET", "/api/me/tokens").json()
    assert (listed["name"], listed["scopes"], listed["revoked_at"]) == ("register", ["read"], None)
    assert "token" not in str(listed.keys() - {"token_hash"})
    path = f"/api/me/tokens/{listed['id']}"
    assert service.ask("prosecutor", "DELETE", path).status_code == 404
    assert service.ask(NOBODY, "GET", "/api/me", headers=bearer).status_code == 200
    assert service.ask("head", "DELETE", path).status_code == 204
    assert service.ask(NOBODY, "GET", "/api/me", headers=bearer).status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        ("PATCH", "/api/me", {"language": "ru"}),
        ("POST", "/api/me/second-factor", None),
        ("DELETE", "/api/me/tokens/00000000-0000-4000-8000-000000000000", None),
        ("GET", "/account", None),
        ("POST", "/account/tokens", None),
    ],
)
def test_a_programs_token_changes_nothing_of_the_account(service, method, path, sent):
    headers = token_of(service, "investigator", "read", "write")
    assert service.ask(NOBODY, method, path, json=sent, headers=headers).status_code == 403
