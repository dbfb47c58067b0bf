"""What comes in over HTTP."""

import json

import pytest
from pydantic import ValidationError

from api import account_schemas, control_schemas, ruling_schemas, schemas
from models.errors import BadInputError
from models.revisions import OPERATIONS, Words

MODULES = {each.__name__ for each in (schemas, account_schemas, control_schemas, ruling_schemas)}
BODIES = [each for each in schemas.Sent.__subclasses__() if each.__module__ in MODULES]


@pytest.mark.parametrize("body", [each for each in BODIES if each is not schemas.WordSpan], ids=lambda each: each.__name__)
def test_every_body_has_an_example_that_it_takes(body):
    for example in body.model_json_schema()["examples"]:
        body.model_validate_json(json.dumps(example))


@pytest.mark.parametrize("body", BODIES, ids=lambda each: each.__name__)
def test_no_body_takes_a_field_that_nobody_knows(body):
    with pytest.raises(ValidationError, match="colour"):
        body.model_validate({"colour": "red"})


@pytest.mark.parametrize("name", ["", " ", "a\x00b", "a\nb", "a" * 301, "\ud800", None, 5])
def test_a_name_is_one_short_line_of_whole_characters(name):
    with pytest.raises(ValidationError):
        schemas.NewCase.model_validate({"number": name})


@pytest.mark.parametrize(
    "form",
    [
        {"place": "a\x00"},
        {"participants": [{"name": "a\x00"}]},
        {"place": "\ud800"},
        {"\ud800": "a"},
        {"place": float("nan")},
        {"place": "a" * 300_000},
        {"placе": "with a Cyrillic letter"},
        {"voices": ["VOICE_00"]},
        {"person": "text"},
        {"sittings": 5},
    ],
    ids=lambda form: ascii(form)[:30],
)
def test_a_form_that_no_protocol_can_be_drawn_up_from_is_refused(form):
    with pytest.raises((ValidationError, BadInputError)):
        schemas.ChangedForm.model_validate({"form": form})


def test_a_form_nested_without_end_is_refused():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises((ValidationError, BadInputError)):
        schemas.ChangedForm.model_validate({"form": {"place": deep}})


@pytest.mark.parametrize("seconds", [-1, float("inf"), float("nan"), 1e12])
def test_seconds_are_of_some_recording(seconds):
    with pytest.raises(ValidationError):
        schemas.NewPlacement.model_validate({"recording_id": "0b5f7f0c-6c0b-4d7e-9a0e-3f6f0c1a2b3c", "span_end": seconds})


WHOLE = {
    "replace_text": {"words": {"first": 1, "last": 2}, "text": "да"},
    "insert_text": {"words": {"first": 1, "last": 1}, "text": "да"},
    "hide": {"words": {"first": 1, "last": 2}},
    "split_turn": {"words": {"first": 1, "last": 1}},
    "join_turns": {"words": {"first": 1, "last": 2}},
    "set_voice": {"words": {"first": 1, "last": 2}, "voice": "VOICE_00"},
    "merge_voices": {"voice": "VOICE_00", "into": "VOICE_01"},
    "name_voice": {"voice": "VOICE_00"},
    "set_language": {"words": {"first": 1, "last": 2}, "language": "kk"},
    "set_mark": {"words": {"first": 1, "last": 2}, "mark": "voice_doubt", "on": True},
    "check": {"words": {"first": 1, "last": 2}, "on": False},
    "undo": {"number": 1},
}


def test_every_operation_can_be_sent():
    assert set(WHOLE) == set(OPERATIONS)
    for name, values in WHOLE.items():
        made = schemas.NewRevision.model_validate({"operation": name, **values}).to_operation()
        assert isinstance(made, OPERATIONS[name])
        assert getattr(made, "words", None) in (None, Words(first=1, last=1), Words(first=1, last=2))


@pytest.mark.parametrize("name", WHOLE)
def test_an_operation_takes_its_own_fields_and_misses_each_of_them(name):
    values = WHOLE[name]
    wrong = [{key: value for key, value in values.items() if key != missing} for missing in values]
    wrong.append(values | ({"number": 3} if name != "undo" else {"voice": "VOICE_00"}))
    for each in wrong:
        with pytest.raises((TypeError, ValueError)):
            schemas.NewRevision.model_validate({"operation": name, **each}).to_operation()
