"""What the application finds of its database: whose role, which server and version, and whether program and database fit."""

import psycopg

from models.service_state import DatabaseState
from models.store.migrate import read_version
from models.store.privileges import check_application_role


def look_at_database(connection: psycopg.Connection) -> DatabaseState:
    """The database of a connection; ApplicationRoleError, DatabaseOlderError, DatabaseNewerError."""
    role = check_application_role(connection)
    version = read_version(connection)
    version.check()
    size = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return DatabaseState(
        server=connection.info.parameter_status("server_version") or "?",
        role=role,
        version=version.current or "-",
        size_bytes=int(size[0]) if size else 0,
    )
