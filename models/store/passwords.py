"""The passwords of an embedded database: random, in one file that only its owner may read."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

PASSWORD_BYTES = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Passwords:
    """One for each role of the database."""

    superuser: str
    owner: str
    application: str
    backup: str

    def __repr__(self) -> str:
        """Tells nothing: what is printed ends in logs."""
        return "Passwords(...)"


def new_passwords() -> Passwords:
    """Fresh ones from the system's source of randomness."""
    superuser, owner, application, backup = (secrets.token_urlsafe(PASSWORD_BYTES) for _ in range(4))
    return Passwords(superuser=superuser, owner=owner, application=application, backup=backup)


def read_passwords(path: Path) -> Passwords:
    """The file's passwords; OSError or ValueError where they cannot be read."""
    try:
        return Passwords(**json.loads(path.read_text("utf-8")))
    except TypeError as error:
        raise ValueError(str(path)) from error


def write_passwords(path: Path, passwords: Passwords) -> None:
    """Whole or not at all, mode 0600 from its first byte on."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(passwords), file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
