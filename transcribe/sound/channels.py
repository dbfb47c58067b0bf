"""Whether two channels carry different voices: by how alike their waves are, and whose is louder when."""

import math

import numpy as np
from numpy.typing import NDArray

from models.span import Span
from transcribe.sound.pcm import SAMPLE_RATE, Pcm

FRAME_SECONDS = 0.1  # shorter than a syllable, long enough to compare waves
_FRAME = int(FRAME_SECONDS * SAMPLE_RATE)
_LAG = SAMPLE_RATE // 50  # 20 ms: sound crosses seven metres between two microphones
_BLOCK_SECONDS = 60.0
_FLOOR_DBFS = -60.0  # quieter than this nobody speaks
_BELOW_LOUD_DB = 30.0  # a frame this far under the loud ones is a pause
_DEAD_BELOW_DB = 60.0  # a channel this far under the other carries nothing
_FRAMES_COMPARED = 600  # spread over the recording
_SAME_SOUND = 0.3  # likeness of the waves; seen: at most 0.14 for one voice a channel, at least 0.77 for one room
_APART_DB = 6.0  # a voice in its own channel stands this far above the other
_LEAST_SHARE = 0.05  # of the loud frames must belong to the quieter party


def frame_levels(pcm: Pcm) -> NDArray[np.float64]:
    """Level in dBFS of each tenth of a second of each channel, (frames, channels); silence is -120."""
    levels = [np.zeros((0, pcm.channels))]
    for number in range(math.ceil(pcm.duration / _BLOCK_SECONDS)):
        span = Span(start=number * _BLOCK_SECONDS, end=(number + 1) * _BLOCK_SECONDS)
        block = np.stack([pcm.read(span, channel) for channel in range(pcm.channels)], axis=1)
        frames = block[: len(block) // _FRAME * _FRAME].reshape(-1, _FRAME, pcm.channels)
        power = (frames.astype(np.float64) ** 2).mean(axis=1)
        levels.append(10 * np.log10(np.maximum(power, 1e-12)))
    return np.concatenate(levels)


def channels_to_hear(pcm: Pcm) -> tuple[int | None, ...]:
    """(None,) for one mix of all, (0,) or (1,) where the other channel is dead, (0, 1) where each has its own voice.

    A room heard by two microphones, or one mix on both channels, is one mix: only where the waves differ and each
    channel leads at times do voices come from channels.
    """
    if pcm.channels != 2:
        return (None,)
    levels = frame_levels(pcm)
    if not len(levels):
        return (None,)
    loudest = np.percentile(levels, 95, axis=0)
    if loudest.max() > _FLOOR_DBFS and abs(loudest[0] - loudest[1]) > _DEAD_BELOW_DB:
        return (int(loudest.argmax()),)
    louder = levels.max(axis=1)
    loud = louder > max(_FLOOR_DBFS, float(np.percentile(louder, 95)) - _BELOW_LOUD_DB)
    if not loud.any():
        return (None,)
    difference = (levels[:, 0] - levels[:, 1])[loud]
    leads = min(float((difference > _APART_DB).mean()), float((difference < -_APART_DB).mean()))
    apart = leads >= _LEAST_SHARE and likeness(pcm, np.flatnonzero(loud)) < _SAME_SOUND
    return (0, 1) if apart else (None,)


def likeness(pcm: Pcm, frames: NDArray[np.intp]) -> float:
    """Median over frames of the highest normalised cross-correlation of the two channels, 0..1.

    `frames` are numbers of tenths of a second; a spread of them is compared.
    """
    chosen = frames[np.linspace(0, len(frames) - 1, min(len(frames), _FRAMES_COMPARED)).astype(int)]
    values = []
    for number in chosen:
        start = max(0.0, number * FRAME_SECONDS - _LAG / SAMPLE_RATE)
        span = Span(start=start, end=(number + 1) * FRAME_SECONDS + _LAG / SAMPLE_RATE)
        first, second = pcm.read(span, 0), pcm.read(span, 1)
        if len(first) <= 2 * _LAG:
            continue
        inner = first[_LAG:-_LAG]
        products = np.correlate(second, inner, "valid")
        energies = np.convolve(second**2, np.ones(len(inner), np.float32), "valid")
        norm = np.sqrt(np.maximum(energies * float((inner**2).sum()), 1e-12))
        values.append(float(np.abs(products / norm).max()))
    return float(np.median(values)) if values else 1.0
