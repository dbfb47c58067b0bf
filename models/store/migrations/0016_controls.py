"""What controls read, what they say of each case, and who set what aside."""

from models.store.migrations import run_file

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0016_controls.sql")
