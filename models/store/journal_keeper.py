"""Checkpoints of the journal: its root, signed outside the database and handed to witnesses."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from models.journal.checkpoint import Checkpoint, SignedCheckpoint
from models.journal.entry import EntryKind
from models.journal.errors import WitnessFailedError
from models.journal.merkle import Frontier
from models.journal.signing import SigningKey
from models.journal.witness import FileWitness, LocalSyslogWitness, RemoteSyslogWitness, Witness, publish
from models.store import journal
from models.store.database import SYSTEM, Database

LOG = logging.getLogger("hattama.journal")


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
    """Signs checkpoints. The frontier is kept in memory, so that each reads only what is new."""

    def __init__(self, database: Database, key: SigningKey, witnesses: Sequence[Witness]) -> None:
        self._database = database
        self._key = key
        self._witnesses = tuple(witnesses)
        self._frontier = Frontier()

    def checkpoint(self) -> SignedCheckpoint | None:
        """Sign what is new and hand it to every witness; None where nothing is.

        A witness that fails is an alarm in log and journal, and gets the next checkpoint again.
        """
        with self._database.transaction(SYSTEM) as connection:
            size = journal.size(connection)
            if size == journal.checkpointed(connection):
                return None
            for leaf in journal.leaf_hashes(connection, first=self._frontier.size, after=size):
                self._frontier.append(leaf)
            at = datetime.now(UTC)
            made = self._key.sign(Checkpoint(origin=self._key.verifier.name, size=size, root=self._frontier.root(), at=at))
            journal.add_checkpoint(connection, size=size, note=made.text, at=at)
        failed = [each.error for each in publish(made, self._witnesses) if each.error is not None]
        if failed:
            self._alarm(failed)
        return made

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
