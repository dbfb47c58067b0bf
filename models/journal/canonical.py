"""JSON and time as the one sequence of bytes that is hashed (RFC 8785), and their strict reading.

A subset of RFC 8785: numbers beyond 2^53 - 1 either way and values nested deeper than `DEPTH` are refused.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"

LARGEST = 2**53 - 1  # the largest integer that every reader of JSON keeps exact
DEPTH = 32  # arrays and objects within one another
_STRINGS = json.JSONEncoder(ensure_ascii=False)  # escapes exactly what RFC 8785, 3.2.2.2, does
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")


def canonical(value: Json) -> bytes:
    """UTF-8 without spaces, keys in order of their UTF-16 units, numbers as ECMAScript writes them.

    ValueError where the value has no such form: no JSON, a number that is not finite or too large, a lone surrogate,
    too deep.
    """
    return _text(value, DEPTH).encode()


def json_line(**fields: Json) -> bytes:
    """An object as one line of a file of JSON lines, with its line feed.

    Takes what `canonical` refuses too: a journal that was tampered with must still be exported for others to see.
    """
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def parse(data: bytes) -> Json:
    """One JSON value in UTF-8; ValueError also for a repeated key, NaN and infinities."""
    try:
        value: Json = json.loads(data.decode(), object_pairs_hook=_unique, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return value


def instant_text(at: datetime) -> str:
    """An aware UTC time as "2026-01-31T12:00:00.000000Z"; ValueError for any other zone."""
    if at.utcoffset() != timedelta(0):
        raise ValueError("a time in the journal is aware and in UTC")
    return at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_instant(text: str) -> datetime:
    """What `instant_text` wrote; ValueError for any other text."""
    if not _INSTANT.fullmatch(text):
        raise ValueError("not a UTC time with microseconds")
    return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)


def _text(value: Json, depth: int) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return _STRINGS.encode(str(value))
    if isinstance(value, int | float):
        return _number(value)
    if depth == 0:
        raise ValueError("nested too deep")
    if isinstance(value, list | tuple):
        return f"[{','.join(_text(each, depth - 1) for each in value)}]"
    if isinstance(value, Mapping):
        return _object_text(value, depth)
    raise ValueError(f"{type(value).__name__} is not JSON")


def _object_text(value: Mapping[str, Json], depth: int) -> str:
    if not all(isinstance(key, str) for key in value):
        raise ValueError("a key of JSON is a string")
    keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
    return "{" + ",".join(f"{_STRINGS.encode(str(key))}:{_text(value[key], depth - 1)}" for key in keys) + "}"


def _number(value: float) -> str:
    """As ECMAScript's Number::toString does (RFC 8785, 3.2.2.3)."""
    if abs(value) > LARGEST or not math.isfinite(value):
        raise ValueError("a number in the journal is finite and within 2^53 - 1")
    if value == int(value):
        return str(int(value))
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    text = "".join(map(str, digits))
    point = len(digits) + int(exponent)  # where the decimal point stands, counted from the first digit
    minus = "-" if sign else ""
    if point > 0:
        return f"{minus}{text[:point]}.{text[point:]}"
    if point > -6:
        return f"{minus}0.{'0' * -point}{text}"
    fraction = f".{text[1:]}" if len(text) > 1 else ""
    return f"{minus}{text[0]}{fraction}e{point - 1}"


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key is repeated")
    return value


def _refuse(constant: str) -> Json:
    raise ValueError(f"{constant} is not JSON")
