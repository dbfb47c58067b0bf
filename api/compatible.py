"""OpenAI's transcription request and its replies: what its fields mean here, and a transcript in each of its formats.

https://platform.openai.com/docs/api-reference/audio/createTranscription
"""

import math
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel

from api.compatible_errors import FieldError, FieldUnknownError, StreamError
from models.settings import Settings
from models.span import Seconds
from models.transcript import Transcript, Turn, WordMark
from transcribe.formats.text_formats import to_srt, to_vtt

ALIAS = "whisper-1"
"""The model's name that stands for whatever the settings route a language to."""
_LANGUAGES = {"ru": "russian", "kk": "kazakh", "en": "english"}
_SPOKEN = ("ru", "kk")  # where the request says nothing
_WITHOUT_EFFECT = ("prompt", "temperature")
_FIELDS = (
    "file",
    "model",
    "language",
    "languages",
    "response_format",
    "timestamp_granularities",
    "stream",
    "case_id",
    *_WITHOUT_EFFECT,
)
_LISTS = frozenset({"languages", "timestamp_granularities"})
_LEAST_PROBABILITY = 1e-9  # of a word, so that its logarithm is a number


class ReplyFormat(StrEnum):
    """How the words come."""

    JSON = "json"
    TEXT = "text"
    SRT = "srt"
    VERBOSE_JSON = "verbose_json"
    VTT = "vtt"


class Granularity(StrEnum):
    """What of `verbose_json` has times."""

    WORD = "word"
    SEGMENT = "segment"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request's fields, understood."""

    languages: tuple[str, ...]
    recognizer: str | None  # for every language; None: as the settings route them
    reply_format: ReplyFormat
    granularities: frozenset[Granularity]
    case_id: UUID | None


def read_fields(fields: Mapping[str, list[str]], settings: Settings) -> Asked:
    """What a form asks for; FieldError, FieldUnknownError or StreamError."""
    values = _by_name(fields)
    stream = _one(values, "stream", "false").lower()
    if stream not in {"false", "0", ""}:
        raise StreamError(param="stream")
    languages = _languages(values)
    reply_format = ReplyFormat(_chosen("response_format", _one(values, "response_format", "json"), tuple(ReplyFormat)))
    given = values.get("timestamp_granularities", [])
    if given and reply_format is not ReplyFormat.VERBOSE_JSON:
        raise FieldError(param="response_format", value=reply_format, allowed=ReplyFormat.VERBOSE_JSON)
    chosen = [_chosen("timestamp_granularities", each, tuple(Granularity)) for each in given]
    case_id = _case_id(_one(values, "case_id", ""))
    return Asked(
        languages=languages,
        recognizer=_recognizer(_one(values, "model", ""), languages, settings, routed_only=case_id is not None),
        reply_format=reply_format,
        granularities=frozenset(map(Granularity, chosen)) or frozenset({Granularity.SEGMENT}),
        case_id=case_id,
    )


