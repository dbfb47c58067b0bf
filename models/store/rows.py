"""Rows that a statement must give."""

from typing import TypeVar

Row = TypeVar("Row")


def given(row: Row | None) -> Row:
    """The row of a statement that always gives one, such as an insertion; LookupError where it gave none."""
    if row is None:
        raise LookupError("a statement that gives one row gave none")
    return row
