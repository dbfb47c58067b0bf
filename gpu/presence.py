"""A worker is seen: that it lives, where, on what, and whether the weights it needs lie on its host."""

import contextlib
import os
import socket
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self
from uuid import uuid4

import psycopg

from models.queue import Queue
from models.settings import Settings
from models.store import workers
from models.store.database import SYSTEM, Database, DatabaseUnavailableError
from models.weights import CatalogueError
from models.weights_in_use import in_use, look
from models.workers import Worker

_WEIGHTS_SECONDS = 60.0  # between looks at their sizes


def this_worker(device: str, computes_on: str | None, *, queues: Sequence[Queue], version: str) -> Worker:
    """This process, under a new id."""
    return Worker(
        id=uuid4(),
        host=socket.gethostname(),
        pid=os.getpid(),
        device=device,
        computes_on=computes_on or device,
        queues=[*queues],
        version=version,
    )


class Presence:
    """Tells of a worker for as long as it is entered."""

    def __init__(self, database: Database, settings: Settings, worker: Worker) -> None:
        self.worker = worker
        self._database = database
        self._settings = settings
        self._looked: float | None = None  # on the monotonic clock, at the weights

    def __enter__(self) -> Self:
        with self._database.transaction(SYSTEM) as connection:
            for each in workers.workers(connection):
                if each.host == self.worker.host and not _lives(each.pid):
                    workers.leave(connection, each.id)  # killed, and perhaps this one takes its place
        self.beat()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with (
            contextlib.suppress(DatabaseUnavailableError, psycopg.OperationalError),  # it is seen to be silent
            self._database.transaction(SYSTEM) as connection,
        ):
            workers.leave(connection, self.worker.id)

    def beat(self) -> None:
        """It lives; DatabaseUnavailableError."""
        now = time.monotonic()
        due = self._looked is None or now - self._looked >= _WEIGHTS_SECONDS
        with self._database.transaction(SYSTEM) as connection:
            workers.beat(connection, self.worker)
            if due and Queue.GPU in self.worker.queues:
                with contextlib.suppress(CatalogueError):  # said by whatever needs them
                    states = {each.name: look(each.name, self._settings) for each in in_use(self._settings)}
                    workers.note_weights(connection, self.worker.host, states)
        if due:
            self._looked = now


def _lives(pid: int) -> bool:
    """Whether this machine has a process of that number; one that is wrongly missed is seen again at its next beat."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's
    return True
