"""Checkpoints of the journal: its root, signed outside the database and handed to witnesses.

Whoever can change the database could have the keeper sign what he changed. So it grows its tree from what the entries
say, not from the hashes stored beside them, and signs nothing before it has found its own last checkpoint again: that
one lies in a file beside the key, out of the database's reach.
"""

import io
import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg import Connection

from models.errors import FailureError, HattamaError
from models.journal.checkpoint import Checkpoint, SignedCheckpoint, read_checkpoints
from models.journal.entry import EntryKind
from models.journal.errors import WitnessFailedError
from models.journal.merkle import Frontier
from models.journal.signing import SigningKey
from models.journal.witness import FileWitness, LocalSyslogWitness, RemoteSyslogWitness, Witness, publish
from models.sentences import Sentence
from models.settings import Settings
from models.store import journal, witnesses
from models.store.database import SYSTEM, Database, DatabaseUnavailableError

LOG = logging.getLogger("hattama.journal")
_TAIL_BYTES = 65_536  # of the signer's own file: some two hundred checkpoints


class JournalAlteredError(FailureError):
    """The journal is not the one that was signed last; `size` of that checkpoint."""

    sentence = Sentence(
        ru="Журнал изменён: его первые {size} записей не те, что были подписаны. Новые отметки не подписываются. "
        "Проверьте его: «hattama journal verify».",
        kk="Журнал өзгертілген: алғашқы {size} жазбасы қол қойылғандардан өзгеше. Жаңа белгілерге қол қойылмайды. "
        "Тексеріңіз: «hattama journal verify».",
        en="The journal was altered: its first {size} entries are not those that were signed. No checkpoint is signed any "
        "more. See “hattama journal verify”.",
    )


def witnesses_of(addresses: Sequence[str]) -> tuple[Witness, ...]:
    """Witnesses by their addresses, as the settings hold them (checked there)."""
    made: list[Witness] = []
    for address in addresses:
        kind, _, rest = address.partition(":")
        host, _, port = rest.rpartition(":")
        if kind == "file":
            made.append(FileWitness(Path(rest)))
        else:
            made.append(RemoteSyslogWitness(host, int(port)) if host else LocalSyslogWitness())
    return tuple(made)


class JournalKeeper:
    """Signs checkpoints. The tree's frontier is kept in memory, so that each reads only what is new."""

    def __init__(self, database: Database, settings: Settings) -> None:
        """Errors of `SigningKey.load`."""
        self._database = database
        self._key = SigningKey.load(settings.journal_key_file)
        self._own = settings.journal_checkpoints_file
        self._witnesses = witnesses_of(settings.journal_witnesses)
        self._frontier = Frontier()

    def checkpoint(self) -> SignedCheckpoint:
        """Sign the journal as it is and hand it to every witness, also where nothing is new: it shows that all runs.

        A witness that fails is an alarm in log and journal, and gets the next checkpoint again. JournalAlteredError
        where the journal is not the one that was signed before, by whichever process.
        """
        try:
            made = self._sign()
        except HattamaError as error:
            with suppress(DatabaseUnavailableError), self._database.transaction(SYSTEM) as connection:
                witnesses.note_not_signed(connection, error)
            raise
        deliveries = publish(made, self._witnesses)
        with self._database.transaction(SYSTEM) as connection:
            witnesses.note_checkpoint(connection, made, deliveries)
        failed = [each.error for each in deliveries if each.error is not None]
        if failed:
            self._alarm(failed)
        return made

    def _sign(self) -> SignedCheckpoint:
        """The journal as it is, signed, and kept beside the key where it is new."""
        with self._database.transaction(SYSTEM) as connection:
            journal.lock_checkpoints(connection)
            self._grow(connection)
            at = datetime.now(UTC)
            size = self._frontier.size
            made = self._key.sign(Checkpoint(origin=self._key.verifier.name, size=size, root=self._frontier.root(), at=at))
            is_new = journal.checkpointed(connection) < size
            if is_new:
                FileWitness(self._own).keep(made)
                journal.add_checkpoint(connection, size=size, note=made.text, at=at)
        return made

    def _grow(self, connection: Connection[Any]) -> None:
        """Take in new entries, and look on the way whether the tree passes through what was signed last."""
        last = self._last_signed()
        if last is not None and last.size < self._frontier.size:
            last = None  # passed already, in this process
        for kept in journal.entries(connection, after=self._frontier.size - 1):
            self._check(last)
            self._frontier.append(kept.entry.leaf_hash)
        self._check(last)
        if last is not None and self._frontier.size < last.size:
            raise JournalAlteredError(size=last.size)

    def _check(self, last: Checkpoint | None) -> None:
        if last is not None and last.size == self._frontier.size and last.root != self._frontier.root():
            self._frontier = Frontier()  # nothing of it can be trusted: the next try reads all again
            raise JournalAlteredError(size=last.size)

    def _last_signed(self) -> Checkpoint | None:
        """The largest checkpoint of this key in the file beside it."""
        try:
            with self._own.open("rb") as file:
                file.seek(max(0, self._own.stat().st_size - _TAIL_BYTES))
                tail = file.read().decode("utf-8", "replace")
        except FileNotFoundError:
            return None
        found = read_checkpoints(io.StringIO(tail)).checkpoints
        ours = [each.checkpoint for each in found if each.checkpoint.origin == self._key.verifier.name]
        return max(ours, key=lambda each: each.size, default=None)

    def _alarm(self, failed: Sequence[WitnessFailedError]) -> None:
        for error in failed:
            LOG.error("%s", error)
        with self._database.transaction(SYSTEM) as connection:
            journal.record(
                connection,
                EntryKind.CHECKPOINT_FAILED,
                subject=("witness", str(failed[0].data["witness"])),
                account_id=None,
                details={"witnesses": [str(each.data["witness"]) for each in failed]},
            )
