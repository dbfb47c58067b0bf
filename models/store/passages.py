"""Passages of working transcripts with their vectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from models import formalities, mentions
from models.passages import FORMAT, Passage
from models.span import Seconds
from models.store.rows import record_row
from models.store.transcripts import Layer

_PASSAGE = "id, case_id, recording_id, layer_id, first_word, last_word, starts, ends, voices, checked"


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptPassage:
    """A passage as it is kept, without its vector."""

    id: int
    case_id: UUID
    recording_id: UUID
    layer_id: UUID
    first_word: int
    last_word: int
    starts: Seconds
    ends: Seconds
    voices: list[str]
    checked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Vector:
    """What an index takes in of a passage."""

    id: int
    case_id: UUID
    vector: bytes  # float16


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What cases are compared by: a passage's text and vector."""

    id: int
    case_id: UUID
    told: str
    vector: bytes  # float16


def made_as(weights: str) -> str:
    """By what passages are made and embedded, mentions and formalities read; what was made otherwise is made again."""
    return f"{FORMAT}.{mentions.FORMAT}.{formalities.FORMAT}:{weights}"


def to_embed(connection: Connection[Any], layer_id: UUID) -> datetime | None:
    """When the words of a layer that is to be embedded changed last; None where the layer is not indexed any more."""
    query = "SELECT changed_at FROM indexed_layer WHERE layer_id = %s"
    found = connection.execute(query, (layer_id,)).fetchone()
    return found[0] if found else None


def vectors(connection: Connection[Any], layer_id: UUID, weights: str) -> dict[str, bytes]:
    """What is embedded already of a layer, by the hash of the text."""
    query = "SELECT content_hash, vector FROM passage WHERE layer_id = %s AND weights = %s"
    return dict(connection.execute(query, (layer_id, weights)).fetchall())


def renew(
    connection: Connection[Any],
    layer: Layer,
    found: Sequence[Passage],
    made: Mapping[str, bytes],
    *,
    weights: str,
    as_of: datetime,
) -> None:
    """The layer's passages from now on; `made`: a vector by the hash of each text. Rows of equal texts stay."""
    held: dict[str, list[int]] = {}
    query = "SELECT content_hash, id FROM passage WHERE layer_id = %s AND weights = %s ORDER BY id DESC FOR UPDATE"
    for content_hash, passage_id in connection.execute(query, (layer.id, weights)).fetchall():
        held.setdefault(content_hash, []).append(passage_id)
    kept: list[tuple[Any, ...]] = []
    new: list[tuple[Any, ...]] = []
    for each in found:
        place = (each.numbers.first, each.numbers.last, each.start, each.end, list(each.voices), each.checked)
        ids = held.get(each.content_hash)
        if ids:
            kept.append((*place, ids.pop()))
        else:
            row = (layer.id, layer.case_id, layer.recording_id, *place)
            new.append((*row, each.content_hash, weights, each.text, made[each.content_hash]))
    connection.execute(
        "DELETE FROM passage WHERE layer_id = %s AND NOT id = ANY(%s)", (layer.id, [passage_id for *_, passage_id in kept])
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE passage SET first_word = %s, last_word = %s, starts = %s, ends = %s, voices = %s, checked = %s "
            "WHERE id = %s",
            kept,
        )
        cursor.executemany(
            "INSERT INTO passage (layer_id, case_id, recording_id, first_word, last_word, starts, ends, voices, checked, "
            "content_hash, weights, told, vector) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            new,
        )
    connection.execute(
        "UPDATE indexed_layer SET embedded_at = %s, embedded_as = %s WHERE layer_id = %s",
        (as_of, made_as(weights), layer.id),
    )


def newer(connection: Connection[Any], since: datetime, *, weights: str) -> list[int]:
    """Ids of passages that came since then. What commits late came earlier: ask with some minutes to spare."""
    query = "SELECT id FROM passage WHERE came_at > %s AND weights = %s ORDER BY id"
    return [passage_id for (passage_id,) in connection.execute(query, (since, weights)).fetchall()]


