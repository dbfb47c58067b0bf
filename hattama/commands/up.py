"""hattama up: the whole service on one machine: database, web process, workers."""

import ipaddress
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import click

from hattama.commands.web import PlainHttpError, is_loopback
from models.errors import BadInputError
from models.sentences import InterfaceLanguage, Sentence
from models.settings import Settings
from models.store.embedded import EmbeddedPostgres

_LOOK_SECONDS = 0.3
_ENDS_SECONDS = 15.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0  # seconds before a process that died is started again
_STEADY_SECONDS = 60.0  # one that lived this long begins counting anew

READY = Sentence(ru="Служба: {address}", kk="Қызмет: {address}", en="The service: {address}")
LINK = Sentence(
    ru="Вход ({login}, один раз, {minutes} минут): {address}",
    kk="Кіру ({login}, бір рет, {minutes} минут): {address}",
    en="Sign in ({login}, once, {minutes} minutes): {address}",
)
SET_UP = Sentence(
    ru="Первая настройка (один раз, только с этой машины): {address}",
    kk="Алғашқы баптау (бір рет, тек осы машинадан): {address}",
    en="First set-up (once, from this machine alone): {address}",
)
DIED = Sentence(
    ru="Процесс {name} завершился ({code}); запускается снова.",
    kk="{name} процесі аяқталды ({code}); қайта іске қосылады.",
    en="The process {name} ended ({code}); it is started again.",
)


class SampleBeyondLoopbackError(BadInputError):
    """The sample's known accounts are for this machine only; `host`."""

    sentence = Sentence(
        ru="--sample работает только на этой машине, а не на {host}.",
        kk="--sample тек осы машинада жұмыс істейді, {host} мекенжайында емес.",
        en="--sample is for this machine only, not for {host}.",
    )


@dataclass
class _Child:
    """One process of the service and how often it died of late."""

    name: str
    arguments: Sequence[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    deaths: int = field(default=0)

    def start(self) -> None:
        command = [sys.executable, "-m", "hattama.main", *self.arguments, "--owner", str(os.getpid())]
        self.process = subprocess.Popen(command, env=self.environment)  # noqa: S603  # our own program
        self.started = time.monotonic()

    def look_after(self, language: InterfaceLanguage) -> None:
        """Start it again, a little later each time, if it died."""
        now = time.monotonic()
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            click.echo(DIED.filled(name=self.name, code=code).in_language(language), err=True)
            self.process = None
            self.deaths = 0 if now - self.started > _STEADY_SECONDS else self.deaths + 1
            self.due = now + min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(self.deaths, 10))
        if now >= self.due:
            self.start()


