"""Which weights the settings use, and whether they lie here."""

import hashlib
import json
from pathlib import Path

import pytest

from models.settings import Settings
from models.weights import OWN_ROWS
from models.weights_in_use import WeightsState, deciding, in_use, look


def settings(folder=Path("none"), **more):
    return Settings(weights_folder=folder, **more)


def test_a_fresh_installation_uses_four_rows():
    writes, *voices, compares = in_use(settings())
    assert (compares.name, compares.meaning) == ("multilingual-e5-small", True)
    assert (writes.name, writes.languages, writes.tells_languages) == ("whisper-base", ("en", "kk", "ru"), True)
    assert [(each.name, each.voices) for each in voices] == [("segmentation-3.0", True), ("campplus", True)]


def test_another_diarizer_and_recognizer_are_used_instead():
    routes = {"ru": "gigaam-multilingual", "kk": "gigaam-multilingual", "en": "whisper-large-v3"}
    found = in_use(settings(routes=routes, diarizer="pyannote-community-1"))
    assert [each.name for each in found] == [
        "gigaam-multilingual",
        "whisper-large-v3",
        "pyannote-community-1",
        "multilingual-e5-small",
    ]
    assert [each.name for each in found if each.tells_languages] == ["whisper-large-v3"]


@pytest.mark.parametrize(
    ("routes", "name"),
    [
        ({"ru": "a", "kk": "a"}, "a"),
        ({"ru": "a", "kk": "b"}, "whisper-base"),
        ({"ru": "a", "kk": "whisper-large-v3"}, "whisper-large-v3"),
    ],
)
def test_telling_languages_apart_is_whispers_where_several_write(routes, name):
    assert deciding(routes) == name


def test_files_are_looked_at_by_their_sizes(tmp_path):
    content = b"numbers"
    file = {"name": "model.bin", "sha256": hashlib.sha256(content).hexdigest(), "size_bytes": len(content)}
    row = {"name": "own", "task": "recognize", "languages": ["ru"], "licence": "-", "origin": "-", "memory_mb": 1}
    (tmp_path / OWN_ROWS).write_text(json.dumps([row | {"files": [file]}]))
    here = settings(tmp_path)
    assert look("own", here) is WeightsState.MISSING
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "model.bin").write_bytes(content)
    assert look("own", here) is WeightsState.PRESENT
    (tmp_path / "own" / "model.bin").write_bytes(b"other numbers")
    assert look("own", here) is WeightsState.DAMAGED
    assert look("whisper-large-v3", here) is WeightsState.UNVERIFIED
    assert look("no-such", here) is WeightsState.UNKNOWN
