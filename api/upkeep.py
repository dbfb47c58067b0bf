"""What is to be done now and then, by whichever web process comes first."""

import logging
import threading
from collections.abc import Callable, Sequence
from functools import partial

from models.errors import HattamaError

LOG = logging.getLogger("hattama.web")
_EVERY_SECONDS = 30.0


class Upkeep:
    """A thread that does its chores one after another, again and again, until the context ends."""

    def __init__(self) -> None:
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> "Upkeep":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._wake.set()
        if self._thread:
            self._thread.join()

    def begin(self, chores: Sequence[Callable[[], object]]) -> None:
        """From now on; one chore failing holds up no other."""
        self._thread = threading.Thread(target=partial(self._go_on, chores), name="hattama-upkeep", daemon=True)
        self._thread.start()

    def soon(self) -> None:
        """Not after the usual wait but now: something left the system, and the journal's checkpoint is to hold it."""
        self._wake.set()

    def _go_on(self, chores: Sequence[Callable[[], object]]) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            for each in chores:
                try:
                    each()
                except HattamaError as error:
                    LOG.error("upkeep waits: %s", error)  # noqa: TRY400  # the sentence says it all
                except Exception as error:  # noqa: BLE001  # upkeep goes on; what it may quote is not logged
                    LOG.error("upkeep: %s", type(error).__name__)  # noqa: TRY400  # a traceback may quote data
            self._wake.wait(_EVERY_SECONDS)
