"""The embedded PostgreSQL as a process: who may reach it, and what is left after each way to die."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from models.store import server_files
from models.store.account import DatabaseOutOfReachError, account_for, is_alone
from models.store.embedded import (
    DatabaseFolderError,
    DatabaseOwnedError,
    DatabaseStartError,
    DatabaseVersionError,
    EmbeddedPostgres,
    borrowed,
    exists,
)
from tests.postgres import folder_for_servers

ROOT = Path(__file__).resolve().parents[2]
CAN_BECOME_OTHERS = os.geteuid() == 0 and not is_alone()
pytestmark = pytest.mark.integration

OWNER = """
import sys, time
from pathlib import Path
from models.store.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
print(server._guardian.pid, flush=True)
time.sleep(600)
"""
STRANGER = """
import os, socket, sys
folder, address = sys.argv[1:]
os.setgroups([])
os.setgid(54321)
os.setuid(54321)
for name in ("", "passwords.json", "data", "log", "socket"):
    try:
        os.listdir(os.path.join(folder, name)) if not name.endswith("json") else open(os.path.join(folder, name))
    except PermissionError:
        continue
    sys.exit(f"{name} is open")
try:
    socket.socket(socket.AF_UNIX).connect(address)
except PermissionError:
    sys.exit(0)
sys.exit("the socket is open")
"""


@pytest.fixture(scope="module")
def folder():
    with folder_for_servers() as folder:
        yield folder / "database"


@pytest.fixture
def server(folder):
    """A running server of this module's folder, with one committed row; each test may kill it."""
    with EmbeddedPostgres(folder) as server:
        with connect(server) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS public.kept AS SELECT 'committed' AS word")
        yield server


def connect(server):
    return psycopg.connect(server.addresses().superuser, autocommit=True)


def kept(server):
    with connect(server) as connection:
        return connection.execute("SELECT word FROM public.kept").fetchone()


