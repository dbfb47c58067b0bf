"""Cases, persons in them, interrogations, sittings, placements and grants; row-level security decides what is seen."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import scalar_row
from psycopg.types.json import Jsonb

from models.cases import (
    Case,
    CaseInterrogation,
    CaseKind,
    CaseParticipant,
    CaseSitting,
    CaseStatus,
    Grant,
    GrantKind,
    Person,
    Placement,
    TimeSource,
)
from models.store.rows import given, record_row

_CASE = "id, number, kind, unit_id, investigator_id, articles, status, sealed, legal_hold, created_at, closed_at, erased_at"
_PERSON = "id, name, iin, birth_date, contacts"
_PARTICIPANT = "id, case_id, person_id, role, since, until"
_INTERROGATION = "id, case_id, participant_id, language, form, created_at, edition"
_SITTING = "id, case_id, interrogation_id, number, started_at, ended_at, zone"
_PLACEMENT = "id, case_id, recording_id, sitting_id, span_start, span_end, wall_start, source, typed_by, doubt_seconds"
_GRANT = "id, case_id, account_id, kind, granted_by, reason, created_at, until, revoked_at"


def open_case(  # the fields of one row
    connection: Connection[Any], *, number: str, kind: CaseKind, unit_id: UUID, investigator_id: UUID, articles: list[str]
) -> Case:
    """A new case; psycopg's UniqueViolation where the number is taken."""
    with connection.cursor(row_factory=record_row(Case)) as cursor:
        cursor.execute(
            f"INSERT INTO cases (number, kind, unit_id, investigator_id, articles) VALUES (%s, %s, %s, %s, %s) RETURNING {_CASE}",
            (number, kind, unit_id, investigator_id, articles),
        )
        return given(cursor.fetchone())


def case(connection: Connection[Any], case_id: UUID) -> Case | None:
    """The case, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(Case)) as cursor:
        return cursor.execute(f"SELECT {_CASE} FROM cases WHERE id = %s", (case_id,)).fetchone()


def case_of_number(connection: Connection[Any], number: str) -> Case | None:
    """The case of that number, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(Case)) as cursor:
        return cursor.execute(f"SELECT {_CASE} FROM cases WHERE number = %s", (number,)).fetchone()


def cases(connection: Connection[Any], *, after: UUID | None, limit: int, number_has: str = "") -> list[Case]:
    """Cases that the account that asks may read, in order of id, from behind one, `limit` at most."""
    with connection.cursor(row_factory=record_row(Case)) as cursor:
        return cursor.execute(
            f"SELECT {_CASE} FROM cases WHERE id IN (SELECT cases_in_sight()) "
            "AND (%(after)s::uuid IS NULL OR id > %(after)s) "
            "AND strpos(lower(number), lower(%(has)s)) > 0 ORDER BY id LIMIT %(limit)s",
            {"after": after, "limit": limit, "has": number_has},
        ).fetchall()


def lock(connection: Connection[Any], case_id: UUID) -> None:
    """Nothing of the case changes until the transaction's end but by it: whatever refers to the case waits."""
    connection.execute("SELECT FROM cases WHERE id = %s FOR UPDATE", (case_id,))


def readable(connection: Connection[Any], *, only: UUID | None = None) -> list[UUID]:
    """Ids of all cases that the account that asks may read, or of that one."""
    query = "SELECT id FROM cases WHERE id IN (SELECT cases_in_sight()) AND (%(only)s::uuid IS NULL OR id = %(only)s)"
    return [case_id for (case_id,) in connection.execute(query, {"only": only}).fetchall()]


def newest(connection: Connection[Any], *, limit: int) -> list[UUID]:
    """Ids of the cases that the account that asks may read, those opened last first."""
    query = "SELECT id FROM cases WHERE id IN (SELECT cases_in_sight()) ORDER BY created_at DESC, id LIMIT %s"
    return [case_id for (case_id,) in connection.execute(query, (limit,)).fetchall()]


def may_edit(connection: Connection[Any], case_id: UUID) -> bool:
    """Whether whoever asks may change the case."""
    found = connection.execute("SELECT may_edit(%s)", (case_id,)).fetchone()
    return bool(found and found[0])


def may_keep(connection: Connection[Any], case_id: UUID) -> bool:
    """Whether whoever asks is the head of its unit, or a prosecutor who supervises it, and may read it."""
    found = connection.execute("SELECT may_keep(%s)", (case_id,)).fetchone()
    return bool(found and found[0])


def change_status(connection: Connection[Any], case_id: UUID, status: CaseStatus) -> Case:
    """The case stands there now; when it was closed, the database notes. LookupError where whoever asks may not say so."""
    with connection.cursor(row_factory=record_row(Case)) as cursor:
        cursor.execute(f"UPDATE cases SET status = %s WHERE id = %s RETURNING {_CASE}", (status, case_id))
        return given(cursor.fetchone())


