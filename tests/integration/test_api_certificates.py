"""Signing in by a client certificate: a trusted proxy says which, and nobody else is heard."""

from contextlib import nullcontext
from dataclasses import replace
from urllib.parse import quote

import pytest
import uvicorn
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from fastapi.testclient import TestClient

from api.app import create_app
from api.identity_errors import CertificateUnreadableError
from api.proxy import fingerprint_of
from hattama.commands import web
from models.settings import SettingError, read_settings
from models.store.database import SYSTEM
from tests.receiver import certificate
from tests.service import NOBODY, peopled, settings_in

pytestmark = pytest.mark.integration

HEADER = "X-Client-Certificate"
PROXY, STRANGER = "10.0.0.7", "10.0.0.8"


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    text = certificate(tmp_path_factory.mktemp("certificate"), "somebody").read_text()
    return text[: text.index("-----BEGIN PRIVATE")]


@pytest.fixture(scope="module")
def fingerprint(pem):
    return x509.load_pem_x509_certificate(pem.encode()).fingerprint(hashes.SHA256()).hex()


@pytest.fixture(scope="module")
def proxied(application_url, tmp_path_factory):
    """The service behind a proxy that sets the header, as whoever connects from an address sees it."""
    folder = tmp_path_factory.mktemp("service")
    settings = settings_in(folder, trusted_proxies=(PROXY, "fd00::/64"), certificate_header=HEADER)
    with peopled(application_url, folder) as service:
        app = create_app(settings, application_url, version="test", secure=True, behind_proxy=True)
        with TestClient(app, raise_server_exceptions=False, client=(PROXY, 1), base_url="https://hattama.kz") as client:

            def seen_from(address):
                other = TestClient(app, raise_server_exceptions=False, client=(address, 1), base_url="https://hattama.kz")
                return replace(service, client=other)

            yield replace(service, client=client), seen_from


@pytest.fixture(scope="module")
def linked(proxied, pem, fingerprint):
    service, _ = proxied
    account = service.people["investigator"]
    path = f"/api/accounts/{account.id}/identities"
    made = service.ask("administrator", "POST", path, json={"kind": "certificate", "subject": pem})
    assert (made.status_code, made.json()["subject"]) == (201, fingerprint)
    return account


def sign_in(service, *certificates, **headers):
    headers = [(HEADER, each) for each in certificates] + list(headers.items())
    return service.client.request("POST", "/api/sign-in/certificate", headers=headers)


def test_the_proxys_certificate_signs_its_account_in(proxied, linked, pem, fingerprint):
    service, seen_from = proxied
    for said in (fingerprint, fingerprint.upper(), ":".join(fingerprint[i : i + 2] for i in range(0, 64, 2)), quote(pem)):
        reply = sign_in(service, said)
        assert (reply.status_code, reply.json()["id"]) == (200, str(linked.id))
        assert "Secure" in reply.headers["Set-Cookie"]
    assert sign_in(seen_from("fd00::9"), fingerprint).status_code == 200
    with service.database.transaction(SYSTEM) as connection:
        told = connection.execute(
            "SELECT details FROM journal_details JOIN journal_entry USING (index) WHERE kind = 'sign_in' "
            "ORDER BY index DESC LIMIT 1"
        ).fetchone()
    assert told[0]["way"] == "certificate"


def test_by_the_page_it_is_a_button(proxied, linked, fingerprint):
    service, _ = proxied
    assert 'action="/sign-in/certificate"' in service.ask(NOBODY, "GET", "/").text
    reply = service.ask(NOBODY, "POST", "/sign-in/certificate", headers={HEADER: fingerprint}, follow_redirects=False)
    assert (reply.status_code, "hattama" in reply.cookies) == (303, True)
    assert service.ask(NOBODY, "POST", "/sign-in/certificate", follow_redirects=False).status_code == 401


@pytest.mark.parametrize("path", ["/api/sign-in/certificate", "/api/me", "/", "/nothing/here"])
def test_from_anybody_else_the_header_is_refused_wherever_it_is_sent(proxied, linked, fingerprint, path):
    _, seen_from = proxied
    for address in (STRANGER, "fd00:1::9", "testclient"):
        said = {HEADER: fingerprint, "X-Forwarded-For": PROXY, "Accept-Language": "en"}
        reply = seen_from(address).ask(NOBODY, "POST", path, headers=said)
        assert (reply.status_code, reply.json()["code"]) == (400, "CertificateHeaderError")
        assert reply.headers["X-Frame-Options"] == "DENY"


