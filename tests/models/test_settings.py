"""Settings from the environment."""

from pathlib import Path

import pytest

from models.settings import DESCRIPTIONS, SettingError, read_settings

DOCS = Path(__file__).parents[2] / "docs"


def test_every_variable_has_its_row_in_the_docs():
    rows = (DOCS / "settings.md").read_text("utf-8")
    assert all(f"| `{name}` | {sentence} |" in rows for name, sentence in DESCRIPTIONS.items())


def test_settings_refuse_what_they_cannot_be(tmp_path):
    assert read_settings({"HOME": str(tmp_path), "LANG": "kk_KZ.UTF-8"}).language == "kk"
    assert [read_settings({"HATTAMA_VERIFY_DAYS": days}).verify_days for days in ("", "0", "7")] == [30, 0, 7]
    for name, value in (("HATTAMA_LANGUAGE", "fr"), ("HATTAMA_VERIFY_DAYS", "-1"), ("HATTAMA_VERIFY_DAYS", "weekly")):
        with pytest.raises(SettingError):
            read_settings({"HOME": str(tmp_path), name: value})
