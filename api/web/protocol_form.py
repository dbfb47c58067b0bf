"""What was typed into the form of an interrogation, as the form's own values; and what two editors did to it at once."""

import json
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from api.web.forms import Typed
from api.web.protocol_fields import LISTS, MAY_BE_NONE, every_field

NONE = "none"  # a box that states that a list has nothing in it
Flat = dict[str, list[str]]


def flat(form: Mapping[str, Any]) -> Flat:
    """The fields of the page that stand for a form; empty ones are left out."""
    made: Flat = {}
    for field in every_field():
        value = _value(form, field.name)
        if field.kind in LISTS:
            made |= _rows(field.name, value)
        elif field.name == "leave_out":
            made[field.name] = [", ".join(str(each) for each in value or [])]
        elif value is not None:
            made[field.name] = [str(value).lower() if isinstance(value, bool) else str(value)]
    return {name: values for name, values in made.items() if any(values)}


def _value(form: Mapping[str, Any], name: str) -> Any:
    value: Any = form
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _rows(name: str, value: Any) -> Flat:
    """The columns of a list."""
    if value == [] and name in MAY_BE_NONE:
        return {f"{name}.{NONE}": ["true"]}
    if name == "voices":
        rows = [{"voice": voice, "role": role} for voice, role in (value or {}).items()]
    else:
        rows = [{"name": each} if isinstance(each, str) else each for each in value or []]
    return {f"{name}.{column}": [str(row.get(column) or "") for row in rows] for column in LISTS[name]}


def form_typed(sent: Typed) -> dict[str, Any]:
    """The form's values, as a form file would hold them; what was left empty is not stated."""
    made: dict[str, Any] = {}
    for field in every_field():
        if field.kind in LISTS:
            value: Any = _list(sent, field.name)
        elif field.name == "leave_out":
            value = sent.get(field.name).replace(",", " ").split()
        else:
            value = sent.get(field.name)
        if value is None or value == "" or (value in ([], {}) and field.name not in MAY_BE_NONE):
            continue
        outer, _, inner = field.name.rpartition(".")
        (made.setdefault(outer, {}) if outer else made)[inner] = value
    return made


def _list(sent: Typed, name: str) -> Any:
    columns = [sent.fields.get(f"{name}.{column}", []) for column in LISTS[name]]
    rows = [
        {column: value.strip() for column, value in zip(LISTS[name], values, strict=True) if value.strip()}
        for values in zip_longest(*columns, fillvalue="")
    ]
    rows = [row for row in rows if row.keys() - {"role"} or (name == "participants" and row)]
    if name == "voices":
        return {row["voice"]: row.get("role", "") for row in rows}
    if not rows and name in MAY_BE_NONE:
        return [] if sent.get(f"{name}.{NONE}") else None
    return rows


def base_of(sent: Typed) -> Flat:
    """The fields as the editor found them, which the page carries along; empty where it was tampered with."""
    try:
        found = json.loads(sent.get("base") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def merged(base: Flat, typed: Flat, now: Flat) -> tuple[Flat, list[str]]:
    """What both editors want: each field as whoever changed it left it, as typed where both did; and which those are.

    The names are of the fields that somebody else changed meanwhile.
    """
    made: Flat = {}
    theirs: list[str] = []
    for field in every_field():
        columns = [f"{field.name}.{each}" for each in (*LISTS[field.name], NONE)] if field.kind in LISTS else [field.name]
        before, mine, other = ({name: each[name] for name in columns if name in each} for each in (base, typed, now))
        if other != before:
            theirs.append(field.name)
        made |= other if mine == before else mine
    return made, theirs


def told(form: Mapping[str, Any], name: str) -> str:
    """What a form states in a field, in one line."""
    value = _value(form, name)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {each}" for key, each in value.items())
    if isinstance(value, list):
        return "; ".join(", ".join(map(str, each.values())) if isinstance(each, Mapping) else str(each) for each in value)
    return "" if value is None else str(value)
