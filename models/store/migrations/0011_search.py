"""Words of turns as they stand now, to be searched by those who may read the case."""

from models.store.migrations import run_file

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0011_search.sql")
