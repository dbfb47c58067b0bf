"""The work, told apart from who carries it out: what goes to the process that works, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from analysis.claims.records import Statement
from analysis.persons.records import PersonRecord
from models.inconsistencies import Inconsistency
from models.mentions import KnownPerson, Mention
from models.placed_words import PlacedWord
from models.recording import Recording
from models.span import Seconds, Span
from models.suggestions import Suggestion
from models.transcript import Transcript
from models.workers import SelfTestReport
from models.working_transcript import WorkingWord

DECODED, PLAYBACK, PEAKS = "decoded.json", "playback.ogg", "peaks.bin"
"""Names of what is derived from a recording, in its folder; the first is that of `transcribe.sound.kept`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepare:
    """Decode a recording, once for engines and ears."""

    recording: Path  # the bytes as received
    name: str  # as given
    folder: Path  # for what is derived; made here, and whole where nothing was raised
    longest: Seconds | None = None  # no more of it is taken than this; None: what the decoder's own limit says
    to_listen: bool = True  # with a playback copy and a waveform


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """Make a copy to watch; gives its bytes."""

    recording: Path  # the bytes as received
    name: str  # as given
    target: Path  # an MP4 file
    duration: Seconds  # of the decoded sound


@dataclass(frozen=True, kw_only=True, slots=True)
class Write:
    """Transcribe decoded sound."""

    folder: Path  # of a `Prepare` that has been carried out
    languages: tuple[str, ...]
    least_voices: int
    most_voices: int | None
    recognizer: str | None = None  # for every language; None: as the settings route them
    hattama_version: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnToAlign:
    """A turn in which a person wrote words."""

    words: tuple[PlacedWord, ...]
    within: Span  # the sound that there may be
    channel: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Align:
    """Hear when words that people wrote are said; gives their times by id."""

    folder: Path  # of a `Prepare` that has been carried out
    languages: tuple[str, ...]
    turns: tuple[TurnToAlign, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """Draw up a protocol document."""

    transcripts: tuple[Transcript, ...]  # with people's revisions
    names: tuple[str, ...]  # what to call the recordings
    form: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A protocol document in all its forms."""

    docx: bytes
    pdf: bytes
    document: dict[str, Any]  # as values
    gaps: int  # places that neither recording nor form filled


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfTest:
    """Look whether this process can work."""

    version: str  # of the program
    checks: tuple[str, ...]  # names in `gpu.self_test.CHECKS`


@dataclass(frozen=True, kw_only=True, slots=True)
class Embed:
    """Make vectors of texts."""

    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Embedded:
    """Vectors in the order of the texts."""

    vectors: tuple[bytes, ...]  # float16
    weights: str  # SHA-256 of what made them


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnToRead:
    """A turn in which something may be spoken of."""

    words: tuple[WorkingWord, ...]
    said_on: date | None  # the day on the clock of its place; None: not known
    zone: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """Find what is spoken of; gives the mentions of each turn, in their order."""

    turns: tuple[TurnToRead, ...]
    known: tuple[KnownPerson, ...]  # persons of the case


@dataclass(frozen=True, kw_only=True, slots=True)
class MentionsRead:
    """Mentions, turn by turn."""

    mentions: tuple[tuple[Mention, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compare:
    """Compare everything that is said in a case."""

    statements: tuple[Statement, ...]
    asked_keys: Mapping[str, str]  # the turn of the question, by the statement that answers it
    known: tuple[KnownPerson, ...]  # persons of the case
    participants: tuple[PersonRecord, ...]  # the same, to be compared


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """What does not agree, and what may be done next."""

    inconsistencies: tuple[Inconsistency, ...]
    suggestions: tuple[Suggestion, ...]


Order = Prepare | Picture | Write | Align | Draft | Embed | Read | Compare | SelfTest
Made = Recording | int | Transcript | dict[str, Span] | Drafted | Embedded | MentionsRead | Compared | SelfTestReport
