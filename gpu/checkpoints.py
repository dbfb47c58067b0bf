"""Checkpoints read as numbers: never as programs."""

import pickle
from pathlib import Path
from typing import Any

import torch

from gpu.weights_errors import CheckpointRefusedError


class _Inert:
    """Stands in for a class named in a checkpoint: holds whatever it is given and does nothing."""

    def __init__(self, *arguments: object, **named: object) -> None:
        del arguments, named

    def __setstate__(self, state: object) -> None:
        del state


_NAMED_IN_CHECKPOINTS = (
    "pyannote.audio.core.task.Specifications",
    "pyannote.audio.core.task.Problem",
    "pyannote.audio.core.task.Resolution",
    "pytorch_lightning.callbacks.early_stopping.EarlyStopping",
    "pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint",
    "torch.torch_version.TorchVersion",
    "omegaconf.listconfig.ListConfig",
)
"""Classes that published checkpoints mention beside their numbers; none of them is ever built."""


def read_state_dict(path: Path) -> dict[str, torch.Tensor]:
    """The named tensors of a checkpoint, bare or under "state_dict".

    CheckpointRefusedError where it mentions anything but tensors and the inert classes above: a pickle can run any
    program when it is opened, so none is opened in full.
    """
    stand_ins: list[Any] = [(_Inert, name) for name in _NAMED_IN_CHECKPOINTS]
    try:
        with torch.serialization.safe_globals(stand_ins):
            content = torch.load(path, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, ValueError, KeyError, AttributeError) as error:
        reason = str(error).strip().splitlines()
        raise CheckpointRefusedError(path=path.name, reason=_forbidden(error) or reason[0]) from error
    tensors = content.get("state_dict", content) if isinstance(content, dict) else None
    if not isinstance(tensors, dict) or not all(isinstance(value, torch.Tensor) for value in tensors.values()):
        raise CheckpointRefusedError(path=path.name, reason="not a dictionary of tensors")
    return tensors


def _forbidden(error: Exception) -> str | None:
    """The global that torch's restricted reader refused, from its long message."""
    for word in str(error).split():
        if word.count(".") and "GLOBAL" in str(error) and not word.startswith(("torch.", "http", "`")):
            return word
    return None
