"""Checkpoints are numbers, never programs."""

import os
import pickle
from pathlib import Path

import pytest
import torch

from gpu import checkpoints
from gpu.weights_errors import CheckpointRefusedError


class _Creates:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


@pytest.mark.parametrize("write", [torch.save, lambda o, p: p.write_bytes(pickle.dumps(o, protocol=2))])
def test_a_pickle_that_would_create_a_folder_is_refused(tmp_path, write):
    evil = tmp_path / "evil.pt"
    write({"state_dict": _Creates(tmp_path / "made")}, evil)
    with pytest.raises(CheckpointRefusedError):
        checkpoints.read_state_dict(Path(evil))
    assert not (tmp_path / "made").exists()
