"""The `Recognizer` slot: windows of sound in, words with times out."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.span import Span
from models.transcript import Engine


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundWindow:
    """A stretch of one channel short enough for every engine, cut in silences, and some sound that follows it."""

    span: Span  # on the recording's clock, at most `windows.LONGEST` seconds; only words in it are to be written
    samples: NDArray[np.float32]  # (samples,) at 16 kHz, -1..1, from the span's start to up to `windows.AHEAD` past its end


@dataclass(frozen=True, kw_only=True, slots=True)
class HeardWord:
    """A word as an engine wrote it, before it has a voice."""

    span: Span  # on the recording's clock
    text: str  # without spaces around it
    probability: float  # 0..1
    respelled_from: str | None = None  # what it wrote, no word of its language: the likeliest of a dictionary's stands here


@dataclass(frozen=True, kw_only=True, slots=True)
class HeardWindow:
    """What an engine heard in one window."""

    window: SoundWindow
    words: tuple[HeardWord, ...] | None  # None: the language was decided, its words are another engine's to write
    language: str  # ISO 639-1
    language_probability: float  # how sure the engine is of it, 0..1; 1 where only one was declared
    compression_ratio: float  # bytes of its text by bytes of its compressed text; loops are above 2.4


class Recognizer(ABC):
    """Writes the words of windows. A loaded network is passed in by who builds it, never loaded here."""

    @property
    @abstractmethod
    def engine(self) -> Engine:
        """What computes, for the transcript's record."""

    @abstractmethod
    def recognize(
        self, windows: Iterable[SoundWindow], languages: Sequence[str], *, write: frozenset[str]
    ) -> Iterator[HeardWindow]:
        """Hear windows in order, reading no further ahead than one batch.

        Each window's language is decided among `languages`; its words are written where that language is in `write`.
        An engine that cannot tell languages takes the first one. Deterministic: same windows, same words.
        """

    def align(self, window: SoundWindow, words: Sequence[str], language: str) -> tuple[Span, ...] | None:
        """When each of these words, which a person wrote, is said in the window; None where this engine cannot tell."""
        del window, words, language
        return None
