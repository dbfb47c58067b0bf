"""The numbered changes of the database: `NNNN_name.sql` is the change, `NNNN_name.py` beside it gives it to alembic.

A new one is these two files, the Python one of five lines:

    revision = "0002"
    down_revision = "0001"

    def upgrade() -> None:
        run_file("0002_cases.sql")

It runs as the owner, in one transaction with the note that it ran; `search_path` is `hattama, queue`. A change that has
been released is never edited. There is no way down: a backup is the way back.
"""

from importlib import resources

import psycopg
from alembic import op
from sqlalchemy import PoolProxiedConnection


def run_file(name: str) -> None:
    """Run one file of this folder, as it stands: any number of statements, no placeholders."""
    run_sql((resources.files(__package__) / name).read_text("utf-8"))


def run_sql(statements: str) -> None:
    """Run statements in the migration's transaction."""
    pooled = op.get_bind().connection
    assert isinstance(pooled, PoolProxiedConnection)  # noqa: S101  # narrows the type
    connection = pooled.driver_connection
    assert isinstance(connection, psycopg.Connection)  # noqa: S101  # as above
    connection.execute(statements.encode())
