"""An administrator's own weights become rows of the catalogue; bundles become files in the weights folder."""

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock

from gpu import bundle
from gpu.fetch import ready, store
from gpu.weights_errors import AddRefusedError, BundleRefusedError, WeightsFolderError
from models.settings import Settings
from models.weights import BUILT_IN, NAME, OWN_ROWS, Weights, WeightsFile, catalogue, read_own, rows_to_json


def add(row: Weights, paths: Sequence[Path], settings: Settings) -> Weights:
    """Hash and copy files, then write their row; `row.files` is ignored. Gives the row as catalogued.

    AddRefusedError where the name is taken or unfit, or a file cannot be read.
    """
    if not NAME.fullmatch(row.name):
        raise AddRefusedError(name=row.name, reason="a-z, 0-9, '.', '-'")
    if row.name in {each.name for each in BUILT_IN}:
        raise AddRefusedError(name=row.name, reason="имя занято каталогом / атау бос емес / the name is built in")
    if not paths or len({path.name for path in paths}) != len(paths):
        raise AddRefusedError(name=row.name, reason="--file")
    folder = settings.weights_folder / row.name
    files = []
    try:
        for path in paths:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
                file = WeightsFile(name=path.name, sha256=digest, size_bytes=stream.tell())
                folder.mkdir(parents=True, exist_ok=True)
                stream.seek(0)
                store(stream, row, file, folder / path.name, source=path)
            files.append(file)
    except OSError as error:
        raise AddRefusedError(name=row.name, reason=f"{error.filename}: {error.strerror}") from error
    made = Weights(
        name=row.name,
        task=row.task,
        languages=row.languages,
        licence=row.licence,
        origin=row.origin,
        memory_mb=row.memory_mb,
        files=tuple(files),
        own=True,
    )
    _write_rows((made,), settings)
    return made


def write_bundle(path: Path, names: Sequence[str], settings: Settings) -> None:
    """Bundle verified weights; see `gpu.fetch.ready` for the errors."""
    rows = [ready(name, settings).row for name in names]
    try:
        bundle.write(path, rows, settings.weights_folder)
    except OSError as error:
        raise WeightsFolderError(folder=path, reason=error.strerror or str(error)) from error


def import_bundle(path: Path, settings: Settings, *, accept_own: bool) -> tuple[str, ...]:
    """Take every file of a bundle, each verified against the catalogue; gives the weights' names.

    Rows that only the bundle knows are taken where `accept_own` says that the administrator trusts them. Built-in
    rows always win. BundleRefusedError or WeightsDamagedError where anything is wrong.
    """
    files, own = bundle.contents(path)
    known = dict(catalogue(settings.weights_folder))
    new = tuple(row for row in own if row.name not in known)
    if new and not accept_own:
        raise BundleRefusedError(path=path, reason=f"{', '.join(row.name for row in new)}: --accept-own")
    known.update({row.name: row for row in new})
    names = []
    for name in dict.fromkeys(entry.split("/")[0] for entry in files):
        if name not in known:
            raise BundleRefusedError(path=path, reason=repr(name))
        row = known[name]
        wanted = {f"{name}/{file.name}": file for file in row.files}
        there = {entry for entry in files if entry.split("/")[0] == name}
        if there != set(wanted) or not row.verified:
            raise BundleRefusedError(path=path, reason=f"{name}: {sorted(there ^ set(wanted))}")
        try:
            (settings.weights_folder / name).mkdir(parents=True, exist_ok=True)
            for entry, file in wanted.items():
                with bundle.member(path, entry) as stream:
                    if stream is None:
                        raise BundleRefusedError(path=path, reason=repr(entry))
                    store(stream, row, file, settings.weights_folder / entry, source=path)
        except OSError as error:
            raise WeightsFolderError(folder=settings.weights_folder, reason=error.strerror or str(error)) from error
        names.append(name)
    _write_rows(new, settings)
    return tuple(names)


def _write_rows(rows: tuple[Weights, ...], settings: Settings) -> None:
    """Add rows to the installation's own list, atomically; an equal name is replaced."""
    if not rows:
        return
    folder = settings.weights_folder
    with FileLock(folder / ".own.lock"):
        kept = tuple(row for row in read_own(folder) if row.name not in {new.name for new in rows})
        handle, temporary = tempfile.mkstemp(prefix=".own-", dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(rows_to_json((*kept, *rows)), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(folder / OWN_ROWS)
