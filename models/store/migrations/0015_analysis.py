"""What the program noticed in what was said, and what people ruled on it."""

from models.store.migrations import run_file

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0015_analysis.sql")
