"""Which device computes: a decision apart from the libraries that carry it out."""

import re
from dataclasses import dataclass

from models.errors import BadInputError
from models.sentences import Sentence


class DeviceError(BadInputError):
    """A device that is not there; `device` and `present`."""

    sentence = Sentence(
        ru="Устройства «{device}» нет. Есть: {present}.",
        kk="«{device}» құрылғысы жоқ. Бары: {present}.",
        en="There is no device “{device}”. Present: {present}.",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Device:
    """One device, in the terms of both libraries that compute on it."""

    kind: str  # "cpu" or "cuda"
    index: int = 0

    @property
    def name(self) -> str:
        """As PyTorch names it: "cpu", "cuda:1"."""
        return "cpu" if self.kind == "cpu" else f"cuda:{self.index}"

    @property
    def compute_type(self) -> str:
        """CTranslate2's numbers: 8-bit integers on a CPU, half floats beside them on a GPU."""
        return "int8" if self.kind == "cpu" else "int8_float16"


def choose(wanted: str, gpus: int) -> Device:
    """The device for a wish of "auto", "cpu" or "cuda:N" where `gpus` are present.

    DeviceError where it is not there: a wish for a GPU never becomes a CPU silently.
    """
    present = ", ".join(["cpu", *(f"cuda:{index}" for index in range(gpus))])
    if wanted == "auto":
        return Device(kind="cuda") if gpus else Device(kind="cpu")
    if wanted == "cpu":
        return Device(kind="cpu")
    named = re.fullmatch(r"cuda(?::(\d+))?", wanted)
    if named is None or int(named[1] or 0) >= gpus:
        raise DeviceError(device=wanted, present=present)
    return Device(kind="cuda", index=int(named[1] or 0))


def count_gpus() -> int:
    """How many GPUs both PyTorch and CTranslate2 can use."""
    import ctranslate2
    import torch

    return int(min(torch.cuda.device_count(), ctranslate2.get_cuda_device_count()))
