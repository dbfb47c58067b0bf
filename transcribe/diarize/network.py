"""A network on its device, and how much it is given at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import torch

from transcribe.side_by_side import side_by_side


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """`batch` and `side_by_side` change memory and time, not the result."""

    module: torch.nn.Module
    device: torch.device
    batch: int  # what is stacked into one tensor
    side_by_side: int = 1  # batches that are worked on at once

    def run(self, batches: Iterable[torch.Tensor]) -> Iterator[torch.Tensor]:
        """What it gives for each batch, in order, in the processor's memory as 32-bit floats."""
        return side_by_side(self._call, batches, self.side_by_side)

    def _call(self, batch: torch.Tensor) -> torch.Tensor:
        with torch.inference_mode():  # which each thread has to say for itself
            found: torch.Tensor = self.module(batch.to(self.device)).float().cpu()
            return found
