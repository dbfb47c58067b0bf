"""Orders carried out on a device whose memory may run out; networks and devices are played."""

import wave
from dataclasses import replace
from pathlib import Path

import pytest

from gpu import stages
from gpu.devices import GIB
from gpu.orders import PEAKS, PLAYBACK, Prepare, Write
from gpu.stages import DeviceMemoryError, StageHands
from models.progress import silent
from models.settings import DEFAULT_ROUTES, Settings
from transcribe.sound.errors import TooLongError

SETTINGS = Settings(weights_folder=Path("weights"))
ORDER = Write(folder=Path("sound"), languages=("ru",), least_voices=1, most_voices=None, hattama_version="test")


class Device:
    """Gives out networks, notes the load each was built for, and runs out of memory so many times."""

    def __init__(self, monkeypatch, *, failures, gpus=1, error=None):
        self.loads = []
        self.routes = []
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
        self.routes.append(settings.routes)
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


def test_weights_that_an_order_names_write_its_languages_and_no_later_ones(monkeypatch):
    device = Device(monkeypatch, failures=0)
    hands = StageHands(SETTINGS, "auto", ease=1.0)
    for order in (replace(ORDER, recognizer="another"), replace(ORDER, recognizer="another"), ORDER):
        hands.carry_out(order, silent)
    assert [routes["ru"] for routes in device.routes] == ["another", DEFAULT_ROUTES["ru"]]
    assert device.routes[0]["kk"] == DEFAULT_ROUTES["kk"]


@pytest.fixture
def second(tmp_path):
    """A second of silence."""
    path = tmp_path / "second.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(32_000))
    return path


def prepared(second, **more):
    folder = second.parent / "made"
    order = Prepare(recording=second, name="sound", folder=folder, **more)
    StageHands(SETTINGS, "cpu", ease=1.0).carry_out(order, silent)
    return {each.name for each in folder.iterdir()}


def test_nothing_to_listen_to_is_made_where_nobody_will(second):
    assert prepared(second, to_listen=False, longest=1.0) == {"sound.pcm", "decoded.json"}


def test_a_recording_has_a_copy_to_listen_to_and_a_waveform(second):
    assert {PLAYBACK, PEAKS} <= prepared(second)


def test_no_more_sound_is_taken_than_an_order_says(second):
    with pytest.raises(TooLongError):
        prepared(second, longest=0.5)
