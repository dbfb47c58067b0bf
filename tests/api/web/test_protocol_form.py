"""The form of an interrogation as a page's fields, and back."""

from pathlib import Path

import pytest

from api.web.forms import Typed
from api.web.protocol_compare import compared
from api.web.protocol_draft import draft_seen
from api.web.protocol_form import flat, form_typed, merged
from models.protocol_document_values import values_of
from tests.factories import transcript
from transcribe.protocol.draft import draft
from transcribe.protocol.form import form_of

FORM = {
    "role": "suspect",
    "additional": "true",
    "sittings": [{"start": "10:05", "end": "10:40"}, {"start": "11:45"}],
    "official": {"name": "Ахметов Е."},
    "person": {"full_name": "Серикова А.", "birth_date": "1988-05-14"},
    "participants": [{"role": "defender", "name": "Петрова", "details": "№ 5"}, {"role": "interpreter"}],
    "voices": {"VOICE_00": "investigator", "VOICE_02": "defender:1"},
    "leave_out": ["t0001", "t0007"],
    "statements": {"invited": "false"},
    "attachments": [],
    "withdrawn_questions": [{"turn": "t0003", "how": "withdrawn", "by": "следователь"}, {"turn": "t0009"}],
    "refusals": [{"turn": "2:t0004", "ground": "self_and_relatives", "reason": "брат"}],
    "articles": "80, 82",
}


def typed(fields):
    return Typed(fields=fields)


def test_a_form_comes_back_from_its_fields_as_it_was():
    assert form_typed(typed(flat(FORM))) == FORM
    assert form_of(form_typed(typed(flat(FORM))), name=Path("form")) == form_of(FORM, name=Path("form"))


def test_an_empty_page_states_nothing_and_an_empty_list_only_where_it_is_ticked():
    empty = {"place": [""], "participants.name": ["", ""], "participants.role": ["", ""], "statements.shown": [""]}
    assert form_typed(typed(empty)) == {}
    assert form_typed(typed({**empty, "participants.none": ["true"]})) == {"participants": []}


def test_values_that_are_no_texts_and_bare_attachments_are_shown():
    assert flat({"interpreter_needed": True, "attachments": ["схема"]}) == {
        "interpreter_needed": ["true"],
        "attachments.name": ["схема"],
    }


@pytest.mark.parametrize(
    ("mine", "theirs", "both", "told"),
    [
        ({"place": ["А"]}, {"date": ["Б"]}, {"place": ["А"], "date": ["Б"]}, ["date"]),
        ({"place": ["А"]}, {"place": ["Б"]}, {"place": ["А"]}, ["place"]),
        ({}, {"remarks": ["было"]}, {"remarks": ["было"]}, ["remarks"]),
    ],
)
def test_two_editors_keep_what_each_of_them_changed(mine, theirs, both, told):
    assert merged({}, mine, theirs) == (both, told)


def test_what_somebody_emptied_stays_empty():
    assert merged({"place": ["А"]}, {"place": ["А"]}, {}) == ({}, ["place"])
    assert merged({"place": ["А"]}, {}, {"place": ["А"]}) == ({}, [])


def drawn(form, *said):
    said = said or (("VOICE_00", "где вы были"), ("VOICE_01", "дома"))
    return values_of(draft([transcript(*said)], form_of(form, name=Path("form"))))


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("role", ["witness", "suspect", "victim", "specialist", "expert", None])
def test_every_gap_that_a_form_can_fill_leads_to_its_field(language, role):
    form = {
        "language": language,
        "voices": {"VOICE_00": "investigator", "VOICE_01": "interrogated"},
        "withdrawn_questions": [{"turn": "t0001"}],
        "refusals": [{"turn": "t0001", "ground": "right_to_refuse"}, {"turn": "t0002"}],
    }
    seen = draft_seen(drawn(form | ({"role": role} if role else {})), [])
    assert [each.text for each in seen.gaps if each.field is None] == []
    assert [each.number for each in seen.gaps] == list(range(1, len(seen.gaps) + 1))


def test_versions_are_compared_line_by_line_and_word_by_word():
    before = drawn({"place": "Алматы"})
    after = drawn({"place": "Астана"}, ("VOICE_00", "где вы были"), ("VOICE_01", "на даче"))
    changed = [each for each in compared(before, after) if each.is_changed]
    assert ("gone", "Алматы") in changed[0].parts
    assert ("new", "Астана") in changed[0].parts
    assert {each.section for each in changed} == {"title", "record"}
    assert not [each for each in compared(before, before) if each.is_changed]
