"""Papers that are brought back to a version of a protocol, and what a person says of each."""

from models.store.migrations import run_file

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0013_returns.sql")
