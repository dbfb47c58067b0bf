"""What is typed into a page."""

import asyncio
from types import SimpleNamespace

import pytest

from api import account_schemas, schemas
from api.errors import ForbiddenError, InvalidError, NotFoundError, TooLargeError
from api.web import forms
from api.web.case_forms import seconds_of
from api.web.page import local

READER = SimpleNamespace(state=SimpleNamespace(language="ru"), headers={}, cookies={})


def sent(body):
    async def stream():
        yield body[:7]
        yield body[7:]

    return asyncio.run(forms.typed(SimpleNamespace(stream=stream)))


def test_a_form_is_read_as_it_was_typed():
    typed = sent(b"login=+%D0%90%0D%0A&scopes=read&scopes=&scopes=write&password=+a+")
    assert typed.get("login") == "А"
    assert typed.all("scopes") == ["read", "write"]
    assert typed.secret("password") == " a "
    assert typed.get("missing", "x") == "x"


@pytest.mark.parametrize("body", [b"a=\xff", b"a=%FF", b"&".join([b"a=1"] * 600)])
def test_what_is_no_form_is_refused(body):
    with pytest.raises(InvalidError):
        sent(body)


def test_a_form_without_end_is_refused():
    with pytest.raises(TooLargeError):
        sent(b"a" * (2 * 1024 * 1024))


def test_what_is_wrong_is_said_beside_each_field_in_the_readers_language():
    with pytest.raises(forms.FormRefusedError) as refused:
        forms.read(READER, schemas.NewParticipant, {"name": "", "role": "witness", "iin": "12", "birth_date": "x"})
    assert refused.value.faults["name"] == "Заполните это поле."
    assert set(refused.value.faults) == {"name", "iin", "birth_date"}


def test_bounds_are_said_with_their_numbers():
    with pytest.raises(forms.FormRefusedError) as refused:
        forms.read(READER, account_schemas.NewToken, {"name": "a", "scopes": ["read"], "days": "400"})
    assert refused.value.faults == {"days": "Не больше 365."}


def test_an_empty_field_that_is_not_required_is_left_out():
    made = forms.read(READER, schemas.NewParticipant, {"name": "А", "role": "witness", "iin": "", "birth_date": ""})
    assert (made.iin, made.birth_date) == (None, None)


def raising(error):
    def act():
        raise error

    return act


def test_a_form_comes_back_with_what_was_typed_where_that_is_at_fault():
    typed = forms.Typed(fields={"name": ["Иван"]})
    answer = forms.attempt(READER, "person", typed, raising(InvalidError(what="role")))
    assert answer.of("person").get("name") == "Иван"
    assert answer.problem == "Данные не приняты: role."
    assert answer.of("another").get("name") == ""


@pytest.mark.parametrize("error", [ForbiddenError(), NotFoundError()])
def test_what_is_not_about_the_form_takes_the_place_of_the_page(error):
    with pytest.raises(type(error)):
        forms.attempt(READER, "person", forms.Typed(fields={}), raising(error))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0:05:30", 330), ("5:30", 330), ("1:00:00,5", 3600.5), ("90:00", None), ("5", None), ("", None), ("0:60", None)],
)
def test_times_are_read_as_people_write_them(text, seconds):
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("address", "where"),
    [("/cases?x=1", "/cases?x=1"), ("//evil.kz", "/"), ("/\\evil.kz", "/"), ("https://evil.kz", "/"), ("", "/")],
)
def test_a_sign_in_leads_to_pages_of_ours_alone(address, where):
    assert local(address) == where
