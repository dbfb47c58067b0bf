"""Witnesses: places outside the database that keep each checkpoint, so that no later hand can rewrite the past."""

import os
import socket
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from models.journal.canonical import instant_text
from models.journal.checkpoint import SignedCheckpoint
from models.journal.errors import WitnessFailedError
from models.journal.signing import sync_folder

_PRIORITY = 10 * 8 + 5  # RFC 5424: facility authpriv, severity notice
_APP_NAME = "hattama"
_PATIENCE_S = 5.0  # for a log host to answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """What became of one checkpoint at one witness."""

    witness: str  # its name
    error: WitnessFailedError | None  # None: kept


class Witness(ABC):
    """Keeps checkpoints."""

    name: str  # for people: a path or an address

    @abstractmethod
    def keep(self, signed: SignedCheckpoint) -> None:
        """The checkpoint is there when this returns; OSError where it is not."""


class FileWitness(Witness):
    """A file that only grows: each checkpoint a signed note after an empty line, on disk when `keep` returns.

    Best on a disk or a share that the database's administrator cannot write, or with the append-only attribute.
    """

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path

    def keep(self, signed: SignedCheckpoint) -> None:
        """See `Witness`. One write, which others' writes cannot come between; a torn one spoils only itself."""
        record = f"\n{signed.text}".encode()
        is_new = not self._path.exists()
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            written = os.write(descriptor, record)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if written != len(record):
            raise OSError(f"only {written} of {len(record)} bytes were written")
        if is_new:
            sync_folder(self._path.parent)


class LocalSyslogWitness(Witness):
    """This host's syslog daemon, over its datagram socket; one line a checkpoint."""

    def __init__(self, path: Path = Path("/dev/log")) -> None:
        self.name = f"syslog {path}"
        self._path = path

    def keep(self, signed: SignedCheckpoint) -> None:
        """See `Witness`. The daemon has it; when it writes is its own affair."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.settimeout(_PATIENCE_S)
            sender.connect(str(self._path))
            sender.send(f"<{_PRIORITY}>{_APP_NAME}: {signed.one_line}".encode())


class RemoteSyslogWitness(Witness):
    """A syslog daemon on another host, over TCP (RFC 5424, framed by RFC 6587): UDP could not say that nobody listens."""

    def __init__(self, host: str, port: int = 514) -> None:
        self.name = f"syslog {host}:{port}"
        self._address = (host, port)

    def keep(self, signed: SignedCheckpoint) -> None:
        """See `Witness`. The other host's network took it; whether it was written shows only there."""
        at = instant_text(signed.checkpoint.at)
        line = f"<{_PRIORITY}>1 {at} {socket.gethostname()} {_APP_NAME} - - - {signed.one_line}".encode()
        with socket.create_connection(self._address, timeout=_PATIENCE_S) as sender:
            sender.sendall(b"%d %s" % (len(line), line))
            sender.shutdown(socket.SHUT_WR)


def publish(signed: SignedCheckpoint, witnesses: Iterable[Witness]) -> tuple[Delivery, ...]:
    """The checkpoint handed to every witness, whatever becomes of the others; one `Delivery` each, in order.

    Raises nothing for a witness that fails: the caller raises the alarm for each `Delivery.error`.
    """
    return tuple(_deliver(signed, witness) for witness in witnesses)


def _deliver(signed: SignedCheckpoint, witness: Witness) -> Delivery:
    try:
        witness.keep(signed)
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        return Delivery(witness=witness.name, error=WitnessFailedError(witness=witness.name, reason=reason))
    return Delivery(witness=witness.name, error=None)
