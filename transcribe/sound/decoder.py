"""The decoder: ffmpeg as a child process with limits, reading one file under a name of ours."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import ffmpeg

from transcribe.sound import limits
from transcribe.sound.errors import DecoderMissingError, DecodingLimitError

DEMUXERS = (
    "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dhav,dss,dts,eac3,flac,flv,g722,gsm,ircam,loas,matroska,webm,"
    "mov,mp4,m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,mxf,nistsphere,ogg,rm,sox,tta,voc,w64,wav,wv"
)
"""Formats of recorders, phones and cameras. None of them opens a second file: no concat, HLS, DASH, SDP, image2."""

_STDERR_BYTES = 64 * 1024
_STALL_SECONDS = 60.0
_SAFE_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoder:
    """Which binary decodes, and within what."""

    binary: Path  # ffmpeg
    cpu_seconds: int = 900  # twelve hours of sound decode in about half of this
    memory_bytes: int = 4 * 1024**3  # of address space, most of it never touched
    open_files: int = 32
    file_bytes: int = 0  # that it may write to a file: none, while it reads what others made
    longest_hours: float = 12.0  # of sound in one recording

    def command(self, arguments: list[str]) -> list[str]:
        """The whole command line, limits first."""
        bounds = [str(each) for each in (self.cpu_seconds, self.memory_bytes, self.open_files, self.file_bytes)]
        return [sys.executable, "-I", "-S", limits.__file__, *bounds, str(self.binary), *arguments]


@contextlib.contextmanager
def under_our_name(recording: Path, name: str) -> Iterator[Path]:
    """A link with a harmless name in a folder of its own; of the given name the ending stays: formats hang on it."""
    suffix = Path(name).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="hattama-link-") as folder:
        link = Path(folder) / f"recording{suffix if _SAFE_SUFFIX.fullmatch(suffix) else ''}"
        link.symlink_to(recording.resolve())
        yield link


def read_arguments(recording: Path) -> dict[str, str]:
    """The input options that hold ffmpeg to one file of an allowed format."""
    return {"protocol_whitelist": "file", "format_whitelist": DEMUXERS, "filename": str(recording)}


class Side(Protocol):
    """A second output of the decoder, through a pipe of its own."""

    inlet: int  # what the decoder writes to: "pipe:{inlet}"

    def begin(self) -> None:
        """The decoder runs: our own end that it writes to is closed, so that the output ends when the decoder does."""


class DecoderRun:
    """One run of the decoder: its standard output as chunks, its last words, and no process left behind.

    A watchdog kills it when it gives nothing for a minute; limits of the kernel do the rest. It may write to no file: a
    second output goes through the `side` pipe.
    """

    def __init__(self, decoder: Decoder, stream: object, *, name: str, side: "Side | None" = None) -> None:
        arguments = ffmpeg.compile(stream, cmd="ffmpeg")[1:]
        quiet = ["-nostdin", "-hide_banner", "-loglevel", "level+info"]
        self._name = name
        self._decoder = decoder
        self._stderr = bytearray()
        self._stalled = False
        try:
            self._process = subprocess.Popen(  # noqa: S603  # arguments are ours, the file has a name of ours
                decoder.command([*quiet, *arguments]),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={"LC_ALL": "C", "AV_LOG_FORCE_NOCOLOR": "1"},
                pass_fds=(side.inlet,) if side else (),
            )
        except OSError as error:
            raise DecoderMissingError(path=decoder.binary, reason=error.strerror) from error
        if side:
            side.begin()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stderr is not None  # noqa: S101  # PIPE was asked for; narrows the type
        while chunk := self._process.stderr.read1(4096):  # type: ignore[attr-defined]  # a BufferedReader
            # Keep the beginning (what the file is) and the end (what went wrong): a damaged file can say much.
            self._stderr += chunk
            if len(self._stderr) > 2 * _STDERR_BYTES:
                self._stderr = self._stderr[:_STDERR_BYTES] + b"\n" + self._stderr[-_STDERR_BYTES:]

    def _stall(self) -> None:
        self._stalled = True
        self._process.kill()

    def chunks(self, size: int) -> Iterator[bytes]:
        """Standard output in pieces of at most `size` bytes, until it ends; the process is gone afterwards."""
        assert self._process.stdout is not None  # noqa: S101  # as above
        try:
            while True:
                watchdog = threading.Timer(_STALL_SECONDS, self._stall)
                watchdog.daemon = True
                watchdog.start()
                try:
                    chunk = self._process.stdout.read(size)
                finally:
                    watchdog.cancel()
                if not chunk:
                    return
                yield chunk
        finally:
            self.close()

    def close(self) -> None:
        """End the process and collect what it said."""
        if self._process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=5 if not self._stalled else 0)
            self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def last_words(self) -> str:
        """What it wrote to standard error; raises where it was killed or never started. Call after `close`."""
        text = self._stderr.decode("utf-8", "replace")
        if self._stalled or self._process.returncode < 0 or "Cannot allocate memory" in text:
            raise DecodingLimitError(name=self._name)
        if self._process.returncode == 1 and "Traceback" in text:  # the limiter itself failed: no such program
            reason = text.strip().splitlines()[-1]
            raise DecoderMissingError(path=self._decoder.binary, reason=reason)
        return text


class SidePipe:
    """A second output of the decoder, written to a file of ours as it comes. Use as a context around the run."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._outlet, self.inlet = os.pipe()
        self._writer = threading.Thread(target=self._copy, daemon=True)
        self._error: OSError | None = None

    def begin(self) -> None:
        """See `Side`."""
        os.close(self.inlet)
        self.inlet = -1
        self._writer.start()

    def _copy(self) -> None:
        try:
            with self._target.open("wb") as file, os.fdopen(os.dup(self._outlet), "rb") as pipe:
                shutil.copyfileobj(pipe, file, 1 << 20)
        except OSError as error:  # told by `__exit__`, in the thread that asked for the output
            self._error = error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.inlet >= 0:  # the decoder never ran
            os.close(self.inlet)
        else:
            self._writer.join()
        os.close(self._outlet)
        if self._error is not None and error is None:
            raise self._error
