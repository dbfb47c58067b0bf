"""Verdicts on cases as they were evaluated last, and which cases are to be evaluated again."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from models.controls import AddressedVerdict, ControlCount, ControlState, KeptMoments, KeptVerdict
from models.store.rows import record_row

_VERDICT = (
    "case_id, pack, control, version, subject, subject_kind, subject_day, decision, state, severity, evidence, missing, "
    "approaches_at, deadline, since, ground"
)
_STALE = (
    "(EXISTS (SELECT FROM control_stale t WHERE t.case_id = c.id) OR s.case_id IS NULL OR s.evaluated_as <> %(as)s "
    "OR s.due_at <= now())"
)


def stale(connection: Connection[Any], *, evaluated_as: str, limit: int) -> list[UUID]:
    """Cases of which something changed since they were evaluated, or whose time has come; asked as the system."""
    rows = connection.execute(
        "SELECT c.id FROM cases c LEFT JOIN control_state s ON s.case_id = c.id "
        f"WHERE c.erased_at IS NULL AND {_STALE} ORDER BY s.evaluated_at NULLS FIRST LIMIT %(limit)s",
        {"as": evaluated_as, "limit": limit},
    ).fetchall()
    return [case_id for (case_id,) in rows]


def is_stale(connection: Connection[Any], case_id: UUID, *, evaluated_as: str) -> bool:
    """Whether a case is one of those; asked as the system."""
    found = connection.execute(
        f"SELECT {_STALE} FROM cases c LEFT JOIN control_state s ON s.case_id = c.id "
        "WHERE c.id = %(case)s AND c.erased_at IS NULL",
        {"as": evaluated_as, "case": case_id},
    ).fetchone()
    return bool(found and found[0])


def begin(connection: Connection[Any], case_id: UUID) -> bool:
    """Evaluate the case in this transaction and nowhere else meanwhile; False where it is erased.

    What changes from now on is told again; what was told so far is in what the transaction reads next.
    """
    there = connection.execute(
        "SELECT TRUE FROM cases WHERE id = %s AND erased_at IS NULL FOR KEY SHARE", (case_id,)
    ).fetchone()
    if there is None:
        return False
    connection.execute(
        "INSERT INTO control_state (case_id, evaluated_at, evaluated_as) VALUES (%s, now(), '') ON CONFLICT DO NOTHING",
        (case_id,),
    )
    connection.execute("SELECT FROM control_state WHERE case_id = %s FOR UPDATE", (case_id,))
    connection.execute("DELETE FROM control_stale WHERE case_id = %s", (case_id,))
    return True


Key = tuple[str, str, str]
"""Pack, control and subject of a verdict."""


def put_all(connection: Connection[Any], case_id: UUID, found: Sequence[KeptVerdict]) -> None:
    """All verdicts on a case from now on."""
    connection.execute(
        "DELETE FROM control_verdict WHERE case_id = %s "
        "AND NOT (pack, control, subject) IN (SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]))",
        (case_id, *_columns((each.pack, each.control, each.subject) for each in found)),
    )
    _put(connection, found)


def put(connection: Connection[Any], case_id: UUID, found: Sequence[KeptVerdict], *, instead_of: Collection[Key]) -> None:
    """Some verdicts on a case take the place of others."""
    gone = set(instead_of) - {(each.pack, each.control, each.subject) for each in found}
    connection.execute(
        "DELETE FROM control_verdict WHERE case_id = %s "
        "AND (pack, control, subject) IN (SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]))",
        (case_id, *_columns(gone)),
    )
    _put(connection, found)


def _columns(keys: Iterable[Key]) -> tuple[list[str], list[str], list[str]]:
    rows = list(keys)
    return [pack for pack, _, _ in rows], [control for _, control, _ in rows], [subject for _, _, subject in rows]


def _put(connection: Connection[Any], found: Sequence[KeptVerdict]) -> None:
    """Each takes the place of an earlier one on the same; one whose state is as it was keeps its `since`."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO control_verdict ({_VERDICT}) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
            "ON CONFLICT (case_id, pack, control, subject) DO UPDATE SET version = EXCLUDED.version, "
            "subject_kind = EXCLUDED.subject_kind, subject_day = EXCLUDED.subject_day, decision = EXCLUDED.decision, "
            "severity = EXCLUDED.severity, evidence = EXCLUDED.evidence, missing = EXCLUDED.missing, "
            "approaches_at = EXCLUDED.approaches_at, deadline = EXCLUDED.deadline, ground = EXCLUDED.ground, "
            "since = CASE WHEN control_verdict.state = EXCLUDED.state THEN control_verdict.since ELSE EXCLUDED.since END, "
            "state = EXCLUDED.state",
            [_row(each) for each in found],
        )


