"""A head of unit revokes every grant of his unit's cases, those too that an investigator of another unit took."""

from models.store.migrations import run_file

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0003_revoking.sql")
