"""Requests of the compatible route while they are held: from the first byte of their sound to their reply."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import scalar_row

from models.store.rows import record_row


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldRequest:
    """One of them."""

    id: UUID
    account_id: UUID
    job_id: UUID | None  # None: its sound arrives, or became a recording of a case


def begin(connection: Connection[Any], *, account_id: UUID, most: int) -> UUID | None:
    """A request is held from now on; None where so many of the account are already."""
    connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('held_request ' || %s, 0))", (str(account_id),))
    with connection.cursor(row_factory=scalar_row) as cursor:
        made: UUID | None = cursor.execute(
            "INSERT INTO held_request (account_id) SELECT %(account)s "
            "WHERE (SELECT count(*) FROM held_request WHERE account_id = %(account)s) < %(most)s RETURNING id",
            {"account": account_id, "most": most},
        ).fetchone()
        return made


def give_job(connection: Connection[Any], request_id: UUID, job_id: UUID) -> None:
    """Its sound is here, and this job is to transcribe it."""
    connection.execute("UPDATE held_request SET job_id = %s WHERE id = %s", (job_id, request_id))


def beat(connection: Connection[Any], request_id: UUID) -> None:
    """Whoever holds it lives."""
    connection.execute("UPDATE held_request SET seen_at = now() WHERE id = %s", (request_id,))


def request(connection: Connection[Any], request_id: UUID) -> HeldRequest | None:
    """The request, if it is held, and for whoever asks."""
    with connection.cursor(row_factory=record_row(HeldRequest)) as cursor:
        return cursor.execute("SELECT id, account_id, job_id FROM held_request WHERE id = %s", (request_id,)).fetchone()


def requests(connection: Connection[Any]) -> list[UUID]:
    """All that are held; asked as the system."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        return cursor.execute("SELECT id FROM held_request").fetchall()


def forgotten(connection: Connection[Any], *, seconds: float) -> list[HeldRequest]:
    """Requests whose process gave no sign of life for so long; asked as the system."""
    with connection.cursor(row_factory=record_row(HeldRequest)) as cursor:
        return cursor.execute(
            "SELECT id, account_id, job_id FROM held_request WHERE seen_at < now() - make_interval(secs => %s) ORDER BY id",
            (seconds,),
        ).fetchall()


def end(connection: Connection[Any], request_id: UUID) -> None:
    """It is held no more."""
    connection.execute("DELETE FROM held_request WHERE id = %s", (request_id,))
