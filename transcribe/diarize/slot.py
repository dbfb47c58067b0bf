"""The `Diarizer` slot and what fills it gives."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.progress import Progress
from models.span import Seconds, Span
from models.transcript import Engine
from transcribe.sound.pcm import Pcm


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceBounds:
    """How many voices the form allows; the two may be equal."""

    least: int = 1
    most: int | None = None

    def __post_init__(self) -> None:
        if self.least < 1 or (self.most is not None and self.most < self.least):
            raise ValueError(f"not bounds of a number of voices: {self.least}..{self.most}")


@dataclass(frozen=True, kw_only=True, slots=True)
class SpeechActivity:
    """How sure the detector is of speech, frame by frame."""

    probability: NDArray[np.float32]  # (frames,), 0..1
    frame: Seconds  # from one frame to the next
    offset: Seconds  # of the first frame's middle

    def at(self, span: Span) -> NDArray[np.float32]:
        """The frames whose middles lie in a span; at least one, where there is any frame at all."""
        first = round((span.start - self.offset) / self.frame)
        last = round((span.end - self.offset) / self.frame)
        first = min(max(0, first), max(0, len(self.probability) - 1))
        return self.probability[first : max(first + 1, last)]

    def spans(self, duration: Seconds, *, least: float = 0.5) -> tuple[Span, ...]:
        """Where the detector is at least this sure, on the clock of a recording of this duration."""
        return spans_of(self.probability >= least, frame=self.frame, offset=self.offset, duration=duration)


def spans_of(flags: NDArray[np.bool_], *, frame: Seconds, offset: Seconds, duration: Seconds) -> tuple[Span, ...]:
    """Runs of true frames as spans, rounded to milliseconds.

    A frame stands for the stretch around its middle, the first one also for what is before it.
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    times = np.clip(edges * frame + offset - frame / 2, 0, duration).round(3)
    times[edges == 0] = 0.0
    pairs = zip(times[::2].tolist(), times[1::2].tolist(), strict=True)
    return tuple(Span(start=start, end=end) for start, end in pairs if end > start)


@dataclass(frozen=True, kw_only=True, slots=True)
class Diarization:
    """Voices in order of first speaking; spans of one voice do not touch, spans of two may overlap."""

    voices: tuple[tuple[Span, ...], ...]
    activity: SpeechActivity
    doubtful: tuple[Span, ...] = ()  # short stretches whose voice could not be told, in order


def one_voice(activity: SpeechActivity, duration: Seconds) -> Diarization:
    """All speech as one voice's; no voice where there is none."""
    spans = activity.spans(duration)
    return Diarization(voices=(spans,) if spans else (), activity=activity)


class Diarizer(ABC):
    """Finds voices in decoded sound. A loaded network is passed in by who builds it, never loaded here."""

    @property
    @abstractmethod
    def engines(self) -> tuple[Engine, ...]:
        """What computes, for the transcript's record."""

    @abstractmethod
    def diarize(self, pcm: Pcm, channel: int | None, *, bounds: VoiceBounds, progress: Progress) -> Diarization:
        """Voices of one channel, or of the mix where `channel` is None; no voice at all is a normal result.

        Memory does not grow with the square of the length. Reports steps "segment" and "voices".
        """

    @abstractmethod
    def detect(self, pcm: Pcm, channel: int | None, *, progress: Progress) -> Diarization:
        """Speech of one channel as the spans of a single voice, for channels that carry one voice each."""
