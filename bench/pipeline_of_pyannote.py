"""pyannote's diarization pipeline at its default step, over the two networks that this product uses.

The ready pipeline fetches networks from a hub; here the verified ones are put in their places. Its embedding slot
takes whole windows with masks, as its own speaker networks do.
"""

import os
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from gpu import fetch
from gpu.networks import load_campplus, load_segmentation_of_pyannote
from models.settings import Settings
from transcribe.diarize import embed
from transcribe.diarize.campplus import EMBEDDING_SIZE

# pyannote/speaker-diarization-3.1's own parameters
_PARAMETERS = {
    "segmentation": {"min_duration_off": 0.0},
    "clustering": {"method": "centroid", "min_cluster_size": 12, "threshold": 0.7045654963945799},
}
_LEAST_MEL_FRAMES = 20


class _Embedding:
    """CAM++ in the place of the pipeline's speaker network."""

    sample_rate = 16_000
    dimension = EMBEDDING_SIZE
    metric = "cosine"
    min_num_samples = 3200

    def __init__(self, network: torch.nn.Module) -> None:
        self._network = network

    def to(self, device: torch.device) -> "_Embedding":
        self._network.to(device)
        return self

    def __call__(self, waveforms: torch.Tensor, masks: torch.Tensor | None = None) -> NDArray[np.float32]:
        """Embeddings (batch, 192) of waveforms (batch, 1, samples) under masks (batch, frames); NaN for too little."""
        made = np.full((len(waveforms), EMBEDDING_SIZE), np.nan, np.float32)
        with torch.inference_mode():
            for number, waveform in enumerate(waveforms):
                features = embed.mel(waveform[0].numpy())
                if masks is not None:
                    mask = torch.nn.functional.interpolate(masks[number][None, None].float(), size=len(features))
                    features = features[mask[0, 0] > 0.5]
                if len(features) >= _LEAST_MEL_FRAMES:
                    made[number] = self._network((features - features.mean(0))[None])[0].numpy()
        return made


def build(settings: Settings) -> Any:
    """The pipeline; weights are verified first."""
    os.environ.setdefault("PYANNOTE_METRICS_ENABLED", "0")
    from pyannote.audio.pipelines import SpeakerDiarization, speaker_diarization

    embedding = _Embedding(load_campplus(fetch.ready("campplus", settings)))
    speaker_diarization.PretrainedSpeakerEmbedding = lambda *_, **__: embedding
    speaker_diarization.get_plda = lambda *_, **__: None
    pipeline = SpeakerDiarization(
        segmentation=load_segmentation_of_pyannote(fetch.ready("segmentation-3.0", settings).path("pytorch_model.bin")),
        embedding="campplus",
        clustering="AgglomerativeClustering",
        embedding_exclude_overlap=True,
        segmentation_batch_size=32,
        embedding_batch_size=32,
    )
    return pipeline.instantiate(_PARAMETERS)
