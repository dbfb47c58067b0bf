"""Weights as one file for closed networks: a plain tar with a list of hashes that `sha256sum -c` can check."""

import contextlib
import io
import json
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from gpu.weights_errors import BundleRefusedError
from models.weights import OWN_ROWS, Weights, rows_from_json, rows_to_json

SUMS = "SHA256SUMS"
_LARGEST_TEXT = 4 << 20  # of the lists in a bundle


def write(path: Path, rows: Sequence[Weights], folder: Path) -> None:
    """A bundle of verified weights lying in `folder`; equal weights give equal bytes."""
    sums = "".join(f"{file.sha256}  {row.name}/{file.name}\n" for row in rows for file in row.files)
    own = tuple(row for row in rows if row.own)
    temporary = path.with_name(f".{path.name}.part")
    try:
        with tarfile.open(temporary, "w", format=tarfile.PAX_FORMAT) as tar:
            _add(tar, SUMS, sums.encode())
            if own:
                _add(tar, OWN_ROWS, json.dumps(rows_to_json(own), ensure_ascii=False).encode())
            for row in rows:
                for file in row.files:
                    entry = tarfile.TarInfo(f"{row.name}/{file.name}")
                    entry.size, entry.mode = (folder / row.name / file.name).stat().st_size, 0o644
                    with (folder / row.name / file.name).open("rb") as stream:
                        tar.addfile(entry, stream)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o644
    tar.addfile(entry, io.BytesIO(content))


def contents(path: Path) -> tuple[dict[str, int], tuple[Weights, ...]]:
    """Names and sizes of the weights' files in a bundle, and the own rows it carries.

    BundleRefusedError where anything in it is not a plain file of weights: links, devices, absolute names, "..".
    """
    files: dict[str, int] = {}
    own: tuple[Weights, ...] = ()
    try:
        with tarfile.open(path, "r:") as tar:
            for entry in tar:
                parts = entry.name.split("/")
                plain = entry.isreg() and len(parts) <= 2 and all(part not in {"", ".", ".."} for part in parts)
                if not plain or "\\" in entry.name or entry.name in files:
                    raise BundleRefusedError(path=path, reason=f"{entry.name!r}")
                if len(parts) == 2:
                    files[entry.name] = entry.size
                elif entry.name == OWN_ROWS and entry.size <= _LARGEST_TEXT:
                    stream = tar.extractfile(entry)
                    own = rows_from_json(json.loads(stream.read())) if stream else ()
                elif entry.name != SUMS:
                    raise BundleRefusedError(path=path, reason=f"{entry.name!r}")
    except (tarfile.TarError, OSError, ValueError, KeyError, TypeError) as error:
        raise BundleRefusedError(path=path, reason=str(error)) from error
    return files, own


@contextlib.contextmanager
def member(path: Path, name: str) -> Iterator[BinaryIO | None]:
    """One file of a bundle as a stream; None where it is not in it. The reader verifies it."""
    try:
        tar = tarfile.open(path, "r:")  # noqa: SIM115  # closed below, after the reader is done
    except (tarfile.TarError, OSError) as error:
        raise BundleRefusedError(path=path, reason=str(error)) from error
    with tar:
        try:
            entry = tar.getmember(name)
        except KeyError:
            yield None
            return
        if not entry.isreg():
            raise BundleRefusedError(path=path, reason=f"{name!r}")
        yield cast(BinaryIO, tar.extractfile(entry))  # a reader of bytes, typed more loosely
