"""What became of the journal's last checkpoint, at the signer and at each witness. All as the system."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.types.json import Jsonb

from models.errors import HattamaError
from models.journal.checkpoint import Checkpoint, SignedCheckpoint, parse_checkpoint
from models.journal.witness import Delivery
from models.store.rows import record_row

SIGNER = ""
"""In place of a witness's name: whether a checkpoint could be signed at all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WitnessState:
    """What became of the last try to hand over a checkpoint."""

    name: str  # as `models.journal.witness.Witness` calls itself, or SIGNER
    tried_at: datetime
    kept_at: datetime | None  # when it last took one
    kept_size: int | None  # entries of that one
    failure: dict[str, str] | None  # of the last try: code and a sentence in each language; None: it worked


def note_checkpoint(connection: Connection[Any], signed: SignedCheckpoint, deliveries: Sequence[Delivery]) -> None:
    """A checkpoint was signed, and this became of it."""
    _note(connection, SIGNER, signed.checkpoint, None)
    for each in deliveries:
        _note(connection, each.witness, signed.checkpoint, each.error)


def note_not_signed(connection: Connection[Any], error: HattamaError) -> None:
    """No checkpoint could be signed."""
    _note(connection, SIGNER, None, error)


def _note(connection: Connection[Any], name: str, kept: Checkpoint | None, error: HattamaError | None) -> None:
    told = None
    if error is not None:
        sentence = error.sentence.filled(**error.data)
        told = Jsonb({"code": type(error).__name__, "ru": sentence.ru, "kk": sentence.kk, "en": sentence.en})
        kept = None
    connection.execute(
        "INSERT INTO witness_state AS w (name, tried_at, kept_at, kept_size, failure) "
        "VALUES (%(name)s, now(), CASE WHEN %(size)s::bigint IS NOT NULL THEN now() END, %(size)s, %(failure)s) "
        "ON CONFLICT (name) DO UPDATE SET tried_at = now(), kept_at = coalesce(excluded.kept_at, w.kept_at), "
        "kept_size = coalesce(excluded.kept_size, w.kept_size), failure = excluded.failure",
        {"name": name, "size": kept.size if kept else None, "failure": told},
    )


def witness_states(connection: Connection[Any]) -> list[WitnessState]:
    """All that were ever tried."""
    with connection.cursor(row_factory=record_row(WitnessState)) as cursor:
        return cursor.execute(
            "SELECT name, tried_at, kept_at, kept_size, failure FROM witness_state ORDER BY name"
        ).fetchall()


def last_checkpoint(connection: Connection[Any]) -> Checkpoint | None:
    """The largest that was signed; None before the first. ValueError where the row was written by something else."""
    found = connection.execute("SELECT note FROM journal_checkpoint ORDER BY size DESC LIMIT 1").fetchone()
    return parse_checkpoint(found[0]).checkpoint if found else None
