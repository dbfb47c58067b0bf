"""pyannote's own pipeline in the diarizer's slot: community-1, where its folder is installed.

Its clustering computes a distance for every pair of embeddings, so memory grows with the square of the length (about
7 GB for four hours): it is for servers. The default diarizer is `stages`.
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models.progress import Progress
from models.span import Span
from models.transcript import Engine
from transcribe.diarize.slot import Diarization, Diarizer, SpeechActivity, VoiceBounds, one_voice
from transcribe.sound.pcm import SAMPLE_RATE, Pcm

PARAMETERS = {"segmentation": {"min_duration_off": 0.0}, "clustering": {"threshold": 0.6, "Fa": 0.07, "Fb": 0.8}}
"""community-1's own, from its configuration."""

SETTINGS = tuple((f"{part}.{name}", str(value)) for part, of in PARAMETERS.items() for name, value in of.items())
"""What changes the result, for the record."""

_STEPS = {"segmentation": "segment", "embeddings": "voices"}


class CommunityDiarizer(Diarizer):
    """Any instantiated `pyannote.audio.pipelines.SpeakerDiarization` over a powerset segmentation network."""

    def __init__(self, pipeline: Any, *, engine: Engine) -> None:
        self._pipeline = pipeline
        self._engine = engine

    @property
    def engines(self) -> tuple[Engine, ...]:
        """See `Diarizer`."""
        return (self._engine,)

    def diarize(self, pcm: Pcm, channel: int | None, *, bounds: VoiceBounds, progress: Progress) -> Diarization:
        """See `Diarizer`; memory does grow with the square of the length here."""
        kept: dict[str, Any] = {}
        with warnings.catch_warnings():
            # It warns where it finds fewer voices than were asked for; what it found stands in the result.
            warnings.filterwarnings("ignore", message=r"\s*The detected number of speakers")
            found = self._pipeline(
                _file(pcm, channel), min_speakers=bounds.least, max_speakers=bounds.most, hook=_hook(progress, kept)
            ).speaker_diarization
        voices = []
        for label in found.labels():
            spans = [_clipped(part, pcm.duration) for part in found.label_timeline(label).support()]
            voices.append(tuple(span for span in spans if span is not None))
        spoken = sorted((spans for spans in voices if spans), key=lambda spans: spans[0].start)
        return Diarization(voices=tuple(spoken), activity=self._activity(kept["segmentation"], pcm))

    def detect(self, pcm: Pcm, channel: int | None, *, progress: Progress) -> Diarization:
        """See `Diarizer`."""
        segmentations = self._pipeline.get_segmentations(_file(pcm, channel), hook=_hook(progress, {}))
        return one_voice(self._activity(segmentations, pcm), pcm.duration)

    def _activity(self, segmentations: Any, pcm: Pcm) -> SpeechActivity:
        """Share of the windows over each frame in which anybody speaks."""
        from pyannote.audio import Inference
        from pyannote.core import SlidingWindowFeature

        anybody = SlidingWindowFeature(
            np.nanmax(segmentations.data, axis=2, keepdims=True).astype(np.float32), segmentations.sliding_window
        )
        frames = self._pipeline._segmentation.model.receptive_field  # as its own `apply` does
        mean = Inference.aggregate(anybody, frames, hamming=False, missing=0.0)
        window = mean.sliding_window
        total = max(1, int(np.ceil(pcm.duration / window.step)))
        probability: NDArray[np.float32] = np.zeros(total, np.float32)
        heard = mean.data[:total, 0]
        probability[: len(heard)] = heard
        return SpeechActivity(
            probability=probability, frame=float(window.step), offset=float(window.start + window.duration / 2)
        )


def _hook(progress: Progress, kept: dict[str, Any]) -> Callable[..., None]:
    """What the pipeline calls after each batch and each step; finished artifacts are put into `kept`."""

    def hook(step: str, artifact: object, *, total: int | None = None, completed: int | None = None, **_: object) -> None:
        if artifact is not None:
            kept[step] = artifact
        if step in _STEPS and total and completed is not None:
            progress(_STEPS[step], min(completed, total), total)

    return hook


def _file(pcm: Pcm, channel: int | None) -> dict[str, Any]:
    """The recording as pyannote takes it without opening any file: (1, samples) in memory."""
    sound = pcm.read(Span(start=0.0, end=pcm.duration), channel)
    return {"waveform": torch.from_numpy(sound)[None], "sample_rate": SAMPLE_RATE, "uri": "recording"}


def _clipped(part: Any, duration: float) -> Span | None:
    start, end = round(max(0.0, float(part.start)), 3), round(min(duration, float(part.end)), 3)
    return Span(start=start, end=end) if end > start else None
