"""What was brought back to versions of protocols, and people's rulings on it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import scalar_row
from psycopg.types.json import Jsonb

from models.protocol_returns import (
    Outcome,
    ProtocolReturn,
    Reading,
    ReturnedFile,
    ReturnKind,
    ReturnRuling,
    reading_of,
    values_of,
)
from models.protocol_versions import ProtocolVersion
from models.store import recordings
from models.store.rows import given, record_row

_RETURN = """
    id, case_id, version_id, kind, brought_by, brought_at, note,
    jsonb_array_length(reading -> 'differences') AS differences,
    jsonb_array_length(reading -> 'tracked') + jsonb_array_length(reading -> 'comments') AS remarks,
    jsonb_array_length(reading -> 'pages') AS pages
"""
_FILE = "number, name, format, sha256, size_bytes"
_RULING = "outcome, note, account_id, at"


def add_return(  # the fields of one row
    connection: Connection[Any],
    version: ProtocolVersion,
    *,
    kind: ReturnKind,
    brought_by: UUID,
    address: str | None,
    note: str | None,
    reading: Reading,
    files: Sequence[ReturnedFile],
) -> ProtocolReturn:
    """Something was brought back; its files have their places. As the system, which has asked who may."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        cursor.execute(
            "INSERT INTO protocol_return (case_id, version_id, kind, brought_by, address, note, reading) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
            (version.case_id, version.id, kind, brought_by, address, note, Jsonb(values_of(reading))),
        )
        return_id: UUID = given(cursor.fetchone())
    for each in files:
        recordings.store_file(connection, sha256=each.sha256, size_bytes=each.size_bytes)
        connection.execute(
            "INSERT INTO protocol_return_file (return_id, case_id, number, name, format, sha256, size_bytes) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            (return_id, version.case_id, each.number, each.name, each.format, each.sha256, each.size_bytes),
        )
    return given(found(connection, return_id))


def found(connection: Connection[Any], return_id: UUID) -> ProtocolReturn | None:
    """The return, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(ProtocolReturn)) as cursor:
        return cursor.execute(f"SELECT {_RETURN} FROM protocol_return WHERE id = %s", (return_id,)).fetchone()


def returns(connection: Connection[Any], version_id: UUID) -> list[ProtocolReturn]:
    """What was brought back to a version, in order."""
    with connection.cursor(row_factory=record_row(ProtocolReturn)) as cursor:
        return cursor.execute(
            f"SELECT {_RETURN} FROM protocol_return WHERE version_id = %s ORDER BY brought_at, id", (version_id,)
        ).fetchall()


def reading(connection: Connection[Any], made: ProtocolReturn) -> Reading:
    """What was read of it when it came."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        values = given(cursor.execute("SELECT reading FROM protocol_return WHERE id = %s", (made.id,)).fetchone())
    return reading_of(made.kind, values)


def files(connection: Connection[Any], return_id: UUID) -> list[ReturnedFile]:
    """Its files, in the order of pages."""
    with connection.cursor(row_factory=record_row(ReturnedFile)) as cursor:
        return cursor.execute(
            f"SELECT {_FILE} FROM protocol_return_file WHERE return_id = %s ORDER BY number", (return_id,)
        ).fetchall()


def rule(
    connection: Connection[Any], made: ProtocolReturn, *, outcome: Outcome, note: str | None, account_id: UUID
) -> ReturnRuling:
    """Somebody compared it with the version; psycopg's InsufficientPrivilege for whoever may not check."""
    with connection.cursor(row_factory=record_row(ReturnRuling)) as cursor:
        cursor.execute(
            "INSERT INTO protocol_return_ruling (case_id, return_id, outcome, note, account_id) "
            f"VALUES (%s, %s, %s, %s, %s) RETURNING {_RULING}",
            (made.case_id, made.id, outcome, note, account_id),
        )
        return given(cursor.fetchone())


def rulings(connection: Connection[Any], return_id: UUID) -> list[ReturnRuling]:
    """What people found, in order; the last one is in force."""
    with connection.cursor(row_factory=record_row(ReturnRuling)) as cursor:
        return cursor.execute(
            f"SELECT {_RULING} FROM protocol_return_ruling WHERE return_id = %s ORDER BY id", (return_id,)
        ).fetchall()
