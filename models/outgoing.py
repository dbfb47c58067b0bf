"""What the service may call: hosts and ports that an administrator named, at addresses that are nobody's weak spot.

Whoever sets a webhook's address or owns a name's DNS must not make the service speak to itself, to its database or to
the machine's own network card (<https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html>).
Private networks are allowed: a police network is one.
"""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

import idna

from models.errors import BadInputError, FailureError
from models.sentences import Sentence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # what some resolvers read as an address: 127.1, 0177.0.0.1, 2130706433
_PORTS = {"http": 80, "https": 443}
_MOST_CHARACTERS = 2000

_NEVER = tuple(
    ipaddress.ip_network(each)
    for each in (
        "0.0.0.0/8",  # this host: Linux takes all of it for loopback
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "198.18.0.0/15",  # benchmarks
        "64:ff9b:1::/48",  # local NAT64: where in it the IPv4 address stands, only its network knows (RFC 8215)
        "2001::/32",  # Teredo
        "100::/64",  # discarded
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)  # the third quarter of an address that carries an IPv4 one (RFC 5214)


class Purpose(StrEnum):
    """What an address may be called for; allowed for one is not allowed for another."""

    WEBHOOK = "webhook"
    OIDC = "oidc"
    VERIFIER = "verifier"
    HUB = "hub"


@dataclass(frozen=True, kw_only=True, slots=True)
class AllowedAddress:
    """A host and port that an administrator allowed."""

    id: UUID
    host: str  # as `host_of` gives it
    port: int
    purpose: Purpose
    added_by: UUID
    added_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Where a URL leads."""

    scheme: str  # http or https
    host: str  # as `host_of` gives it
    port: int
    path: str  # with the query

    @property
    def authority(self) -> str:
        """As the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


class UrlError(BadInputError):
    """A URL or host that is never called, whatever is allowed; not repeated, since it may hold a secret."""

    sentence = Sentence(
        ru="Адрес не разобрать. Нужен http:// или https://, имя узла или IP-адрес в обычной записи, без имени и пароля.",
        kk="Мекенжай түсініксіз. http:// немесе https://, торап атауы не қалыпты жазылған IP мекенжай керек, логин мен "
        "құпиясөзсіз.",
        en="The address cannot be read. It takes http:// or https://, a host's name or an IP address in its usual form, "
        "and no name or password.",
    )


class NotAllowedError(BadInputError):
    """The host and port do not stand in the list; `host`, `port`, `purpose`."""

    sentence = Sentence(
        ru="Адрес {host}:{port} не разрешён для «{purpose}». Администратор добавляет его в список разрешённых.",
        kk="{host}:{port} мекенжайына «{purpose}» үшін рұқсат жоқ. Оны рұқсат тізіміне әкімші қосады.",
        en="The address {host}:{port} is not allowed for “{purpose}”. An administrator adds it to the list.",
    )


class NeverCalledError(FailureError):
    """The name leads to an address that is never called; `host`."""

    sentence = Sentence(
        ru="Имя {host} ведёт на адрес, к которому служба не обращается: эта машина, служебная сеть или база данных.",
        kk="{host} атауы қызмет жүгінбейтін мекенжайға апарады: осы машина, қызметтік желі немесе дерекқор.",
        en="The name {host} leads to an address that the service never calls: this machine, a link-local network or the "
        "database.",
    )


class CallFailedError(FailureError):
    """No reply, or none in time; `host` and `reason`, a word of ours."""

    sentence = Sentence(
        ru="{host} не отвечает как следует ({reason}).",
        kk="{host} тиісінше жауап бермейді ({reason}).",
        en="{host} does not answer as it should ({reason}).",
    )


def host_of(text: str) -> str:
    """A host in the one form that is compared: small letters, IDNA, no dot at the end; addresses in their shortest form.

    UrlError for what is neither a name nor an address in its usual form.
    """
    try:
        name = text if text.isascii() else idna.uts46_remap(text)
        name = name.lower().removeprefix("[").removesuffix("]") if ":" in name else name.lower().removesuffix(".")
        try:
            return _address_text(name)
        except ValueError:
            name = name if name.isascii() else idna.encode(name).decode()
    except (idna.IDNAError, UnicodeError) as error:
        raise UrlError from error
    if not _NAME.fullmatch(name) or _NUMBER.fullmatch(name.rpartition(".")[2]):
        raise UrlError
    return name


def _address_text(name: str) -> str:
    if "%" in name:  # a zone: only link-local addresses have one
        raise UrlError
    return str(ipaddress.ip_address(name))


def target_of(url: str) -> Target:
    """Where a URL leads; UrlError for one that is not plain http or https."""
    if len(url) > _MOST_CHARACTERS or re.search(r"[\x00-\x20\x7f\\#]", url):
        raise UrlError
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UrlError from error
    if parts.scheme not in _PORTS or parts.hostname is None or "@" in parts.netloc or port == 0:
        raise UrlError
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise UrlError
    return Target(scheme=parts.scheme, host=host_of(parts.hostname), port=port or _PORTS[parts.scheme], path=path)


def is_called(address: Address) -> bool:
    """Whether the service may call an address at all, by itself and by every IPv4 address that it carries."""
    return not any(_is_never_called(each) for each in _unmasked(address))


def _is_never_called(address: Address) -> bool:
    return (
        address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or address.is_multicast
        or address.is_reserved
        or any(address.version == network.version and address in network for network in _NEVER)
    )


def _unmasked(address: Address) -> Iterator[Address]:
    """What is really spoken to: the address, or the IPv4 ones that it stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        yield address
        return
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and (address in _NAT64 or (address in _COMPATIBLE and int(address) > 1)):
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if inner is not None:
        yield inner
        return
    yield address
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
