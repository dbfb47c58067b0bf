"""Other proofs of who somebody is: a provider's subject, a certificate; codes used once; tries at logins nobody has."""

from models.store.migrations import run_file

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """The whole of the file."""
    run_file("0007_signing_in.sql")
