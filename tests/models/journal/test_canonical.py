"""One value, one sequence of bytes."""

import json
import struct
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.journal.canonical import LARGEST, canonical, instant_text, parse, read_instant

NUMBERS = st.integers(-LARGEST, LARGEST) | st.floats(-LARGEST, LARGEST, allow_nan=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(  # of RFC 8785, appendix B, those within 2^53 - 1
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555557", "333333333.33333343"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_are_written_as_ecmascript_does(bits, text):
    assert canonical(struct.unpack(">d", bytes.fromhex(bits))[0]) == text.encode()


def test_keys_are_sorted_by_utf16_units_and_letters_stay():
    value = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "ö": 7, "Қ": '\u000f\n"\\/'}
    expected = '{"\\r":2,"1":4,"\u0080":6,"ö":7,"Қ":"\\u000f\\n\\"\\\\/","\u20ac":1,"\U0001f600":5,"\ufb33":3}'
    assert canonical(value) == expected.encode()


@given(VALUES)
def test_what_was_written_and_read_is_written_the_same(value):
    assert canonical(parse(canonical(value))) == canonical(value)
    assert json.loads(canonical(value)) == value


@pytest.mark.parametrize(
    "value", [2**53, -(2**53), 1e300, float("nan"), float("inf"), 10**400, "\ud800", {1: 2}, b"", {"a": {1}}]
)
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(ValueError):
        canonical(value)


def test_too_deep_a_value_is_refused_written_and_read():
    value = []
    for _ in range(32):
        value = [value]
    with pytest.raises(ValueError, match="deep"):
        canonical(value)
    with pytest.raises(ValueError, match="deep"):
        parse(b"[" * 200_000 + b"]" * 200_000)


@pytest.mark.parametrize("data", [b'{"a":1,"a":2}', b"NaN", b"-Infinity", b"\xff", b"", b"{} {}"])
def test_json_that_two_readers_could_read_apart_is_refused(data):
    with pytest.raises(ValueError):
        parse(data)


@given(st.datetimes(timezones=st.just(UTC)))
def test_times_come_back_to_the_microsecond(at):
    assert read_instant(instant_text(at)) == at


def test_a_time_without_zone_or_in_another_is_refused():
    for at in (datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=5)))):
        with pytest.raises(ValueError, match="UTC"):
            instant_text(at)


@pytest.mark.parametrize(
    "text", ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000000+00:00", "2026-02-30T12:00:00.000000Z"]
)
def test_a_time_in_another_form_is_refused(text):
    with pytest.raises(ValueError):
        read_instant(text)
