"""When words that people wrote are said, heard by an engine afterwards."""

from models.store.migrations import run_file

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0010_word_times.sql")
