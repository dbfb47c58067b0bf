"""Files of the data folder: bytes as received under their hash, uploads on their way, and what is derived from them."""

import hashlib
import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from models.errors import FailureError
from models.sentences import Sentence


class StorageError(FailureError):
    """The data folder cannot be read or written; `reason`."""

    sentence = Sentence(
        ru="Хранилище файлов недоступно: {reason}. Сообщите администратору.",
        kk="Файл қоймасы қолжетімсіз: {reason}. Әкімшіге хабарлаңыз.",
        en="The file store cannot be used: {reason}. Tell the administrator.",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class FileStore:
    """One folder, shared by all web and worker processes. Recordings in it are written once and never changed."""

    folder: Path

    def of_hash(self, sha256: str) -> Path:
        """Where the bytes of that hash lie, or will."""
        return self.folder / "recordings" / sha256[:2] / sha256[2:4] / sha256

    def partial(self, upload_id: UUID) -> Path:
        """Where an upload grows; its size is how much of it is here."""
        return self.folder / "uploads" / upload_id.hex

    def derived(self, recording_id: UUID) -> Path:
        """What is made of a recording and can be made again: decoded sound, playback copy, waveform."""
        return self.folder / "derived" / recording_id.hex[:2] / recording_id.hex

    def picture(self, recording_id: UUID) -> Path:
        """A copy to watch, for recordings with a picture; it can be made again."""
        return self.folder / "pictures" / recording_id.hex[:2] / f"{recording_id.hex}.mp4"

    def held(self, request_id: UUID) -> Path:
        """What is made of the sound of a held request; it goes with the reply."""
        return self.folder / "held" / request_id.hex

    def answer(self, request_id: UUID, attempt: int) -> Path:
        """The transcript that an attempt wrote for a held request."""
        return self.held(request_id) / f"{attempt}.json"

    def held_folders(self) -> list[Path]:
        """Those that there are, of requests that are held and of others that are not any more."""
        folder = self.folder / "held"
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def adopt(self, path: Path, sha256: str) -> None:
        """Give a whole file of that hash its place, read-only and durable, unless the bytes are there already.

        The file keeps its old name as well, which the caller drops once all else is done: a crash in between loses
        nothing and may be followed by the same again. StorageError where the folder cannot be written.
        """
        target = self.of_hash(sha256)
        try:
            self.make_folder(target.parent)
            path.chmod(0o440)
            with suppress(FileExistsError):
                target.hardlink_to(path)
            self.sync_folder(target.parent)
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error

    def keep(self, content: bytes) -> str:
        """Store some bytes that were made here, such as a document; their hash. StorageError."""
        sha256 = hashlib.sha256(content).hexdigest()
        temporary = self.folder / "uploads" / f"{os.getpid()}-{sha256}"
        try:
            self.make_folder(temporary.parent)
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            self.adopt(temporary, sha256)
            temporary.unlink()
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error
        return sha256

    def hash_of(self, sha256: str) -> tuple[str | None, int | None]:
        """The hash and size of the bytes that lie there now; None where they cannot be read."""
        try:
            return hash_file(self.of_hash(sha256))
        except OSError:
            return None, None  # a custody record says so: that they are gone is the finding

    def stored_long_ago(self, prefix: str, *, seconds: float) -> list[str]:
        """The hashes that begin so whose files have lain there for so long. StorageError."""
        folder, until = self.folder / "recordings" / prefix, time.time() - seconds
        try:
            inner = [each for each in folder.iterdir() if each.is_dir()] if folder.is_dir() else []
            return sorted(file.name for each in inner for file in each.iterdir() if file.stat().st_mtime < until)
        except FileNotFoundError:  # one goes just now
            return []
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error

    def arriving_long_ago(self, *, seconds: float) -> list[str]:
        """The names of files that were to get their places and that nobody has written to for so long. StorageError."""
        folder, until = self.folder / "uploads", time.time() - seconds
        try:
            return sorted(file.name for file in folder.iterdir() if file.stat().st_mtime < until) if folder.is_dir() else []
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error

    def forget_arriving(self, name: str) -> None:
        """Such a file goes; nothing where it is not there. StorageError."""
        try:
            (self.folder / "uploads" / name).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error

    def is_there(self) -> bool:
        """Whether received bytes can be looked at here at all: a share that is not mounted damages no recording."""
        return (self.folder / "recordings").is_dir()

    def remove(self, sha256: str) -> None:
        """The bytes of that hash go, for good; nothing where they are not there. StorageError."""
        path = self.of_hash(sha256)
        try:
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                self.sync_folder(path.parent)
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error

    def remove_derived(self, recording_id: UUID) -> None:
        """Everything that was made of a recording goes. StorageError."""
        try:
            for each in self.derived(recording_id).parent.glob(f"{recording_id.hex}*"):  # also what was being made
                shutil.rmtree(each)
            for each in self.picture(recording_id).parent.glob(f"{recording_id.hex}*"):
                each.unlink()
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error

    def free_bytes(self) -> int:
        """Room left on its disk. StorageError."""
        try:
            self.make_folder(self.folder)
            return shutil.disk_usage(self.folder).free
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error

    def room(self) -> tuple[int, int]:
        """Room left on its disk, and the disk's size, in bytes. StorageError."""
        try:
            self.make_folder(self.folder)
            usage = shutil.disk_usage(self.folder)
        except OSError as error:
            raise StorageError(reason=error.strerror or str(error)) from error
        return usage.free, usage.total

    def bytes_in(self, name: str) -> int:
        """The bytes of all files in one of its folders, such as `derived`; what goes meanwhile counts for nothing."""
        total = 0
        for folder, _, files in os.walk(self.folder / name):
            for each in files:
                with suppress(OSError):
                    total += (Path(folder) / each).stat().st_size
        return total

    def make_folder(self, folder: Path) -> None:
        """A folder that other users of the machine cannot look into."""
        if folder != self.folder and self.folder in folder.parents:
            self.make_folder(folder.parent)
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.sync_folder(folder.parent)

    def sync_folder(self, folder: Path) -> None:
        """Make new names in a folder durable; OSError."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def hash_file(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, read once from beginning to end; OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
