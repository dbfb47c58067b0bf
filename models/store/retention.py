"""Rules of retention, what is due by them, and erasures: the database itself asks whether a case may be erased."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg import Connection
from psycopg.rows import scalar_row

from models.cases import CaseKind
from models.retention import REFUSALS, DecidedErasure, DueCase, Erasure, RetentionRule
from models.store.rows import given, record_row

_RULE = "kind, days, set_by, set_at"
_ERASURE = "id, case_id, reason, proposed_by, proposed_at, state, decided_by, decided_at, decision_reason"


def rules(connection: Connection[Any]) -> list[RetentionRule]:
    """The last rule of each kind of case that ever had one."""
    with connection.cursor(row_factory=record_row(RetentionRule)) as cursor:
        return cursor.execute(f"SELECT DISTINCT ON (kind) {_RULE} FROM retention_rule ORDER BY kind, id DESC").fetchall()


def set_rule(connection: Connection[Any], *, kind: CaseKind, days: int | None, set_by: UUID) -> RetentionRule:
    """Another rule for a kind of case; as the system."""
    with connection.cursor(row_factory=record_row(RetentionRule)) as cursor:
        cursor.execute(
            f"INSERT INTO retention_rule (kind, days, set_by) VALUES (%s, %s, %s) RETURNING {_RULE}", (kind, days, set_by)
        )
        return given(cursor.fetchone())


def due_cases(connection: Connection[Any], *, limit: int) -> list[DueCase]:
    """Closed cases in the keeping of whoever asks whose time is over, the longest closed first, those on hold last.

    The bytes are those of its recordings: whether other cases hold equal ones is not told.
    """
    with connection.cursor(row_factory=record_row(DueCase)) as cursor:
        return cursor.execute(
            """
            SELECT c.id AS case_id, c.number, c.kind, c.closed_at, due_for_erasure(c.id) AS due_at, c.legal_hold,
                (SELECT e.id FROM erasure e WHERE e.case_id = c.id AND e.state = 'proposed') AS erasure_id,
                (SELECT count(*) FROM recording r WHERE r.case_id = c.id) AS recordings,
                (SELECT coalesce(sum(r.size_bytes), 0)::bigint FROM recording r WHERE r.case_id = c.id) AS recordings_bytes,
                (SELECT count(*) FROM machine_layer l WHERE l.case_id = c.id) AS layers,
                (SELECT count(*) FROM protocol_version v WHERE v.case_id = c.id) AS versions,
                (SELECT count(*) FROM participant p WHERE p.case_id = c.id) AS participants
            FROM cases c
            WHERE c.id IN (SELECT cases_in_sight()) AND c.status = 'closed' AND c.erased_at IS NULL
                AND may_keep(c.id) AND due_for_erasure(c.id) <= now()
            ORDER BY c.legal_hold, c.closed_at, c.id LIMIT %s
            """,
            (limit,),
        ).fetchall()


def due_at(connection: Connection[Any], case_id: UUID) -> datetime | None:
    """From when on the case may be erased; None where it is not closed, or no rule says so."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        found: datetime | None = cursor.execute("SELECT due_for_erasure(%s)", (case_id,)).fetchone()
        return found


def propose(connection: Connection[Any], case_id: UUID, *, reason: str) -> Erasure:
    """The acting head of the unit proposes to erase the case.

    NotErasableError; psycopg's InsufficientPrivilege for anybody else.
    """
    with _refusing(), connection.cursor(row_factory=scalar_row) as cursor:
        made: UUID = given(cursor.execute("SELECT propose_erasure(%s, %s)", (case_id, reason)).fetchone())
    return given(erasure(connection, made))


def decide(connection: Connection[Any], erasure_id: UUID, *, confirm: bool, reason: str) -> Erasure:
    """The acting account, who did not propose it, says yes or no.

    NotErasableError; psycopg's InsufficientPrivilege for anybody but head and prosecutor.
    """
    with _refusing():
        connection.execute("SELECT decide_erasure(%s, %s, %s)", (erasure_id, confirm, reason))
    return given(erasure(connection, erasure_id))


def erase(connection: Connection[Any], erasure_id: UUID) -> dict[str, Any]:
    """Everything of the case goes, as confirmed; what went: recordings and documents by hash, rows by table.

    The transaction commits only with the journal's entry `details_erased` of whoever confirmed. Files go afterwards
    (`models.store.removals`). NotErasableError.
    """
    with _refusing(), connection.cursor(row_factory=scalar_row) as cursor:
        told: dict[str, Any] = given(cursor.execute("SELECT erase_case(%s)", (erasure_id,)).fetchone())
        return told


def erasure(connection: Connection[Any], erasure_id: UUID) -> Erasure | None:
    """The proposal, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(Erasure)) as cursor:
        return cursor.execute(f"SELECT {_ERASURE} FROM erasure WHERE id = %s", (erasure_id,)).fetchone()


def erasures(connection: Connection[Any], case_id: UUID) -> list[Erasure]:
    """Every proposal to erase a case, in order."""
    with connection.cursor(row_factory=record_row(Erasure)) as cursor:
        return cursor.execute(
            f"SELECT {_ERASURE} FROM erasure WHERE case_id = %s ORDER BY proposed_at, id", (case_id,)
        ).fetchall()


def decided(connection: Connection[Any], *, limit: int) -> list[DecidedErasure]:
    """Proposals in the keeping of whoever asks that are over, the newest first."""
    with connection.cursor(row_factory=record_row(DecidedErasure)) as cursor:
        return cursor.execute(
            "SELECT e.case_id, c.number, e.reason, e.proposed_by, e.proposed_at, e.state, e.decided_by, e.decided_at, "
            "e.decision_reason FROM erasure e JOIN cases c ON c.id = e.case_id "
            "WHERE e.state IN ('refused', 'erased', 'lapsed') AND may_keep(c.id) "
            "ORDER BY coalesce(e.decided_at, e.proposed_at) DESC, e.id LIMIT %s",
            (limit,),
        ).fetchall()


@contextmanager
def _refusing() -> Iterator[None]:
    """The database's refusals as errors with a sentence."""
    try:
        yield
    except psycopg.errors.CheckViolation as error:
        kind = REFUSALS.get(error.diag.constraint_name or "")
        if kind is None:
            raise
        raise kind from error
