"""Controls that people set aside; it only grows."""

from typing import Any
from uuid import UUID

from psycopg import Connection

from models.controls import ControlOverride
from models.store.rows import given, record_row
from models.verdicts import ControlName

_OVERRIDE = "id, case_id, pack, control, version, subject, account_id, role, reason, at, ground"


def override(  # the fields of one row
    connection: Connection[Any],
    control: ControlName,
    *,
    case_id: UUID,
    subject: str,
    account_id: UUID,
    role: str,
    reason: str,
    ground: str | None,
) -> ControlOverride:
    """A control is set aside; psycopg's InsufficientPrivilege where that is not for them to do."""
    with connection.cursor(row_factory=record_row(ControlOverride)) as cursor:
        cursor.execute(
            "INSERT INTO control_override (case_id, pack, control, version, subject, account_id, role, reason, ground) "
            f"VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING {_OVERRIDE}",
            (case_id, control.pack, control.id, control.version, subject, account_id, role, reason, ground),
        )
        return given(cursor.fetchone())


def of_case(connection: Connection[Any], case_id: UUID) -> list[ControlOverride]:
    """What was set aside in a case, in order."""
    with connection.cursor(row_factory=record_row(ControlOverride)) as cursor:
        return cursor.execute(
            f"SELECT {_OVERRIDE} FROM control_override WHERE case_id = %s ORDER BY id", (case_id,)
        ).fetchall()
