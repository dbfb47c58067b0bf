"""hattama restore: a backup into an empty data folder, with everything in it verified."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import psycopg

from hattama.console import ProgressDisplay
from models.errors import BadInputError, FailureError
from models.sentences import Sentence
from models.settings import Settings
from models.store.files import FileStore

RESTORED = Sentence(
    ru="Восстановлено: файлов {files}, записей журнала {entries}; всё сверено.",
    kk="Қалпына келтірілді: файлдар {files}, журнал жазбалары {entries}; бәрі тексерілді.",
    en="Restored: {files} files, {entries} journal entries; all of it verified.",
)


class NotEmptyError(BadInputError):
    """There is something already where the backup would go; `folder`."""

    sentence = Sentence(
        ru="В {folder} уже есть данные. Укажите пустую папку в HATTAMA_DATA_DIR или пустую базу.",
        kk="{folder} ішінде деректер бар. HATTAMA_DATA_DIR арқылы бос қалта немесе бос дерекқор көрсетіңіз.",
        en="There are data in {folder} already. Name an empty folder in HATTAMA_DATA_DIR, or an empty database.",
    )


class RestoredAlteredError(FailureError):
    """What was restored does not hold together; `reason`."""

    sentence = Sentence(
        ru="Восстановленные данные не сходятся: {reason}.",
        kk="Қалпына келтірілген деректер сәйкес емес: {reason}.",
        en="What was restored does not hold together: {reason}.",
    )


@click.command(name="restore")
@click.option("--identity", required=True, type=click.Path(path_type=Path), help="File of the private key.")
@click.argument("backup_file", type=click.Path(path_type=Path))
@click.pass_obj
def command(settings: Settings, *, identity: Path, backup_file: Path) -> None:
    """Bring BACKUP_FILE back into the empty data folder and verify every recording and the journal."""
    from models.store import backup, dumps
    from models.store.database import SYSTEM, open_database
    from models.store.server_files import programs_for

    if settings.data_folder.exists() and any(settings.data_folder.iterdir()):
        raise NotEmptyError(folder=settings.data_folder)
    files = FileStore(folder=settings.data_folder)
    with _empty_database(settings) as (owner, application), ProgressDisplay(settings.language) as progress:
        programs = programs_for(settings.database_folder, None)
        count = backup.restore(
            backup_file,
            identity,
            files=files,
            load=lambda archive: dumps.load(archive, owner, programs),
            progress=progress,
        )
        with open_database(application, connections=2) as database, database.transaction(SYSTEM) as connection:
            entries = verify_restored(connection, files)
    click.echo(RESTORED.filled(files=count, entries=entries).in_language(settings.language))


@contextmanager
def _empty_database(settings: Settings) -> Iterator[tuple[str, str]]:
    """The addresses of whoever loads a database, and of the application; NotEmptyError where there are data in it."""
    from models.store.embedded import EmbeddedPostgres
    from models.store.saved_database import OwnerAddressMissingError

    if settings.database_url:
        if settings.owner_url is None:
            raise OwnerAddressMissingError
        with psycopg.connect(settings.owner_url) as connection:
            if connection.execute("SELECT to_regnamespace('hattama')").fetchone() != (None,):
                raise NotEmptyError(folder=f"{connection.info.host}/{connection.info.dbname}")
        yield settings.owner_url, settings.database_url
        return
    with EmbeddedPostgres(settings.database_folder) as server:
        yield server.addresses().owner, server.addresses().application


def verify_restored(connection: psycopg.Connection[Any], files: FileStore) -> int:
    """Every recording's bytes are there and the journal's tree leads to its own checkpoints; entries of the journal."""
    from models.journal.checkpoint import parse_checkpoint
    from models.journal.merkle import Frontier
    from models.store import journal

    for (sha256,) in connection.execute("SELECT sha256 FROM stored_file").fetchall():
        if files.hash_of(sha256)[0] != sha256:
            raise RestoredAlteredError(reason=sha256)
    signed = {each.size: each.root for each in (parse_checkpoint(n).checkpoint for n in journal.checkpoints(connection))}
    frontier = Frontier()
    for kept in journal.entries(connection):
        frontier.append(kept.entry.leaf_hash)
        if signed.get(frontier.size, frontier.root()) != frontier.root():
            raise RestoredAlteredError(reason=f"journal {frontier.size}")
    return frontier.size
