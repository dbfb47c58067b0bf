"""The default diarizer: segmentation, embeddings, clustering, and the voices laid back over the recording."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from models.progress import Progress
from models.span import Seconds, Span
from models.transcript import Engine
from transcribe.diarize import cluster, embed, segmentation
from transcribe.diarize.network import Network
from transcribe.diarize.second_look import look_again
from transcribe.diarize.segmentation import (
    FRAME_OFFSET,
    FRAME_SECONDS,
    WINDOW_FRAMES,
    SegmentedBlock,
    segment,
)
from transcribe.diarize.slot import Diarization, Diarizer, SpeechActivity, VoiceBounds, one_voice, spans_of
from transcribe.sound.pcm import Pcm

_SHORT: Seconds = 180.0  # recordings up to this have few embeddings: look at them more often
_SHORT_STEP: Seconds = 1.0
_STEP: Seconds = 2.5
SETTINGS = (
    ("step", f"{_STEP}"),
    ("step_if_short", f"{_SHORT_STEP}"),
    ("short", f"{_SHORT}"),
    ("most_embedded_frames", f"{embed.MOST_FRAMES}"),
)
"""What changes the result, for the record."""

BATCHES = (segmentation.BATCH, embed.BATCH)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Window:
    """What is kept of a window once its sound is gone."""

    first_frame: int  # in the recording's frames
    active: NDArray[np.bool_]  # (frames, local voices)


class StagedDiarizer(Diarizer):
    """segmentation-3.0 and CAM++ in our own order of stages."""

    def __init__(
        self,
        segments: Network,
        embeds: Network,
        *,
        engine: Engine,
        threshold: float = cluster.THRESHOLD,
    ) -> None:
        self._segmentation = segments
        self._embedding = embeds
        self._engine = engine
        self._threshold = threshold

    @property
    def engines(self) -> tuple[Engine, ...]:
        """See `Diarizer`."""
        return (self._engine,)

    def diarize(self, pcm: Pcm, channel: int | None, *, bounds: VoiceBounds, progress: Progress) -> Diarization:
        """See `Diarizer`."""
        speech = _OverlapAdd(pcm.duration)
        windows: list[_Window] = []
        prints: list[embed.VoicePrints] = []
        for block in self._segment(pcm, channel):
            speech.add(block)
            prints.append(embed.embed(block, self._embedding, first_window=len(windows)))
            windows += [
                _Window(first_frame=_frame(float(start)), active=active)
                for start, active in zip(block.starts, block.active, strict=True)
            ]
            progress("segment", block.completed, pcm.duration)
        every = embed.joined(prints)
        means = cluster.voice_means(every, bounds=bounds, threshold=self._threshold)
        if not len(means):  # too little speech for an embedding: whoever it was, it was somebody
            progress("voices", 1, 1)
            return one_voice(speech.activity(), pcm.duration)
        voices = _lay_back(windows, _assign(every, means), len(means), pcm.duration)
        looked = look_again(pcm, channel, voices, means, self._embedding)
        progress("voices", 1, 1)
        return Diarization(voices=_in_order(looked.voices), activity=speech.activity(), doubtful=looked.doubtful)

    def detect(self, pcm: Pcm, channel: int | None, *, progress: Progress) -> Diarization:
        """See `Diarizer`."""
        speech = _OverlapAdd(pcm.duration)
        for block in self._segment(pcm, channel):
            speech.add(block)
            progress("segment", block.completed, pcm.duration)
        return one_voice(speech.activity(), pcm.duration)

    def _segment(self, pcm: Pcm, channel: int | None) -> Iterator[SegmentedBlock]:
        step = _SHORT_STEP if pcm.duration <= _SHORT else _STEP
        return segment(pcm, channel, self._segmentation, step=step)


def _frame(start: Seconds) -> int:
    return round(start / FRAME_SECONDS)


def _frames(duration: Seconds) -> int:
    return max(1, int(np.ceil(duration / FRAME_SECONDS)))


class _OverlapAdd:
    """Mean over windows of the probability of speech."""

    def __init__(self, duration: Seconds) -> None:
        self._frames = _frames(duration)
        self._sum = np.zeros(self._frames + 2 * WINDOW_FRAMES, np.float32)  # the last window reaches past the end
        self._count = np.zeros_like(self._sum)

    def add(self, block: SegmentedBlock) -> None:
        for start, speech in zip(block.starts, block.speech, strict=True):
            first = _frame(float(start))
            self._sum[first : first + WINDOW_FRAMES] += speech
            self._count[first : first + WINDOW_FRAMES] += 1

    def activity(self) -> SpeechActivity:
        mean = self._sum[: self._frames] / np.maximum(self._count[: self._frames], 1)
        return SpeechActivity(probability=mean.astype(np.float32), frame=FRAME_SECONDS, offset=FRAME_OFFSET)


def _assign(prints: embed.VoicePrints, means: NDArray[np.float32]) -> dict[tuple[int, int], int]:
    """Voice of each embedded local voice; within a window no two get the same."""
    names: dict[tuple[int, int], int] = {}
    if not len(means):
        return names
    likeness = prints.vectors @ means.T
    edges = np.flatnonzero(np.diff(prints.window, prepend=-1, append=-1))
    for first, last in itertools.pairwise(edges.tolist()):
        rows, columns = linear_sum_assignment(-likeness[first:last])
        for row, voice in zip(rows, columns, strict=True):
            names[int(prints.window[first + row]), int(prints.local[first + row])] = int(voice)
    return names


def _lay_back(
    windows: list[_Window], names: dict[tuple[int, int], int], voices: int, duration: Seconds
) -> list[tuple[Span, ...]]:
    """Each voice's spans: in each frame the windows vote for voices, and for how many speak at once."""
    total = _frames(duration)
    room = total + 2 * WINDOW_FRAMES
    votes = np.zeros((room, voices), np.float32)
    speaking = np.zeros(room, np.float32)
    seen = np.zeros(room, np.float32)
    for number, window in enumerate(windows):
        part = slice(window.first_frame, window.first_frame + WINDOW_FRAMES)
        seen[part] += 1
        speaking[part] += window.active.sum(axis=1)
        for local in range(window.active.shape[1]):
            voice = names.get((number, local))
            if voice is not None:
                votes[part, voice] += window.active[:, local]
    at_once = np.floor(speaking[:total] / np.maximum(seen[:total], 1) + 0.5).astype(int)
    votes = votes[:total]
    order = np.argsort(-votes, axis=1, kind="stable")
    speaks = np.zeros((total, voices), bool)
    for rank in range(min(2, voices)):
        chosen = np.flatnonzero((at_once > rank) & (votes[np.arange(total), order[:, rank]] > 0))
        speaks[chosen, order[chosen, rank]] = True
    return [_spans(speaks[:, voice], duration) for voice in range(voices)]


def _spans(speaks: NDArray[np.bool_], duration: Seconds) -> tuple[Span, ...]:
    return spans_of(speaks, frame=FRAME_SECONDS, offset=FRAME_OFFSET, duration=duration)


def _in_order(voices: list[tuple[Span, ...]]) -> tuple[tuple[Span, ...], ...]:
    """Voices that speak at all, in order of first speaking."""
    return tuple(sorted((spans for spans in voices if spans), key=lambda spans: spans[0].start))
