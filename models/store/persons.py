"""Persons of case files, to be compared across cases, and what people ruled on two of them."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.persons import KeptPersonRuling, PersonSeen, PersonVerdict
from models.store.rows import given, record_row

_RULING = "id, one, other, verdict, reason, account_id, at"


def of_case(connection: Connection[Any], case_id: UUID) -> list[PersonSeen]:
    """Who takes part in a case, with all the cases that whoever asks may see them in; by name."""
    return _seen(
        connection,
        "q.id IN (SELECT o.person_id FROM participant o WHERE o.case_id = %(case)s)",
        {"case": case_id},
    )


def like(connection: Connection[Any], case_id: UUID, *, keys: Sequence[str]) -> list[PersonSeen]:
    """Persons who may be one of those of a case: by a key of the name, the IIN, the date of birth or a contact.

    Both in the case and in others that whoever asks may see.
    """
    return _seen(
        connection,
        "q.id IN (SELECT k.person_id FROM person_key k WHERE k.key = ANY (%(keys)s)) OR EXISTS ("
        "SELECT FROM participant o JOIN person s ON s.id = o.person_id WHERE o.case_id = %(case)s AND s.id <> q.id AND ("
        "q.iin = s.iin OR q.birth_date = s.birth_date OR q.contacts && s.contacts))",
        {"keys": list(keys), "case": case_id},
    )


def _seen(connection: Connection[Any], condition: str, values: dict[str, object]) -> list[PersonSeen]:
    """Cases are asked for first: the policies would otherwise be asked of every participant there is."""
    with connection.cursor(row_factory=record_row(PersonSeen)) as cursor:
        return cursor.execute(
            "SELECT q.id, q.name, q.iin, q.birth_date, q.contacts, array_agg(c.id ORDER BY c.number, p.id) AS case_ids, "
            "array_agg(c.number ORDER BY c.number, p.id) AS case_numbers, array_agg(p.role ORDER BY c.number, p.id) AS roles "
            "FROM cases c JOIN participant p ON p.case_id = c.id JOIN person q ON q.id = p.person_id "
            f"WHERE c.id IN (SELECT cases_in_sight()) AND ({condition}) "  # of the constants above
            "GROUP BY q.id ORDER BY q.name, q.id",
            values,
        ).fetchall()


def in_sight(connection: Connection[Any], person_id: UUID) -> bool:
    """Whether the person takes part in a case that whoever asks may see."""
    return connection.execute("SELECT TRUE FROM person WHERE id = %s", (person_id,)).fetchone() is not None


def without_keys(connection: Connection[Any], *, key_format: int, limit: int) -> list[tuple[UUID, str]]:
    """Persons whose name has no keys, or those of another name or format."""
    return connection.execute(
        "SELECT q.id, q.name FROM person q WHERE NOT EXISTS (SELECT FROM person_key k "
        "WHERE k.person_id = q.id AND k.name = q.name AND k.format = %s) LIMIT %s",
        (key_format, limit),
    ).fetchall()


def set_keys(connection: Connection[Any], person_id: UUID, name: str, keys: Iterable[str], *, key_format: int) -> None:
    """What the name is found by from now on; a name that nothing is found by has one empty key."""
    connection.execute("DELETE FROM person_key WHERE person_id = %s", (person_id,))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO person_key (person_id, key, name, format) VALUES (%s, %s, %s, %s)",
            [(person_id, key, name, key_format) for key in sorted(set(keys)) or [""]],
        )


def rule(
    connection: Connection[Any], pair: tuple[UUID, UUID], verdict: PersonVerdict, *, reason: str, account_id: UUID
) -> KeptPersonRuling:
    """A person decides whether two are one."""
    one, other = sorted(pair)
    with connection.cursor(row_factory=record_row(KeptPersonRuling)) as cursor:
        cursor.execute(
            "INSERT INTO person_ruling (one, other, verdict, reason, account_id) VALUES (%s, %s, %s, %s, %s) "
            f"RETURNING {_RULING}",
            (one, other, verdict, reason, account_id),
        )
        return given(cursor.fetchone())


def rulings(connection: Connection[Any], person_ids: Sequence[UUID]) -> list[KeptPersonRuling]:
    """All rulings on pairs of these persons, in order."""
    with connection.cursor(row_factory=record_row(KeptPersonRuling)) as cursor:
        return cursor.execute(
            f"SELECT {_RULING} FROM person_ruling WHERE one = ANY (%(ids)s) AND other = ANY (%(ids)s) ORDER BY id",
            {"ids": list(person_ids)},
        ).fetchall()
