"""The list of cases as people look through it: the newest first, by number, kind, status and whose they are."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.cases import Case, CaseKind, CaseStatus
from models.store.rows import record_row

_CASE = ", ".join(each.name for each in fields(Case))


def newest_cases(  # the filters of one list
    connection: Connection[Any],
    *,
    before: UUID | None,
    limit: int,
    number_has: str = "",
    kind: CaseKind | None = None,
    status: CaseStatus | None = None,
    investigator_id: UUID | None = None,
) -> list[Case]:
    """Cases that the account that asks may read, the newest first, from behind one, `limit` at most."""
    with connection.cursor(row_factory=record_row(Case)) as cursor:
        return cursor.execute(
            f"SELECT {_CASE} FROM cases WHERE id IN (SELECT cases_in_sight()) "
            "AND (%(before)s::uuid IS NULL OR (created_at, id) < (SELECT b.created_at, b.id FROM cases b WHERE b.id = %(before)s)) "
            "AND strpos(lower(number), lower(%(has)s)) > 0 "
            "AND (%(kind)s::text IS NULL OR kind = %(kind)s) AND (%(status)s::text IS NULL OR status = %(status)s) "
            "AND (%(investigator)s::uuid IS NULL OR investigator_id = %(investigator)s) "
            "ORDER BY created_at DESC, id DESC LIMIT %(limit)s",
            {
                "before": before,
                "limit": limit,
                "has": number_has,
                "kind": kind,
                "status": status,
                "investigator": investigator_id,
            },
        ).fetchall()
