"""The database in a file before an upgrade, and back from it where the upgrade failed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from models.errors import BadInputError
from models.sentences import Sentence
from models.settings import Settings
from models.store import embedded, roles
from models.store.dumps import SCHEMAS, dump, load
from models.store.embedded import EmbeddedPostgres
from models.store.server_files import programs_for


class OwnerAddressMissingError(BadInputError):
    """A server's database is migrated by its owner, whose address was not given."""

    sentence = Sentence(
        ru="Укажите в HATTAMA_DATABASE_OWNER_URL адрес базы с ролью hattama_owner: обновляет базу её владелец.",
        kk="HATTAMA_DATABASE_OWNER_URL ішінде hattama_owner рөлімен дерекқор мекенжайын көрсетіңіз: оны иесі жаңартады.",
        en="Set HATTAMA_DATABASE_OWNER_URL to the database's address with the role hattama_owner: its owner upgrades it.",
    )


class InUseError(BadInputError):
    """Processes of the service are connected; `count`."""

    sentence = Sentence(
        ru="К базе данных подключены процессы службы: {count}. Остановите службу на всех машинах и повторите.",
        kk="Дерекқорға қызмет процестері қосылған: {count}. Барлық машинада қызметті тоқтатып, қайталаңыз.",
        en="Processes of the service are connected to the database: {count}. Stop the service on all machines and repeat.",
    )


def save(settings: Settings, path: Path) -> bool:
    """Write the whole database to a new file of mode 0600; False where there is no database yet.

    Nobody may be working in it: InUseError, or DatabaseOwnedError of the embedded one. OwnerAddressMissingError,
    BackupFailedError.
    """
    if not settings.database_url and not settings.owner_url and not embedded.exists(settings.database_folder):
        return False
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with _owned(settings) as (address, programs):
        dump(address, path, programs)
    return True


def put_back(settings: Settings, path: Path) -> None:
    """The database as it was saved, in place of what is there now. BackupFailedError: then all is as before the call."""
    with _owned(settings) as (address, programs):
        with psycopg.connect(address) as connection:
            for each in SCHEMAS:
                _rename(connection, each, f"{each}_failed")
        try:
            load(path, address, programs)
        except BaseException:
            with psycopg.connect(address) as connection:
                for each in SCHEMAS:
                    _rename(connection, f"{each}_failed", each)
            raise
        with psycopg.connect(address) as connection:
            for each in SCHEMAS:
                connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(f"{each}_failed")))


def _rename(connection: psycopg.Connection, old: str, new: str) -> None:
    statement = sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
    connection.execute(statement)


@contextmanager
def _owned(settings: Settings) -> Iterator[tuple[str, Path]]:
    """The owner's address of a database in which nobody works, and the folder of PostgreSQL's programs."""
    if settings.owner_url or settings.database_url:
        if settings.owner_url is None:
            raise OwnerAddressMissingError
        with psycopg.connect(settings.owner_url) as connection:
            query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = %s"
            found = connection.execute(query, (roles.APPLICATION,)).fetchone()
            if found and found[0]:
                raise InUseError(count=found[0])
        yield settings.owner_url, programs_for(settings.database_folder, None)
        return
    with EmbeddedPostgres(settings.database_folder) as server:
        yield server.addresses().owner, programs_for(settings.database_folder, None)
