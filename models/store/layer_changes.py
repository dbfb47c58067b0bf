"""What became of a layer since somebody last looked."""

from typing import Any
from uuid import UUID

from psycopg import Connection

from models.revisions import Operation, Undo, Words, words_touched
from models.store.transcripts import operation_of

_MOST = 100  # revisions that are told one by one


def touched_since(connection: Connection[Any], layer_id: UUID, number: int) -> tuple[Words, ...] | None:
    """Words that revisions after a number touch, also by an undo; None: whole voices, or too many revisions to tell."""
    newer = _operations(connection, "number > %s", layer_id, number)
    if len(newer) > _MOST:
        return None
    known = dict(newer)
    while missing := [each.number for each in known.values() if isinstance(each, Undo) and each.number not in known]:
        known |= _operations(connection, "number = ANY(%s)", layer_id, missing)
    found = [words_touched(each, known) for each in newer.values()]
    whole = [words for words in found if words is not None]
    return tuple(dict.fromkeys(whole)) if len(whole) == len(found) else None


def _operations(connection: Connection[Any], which: str, layer_id: UUID, value: object) -> dict[int, Operation]:
    rows = connection.execute(
        f"SELECT number, kind, operation FROM revision WHERE layer_id = %s AND {which} ORDER BY number LIMIT {_MOST + 1}",
        (layer_id, value),
    ).fetchall()
    return {number: operation_of(kind, values) for number, kind, values in rows}
