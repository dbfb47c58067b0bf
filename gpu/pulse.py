"""The pulse of an attempt: that it lives, how far it is, and whether it may go on.

It beats in a thread of the process that talks to queue and database, whatever the work is at: see `gpu.engine_process`.
"""

import logging
import threading
import time
from types import TracebackType
from typing import Self

import psycopg

from models.queue import Job
from models.store import jobs
from models.store.database import SYSTEM, Database, DatabaseUnavailableError

LOG = logging.getLogger("hattama.worker")
_TELL_SECONDS = 1.0  # progress is told this often


class Pulse:
    """Use as a context around an attempt's work."""

    def __init__(self, database: Database, job: Job, *, seconds: float) -> None:
        """A beat at least every so many seconds."""
        self._database = database
        self._job = job
        self._seconds = seconds
        self._at: tuple[str | None, float] = (None, 0.0)
        self._goes_on = True
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="hattama-pulse", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def report(self, step: str | None, share: float) -> bool:
        """Take note of how far the work is; False once it is to end: cancelled, or another attempt's by now."""
        self._at = step, share
        return self._goes_on

    def _beat(self) -> None:
        told, due = self._at, time.monotonic() + self._seconds
        while not self._over.wait(min(_TELL_SECONDS, self._seconds)):
            now = self._at
            if now == told and time.monotonic() < due:
                continue
            step, share = now
            try:
                with self._database.transaction(SYSTEM) as connection:
                    self._goes_on = jobs.report(connection, self._job, step=step, share=share)
            except (DatabaseUnavailableError, psycopg.OperationalError):
                continue  # the work goes on; whether its result may be written is asked at its end
            if not self._goes_on:
                LOG.info("job %s: attempt %d is to end", self._job.id, self._job.attempt)
                return
            told, due = now, time.monotonic() + self._seconds
