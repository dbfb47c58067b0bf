"""Small records for tests, one line each."""

import hashlib
from itertools import count

import numpy as np

from models.recording import ChannelProperties, Recording, SoundProperties
from models.span import Span
from models.transcript import LedgerEntry, LedgerKind, Transcript, Turn, Voice, Word
from transcribe.diarize.slot import SpeechActivity


def word(start, end, text="слово", **more):
    return Word(**{"id": "", "probability": 0.9, "language": "ru"} | more, start=start, end=end, text=text)


def activity(*speech, duration=60.0):
    """Certain speech in the given stretches, none elsewhere."""
    probability = np.zeros(round(duration / 0.01), np.float32)
    for start, end in speech:
        probability[round(start * 100) : round(end * 100)] = 1
    return SpeechActivity(probability=probability, frame=0.01, offset=0.005)


def recording(name="interrogation.wav", duration=600.0):
    sound = SoundProperties(
        container="wav",
        codec="pcm_s16le",
        sample_rate=16_000,
        channels=1,
        container_duration=duration,
        decoded_duration=duration,
        audio_streams=1,
        has_picture=False,
        channel_properties=(ChannelProperties(level_dbfs=-20.0, peak_dbfs=-3.0, clipped_seconds=0.0),),
        voices_apart=False,
    )
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return Recording(sha256=sha256, size_bytes=1000, name=name, sound=sound, warnings=())


def transcript(*said, name="interrogation.wav"):
    """A machine layer of (voice, text) in order, a second a word."""
    numbers, turns, now = count(1), [], 1.0
    for number, (voice, text) in enumerate(said, start=1):
        words = []
        for each in text.split(" "):
            words.append(word(now, now + 0.8, each, id=f"w{next(numbers):06d}"))
            now += 1.0
        turns.append(Turn(id=f"t{number:04d}", voice=voice, words=tuple(words)))
        now += 1.0
    voices = tuple(
        Voice(name=voice, channel=None, spans=tuple(Span(start=t.start, end=t.end) for t in turns if t.voice == voice))
        for voice in sorted({turn.voice for turn in turns})
    )
    return Transcript(
        recording=recording(name, max(now, 1.0)),
        languages=("ru",),
        engines=(),
        voices=voices,
        turns=tuple(turns),
        ledger=(LedgerEntry(span=Span(start=0, end=max(now, 1.0)), kind=LedgerKind.WORDS),),
        hattama_version="test",
    )
