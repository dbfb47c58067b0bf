"""What happens while an endpoint rests is told to it afterwards."""

from models.store.migrations import run_file

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0018_resting_endpoints.sql")
