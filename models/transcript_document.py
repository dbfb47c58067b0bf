"""A transcript as the plain values of its format (docs/transcript-format.md), and back.

Files, the store and the API all speak this one shape.
"""

from dataclasses import asdict
from typing import Any

from models.recording import ChannelProperties, ContainerTime, Recording, SoundProperties, SoundWarning
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


def document_of(transcript: Transcript) -> dict[str, Any]:
    """The whole transcript."""
    return {
        "format": "hattama-transcript",
        "format_version": transcript.format_version,
        "hattama_version": transcript.hattama_version,
        "recording": asdict(transcript.recording),
        "languages": list(transcript.languages),
        "engines": [_engine(engine) for engine in transcript.engines],
        "voices": [asdict(voice) | {"seconds": round(voice.seconds, 3)} for voice in transcript.voices],
        "turns": [turn_document(turn) for turn in transcript.turns],
        "ledger": [
            {"start": entry.span.start, "end": entry.span.end, "kind": entry.kind, "channel": entry.channel}
            for entry in transcript.ledger
        ],
    }


def turn_document(turn: Turn) -> dict[str, Any]:
    """One of its turns."""
    return {
        "id": turn.id,
        "voice": turn.voice,
        "start": turn.start,
        "end": turn.end,
        "words": [asdict(word) for word in turn.words],
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


def transcript_of(document: dict[str, Any]) -> Transcript:
    """The transcript of a document; ValueError, KeyError, TypeError or AttributeError where it is none."""
    if document["format"] != "hattama-transcript" or document["format_version"] != FORMAT_VERSION:
        raise ValueError(f"{document['format']} {document['format_version']}")
    return Transcript(
        recording=recording_of(document["recording"]),
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
        turns=tuple(turn_of(each) for each in document["turns"]),
        ledger=tuple(
            LedgerEntry(
                span=Span(start=each["start"], end=each["end"]), kind=LedgerKind(each["kind"]), channel=each["channel"]
            )
            for each in document["ledger"]
        ),
        hattama_version=document["hattama_version"],
    )


def turn_of(document: dict[str, Any]) -> Turn:
    """One turn of a document."""
    return Turn(id=document["id"], voice=document["voice"], words=tuple(_word(word) for word in document["words"]))


def _word(word: dict[str, Any]) -> Word:
    marks = tuple(map(WordMark, word["marks"])) if word["marks"] else ()  # few words have any, and there are many words
    return Word(**{**word, "marks": marks})


def recording_of(recording: dict[str, Any]) -> Recording:
    """The recording of a document."""
    sound = dict(recording["sound"])
    channels = tuple(ChannelProperties(**channel) for channel in sound.pop("channel_properties"))
    told = sound.pop("container_time", None)  # older documents have none
    time = ContainerTime(**told) if told else None
    warnings = tuple(
        SoundWarning(code=each["code"], sentence=Sentence(**each["sentence"])) for each in recording["warnings"]
    )
    rest = {key: recording[key] for key in ("sha256", "size_bytes", "name")}
    return Recording(
        **rest, sound=SoundProperties(**sound, channel_properties=channels, container_time=time), warnings=warnings
    )
