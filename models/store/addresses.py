"""Which addresses the service may call."""

from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict

from models.outgoing import AllowedAddress, Purpose, Target
from models.store.rows import given, record_row

DEFAULT_PORT = 5432
_ALLOWED = "id, host, port, purpose, added_by, added_at"


def allow(connection: Connection[Any], *, host: str, port: int, purpose: Purpose, added_by: UUID) -> AllowedAddress:
    """Allow an address; psycopg's UniqueViolation where it is allowed already."""
    with connection.cursor(row_factory=record_row(AllowedAddress)) as cursor:
        cursor.execute(
            f"INSERT INTO allowed_address (host, port, purpose, added_by) VALUES (%s, %s, %s, %s) RETURNING {_ALLOWED}",
            (host, port, purpose, added_by),
        )
        return given(cursor.fetchone())


def allowed(connection: Connection[Any]) -> list[AllowedAddress]:
    """All of them by purpose, host and port."""
    with connection.cursor(row_factory=record_row(AllowedAddress)) as cursor:
        return cursor.execute(f"SELECT {_ALLOWED} FROM allowed_address ORDER BY purpose, host, port").fetchall()


def is_allowed(connection: Connection[Any], target: Target, purpose: Purpose) -> bool:
    """Whether the list holds that host and port for that purpose."""
    found = connection.execute(
        "SELECT FROM allowed_address WHERE host = %s AND port = %s AND purpose = %s", (target.host, target.port, purpose)
    )
    return found.rowcount > 0


def disallow(connection: Connection[Any], address_id: UUID) -> AllowedAddress | None:
    """Take an address off the list; what it was, or None where it is not there."""
    with connection.cursor(row_factory=record_row(AllowedAddress)) as cursor:
        return cursor.execute(f"DELETE FROM allowed_address WHERE id = %s RETURNING {_ALLOWED}", (address_id,)).fetchone()


def database_servers(url: str) -> list[tuple[str, int]]:
    """The hosts and ports at which that address of PostgreSQL finds its servers; a socket's folder is none."""
    asked = conninfo_to_dict(url)
    hosts = [each.strip() for each in str(asked.get("hostaddr") or asked.get("host") or "localhost").split(",")]
    ports = [int(each or DEFAULT_PORT) for each in str(asked.get("port") or DEFAULT_PORT).split(",")]
    paired = zip(hosts, ports * len(hosts) if len(ports) == 1 else ports, strict=True)
    return [(host or "localhost", port) for host, port in paired if not host.startswith(("/", "@"))]
