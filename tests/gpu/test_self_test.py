"""A self-test: each check is tried whatever came of the others, and every byte of the weights is looked at."""

import hashlib
import json
from dataclasses import replace

import pytest

from gpu import self_test
from gpu.devices import Device, DeviceError
from gpu.self_test import Subject
from gpu.tried import CHECKS, WITHOUT_NETWORKS, tried
from models.progress import silent
from models.settings import Settings
from models.weights import OWN_ROWS
from models.weights_in_use import WeightsState
from transcribe.sound.errors import NotARecordingError


def refuse():
    raise NotARecordingError(name="a.ogg")


def slip():
    raise KeyError("spoken words")


def fill_memory():
    raise MemoryError


def test_a_check_tells_what_it_found_or_what_is_wrong():
    well = tried("device", lambda: "cpu")
    assert (well.passed, well.found, well.failure) == (True, "cpu", None)
    wrong = tried("clip", refuse)
    assert (wrong.passed, wrong.code) == (False, "NotARecordingError")
    assert "a.ogg" in wrong.failure.ru
    unforeseen = tried("clip", slip)
    assert unforeseen.code == "UnexpectedError"
    assert "spoken" not in unforeseen.failure.en


def test_want_of_memory_ends_the_process():
    with pytest.raises(MemoryError):
        tried("clip", fill_memory)


@pytest.fixture
def subject(tmp_path):
    """Of an installation with one row of its own, whose file is right, and nothing else."""
    content = b"numbers"
    file = {"name": "model.bin", "sha256": hashlib.sha256(content).hexdigest(), "size_bytes": len(content)}
    row = {"name": "own", "task": "recognize", "languages": ["ru"], "licence": "-", "origin": "-", "memory_mb": 1}
    (tmp_path / OWN_ROWS).write_text(json.dumps([row | {"files": [file]}]))
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "model.bin").write_bytes(content)
    settings = Settings(weights_folder=tmp_path, routes={"ru": "own"})
    return Subject(settings=settings, version="test", device=lambda: Device(kind="cpu"), build=refuse)


def test_every_row_that_is_used_is_looked_at_though_one_is_wrong(subject):
    check = tried("weights", lambda: self_test.look_at(subject, "weights"))
    assert (check.passed, check.code) == (False, "WeightsMissingError")  # no diarizer's
    assert subject.weights == {
        "own": WeightsState.PRESENT,
        "segmentation-3.0": WeightsState.MISSING,
        "campplus": WeightsState.MISSING,
        "multilingual-e5-small": WeightsState.MISSING,
    }


def test_other_bytes_of_the_same_size_are_damage(subject):
    (subject.settings.weights_folder / "own" / "model.bin").write_bytes(b"NUMBERS")
    tried("weights", lambda: self_test.look_at(subject, "weights"))
    assert subject.weights["own"] is WeightsState.DAMAGED


def test_all_checks_are_made_and_told_in_order(subject):
    steps = []
    made = self_test.run(subject, CHECKS, lambda step, completed, total: steps.append((step, completed)))
    assert [each.name for each in made.checks] == list(CHECKS)
    assert [each.passed for each in made.checks] == [False, True, True, False]
    assert (made.device, made.checks[-1].code) == ("cpu", "NotARecordingError")
    assert [step for step, _ in steps] == [*CHECKS, CHECKS[-1]]


def test_without_networks_only_the_decoder_is_tried(subject):
    made = self_test.run(subject, WITHOUT_NETWORKS, silent)
    assert ([each.name for each in made.checks], made.weights, made.device) == (["decoder"], {}, "cpu")


def test_a_device_that_is_not_there_is_told(subject):
    def gone():
        raise DeviceError(device="cuda:0", present="cpu")

    check = tried("device", lambda: self_test.look_at(replace(subject, device=gone), "device"))
    assert check.code == "DeviceError"
