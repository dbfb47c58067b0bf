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


@dataclass(frozen=True, kw_only=True, slots=True)
class Diarization:
    """Voices in order of first speaking; spans of one voice do not touch, spans of two may overlap."""

    voices: tuple[tuple[Span, ...], ...]
    activity: SpeechActivity
    doubtful: tuple[Span, ...] = ()  # short stretches whose voice could not be told, in order


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