def test_two_of_it_are_refused_even_from_the_proxy(proxied, linked, fingerprint):
    service, _ = proxied
    assert sign_in(service, "0" * 64, fingerprint).status_code == 400


def test_an_unknown_certificate_and_none_sign_nobody_in(proxied, linked):
    service, _ = proxied
    assert sign_in(service, "0" * 64).status_code == 401
    assert sign_in(service).status_code == 401
    assert sign_in(service, "").status_code == 401
    with service.database.transaction(SYSTEM) as connection:
        told = connection.execute(
            "SELECT details FROM journal_details JOIN journal_entry USING (index) WHERE kind = 'sign_in_refused' "
            "ORDER BY index DESC LIMIT 3"
        ).fetchall()
    assert [(details["way"], details.get("certificate")) for (details,) in reversed(told)] == [
        ("certificate", "0" * 64),
        ("certificate", None),
        ("certificate", None),
    ]


def test_another_sites_page_signs_nobody_in(proxied, linked, fingerprint):
    service, _ = proxied
    assert sign_in(service, fingerprint, Origin="https://evil.kz").status_code == 403


def test_a_disabled_account_signs_in_no_more(proxied, linked):
    service, _ = proxied
    leaver = service.people["stranger"]
    sent = {"kind": "certificate", "subject": "1" * 64}
    path = f"/api/accounts/{leaver.id}"
    assert service.ask("administrator", "POST", f"{path}/identities", json=sent).status_code == 201
    assert sign_in(service, "1" * 64).status_code == 200
    assert service.ask("administrator", "DELETE", path).status_code == 204
    assert sign_in(service, "1" * 64).status_code == 401


@pytest.mark.parametrize(
    "text", ["", "a" * 40, "a" * 63, "g" * 64, "-----BEGIN CERTIFICATE-----", "%", "a" * 20_001, "ё" * 64]
)
def test_what_is_no_certificate_is_refused(text):
    with pytest.raises(CertificateUnreadableError):
        fingerprint_of(text)


def test_no_subject_of_a_provider_is_linked_where_there_is_none(proxied):
    service, _ = proxied
    path = f"/api/accounts/{service.people['head'].id}/identities"
    assert service.ask("administrator", "POST", path, json={"kind": "oidc", "subject": "x"}).status_code == 422


def forwarded(service):
    """Where the service takes a request to come from, as the journal tells it."""
    service.ask(
        NOBODY,
        "POST",
        "/api/sign-in",
        json={"login": "nobody", "password": "x"},
        headers={"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https"},
    )
    with service.database.transaction(SYSTEM) as connection:
        return connection.execute(
            "SELECT details ->> 'address' FROM journal_details ORDER BY index DESC LIMIT 1"
        ).fetchone()[0]


def test_whom_a_request_is_forwarded_for_is_believed_of_the_same_proxies_alone(proxied):
    service, seen_from = proxied
    assert forwarded(service) == "203.0.113.5"
    assert forwarded(seen_from(STRANGER)) == STRANGER


def test_without_a_proxy_nobody_is_trusted(proxied, fingerprint, application_url, tmp_path):
    service, _ = proxied
    app = create_app(settings_in(tmp_path, certificate_header=HEADER), application_url, version="test")
    with TestClient(app, client=("127.0.0.1", 1)) as client:
        assert client.get("/health/live", headers={HEADER: fingerprint}).status_code == 400
        assert client.get("/health/live").status_code == 200
        assert forwarded(replace(service, client=client)) == "127.0.0.1"


def test_the_web_process_takes_no_forwarded_address_by_itself(monkeypatch):
    started = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **more: started.update(more))
    monkeypatch.setattr(web, "application_address", lambda settings: nullcontext("postgresql:///x"))
    settings = read_settings({"HOME": "/nonexistent"})
    result = CliRunner().invoke(web.command, ["--behind-proxy"], obj=settings, catch_exceptions=False)
    assert result.exit_code == 0
    assert started["proxy_headers"] is False  # else the proxy's own address is lost before ours is asked


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HATTAMA_TRUSTED_PROXY", "proxy.kz"),
        ("HATTAMA_TRUSTED_PROXY", "10.0.0.1/8"),
        ("HATTAMA_TRUSTED_PROXY", "*"),
        ("HATTAMA_CERTIFICATE_HEADER", "Authorization"),
        ("HATTAMA_CERTIFICATE_HEADER", "X-A b"),
    ],
)
def test_what_is_no_address_and_no_header_of_ones_own_is_refused(name, value):
    with pytest.raises(SettingError):
        read_settings({"HOME": "/nonexistent", name: value})
