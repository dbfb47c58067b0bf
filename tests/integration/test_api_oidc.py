"""Signing in by a provider: a small real one, over TLS, that does well or ill as it is told."""

import json
import time
from base64 import b64decode, urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from api.calls import Caller
from api.oidc import RETURN_PATH, Provider
from models.outgoing import Purpose
from models.settings import OidcSettings, SettingError, read_settings
from models.store import accounts, addresses, identities
from models.store.database import SYSTEM
from tests.receiver import certificate, receiving, say, trusting
from tests.service import NOBODY

pytestmark = pytest.mark.integration

CLIENT, SECRET = "hattama", "the client's own"


class SmallProvider:
    """Codes for subjects, and ID tokens signed with its keys; `claims`, `header` and `key` change the next one."""

    def __init__(self):
        self.keys = [RSAKey.generate_key(2048, {"kid": "one"}), ECKey.generate_key("P-256", {"kid": "two"})]
        self.issuer = None
        self.codes = {}  # code: (subject, what was asked)
        self.document = {}
        self.reset()

    def reset(self):
        self.claims, self.header, self.key = {}, {"alg": "RS256", "kid": "one"}, self.keys[0]
        self.token = None  # instead of a signed one

    def authorize(self, address, subject):
        """The browser signs in there; where it is sent back to."""
        asked = {name: each[0] for name, each in parse_qs(urlsplit(address).query).items()}
        code = uuid4().hex
        self.codes[code] = (subject, asked)
        return {"code": code, "state": asked["state"]}

    def answer(self, handler, method, path, body):
        told = {
            ("GET", "/.well-known/openid-configuration"): self.described,
            ("GET", "/keys"): lambda _: {"keys": [each.as_dict(private=False) for each in self.keys]},
            ("POST", "/token"): lambda sent: self.exchanged(sent, handler.headers["Authorization"]),
        }[method, path](parse_qs(body.decode()))
        say(200 if told else 400, json.dumps(told or {"error": "invalid_grant"}).encode())(handler)

    def described(self, _):
        names = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return {"issuer": self.issuer} | {name: self.issuer + path for name, path in names.items()} | self.document

    def exchanged(self, sent, authorization):
        subject, asked = self.codes.pop(sent["code"][0], (None, None))
        challenge = urlsafe_b64encode(sha256(sent["code_verifier"][0].encode()).digest()).rstrip(b"=").decode()
        right = (
            subject
            and b64decode(authorization.removeprefix("Basic ")).decode() == f"{CLIENT}:{SECRET}"
            and sent["redirect_uri"] == [asked["redirect_uri"]]
            and (asked["code_challenge_method"], asked["code_challenge"]) == ("S256", challenge)
        )
        if not right:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": subject, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": asked["nonce"]}
        claims = {name: each for name, each in (claims | self.claims).items() if each is not None}
        token = self.token(claims) if self.token else jwt.encode(self.header, claims, self.key)
        return {"access_token": "-", "token_type": "Bearer", "id_token": token}


@pytest.fixture(scope="module")
def provider(service, application_url, tmp_path_factory):
    """The provider, running, and the service set up to sign in by it."""
    small = SmallProvider()
    folder = tmp_path_factory.mktemp("provider")
    with receiving(small.answer) as plain:
        file = certificate(folder, plain.host)
    with receiving(small.answer, tls=file) as receiver:
        small.issuer = receiver.url
        with service.database.transaction(SYSTEM) as connection:
            by = service.people["administrator"].id
            allowed = addresses.allow(connection, host=receiver.host, port=receiver.port, purpose=Purpose.OIDC, added_by=by)
        state = service.client.app.state
        before = state.context
        caller = Caller(service.database, application_url, trust=trusting(file))
        settings = OidcSettings(issuer=receiver.url, client_id=CLIENT, secret_file=folder, public_url="https://hattama.kz/")
        state.context = replace(before, provider=Provider(settings, caller, secret=SECRET))
        small.allowed = allowed
        yield small
        state.context = before


@pytest.fixture(autouse=True)
def well(provider):
    provider.reset()
    provider.document = {}


@pytest.fixture
def linked(service, provider):
    """An account and the subject that it is linked to."""
    subject = f"subject-{uuid4().hex}"
    with service.database.transaction(SYSTEM) as connection:
        account = accounts.add_account(connection, login=subject, name="-", role="participant", unit_id=None, language="en")
    path = f"/api/accounts/{account.id}/identities"
    made = service.ask("administrator", "POST", path, json={"kind": "oidc", "subject": subject})
    assert (made.status_code, made.json()["issuer"]) == (201, provider.issuer)
    return account, subject


def go(service):
    """A browser's way out: the address it is sent to and its cookie."""
    reply = service.ask(NOBODY, "GET", "/sign-in/oidc", follow_redirects=False)
    assert reply.status_code == 303, reply.text
    return reply.headers["Location"], {"Cookie": f"hattama_oidc={reply.cookies['hattama_oidc']}"}


