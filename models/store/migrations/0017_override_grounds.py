"""A control that was set aside is open again once the facts are others."""

from models.store.migrations import run_file

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0017_override_grounds.sql")
