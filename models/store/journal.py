"""The journal's tables. An entry is written in the transaction of what it tells, as its last statement."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from models.journal.canonical import Json
from models.journal.entry import Details, EntryKind, JournalEntry, KeptEntry

_COLUMNS = "e.index, e.at, e.kind, e.account_id, e.case_id, e.subject_kind, e.subject_id, e.details_hash, e.leaf_hash"
_FETCH = 1000


def record(  # the fields of one entry
    connection: Connection[Any],
    kind: EntryKind,
    *,
    subject: tuple[str, object],
    account_id: UUID | None,
    case_id: UUID | None = None,
    details: Mapping[str, Json] | None = None,
) -> JournalEntry:
    """The next entry. It waits for others' transactions that have written one, so it comes last in its own."""
    told = Details.fresh(details or {})
    found = connection.execute("SELECT journal_next()").fetchone()
    entry = JournalEntry(
        index=found[0] if found else 0,
        at=datetime.now(UTC),
        kind=kind,
        account_id=str(account_id) if account_id else None,
        case_id=str(case_id) if case_id else None,
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        details_hash=told.hash,
    )
    connection.execute(
        "INSERT INTO journal_entry (index, at, kind, account_id, case_id, subject_kind, subject_id, details_hash, leaf_hash) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            entry.index,
            entry.at,
            entry.kind,
            account_id,
            case_id,
            entry.subject_kind,
            entry.subject_id,
            entry.details_hash,
            entry.leaf_hash,
        ),
    )
    connection.execute(
        "INSERT INTO journal_details (index, case_id, salt, details) VALUES (%s, %s, %s, %s)",
        (entry.index, case_id, told.salt, Jsonb(dict(told.values))),
    )
    return entry


def entries(
    connection: Connection[Any],
    *,
    after: int = -1,
    case_id: UUID | None = None,
    on_fault: Callable[[int], None] | None = None,
) -> Iterator[KeptEntry]:
    """Entries in order, those that whoever asks may see, read in pieces.

    A row that no entry can be, such as one changed behind the program's back, is a ValueError; with `on_fault`, that is
    told its index and the row passed over.
    """
    query = (
        f"SELECT {_COLUMNS}, d.salt, d.details FROM journal_entry e LEFT JOIN journal_details d USING (index) "
        "WHERE e.index > %(after)s AND (%(case)s::uuid IS NULL OR e.case_id = %(case)s) ORDER BY e.index"
    )
    with connection.cursor(name="journal_entries") as cursor:
        cursor.itersize = _FETCH
        cursor.execute(query, {"after": after, "case": case_id})
        for row in cursor:
            try:
                kept = _kept(row)
            except ValueError:
                if on_fault is None:
                    raise
                on_fault(row[0])
            else:
                yield kept


def newest(
    connection: Connection[Any],
    case_id: UUID,
    *,
    before: int | None,
    limit: int,
    kinds: Sequence[EntryKind] | None = None,
) -> list[KeptEntry]:
    """A case's entries from the newest on, from before an index, `limit` at most; as `entries` otherwise.

    With `kinds` only those.
    """
    query = (
        f"SELECT {_COLUMNS}, d.salt, d.details FROM journal_entry e LEFT JOIN journal_details d USING (index) "
        "WHERE e.case_id = %(case)s AND (%(before)s::bigint IS NULL OR e.index < %(before)s) "
        "AND (%(kinds)s::text[] IS NULL OR e.kind = ANY(%(kinds)s)) ORDER BY e.index DESC LIMIT %(limit)s"
    )
    values = {"case": case_id, "before": before, "limit": limit, "kinds": None if kinds is None else list(kinds)}
    return [_kept(row) for row in connection.execute(query, values).fetchall()]


def _kept(row: tuple[Any, ...]) -> KeptEntry:
    index, at, kind, account_id, case_id, subject_kind, subject_id, hashed, leaf, salt, details = row
    return KeptEntry(
        entry=JournalEntry(
            index=index,
            at=at.astimezone(UTC),
            kind=kind,
            account_id=str(account_id) if account_id else None,
            case_id=str(case_id) if case_id else None,
            subject_kind=subject_kind,
            subject_id=subject_id,
            details_hash=bytes(hashed),
        ),
        details=Details(values=details, salt=bytes(salt)) if salt is not None else None,
        leaf_hash=bytes(leaf),
    )


def leaf_hashes(connection: Connection[Any], *, first: int, after: int) -> Iterator[bytes]:
    """Leaf hashes of the entries from one index up to, not including, another; asked as the system."""
    with connection.cursor(name="journal_leaves") as cursor:
        cursor.itersize = _FETCH
        cursor.execute(
            "SELECT leaf_hash FROM journal_entry WHERE index >= %s AND index < %s ORDER BY index", (first, after)
        )
        for (leaf,) in cursor:
            yield bytes(leaf)


def size(connection: Connection[Any]) -> int:
    """How many entries there are; asked as the system."""
    found = connection.execute("SELECT coalesce(max(index) + 1, 0) FROM journal_entry").fetchone()
    return int(found[0]) if found else 0


def lock_checkpoints(connection: Connection[Any]) -> None:
    """Only one process signs at a time, until the transaction's end."""
    connection.execute("SELECT pg_advisory_xact_lock(7305124)")


def checkpointed(connection: Connection[Any]) -> int:
    """How many entries the newest checkpoint covers."""
    found = connection.execute("SELECT coalesce(max(size), 0) FROM journal_checkpoint").fetchone()
    return int(found[0]) if found else 0


def add_checkpoint(connection: Connection[Any], *, size: int, note: str, at: datetime) -> None:
    """A signed checkpoint is kept; one of the same size is there already, if at all."""
    connection.execute(
        "INSERT INTO journal_checkpoint (size, note, at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", (size, note, at)
    )


def checkpoints(connection: Connection[Any]) -> list[str]:
    """The notes of all checkpoints in order of size."""
    return [note for (note,) in connection.execute("SELECT note FROM journal_checkpoint ORDER BY size").fetchall()]