def subjects(connection: Connection[Any], case_id: UUID, rules: Collection[tuple[str, str]]) -> list[Key]:
    """What some rules, by pack and id, have verdicts on."""
    packs, controls = [pack for pack, _ in rules], [control for _, control in rules]
    return connection.execute(
        "SELECT pack, control, subject FROM control_verdict WHERE case_id = %s "
        "AND (pack, control) IN (SELECT * FROM unnest(%s::text[], %s::text[]))",
        (case_id, packs, controls),
    ).fetchall()


def moments(connection: Connection[Any], case_id: UUID) -> list[KeptMoments]:
    """When the verdicts on a case change by themselves; those that do not apply are left out."""
    with connection.cursor(row_factory=record_row(KeptMoments)) as cursor:
        return cursor.execute(
            "SELECT DISTINCT pack, control, approaches_at, deadline FROM control_verdict "
            "WHERE case_id = %s AND state <> 'not_applicable'",
            (case_id,),
        ).fetchall()


def set_state(connection: Connection[Any], case_id: UUID, state: ControlState) -> None:
    """When the case was evaluated, and by which packs."""
    connection.execute(
        "UPDATE control_state SET evaluated_at = %s, evaluated_as = %s, due_at = %s WHERE case_id = %s",
        (state.evaluated_at, state.evaluated_as, state.due_at, case_id),
    )


def _row(each: KeptVerdict) -> tuple[Any, ...]:
    return (
        each.case_id, each.pack, each.control, each.version, each.subject, each.subject_kind, each.subject_day,
        each.decision, each.state, each.severity, Jsonb(each.evidence), Jsonb(each.missing), each.approaches_at,
        each.deadline, each.since, each.ground,
    )  # fmt: skip


def of_case(connection: Connection[Any], case_id: UUID) -> list[KeptVerdict]:
    """Verdicts on a case."""
    with connection.cursor(row_factory=record_row(KeptVerdict)) as cursor:
        return cursor.execute(
            f"SELECT {_VERDICT} FROM control_verdict WHERE case_id = %s ORDER BY pack, control, subject", (case_id,)
        ).fetchall()


def state_of(connection: Connection[Any], case_id: UUID) -> ControlState | None:
    """When the case was evaluated last; None: never."""
    with connection.cursor(row_factory=record_row(ControlState)) as cursor:
        return cursor.execute(
            "SELECT evaluated_at, evaluated_as, due_at FROM control_state WHERE case_id = %s AND evaluated_as <> ''",
            (case_id,),
        ).fetchone()


_OPEN = (
    "NOT EXISTS (SELECT FROM control_override o WHERE o.case_id = v.case_id AND (o.pack, o.control, o.subject, o.ground) = "
    "(v.pack, v.control, v.subject, v.ground))"
)


def open_violations(connection: Connection[Any], case_id: UUID) -> int:
    """How many violations of a case nobody has set aside; hints are none."""
    found = connection.execute(
        "SELECT count(*) FROM control_verdict v WHERE case_id = %s AND state = 'violated' AND severity <> 'hint' "
        f"AND {_OPEN}",
        (case_id,),
    ).fetchone()
    return int(found[0]) if found else 0


def approaching(connection: Connection[Any], case_id: UUID) -> list[KeptVerdict]:
    """Countdowns of a case that are nearly over, the next one first."""
    with connection.cursor(row_factory=record_row(KeptVerdict)) as cursor:
        return cursor.execute(
            f"SELECT {_VERDICT} FROM control_verdict WHERE case_id = %s AND approaches_at <= now() AND deadline > now() "
            "ORDER BY deadline, pack, control, subject",
            (case_id,),
        ).fetchall()


def addressed(connection: Connection[Any], rules: Collection[tuple[str, str]], *, limit: int) -> list[AddressedVerdict]:
    """What some rules, by pack and id, leave open in the cases that whoever asks may read, the newest first."""
    packs, controls = [pack for pack, _ in rules], [control for _, control in rules]
    with connection.cursor(row_factory=record_row(AddressedVerdict)) as cursor:
        return cursor.execute(
            "SELECT v.case_id, c.number, v.pack, v.control, v.subject, v.subject_day, v.state, v.severity, v.since "
            "FROM control_verdict v JOIN cases c ON c.id = v.case_id "
            "WHERE c.id IN (SELECT cases_in_sight()) AND v.state IN ('violated', 'unknown') "
            "AND (v.pack, v.control) IN (SELECT * FROM unnest(%s::text[], %s::text[])) "
            f"AND {_OPEN} ORDER BY v.since DESC, v.case_id, v.pack, v.control, v.subject LIMIT %s",
            (packs, controls, limit),
        ).fetchall()


def counts(connection: Connection[Any]) -> list[ControlCount]:
    """How many verdicts of each rule are violated or unknown by unit, of the cases that whoever asks may read."""
    with connection.cursor(row_factory=record_row(ControlCount)) as cursor:
        return cursor.execute(
            "SELECT region, unit, pack, control, state, severity, verdicts, cases FROM control_counts()"
        ).fetchall()
