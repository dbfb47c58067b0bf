"""The database's version: which numbered changes it has had, and the way to the newest.

Alembic runs them. yoyo-migrations 9 was looked at first and is unfit here: it notes that a change ran in another
transaction than the change's own (killed in between, the next run fails on what is there already), its lock is a row
that a killed process leaves behind, it skips a change that does not load, asks the network for this host's name, and
fails where the system cannot name the user.
"""

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import psycopg

from models.errors import FailureError
from models.sentences import Sentence

SCHEMA = "hattama"
VERSION_TABLE = "migration"
MIGRATIONS = Path(str(resources.files("models.store") / "migrations"))
LOCK = 0x48617474616D61  # "Hattama" in ASCII: the key of the advisory lock under which one process migrates


class DatabaseNewerError(FailureError):
    """The database was migrated by a newer program; `current` and `newest`."""

    sentence = Sentence(
        ru="База данных новее программы: её версия {current}, программа знает {newest}. Установите новую версию Hattama.",
        kk="Дерекқор бағдарламадан жаңа: нұсқасы {current}, бағдарлама білетіні {newest}. "
        "Hattama-ның жаңа нұсқасын орнатыңыз.",
        en="The database is newer than the program: its version is {current}, the program knows {newest}. "
        "Install a newer Hattama.",
    )


class DatabaseOlderError(FailureError):
    """The database lacks changes that the program needs; `current` and `newest`."""

    sentence = Sentence(
        ru="База данных старее программы: её версия {current}, нужна {newest}. Выполните «hattama db upgrade».",
        kk="Дерекқор бағдарламадан ескі: нұсқасы {current}, керегі {newest}. «hattama db upgrade» орындаңыз.",
        en="The database is older than the program: its version is {current}, {newest} is needed. "
        "Run “hattama db upgrade”.",
    )


class MigrationError(FailureError):
    """A change failed and left nothing behind; `newest` and `reason`, in PostgreSQL's words."""

    sentence = Sentence(
        ru="Обновить базу данных до версии {newest} не удалось: {reason}. "
        "Изменение, на котором произошла ошибка, отменено.",
        kk="Дерекқорды {newest} нұсқасына жаңарту сәтсіз: {reason}. Қате шыққан өзгеріс кері қайтарылды.",
        en="The database could not be brought to version {newest}: {reason}. The change that failed was undone.",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """Where a database stands."""

    current: str | None  # the last change it has had, None before the first
    newest: str  # the last that the program knows

    @property
    def is_newer_than_the_program(self) -> bool:
        """Whether it has had changes that the program does not know."""
        return self.current is not None and self.current not in known_versions()

    def check(self) -> None:
        """DatabaseNewerError or DatabaseOlderError where program and database do not fit."""
        if self.is_newer_than_the_program:
            raise DatabaseNewerError(current=self.current, newest=self.newest)
        if self.current != self.newest:
            raise DatabaseOlderError(current=self.current or "-", newest=self.newest)


def known_versions() -> list[str]:
    """The numbers of the program's changes, oldest first."""
    return sorted(path.name[:4] for path in MIGRATIONS.glob("*.sql") if re.match(r"\d{4}_", path.name))


def read_version(connection: psycopg.Connection) -> Version:
    """Where this database stands; any of the three roles may ask."""
    newest = known_versions()[-1]
    there = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (f"{SCHEMA}.{VERSION_TABLE}",)).fetchone()
    if there != (True,):
        return Version(current=None, newest=newest)
    row = connection.execute("SELECT version_num FROM hattama.migration").fetchone()
    return Version(current=row[0] if row else None, newest=newest)


def upgrade(owner_url: str) -> Version:
    """Bring the database to the newest version, as its owner, each change in a transaction of its own.

    Gives where it stands then. Processes that come at once wait for one another. Raises DatabaseNewerError,
    MigrationError, and psycopg.OperationalError where there is no connection.
    """
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))  # given back with the connection
        version = read_version(connection)
        if version.is_newer_than_the_program:
            raise DatabaseNewerError(current=version.current, newest=version.newest)
        if version.current != version.newest:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")  # alembic keeps its table there
            _run_alembic(owner_url, version.newest)
        return read_version(connection)


def _run_alembic(owner_url: str, newest: str) -> None:
    import alembic.command
    import alembic.config
    import sqlalchemy

    config = alembic.config.Config()
    config.set_main_option("script_location", _escaped(MIGRATIONS / "environment"))
    config.set_main_option("version_locations", _escaped(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    engine = sqlalchemy.create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(owner_url, options="-c search_path=hattama,queue"),
        poolclass=sqlalchemy.NullPool,
    )
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            alembic.command.upgrade(config, newest)
    except (psycopg.Error, sqlalchemy.exc.SQLAlchemyError) as error:
        raise MigrationError(newest=newest, reason=str(error).strip().splitlines()[0]) from error


def _escaped(path: Path) -> str:
    """The path as a value of an ini file, where % begins a name."""
    return str(path).replace("%", "%%")
