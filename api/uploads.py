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
from models.sentences import Sentence
from models.store.files import FileStore, StorageError, hash_file

_HASHERS_KEPT = 64
_READ_BYTES = 1 << 20


class DamagedError(StorageError):
    """What lies on disk is not what arrived."""

    sentence = Sentence(
        ru="Записанные на диск данные отличаются от полученных. Загрузите запись заново и сообщите администратору.",
        kk="Дискіге жазылған деректер алынғандардан өзгеше. Жазбаны қайта жүктеп, әкімшіге хабарлаңыз.",
        en="What lies on disk differs from what arrived. Upload the recording again and tell the administrator.",
    )


class Arrivals:
    """The uploads that one web process has a hand in."""

    def __init__(self, files: FileStore) -> None:
        self._files = files
        self._guard = threading.Lock()
        self._hashers: OrderedDict[UUID, tuple[int, Any]] = OrderedDict()  # upload -> bytes hashed, hasher

    def begin(self, upload_id: UUID) -> None:
        """An empty file that nobody else can guess the name of, there for good. StorageError."""
        path = self._files.partial(upload_id)
        try:
            self._files.make_folder(path.parent)
            with path.open("xb"):
                pass
            self._files.sync_folder(path.parent)
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error

    def offset(self, upload_id: UUID) -> int | None:
        """How many bytes are here for good; None where the file is gone. StorageError."""
        try:
            with self._files.partial(upload_id).open("rb") as file:
                os.fsync(file.fileno())  # what is told must not be lost
                return os.fstat(file.fileno()).st_size
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error

    @contextmanager
    def held(self, upload_id: UUID) -> Iterator[int]:
        """Nobody else has a hand in the upload meanwhile, in any process; its size.

        BusyError where somebody has; FileNotFoundError where its file is gone.
        """
        path = self._files.partial(upload_id)
        with path.open("rb") as file:
            _hold(file, path)
            yield os.fstat(file.fileno()).st_size

    @contextmanager
    def writing(self, upload_id: UUID) -> Iterator["Arrival"]:
        """Append to an upload. What was written is on disk at the end.

        BusyError where somebody else has a hand in it; FileNotFoundError where its file is gone; StorageError.
        """
        path = self._files.partial(upload_id)
        with open(os.open(path, os.O_WRONLY | os.O_APPEND), "ab", buffering=0) as file:  # noqa: PTH123  # makes none
            _hold(file, path)
            size = os.fstat(file.fileno()).st_size
            arrival = Arrival(file=file, hasher=self._hasher(upload_id, path, size), size=size)
            try:
                yield arrival
            finally:
                try:
                    os.fsync(file.fileno())
                except OSError as error:
                    raise StorageError(reason=error.strerror or str(error)) from error
                self._remember(upload_id, arrival)

    def finish(self, upload_id: UUID) -> str:
        """The hash of a complete upload, once as it arrived and once as it lies on disk.

        DamagedError where they differ, StorageError where it cannot be read.
        """
        with self._guard:
            arrived = self._hashers.pop(upload_id, None)
        try:
            lies, size = hash_file(self._files.partial(upload_id))
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error
        if arrived is not None and arrived[0] == size and arrived[1].hexdigest() != lies:
            raise DamagedError
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
        try:
            with path.open("rb") as file:
                while chunk := file.read(_READ_BYTES):
                    hasher.update(chunk)
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error
        return hasher

    def _remember(self, upload_id: UUID, arrival: "Arrival") -> None:
        with self._guard:
            self._hashers[upload_id] = (arrival.size, arrival.hasher)
            while len(self._hashers) > _HASHERS_KEPT:
                self._hashers.popitem(last=False)


class Arrival:
    """One upload being written to."""

    def __init__(self, *, file: Any, hasher: Any, size: int) -> None:
        self._file = file  # without a buffer, which might write a failed part once more when it is closed
        self.hasher = hasher
        self.size = size

    def append(self, data: bytes | bytearray) -> None:
        """Write and hash some bytes; StorageError where the disk takes no more, and what it took stays and counts."""
        rest = memoryview(data)
        try:
            while rest:
                taken = self._file.write(rest)
                self.hasher.update(rest[:taken])
                self.size += taken
                rest = rest[taken:]
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error


def _hold(file: Any, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BusyError from error
    if not path.exists():  # whoever had a hand in it dropped it
        raise FileNotFoundError(path)
