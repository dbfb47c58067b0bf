"""The picture of a recording to watch beside its words: a small copy whose clock is the decoded sound's."""

import contextlib
import os
import subprocess
import threading
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import ffmpeg

from models.progress import Progress
from models.span import Seconds
from transcribe.sound.decode import OPUS, true_to_the_clock
from transcribe.sound.decoder import Decoder, DecoderRun, read_arguments, under_our_name
from transcribe.sound.errors import NoPictureError, WorkSpaceError

FRAMES_A_SECOND = 15  # enough to see who speaks; also the finest step that a player can show
_WIDTH = 854
_KEYFRAME_SECONDS = 2  # a player that seeks decodes no more than this
_MIN_CPU_SECONDS = 900
_CPU_SECONDS_A_SECOND = 4  # of picture; a phone's 4K at 60 frames takes about two
_CHUNK_BYTES = 1 << 20
_MOST_BYTES = 64 << 30


def make_picture(path: Path, target: Path, decoder: Decoder, *, name: str, duration: Seconds, progress: Progress) -> None:
    """Write the recording's first picture and its first sound to `target`, an MP4 that a browser can seek in.

    `duration` is that of the decoded sound, for progress and limits. Raises NoPictureError and what `decode` raises.
    """
    slow = replace(decoder, cpu_seconds=max(_MIN_CPU_SECONDS, int(duration * _CPU_SECONDS_A_SECOND)))
    streamed = target.with_suffix(".mkv")
    try:
        _encode(path, streamed, slow, name=name, duration=duration, progress=progress)
        _make_seekable(streamed, target, slow)
    except OSError as error:
        raise WorkSpaceError(folder=target.parent, reason=error.strerror or str(error)) from error
    finally:
        streamed.unlink(missing_ok=True)


def _encode(path: Path, streamed: Path, decoder: Decoder, *, name: str, duration: Seconds, progress: Progress) -> None:
    """The hostile file in, our own bytes out through a pipe: the decoder writes to no file."""
    with under_our_name(path, name) as link, contextlib.ExitStack() as stack:
        clock = stack.enter_context(_Clock(duration, progress))
        run = DecoderRun(decoder, _output(link, clock), name=name, side=clock)
        stack.callback(run.close)
        with streamed.open("wb") as file:
            for chunk in run.chunks(_CHUNK_BYTES):
                file.write(chunk)
        stack.close()
        run.last_words()
        if streamed.stat().st_size == 0:
            raise NoPictureError(name=name)


def _output(link: Path, clock: "_Clock") -> object:
    source = ffmpeg.input(**read_arguments(link))
    # The filter repeats and drops frames so that each lies where its time says; it starts where the sound's clock does.
    picture = source["V:0"].filter("fps", fps=FRAMES_A_SECOND, start_time=0)
    picture = picture.filter("scale", w=f"min({_WIDTH},iw)", h="-2").filter("format", "yuv420p")
    encoded = {
        "vcodec": "libx264",
        "preset": "veryfast",
        "crf": 28,
        "g": FRAMES_A_SECOND * _KEYFRAME_SECONDS,
        **OPUS,
        "audio_bitrate": "48k",
        "format": "matroska",
        "progress": f"pipe:{clock.inlet}",
    }
    return ffmpeg.output(picture, true_to_the_clock(source["a:0"]), "pipe:", **encoded)


def _make_seekable(streamed: Path, target: Path, decoder: Decoder) -> None:
    """Our own bytes once more, copied into a file with an index at its beginning."""
    writing = replace(decoder, file_bytes=_MOST_BYTES)
    stream = ffmpeg.input(str(streamed), protocol_whitelist="file", format_whitelist="matroska,webm")
    output = ffmpeg.output(stream, str(target), c="copy", movflags="+faststart", format="mp4", loglevel="error")
    command = writing.command(["-nostdin", "-y", *ffmpeg.compile(output, cmd="ffmpeg")[1:]])
    made = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # arguments and file are ours
    if made.returncode != 0:
        reason = made.stderr.decode("utf-8", "replace").strip().splitlines() or ["ffmpeg"]
        raise OSError(0, reason[-1])


class _Clock:
    """The decoder's word of how far it is, through a pipe; told to the progress hook."""

    def __init__(self, duration: Seconds, progress: Progress) -> None:
        self._duration = duration
        self._progress = progress
        self._outlet, self.inlet = os.pipe()
        self._listener = threading.Thread(target=self._listen, daemon=True)

    def begin(self) -> None:
        """The decoder runs; our own end of what it writes to is closed."""
        os.close(self.inlet)
        self.inlet = -1
        self._listener.start()

    def _listen(self) -> None:
        with os.fdopen(os.dup(self._outlet), encoding="ascii", errors="replace") as lines:
            for line in lines:
                name, _, value = line.strip().partition("=")
                if name == "out_time_us" and value.isdigit():
                    seconds = int(value) / 1e6
                    self._progress("picture", seconds, max(seconds, self._duration))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.inlet >= 0:
            os.close(self.inlet)
        else:
            self._listener.join()
        os.close(self._outlet)