@click.command(name="up")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to serve.")
@click.option("--certificate", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="TLS certificate, PEM.")
@click.option("--key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its private key, PEM.")
@click.option("--behind-proxy", is_flag=True, help="A proxy in front encrypts and sets X-Forwarded-For.")
@click.option("--device", "devices", multiple=True, default=("auto",), show_default=True, help="A worker for each.")
@click.option("--sample", is_flag=True, help="Load a sample case and transcribe its recording.")
@click.pass_obj
def command(  # the options of one command
    settings: Settings,
    *,
    host: str,
    port: int,
    certificate: Path | None,
    key: Path | None,
    behind_proxy: bool,
    devices: tuple[str, ...],
    sample: bool,
) -> None:
    """Run the service until told to stop (SIGTERM, Ctrl-C): its database, unless HATTAMA_DATABASE_URL names another."""
    from api.web.assets import read_assets

    if not (certificate and key) and not behind_proxy and not is_loopback(host):
        raise PlainHttpError(host=host)
    if sample and not is_loopback(host):
        raise SampleBeyondLoopbackError(host=host)
    read_assets()  # said once here, and not by a process that is started again and again
    base = f"{'https' if certificate else 'http'}://{_reached(host)}:{port}"
    with ExitStack() as stack:
        stopping = stack.enter_context(_told_to_stop())
        server, address = stack.enter_context(_database(settings))
        _make_journal_key(settings)
        lines = [READY.filled(address=base).in_language(settings.language)]
        lines += _sample_line(settings, address, base) if sample else ()
        set_up = None if sample else _set_up(address)
        if set_up is not None:
            lines.append(SET_UP.filled(address=f"{base}/set-up?token={set_up[0]}").in_language(settings.language))
        web = ["web", "--host", host, "--port", str(port)]
        web += [*(("--certificate", str(certificate), "--key", str(key)) if certificate and key else ())]
        web += ["--behind-proxy"] if behind_proxy else []
        web += ["--set-up-hash", set_up[1].hex()] if set_up else []
        environment = os.environ | {"HATTAMA_DATABASE_URL": address, "HATTAMA_DATA_DIR": str(settings.data_folder)}
        children = [
            _Child(name="web", arguments=web, environment=environment),
            _Child(name="search", arguments=["search"], environment=environment),
        ]
        children += [
            _Child(name=f"worker {device}", arguments=["worker", "--device", device], environment=environment)
            for device in devices
        ]
        stack.callback(_stop, children)
        for child in children:
            child.start()
        while not stopping:
            for child in children:
                child.look_after(settings.language)
            if lines and _answers(host, port):
                click.echo("\n".join(lines))
                lines = []
            if server is not None:
                server.revive()
            time.sleep(_LOOK_SECONDS)


@contextmanager
def _told_to_stop() -> Iterator[list[int]]:
    """A list that is not empty any more once SIGTERM or SIGINT came."""
    told: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        del frame
        told.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _database(settings: Settings) -> Iterator[tuple[EmbeddedPostgres | None, str]]:
    """The embedded server, owned from here on and migrated, and the application's address; or only the other server's."""
    from models.store import migrate, privileges
    from models.store.database import connected

    if settings.database_url:
        with connected(settings.database_url) as connection:
            privileges.check_application_role(connection)
            migrate.read_version(connection).check()
        yield None, settings.database_url
        return
    with EmbeddedPostgres(settings.database_folder) as server:
        addresses = server.addresses()
        migrate.upgrade(addresses.owner)
        yield server, addresses.application


def _make_journal_key(settings: Settings) -> None:
    """The key that signs the journal, made once; on several machines the administrator gives each the same."""
    from models.journal.signing import SigningKey

    if not settings.journal_key_file.exists():
        settings.journal_key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        SigningKey.make(settings.journal_key_file, f"hattama-{secrets.token_hex(4)}")


def _sample_line(settings: Settings, address: str, base: str) -> Iterator[str]:
    """Where to sign in to the sample."""
    from api.access import LINK_HOLDS
    from hattama.sample_case import load_sample
    from models.store.database import open_database

    with open_database(address, connections=2) as database:
        login, token = load_sample(database, settings)
    minutes = int(LINK_HOLDS.total_seconds() // 60)
    told = LINK.filled(login=login, minutes=minutes, address=f"{base}/sign-in?token={token}")
    yield told.in_language(settings.language)


def _set_up(address: str) -> tuple[str, bytes] | None:
    """The token of a link to set a new service up, while this process runs, and its hash; None where that was done."""
    from api.access import new_token
    from models.store import accounts
    from models.store.database import SYSTEM, open_database

    with open_database(address, connections=2) as database, database.transaction(SYSTEM) as connection:
        return None if accounts.has_administrator(connection) else new_token()


def _reached(host: str) -> str:
    """The address by which this machine reaches what it serves on all of its own."""
    try:
        return "127.0.0.1" if ipaddress.ip_address(host).is_unspecified else host
    except ValueError:
        return host


def _answers(host: str, port: int) -> bool:
    """Whether the web process serves already."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _stop(children: Sequence[_Child]) -> None:
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.terminate()
    ends = time.monotonic() + _ENDS_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
