"""Stages without networks: merging, ledger, marks, bounds, settings, weights."""

import hashlib
import itertools
import os
import pickle
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from gpu import checkpoints, devices, fetch, own_weights
from gpu.weights_errors import BundleRefusedError, CheckpointRefusedError, WeightsDamagedError, WeightsUnverifiedError
from models.errors import BadInputError, FailureError, HattamaError
from models.progress import silent
from models.sentences import INTERFACE_LANGUAGES
from models.settings import SettingError, Settings, read_settings
from models.span import Span
from models.transcript import Word, WordMark
from models.weights import BUILT_IN, Weights
from transcribe.diarize.slot import SpeechActivity
from transcribe.ledger import account
from transcribe.merge import give_voices, turns
from transcribe.text import credit_words, loop_words

spans = st.tuples(st.floats(0, 50), st.floats(0.05, 5)).map(lambda p: (round(p[0], 2), round(p[0] + p[1], 2)))


def word(start, end, text="слово"):
    return Word(id="", start=start, end=end, text=text, probability=0.9, language="ru")


def activity(*speech, duration=60.0):
    probability = np.zeros(round(duration / 0.01), np.float32)
    for start, end in speech:
        probability[round(start * 100) : round(end * 100)] = 1
    return SpeechActivity(probability=probability, frame=0.01, offset=0.005)


@given(st.lists(spans, max_size=20), st.lists(spans, max_size=20))
def test_ledger_follows_on_and_sums_to_the_duration(speech, words):
    entries = account(
        60.0,
        words=[word(*each) for each in words],
        voices=[[Span(start=a, end=b)] for a, b in speech],
        activity=activity(*speech),
    )
    assert entries[0].span.start == 0
    assert entries[-1].span.end == 60.0
    assert all(a.span.end == b.span.start for a, b in itertools.pairwise(entries))


@given(st.lists(spans, max_size=30))
def test_no_word_is_lost_and_every_word_has_a_voice(words):
    voices = [("VOICE_00", [Span(start=0, end=20)]), ("VOICE_01", [Span(start=20, end=60)])]
    ordered = sorted(words)
    made = turns([list(give_voices([word(*each) for each in ordered], voices))])
    kept = [each for turn in made for each in turn.words]
    assert [(each.start, each.end) for each in kept] == ordered
    assert len({each.id for each in kept}) == len(kept)


def test_a_word_near_another_voice_is_marked_and_one_far_away_is_not():
    voices = [("VOICE_00", [Span(start=0, end=2)]), ("VOICE_01", [Span(start=2, end=4)])]
    near, far = give_voices([word(1.6, 1.9), word(3.2, 3.5)], voices)
    assert (near.voice, near.word.other_voice) == ("VOICE_00", "VOICE_01")
    assert WordMark.NEAR_BOUNDARY in near.word.marks
    assert far.word.marks == ()


def test_loops_and_credits_are_found_and_plain_speech_is_not():
    assert set(loop_words(["да"] * 5)) == set(range(5))
    assert not list(loop_words(["я", "видел", "двух", "мужчин", "и", "белую", "машину"]))
    assert list(credit_words(["Нет.", "Субтитры", "сделал", "DimaTorzok"])) == [1, 2, 3]


def test_a_wish_for_an_absent_gpu_is_an_error():
    assert devices.choose("auto", 0).name == "cpu"
    assert devices.choose("cuda:1", 2).name == "cuda:1"
    with pytest.raises(devices.DeviceError):
        devices.choose("cuda:1", 1)


def test_every_error_says_its_sentence_in_three_languages():
    import hattama.commands.doctor
    import hattama.results  # noqa: F401

    def leaves(kind):
        for each in kind.__subclasses__():
            yield from leaves(each)
            if each not in {BadInputError, FailureError}:
                yield each

    errors = set(leaves(HattamaError))
    assert len(errors) > 20
    for error in errors:
        assert len({getattr(error.sentence, language) for language in INTERFACE_LANGUAGES}) == 3, error


def test_settings_refuse_what_they_cannot_be(tmp_path):
    assert read_settings({"HOME": str(tmp_path), "LANG": "kk_KZ.UTF-8"}).language == "kk"
    with pytest.raises(SettingError):
        read_settings({"HOME": str(tmp_path), "HATTAMA_LANGUAGE": "fr"})


def own(tmp_path, content=b"numbers"):
    settings = Settings(weights_folder=tmp_path / "weights")
    file = tmp_path / "net.bin"
    file.write_bytes(content)
    row = Weights(name="own", task="segment", languages=(), licence="x", origin="", memory_mb=1, files=(), own=True)
    return settings, own_weights.add(row, [file], settings)


def test_own_weights_become_a_row_and_a_changed_byte_is_refused(tmp_path):
    settings, row = own(tmp_path)
    assert row.files[0].sha256 == hashlib.sha256(b"numbers").hexdigest()
    ready = fetch.ready("own", settings)
    ready.path("net.bin").write_bytes(b"numbErs")
    with pytest.raises(WeightsDamagedError):
        fetch.ready("own", settings)


def test_a_bundle_moves_weights_and_a_broken_one_is_refused(tmp_path):
    settings, _ = own(tmp_path)
    bundle = tmp_path / "b.tar"
    own_weights.write_bundle(bundle, ["own"], settings)
    there = Settings(weights_folder=tmp_path / "there")
    with pytest.raises(BundleRefusedError):
        own_weights.import_bundle(bundle, there, accept_own=False)
    there.weights_folder.mkdir(exist_ok=True)
    assert own_weights.import_bundle(bundle, there, accept_own=True) == ("own",)
    assert fetch.ready("own", there).row.name == "own"
    broken = tmp_path / "c.tar"
    broken.write_bytes(bundle.read_bytes().replace(b"numbers", b"numbErs"))
    with pytest.raises(WeightsDamagedError):
        own_weights.import_bundle(broken, Settings(weights_folder=tmp_path / "third"), accept_own=True)


def test_rows_without_hashes_are_not_fetched(tmp_path):
    name = next(row.name for row in BUILT_IN if not row.verified)
    with pytest.raises(WeightsUnverifiedError):
        fetch.pull([name], Settings(weights_folder=tmp_path), progress=silent)


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
