"""Every recording's bytes are looked at again, one after another, gently and without end.

Several web processes share the work: a recording is one process's while it beats. What was begun by a process that died is
begun anew by another.
"""

import hashlib
import logging
import threading
import time
from typing import Self
from uuid import UUID, uuid4

from models.custody import ReceivedRecording
from models.errors import HattamaError
from models.store import looks
from models.store.database import SYSTEM, Database
from models.store.files import FileStore
from models.store.looks import Look

LOG = logging.getLogger("hattama.web")
BYTES_PER_SECOND = 50_000_000  # of a disk that others read too: 4 TB a day
_BLOCK_BYTES = 1 << 20
_BEAT_SECONDS = 15.0
_LOOK_SECONDS = 60.0  # while nothing is due


class _StoppedError(Exception):
    """The process ends, or the recording is another's by now."""


class Looks:
    """Looks in a thread of its own, for as long as it is entered; at nothing where `days` is 0."""

    def __init__(
        self, database: Database, files: FileStore, *, days: float, bytes_per_second: float = BYTES_PER_SECOND
    ) -> None:
        self._database = database
        self._files = files
        self._days = days
        self._seconds_per_byte = 1 / bytes_per_second
        self._looker = uuid4()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hattama-looks", daemon=True)

    def __enter__(self) -> Self:
        if self._days:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._days:
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                busy = self.look_at_next()
            except HattamaError as error:
                LOG.error("looks wait: %s", error)  # noqa: TRY400  # the sentence says it all
                busy = False
            except Exception as error:  # noqa: BLE001  # the next look may succeed; what it may quote is not logged
                LOG.error("looks: %s", type(error).__name__)  # noqa: TRY400  # a traceback may quote data
                busy = False
            if not busy:
                self._stop.wait(_LOOK_SECONDS)

    def look_at_next(self) -> bool:
        """Look at the recording whose turn it is; False where it is none's, or the bytes are out of reach altogether."""
        with self._database.transaction(SYSTEM) as connection:
            recording = looks.claim(connection, self._looker, days=self._days)
        if recording is None:
            return False
        try:
            if not self._files.is_there():
                LOG.error("looks wait: the folder of recordings is not there")
                return False
            look = self._look(recording)
            with self._database.transaction(SYSTEM) as connection:
                if looks.beat(connection, self._looker, recording.id):
                    looks.record_look(connection, recording, look)
        except _StoppedError:
            return False
        finally:
            with self._database.transaction(SYSTEM) as connection:
                looks.let_go(connection, self._looker, recording.id)
        return True

    def _look(self, recording: ReceivedRecording) -> Look:
        """Read the bytes at a bounded pace; _StoppedError."""
        hasher, size, beaten = hashlib.sha256(), 0, time.monotonic()
        try:
            with self._files.of_hash(recording.sha256).open("rb") as file:
                while block := file.read(_BLOCK_BYTES):
                    hasher.update(block)
                    size += len(block)
                    if self._stop.wait(len(block) * self._seconds_per_byte):
                        raise _StoppedError
                    if time.monotonic() - beaten > _BEAT_SECONDS:
                        self._beat(recording.id)
                        beaten = time.monotonic()
        except OSError:
            return Look(sha256=None, size_bytes=None)  # the finding itself
        return Look(sha256=hasher.hexdigest(), size_bytes=size)

    def _beat(self, recording_id: UUID) -> None:
        with self._database.transaction(SYSTEM) as connection:
            if not looks.beat(connection, self._looker, recording_id):
                raise _StoppedError
