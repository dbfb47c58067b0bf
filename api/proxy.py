"""Whom a proxy in front says a request comes from: believed of the proxies that the operator named, and of nobody else."""

import binascii
import ipaddress
import re
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.errors import reply
from api.identity_errors import CertificateHeaderError, CertificateUnreadableError

_MOST_CHARACTERS = 20_000  # of a certificate in a header
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class TrustedProxy:
    """Takes X-Forwarded-For, X-Forwarded-Proto and the certificate's header from trusted proxies alone.

    Anybody else's X-Forwarded-* are without effect; a request with the certificate's header is refused, since somebody
    tries to be another, or the operator forgot to name a proxy.
    """

    def __init__(self, app: ASGIApp, *, proxies: tuple[str, ...], header: str | None) -> None:
        """`proxies` are addresses and networks; `header` is the name of the certificate's, None where there is none."""
        self._app: ASGIApp = app
        if proxies:
            # Two libraries have two names for one ASGI.
            self._app = ProxyHeadersMiddleware(app, trusted_hosts=list(proxies))  # type: ignore[arg-type, assignment]  # as above
        self._networks = tuple(ipaddress.ip_network(each) for each in proxies)
        self._header = header.lower().encode() if header else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI asks."""
        if scope["type"] == "http":
            said = [value for name, value in scope["headers"] if name == self._header and value.strip()]
            if said and (len(said) > 1 or not self._trusts(scope.get("client"))):
                await reply(Request(scope), CertificateHeaderError())(scope, receive, send)
                return
            scope.setdefault("state", {})["certificate"] = said[0].decode("latin-1") if said else None
        await self._app(scope, receive, send)

    def _trusts(self, client: tuple[str, int] | None) -> bool:
        try:
            address = ipaddress.ip_address(client[0]) if client else None
        except ValueError:
            return False
        return address is not None and any(
            address.version == network.version and address in network for network in self._networks
        )


def certificate_of(request: Request) -> str | None:
    """The SHA-256 of the certificate that a trusted proxy verified, as `fingerprint_of` gives it."""
    said = getattr(request.state, "certificate", None)
    return fingerprint_of(said) if said else None


def fingerprint_of(text: str) -> str:
    """The SHA-256 of a certificate in small hexadecimal digits.

    `text` is that itself, with or without colons, or the certificate in PEM, plain or percent-encoded (nginx's
    `$ssl_client_escaped_cert`). CertificateUnreadableError for anything else, a SHA-1 among it.
    """
    plain = text.strip().replace(":", "").lower()
    if _FINGERPRINT.fullmatch(plain):
        return plain
    if len(text) > _MOST_CHARACTERS:
        raise CertificateUnreadableError
    try:
        certificate = x509.load_pem_x509_certificate(unquote(text).encode())
    except (ValueError, UnicodeError, binascii.Error) as error:
        raise CertificateUnreadableError from error
    return certificate.fingerprint(hashes.SHA256()).hex()
