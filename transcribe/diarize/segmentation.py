"""Segmentation of 10-second windows: who of up to three local voices speaks in each frame.

One pass serves both speech detection and diarization. Windows, powerset and frame geometry are those of
pyannote/segmentation-3.0 (Plaquet and Bredin, "Powerset multi-class cross entropy loss for neural speaker
diarization", Interspeech 2023).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import torch
from numpy.typing import NDArray

from models.span import Seconds, Span
from transcribe.diarize.network import Network
from transcribe.sound.pcm import SAMPLE_RATE, Pcm

WINDOW_SECONDS = 10.0
WINDOW_FRAMES = 589  # that the network gives for ten seconds
LOCAL_VOICES = 3
FRAME_SECONDS = 270 / SAMPLE_RATE  # the network's stride
FRAME_OFFSET = 991 / 2 / SAMPLE_RATE  # middle of the first frame's receptive field
BATCH = 8  # windows at once: more costs memory and, on CPUs, time as well
_BLOCK_SECONDS = 300.0  # of sound in memory at a time
_AT_ONCE = 2  # local voices that the network can hear at the same time
_SETS = [each for size in range(_AT_ONCE + 1) for each in combinations(range(LOCAL_VOICES), size)]
VOICES_OF_SETS = torch.tensor([[voice in each for voice in range(LOCAL_VOICES)] for each in _SETS])
"""(sets, local voices): which voices are in each set that the network weighs, in its order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SegmentedBlock:
    """Some neighbouring windows and the sound under them."""

    starts: NDArray[np.float64]  # (windows,) in seconds of the recording
    active: NDArray[np.bool_]  # (windows, frames, local voices)
    speech: NDArray[np.float32]  # (windows, frames) probability that anybody speaks
    sound: NDArray[np.float32]  # (samples,) from the first window's start to the last one's end or the recording's
    completed: Seconds  # how far into the recording this block reaches


def window_starts(duration: Seconds, step: Seconds) -> NDArray[np.float64]:
    """Starts of windows every `step` that cover the duration; the last may reach past the end."""
    count = 1 + max(0, int(np.ceil((duration - WINDOW_SECONDS) / step - 1e-9)))
    return np.arange(count, dtype=np.float64) * np.float64(step)


def segment(pcm: Pcm, channel: int | None, network: Network, *, step: Seconds) -> Iterator[SegmentedBlock]:
    """Run the network over the whole recording, a block at a time, so that memory does not grow with length."""
    starts = window_starts(pcm.duration, step)
    at_once = max(1, int(_BLOCK_SECONDS / step))
    for first in range(0, len(starts), at_once):
        chosen = starts[first : first + at_once]
        sound = pcm.read(Span(start=float(chosen[0]), end=float(chosen[-1]) + WINDOW_SECONDS), channel)
        active, speech = _run(_windows(sound, chosen), network)
        yield SegmentedBlock(
            starts=chosen,
            active=active,
            speech=speech,
            sound=sound,
            completed=min(pcm.duration, float(chosen[-1]) + WINDOW_SECONDS),
        )


def _windows(sound: NDArray[np.float32], starts: NDArray[np.float64]) -> NDArray[np.float32]:
    """Views of the sound, (windows, samples), silence after its end."""
    length = round(WINDOW_SECONDS * SAMPLE_RATE)
    offsets = np.round((starts - starts[0]) * SAMPLE_RATE).astype(int)
    padded = np.pad(sound, (0, max(0, offsets[-1] + length - len(sound))))
    return np.lib.stride_tricks.sliding_window_view(padded, length)[offsets]  # type: ignore[no-any-return]  # numpy's stubs lose the type


def _run(windows: NDArray[np.float32], network: Network) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
    active, speech = [], []
    firsts = range(0, len(windows), network.batch)
    batches = (torch.from_numpy(windows[first : first + network.batch].copy())[:, None] for first in firsts)
    for scores in network.run(batches):  # (windows, frames, sets) log-probabilities of sets of voices
        active.append(VOICES_OF_SETS[scores.argmax(dim=-1)].numpy())
        speech.append(1 - scores[..., 0].exp().numpy())
    return np.concatenate(active), np.concatenate(speech)
