"""One pass of the decoder: any allowed file becomes PCM on disk, hashed, measured and with its faults named."""

import contextlib
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ffmpeg
import numpy as np

from models.progress import Progress
from models.recording import Recording, SoundProperties
from models.span import Span
from transcribe.sound import warnings
from transcribe.sound.channels import channels_to_hear
from transcribe.sound.decoder import Decoder, DecoderRun, SidePipe, read_arguments, under_our_name
from transcribe.sound.errors import EmptyFileError, NoSoundError, TooLongError, UnreadableFileError, WorkSpaceError
from transcribe.sound.pcm import BYTES_PER_SAMPLE, SAMPLE_RATE, Meter, Pcm
from transcribe.sound.probe import FileDescription, probe

OPUS: dict[str, str | int] = {"acodec": "libopus", "compression_level": 5, "ar": 48_000}
"""How copies to be listened to are written. A third of the time of the encoder's highest level, and nearer to speech."""
_CHUNK_BYTES = 1 << 20
_ENGINE_CHANNELS = 2  # more microphones than two are mixed: no engine of ours hears more
_FAULT = re.compile(r"^\[(?:[^\]]*\] \[)?(?:error|fatal|panic)\]", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class DecodedRecording:
    """A recording and its sound on disk."""

    recording: Recording
    pcm: Pcm
    missing: tuple[Span, ...]  # blanks of a damaged file: the decoder filled them where it could read nothing
    channels: tuple[int | None, ...]  # what is to be transcribed: (None,) one mix, (1,) one channel, (0, 1) both apart

    @property
    def apart(self) -> bool:
        """Whether each channel is one voice of its own."""
        return len(self.channels) > 1


def check_readable(path: Path, decoder: Decoder) -> None:
    """Raise what `decode` would for a file that is no recording, without decoding it."""
    _check_file(path)
    probe(path, decoder, name=path.name)


def decode(
    path: Path, folder: Path, decoder: Decoder, *, progress: Progress, name: str | None = None, playback: Path | None = None
) -> DecodedRecording:
    """Hash, probe and decode one file into `folder`.

    `name` is the file's name as given, where `path` has another. With `playback`, a copy to listen to (Ogg Opus, level
    and channels as recorded) is written there from the same decode, so that its clock is the engines'.
    Memory does not grow with length. Raises the errors of `transcribe.sound.errors`; nothing but the PCM file in
    `folder` and the playback copy is left behind, and no process.
    """
    name = name or path.name
    sha256, size = _hash(path)
    description = probe(path, decoder, name=name)
    pcm, meter, faults = _decode(
        path, folder, decoder, name=name, description=description, progress=progress, playback=playback
    )
    chosen = channels_to_hear(pcm)
    sound = SoundProperties(
        container=description.container,
        codec=description.codec,
        sample_rate=description.sample_rate,
        channels=description.channels,
        container_duration=description.duration,
        decoded_duration=pcm.duration,
        audio_streams=description.audio_streams,
        has_picture=description.has_picture,
        channel_properties=meter.properties(),
        voices_apart=len(chosen) > 1,
        container_time=description.container_time,
    )
    recording = Recording(
        sha256=sha256, size_bytes=size, name=name, sound=sound, warnings=warnings.of(sound, faults=faults)
    )
    return DecodedRecording(recording=recording, pcm=pcm, missing=meter.blanks() if faults else (), channels=chosen)


def _check_file(path: Path) -> None:
    reason = None
    try:
        if not path.exists():
            reason = "нет такого файла / файл жоқ / no such file"
        elif not path.is_file():
            reason = "это не файл / файл емес / not a file"
        else:
            with path.open("rb") as file:
                if not file.read(1):
                    raise EmptyFileError(name=path.name)
    except OSError as error:
        reason = error.strerror or str(error)
    if reason is not None:
        raise UnreadableFileError(name=path.name or str(path), reason=reason)


def _hash(path: Path) -> tuple[str, int]:
    """SHA-256 and size of the bytes as received."""
    _check_file(path)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except OSError as error:
        raise UnreadableFileError(name=path.name, reason=error.strerror or str(error)) from error


def _decode(  # one call, in one place
    path: Path,
    folder: Path,
    decoder: Decoder,
    *,
    name: str,
    description: FileDescription,
    progress: Progress,
    playback: Path | None,
) -> tuple[Pcm, Meter, int]:
    """Run the decoder over the first audio stream; gives the sound, its measure and how many faults it named."""
    channels = description.channels if description.channels <= _ENGINE_CHANNELS else 1
    frame = BYTES_PER_SAMPLE * channels
    most = int(decoder.longest_hours * 3600) * SAMPLE_RATE * frame
    target = folder / "sound.pcm"
    meter = Meter(channels)
    written = 0
    with under_our_name(path, name) as link, contextlib.ExitStack() as stack:
        try:
            side = stack.enter_context(SidePipe(playback)) if playback else None
            run = DecoderRun(decoder, _outputs(link, channels, side), name=name, side=side)
            stack.callback(run.close)
            with target.open("wb") as file:
                for chunk in run.chunks(_CHUNK_BYTES):  # a buffered read: whole frames but for a cut-off last one
                    whole = chunk[: len(chunk) // frame * frame]
                    file.write(whole)
                    meter.hear(np.frombuffer(whole, dtype="<i2").reshape(-1, channels))
                    written += len(whole)
                    if written > most:
                        raise TooLongError(name=name, hours=f"{decoder.longest_hours:g}")
                    seconds = written / frame / SAMPLE_RATE
                    progress("decode", seconds, max(seconds, description.duration or seconds))
            stack.close()
        except OSError as error:
            raise WorkSpaceError(folder=folder, reason=error.strerror or str(error)) from error
    words = run.last_words()
    if not written:
        raise NoSoundError(name=name)
    return Pcm(path=target, samples=written // frame, channels=channels), meter, len(_FAULT.findall(words))


def true_to_the_clock(sound: Any) -> Any:  # nodes of ffmpeg-python
    """A stream of sound whose gaps are filled with silence and that starts at the container's zero; never stretched.

    So its times are true to the picture, and every copy made this way has one clock.
    """
    return sound.filter("aresample", **{"async": 1, "first_pts": 0})


def _outputs(link: Path, channels: int, side: SidePipe | None) -> object:
    """What the decoder is to do: PCM to standard output and, where it is wanted, Opus through the side pipe."""
    sound = true_to_the_clock(ffmpeg.input(**read_arguments(link))["a:0"])
    pcm = {"format": "s16le", "acodec": "pcm_s16le", "ac": channels, "ar": SAMPLE_RATE}
    if side is None:
        return sound.output("pipe:", **pcm)
    both = sound.filter_multi_output("asplit")
    opus = {"format": "ogg", "ac": channels, "audio_bitrate": f"{40 * channels}k", **OPUS}
    return ffmpeg.merge_outputs(both[0].output("pipe:", **pcm), both[1].output(f"pipe:{side.inlet}", **opus))
