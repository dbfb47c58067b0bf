"""What an administrator sees of the service: workers, weights on their hosts, self-tests, witnesses, space used."""

from models.store.migrations import run_file

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0012_service.sql")
