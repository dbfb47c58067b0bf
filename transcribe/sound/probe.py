"""What a file says of itself, from ffmpeg's description of its input."""

import re
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from models.recording import ContainerTime
from models.span import Seconds
from transcribe.sound.container_time import container_time
from transcribe.sound.decoder import Decoder, DecoderRun, read_arguments, under_our_name
from transcribe.sound.errors import NoSoundError, NotARecordingError

_INPUT = re.compile(r"Input #0, (?P<container>[^\n]+?), from '")
_DURATION = re.compile(r"Duration: (?P<h>\d+):(?P<m>\d\d):(?P<s>\d\d\.\d+)")
_AUDIO = re.compile(r"Stream #0:\d+[^\n]*?: Audio: (?P<codec>[\w.]+)[^\n]*?, (?P<rate>\d+) Hz, (?P<layout>[^,\n]+)")
_VIDEO = re.compile(r"Stream #0:\d+[^\n]*?: Video: [^\n]*")
_CHANNELS = {"mono": 1, "stereo": 2, "2.1": 3, "3.0": 3, "quad": 4, "4.0": 4, "5.0": 5, "5.1": 6, "6.1": 7, "7.1": 8}


@dataclass(frozen=True, kw_only=True, slots=True)
class FileDescription:
    """What the header claims."""

    container: str  # the demuxer's name
    duration: Seconds | None  # None where the header gives none
    codec: str  # of the first audio stream
    sample_rate: int
    channels: int
    audio_streams: int
    has_picture: bool
    container_time: ContainerTime | None


def probe(recording: Path, decoder: Decoder, *, name: str) -> FileDescription:
    """Describe a file without decoding it.

    NotARecordingError where no allowed format reads it, NoSoundError where it holds no audio stream.
    """
    with under_our_name(recording, name) as link:
        # A null output of no streams' data: ffmpeg opens the input, prints what it found, and ends.
        stream = ffmpeg.input(**read_arguments(link)).output("-", format="null", c="copy", t="0")
        run = DecoderRun(decoder, stream, name=name)
        for _ in run.chunks(4096):
            pass
        return parse_description(run.last_words(), name=name)


def parse_description(text: str, *, name: str) -> FileDescription:
    """Read ffmpeg's own words; see `probe` for the errors."""
    found = _INPUT.search(text)
    if found is None:
        raise NotARecordingError(name=name)
    header = text[found.start() :].split("Output #0", 1)[0].split("Stream mapping:", 1)[0]
    audio = list(_AUDIO.finditer(header))
    if not audio:
        raise NoSoundError(name=name)
    time = _DURATION.search(header)
    pictures = [line for line in _VIDEO.findall(header) if "attached pic" not in line]
    return FileDescription(
        container=found["container"],
        duration=int(time["h"]) * 3600 + int(time["m"]) * 60 + float(time["s"]) if time else None,
        codec=audio[0]["codec"],
        sample_rate=int(audio[0]["rate"]),
        channels=_channel_count(audio[0]["layout"]),
        audio_streams=len(audio),
        has_picture=bool(pictures),
        container_time=container_time(header),
    )


def _channel_count(layout: str) -> int:
    """A layout ("stereo", "5.1(side)", "4 channels") as a number; an unknown name counts as one."""
    counted = re.match(r"(\d+) channels", layout)
    if counted:
        return int(counted[1])
    return _CHANNELS.get(layout.split("(", maxsplit=1)[0].split(" ", maxsplit=1)[0].strip(), 1)
