"""Space used: samples of it, and what the database itself can tell. All as the system."""

from collections.abc import Mapping
from typing import Any

from psycopg import Connection

from models.storage import PACE_DAYS, Held, LookSchedule, StorageSample, StorageState, growth
from models.store.files import FileStore
from models.store.rows import given, record_row

_SAMPLE = "at, stored_bytes, derived_bytes, pictures_bytes, database_bytes, free_bytes"
_KEPT_DAYS = 400


def add_sample(connection: Connection[Any], *, below: Mapping[str, int], free_bytes: int) -> None:
    """What the service takes now; `below`: bytes in the data folder's `derived` and `pictures`."""
    connection.execute(
        f"INSERT INTO storage_sample ({_SAMPLE}) SELECT now(), (SELECT coalesce(sum(size_bytes), 0) FROM stored_file), "
        "%s, %s, pg_database_size(current_database()), %s ON CONFLICT DO NOTHING",
        (below["derived"], below["pictures"], free_bytes),
    )
    connection.execute("DELETE FROM storage_sample WHERE at < now() - make_interval(days => %s)", (_KEPT_DAYS,))


def is_due(connection: Connection[Any], *, hours: float) -> bool:
    """Whether the last sample lies back that far, or there is none."""
    found = connection.execute(
        "SELECT NOT EXISTS (SELECT FROM storage_sample WHERE at > now() - make_interval(secs => %s * 3600))", (hours,)
    )
    return bool(given(found.fetchone())[0])


def storage_state(connection: Connection[Any], files: FileStore, *, verify_days: int) -> StorageState:
    """All of it; StorageError."""
    with connection.cursor(row_factory=record_row(StorageSample)) as cursor:
        last = cursor.execute(f"SELECT {_SAMPLE} FROM storage_sample ORDER BY at DESC LIMIT 1").fetchone()
        first = cursor.execute(
            f"SELECT {_SAMPLE} FROM storage_sample WHERE at > now() - make_interval(days => %s) ORDER BY at LIMIT 1",
            (PACE_DAYS,),
        ).fetchone()
    free, total = files.room()
    return StorageState(
        free_bytes=free,
        total_bytes=total,
        held=_held(connection),
        sample=last,
        growth=growth(first, last),
        looks=look_schedule(connection, verify_days),
    )


def _held(connection: Connection[Any]) -> Held:
    with connection.cursor(row_factory=record_row(Held)) as cursor:
        cursor.execute(
            """
            WITH heard AS (SELECT DISTINCT sha256 FROM recording),
                lately AS (SELECT size_bytes FROM recording WHERE received_at > now() - make_interval(days => %s))
            SELECT (SELECT count(*) FROM recording) AS recordings,
                coalesce(sum(size_bytes) FILTER (WHERE heard.sha256 IS NOT NULL), 0)::bigint AS recordings_bytes,
                coalesce(sum(size_bytes) FILTER (WHERE heard.sha256 IS NULL), 0)::bigint AS documents_bytes,
                (SELECT count(*) FROM lately) AS received,
                (SELECT coalesce(sum(size_bytes), 0)::bigint FROM lately) AS received_bytes,
                pg_database_size(current_database()) AS database_bytes
            FROM stored_file LEFT JOIN heard USING (sha256)
            """,
            (PACE_DAYS,),
        )
        return given(cursor.fetchone())


def look_schedule(connection: Connection[Any], days: int) -> LookSchedule:
    """Where the looks at recordings' bytes stand, where each is due after so many days."""
    with connection.cursor(row_factory=record_row(LookSchedule)) as cursor:
        cursor.execute(
            "SELECT %(days)s::integer AS days, count(*) FILTER (WHERE %(days)s > 0 AND looked_at <= now() - "
            "make_interval(days => %(days)s)) AS overdue, (SELECT count(*) FROM custody WHERE kind = 'verified' "
            "AND at > now() - interval '1 day') AS looked_in_a_day, min(looked_at) AS oldest_at FROM recording",
            {"days": days},
        )
        return given(cursor.fetchone())
