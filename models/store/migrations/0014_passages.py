"""Passages of working transcripts with their vectors, to be found by meaning."""

from models.store.migrations import run_file

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0014_passages.sql")
