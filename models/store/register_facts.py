"""What registers and people state of a case; it only grows."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from models.controls import StatedFact
from models.store.rows import given, record_row

_STATED = "id, case_id, kind, record, fields, source, sources, account_id, at"


def state(  # the fields of one row
    connection: Connection[Any],
    *,
    case_id: UUID,
    kind: str,
    record: str,
    fields: Mapping[str, Any] | None,
    source: Mapping[str, Any],
    sources: Mapping[str, Any],
    account_id: UUID,
) -> StatedFact:
    """Somebody states it; psycopg's InsufficientPrivilege where that is not for them to state."""
    with connection.cursor(row_factory=record_row(StatedFact)) as cursor:
        cursor.execute(
            "INSERT INTO register_fact (case_id, kind, record, fields, source, sources, account_id) "
            f"VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING {_STATED}",
            (
                case_id,
                kind,
                record,
                None if fields is None else Jsonb(dict(fields)),
                Jsonb(dict(source)),
                Jsonb(dict(sources)),
                account_id,
            ),
        )
        return given(cursor.fetchone())


def stated(connection: Connection[Any], case_id: UUID) -> list[StatedFact]:
    """Everything that was stated of a case, in order."""
    with connection.cursor(row_factory=record_row(StatedFact)) as cursor:
        return cursor.execute(f"SELECT {_STATED} FROM register_fact WHERE case_id = %s ORDER BY id", (case_id,)).fetchall()
