"""Procedural decisions of a case."""

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.decisions import ProceduralDecision
from models.store.rows import given, record_row

_DECISION = "id, case_id, kind, decided_at, participant_id, articles, text, recorded_by, recorded_at, other_ground"


def add_decision(  # the fields of one row
    connection: Connection[Any],
    *,
    case_id: UUID,
    kind: str,
    decided_at: datetime,
    participant_id: UUID | None,
    articles: list[str],
    text: str,
    recorded_by: UUID,
    other_ground: bool | None = None,
) -> ProceduralDecision:
    """A decision is recorded."""
    with connection.cursor(row_factory=record_row(ProceduralDecision)) as cursor:
        cursor.execute(
            "INSERT INTO procedural_decision "
            "(case_id, kind, decided_at, participant_id, articles, text, recorded_by, other_ground) "
            f"VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING {_DECISION}",
            (case_id, kind, decided_at, participant_id, articles, text, recorded_by, other_ground),
        )
        return given(cursor.fetchone())


def decisions(connection: Connection[Any], case_id: UUID) -> list[ProceduralDecision]:
    """Decisions of a case in the order they were taken."""
    with connection.cursor(row_factory=record_row(ProceduralDecision)) as cursor:
        return cursor.execute(
            f"SELECT {_DECISION} FROM procedural_decision WHERE case_id = %s ORDER BY decided_at, recorded_at, id",
            (case_id,),
        ).fetchall()
