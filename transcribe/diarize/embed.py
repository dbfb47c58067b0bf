"""An embedding for each local voice of each window, from the frames where it speaks alone."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torchaudio.compliance import kaldi

from models.span import Seconds
from transcribe.diarize.campplus import EMBEDDING_SIZE, MEL_BINS
from transcribe.diarize.network import Network
from transcribe.diarize.segmentation import FRAME_OFFSET, FRAME_SECONDS, LOCAL_VOICES, WINDOW_SECONDS, SegmentedBlock
from transcribe.sound.pcm import SAMPLE_RATE

_MEL_SECONDS = 0.01  # from one Mel frame to the next
_MEL_OFFSET = 0.0125  # middle of the first one
_BUCKET = 50  # Mel frames: lengths are cut to multiples of it, so that equal ones can be computed together
_LEAST = 20  # Mel frames: less says nothing about a voice
MOST_FRAMES = 400  # of Mel features, four seconds: more adds cost and little accuracy
_ALONE_ENOUGH: Seconds = 0.3  # below this, frames with another voice over them are used too
BATCH = 8  # stretches at once: more costs memory and, on CPUs, time as well


@dataclass(frozen=True, kw_only=True, slots=True)
class VoicePrints:
    """Embeddings of local voices; those with too little speech have none."""

    window: NDArray[np.int64]  # (n,) number of the window in the recording
    local: NDArray[np.int64]  # (n,) which of its local voices
    seconds: NDArray[np.float64]  # (n,) of speech alone under it
    vectors: NDArray[np.float32]  # (n, 192), of length 1

    def __len__(self) -> int:
        return len(self.window)


def joined(parts: list[VoicePrints]) -> VoicePrints:
    """One record of many, in order."""
    empty = VoicePrints(
        window=np.zeros(0, np.int64),
        local=np.zeros(0, np.int64),
        seconds=np.zeros(0),
        vectors=np.zeros((0, EMBEDDING_SIZE), np.float32),
    )
    every = [empty, *parts]
    return VoicePrints(
        window=np.concatenate([part.window for part in every]),
        local=np.concatenate([part.local for part in every]),
        seconds=np.concatenate([part.seconds for part in every]),
        vectors=np.concatenate([part.vectors for part in every]),
    )


def embed(block: SegmentedBlock, network: Network, *, first_window: int) -> VoicePrints:
    """Embed the local voices of a block whose first window has the given number in the recording."""
    features = mel(block.sound)
    alone = block.active & (block.active.sum(axis=2, keepdims=True) == 1)
    jobs: list[tuple[int, int, float]] = []
    frames: list[NDArray[np.intp]] = []
    for window, start in enumerate(block.starts - block.starts[0]):
        for local in range(LOCAL_VOICES):
            seconds = float(alone[window, :, local].sum() * FRAME_SECONDS)
            chosen = alone if seconds >= _ALONE_ENOUGH else block.active
            found = _mel_frames(chosen[window, :, local], start, len(features))
            if len(found) >= _LEAST:
                jobs.append((window + first_window, local, seconds))
                frames.append(_middle(found))
    return VoicePrints(
        window=np.array([job[0] for job in jobs], np.int64),
        local=np.array([job[1] for job in jobs], np.int64),
        seconds=np.array([job[2] for job in jobs], np.float64),
        vectors=vectors(features, frames, network),
    )


def mel(sound: NDArray[np.float32]) -> torch.Tensor:
    """Log Mel energies (frames, 80) as Kaldi computes them, the features CAM++ was trained on."""
    least = round(2.5 * _MEL_OFFSET * SAMPLE_RATE)
    if len(sound) < least:
        return torch.zeros(0, MEL_BINS)
    waveform = torch.from_numpy(sound)[None]
    with torch.inference_mode():
        found: torch.Tensor = kaldi.fbank(waveform, num_mel_bins=MEL_BINS, sample_frequency=SAMPLE_RATE, dither=0.0)
    return found


def _mel_frames(speaks: NDArray[np.bool_], start: Seconds, count: int) -> NDArray[np.intp]:
    """Numbers of the Mel frames under the segmentation frames where a voice speaks."""
    if not speaks.any():
        return np.zeros(0, np.intp)
    middles = np.arange(round(WINDOW_SECONDS / _MEL_SECONDS)) * _MEL_SECONDS + _MEL_OFFSET
    nearest = np.clip(np.round((middles - FRAME_OFFSET) / FRAME_SECONDS).astype(int), 0, len(speaks) - 1)
    numbers = np.flatnonzero(speaks[nearest]) + round(start / _MEL_SECONDS)
    return numbers[numbers < count]


def _middle(frames: NDArray[np.intp]) -> NDArray[np.intp]:
    """The middle part, of a length that others share."""
    length = min(len(frames), MOST_FRAMES)
    if length > _BUCKET:
        length = length // _BUCKET * _BUCKET
    first = (len(frames) - length) // 2
    return frames[first : first + length]


def vectors(features: torch.Tensor, frames: list[NDArray[np.intp]], network: Network) -> NDArray[np.float32]:
    """Embeddings in the order of `frames`; equal lengths are computed together."""
    made = np.zeros((len(frames), EMBEDDING_SIZE), np.float32)
    by_length: dict[int, list[int]] = {}
    for number, chosen in enumerate(frames):
        by_length.setdefault(len(chosen), []).append(number)
    batches = [
        numbers[first : first + network.batch]
        for numbers in by_length.values()
        for first in range(0, len(numbers), network.batch)
    ]
    stacks = (torch.stack([features[torch.from_numpy(frames[number])] for number in batch]) for batch in batches)
    centred = (stacked - stacked.mean(dim=1, keepdim=True) for stacked in stacks)
    for batch, found in zip(batches, network.run(centred), strict=True):
        made[batch] = found.numpy()
    return made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9).astype(np.float32)  # type: ignore[no-any-return]  # numpy's stubs lose the type
