"""Each version's way from draft to signed, its content as data, and documents given to participants."""

from models.store.migrations import run_file

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0005_protocol_states.sql")
