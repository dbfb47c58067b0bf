"""Space used is measured a few times a day, by whichever web process comes first: growth is told by it."""

import logging
import threading
from typing import Self

from models.errors import HattamaError
from models.store import storage
from models.store.database import SYSTEM, Database
from models.store.files import FileStore

LOG = logging.getLogger("hattama.web")
_HOURS = 6.0
_LOOK_SECONDS = 600.0
_FOLDERS = ("derived", "pictures")


class Space:
    """Measures in a thread of its own, for as long as it is entered: a large folder takes its time."""

    def __init__(self, database: Database, files: FileStore) -> None:
        self._database = database
        self._files = files
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hattama-space", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.measure()
            except HattamaError as error:
                LOG.error("space: %s", error)  # noqa: TRY400  # the sentence says it all
            except Exception as error:  # noqa: BLE001  # the next measurement may succeed
                LOG.error("space: %s", type(error).__name__)  # noqa: TRY400  # a traceback may quote data
            self._stop.wait(_LOOK_SECONDS)

    def measure(self) -> bool:
        """Measure if it is time; whether it was."""
        with self._database.transaction(SYSTEM) as connection:
            if not storage.is_due(connection, hours=_HOURS):
                return False
        below = {name: self._files.bytes_in(name) for name in _FOLDERS}
        with self._database.transaction(SYSTEM) as connection:
            storage.add_sample(connection, below=below, free_bytes=self._files.free_bytes())
        return True
