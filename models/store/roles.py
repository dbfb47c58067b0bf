"""The three roles of the database, and what each may do.

| role | for | may |
|---|---|---|
| `hattama_owner` | migrations | own the database and everything in it |
| `hattama_app` | the web process and the workers | read and write rows; no DDL; add only, where a table is append-only |
| `hattama_backup` | `pg_dump` | read everything, past row-level security |

Here stands what a superuser does, once; what the owner grants inside the database is in `migrations/0001_ground.sql`.
The names are fixed, since migrations grant to them.
"""

from typing import LiteralString

import psycopg
from psycopg import sql

DATABASE = "hattama"
OWNER = "hattama_owner"
APPLICATION = "hattama_app"
BACKUP = "hattama_backup"

ROLE = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {literal}) THEN
        CREATE ROLE {role};
    END IF;
END
$$;
ALTER ROLE {role} WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION {row_security};
ALTER ROLE {role} SET search_path = hattama, queue;
"""

READ_ALL = """
GRANT pg_read_all_data TO {backup};
"""

CREATE_DATABASE = """
CREATE DATABASE {database} OWNER {owner} TEMPLATE {template} ENCODING 'UTF8';
"""

CLOSE_DATABASE = """
REVOKE ALL ON DATABASE {database} FROM PUBLIC;
GRANT CONNECT ON DATABASE {database} TO {application}, {backup};
"""

CLOSE_PUBLIC_SCHEMA = """
REVOKE ALL ON SCHEMA public FROM PUBLIC;
"""

_NAMES = {"owner": sql.Identifier(OWNER), "application": sql.Identifier(APPLICATION), "backup": sql.Identifier(BACKUP)}


def establish(superuser_url: str, passwords: dict[str, str], *, database: str = DATABASE) -> None:
    """Make the roles and the database, or bring them up to date; `passwords` by role name. Safe to repeat.

    Raises psycopg.Error where the connection is not a superuser's.
    """
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role in (OWNER, APPLICATION, BACKUP):
            connection.execute(_role(role))
            word = sql.Literal(_scrambled(connection, role, passwords[role]))
            connection.execute(_filled("ALTER ROLE {role} PASSWORD {word}", role=sql.Identifier(role), word=word))
        connection.execute(_filled(READ_ALL))
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", (database,)).rowcount == 0:
            create_database(connection, database)
        connection.execute(_filled(CLOSE_DATABASE, database=sql.Identifier(database)))
    with psycopg.connect(superuser_url, dbname=database, autocommit=True) as connection:
        connection.execute(_filled(CLOSE_PUBLIC_SCHEMA))


def create_database(connection: psycopg.Connection, database: str, *, template: str = "template0") -> None:
    """A database of the owner's, empty or a copy of the template; the connection is a superuser's, in autocommit."""
    name = sql.Identifier(database)
    connection.execute(_filled(CREATE_DATABASE, database=name, template=sql.Identifier(template)))
    connection.execute(_filled(CLOSE_DATABASE, database=name))


def sql_for_administrators(database: str = DATABASE) -> str:
    """The same for an agency's own server, as a script for psql; passwords are set apart from it."""
    name = sql.Identifier(database)
    parts = [
        *(_role(role) for role in (OWNER, APPLICATION, BACKUP)),
        _filled(READ_ALL),
        _filled(CREATE_DATABASE, database=name, template=sql.Identifier("template0")),
        _filled(CLOSE_DATABASE, database=name),
        sql.SQL("\n\\connect {}\n").format(name),
        _filled(CLOSE_PUBLIC_SCHEMA),
    ]
    return "".join(part.as_string(None) for part in parts).strip().replace("\n\n", "\n") + "\n"


def _role(role: str) -> sql.Composed:
    row_security = sql.SQL("BYPASSRLS" if role == BACKUP else "NOBYPASSRLS")
    return _filled(ROLE, literal=sql.Literal(role), role=sql.Identifier(role), row_security=row_security)


def _filled(statements: LiteralString, **names: sql.Composable) -> sql.Composed:
    return sql.SQL(statements).format(**{**_NAMES, **names})


def _scrambled(connection: psycopg.Connection, role: str, password: str) -> str:
    """The password as SCRAM stores it, so that the server, its log and its views never see the word itself."""
    made = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return made.decode()
