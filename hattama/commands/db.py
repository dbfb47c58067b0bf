"""hattama db: the version of the database, and the way to the newest."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from models.sentences import Sentence
from models.settings import Settings

EMBEDDED = Sentence(ru="встроенная, {place}", kk="кірістірілген, {place}", en="embedded, {place}")
SERVER = Sentence(ru="сервер, {place}", kk="сервер, {place}", en="server, {place}")
NONE_YET = Sentence(ru="базы данных ещё нет: {place}", kk="дерекқор әлі жоқ: {place}", en="no database yet: {place}")
VERSION = Sentence(
    ru="версия {current}, программа знает {newest}",
    kk="нұсқасы {current}, бағдарлама білетіні {newest}",
    en="version {current}, the program knows {newest}",
)


@click.group(name="db")
def command() -> None:
    """Show the version of the database, or bring it to the newest."""


@command.command()
@click.pass_obj
def upgrade(settings: Settings) -> None:
    """Bring the database to the newest version; makes the embedded one where there is none."""
    from models.store import migrate

    with _owner_address(settings) as address:
        version = migrate.upgrade(address)
    click.echo(VERSION.filled(current=version.current, newest=version.newest).in_language(settings.language))


@command.command()
@click.pass_obj
def status(settings: Settings) -> None:
    """Where the database is and which version it has; a database that does not fit the program ends with exit code 1."""
    from models.store import embedded, migrate
    from models.store.database import connected

    if not settings.database_url and not settings.owner_url and not embedded.exists(settings.database_folder):
        click.echo(NONE_YET.filled(place=settings.database_folder).in_language(settings.language))
        return
    with application_address(settings) as address, connected(address) as connection:
        version = migrate.read_version(connection)
        place = _place(settings, host=connection.info.host, database=connection.info.dbname)
    click.echo(place.in_language(settings.language))
    click.echo(VERSION.filled(current=version.current or "-", newest=version.newest).in_language(settings.language))
    version.check()


@contextmanager
def application_address(settings: Settings) -> Iterator[str]:
    """The application's address; an embedded server that does not run is started for the while."""
    from models.store import embedded

    if settings.database_url or settings.owner_url:
        yield settings.database_url or settings.owner_url or ""
        return
    with embedded.borrowed(settings.database_folder) as addresses:
        yield addresses.application


@contextmanager
def _owner_address(settings: Settings) -> Iterator[str]:
    from models.store import embedded
    from models.store.saved_database import OwnerAddressMissingError

    if settings.owner_url:
        yield settings.owner_url
        return
    if settings.database_url:
        raise OwnerAddressMissingError
    with embedded.borrowed(settings.database_folder) as addresses:
        yield addresses.owner


def _place(settings: Settings, *, host: str, database: str) -> Sentence:
    if settings.database_url or settings.owner_url:
        return SERVER.filled(place=f"{host}/{database}")
    return EMBEDDED.filled(place=settings.database_folder)
