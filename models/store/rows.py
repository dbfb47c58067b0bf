"""Rows as records, and rows that a statement must give."""

from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_type_hints

from psycopg.rows import BaseRowFactory, kwargs_row

Row = TypeVar("Row")


def record_row(record: type[Row]) -> BaseRowFactory[Row]:
    """Rows as records whose words are of their kinds: psycopg's own `class_row` leaves plain texts in their place."""
    kinds = _kinds(record)  # type: ignore[arg-type]  # classes are hashable

    def made(**values: Any) -> Row:
        for name, kind in kinds.items():
            if values[name] is not None:
                values[name] = kind(values[name])
        return record(**values)

    return kwargs_row(made)


@cache
def _kinds(record: type[Any]) -> dict[str, type[StrEnum]]:
    found = {}
    for name, hint in get_type_hints(record).items():
        for each in get_args(hint) if isinstance(hint, UnionType) else (hint,):  # X | None too
            if isinstance(each, type) and issubclass(each, StrEnum):
                found[name] = each
    return found


def given(row: Row | None) -> Row:
    """The row of a statement that always gives one, such as an insertion; LookupError where it gave none."""
    if row is None:
        raise LookupError("a statement that gives one row gave none")
    return row
