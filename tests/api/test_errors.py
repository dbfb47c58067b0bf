"""Errors as replies."""

import json

import pytest
from starlette.requests import Request

from api import errors, uploads  # noqa: F401  # whose errors are told here
from models.errors import BadInputError, FailureError, HattamaError
from models.sentences import INTERFACE_LANGUAGES


def request(**headers):
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": raw})


def ours(kind=HattamaError):
    for each in kind.__subclasses__():
        yield from ours(each)
        if each.__module__.startswith("api."):
            yield each


@pytest.mark.parametrize("error", sorted(ours(), key=lambda each: each.__name__), ids=lambda each: each.__name__)
def test_every_error_has_its_status_and_its_sentence_in_three_languages(error):
    assert any(kind in errors.STATUS for kind in error.__mro__)
    assert len({getattr(error.sentence, language) for language in INTERFACE_LANGUAGES}) == 3


class _UnknownBadInputError(BadInputError):
    sentence = errors.NotFoundError.sentence


class _UnknownFailureError(FailureError):
    sentence = errors.NotFoundError.sentence


def test_an_error_without_a_status_is_the_senders_or_ours():
    assert errors.status_of(_UnknownBadInputError) == 422
    assert errors.status_of(_UnknownFailureError) == 500


@pytest.mark.parametrize(
    ("wish", "said"),
    [("kk-KZ,ru;q=0.5", "Табылмады."), ("en-US", "Not found."), ("de,en;q=0.8", "Not found."), ("", "Не найдено.")],
)
def test_an_error_speaks_the_readers_language(wish, said):
    reply = errors.reply(request(accept_language=wish), errors.NotFoundError())
    assert json.loads(reply.body) == {"code": "NotFoundError", "message": said}


def test_half_a_character_that_was_sent_does_not_break_the_reply():
    reply = errors.reply(request(), errors.InvalidError(what="\ud800"))
    assert "\\ud800" in reply.body.decode("ascii")


def test_who_is_locked_out_hears_how_long():
    reply = errors.reply(request(), errors.LockedOutError(seconds=30))
    assert (reply.status_code, reply.headers["Retry-After"]) == (429, "30")


def test_a_conflict_shows_what_stands_there_now():
    reply = errors.reply(request(), errors.ConflictError(what="2", now=[{"number": 2}]))
    assert (reply.status_code, json.loads(reply.body)["now"]) == (409, [{"number": 2}])


def test_errors_of_one_status_are_documented_together():
    told = errors.documented(errors.SignInNeededError, errors.SignInRefusedError, errors.ConflictError)
    assert set(told) == {401, 409}
    assert all(name in told[401]["description"] for name in ("SignInNeededError", "SignInRefusedError"))
