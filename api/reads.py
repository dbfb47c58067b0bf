"""Reads go to the journal in batches, at most a second late: a page must not wait for others' entries."""

import logging
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from models.accounts import SignedIn
from models.journal.canonical import Json, canonical
from models.journal.entry import EntryKind
from models.store import journal
from models.store.database import SYSTEM, Database

LOG = logging.getLogger("hattama.web")
_EVERY_SECONDS = 0.7  # with the writing itself, below a second
_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    kind: EntryKind
    account_id: UUID
    case_id: UUID | None
    subject: tuple[str, object]
    details: Mapping[str, Json]


class Reads:
    """Collects reads; a thread of its own writes them. Use as a context: the rest is written at its end."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[_Read] = deque()
        self._writing = threading.Lock()
        self._stop = threading.Event()
        self._writer = threading.Thread(target=self._write_on, name="hattama-reads", daemon=True)

    def __enter__(self) -> "Reads":
        self._writer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._writer.join()

    def note(
        self,
        kind: EntryKind,
        who: SignedIn,
        *,
        case_id: UUID | None,
        subject: tuple[str, object],
        details: Mapping[str, Json] | None = None,
    ) -> None:
        """Somebody was shown something, or heard it."""
        read = _Read(kind=kind, account_id=who.account.id, case_id=case_id, subject=subject, details=details or {})
        self._waiting.append(read)

    def write(self) -> None:
        """What waits, now."""
        with self._writing:
            self._write()

    def _write_on(self) -> None:
        while not self._stop.wait(_EVERY_SECONDS):
            self.write()
        self.write()

    def _write(self) -> None:
        while self._waiting:
            batch = [self._waiting[number] for number in range(min(_AT_ONCE, len(self._waiting)))]
            try:
                self._write_all(batch)
            except Exception as error:  # noqa: BLE001  # whatever it is: no read is lost, and later ones are written too
                if not self._told_shorter(batch):
                    LOG.error("%d reads wait to be journalled: %s", len(self._waiting), type(error).__name__)  # noqa: TRY400
                    return  # they stay in line
                continue
            for _ in batch:
                self._waiting.popleft()

    def _told_shorter(self, batch: Sequence[_Read]) -> bool:
        """Details that the journal cannot hold must not keep others waiting: that it was read is told all the same."""
        unfit = [number for number, read in enumerate(batch) if not _can_be_kept(read)]
        for number in unfit:
            LOG.error("details of a read cannot be journalled")
            self._waiting[number] = replace(batch[number], details={"what": "unknown"})
        return bool(unfit)

    def _write_all(self, batch: Sequence[_Read]) -> None:
        with self._database.transaction(SYSTEM) as connection:
            for read in batch:
                journal.record(
                    connection,
                    read.kind,
                    subject=read.subject,
                    account_id=read.account_id,
                    case_id=read.case_id,
                    details=read.details,
                )


def _can_be_kept(read: _Read) -> bool:
    try:
        canonical(dict(read.details))
    except ValueError:
        return False
    return True
