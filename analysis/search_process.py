"""The search process: holds the index by meaning for all web processes of its machine, and keeps it up with the database.

Whose question it is, the web process says; which cases that account may read, the database says, at each question.
"""

import logging
import socketserver
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from analysis.embed import Embedder, unpacked
from analysis.meaning_index import MeaningIndex
from models import meaning
from models.meaning import LONGEST_LINE, Asked, Near
from models.store import cases, passages
from models.store.database import SYSTEM, Database, DatabaseUnavailableError, account
from models.store.passages import Told

LOG = logging.getLogger("hattama.search")
_LOOK_SECONDS = 1.0
_SAVE_SECONDS = 300.0
_SPARE = timedelta(minutes=10)  # a transaction that adds passages is over by then
_AT_ONCE = 5000
_REMEMBERED = 500  # questions whose vectors are kept
_MOST_OWN, _NEAR_EACH = 300, 20  # passages of a case that ask for their likes, and how many each is given
_OLDEST = timedelta(days=6)  # files; the database remembers for a week what is gone


@dataclass
class Searcher:
    """Answers questions over an index that it keeps up."""

    database: Database
    embedder: Embedder
    folder: Path  # for the index's files
    index: MeaningIndex = field(init=False)
    _seen: datetime = field(init=False)
    _asked: "OrderedDict[str, NDArray[np.float32]]" = field(default_factory=OrderedDict)
    _embedding: threading.Lock = field(default_factory=threading.Lock)
    _changed: bool = False

    def begin(self) -> None:
        """From the files, if they are whole and not too old, and up to date."""
        weights, dimension = self.embedder.weights, self.embedder.dimension
        saved = self._saved_at()
        read = MeaningIndex.read(self.folder, dimension, weights=weights) if saved else None
        self.index = read or MeaningIndex(dimension, weights=weights)
        self._seen = saved if read and saved else datetime.fromtimestamp(0, UTC)
        if read is None:
            with self.database.transaction(SYSTEM) as connection:
                self._take_in(passages.all_ids(connection, weights=weights))
            self._seen = datetime.now(UTC)
        self.keep_up()

    def keep_up(self) -> int:
        """Take in what came and let go of what is gone; how many of both."""
        now, since = datetime.now(UTC), max(self._seen - _SPARE, datetime.fromtimestamp(0, UTC))
        with self.database.transaction(SYSTEM) as connection:
            gone = [each for each in passages.gone(connection, since) if each in self.index]
            came = self.index.unknown(passages.newer(connection, since, weights=self.index.weights))
        self.index.remove(gone)
        self._take_in(came)
        self._seen = now
        self._changed |= bool(gone or came)
        return len(gone) + len(came)

    def save(self) -> None:
        """Write the files, if anything changed."""
        if self._changed:
            self._changed = False
            self.index.save(self.folder)

    def answer(self, asked: Asked) -> list[Near]:
        """The nearest passages among those that whoever asks may read."""
        with self.database.transaction(account(asked.account_id)) as connection:
            readable = set(cases.readable(connection, only=asked.case_id))
            own = passages.of_case(connection, asked.like, weights=self.index.weights) if asked.like else []
        if asked.like is not None:
            return self._like(own, most=asked.most, cases=readable - {asked.like})
        return self.index.search(self._vector(asked.text), most=asked.most, cases=readable) if readable else []

    def _like(self, own: Sequence[Told], *, most: int, cases: set[UUID]) -> list[Near]:
        """Passages of these cases that are near to any of some passages, the nearest first."""
        nearest: dict[int, float] = {}
        for each in own[:_MOST_OWN] if cases else ():
            for near in self.index.search(unpacked([each])[0], most=_NEAR_EACH, cases=cases):
                nearest[near.id] = max(near.likeness, nearest.get(near.id, -1.0))
        return [Near(id=key, likeness=nearest[key]) for key in sorted(nearest, key=lambda key: (-nearest[key], key))[:most]]

    def _take_in(self, ids: Sequence[int]) -> None:
        for first in range(0, len(ids), _AT_ONCE):
            with self.database.transaction(SYSTEM) as connection:
                found = passages.with_vectors(connection, ids[first : first + _AT_ONCE])
            if found:
                self.index.add([each.id for each in found], [each.case_id for each in found], unpacked(found))
                self._changed = True

    def _vector(self, text: str) -> NDArray[np.float32]:
        with self._embedding:  # the engine is one
            if text not in self._asked:
                self._asked[text] = self.embedder.questions([text])[0]
                if len(self._asked) > _REMEMBERED:
                    self._asked.popitem(last=False)
            self._asked.move_to_end(text)
            return self._asked[text]

    def _saved_at(self) -> datetime | None:
        try:
            saved = datetime.fromtimestamp((self.folder / "about.json").stat().st_mtime, UTC)
        except OSError:
            return None
        return saved if datetime.now(UTC) - saved < _OLDEST else None


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    searcher: Searcher


class _Handler(socketserver.StreamRequestHandler):
    timeout = 10.0

    def handle(self) -> None:
        """One question."""
        searcher = cast(_Server, self.server).searcher
        try:
            line = self.rfile.readline(LONGEST_LINE)
            if not line:
                return  # somebody looked whether anybody is here
            self.wfile.write(meaning.to_line(searcher.answer(Asked.from_line(line))))
        except DatabaseUnavailableError as error:
            LOG.warning("a question was not answered: %s", error)
        except (OSError, ValueError, KeyError, TypeError) as error:  # whoever asked hears nothing, and tells
            LOG.warning("a question was not answered: %s", type(error).__name__)


def serve(searcher: Searcher, socket: Path, stopping: threading.Event) -> None:
    """Answer at the socket and keep the index up until told to stop."""
    socket.unlink(missing_ok=True)
    with _Server(str(socket), _Handler) as server:
        socket.chmod(0o600)
        server.searcher = searcher
        threading.Thread(target=server.serve_forever, name="hattama-search", daemon=True).start()
        LOG.info("%d passages", len(searcher.index))
        saved = time.monotonic()
        while not stopping.wait(_LOOK_SECONDS):
            try:
                searcher.keep_up()
            except DatabaseUnavailableError as error:
                LOG.warning("the index waits: %s", error)
            if time.monotonic() - saved > _SAVE_SECONDS:
                searcher.save()
                saved = time.monotonic()
        server.shutdown()
    socket.unlink(missing_ok=True)
    searcher.save()
