"""Real PostgreSQL for tests: one embedded server a session, a fresh copy of the migrated database a module."""

import itertools
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from models.store import migrate, roles
from models.store.embedded import EmbeddedPostgres

_MEMORY = Path("/dev/shm")  # a container's may be small
_ROOM_BYTES = 4 * 1024**3
_numbers = itertools.count(1)


@contextmanager
def folder_for_servers():
    """A folder with a short path that PostgreSQL's account may pass through, as pytest's own is not for root.

    In memory where there is room: every module's database is a copy of a thousand files.
    """
    roomy = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM_BYTES
    with tempfile.TemporaryDirectory(prefix="hattama-test-", dir=_MEMORY if roomy else "/tmp") as folder:
        Path(folder).chmod(0o711 if os.geteuid() == 0 else 0o700)
        yield Path(folder)


@contextmanager
def migrated_server():
    """A running server whose database `hattama` has had every change; nobody stays connected to it."""
    with folder_for_servers() as folder, EmbeddedPostgres(folder / "database") as server:
        migrate.upgrade(server.addresses().owner)
        _care_less_for_the_disk(server)
        yield server


def _care_less_for_the_disk(server):
    """What is written here need not outlive the machine's power."""
    with psycopg.connect(server.addresses("postgres").superuser, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def fresh_database(server):
    """A copy of the migrated database, as `Addresses`; dropped at the end."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(server.addresses("postgres").superuser, autocommit=True) as connection:
        roles.create_database(connection, name, template=roles.DATABASE)
        yield server.addresses(name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
