"""OpenAI's request understood, and a transcript in its formats."""

from dataclasses import replace
from uuid import uuid4

import pytest

from api.compatible import Asked, Granularity, ReplyFormat, read_fields, written
from api.compatible_errors import FieldError, FieldUnknownError, StreamError
from models.settings import read_settings
from models.transcript import WordMark
from tests.factories import transcript

SETTINGS = replace(
    read_settings({"HOME": "/nonexistent"}),
    routes={"ru": "whisper-large-v3", "kk": "gigaam-multilingual", "en": "whisper-large-v3"},
)
CASE = uuid4()


def asked(**fields):
    return read_fields({"model": ["whisper-1"]} | {name: [value] for name, value in fields.items()}, SETTINGS)


def test_a_model_alone_asks_for_what_the_settings_say():
    assert asked() == Asked(
        languages=("ru", "kk"),
        recognizer=None,
        reply_format=ReplyFormat.JSON,
        granularities=frozenset({Granularity.SEGMENT}),
        case_id=None,
    )


def test_fields_without_effect_are_taken():
    assert asked(prompt="anything", temperature="0.7", stream="false") == asked()


def test_lists_are_read_with_brackets_and_without():
    fields = {"model": ["whisper-1"], "response_format": ["verbose_json"]}
    with_brackets = read_fields(fields | {"timestamp_granularities[]": ["word", "segment"]}, SETTINGS)
    assert with_brackets == read_fields(fields | {"timestamp_granularities": ["word", "segment"]}, SETTINGS)
    assert with_brackets.granularities == set(Granularity)
    assert read_fields({"model": ["whisper-1"], "languages[]": ["en", "ru"]}, SETTINGS).languages == ("en", "ru")


@pytest.mark.parametrize(
    ("model", "more", "recognizer"),
    [
        ("whisper-1", {}, None),
        ("whisper-large-v3", {}, "whisper-large-v3"),
        ("whisper-large-v3", {"language": "ru"}, None),
        ("gigaam-multilingual", {}, "gigaam-multilingual"),
        ("whisper-large-v3", {"language": "ru", "case_id": str(CASE)}, None),
    ],
)
def test_weights_may_be_named_where_they_are_configured(model, more, recognizer):
    assert asked(model=model, **more).recognizer == recognizer


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"model": ""}, "model"),
        ({"model": "whisper-base"}, "model"),
        ({"model": "gpt-4o-transcribe"}, "model"),
        ({"model": "gigaam-multilingual", "case_id": str(CASE)}, "model"),  # recordings of cases are all done alike
        ({"language": "de"}, "language"),
        ({"languages": "de"}, "languages"),
        ({"response_format": "xml"}, "response_format"),
        ({"timestamp_granularities": "word"}, "response_format"),
        ({"timestamp_granularities": "line", "response_format": "verbose_json"}, "timestamp_granularities"),
        ({"case_id": "1"}, "case_id"),
    ],
)
def test_a_value_that_is_not_taken_is_named(fields, param):
    with pytest.raises(FieldError) as caught:
        asked(**fields)
    assert caught.value.data["param"] == param


def test_a_field_given_twice_is_refused():
    with pytest.raises(FieldError):
        read_fields({"model": ["whisper-1", "whisper-1"]}, SETTINGS)


@pytest.mark.parametrize("name", ["model[]", "keywords", "include[]", "case"])
def test_a_field_that_means_nothing_is_never_passed_over(name):
    with pytest.raises(FieldUnknownError):
        asked(**{name: "whisper-1"})


def test_words_one_by_one_are_refused():
    with pytest.raises(StreamError):
        asked(stream="true")


def of(said, **more):
    whole = {"languages": ("ru",), "recognizer": None, "reply_format": ReplyFormat.VERBOSE_JSON, "case_id": None}
    return written(said, Asked(**whole | {"granularities": frozenset(Granularity)} | more))


def test_verbose_json_says_its_constants_and_computes_the_rest():
    import json

    body, kind = of(transcript(("VOICE_00", "где вы были"), ("VOICE_01", "дома")))
    made = json.loads(body)
    assert kind == "application/json"
    assert (made["task"], made["language"], made["text"]) == ("transcribe", "russian", "где вы были дома")
    first, second = made["segments"]
    assert (first["voice"], second["voice"], second["id"]) == ("VOICE_00", "VOICE_01", 1)
    assert first["avg_logprob"] == pytest.approx(-0.10536, abs=1e-4)  # ln 0.9, of every word
    assert first["compression_ratio"] == pytest.approx(20 / 28, abs=0.1)
    assert {first[name] for name in ("seek", "temperature", "no_speech_prob")} == {0}
    assert first["tokens"] == []
    assert made["words"][0] == {"word": "где", "start": 1.0, "end": 1.8, "marks": []}


def test_a_doubtful_word_carries_its_marks():
    said = transcript(("VOICE_00", "да"))
    (turn,) = said.turns
    doubted = replace(turn.words[0], marks=(WordMark.LOW_PROBABILITY,))
    body, _ = of(replace(said, turns=(replace(turn, words=(doubted,)),)))
    assert '"marks":["low_probability"]' in body


def test_silence_has_the_language_that_was_asked_for():
    body, _ = of(replace(transcript(), turns=()), languages=("kk",))
    assert '"language":"kazakh"' in body
    assert '"segments":[]' in body


def test_only_what_was_asked_for_has_times():
    body, _ = of(transcript(("VOICE_00", "да")), granularities=frozenset({Granularity.WORD}))
    assert '"segments"' not in body


@pytest.mark.parametrize(
    ("reply_format", "kind", "body"),
    [
        (ReplyFormat.TEXT, "text/plain", "да нет\n"),
        (ReplyFormat.JSON, "application/json", '{"text":"да нет"}'),
        (ReplyFormat.SRT, "text/plain", "1\n00:00:01,000 --> 00:00:02,800\nVOICE_00: да нет\n"),
        (ReplyFormat.VTT, "text/vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:02.800\n<v VOICE_00>да нет\n"),
    ],
)
def test_the_other_formats_are_what_their_names_say(reply_format, kind, body):
    assert of(transcript(("VOICE_00", "да нет")), reply_format=reply_format) == (body, kind)
