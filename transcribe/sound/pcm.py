"""Decoded sound on disk: 16 kHz, 16 bit, one or two channels, read in pieces."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.recording import ChannelProperties
from models.span import Seconds, Span

SAMPLE_RATE = 16_000
"""What every engine hears, in Hz."""

BYTES_PER_SAMPLE = 2
_FULL_SCALE = 32768.0
_CLIPPED = 32_700  # codecs overshoot and round: the last 0.02 dB count as full scale
_BLANK = SAMPLE_RATE // 20  # samples of exact zero in a row: no microphone is that still for so long
_CLIPPED_RUN = 3  # samples in a row at full scale are a cut-off wave; one or two may be a peak that just fits


@dataclass(frozen=True, kw_only=True, slots=True)
class Pcm:
    """Interleaved 16-bit samples in a file; nothing of it is kept in memory."""

    path: Path
    samples: int  # in each channel
    channels: int

    @property
    def duration(self) -> Seconds:
        """Of the decoded sound, in seconds."""
        return self.samples / SAMPLE_RATE

    def read(self, span: Span, channel: int | None = None) -> NDArray[np.float32]:
        """One channel of a span, or the mean of all where `channel` is None: (samples,), -1..1.

        What lies past the end is left out, so the result may be shorter than the span.
        """
        first = round(span.start * SAMPLE_RATE)
        last = min(round(span.end * SAMPLE_RATE), self.samples)
        count = max(0, last - first)
        raw = np.fromfile(
            self.path, dtype="<i2", count=count * self.channels, offset=first * BYTES_PER_SAMPLE * self.channels
        ).reshape(-1, self.channels)
        chosen = raw.mean(axis=1, dtype=np.float32) if channel is None else raw[:, channel].astype(np.float32)
        return chosen / np.float32(_FULL_SCALE)


class Meter:
    """Level, peak and clipping of each channel, measured while the samples go by."""

    def __init__(self, channels: int) -> None:
        self._squares = np.zeros(channels)
        self._peak = np.zeros(channels)
        self._clipped = np.zeros(channels, dtype=np.int64)
        self._samples = 0
        self._blank_since: int | None = None
        self._blanks: list[tuple[int, int]] = []

    def hear(self, samples: NDArray[np.int16]) -> None:
        """Take in a block, (samples, channels)."""
        wide = samples.astype(np.int32)
        self._squares += (wide.astype(np.float64) ** 2).sum(axis=0)
        loud = np.abs(wide)
        self._peak = np.maximum(self._peak, loud.max(axis=0, initial=0))
        self._clipped += _in_long_runs(loud >= _CLIPPED)
        self._look_for_blanks(loud.max(axis=1) > 0)
        self._samples += len(samples)

    def blanks(self) -> tuple[Span, ...]:
        """Stretches of a twentieth of a second and more that are exactly zero on every channel, in order."""
        open_one = [] if self._blank_since is None else [(self._blank_since, self._samples)]
        return tuple(
            Span(start=first / SAMPLE_RATE, end=last / SAMPLE_RATE)
            for first, last in [*self._blanks, *open_one]
            if last - first >= _BLANK
        )

    def _look_for_blanks(self, sounds: NDArray[np.bool_]) -> None:
        """Runs may go on from block to block."""
        before = self._blank_since is not None
        edges = np.flatnonzero(np.diff(np.concatenate(([before], ~sounds)).astype(np.int8)))
        for edge in edges.tolist():
            if self._blank_since is None:
                self._blank_since = self._samples + edge
            else:
                if self._samples + edge - self._blank_since >= _BLANK:
                    self._blanks.append((self._blank_since, self._samples + edge))
                self._blank_since = None

    def properties(self) -> tuple[ChannelProperties, ...]:
        """What was heard so far, a record for each channel."""
        return tuple(
            ChannelProperties(
                level_dbfs=_decibels(math.sqrt(square / self._samples)) if self._samples else None,
                peak_dbfs=_decibels(float(peak)),
                clipped_seconds=int(clipped) / SAMPLE_RATE,
            )
            for square, peak, clipped in zip(self._squares, self._peak, self._clipped, strict=True)
        )


def _decibels(amplitude: float) -> float | None:
    return round(20 * math.log10(amplitude / _FULL_SCALE), 1) if amplitude > 0 else None


def _in_long_runs(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many flags of each column stand in runs of at least `_CLIPPED_RUN`."""
    if not flags.any():  # nearly always, and much cheaper
        return np.zeros(flags.shape[1], dtype=np.int64)
    counts = np.zeros(flags.shape[1], dtype=np.int64)
    for column in range(flags.shape[1]):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], flags[:, column].astype(np.int8), [0]))))
        runs = edges[1::2] - edges[::2]
        counts[column] = runs[runs >= _CLIPPED_RUN].sum()
    return counts
