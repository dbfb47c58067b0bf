"""The one way out: every HTTP call of the service is made here.

The name is resolved once; each address that it gives is judged, and the connection goes to one of those very addresses,
so that a second answer of the name server changes nothing. TLS is verified against the name. Redirects are replies like
any other, the environment's proxies are not asked, and neither time nor bytes are without end.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import httpcore2
from httpcore2 import NetworkStream

from models.outgoing import (
    Address,
    CallFailedError,
    NeverCalledError,
    NotAllowedError,
    Purpose,
    Target,
    is_called,
    target_of,
)
from models.store import addresses
from models.store.database import SYSTEM, Database

SECONDS = 10.0  # for the whole of a call
MOST_BYTES = 1_000_000  # of a reply
_AGENT = "Hattama"

Resolve = Callable[[str, int], Sequence[Address]]
"""The addresses of a name, in the order in which they are tried; OSError."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What came back; a redirect is not followed."""

    status: int
    content: bytes  # as sent, at most so many bytes as the caller takes


def resolve(host: str, port: int) -> list[Address]:
    """By this machine's resolver; OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found))


class Caller:
    """Calls what the administrator allowed. May be used from many threads."""

    def __init__(
        self, database: Database, url: str, *, resolve: Resolve = resolve, trust: ssl.SSLContext | None = None
    ) -> None:
        """`url` is the database's own address, which is never called; `trust` other authorities than the system's."""
        self._database = database
        self._servers = addresses.database_servers(url)
        self._resolve = resolve
        self._trust = trust or ssl.create_default_context()

    def check(self, url: str, purpose: Purpose) -> Target:
        """Where a URL leads, if that is allowed; UrlError, NotAllowedError."""
        target = target_of(url)
        with self._database.transaction(SYSTEM) as connection:
            if not addresses.is_allowed(connection, target, purpose):
                raise NotAllowedError(host=target.host, port=target.port, purpose=purpose)
        return target

    def call(  # the parts of one request
        self,
        method: Literal["GET", "POST"],
        url: str,
        *,
        purpose: Purpose,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        most_bytes: int = MOST_BYTES,
    ) -> Reply:
        """One request and its reply.

        Raises UrlError, NotAllowedError, NeverCalledError and CallFailedError, whose `reason` is one of `unknown_host`,
        `no_connection`, `timeout`, `tls`, `broken_reply`, `long_reply`.
        """
        target = self.check(url, purpose)
        ends = time.monotonic() + SECONDS
        try:
            return self._exchange(target, ends, (method, headers or {}, content, most_bytes))
        except (httpcore2.TimeoutException, TimeoutError) as error:
            raise CallFailedError(host=target.host, reason="timeout") from error
        except (httpcore2.ConnectError, OSError) as error:
            reason = "tls" if isinstance(error.__cause__ or error.__context__, ssl.SSLError) else "no_connection"
            raise CallFailedError(host=target.host, reason=reason) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise CallFailedError(host=target.host, reason="broken_reply") from error

    def _exchange(self, target: Target, ends: float, request: tuple[str, Mapping[str, str], bytes, int]) -> Reply:
        method, headers, content, most_bytes = request
        backend = _Backend(self._addresses(target), ends)
        origin = httpcore2.Origin(target.scheme.encode(), target.host.encode(), target.port)
        url = httpcore2.URL(scheme=origin.scheme, host=origin.host, port=origin.port, target=target.path.encode())
        said = [("Host", target.authority), ("User-Agent", _AGENT), ("Accept-Encoding", "identity"), *headers.items()]
        with (
            httpcore2.HTTPConnection(origin, ssl_context=self._trust, network_backend=backend) as connection,
            connection.stream(method, url, headers=said, content=content) as response,
        ):
            return Reply(
                status=response.status,
                content=_read(response.iter_stream(), most_bytes, target) if most_bytes else b"",
            )

    def _addresses(self, target: Target) -> list[Address]:
        """What the name stands for, asked this once and judged; NeverCalledError where any of it is never called."""
        try:
            found = list(self._resolve(target.host, target.port))
            forbidden = {
                address for host, port in self._servers if port == target.port for address in self._resolve(host, port)
            }
        except (OSError, UnicodeError) as error:
            raise CallFailedError(host=target.host, reason="unknown_host") from error
        beside_us = any(port == target.port for _, port in self._servers) and any(each.is_loopback for each in forbidden)
        if any(not is_called(each) or each in forbidden or (beside_us and _is_ours(each)) for each in found):
            raise NeverCalledError(host=target.host)
        return found


def _is_ours(address: Address) -> bool:
    """Whether this machine has that address: a database that we reach by loopback may listen there too."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    with socket.socket(family, socket.SOCK_DGRAM) as tried:
        try:
            tried.bind((str(address), 0))
        except OSError:
            return False
    return True


def _read(parts: Iterable[bytes], most_bytes: int, target: Target) -> bytes:
    read = bytearray()
    for part in parts:
        read += part
        if len(read) > most_bytes:
            raise CallFailedError(host=target.host, reason="long_reply")
    return bytes(read)


class _Backend(httpcore2.NetworkBackend):
    """Connects to addresses that were judged, whatever host it is told, and until the call's end only."""

    def __init__(self, judged: Sequence[Address], ends: float) -> None:
        self._judged = judged
        self._ends = ends
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """The first address that takes the connection; one that is silent has its share of the time."""
        del host, timeout
        failed: Exception | None = None
        for number, address in enumerate(self._judged):
            share = _left(self._ends) / (len(self._judged) - number)
            try:
                stream = self._plain.connect_tcp(str(address), port, share, local_address, socket_options=socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self._ends)
        raise failed or httpcore2.ConnectError("no address")


class _Stream(NetworkStream):
    """A stream that ends when the call's time is over, however slowly the other side feeds it."""

    def __init__(self, stream: NetworkStream, ends: float) -> None:
        self._stream = stream
        self._ends = ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout
        return self._stream.read(max_bytes, _left(self._ends))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._stream.write(buffer, _left(self._ends))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        del timeout
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(self._ends)), self._ends)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the call's time is over")
    return left
