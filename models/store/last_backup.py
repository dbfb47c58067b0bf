"""When `hattama backup` last made one, as a file in the data folder: the backup's role writes nothing to the database."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from models.storage import LastBackup

_NAME = "last-backup.json"


def note_backup(folder: Path, *, files: int, size_bytes: int) -> None:
    """A backup of that data folder was made just now; OSError."""
    told = {"made_at": datetime.now(UTC).isoformat(), "files": files, "size_bytes": size_bytes}
    temporary = folder / f"{_NAME}.{os.getpid()}"
    temporary.write_text(json.dumps(told), "ascii")
    temporary.replace(folder / _NAME)


def last_backup(folder: Path) -> LastBackup | None:
    """The last one of that data folder; None where none is known, or what is there cannot be read."""
    try:
        told = json.loads((folder / _NAME).read_text("ascii"))
        return LastBackup(
            made_at=datetime.fromisoformat(told["made_at"]), files=int(told["files"]), size_bytes=int(told["size_bytes"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
