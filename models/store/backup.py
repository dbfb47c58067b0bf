"""Backups: the database as of one instant and every file it names, as one stream encrypted to a public key.

The stream is a tar (manifest, database, checkpoints of the journal, files by hash) inside an age file
(https://age-encryption.org/v1), so that it can be opened without this program. The journal's signing key is not in it:
whoever has a backup could otherwise sign another journal.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import psycopg
import pyrage

from models.errors import BadInputError, FailureError
from models.progress import Progress
from models.sentences import Sentence
from models.store.dumps import BackupFailedError, dump
from models.store.files import FileStore, hash_file

FORMAT, VERSION = "hattama-backup", 1
_MANIFEST, _DATABASE, _CHECKPOINTS, _FILES = "manifest.json", "database.dump", "journal.checkpoints", "files/"


class RecipientError(BadInputError):
    """No public key that a backup could be encrypted to; `recipient`."""

    sentence = Sentence(
        ru="«{recipient}» не является открытым ключом (age1…). Создайте пару: «hattama backup --new-key ФАЙЛ».",
        kk="«{recipient}» ашық кілт емес (age1…). Жұп жасаңыз: «hattama backup --new-key ФАЙЛ».",
        en="“{recipient}” is no public key (age1…). Make a pair with “hattama backup --new-key FILE”.",
    )


class BackupUnreadableError(BadInputError):
    """Not a backup, not for this key, or damaged; `path` and `reason`."""

    sentence = Sentence(
        ru="Резервная копия «{path}» не читается: {reason}. Ничего не восстановлено.",
        kk="«{path}» сақтық көшірмесі оқылмайды: {reason}. Ештеңе қалпына келтірілмеді.",
        en="The backup “{path}” cannot be read: {reason}. Nothing was restored.",
    )


class FileDamagedError(FailureError):
    """A recording's bytes are not those received: nothing is backed up over that silently; `sha256`."""

    sentence = Sentence(
        ru="Файл {sha256} повреждён или пропал. Проверьте хранилище; прежние копии не удаляйте.",
        kk="{sha256} файлы бүлінген немесе жоғалған. Қойманы тексеріңіз; бұрынғы көшірмелерді жоймаңыз.",
        en="The file {sha256} is damaged or gone. See to the store, and keep earlier backups.",
    )


def new_key(path: Path) -> str:
    """A new private key in a file of mode 0600; its public key, which backups are encrypted to. BackupFailedError."""
    identity = pyrage.x25519.Identity.generate()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"# public key: {identity.to_public()}\n{identity}\n")
    except OSError as error:
        raise BackupFailedError(reason=f"{path}: {error.strerror}") from error
    return str(identity.to_public())


def make(  # one call, in one place
    out: IO[bytes],
    *,
    recipient: str,
    backup_url: str,
    files: FileStore,
    checkpoints: Path,
    programs: Path,
    progress: Progress,
) -> int:
    """Write a backup; how many files it holds. RecipientError, FileDamagedError, BackupFailedError."""
    try:
        to = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise RecipientError(recipient=recipient) from error
    with tempfile.TemporaryDirectory(prefix="hattama-backup-", dir=files.folder) as folder:
        archive = Path(folder) / _DATABASE
        named = _dump(backup_url, archive, programs)
        with _encrypting(out, to) as stream, tarfile.open(fileobj=stream, mode="w|") as tar:
            _add(tar, _MANIFEST, _manifest(named, hash_file(archive)[0]))
            tar.add(archive, arcname=_DATABASE)
            if checkpoints.exists():
                _add(tar, _CHECKPOINTS, checkpoints.read_bytes())
            for number, (sha256, size_bytes) in enumerate(named, start=1):
                _add_file(tar, files.of_hash(sha256), sha256, size_bytes)
                progress("backup", number, len(named))
    return len(named)


