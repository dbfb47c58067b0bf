"""The transcript format: versioned JSON, described in docs/transcript-format.md."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from models.errors import BadInputError
from models.recording import ChannelProperties, Recording, SoundProperties, SoundWarning
from models.sentences import Sentence
from models.span import Span
from models.transcript import (
    FORMAT_VERSION,
    Engine,
    EngineWeights,
    LedgerEntry,
    LedgerKind,
    Transcript,
    Turn,
    Voice,
    Word,
    WordMark,
)


class NotATranscriptError(BadInputError):
    """A file that is not a transcript of a version we read; `path` and `reason`."""

    sentence = Sentence(
        ru="Файл «{path}» не читается как стенограмма Hattama версии {version}: {reason}.",
        kk="«{path}» файлы Hattama стенограммасының {version}-нұсқасы ретінде оқылмайды: {reason}.",
        en="The file “{path}” cannot be read as a Hattama transcript of version {version}: {reason}.",
    )


def to_json(transcript: Transcript) -> str:
    """The transcript as text; equal transcripts give equal text."""
    return json.dumps(_document(transcript), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _document(transcript: Transcript) -> dict[str, Any]:
    return {
        "format": "hattama-transcript",
        "format_version": transcript.format_version,
        "hattama_version": transcript.hattama_version,
        "recording": asdict(transcript.recording),
        "languages": list(transcript.languages),
        "engines": [_engine(engine) for engine in transcript.engines],
        "voices": [asdict(voice) | {"seconds": round(voice.seconds, 3)} for voice in transcript.voices],
        "turns": [
            {
                "id": turn.id,
                "voice": turn.voice,
                "start": turn.start,
                "end": turn.end,
                "words": [asdict(word) for word in turn.words],
            }
            for turn in transcript.turns
        ],
        "ledger": [
            {"start": entry.span.start, "end": entry.span.end, "kind": entry.kind, "channel": entry.channel}
            for entry in transcript.ledger
        ],
    }


def _engine(engine: Engine) -> dict[str, Any]:
    return {
        "task": engine.task,
        "name": engine.name,
        "version": engine.version,
        "device": engine.device,
        "settings": dict(engine.settings),
        "weights": [{"name": each.name, "files": dict(each.files)} for each in engine.weights],
    }


def read_json(path: Path) -> Transcript:
    """A transcript from its file; NotATranscriptError where it is none."""
    try:
        document = json.loads(path.read_text("utf-8"))
        if document["format"] != "hattama-transcript" or document["format_version"] != FORMAT_VERSION:
            raise ValueError(f"{document['format']} {document['format_version']}")
        return _transcript(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise NotATranscriptError(path=path, version=FORMAT_VERSION, reason=reason) from error


def _transcript(document: dict[str, Any]) -> Transcript:
    return Transcript(
        recording=_recording(document["recording"]),
        languages=tuple(document["languages"]),
        engines=tuple(
            Engine(
                task=each["task"],
                name=each["name"],
                version=each["version"],
                device=each["device"],
                settings=tuple(each["settings"].items()),
                weights=tuple(
                    EngineWeights(name=weights["name"], files=tuple(weights["files"].items()))
                    for weights in each["weights"]
                ),
            )
            for each in document["engines"]
        ),
        voices=tuple(
            Voice(name=each["name"], channel=each["channel"], spans=tuple(Span(**span) for span in each["spans"]))
            for each in document["voices"]
        ),
        turns=tuple(
            Turn(id=each["id"], voice=each["voice"], words=tuple(_word(word) for word in each["words"]))
            for each in document["turns"]
        ),
        ledger=tuple(
            LedgerEntry(
                span=Span(start=each["start"], end=each["end"]), kind=LedgerKind(each["kind"]), channel=each["channel"]
            )
            for each in document["ledger"]
        ),
        hattama_version=document["hattama_version"],
    )


def _word(word: dict[str, Any]) -> Word:
    return Word(**{**word, "marks": tuple(WordMark(mark) for mark in word["marks"])})


def _recording(recording: dict[str, Any]) -> Recording:
    sound = dict(recording["sound"])
    channels = tuple(ChannelProperties(**channel) for channel in sound.pop("channel_properties"))
    warnings = tuple(
        SoundWarning(code=each["code"], sentence=Sentence(**each["sentence"])) for each in recording["warnings"]
    )
    rest = {key: recording[key] for key in ("sha256", "size_bytes", "name")}
    return Recording(**rest, sound=SoundProperties(**sound, channel_properties=channels), warnings=warnings)
