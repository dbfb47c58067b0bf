"""What was noticed in a case, and what people ruled on it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from models.findings import Finding, FindingRuling, FindingSubject, FindingVerdict, Found
from models.store.rows import given, record_row

_FINDING = "id, case_id, subject, key, rule, kind, strength, detail, checked, came_at, gone_at"
_RULING = "id, case_id, finding_id, verdict, reason, account_id, at"


def stale(connection: Connection[Any], *, compared_as: str, quiet_seconds: float, limit: int) -> list[UUID]:
    """Cases in which something is said otherwise, or something else, than when it was compared last.

    Not those that somebody edits, until they were left alone for a while, and not those for which a job waits, runs, or
    failed since they changed.
    """
    rows = connection.execute(
        """
        SELECT i.case_id FROM indexed_layer i LEFT JOIN case_comparison c ON c.case_id = i.case_id
            LEFT JOIN LATERAL (SELECT max(v.created_at) AS at FROM protocol_version v WHERE v.case_id = i.case_id) v ON true
        GROUP BY i.case_id
        HAVING (bool_or(c.case_id IS NULL) OR max(greatest(i.changed_at, v.at)) > max(c.compared_at)
                OR max(c.compared_as) <> %(as)s)
            AND max(i.changed_at) < now() - %(quiet)s * interval '1 second'
            AND NOT EXISTS (SELECT FROM job j WHERE j.case_id = i.case_id AND j.stage = 'compare' AND (
                j.state IN ('queued', 'running') OR (j.state = 'failed' AND j.queued_at > max(i.changed_at))))
        ORDER BY max(i.changed_at) LIMIT %(limit)s
        """,
        {"as": compared_as, "quiet": quiet_seconds, "limit": limit},
    ).fetchall()
    return [case_id for (case_id,) in rows]


def as_of(connection: Connection[Any], case_id: UUID) -> datetime:
    """The moment whose words whoever reads the case in this transaction compares."""
    found = connection.execute(
        "SELECT greatest(max(i.changed_at), (SELECT max(v.created_at) FROM protocol_version v WHERE v.case_id = %(case)s), "
        "'-infinity') FROM indexed_layer i WHERE i.case_id = %(case)s",
        {"case": case_id},
    ).fetchone()
    moment: datetime = given(found)[0]
    return moment


def renew(connection: Connection[Any], case_id: UUID, found: Sequence[Found], *, at: datetime, compared_as: str) -> None:
    """All that is found in a case from now on; what is found no more stays with its rulings."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO finding (case_id, subject, key, rule, kind, strength, detail, checked) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (case_id, subject, key) DO UPDATE SET "
            "rule = EXCLUDED.rule, kind = EXCLUDED.kind, strength = EXCLUDED.strength, detail = EXCLUDED.detail, "
            "checked = EXCLUDED.checked, gone_at = NULL",
            [
                (case_id, each.subject, each.key, each.rule, each.kind, each.strength, _detail(each), each.checked)
                for each in found
            ],
        )
    connection.execute(
        "UPDATE finding SET gone_at = now() WHERE case_id = %s AND gone_at IS NULL "
        "AND NOT (subject, key) IN (SELECT * FROM unnest(%s::text[], %s::text[]))",
        (case_id, [str(each.subject) for each in found], [each.key for each in found]),
    )
    connection.execute(
        "DELETE FROM finding f WHERE case_id = %s AND gone_at IS NOT NULL "
        "AND NOT EXISTS (SELECT FROM finding_ruling r WHERE r.finding_id = f.id)",
        (case_id,),
    )
    connection.execute(
        "INSERT INTO case_comparison (case_id, compared_at, compared_as) VALUES (%s, %s, %s) "
        "ON CONFLICT (case_id) DO UPDATE SET compared_at = EXCLUDED.compared_at, compared_as = EXCLUDED.compared_as",
        (case_id, at, compared_as),
    )


def _detail(found: Found) -> Jsonb:
    quotes = [
        {name: str(value) if isinstance(value, UUID) else value for name, value in asdict(each).items()}
        for each in found.quotes
    ]
    return Jsonb({"quotes": quotes, "sentence": found.sentence, "use": found.use})


def compared_at(connection: Connection[Any], case_id: UUID) -> datetime | None:
    """The moment whose words were compared last; None: not yet."""
    found = connection.execute("SELECT compared_at FROM case_comparison WHERE case_id = %s", (case_id,)).fetchone()
    return found[0] if found else None


def of_case(connection: Connection[Any], case_id: UUID, subject: FindingSubject) -> list[Finding]:
    """What is found in a case, and what was and has been ruled on; in the order of coming."""
    with connection.cursor(row_factory=record_row(Finding)) as cursor:
        return cursor.execute(
            f"SELECT {_FINDING} FROM finding WHERE case_id = %s AND subject = %s ORDER BY came_at, id",
            (case_id, subject),
        ).fetchall()


def open_count(connection: Connection[Any], case_id: UUID, subject: FindingSubject) -> int:
    """How many are found that nobody has ruled on, or that are put off."""
    found = connection.execute(
        "SELECT count(*) FROM finding f WHERE case_id = %s AND subject = %s AND gone_at IS NULL AND coalesce(("
        "SELECT r.verdict FROM finding_ruling r WHERE r.finding_id = f.id ORDER BY r.id DESC LIMIT 1), 'later') "
        "IN ('later', 'withdrawn')",
        (case_id, subject),
    ).fetchone()
    return int(given(found)[0])


def finding(connection: Connection[Any], finding_id: UUID) -> Finding | None:
    """One of them, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(Finding)) as cursor:
        return cursor.execute(f"SELECT {_FINDING} FROM finding WHERE id = %s", (finding_id,)).fetchone()


def rule(
    connection: Connection[Any], found: Finding, verdict: FindingVerdict, *, reason: str, account_id: UUID
) -> FindingRuling:
    """A person decides; of several rulings the latest holds."""
    with connection.cursor(row_factory=record_row(FindingRuling)) as cursor:
        cursor.execute(
            "INSERT INTO finding_ruling (case_id, finding_id, verdict, reason, account_id) VALUES (%s, %s, %s, %s, %s) "
            f"RETURNING {_RULING}",
            (found.case_id, found.id, verdict, reason, account_id),
        )
        return given(cursor.fetchone())


def rulings(connection: Connection[Any], case_id: UUID) -> dict[UUID, FindingRuling]:
    """The latest ruling on each finding of a case; none that was withdrawn."""
    with connection.cursor(row_factory=record_row(FindingRuling)) as cursor:
        found = cursor.execute(
            f"SELECT DISTINCT ON (finding_id) {_RULING} FROM finding_ruling WHERE case_id = %s ORDER BY finding_id, id DESC",
            (case_id,),
        ).fetchall()
    return {each.finding_id: each for each in found if each.verdict is not FindingVerdict.WITHDRAWN}
