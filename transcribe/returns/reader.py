"""Has what was brought back read in a process of its own, with limits on time, memory and files, and without network."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from models.protocol_returns import FileFormat, WordReading, word_reading
from transcribe.returns.errors import KINDS, OtherFormatError, ReadingLimitError
from transcribe.sound import limits

_CPU_SECONDS = 30
_WALL_SECONDS = 60.0
_MEMORY_BYTES = 2 * 1024**3  # of address space
_OPEN_FILES = 64
_MOST_TOLD = 64 << 20
_AT_ONCE = threading.BoundedSemaphore(2)  # of the web process: whoever else asks waits
_SIGNS: tuple[tuple[bytes, FileFormat], ...] = (
    (b"PK\x03\x04", FileFormat.DOCX),
    (b"%PDF-", FileFormat.PDF),
    (b"\xff\xd8\xff", FileFormat.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileFormat.PNG),
    (b"II*\x00", FileFormat.TIFF),
    (b"MM\x00*", FileFormat.TIFF),
)


def format_of(path: Path, *, name: str) -> FileFormat:
    """What a file is, by its first bytes; OtherFormatError, OSError."""
    with path.open("rb") as file:
        beginning = file.read(16)
    for sign, kind in _SIGNS:
        if beginning.startswith(sign):
            return kind
    raise OtherFormatError(name=name)


def compare(exported: Path, returned: Path, *, name: str) -> tuple[WordReading, tuple[str, ...]]:
    """What is different in a DOCX from the one that was exported, and that one's lines; an UnfitReturnError of it."""
    told = _json(_run(["compare", str(exported), str(returned)], name=name), name=name)
    try:
        return word_reading(told["reading"]), tuple(str(each) for each in told["lines"])
    except (KeyError, TypeError, ValueError) as error:  # the process was taken over by what it read
        raise ReadingLimitError(name=name) from error


def count_pages(path: Path, kind: FileFormat, *, name: str) -> int:
    """The pages of a scan; an UnfitReturnError of it."""
    told = _json(_run(["count", kind, str(path)], name=name), name=name)
    if not isinstance(told, int):
        raise ReadingLimitError(name=name)
    return told


def render(path: Path, kind: FileFormat, page: int, *, name: str) -> bytes:
    """A page, from 1, as a JPEG picture; an UnfitReturnError of it."""
    told = _run(["render", kind, str(path), str(page)], name=name)
    if told.startswith(b"{"):
        _json(told, name=name)
    if not told.startswith(b"\xff\xd8"):
        raise ReadingLimitError(name=name)
    return told


def _json(told: bytes, *, name: str) -> Any:
    try:
        values = json.loads(told)
    except ValueError as error:
        raise ReadingLimitError(name=name) from error
    if isinstance(values, dict) and "refused" in values:
        kind = KINDS.get(str(values.pop("refused")), ReadingLimitError)
        raise kind(**{key: str(value) for key, value in values.items()} | {"name": name})
    return values


def _run(order: list[str], *, name: str) -> bytes:
    """What the process told; ReadingLimitError where it came to no end."""
    bounds = [str(each) for each in (_CPU_SECONDS, _MEMORY_BYTES, _OPEN_FILES, 0)]  # it may write to no file
    program = [sys.executable, "-I", "-m", "transcribe.returns.child", *order]
    with _AT_ONCE:
        process = subprocess.Popen(  # noqa: S603  # arguments are ours, the files have names of ours
            [sys.executable, "-I", "-S", limits.__file__, *bounds, *program],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        watchdog = threading.Timer(_WALL_SECONDS, process.kill)
        watchdog.start()
        try:
            with process:
                assert process.stdout is not None  # noqa: S101  # PIPE was asked for; narrows the type
                told: bytes = process.stdout.read(_MOST_TOLD + 1)
                if len(told) > _MOST_TOLD:
                    process.kill()
        finally:
            watchdog.cancel()
            process.kill()
    if process.returncode != 0 or len(told) > _MOST_TOLD:
        raise ReadingLimitError(name=name)
    return told