def postmaster_of(folder):
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def soon(condition, seconds=5.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@contextmanager
def owner_elsewhere(folder):
    """Another process that owns the server: itself, and its guardian's pid."""
    with subprocess.Popen([sys.executable, "-c", OWNER, folder], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process, int(process.stdout.readline())
        finally:
            process.kill()


def test_another_user_reaches_neither_the_files_nor_the_socket(server, folder):
    for name in ("data", "socket", "log"):
        assert (folder / name).stat().st_mode & 0o777 == 0o700
    assert folder.stat().st_mode & 0o007 == 0
    assert (folder / "passwords.json").stat().st_mode & 0o777 == 0o600
    if not CAN_BECOME_OTHERS:
        pytest.skip("only root of all can become another user")
    stranger = [sys.executable, "-I", "-S", "-c", STRANGER, folder, folder / "socket" / server_files.SOCKET_NAME]
    ended = subprocess.run(stranger, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_a_password_is_asked_of_everyone(server, folder):
    for user in ("postgres", "hattama_owner", "hattama_app", "hattama_backup"):
        for database in ("hattama", "postgres"):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(f"host={folder / 'socket'} user={user} dbname={database} password=guess")


def test_only_our_database_lets_the_application_in(server):
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(server.addresses("postgres").application)


def test_no_process_of_the_server_listens_on_the_network(server, folder):
    listening = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            if (fields := line.split())[3] == "0A":
                listening.add(f"socket:[{fields[9]}]")
    files = {os.readlink(each) for each in Path(f"/proc/{postmaster_of(folder)}/fd").iterdir()}  # noqa: PTH115
    assert any(each.startswith("socket:") for each in files)
    assert not files & listening


def test_neither_statements_nor_values_are_logged(server, folder):
    with psycopg.connect(server.addresses().superuser, autocommit=True) as connection:
        connection.execute("CREATE TEMP TABLE person (name text PRIMARY KEY)")
        connection.execute("INSERT INTO person VALUES (%s)", ("Ахметов-секрет",))
        for statement in (
            "INSERT INTO person VALUES ('Ахметов-секрет')",
            "SELECT 'Ахметов-секрет'::int",
            "DO $$ BEGIN RAISE WARNING 'Ахметов-секрет'; END $$",
            "SELECT 'Ахметов-секрет' FROM nowhere",
        ):
            try:
                connection.execute(statement)
            except psycopg.Error as error:
                assert "PANIC" not in str(error)
    said = "".join(path.read_text("utf-8", "replace") for path in (folder / "log").iterdir())
    assert "database system is ready" in said
    assert "секрет" not in said


def test_a_second_owner_is_refused_and_borrows_the_running_one(server, folder):
    with pytest.raises(DatabaseOwnedError, match="already runs"):
        EmbeddedPostgres(folder).start()
    with borrowed(folder) as addresses, psycopg.connect(addresses.application) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert server.alive()
    assert kept(server) == ("committed",)


def test_a_stopped_server_is_started_for_a_borrower_and_stopped_again(folder):
    with borrowed(folder) as addresses, psycopg.connect(addresses.application):
        postmaster = postmaster_of(folder)
    assert not lives(postmaster)


def test_a_killed_server_comes_back_with_what_was_committed(server, folder):
    os.kill(postmaster_of(folder), signal.SIGKILL)
    soon(lambda: not server.alive())
    assert server.revive()
    assert kept(server) == ("committed",)
    assert not server.revive()


def test_a_killed_guardian_takes_the_server_with_it_and_both_come_back(server, folder):
    postmaster = postmaster_of(folder)
    os.kill(server._guardian.pid, signal.SIGKILL)
    soon(lambda: not lives(postmaster))
    assert server.revive()
    assert kept(server) == ("committed",)


def test_a_killed_owner_takes_the_server_with_it_and_a_new_one_starts(folder):
    with owner_elsewhere(folder) as (process, guardian):
        postmaster = postmaster_of(folder)
        process.kill()
        soon(lambda: not lives(postmaster))
        soon(lambda: not lives(guardian))
        with EmbeddedPostgres(folder) as server:
            assert kept(server) == ("committed",)


def test_a_new_owner_waits_for_the_server_of_a_killed_one(folder):
    with owner_elsewhere(folder) as (process, _):
        process.kill()
        process.wait()
        with EmbeddedPostgres(folder) as server:
            assert kept(server) == ("committed",)


def test_everything_is_killed_and_another_process_has_the_pid(folder):
    account = account_for(folder / "data")
    with owner_elsewhere(folder) as (process, guardian):
        postmaster = postmaster_of(folder)
        for pid in (process.pid, guardian, postmaster):
            os.kill(pid, signal.SIGKILL)
        soon(lambda: not lives(postmaster))
        with subprocess.Popen(["sleep", "60"], **(account.identity() if account else {})) as sleeper:
            for left in (folder / "data" / "postmaster.pid", folder / "socket" / f"{server_files.SOCKET_NAME}.lock"):
                lines = left.read_text().splitlines(keepends=True)
                left.write_text("".join([f"{sleeper.pid}\n", *lines[1:]]))
            with EmbeddedPostgres(folder) as server:
                assert kept(server) == ("committed",)
            sleeper.kill()


def test_an_interrupt_from_the_keyboard_is_the_owners_to_handle(server, folder):
    assert os.getpgid(postmaster_of(folder)) != os.getpgid(0)


def test_no_secret_of_ours_is_in_the_servers_environment(server, folder):
    environment = Path(f"/proc/{postmaster_of(folder)}/environ").read_bytes().decode()
    assert {each.partition("=")[0] for each in environment.split("\0") if each} <= {"PATH", "LC_ALL", "TZ"} | {
        "PG_GRANDPARENT_PID",
        "PGDATA",
    }


def test_a_folder_of_another_postgresql_is_refused(folder):
    version = folder / "data" / "PG_VERSION"
    version.write_text("17\n")
    try:
        with pytest.raises(DatabaseVersionError, match="made by PostgreSQL 17"):
            EmbeddedPostgres(folder).start()
    finally:
        version.write_text("18\n")


def test_a_server_that_cannot_start_says_why_and_leaves_the_folder_free(folder):
    control = folder / "data" / "global" / "pg_control"
    control.rename(control.with_suffix(".away"))
    try:
        with pytest.raises(DatabaseStartError, match="pg_control"):
            EmbeddedPostgres(folder).start()
    finally:
        control.with_suffix(".away").rename(control)
    with EmbeddedPostgres(folder) as server:
        assert kept(server) == ("committed",)


def test_lost_passwords_are_said(folder):
    path = folder / "passwords.json"
    path.rename(path.with_suffix(".away"))
    try:
        with pytest.raises(DatabaseFolderError, match=r"passwords\.json"):
            EmbeddedPostgres(folder).start()
    finally:
        path.with_suffix(".away").rename(path)


def test_a_first_start_that_was_cut_off_is_begun_again_in_a_folder_with_a_long_and_hostile_name():
    with folder_for_servers() as parent:
        folder = parent / ("данные \"1\", 'x' %s $(y) " + "ы" * 40)
        (folder / "data.new").mkdir(parents=True)
        (folder / "data.new" / "junk").write_text("half")
        assert not exists(folder)
        with EmbeddedPostgres(folder) as server, psycopg.connect(server.addresses().application) as connection:
            assert connection.execute("SELECT upper('әділ')").fetchone() == ("ӘДІЛ",)
            sockets = Path(connection.info.host)
        assert exists(folder)
        assert set(json.loads((folder / "passwords.json").read_text())) == {"superuser", "owner", "application", "backup"}
        assert sockets.stat().st_mode & 0o777 == 0o700
        sockets.rmdir()


@pytest.mark.skipif(not CAN_BECOME_OTHERS, reason="without root PostgreSQL runs as whoever installed it")
def test_programs_that_the_account_cannot_reach_are_copied(monkeypatch):
    """As in an installation under /root."""
    monkeypatch.setattr(server_files, "_runs", lambda *_: False)
    with folder_for_servers() as parent, EmbeddedPostgres(parent / "database") as server, connect(server):
        running = Path(f"/proc/{postmaster_of(server.folder)}/exe").readlink()
        assert running.is_relative_to(server.folder)
        server.stop()
        server.start()


@pytest.mark.skipif(not CAN_BECOME_OTHERS, reason="an ordinary user reaches what it may make")
def test_root_is_told_of_a_folder_that_the_account_cannot_reach():
    with folder_for_servers() as parent:
        parent.chmod(0o700)
        with pytest.raises(DatabaseOutOfReachError, match="HATTAMA_DATA_DIR"):
            EmbeddedPostgres(parent / "database").start()


def test_a_folder_that_cannot_be_made_is_a_sentence():
    with pytest.raises(DatabaseFolderError, match="/proc/hattama"):
        EmbeddedPostgres(Path("/proc/hattama/database")).start()


START = """
import sys
from pathlib import Path
from models.store.embedded import EmbeddedPostgres
from models.store.database import connected
with EmbeddedPostgres(Path(sys.argv[1])) as server, connected(server.addresses("postgres").superuser) as connection:
    print(connection.execute("SELECT 'it answers'").fetchone()[0])
"""


def test_it_runs_where_root_is_alone_in_its_namespace():
    unshare = ["unshare", "--user", "--map-root-user"]
    if shutil.which("unshare") is None or subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no user namespaces here")
    with folder_for_servers() as place:
        command = [*unshare, sys.executable, "-W", "ignore", "-c", START, str(place / "database")]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        assert ended.stdout == "it answers\n", ended.stderr
