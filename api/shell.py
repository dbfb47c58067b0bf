"""What lies around the whole application: strict headers on every reply, and the last wall for errors."""

import logging
import time

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import UnexpectedError, reply

LOG = logging.getLogger("hattama.web")
REQUESTS = logging.getLogger("hattama.requests")

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""On every reply: no other site frames, embeds or scripts these pages, and they ask no other site."""


class Shell:
    """Around every request. Bodies pass through untouched, in both directions."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI asks."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        status: int | None = None

        async def send_strict(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _make_strict(MutableHeaders(scope=message), scope["path"])
            await send(message)

        try:
            await self._app(scope, receive, send_strict)
        except Exception as error:  # noqa: BLE001  # the last wall
            # The server would log a traceback, and what an error quotes may be what somebody said.
            LOG.error("%s %s: %s", scope["method"], _route(scope), type(error).__name__)  # noqa: TRY400
            if status is not None:
                raise RuntimeError("a reply broke off") from None
            await reply(Request(scope), UnexpectedError())(scope, receive, send_strict)
        finally:
            told = {"method": scope["method"], "route": _route(scope), "status": status}
            REQUESTS.info("request", extra=told | {"milliseconds": round((time.monotonic() - began) * 1000, 1)})


def _make_strict(headers: MutableHeaders, path: str) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if path.startswith("/api"):
        headers.setdefault("Cache-Control", "no-store")


def _route(scope: Scope) -> str:
    """The route's pattern, without the ids of a request."""
    return getattr(scope.get("route"), "path", "?")
