"""Entries and their details."""

import hashlib
import hmac
from dataclasses import replace
from datetime import datetime

import pytest

from models.journal.entry import (
    Details,
    EntryKind,
    details_json,
    entry_json,
    hash_details,
    read_details,
    read_entry,
)
from tests.models.journal.journals import kept

ENTRY = kept(4, EntryKind.RULING).entry


def test_the_bytes_of_an_entry_are_those_of_the_docs():
    assert ENTRY.leaf_bytes.decode() == (
        '{"account":"account-7","at":"2026-01-31T12:00:04.000000Z","case":"case-2",'
        f'"details_hash":"{ENTRY.details_hash.hex()}","format":1,"index":4,"kind":"ruling",'
        '"subject":{"id":"recording-4","kind":"recording"}}'
    )
    assert ENTRY.leaf_hash == hashlib.sha256(b"\x00" + ENTRY.leaf_bytes).digest()


def test_details_are_hashed_with_their_salt_as_key():
    expected = hmac.new(b"s" * 32, '{"а":[1,"б"]}'.encode(), hashlib.sha256).digest()
    assert hash_details(b"s" * 32, {"а": (1.0, "б")}) == expected


def test_equal_details_have_unequal_hashes():
    assert Details.fresh({}).hash != Details.fresh({}).hash


@pytest.mark.parametrize("salt", [b"", b"s" * 31, b"s" * 33])
def test_a_salt_of_another_length_is_refused(salt):
    with pytest.raises(ValueError, match="32 bytes"):
        hash_details(salt, {})


@pytest.mark.parametrize(
    "field",
    [{"index": -1}, {"index": 2**53}, {"kind": "Ruling!"}, {"details_hash": b"x"}, {"at": datetime(2026, 1, 1)}],
)
def test_an_entry_that_breaks_a_promise_is_refused(field):
    with pytest.raises(ValueError):
        replace(ENTRY, **field)


def test_an_entry_of_an_unknown_kind_is_read_back():
    entry = replace(ENTRY, kind="seen_by_satellite", account_id=None, case_id=None)
    assert read_entry(entry_json(entry)) == entry


@pytest.mark.parametrize(
    "change",
    [
        {"index": True},
        {"index": "4"},
        {"format": 2},
        {"more": 1},
        {"account": 7},
        {"case": "\ud800"},
        {"subject": {"id": "x"}},
    ],
)
def test_fields_that_are_not_those_of_an_entry_are_refused(change):
    with pytest.raises(ValueError):
        read_entry({**entry_json(ENTRY), **change})


@pytest.mark.parametrize("details", [None, Details.fresh({"a": {"b": [None, 1.5]}})])
def test_details_come_back(details):
    assert read_details(details_json(details)) == details


@pytest.mark.parametrize("value", [{}, {"salt": "00", "values": {}}, {"salt": "00" * 32, "values": []}, 0])
def test_what_are_no_details_is_refused(value):
    with pytest.raises(ValueError):
        read_details(value)
