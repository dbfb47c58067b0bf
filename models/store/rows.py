"""Rows as records, and rows that a statement must give."""

from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_type_hints

from psycopg.rows import BaseRowFactory, kwargs_row

Row = TypeVar("Row")


def record_row(record: type[Row]) -> BaseRowFactory[Row]:
    """Rows as records whose words are of their kinds: psycopg's own `class_row` leaves plain texts in their place."""
    kinds = _kinds(record)  # type: ignore[arg-type]  # classes are hashable

    def made(**values: Any) -> Row:
        for name, kind in kinds.items():
            values[name] = kind(values[name])
        return record(**values)

    return kwargs_row(made)


@cache
def _kinds(record: type[Any]) -> dict[str, type[StrEnum]]:
    hints = get_type_hints(record)
    return {name: hint for name, hint in hints.items() if isinstance(hint, type) and issubclass(hint, StrEnum)}


def given(row: Row | None) -> Row:
    """The row of a statement that always gives one, such as an insertion; LookupError where it gave none."""
    if row is None:
        raise LookupError("a statement that gives one row gave none")
    return row
