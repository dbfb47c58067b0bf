"""The JSON schema of an extract."""

from datetime import date, datetime
from typing import Any

from analysis.control.extracts import FORMAT, FORMAT_VERSION, HEAD
from models.cases import CaseKind
from models.facts import SourceKind
from models.facts_case import RECORDS, CaseEvent, Record
from models.facts_shape import FieldShape, shape

_JSON_TYPES: dict[type, dict[str, Any]] = {
    bool: {"type": "boolean"}, int: {"type": "integer", "minimum": 0}, str: {"type": "string"},
    tuple: {"type": "array", "items": {"type": "string"}}, date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}  # fmt: skip


def schema() -> dict[str, Any]:
    """The JSON schema of an extract."""
    source = {
        "type": "object", "required": ["kind", "where"], "additionalProperties": False,
        "properties": {"kind": {"enum": list(SourceKind)}, "where": {"type": "string"},
                       "second": {"type": "number", "minimum": 0}, "by": {"type": "string"}},
    }  # fmt: skip
    lists = {name: {"type": "array", "items": _schema_of(kind)} for name, kind in RECORDS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": FORMAT, "type": "object",
        "required": list(HEAD), "additionalProperties": False, "$defs": {"source": source},
        "properties": {
            "format": {"const": FORMAT}, "format_version": {"const": FORMAT_VERSION}, "number": {"type": "string"},
            "kind": {"enum": list(CaseKind)}, "zone": {"type": "string"}, "source": {"$ref": "#/$defs/source"},
            "case": _schema_of(CaseEvent), **lists,
        },
    }  # fmt: skip


def _schema_of(kind: type[Record]) -> dict[str, Any]:
    fields = shape(kind)
    facts = {each.name: {"$ref": "#/$defs/source"} for each in fields}
    own = {} if kind is CaseEvent else {"id": {"type": "string"}}
    return {
        "type": "object", "additionalProperties": False,
        "required": [*own, *(each.name for each in fields if each.required)],
        "properties": own | {each.name: _schema_of_field(each) for each in fields}
        | {"source": {"$ref": "#/$defs/source"}, "sources": {"type": "object", "properties": facts,
                                                            "additionalProperties": False}},
    }  # fmt: skip


def _schema_of_field(field: FieldShape) -> dict[str, Any]:
    if not field.codes:
        return _JSON_TYPES[field.type]
    one = {"enum": list(field.codes)}
    return {"type": "array", "items": one} if field.type is tuple else one
