"""Which device computes and how much it is given at once: decisions apart from the libraries that carry them out."""

import gc
import re
from dataclasses import dataclass, replace

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


GIB = 1024**3
_ROOM_FOR_HALVES = 10 * GIB  # half floats of the largest Whisper, its beams and torch beside it
_BATCHES = ((40 * GIB, 8.0), (20 * GIB, 4.0), (10 * GIB, 2.0))  # free memory from which batches may grow so much
_LEAST_SHARE = 1 / 8
_OUT_OF_MEMORY = ("out of memory", "alloc_failed", "failed to allocate")  # CTranslate2, cuBLAS, onnxruntime


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """How much a device is given at once. Batches do not change results, number formats may: both are on record."""

    device: Device
    compute_type: str  # CTranslate2's numbers
    batch_scale: float  # of every engine's usual batch

    def batch(self, usual: int) -> int:
        """An engine's batch, from its usual one; never none."""
        return max(1, round(usual * self.batch_scale))


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """How the processors of a machine are shared among batches that are worked on side by side."""

    batches: int
    threads: int  # for each

    def batch(self, together: int) -> int:
        """The size of each, so that all hold `together` at once; never none."""
        return max(1, together // self.batches)


_MOST_BATCHES = 4  # each holds memory


def shares(device: Device, cores: int) -> Shares:
    """Small matrices gain little from a second thread: two batches with a thread each take two thirds of the time.

    A GPU takes one batch after the other, as large as it can hold.
    """
    batches = 1 if device.kind == "cuda" else max(1, min(cores, _MOST_BATCHES))
    return Shares(batches=batches, threads=max(1, cores // batches))


def usual_load(device: Device) -> Load:
    """What every device takes."""
    return Load(device=device, compute_type=device.compute_type, batch_scale=1.0)


def load_for(device: Device, free_bytes: int | None, *, ease: float = 1.0) -> Load:
    """What a device with so much memory free can take; None: nobody knows, as for a CPU, whose batches are set by speed.

    `ease`, at most 1, is what an earlier try in less memory than it needed left of the batches.
    """
    load = usual_load(device)
    if device.kind != "cpu" and free_bytes is not None:
        scale = next((scale for room, scale in _BATCHES if free_bytes >= room), 1.0)
        halves = free_bytes >= _ROOM_FOR_HALVES
        load = Load(device=device, compute_type="float16" if halves else device.compute_type, batch_scale=scale)
    return replace(load, batch_scale=load.batch_scale * ease)


def after_out_of_memory(load: Load, *, cpu_allowed: bool) -> Load | None:
    """What to try next: half the batches, in the end the CPU, where that is allowed; None: nothing is left."""
    if load.batch_scale / 2 >= _LEAST_SHARE:
        return replace(load, batch_scale=load.batch_scale / 2)
    if load.device.kind != "cpu" and cpu_allowed:
        return usual_load(Device(kind="cpu"))
    return None


def is_out_of_memory(error: BaseException) -> bool:
    """Whether a library says that its device's memory does not suffice, each in its own way."""
    if type(error).__name__ == "OutOfMemoryError":  # torch's, without loading torch
        return True
    said = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in said for words in _OUT_OF_MEMORY)


def free_memory(device: Device) -> int | None:
    """Bytes free on a GPU now; None for a CPU."""
    if device.kind == "cpu":
        return None
    import torch

    free, _ = torch.cuda.mem_get_info(device.index)
    return int(free)


def release_cached_memory(device: Device) -> None:
    """What torch keeps of a GPU's memory for later is free for others."""
    gc.collect()
    if device.kind == "cuda":
        import torch

        torch.cuda.empty_cache()
