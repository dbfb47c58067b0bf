"""Looks at the bytes and their alarms, closing, sealing, legal hold, retention, and the one way to erase a case."""

from models.store.migrations import run_file

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0009_keeping.sql")
