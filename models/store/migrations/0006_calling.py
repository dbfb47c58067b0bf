"""Which addresses the service may call, and webhooks: endpoints, and what is on its way to them."""

from models.store.migrations import run_file

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0006_calling.sql")
