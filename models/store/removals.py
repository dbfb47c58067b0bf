"""Files that nothing holds any more leave the disk, after the transaction that let go of them."""

import logging
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.store.database import SYSTEM, Database
from models.store.files import FileStore, StorageError

LOG = logging.getLogger("hattama.web")
_AT_ONCE = 5000
_UNNAMED_SECONDS = 30 * 24 * 3600.0
"""Long enough that a database which somebody brought back from an older backup by mistake is noticed first."""
_ARRIVING_SECONDS = 24 * 3600.0


def remove_files(database: Database, files: FileStore) -> int:
    """Work off the list of files that are to go; how many went.

    Each is asked for once more: bytes that a record holds again stay. Killed in between, it is done again. A file that the
    disk does not let go stays on the list and holds up no other.
    """
    with database.transaction(SYSTEM) as connection:
        query = "SELECT kind, name FROM file_removal ORDER BY at, kind, name LIMIT %s"
        listed = connection.execute(query, (_AT_ONCE,)).fetchall()
    gone = 0
    for kind, name in listed:
        try:
            with database.transaction(SYSTEM) as connection:
                gone += _remove(connection, files, kind, name)
        except StorageError as error:
            LOG.error("file %s is to go and stays: %s", name, error)  # noqa: TRY400  # the sentence says it all
    return gone


class Sweep:
    """Looks for files that no record names, such as those of work that broke off: a part of the store at a time.

    They go a month after they were written.
    """

    def __init__(self, database: Database, files: FileStore) -> None:
        self._database = database
        self._files = files
        self._next = 0  # of 256 parts

    def go_on(self) -> int:
        """Look at the next part; how many files went."""
        part, self._next = f"{self._next:02x}", (self._next + 1) % 256
        gone = sum(self._remove_unnamed(sha256) for sha256 in self._files.stored_long_ago(part, seconds=_UNNAMED_SECONDS))
        if part == "00":
            gone += self._forget_arriving()
        return gone

    def _remove_unnamed(self, sha256: str) -> bool:
        query = "SELECT TRUE FROM stored_file WHERE sha256 = %s"
        with self._database.transaction(SYSTEM) as connection:
            if connection.execute(query, (sha256,)).fetchone():
                return False
        with self._database.transaction(SYSTEM) as connection:
            connection.execute(
                "SELECT hold_off_file(%s)", (sha256,)
            )  # whoever keeps an equal file now comes first or after
            if connection.execute(query, (sha256,)).fetchone():
                return False
            self._files.remove(sha256)
        LOG.warning("file %s was named by no record and went", sha256)
        return True

    def _forget_arriving(self) -> int:
        """Uploads have their records, and end by them; others are of work that broke off."""
        found = self._files.arriving_long_ago(seconds=_ARRIVING_SECONDS)
        with self._database.transaction(SYSTEM) as connection:
            known = connection.execute(
                "SELECT replace(id::text, '-', '') FROM upload WHERE recording_id IS NULL AND failure IS NULL "
                "UNION ALL SELECT replace(id::text, '-', '') FROM held_request"
            ).fetchall()
        unknown = sorted({*found} - {name for (name,) in known})
        for name in unknown:
            self._files.forget_arriving(name)
        return len(unknown)


def _remove(connection: Connection[Any], files: FileStore, kind: str, name: str) -> bool:
    """One file or folder, in the transaction that takes it off the list: other processes wait for it."""
    if kind == "stored":
        connection.execute("SELECT hold_off_file(%s)", (name,))  # an equal file that arrives now waits, and is kept anew
    taken = connection.execute("DELETE FROM file_removal WHERE kind = %s AND name = %s", (kind, name)).rowcount
    table, column = ("stored_file", "sha256") if kind == "stored" else ("recording", "id::text")
    held = connection.execute(f"SELECT TRUE FROM {table} WHERE {column} = %s", (name,)).fetchone()
    if not taken or held:
        return False
    if kind == "stored":
        files.remove(name)
    else:
        files.remove_derived(UUID(name))
    return True
