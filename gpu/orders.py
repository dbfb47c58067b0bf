"""The work, told apart from who carries it out: what goes to the process that works, and what comes back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.recording import Recording
from models.transcript import Transcript

DECODED, PLAYBACK, PEAKS = "decoded.json", "playback.ogg", "peaks.bin"
"""Names of what is derived from a recording, in its folder; the first is that of `transcribe.sound.kept`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepare:
    """Decode a recording, once for engines and ears."""

    recording: Path  # the bytes as received
    name: str  # as given
    folder: Path  # for what is derived; made here, and whole where nothing was raised


@dataclass(frozen=True, kw_only=True, slots=True)
class Write:
    """Transcribe decoded sound."""

    folder: Path  # of a `Prepare` that has been carried out
    languages: tuple[str, ...]
    least_voices: int
    most_voices: int | None
    hattama_version: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """Draw up a protocol document."""

    transcripts: tuple[Transcript, ...]  # with people's revisions
    names: tuple[str, ...]  # what to call the recordings
    form: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A protocol document in both forms."""

    docx: bytes
    pdf: bytes
    gaps: int  # places that neither recording nor form filled


Order = Prepare | Write | Draft
Made = Recording | Transcript | Drafted
