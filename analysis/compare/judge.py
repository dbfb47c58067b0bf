"""The slot for a network of natural-language inference: which pairs of sentences contradict each other."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_BATCH = 16


class Judge(ABC):
    """Weighs pairs of sentences; it is passed in, never loaded by what asks it."""

    weights: str
    """SHA-256 of what computes."""

    @abstractmethod
    def contradiction(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each pair, premise and hypothesis, the probability that they contradict each other, 0..1."""


class NoContradictionLabelError(ValueError):
    """The network's labels name no contradiction: it is none of natural-language inference."""


class CrossEncoderJudge(Judge):
    """A cross-encoder of sentence-transformers; which of its labels is a contradiction, its own config says."""

    def __init__(self, model: Any, *, weights: str) -> None:
        self._model = model
        self.weights = weights
        labels = {int(number): str(label).lower() for number, label in model.config.id2label.items()}
        found = [
            number for number, label in labels.items() if label.startswith("contradict") and not label.startswith("non")
        ]
        if len(found) != 1:
            raise NoContradictionLabelError(f"The labels of the network name no contradiction: {sorted(labels.values())}")
        self._label = found[0]

    def contradiction(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """By softmax over all labels."""
        if not pairs:
            return []
        made = self._model.predict(list(pairs), batch_size=_BATCH, apply_softmax=True, show_progress_bar=False)
        return [float(row[self._label]) for row in made]


def open_judge(folder: Path, *, weights: str, device: str) -> CrossEncoderJudge:
    """From a folder as sentence-transformers keeps it; nothing is asked of the network, nothing run but safetensors.

    Raises `NoContradictionLabelError` where the network tells no contradiction.
    """
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(
        str(folder), device=device, trust_remote_code=False, local_files_only=True, model_kwargs={"use_safetensors": True}
    )
    return CrossEncoderJudge(model, weights=weights)