def back(service, browser, answer):
    return service.ask(NOBODY, "GET", RETURN_PATH, params=answer, headers=browser)


def signed_in(service, provider, subject):
    address, browser = go(service)
    return back(service, browser, provider.authorize(address, subject))


def refusals(service):
    with service.database.transaction(SYSTEM) as connection:
        return [
            details
            for (details,) in connection.execute(
                "SELECT details FROM journal_details JOIN journal_entry USING (index) WHERE kind = 'sign_in_refused' "
                "ORDER BY index"
            )
        ]


def test_whom_the_provider_knows_signs_in_without_password_or_code(service, provider, linked):
    account, subject = linked
    reply = signed_in(service, provider, subject)
    assert reply.status_code == 200, reply.text
    said = reply.headers.get_list("set-cookie")
    [cookie] = [each for each in said if each.startswith("hattama=")]
    assert {"HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))
    cookie = {"Cookie": f"hattama={reply.cookies['hattama']}"}
    assert service.ask(NOBODY, "GET", "/api/me", headers=cookie).json()["id"] == str(account.id)
    with service.database.transaction(SYSTEM) as connection:
        told = connection.execute(
            "SELECT details FROM journal_details JOIN journal_entry USING (index) "
            "WHERE kind = 'sign_in' AND subject_id = %s",
            (str(account.id),),
        ).fetchone()
    assert told[0]["way"] == "oidc"


def test_the_provider_is_asked_with_pkce_state_and_nonce(service, provider):
    address, _ = go(service)
    asked = {name: each[0] for name, each in parse_qs(urlsplit(address).query).items()}
    assert (asked["response_type"], asked["scope"], asked["client_id"]) == ("code", "openid", CLIENT)
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "https://hattama.kz" + RETURN_PATH
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    again = {name: each[0] for name, each in parse_qs(urlsplit(go(service)[0]).query).items()}
    assert not {asked[name] for name in ("state", "nonce", "code_challenge")} & set(again.values())


def test_another_algorithm_of_the_providers_own_key_is_taken(service, provider, linked):
    provider.header, provider.key = {"alg": "ES256", "kid": "two"}, provider.keys[1]
    assert signed_in(service, provider, linked[1]).status_code == 200


def unsigned(claims):
    def part(value):
        return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none'})}.{part(claims)}."


def signed_with(key, **header):
    return lambda claims: jwt.encode({"alg": "HS256", **header}, claims, key, algorithms=["HS256", "RS256"])


STRANGER = RSAKey.generate_key(2048, {"kid": "one"})
WRONG = {
    "nonce": {"claims": {"nonce": "another"}},
    "no nonce": {"claims": {"nonce": None}},
    "audience": {"claims": {"aud": "another"}},
    "audiences without azp": {"claims": {"aud": [CLIENT, "another"]}},
    "authorized party": {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
    "issuer": {"claims": {"iss": "https://evil.kz"}},
    "no issuer": {"claims": {"iss": None}},
    "no subject": {"claims": {"sub": None}},
    "a subject that is no text": {"claims": {"sub": 1}},
    "expired": {"claims": {"exp": int(time.time()) - 60}},
    "no expiry": {"claims": {"exp": None}},
    "issued later": {"claims": {"iat": int(time.time()) + 3600}},
    "none": {"token": unsigned},
    "HMAC with the client's secret": {"token": signed_with(OctKey.import_key(SECRET.ljust(32)))},
    "another's key": {"key": STRANGER},
    "an unknown key": {"header": {"alg": "RS256", "kid": "three"}},
    "no token": {"token": lambda claims: None},
    "nonsense": {"token": lambda claims: "a.b.c"},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_token_that_is_wrong_signs_nobody_in(service, provider, linked, wrong):
    for name, value in WRONG[wrong].items():
        setattr(provider, name, value)
    reply = signed_in(service, provider, linked[1])
    assert (reply.status_code, reply.json()["code"]) == (401, "ProviderRefusedError")
    assert "hattama" not in reply.cookies
    assert (refusals(service)[-1]["way"], refusals(service)[-1]["reason"]) == ("oidc", "token")


def test_hmac_with_the_providers_public_key_is_no_signature(service, provider, linked):
    public = OctKey.import_key(provider.keys[0].as_pem(private=False).replace(b"-----", b"====="))
    provider.token = signed_with(public, kid="one")
    assert signed_in(service, provider, linked[1]).status_code == 401


def test_a_state_is_good_once_and_for_its_own_browser_only(service, provider, linked):
    address, browser = go(service)
    _, other = go(service)
    answer = provider.authorize(address, linked[1])
    assert back(service, other, answer).status_code == 401
    assert back(service, {}, answer).status_code == 401
    assert back(service, browser, answer | {"state": "another"}).status_code == 401
    assert back(service, browser, answer).status_code == 200
    assert back(service, browser, provider.authorize(address, linked[1])).status_code == 401
    assert refusals(service)[-1]["reason"] == "state"


def test_a_state_of_long_ago_is_good_no_more(service, provider, linked):
    address, browser = go(service)
    with service.database.transaction(SYSTEM) as connection:
        connection.execute("UPDATE oidc_request SET expires_at = now()")
    assert back(service, browser, provider.authorize(address, linked[1])).status_code == 401


def test_a_code_that_the_provider_did_not_give_and_its_own_refusal_sign_nobody_in(service, provider):
    for answer in ({"code": "made up"}, {"error": "access_denied"}, {"code": "x", "iss": "https://evil.kz"}, {}):
        address, browser = go(service)
        state = parse_qs(urlsplit(address).query)["state"][0]
        assert back(service, browser, answer | {"state": state}).status_code == 401


def test_a_subject_that_is_linked_to_nobody_gets_no_account(service, provider):
    before = service.ask("administrator", "GET", "/api/accounts").json()
    reply = signed_in(service, provider, "newcomer")
    assert (reply.status_code, reply.json()["code"]) == (403, "NotLinkedError")
    assert "newcomer" in reply.json()["message"]
    assert service.ask("administrator", "GET", "/api/accounts").json() == before
    assert refusals(service)[-1] | {"address": ""} == {
        "address": "",
        "way": "oidc",
        "reason": "not_linked",
        "issuer": provider.issuer,
        "subject": "newcomer",
    }


def test_a_disabled_account_and_one_that_is_unlinked_sign_in_no_more(service, provider, linked):
    account, subject = linked
    path = f"/api/accounts/{account.id}/identities"
    [there] = service.ask("administrator", "GET", path).json()
    assert service.ask("administrator", "DELETE", f"{path}/{there['id']}").status_code == 204
    assert signed_in(service, provider, subject).status_code == 403
    service.ask("administrator", "POST", path, json={"kind": "oidc", "subject": subject})
    assert signed_in(service, provider, subject).status_code == 200
    assert service.ask("administrator", "DELETE", f"/api/accounts/{account.id}").status_code == 204
    assert signed_in(service, provider, subject).status_code == 403


def test_a_subject_of_another_issuer_is_another_person(service, provider, linked):
    with service.database.transaction(SYSTEM) as connection:
        identities.link(
            connection,
            account_id=linked[0].id,
            kind="oidc",
            issuer="https://other.kz",
            subject="theirs",
            added_by=linked[0].id,
        )
    assert signed_in(service, provider, "theirs").status_code == 403


def test_one_subject_is_linked_to_one_account(service, provider, linked):
    other = service.people["head"].id
    sent = {"kind": "oidc", "subject": linked[1]}
    assert service.ask("administrator", "POST", f"/api/accounts/{other}/identities", json=sent).status_code == 409


@pytest.mark.parametrize(
    "document",
    [{"issuer": "https://evil.kz"}, {"token_endpoint": "http://10.0.0.1/"}, {"jwks_uri": None}],
)
def test_a_provider_whose_document_is_wrong_is_not_gone_to(service, provider, document):
    provider.document = document
    assert service.ask(NOBODY, "GET", "/sign-in/oidc", follow_redirects=False).status_code == 401


def test_no_address_of_the_provider_is_called_that_is_not_allowed(service, provider, linked):
    address, browser = go(service)
    provider.document = {"token_endpoint": "https://10.0.0.1/token"}
    reply = back(service, browser, provider.authorize(address, linked[1]))
    assert (reply.status_code, reply.json()["code"]) == (422, "NotAllowedError")


def test_the_first_page_offers_what_is_set_up(service, provider):
    assert 'href="/sign-in/oidc"' in service.ask(NOBODY, "GET", "/").text
    assert 'action="/sign-in/certificate"' not in service.ask(NOBODY, "GET", "/").text


def test_settings_name_the_provider_whole_or_not_at_all(tmp_path):
    whole = {
        "HATTAMA_OIDC_ISSUER": "https://id.kz",
        "HATTAMA_OIDC_CLIENT_ID": "hattama",
        "HATTAMA_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret"),
        "HATTAMA_PUBLIC_URL": "https://hattama.kz",
    }
    assert read_settings({"HOME": "/nonexistent", **whole}).oidc.issuer == "https://id.kz"
    assert read_settings({"HOME": "/nonexistent"}).oidc is None
    for name in whole.keys() - {"HATTAMA_OIDC_ISSUER"}:
        with pytest.raises(SettingError):
            read_settings({"HOME": "/nonexistent", **whole, name: ""})
    with pytest.raises(SettingError):
        read_settings({"HOME": "/nonexistent", **whole, "HATTAMA_OIDC_ISSUER": "http://id.kz"})