def _by_name(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Values by name; a list's name may end in brackets."""
    values: dict[str, list[str]] = {}
    for sent, given in fields.items():
        name = sent.removesuffix("[]")
        if name not in _FIELDS or (sent != name and name not in _LISTS):
            raise FieldUnknownError(param=sent, allowed=", ".join(_FIELDS))
        values.setdefault(name, []).extend(given)
    return values


def _one(values: Mapping[str, list[str]], name: str, otherwise: str) -> str:
    given = values.get(name, [otherwise])
    if len(given) > 1:
        raise FieldError(param=name, value=", ".join(given)[:100], allowed="1")
    return given[0].strip()


def _chosen(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise FieldError(param=name, value=value[:100], allowed=", ".join(allowed))
    return value


def _languages(values: Mapping[str, list[str]]) -> tuple[str, ...]:
    one, many = _one(values, "language", ""), values.get("languages", [])
    given = [*([one] if one else []), *many]
    name = "languages" if many else "language"
    return tuple(dict.fromkeys(_chosen(name, each.strip().lower(), tuple(_LANGUAGES)) for each in given)) or _SPOKEN


def _case_id(value: str) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError as error:
        raise FieldError(param="case_id", value=value[:100], allowed="UUID") from error


def _recognizer(model: str, languages: tuple[str, ...], settings: Settings, *, routed_only: bool) -> str | None:
    """The weights that were asked for by name, or none where they are those of the settings anyway.

    A recording of a case is transcribed as all of them are: there only those are taken.
    """
    routed = {settings.routes[each] for each in languages}
    if model == ALIAS or routed == {model}:
        return None
    configured = routed if routed_only else set(settings.routes.values())
    if routed_only and len(routed) > 1:
        configured = set()
    return _chosen("model", model, (ALIAS, *sorted(configured)))


class WordShown(BaseModel):
    """A word and when it is said."""

    word: str
    start: Seconds
    end: Seconds
    marks: list[WordMark]  # ours: why it needs a person's ear


class SegmentShown(BaseModel):
    """One voice speaking without a break."""

    id: int
    seek: int = 0  # constant
    start: Seconds
    end: Seconds
    text: str
    tokens: list[int] = []  # constant
    temperature: float = 0.0  # constant: nothing is sampled
    avg_logprob: float  # over words, where OpenAI's is over tokens
    compression_ratio: float  # of the text's bytes, as Whisper computes it
    no_speech_prob: float = 0.0  # constant: where no speech was heard under a word, its marks say so
    voice: str  # ours: which voice


class JsonShown(BaseModel):
    """`json`."""

    text: str


class VerboseShown(BaseModel):
    """`verbose_json`."""

    task: str = "transcribe"
    language: str  # its English name; that of most words
    duration: Seconds
    text: str
    words: list[WordShown] | None = None
    segments: list[SegmentShown] | None = None


def written(transcript: Transcript, asked: Asked) -> tuple[str, str]:
    """A transcript as the reply's body, and its content type."""
    match asked.reply_format:
        case ReplyFormat.JSON:
            return JsonShown(text=_text(transcript)).model_dump_json(), "application/json"
        case ReplyFormat.VERBOSE_JSON:
            return _verbose(transcript, asked).model_dump_json(exclude_none=True), "application/json"
        case ReplyFormat.TEXT:
            return _text(transcript) + "\n", "text/plain"
        case ReplyFormat.SRT:
            return to_srt(transcript), "text/plain"
        case ReplyFormat.VTT:
            return to_vtt(transcript), "text/vtt"


def _text(transcript: Transcript) -> str:
    return " ".join(turn.text for turn in transcript.turns)


def _verbose(transcript: Transcript, asked: Asked) -> VerboseShown:
    words = [
        WordShown(word=word.text, start=word.start, end=word.end, marks=list(word.marks)) for word in transcript.words()
    ]
    return VerboseShown(
        language=_LANGUAGES[_language(transcript, asked)],
        duration=transcript.recording.sound.decoded_duration,
        text=_text(transcript),
        words=words if Granularity.WORD in asked.granularities else None,
        segments=[_segment(number, turn) for number, turn in enumerate(transcript.turns)]
        if Granularity.SEGMENT in asked.granularities
        else None,
    )


def _language(transcript: Transcript, asked: Asked) -> str:
    """That of most words; the first that was asked for, where there are none."""
    counted = Counter(word.language for word in transcript.words() if word.language in _LANGUAGES)
    return counted.most_common(1)[0][0] if counted else asked.languages[0]


def _segment(number: int, turn: Turn) -> SegmentShown:
    logarithms = [math.log(max(word.probability, _LEAST_PROBABILITY)) for word in turn.words]
    content = turn.text.encode()
    return SegmentShown(
        id=number,
        start=turn.start,
        end=turn.end,
        text=turn.text,
        avg_logprob=sum(logarithms) / len(logarithms),
        compression_ratio=len(content) / len(zlib.compress(content)),
        voice=turn.voice,
    )