def hold(connection: Connection[Any], case_id: UUID, *, on: bool) -> bool:
    """A legal hold is set or lifted; whether that is a change. psycopg's InsufficientPrivilege but for head and prosecutor."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        return bool(given(cursor.execute("SELECT hold_case(%s, %s)", (case_id, on)).fetchone()))


def seal(connection: Connection[Any], case_id: UUID, *, on: bool) -> bool:
    """The case is for named persons only, or not any more; whether that is a change.

    psycopg's InsufficientPrivilege but for its investigator and, to seal it, the head of the unit.
    """
    with connection.cursor(row_factory=scalar_row) as cursor:
        return bool(given(cursor.execute("SELECT seal_case(%s, %s)", (case_id, on)).fetchone()))


def add_person(  # the fields of one row
    connection: Connection[Any],
    *,
    name: str,
    iin: str | None,
    birth_date: date | None,
    contacts: list[str],
    created_by: UUID,
) -> Person:
    """A person; whether it is one already known, is a ruling of its own."""
    with connection.cursor(row_factory=record_row(Person)) as cursor:
        cursor.execute(
            f"INSERT INTO person (name, iin, birth_date, contacts, created_by) VALUES (%s, %s, %s, %s, %s) RETURNING {_PERSON}",
            (name, iin, birth_date, contacts, created_by),
        )
        return given(cursor.fetchone())


def add_participant(  # the fields of one row
    connection: Connection[Any],
    *,
    case_id: UUID,
    person_id: UUID,
    role: str,
    since: datetime | None = None,
    until: datetime | None = None,
) -> CaseParticipant:
    """A person takes part in a case, from now on where no other moment is given."""
    with connection.cursor(row_factory=record_row(CaseParticipant)) as cursor:
        cursor.execute(
            "INSERT INTO participant (case_id, person_id, role, since, until) VALUES (%s, %s, %s, coalesce(%s, now()), %s) "
            f"RETURNING {_PARTICIPANT}",
            (case_id, person_id, role, since, until),
        )
        return given(cursor.fetchone())


def end_participation(
    connection: Connection[Any], case_id: UUID, participant_id: UUID, *, until: datetime | None
) -> CaseParticipant | None:
    """Until when; None, nobody, where there is no such participant in the case."""
    with connection.cursor(row_factory=record_row(CaseParticipant)) as cursor:
        return cursor.execute(
            f"UPDATE participant SET until = %s WHERE id = %s AND case_id = %s RETURNING {_PARTICIPANT}",
            (until, participant_id, case_id),
        ).fetchone()


def participants(connection: Connection[Any], case_id: UUID) -> list[tuple[CaseParticipant, Person]]:
    """Who takes part in a case, in order of coming."""
    with connection.cursor(row_factory=record_row(CaseParticipant)) as cursor:
        found = cursor.execute(
            f"SELECT {_PARTICIPANT} FROM participant WHERE case_id = %s ORDER BY since, id",
            (case_id,),
        ).fetchall()
    with connection.cursor(row_factory=record_row(Person)) as persons:
        persons.execute(
            f"SELECT {_PERSON} FROM person WHERE id = ANY(%s)",
            ([each.person_id for each in found],),
        )
        by_id = {person.id: person for person in persons.fetchall()}
    return [(each, by_id[each.person_id]) for each in found]


def takes_part(connection: Connection[Any], case_id: UUID, participant_id: UUID) -> bool:
    """Whether that is a participant of that case."""
    query = "SELECT TRUE FROM participant WHERE id = %s AND case_id = %s"
    return connection.execute(query, (participant_id, case_id)).fetchone() is not None


def add_interrogation(  # the fields of one row
    connection: Connection[Any],
    *,
    case_id: UUID,
    participant_id: UUID,
    language: str,
    form: dict[str, Any],
    created_by: UUID,
) -> CaseInterrogation:
    """An interrogation of a participant."""
    with connection.cursor(row_factory=record_row(CaseInterrogation)) as cursor:
        cursor.execute(
            "INSERT INTO interrogation (case_id, participant_id, language, form, created_by) VALUES (%s, %s, %s, %s, %s) "
            f"RETURNING {_INTERROGATION}",
            (case_id, participant_id, language, Jsonb(form), created_by),
        )
        return given(cursor.fetchone())


def interrogations(connection: Connection[Any], case_id: UUID) -> list[CaseInterrogation]:
    """Interrogations of a case in order of making."""
    with connection.cursor(row_factory=record_row(CaseInterrogation)) as cursor:
        return cursor.execute(
            f"SELECT {_INTERROGATION} FROM interrogation WHERE case_id = %s ORDER BY created_at, id",
            (case_id,),
        ).fetchall()


def interrogation(connection: Connection[Any], interrogation_id: UUID) -> CaseInterrogation | None:
    """The interrogation, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(CaseInterrogation)) as cursor:
        return cursor.execute(
            f"SELECT {_INTERROGATION} FROM interrogation WHERE id = %s",
            (interrogation_id,),
        ).fetchone()


