"""What lawyers confirmed of the rules, and took back; it only grows."""

from typing import Any
from uuid import UUID

from psycopg import Connection

from models.controls import ControlConfirmation
from models.store.rows import given, record_row

_CONFIRMATION = "id, pack, control, version, wording, confirmed, lawyer, reason, account_id, at"


def confirm(  # the fields of one row
    connection: Connection[Any],
    control: tuple[str, str, str],
    *,
    wording: str,
    confirmed: bool,
    lawyer: str,
    reason: str,
    account_id: UUID,
) -> ControlConfirmation:
    """A rule, by pack, id and version, is confirmed, or no longer; InsufficientPrivilege where that is not theirs to do."""
    with connection.cursor(row_factory=record_row(ControlConfirmation)) as cursor:
        cursor.execute(
            "INSERT INTO control_confirmation (pack, control, version, wording, confirmed, lawyer, reason, account_id) "
            f"VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING {_CONFIRMATION}",
            (*control, wording, confirmed, lawyer, reason, account_id),
        )
        return given(cursor.fetchone())


def latest(connection: Connection[Any]) -> list[ControlConfirmation]:
    """What was said last of each rule."""
    with connection.cursor(row_factory=record_row(ControlConfirmation)) as cursor:
        return cursor.execute(
            f"SELECT DISTINCT ON (pack, control) {_CONFIRMATION} FROM control_confirmation ORDER BY pack, control, id DESC"
        ).fetchall()
