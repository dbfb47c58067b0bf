"""Sound that is no speech, sound with fewer or more voices than usual, and two microphones."""

import wave
from dataclasses import replace

import numpy as np
import pytest

from models.progress import silent
from models.span import Span
from models.transcript import INVENTION_MARKS, LedgerKind
from tests.integration.recordings import DATA, SAMPLES, heard
from transcribe.diarize.slot import VoiceBounds
from transcribe.sound.pcm import SAMPLE_RATE

pytestmark = [pytest.mark.integration, pytest.mark.filterwarnings("default")]


def write(path, sound):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[1] if sound.ndim > 1 else 1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def noise(seconds, level):
    return np.random.default_rng(1).normal(size=round(seconds * SAMPLE_RATE)) * level


def tone(seconds):
    return 0.3 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)


@pytest.mark.parametrize(
    "sound",
    [np.zeros(20 * SAMPLE_RATE), noise(20, 0.05), noise(20, 0.001), tone(20)],
    ids=["zeros", "loud", "faint", "tone"],
)
def test_no_words_are_invented_where_nobody_speaks(sound, built, tmp_path):
    made = heard(write(tmp_path / "sound.wav", sound), tmp_path, built)
    assert all(INVENTION_MARKS.intersection(word.marks) for word in made.words())
    assert sum(entry.span.duration for entry in made.ledger) == pytest.approx(20)
    assert sum(e.span.duration for e in made.ledger if e.kind is LedgerKind.SILENCE) > 19


@pytest.mark.parametrize(("least", "most", "expected"), [(1, 1, 1), (3, 3, 3), (1, 4, 2)])
def test_the_forms_number_of_voices_is_kept(sample_pcm, built, least, most, expected):
    beginning = replace(sample_pcm, samples=30 * SAMPLE_RATE)
    found = built.diarizer.diarize(beginning, None, bounds=VoiceBounds(least=least, most=most), progress=silent)
    assert len(found.voices) == expected


def test_a_voice_on_each_channel_is_transcribed_apart(sample_pcm, built, tmp_path):
    """The sample with each voice on its own microphone: no word may land on the other one."""
    turns = []
    for line in (SAMPLES / "interrogation.rttm").read_text("utf-8").splitlines():
        _, _, _, start, length, _, _, voice, *_ = line.split()
        turns.append({"voice": voice, "start": float(start), "end": float(start) + float(length)})
    seconds = 22.0
    sound = sample_pcm.read(Span(start=0, end=seconds))
    both = np.random.default_rng(1).normal(size=(len(sound), 2)) * 1e-3
    names = sorted({turn["voice"] for turn in turns})
    for turn in turns:
        part = slice(round(turn["start"] * SAMPLE_RATE), round(turn["end"] * SAMPLE_RATE))
        both[part, names.index(turn["voice"])] += sound[part]
    made = heard(write(tmp_path / "two.wav", both), tmp_path, built)
    assert made.recording.sound.voices_apart
    assert {voice.channel for voice in made.voices} == {0, 1}
    channels = {voice.name: voice.channel for voice in made.voices}
    wrong = []
    for turn in made.turns:
        for word in turn.words:
            middle = (word.start + word.end) / 2
            own = [t for t in turns if t["start"] - 0.3 <= middle <= t["end"] + 0.3]
            if not any(names.index(t["voice"]) == channels[turn.voice] for t in own):
                wrong.append(word)
    assert [word for word in wrong if not INVENTION_MARKS.intersection(word.marks)] == []
    assert sum(1 for _ in made.words()) > 18


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not here")
def test_a_real_recording_of_two_channels_is_transcribed_apart(built, tmp_path):
    made = heard(DATA / "en-stereo-librispeech-2ch" / "stereo_diarization.wav", tmp_path, built)
    assert made.recording.sound.voices_apart
