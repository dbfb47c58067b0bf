"""Bytes on their way here: how much of an upload is there is the size of its file, and what is acknowledged is on disk.

The hash is computed while the bytes arrive. A process that has not seen them all reads the beginning again.
"""

import fcntl
import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from api.errors import BusyError
from models.store.files import FileStore, StorageError, hash_file

_HASHERS_KEPT = 64
_READ_BYTES = 1 << 20


class Arrivals:
    """The uploads that one web process has a hand in."""

    def __init__(self, files: FileStore) -> None:
        self._files = files
        self._guard = threading.Lock()
        self._hashers: OrderedDict[UUID, tuple[int, Any]] = OrderedDict()  # upload -> bytes hashed, hasher

    def begin(self, upload_id: UUID) -> None:
        """An empty file that nobody else can guess the name of. StorageError."""
        path = self._files.partial(upload_id)
        try:
            self._files.make_folder(path.parent)
            with path.open("xb"):
                pass
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error

    def offset(self, upload_id: UUID) -> int | None:
        """How many bytes are here for good; None where the file is gone."""
        try:
            with self._files.partial(upload_id).open("rb") as file:
                os.fsync(file.fileno())  # what is told must not be lost
                return os.fstat(file.fileno()).st_size
        except FileNotFoundError:
            return None

    @contextmanager
    def writing(self, upload_id: UUID) -> Iterator["Arrival"]:
        """Append to an upload; BusyError where somebody else does. What was written is on disk at the end."""
        path = self._files.partial(upload_id)
        with path.open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BusyError from error
            size = os.fstat(file.fileno()).st_size
            arrival = Arrival(file=file, hasher=self._hasher(upload_id, path, size), size=size)
            try:
                yield arrival
            finally:
                try:
                    file.flush()
                    os.fsync(file.fileno())
                finally:
                    self._remember(upload_id, arrival)

    def finish(self, upload_id: UUID) -> str:
        """The hash of a complete upload, once as it arrived and once as it lies on disk. StorageError where they differ."""
        path = self._files.partial(upload_id)
        with self._guard:
            arrived = self._hashers.pop(upload_id, None)
        try:
            lies, size = hash_file(path)
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error
        if arrived is not None and arrived[0] == size and arrived[1].hexdigest() != lies:
            raise StorageError(reason="bytes on disk differ from those that arrived")
        return lies

    def drop(self, upload_id: UUID) -> None:
        """An upload that will not be gone on with."""
        with self._guard:
            self._hashers.pop(upload_id, None)
        self._files.partial(upload_id).unlink(missing_ok=True)

    def _hasher(self, upload_id: UUID, path: Path, size: int) -> Any:
        with self._guard:
            known = self._hashers.pop(upload_id, None)
        if known is not None and known[0] == size:
            return known[1]
        hasher = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_READ_BYTES):
                hasher.update(chunk)
        return hasher

    def _remember(self, upload_id: UUID, arrival: "Arrival") -> None:
        with self._guard:
            self._hashers[upload_id] = (arrival.size, arrival.hasher)
            while len(self._hashers) > _HASHERS_KEPT:
                self._hashers.popitem(last=False)


class Arrival:
    """One upload being written to."""

    def __init__(self, *, file: Any, hasher: Any, size: int) -> None:
        self._file = file
        self.hasher = hasher
        self.size = size

    def append(self, data: bytes) -> None:
        """Write and hash some bytes; StorageError where the disk takes no more, with `size` still true."""
        try:
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            self.size = os.fstat(self._file.fileno()).st_size
            self.hasher = hashlib.sha256()  # a part may have been written: the next one reads it all again
            self.size = -1
            raise StorageError(reason=error.strerror or str(error)) from error
        self.hasher.update(data)
        self.size += len(data)
