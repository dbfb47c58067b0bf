"""Being written."""

from models.store.migrations import run_file

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0009_keeping.sql")
