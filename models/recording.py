"""A recording as received, and what its sound is like."""

from dataclasses import dataclass

from models.sentences import Sentence
from models.span import Seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelProperties:
    """What one decoded channel is like."""

    level_dbfs: float | None  # root mean square over the whole channel; None where every sample is zero
    peak_dbfs: float | None  # the loudest sample; None where every sample is zero
    clipped_seconds: Seconds  # time in runs of samples at full scale: sound that is lost


@dataclass(frozen=True, kw_only=True, slots=True)
class ContainerTime:
    """The time that a file carries of itself; of what, and by which clock, nobody knows."""

    tag: str  # where it stood, as ffmpeg names it: "creation_time", "date"
    clock: str  # "2026-03-02T04:10:00", to the second
    says_utc: bool  # it was written with a zone, and is in UTC here; whether the recorder meant that is another question


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundProperties:
    """What the file said of itself and what decoding found."""

    container: str  # the demuxer's name, as ffmpeg gives it: "mov,mp4,m4a,3gp,3g2,mj2"
    codec: str  # of the audio stream that was decoded: "aac", "pcm_mulaw"
    sample_rate: int  # of that stream as recorded, in Hz
    channels: int  # of that stream as recorded
    container_duration: Seconds | None  # what the header claims; None where it claims nothing
    decoded_duration: Seconds  # what was really there: every time in a transcript is on this clock
    audio_streams: int  # how many there are; the first is the one transcribed
    has_picture: bool  # a video stream that is not a cover image
    channel_properties: tuple[ChannelProperties, ...]  # of the channels as decoded for the engines
    voices_apart: bool  # two channels, each with a voice of its own: transcribed one by one
    container_time: ContainerTime | None = None  # None: the file carries none


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundWarning:
    """Something that was wrong with a recording and did not prevent its transcription."""

    code: str  # stable name for programs: "damaged", "silent", "other_number_of_voices"
    sentence: Sentence  # for people, in each language of the interface


@dataclass(frozen=True, kw_only=True, slots=True)
class Recording:
    """A file as received, identified by its bytes."""

    sha256: str  # of the bytes as received, in hexadecimal
    size_bytes: int
    name: str  # the file's name as given, without its folder; for people only
    sound: SoundProperties
    warnings: tuple[SoundWarning, ...]
