"""hattama journal: verify it, hand it out, and show the key that others verify it with."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import click

from hattama.commands.db import application_address
from hattama.results import OutputError
from models.errors import BadInputError
from models.journal.checkpoint import NONE_HELD, CheckpointList, SignedCheckpoint, parse_checkpoint, read_checkpoints
from models.journal.export import verify_file, write_export
from models.journal.extract import ExtractHeader, write_extract
from models.journal.merkle import Nodes
from models.journal.remarks import Report
from models.journal.signing import SigningKey, VerifierKey
from models.journal.verify import Verifier
from models.sentences import Sentence
from models.settings import Settings
from models.store import journal
from models.store.database import SYSTEM, Database, open_database
from models.store.journal_keeper import JournalKeeper


class CheckpointFileError(BadInputError):
    """A file of checkpoints that cannot be read; `path` and `reason`."""

    sentence = Sentence(
        ru="Файл «{path}» не читается: {reason}.",
        kk="«{path}» файлы оқылмайды: {reason}.",
        en="The file “{path}” cannot be read: {reason}.",
    )


class EmptyJournalError(BadInputError):
    """There is nothing to export yet."""

    sentence = Sentence(ru="Журнал пуст.", kk="Журнал бос.", en="The journal is empty.")


@click.group(name="journal")
def command() -> None:
    """Verify the journal, export it, and show the key to verify it with."""


@command.command()
@click.option("--checkpoint", "files", multiple=True, type=click.Path(path_type=Path), help="Checkpoints kept elsewhere.")
@click.option("--key", "keys", multiple=True, help="Keys to trust (name+hash+key); default: this service's own.")
@click.argument("export", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def verify(settings: Settings, files: tuple[Path, ...], keys: tuple[str, ...], export: Path | None) -> None:
    """Verify the journal, or the EXPORT of one; ends with 0 proven, 1 a fault, 3 nothing wrong but not all proven."""
    trusted = [VerifierKey.parse(each) for each in keys] or [SigningKey.load(settings.journal_key_file).verifier]
    own = settings.journal_checkpoints_file
    held = _held(files or ((own,) if export is None and own.exists() else ()))
    if export is not None:
        try:
            with export.open("rb") as lines:
                report = verify_file(lines, keys=trusted, held=held)
        except OSError as error:
            raise CheckpointFileError(path=export, reason=error.strerror or str(error)) from error
    else:
        report = _verify_own(settings, trusted, held)
    for line in report.lines(settings.language):
        click.echo(line)
    sys.stdout.flush()
    raise click.exceptions.Exit(report.exit_code)


def _verify_own(settings: Settings, keys: Sequence[VerifierKey], held: CheckpointList) -> Report:
    with _database(settings) as database, database.transaction(SYSTEM) as connection:
        own = [parse_checkpoint(note) for note in journal.checkpoints(connection)]
        verifier = Verifier(own, held, keys)
        for kept in journal.entries(connection, on_fault=lambda index: verifier.take_unreadable(index + 1)):
            verifier.take(kept)
        return verifier.report()


@command.command()
@click.option("--case", "case_id", type=click.UUID, help="Only this case's entries, each with its proof.")
@click.argument("out", type=click.Path(path_type=Path))
@click.pass_obj
def export(settings: Settings, case_id: UUID | None, out: Path) -> None:
    """Sign a checkpoint and write the journal to a file, or one case's part of it."""
    with _database(settings) as database:
        JournalKeeper(database, settings).checkpoint()
        with database.transaction(SYSTEM) as connection:
            notes = [parse_checkpoint(note) for note in journal.checkpoints(connection)]
            if not notes:
                raise EmptyJournalError
            if case_id is None:
                _write(out, write_export(journal.entries(connection), notes))
                return
            newest: SignedCheckpoint = notes[-1]
            size = newest.checkpoint.size
            nodes = Nodes(journal.leaf_hashes(connection, first=0, after=size))
            entries = (e for e in journal.entries(connection, case_id=case_id) if e.entry.index < size)
            _write(out, write_extract(ExtractHeader(case_id=str(case_id), checkpoint=newest), entries, nodes))


@command.command()
@click.pass_obj
def key(settings: Settings) -> None:
    """Print the public key that the journal's checkpoints are verified with."""
    click.echo(SigningKey.load(settings.journal_key_file).verifier.text)


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    with application_address(settings) as address, open_database(address, connections=2) as database:
        yield database


def _held(files: Sequence[Path]) -> CheckpointList:
    found, unreadable = list(NONE_HELD.checkpoints), 0
    for path in files:
        try:
            with path.open(encoding="utf-8", errors="replace") as lines:
                read = read_checkpoints(lines)
        except OSError as error:
            raise CheckpointFileError(path=path, reason=error.strerror or str(error)) from error
        found += read.checkpoints
        unreadable += read.unreadable
    return CheckpointList(checkpoints=tuple(found), unreadable=unreadable)


def _write(out: Path, lines: Iterator[bytes]) -> None:
    try:
        with out.open("wb") as file:
            file.writelines(lines)
    except OSError as error:
        raise OutputError(folder=out, reason=error.strerror or str(error)) from error