def _dump(backup_url: str, archive: Path, programs: Path) -> list[tuple[str, int]]:
    """The database in PostgreSQL's own archive, and the files that it names, both as of one instant."""
    with psycopg.connect(backup_url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        found = connection.execute("SELECT pg_export_snapshot()").fetchone()
        named = connection.execute("SELECT sha256, size_bytes FROM hattama.stored_file ORDER BY sha256").fetchall()
        snapshot = f"--snapshot={found[0] if found else ''}"
        dump(backup_url, archive, programs, snapshot, "--exclude-table-data=hattama.held_request")
    return [(sha256, size_bytes) for sha256, size_bytes in named]


def restore(
    source: Path, identity_file: Path, *, files: FileStore, load: Callable[[Path], None], progress: Progress
) -> int:
    """Bring a backup back into an empty data folder; how many files it held.

    Every byte is checked against the manifest before `load`, which is given the database's archive, is called.
    BackupUnreadableError, BackupFailedError.
    """
    files.make_folder(files.folder)
    with tempfile.TemporaryDirectory(prefix="hattama-restore-", dir=files.folder) as folder:
        try:
            identities = _identities(identity_file)
            with source.open("rb") as file, _decrypting(file, identities) as stream:
                count = _unpack(stream, Path(folder), files, progress)
        except (OSError, ValueError, KeyError, tarfile.TarError, pyrage.DecryptError, pyrage.IdentityError) as error:
            raise BackupUnreadableError(path=source, reason=str(error) or type(error).__name__) from error
        load(Path(folder) / _DATABASE)
    return count


def _unpack(stream: IO[bytes], folder: Path, files: FileStore, progress: Progress) -> int:
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        manifest = json.loads(_content(tar, tar.next(), _MANIFEST))
        if manifest["format"] != FORMAT or manifest["version"] != VERSION:
            raise ValueError(f"{manifest['format']} {manifest['version']}")
        awaited = {each["sha256"]: each["size_bytes"] for each in manifest["files"]}
        total = len(awaited)
        while member := tar.next():
            if member.name == _DATABASE:
                found = _write(tar, member, folder / _DATABASE)
                if found != manifest["database_sha256"]:
                    raise ValueError("database.dump")
            elif member.name == _CHECKPOINTS:
                (files.folder / "journal.checkpoints.restored").write_bytes(_content(tar, member, _CHECKPOINTS))
            else:
                sha256 = member.name.removeprefix(_FILES)
                if awaited.pop(sha256, None) != member.size or _write(tar, member, folder / sha256) != sha256:
                    raise ValueError(sha256)
                files.adopt(folder / sha256, sha256)
                (folder / sha256).unlink()
                progress("restore", total - len(awaited), total)
    if awaited or not (folder / _DATABASE).exists():
        raise ValueError(f"{len(awaited)} files are missing")
    return total


def _manifest(named: list[tuple[str, int]], database_sha256: str) -> bytes:
    document = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": datetime.now(UTC).isoformat(),
        "database_sha256": database_sha256,
        "files": [{"sha256": sha256, "size_bytes": size_bytes} for sha256, size_bytes in named],
    }
    return json.dumps(document).encode()


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def _add_file(tar: tarfile.TarFile, path: Path, sha256: str, size_bytes: int) -> None:
    """A file as it is read and hashed on the way: a damaged one stops the backup."""
    member = tarfile.TarInfo(_FILES + sha256)
    member.size = size_bytes
    try:
        with path.open("rb") as file:
            hashing = _Hashing(file)
            tar.addfile(member, hashing)
    except OSError as error:
        raise FileDamagedError(sha256=sha256) from error
    if hashing.hasher.hexdigest() != sha256:
        raise FileDamagedError(sha256=sha256)


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.hasher = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.hasher.update(data)
        return data


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    """A member's bytes to a file of ours, whatever its name says; their hash."""
    source = tar.extractfile(member) if member.isfile() else None
    if source is None:
        raise ValueError(member.name)
    hashing = _Hashing(source)
    with target.open("wb") as file:
        while data := hashing.read(1 << 20):
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return hashing.hasher.hexdigest()


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo | None, name: str) -> bytes:
    source = tar.extractfile(member) if member is not None and member.name == name and member.isfile() else None
    if source is None:
        raise ValueError(name)
    return source.read()


def _identities(path: Path) -> list[Any]:
    lines = [line.strip() for line in path.read_text("ascii").splitlines()]
    return [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]


@contextmanager
def _encrypting(out: IO[bytes], to: Any) -> Iterator[IO[bytes]]:
    """What is written goes encrypted to `out`; an error on the way leaves it unfinished, which a reader notices."""
    outlet, inlet = os.pipe()
    failed: list[Exception] = []

    def encrypt() -> None:
        try:
            with os.fdopen(outlet, "rb") as reader:
                pyrage.encrypt_io(reader, out, [to])
        except Exception as error:  # noqa: BLE001  # told below, in the thread that waits
            failed.append(error)

    worker = threading.Thread(target=encrypt)
    worker.start()
    try:
        with os.fdopen(inlet, "wb") as writer:
            yield writer
    finally:
        worker.join()
        if failed:
            raise BackupFailedError(reason=str(failed[0])) from failed[0]


@contextmanager
def _decrypting(source: IO[bytes], identities: list[Any]) -> Iterator[IO[bytes]]:
    outlet, inlet = os.pipe()
    failed: list[Exception] = []

    def decrypt() -> None:
        try:
            with os.fdopen(inlet, "wb") as writer:
                pyrage.decrypt_io(source, writer, identities)
        except Exception as error:  # noqa: BLE001  # as above
            failed.append(error)

    worker = threading.Thread(target=decrypt)
    worker.start()
    try:
        with os.fdopen(outlet, "rb") as reader:
            yield reader
            while reader.read(1 << 20):
                pass
    finally:
        worker.join()
        if failed:
            raise ValueError(str(failed[0]) or type(failed[0]).__name__) from failed[0]
