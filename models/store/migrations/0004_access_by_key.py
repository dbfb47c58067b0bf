"""Who may read a row is asked by its case's key, so that a query's time does not grow with the number of cases."""

from models.store.migrations import run_file

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0004_access_by_key.sql")
