"""Texts without sound: statements, reports, appeals. A text is a transcript without times."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import count

from models.recording import Recording, SoundProperties
from models.transcript import Transcript, Turn, Voice, Word

AUTHOR = "VOICE_00"
"""Whose words a text's are, until a person says who wrote it."""
CONTAINER = "text"
"""What stands for the container of a recording that has no sound."""


class TextKind(StrEnum):
    """What a text is."""

    STATEMENT = "statement"  # of a person: заявление, объяснение
    REPORT = "report"  # of an official: рапорт
    APPEAL = "appeal"  # обращение, жалоба
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What is known of a text beside its words."""

    kind: TextKind
    on: date | None  # the day that it bears; None: it bears none


def transcript_of_text(text: str, *, name: str, language: str, sha256: str, hattama_version: str) -> Transcript:
    """The text's words, a turn for each line, every time 0: none of them was said. ValueError where there is no word."""
    numbers = count(1)
    turns: list[Turn] = []
    for line in text.splitlines():
        words = tuple(
            Word(id=f"w{next(numbers):06d}", start=0.0, end=0.0, text=each, probability=1.0, language=language)
            for each in line.split()
        )
        if words:
            turns.append(Turn(id=f"t{len(turns) + 1:04d}", voice=AUTHOR, words=words))
    if not turns:
        raise ValueError("a text without a word")
    size = len(text.encode())
    return Transcript(
        recording=Recording(sha256=sha256, size_bytes=size, name=name, sound=_NO_SOUND, warnings=()),
        languages=(language,),
        engines=(),
        voices=(Voice(name=AUTHOR, spans=(), channel=None),),
        turns=tuple(turns),
        ledger=(),
        hattama_version=hattama_version,
    )


_NO_SOUND = SoundProperties(
    container=CONTAINER,
    codec="utf-8",
    sample_rate=0,
    channels=0,
    container_duration=None,
    decoded_duration=0.0,
    audio_streams=0,
    has_picture=False,
    channel_properties=(),
    voices_apart=False,
)
