"""The compatible route: requests that are held, and jobs of no case."""

from models.store.migrations import run_file

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0008_compatible.sql")
