"""Signing in by an OpenID Connect provider: an authorization code with PKCE, state and nonce.

<https://openid.net/specs/openid-connect-core-1_0.html>. What the provider says is believed for one thing: who this is, by
its issuer and subject. Accounts and roles are ours; nobody gets an account by coming from a provider.
"""

import json
import secrets
import threading
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.calls import Caller
from api.identity_errors import ProviderRefusedError
from models.accounts import OidcRequest
from models.outgoing import CallFailedError, Purpose, target_of
from models.settings import DESCRIPTIONS, OidcSettings, SettingError

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures that only the provider's private key makes; never `none`, never HMAC."""
SKEW_SECONDS = 30
RETURN_PATH = "/sign-in/oidc/back"
_AT_ONCE = 4  # a provider that is slow does not keep the service's threads
_KEY_KINDS = frozenset({"RSA", "EC"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """What the provider's own description says of it."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    by_form: bool  # the client's secret goes in the form, since it is not taken in the header


class Provider:
    """The provider that the settings name. May be used from many threads."""

    def __init__(self, settings: OidcSettings, caller: Caller, *, secret: str) -> None:
        self.issuer = settings.issuer
        self._client_id = settings.client_id
        self._secret = secret
        self._return = settings.public_url.rstrip("/") + RETURN_PATH
        self._caller = caller
        self._turns = threading.BoundedSemaphore(_AT_ONCE)

    def address(self, request: OidcRequest, *, state: str) -> str:
        """Where a browser is sent; CallFailedError and its like, ProviderRefusedError."""
        with self._turn():
            document = self._document()
        address: str = prepare_grant_uri(
            document.authorization_endpoint,
            self._client_id,
            "code",
            self._return,
            scope="openid",
            state=state,
            nonce=request.nonce,
            code_challenge=create_s256_code_challenge(request.verifier),
            code_challenge_method="S256",
        )
        return address

    def subject(self, request: OidcRequest, *, code: str) -> str:
        """Whom the provider says it is, for the code that a browser came back with; errors as of `address`."""
        with self._turn():
            document = self._document()
            given = self._tokens(document, request, code)
            keys = self._asked("GET", document.jwks_uri, "keys")
        return self._subject_of(given, keys, nonce=request.nonce)

    def _turn(self) -> "_Turn":
        return _Turn(self._turns, target_of(self.issuer).host)

    def _document(self) -> Document:
        told = self._asked("GET", self.issuer.rstrip("/") + "/.well-known/openid-configuration", "document")
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if told.get("issuer") != self.issuer or not all(_is_secure(told.get(name)) for name in names):
            raise ProviderRefusedError(reason="document")
        ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return Document(
            **{name: told[name] for name in names},
            by_form="client_secret_basic" not in ways and "client_secret_post" in ways,
        )

    def _tokens(self, document: Document, request: OidcRequest, code: str) -> dict[str, Any]:
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._return,
            "code_verifier": request.verifier,
        }
        way = "client_secret_post" if document.by_form else "client_secret_basic"
        _, headers, body = ClientAuth(self._client_id, self._secret, way).prepare(
            "POST",
            document.token_endpoint,
            {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            urlencode(sent),
        )
        return self._asked("POST", document.token_endpoint, "code", headers=headers, content=body.encode())

    def _asked(self, method: Any, url: str, what: str, **more: Any) -> dict[str, Any]:
        """A reply that is one JSON object, with status 200; ProviderRefusedError with `what` for any other."""
        reply = self._caller.call(method, url, purpose=Purpose.OIDC, **more)
        try:
            told = json.loads(reply.content) if reply.status == 200 else None
        except (ValueError, RecursionError) as error:
            raise ProviderRefusedError(reason=what) from error
        if not isinstance(told, dict):
            raise ProviderRefusedError(reason=what)
        return told

    def _subject_of(self, given: dict[str, Any], keys: dict[str, Any], *, nonce: str) -> str:
        """The subject of the ID token, verified as OpenID Connect Core 3.1.3.7 says."""
        try:
            usable = [each for each in keys["keys"] if each["kty"] in _KEY_KINDS and each.get("use", "sig") == "sig"]
            read = jwt.decode(given["id_token"], KeySet.import_key_set({"keys": usable}), algorithms=ALGORITHMS)
            claims = CodeIDToken(
                read.claims,
                read.header,
                options={
                    "iss": {"essential": True, "value": self.issuer},
                    "aud": {"essential": True, "value": self._client_id},
                },
                params={"client_id": self._client_id, "nonce": nonce, "access_token": given.get("access_token")},
            )
            claims.validate(leeway=SKEW_SECONDS)
            subject = claims["sub"]
        except (JoseError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProviderRefusedError(reason="token") from error
        if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isprintable():
            raise ProviderRefusedError(reason="token")
        return subject


class _Turn:
    """One of the few calls that go on at once; CallFailedError where there are enough."""

    def __init__(self, turns: threading.BoundedSemaphore, host: str) -> None:
        self._turns = turns
        self._host = host

    def __enter__(self) -> None:
        if not self._turns.acquire(blocking=False):
            raise CallFailedError(host=self._host, reason="busy")

    def __exit__(self, *exception: object) -> None:
        self._turns.release()


def secret_of(settings: OidcSettings) -> str:
    """The client's secret; SettingError where its file cannot be read or is empty."""
    name = "HATTAMA_OIDC_CLIENT_SECRET_FILE"
    try:
        secret = settings.secret_file.read_text("utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise SettingError(name=name, value=settings.secret_file, allowed=DESCRIPTIONS[name]) from error
    if not secret:
        raise SettingError(name=name, value=settings.secret_file, allowed=DESCRIPTIONS[name])
    return secret


def new_request() -> OidcRequest:
    """A nonce and a verifier of their own."""
    return OidcRequest(nonce=secrets.token_urlsafe(32), verifier=secrets.token_urlsafe(48))


def _is_secure(address: object) -> bool:
    return isinstance(address, str) and address.startswith("https://")