def with_vectors(connection: Connection[Any], ids: Sequence[int]) -> list[Vector]:
    """What an index takes in of these passages."""
    with connection.cursor(row_factory=record_row(Vector)) as cursor:
        query = "SELECT id, case_id, vector FROM passage WHERE id = ANY(%s) ORDER BY id"
        return cursor.execute(query, (list(ids),)).fetchall()


def of_case(connection: Connection[Any], case_id: UUID, *, weights: str) -> list[Told]:
    """What a case's passages are compared by, if it is there for whoever asks; those that say most first."""
    with connection.cursor(row_factory=record_row(Told)) as cursor:
        query = "SELECT id, case_id, told, vector FROM passage WHERE case_id = %s AND weights = %s ORDER BY last_word - first_word DESC, id"
        return cursor.execute(query, (case_id, weights)).fetchall()


def all_ids(connection: Connection[Any], *, weights: str) -> list[int]:
    """Of every passage."""
    query = "SELECT id FROM passage WHERE weights = %s ORDER BY id"
    return [passage_id for (passage_id,) in connection.execute(query, (weights,)).fetchall()]


def gone(connection: Connection[Any], since: datetime) -> list[int]:
    """Ids of passages that are no more since then."""
    return [
        passage_id for (passage_id,) in connection.execute("SELECT id FROM passage_gone WHERE at > %s", (since,)).fetchall()
    ]


def forget_gone(connection: Connection[Any], *, days: int) -> None:
    """Numbers of passages that every index has let go of by now."""
    connection.execute("DELETE FROM passage_gone WHERE at < now() - %s * interval '1 day'", (days,))


def of_words(connection: Connection[Any], places: Sequence[tuple[UUID, int]]) -> list[int | None]:
    """For each place, a layer and a machine word of it, the passage that holds it; of parts that overlap, the first."""
    rows = connection.execute(
        "SELECT (SELECT min(p.id) FROM passage p WHERE p.layer_id = k.layer AND p.first_word <= k.word AND p.last_word >= k.word) "
        "FROM unnest(%s::uuid[], %s::int[]) WITH ORDINALITY k (layer, word, place) ORDER BY k.place",
        ([layer for layer, _ in places], [word for _, word in places]),
    ).fetchall()
    return [passage_id for (passage_id,) in rows]


def passages(connection: Connection[Any], ids: Sequence[int]) -> dict[int, KeptPassage]:
    """Those of them that are there for whoever asks, by id."""
    with connection.cursor(row_factory=record_row(KeptPassage)) as cursor:
        found = cursor.execute(f"SELECT {_PASSAGE} FROM passage WHERE id = ANY(%s)", (list(ids),)).fetchall()
    return {each.id: each for each in found}


def stale(connection: Connection[Any], *, weights: str, quiet_seconds: float, limit: int) -> list[tuple[UUID, UUID, UUID]]:
    """Layers whose words are not what their passages hold, with case and recording, those that changed first before.

    Not those that somebody edits, until they were left alone for a while, and not those for which a job waits, runs, or
    failed since they changed.
    """
    return connection.execute(
        "SELECT i.layer_id, i.case_id, i.recording_id FROM indexed_layer i "
        "WHERE (embedded_at IS NULL OR embedded_at < changed_at OR embedded_as <> %s) "
        "AND changed_at < now() - %s * interval '1 second' AND NOT EXISTS ("
        "SELECT FROM job j WHERE j.recording_id = i.recording_id AND j.stage = 'index' AND ("
        "j.state IN ('queued', 'running') OR (j.state = 'failed' AND j.queued_at > i.changed_at))) "
        "ORDER BY changed_at LIMIT %s",
        (made_as(weights), quiet_seconds, limit),
    ).fetchall()
