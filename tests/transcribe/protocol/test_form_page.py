"""docs/form.md names every field that a form may hold."""

from dataclasses import fields
from pathlib import Path

import pytest

from models.interrogation import (
    Guilt,
    InterrogationForm,
    Official,
    ParticipantRole,
    PersonalData,
    ReadBy,
    RefusalGround,
    Role,
    Statements,
    Withdrawal,
)

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "form.md").read_text("utf-8")
RENAMED = {"day": "date"}


RECORDS = (InterrogationForm, Official, PersonalData, Statements)
FIELDS = [RENAMED.get(field.name, field.name) for record in RECORDS for field in fields(record)]
WORDS = [word.value for words in (Role, ParticipantRole, Guilt, ReadBy, Withdrawal, RefusalGround) for word in words]


@pytest.mark.parametrize("name", [*FIELDS, *WORDS])
def test_the_page_names_it(name):
    assert f"`{name}`" in PAGE or f": {name}`" in PAGE
