"""The transcript's JSON keeps its schema."""

import json
from importlib import resources

import jsonschema
import pytest

from models.transcript import LedgerKind, WordMark
from models.transcript_document import transcript_of
from tests.factories import transcript
from transcribe.formats.json_format import to_json

SCHEMA = json.loads(resources.files("transcribe.formats").joinpath("transcript.schema.json").read_text("utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)


def test_a_transcript_is_valid():
    CHECK.check_schema(SCHEMA)
    CHECK.validate(json.loads(to_json(transcript(("VOICE_00", "Вопрос?"), ("VOICE_01", "Нет.")))))


def test_an_older_document_that_does_not_tell_what_was_respelled_is_valid_and_read():
    made = transcript(("VOICE_00", "Вопрос?"))
    document = json.loads(to_json(made))
    del document["turns"][0]["words"][0]["respelled_from"]
    CHECK.validate(document)
    assert transcript_of(document) == made


@pytest.mark.parametrize("path", [("turns", 0, "words", 0, "probability"), ("recording", "sha256"), ("ledger", 0, "kind")])
def test_a_transcript_with_a_wrong_value_is_not(path):
    document = json.loads(to_json(transcript(("VOICE_00", "Вопрос?"))))
    *way, last = path
    part = document
    for step in way:
        part = part[step]
    part[last] = "чужое"
    with pytest.raises(jsonschema.ValidationError):
        CHECK.validate(document)


def test_the_schema_names_every_mark_and_kind():
    definitions = SCHEMA["$defs"]
    assert set(definitions["word"]["properties"]["marks"]["items"]["enum"]) == set(WordMark)
    assert set(definitions["ledger_entry"]["properties"]["kind"]["enum"]) == set(LedgerKind)
