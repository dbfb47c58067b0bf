"""Orders carried out on a device whose memory may run out; networks and devices are played."""

from pathlib import Path

import pytest

from gpu import stages
from gpu.devices import GIB
from gpu.orders import Write
from gpu.stages import DeviceMemoryError, StageHands
from models.progress import silent
from models.settings import Settings

SETTINGS = Settings(weights_folder=Path("weights"))
ORDER = Write(folder=Path("sound"), languages=("ru",), least_voices=1, most_voices=None, hattama_version="test")


class Device:
    """Gives out networks, notes the load each was built for, and runs out of memory so many times."""

    def __init__(self, monkeypatch, *, failures, gpus=1, error=None):
        self.loads = []
        self.failures = failures
        self.error = error or RuntimeError("CUDA failed with error out of memory")
        monkeypatch.setattr(stages.devices, "count_gpus", lambda: gpus)
        monkeypatch.setattr(stages.devices, "free_memory", lambda device: 2 * GIB)
        monkeypatch.setattr(stages.devices, "release_cached_memory", lambda device: None)
        monkeypatch.setattr(stages.kept, "read_kept", lambda folder: folder)
        monkeypatch.setattr(stages.engines, "build", self.build)
        monkeypatch.setattr(stages, "hear", self.hear)

    def build(self, settings, languages, device, *, load):
        self.loads.append(load)
        assert device == load.device
        return load

    def hear(self, decoded, load, options, *, progress):
        if self.failures:
            self.failures -= 1
            raise self.error
        return load


def written(wanted="auto", ease=1.0):
    return StageHands(SETTINGS, wanted, ease=ease).carry_out(ORDER, silent)


def test_out_of_memory_halves_the_batches_and_goes_on(monkeypatch):
    device = Device(monkeypatch, failures=2)
    assert written().batch_scale == 0.25
    assert [each.batch_scale for each in device.loads] == [1.0, 0.5, 0.25]


def test_the_smaller_batches_stay_for_the_next_order(monkeypatch):
    device = Device(monkeypatch, failures=1)
    hands = StageHands(SETTINGS, "auto", ease=1.0)
    hands.carry_out(ORDER, silent)
    hands.carry_out(ORDER, silent)
    assert [each.batch_scale for each in device.loads] == [1.0, 0.5]


def test_a_device_that_was_named_is_never_left_for_the_cpu(monkeypatch):
    device = Device(monkeypatch, failures=99)
    with pytest.raises(DeviceMemoryError) as caught:
        written("cuda:0")
    assert caught.value.data == {"device": "cuda:0"}
    assert {each.device.name for each in device.loads} == {"cuda:0"}


def test_where_any_device_will_do_the_cpu_is_the_last_resort(monkeypatch):
    Device(monkeypatch, failures=4)
    assert written("auto").device.name == "cpu"


def test_an_earlier_death_for_want_of_memory_is_remembered(monkeypatch):
    Device(monkeypatch, failures=0)
    assert written(ease=0.5).batch_scale == 0.5


def test_any_other_error_passes(monkeypatch):
    device = Device(monkeypatch, failures=1, error=RuntimeError("illegal memory access"))
    with pytest.raises(RuntimeError, match="illegal"):
        written()
    assert len(device.loads) == 1
