"""What the machine heard: words, turns, voices and the ledger that accounts for every second."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from models.recording import Recording
from models.span import Seconds, Span

FORMAT_VERSION = 1  # of the transcript as written to JSON; see docs/transcript-format.md


class WordMark(StrEnum):
    """Why a word needs a person's ear. A mark never removes a word."""

    NEAR_BOUNDARY = "near_boundary"  # within 0.5 s of a change of voice: it may belong to the other voice
    VOICE_DOUBT = "voice_doubt"  # in a stretch too short or too unlike any voice to tell whose it is
    OVERLAP = "overlap"  # two voices speak at once under it
    NO_SPEECH = "no_speech"  # speech detection heard nothing under it: probably invented
    REPETITION = "repetition"  # part of a phrase said over and over: probably a loop of the engine
    CREDITS = "credits"  # reads like a film's caption credit: known to be invented in silence
    COMPRESSIBLE = "compressible"  # its window's text compresses as only loops do
    LOW_PROBABILITY = "low_probability"  # the engine itself was in doubt
    RESPELLED = "respelled"  # the engine wrote no word of its language; the likeliest one nearly spelled so stands for it
    LANGUAGE_DOUBT = "language_doubt"  # its window's language was decided narrowly


INVENTION_MARKS = frozenset({WordMark.NO_SPEECH, WordMark.REPETITION, WordMark.CREDITS, WordMark.COMPRESSIBLE})
"""Marks that say: this may never have been spoken."""


class LedgerKind(StrEnum):
    """What a span of the recording was found to be; each instant has exactly one."""

    WORDS = "words"  # one voice, with words
    OVERLAP = "overlap"  # two or more voices at once
    SPEECH_WITHOUT_WORDS = "speech_without_words"  # a voice was heard and no word was written: a gap to review
    SILENCE = "silence"  # no voice heard (noise and music count as this)
    NOT_PROCESSED = "not_processed"  # lost before the engines saw it, for example a damaged part


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """One word as an engine wrote it."""

    id: str  # "w000001": unique within the machine layer and never changed
    start: Seconds
    end: Seconds
    text: str  # with its punctuation, without spaces around it
    probability: float  # the engine's own, 0..1; uncalibrated
    language: str  # ISO 639-1 code of the language its window was decoded in
    marks: tuple[WordMark, ...] = ()
    other_voice: str | None = None  # near a boundary or in an overlap: the voice it may also belong to
    respelled_from: str | None = None  # marked as respelled: the letters that the engine wrote, without punctuation


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One voice speaking without a break by another."""

    id: str  # "t0001"
    voice: str  # "VOICE_00": what the diarizer heard, never a person
    words: tuple[Word, ...]  # at least one, in order of time

    @property
    def start(self) -> Seconds:
        """When its first word begins."""
        return self.words[0].start

    @property
    def end(self) -> Seconds:
        """When its last word to end ends."""
        return max(word.end for word in self.words)

    @property
    def text(self) -> str:
        """Its words with single spaces between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """One voice of the recording."""

    name: str  # "VOICE_00", numbered in order of first speaking
    spans: tuple[Span, ...]  # when it speaks, overlaps included
    channel: int | None  # the channel it was heard on, where channels were transcribed apart

    @property
    def seconds(self) -> Seconds:
        """How long it speaks in all."""
        return sum(span.duration for span in self.spans)


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerEntry:
    """A span and what it was found to be."""

    span: Span
    kind: LedgerKind
    channel: int | None = None  # where channels were transcribed apart, each has a ledger of its own


@dataclass(frozen=True, kw_only=True, slots=True)
class EngineWeights:
    """Which bytes computed."""

    name: str  # in the weights catalogue
    files: tuple[tuple[str, str], ...]  # (file name, sha256) of each file opened


@dataclass(frozen=True, kw_only=True, slots=True)
class Engine:
    """What computed a part of the transcript, so that it can be computed again."""

    task: str  # "recognize", "diarize", "decode"
    name: str  # "faster-whisper", "hattama-diarizer"
    version: str  # of the library that computes
    weights: tuple[EngineWeights, ...]
    settings: tuple[tuple[str, str], ...]  # every setting that changes the result, as text
    device: str  # "cpu", "cuda:0"


@dataclass(frozen=True, kw_only=True, slots=True)
class Transcript:
    """The machine layer of one recording."""

    recording: Recording
    languages: tuple[str, ...]  # declared as spoken
    engines: tuple[Engine, ...]
    voices: tuple[Voice, ...]
    turns: tuple[Turn, ...]  # in order of start
    ledger: tuple[LedgerEntry, ...]  # sums to the decoded duration, once for each channel transcribed apart
    hattama_version: str
    format_version: int = field(default=FORMAT_VERSION)

    def words(self) -> Iterator[Word]:
        """Every word, turn by turn."""
        for turn in self.turns:
            yield from turn.words
