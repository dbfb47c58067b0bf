"""The same recording on a CPU and on a GPU, where there is one; batches of other sizes give the same words."""

import os
import re
import subprocess
from difflib import SequenceMatcher

import pytest

from gpu import devices, engines
from gpu.devices import Load
from models.settings import read_settings
from tests.integration.recordings import SAMPLES, heard

SAMPLE = SAMPLES / "interrogation.ogg"


def words(transcript):
    return [
        normal for turn in transcript.turns for word in turn.words if (normal := re.sub(r"\W", "", word.text).casefold())
    ]


@pytest.fixture(scope="session")
def gpu():
    if not devices.count_gpus():
        pytest.skip("needs_gpu: there is no GPU on this machine; CPU and GPU were not compared")
    return devices.choose("cuda:0", devices.count_gpus())


@pytest.fixture
def short(built, tmp_path):
    """The sample's first fourteen seconds."""
    path = tmp_path / "short.wav"
    command = [built.decoder.binary, "-nostdin", "-loglevel", "error", "-t", "14", "-i", SAMPLE, path]
    subprocess.run(command, check=True)
    return path


@pytest.mark.integration
def test_smaller_batches_give_the_same_words_and_voices_and_are_on_record(built, short, tmp_path):
    cpu = devices.choose("cpu", 0)
    load = Load(device=cpu, compute_type=cpu.compute_type, batch_scale=0.5)
    usual = heard(short, tmp_path, built)
    smaller = heard(short, tmp_path, engines.build(read_settings(), ("ru", "kk"), cpu, load=load))
    assert len(words(usual)) > 10
    assert words(smaller) == words(usual)
    assert [turn.voice for turn in smaller.turns] == [turn.voice for turn in usual.turns]
    shares = devices.shares(cpu, os.cpu_count() or 1)
    batches = [dict(each.settings).get("batch") or dict(each.settings).get("batches") for each in smaller.engines]
    assert batches == [None, f"{shares.batch(4)},{shares.batch(4)}", str(shares.batch(2))]


@pytest.mark.needs_gpu
@pytest.mark.integration
def test_a_gpu_hears_what_a_cpu_hears(gpu, sample, tmp_path):
    load = devices.load_for(gpu, devices.free_memory(gpu))
    on_gpu = heard(SAMPLE, tmp_path, engines.build(read_settings(), ("ru", "kk"), gpu, load=load))
    assert {each.device for each in on_gpu.engines if each.task != "decode"} == {"cuda:0"}
    alike = SequenceMatcher(a=words(sample), b=words(on_gpu), autojunk=False).ratio()
    assert alike > 0.95, f"{alike:.3f} of the words are alike"
    assert len(on_gpu.voices) == len(sample.voices)
