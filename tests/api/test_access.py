"""What proves who asks."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from api import access, passwords
from api.errors import OtherSiteError


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (11, 1920), (12, 3600), (1000, 3600)],
)
def test_each_wrong_try_from_the_fifth_on_doubles_the_wait_up_to_an_hour(failures, seconds):
    assert passwords.wait_after(failures) == timedelta(seconds=seconds)


def asked(method, **headers):
    return SimpleNamespace(method=method, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "none"},
        {"host": "hattama.kz", "origin": "https://hattama.kz"},
        {"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000"},
    ],
)
def test_a_change_from_ones_own_page_or_from_a_program_is_taken(headers):
    access.same_site(asked("POST", **headers))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site", "host": "hattama.kz", "origin": "https://hattama.kz"},
        {"host": "hattama.kz", "origin": "https://evil.kz"},
        {"host": "hattama.kz", "origin": "https://hattama.kz.evil.kz"},
        {"host": "hattama.kz", "origin": "null"},
    ],
)
def test_a_change_from_another_sites_page_is_refused(method, headers):
    with pytest.raises(OtherSiteError):
        access.same_site(asked(method, **headers))


def test_reading_is_not_asked_where_it_comes_from():
    access.same_site(asked("GET", sec_fetch_site="cross-site"))


def test_of_a_token_only_its_hash_is_kept_and_no_two_are_alike():
    token, hashed = access.new_token()
    assert access.hash_token(token) == hashed
    assert token.encode() not in hashed
    assert access.new_token()[0] != token


def test_a_password_is_kept_as_argon2id():
    assert passwords.hash_password("a long enough one").startswith("$argon2id$")
