"""Files that nothing holds any more leave the disk, after the transaction that let go of them."""

import logging
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.store.database import SYSTEM, Database
from models.store.files import FileStore, StorageError

LOG = logging.getLogger("hattama.web")
_AT_ONCE = 5000


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
