"""Records of cases, recordings, transcripts, jobs and the journal, and who may read and change which of them."""

from models.store.migrations import run_file

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0002_records.sql")
