"""hattama backup: database and recordings as one file, encrypted to a public key."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from hattama.console import ProgressDisplay
from hattama.results import whole
from models.errors import BadInputError
from models.sentences import Sentence
from models.settings import Settings

MADE = Sentence(
    ru="Резервная копия: {path}, файлов: {files}.",
    kk="Сақтық көшірме: {path}, файлдар: {files}.",
    en="Backup: {path}, files: {files}.",
)
KEY = Sentence(
    ru="Закрытый ключ: {path}. Храните его отдельно от сервера. Открытый ключ: {public}",
    kk="Жабық кілт: {path}. Оны серверден бөлек сақтаңыз. Ашық кілт: {public}",
    en="Private key: {path}. Keep it apart from the server. Public key: {public}",
)


class WhatToDoError(BadInputError):
    """Neither a key nor a backup was asked for."""

    sentence = Sentence(
        ru="Укажите файл копии и --recipient КЛЮЧ, или --new-key ФАЙЛ.",
        kk="Көшірме файлын және --recipient КІЛТ, немесе --new-key ФАЙЛ көрсетіңіз.",
        en="Name the backup's file and --recipient KEY, or --new-key FILE.",
    )


class BackupAddressMissingError(BadInputError):
    """A server's database is read by the backup's role, whose address was not given."""

    sentence = Sentence(
        ru="Укажите в HATTAMA_DATABASE_BACKUP_URL адрес базы с ролью hattama_backup.",
        kk="HATTAMA_DATABASE_BACKUP_URL ішінде hattama_backup рөлімен дерекқор мекенжайын көрсетіңіз.",
        en="Set HATTAMA_DATABASE_BACKUP_URL to the database's address with the role hattama_backup.",
    )


@click.command(name="backup")
@click.option("--recipient", help="The public key (age1…) that the backup is encrypted to.")
@click.option("--new-key", type=click.Path(path_type=Path), help="Make a pair of keys; the private one goes to this file.")
@click.argument("out", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def command(settings: Settings, *, recipient: str | None, new_key: Path | None, out: Path | None) -> None:
    """Write database and recordings to OUT, encrypted; the service may run meanwhile."""
    from models.store import backup, last_backup
    from models.store.files import FileStore
    from models.store.server_files import programs_for

    if new_key is not None:
        public = backup.new_key(new_key)
        click.echo(KEY.filled(path=new_key, public=public).in_language(settings.language))
        return
    if out is None or recipient is None:
        raise WhatToDoError
    programs = programs_for(settings.database_folder, None)
    counted = []
    with _backup_address(settings) as address, ProgressDisplay(settings.language) as progress:

        def write(path: Path) -> None:
            with path.open("wb") as file:
                counted.append(
                    backup.make(
                        file,
                        recipient=recipient,
                        backup_url=address,
                        files=FileStore(folder=settings.data_folder),
                        checkpoints=settings.journal_checkpoints_file,
                        programs=programs,
                        progress=progress,
                    )
                )

        whole(out, write)
    last_backup.note_backup(settings.data_folder, files=counted[0], size_bytes=out.stat().st_size)
    click.echo(MADE.filled(path=out, files=counted[0]).in_language(settings.language))


@contextmanager
def _backup_address(settings: Settings) -> Iterator[str]:
    from models.store import embedded

    if settings.backup_url:
        yield settings.backup_url
        return
    if settings.database_url:
        raise BackupAddressMissingError
    with embedded.borrowed(settings.database_folder) as addresses:
        yield addresses.backup