def change_form(
    connection: Connection[Any], interrogation_id: UUID, form: dict[str, Any], *, edition: int
) -> CaseInterrogation | None:
    """Another form in place of the given edition; None where somebody else changed that edition meanwhile."""
    with connection.cursor(row_factory=record_row(CaseInterrogation)) as cursor:
        return cursor.execute(
            "UPDATE interrogation SET form = %s, edition = edition + 1 WHERE id = %s AND edition = %s "
            f"RETURNING {_INTERROGATION}",
            (Jsonb(form), interrogation_id, edition),
        ).fetchone()


def add_sitting(  # the fields of one row
    connection: Connection[Any],
    *,
    case_id: UUID,
    interrogation_id: UUID,
    started_at: datetime | None,
    ended_at: datetime | None,
    zone: str,
) -> CaseSitting:
    """The next sitting of an interrogation; whoever adds another at the same moment waits."""
    connection.execute("SELECT FROM interrogation WHERE id = %s FOR UPDATE", (interrogation_id,))
    with connection.cursor(row_factory=record_row(CaseSitting)) as cursor:
        cursor.execute(
            "INSERT INTO sitting (case_id, interrogation_id, number, started_at, ended_at, zone) "
            "SELECT %(case)s, %(of)s, coalesce(max(number), 0) + 1, %(start)s, %(end)s, %(zone)s FROM sitting "
            f"WHERE interrogation_id = %(of)s RETURNING {_SITTING}",
            {"case": case_id, "of": interrogation_id, "start": started_at, "end": ended_at, "zone": zone},
        )
        return given(cursor.fetchone())


def sittings(connection: Connection[Any], interrogation_id: UUID) -> list[CaseSitting]:
    """Sittings of an interrogation in order."""
    with connection.cursor(row_factory=record_row(CaseSitting)) as cursor:
        return cursor.execute(
            f"SELECT {_SITTING} FROM sitting WHERE interrogation_id = %s ORDER BY number",
            (interrogation_id,),
        ).fetchall()


def add_placement(  # the fields of one row
    connection: Connection[Any],
    *,
    case_id: UUID,
    recording_id: UUID,
    sitting_id: UUID,
    span: tuple[float, float],
    wall_start: datetime | None,
    source: TimeSource,
    typed_by: UUID | None,
    doubt_seconds: float | None,
) -> Placement:
    """A span of a recording belongs to a sitting."""
    with connection.cursor(row_factory=record_row(Placement)) as cursor:
        cursor.execute(
            "INSERT INTO placement (case_id, recording_id, sitting_id, span_start, span_end, wall_start, source, typed_by, "
            f"doubt_seconds) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING {_PLACEMENT}",
            (case_id, recording_id, sitting_id, *span, wall_start, source, typed_by, doubt_seconds),
        )
        return given(cursor.fetchone())


def placements(connection: Connection[Any], interrogation_id: UUID) -> list[Placement]:
    """Placements in the sittings of an interrogation, in order of sitting and then of span."""
    columns = ", ".join(f"placement.{column}" for column in _PLACEMENT.split(", "))
    with connection.cursor(row_factory=record_row(Placement)) as cursor:
        return cursor.execute(
            f"SELECT {columns} FROM placement, sitting WHERE sitting_id = sitting.id AND interrogation_id = %s "
            "ORDER BY sitting.number, wall_start, span_start, placement.id",
            (interrogation_id,),
        ).fetchall()


def give_access(  # the fields of one row
    connection: Connection[Any],
    *,
    case_id: UUID,
    account_id: UUID,
    kind: GrantKind,
    granted_by: UUID,
    reason: str,
    until: datetime | None,
) -> Grant:
    """A grant; psycopg's InsufficientPrivilege where whoever asks may not give it."""
    with connection.cursor(row_factory=record_row(Grant)) as cursor:
        cursor.execute(
            "INSERT INTO access_grant (case_id, account_id, kind, granted_by, reason, until) VALUES (%s, %s, %s, %s, %s, %s) "
            f"RETURNING {_GRANT}",
            (case_id, account_id, kind, granted_by, reason, until),
        )
        return given(cursor.fetchone())


def revoke_access(connection: Connection[Any], grant_id: UUID) -> bool:
    """The grant holds no more; False where whoever asks may not revoke it, or it is not there."""
    return (
        connection.execute(
            "UPDATE access_grant SET revoked_at = now() WHERE id = %s AND revoked_at IS NULL", (grant_id,)
        ).rowcount
        == 1
    )


def grants(connection: Connection[Any], case_id: UUID) -> list[Grant]:
    """All grants of a case, revoked ones too."""
    with connection.cursor(row_factory=record_row(Grant)) as cursor:
        return cursor.execute(
            f"SELECT {_GRANT} FROM access_grant WHERE case_id = %s ORDER BY created_at, id",
            (case_id,),
        ).fetchall()
