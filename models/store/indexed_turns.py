"""Turns of working layers as they stand now, by what they are searched by; a cache of layers and revisions."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.revisions import Words
from models.span import Seconds
from models.store.rows import record_row
from models.store.transcripts import Layer

RANKED_AT_MOST = 5000
"""Of more matches the latest written are ranked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexedTurn:
    """A turn as the index holds it."""

    numbers: Words  # the machine words that it accounts for
    start: Seconds
    end: Seconds
    voice: str
    participant_id: UUID | None  # whose voice it is, by a person's ruling
    languages: list[str]
    checked: bool
    lexemes: list[frozenset[str]]  # of each word in order


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which turns somebody looks for."""

    query: str  # as PostgreSQL's tsquery
    terms: tuple[str, ...] = ()  # parts of it, of which a turn must hold
    least: int = 0  # so many
    case_id: UUID | None = None
    person_id: UUID | None = None
    person: str | None = None  # a part of the name of whoever speaks
    role: str | None = None  # of whoever speaks
    language: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A turn that was found."""

    case_id: UUID
    recording_id: UUID
    layer_id: UUID
    first_word: int
    last_word: int
    starts: Seconds
    ends: Seconds
    voice: str
    participant_id: UUID | None
    checked: bool
    at: datetime  # on the clock of its placement, or when the recording came
    rank: float


def begin(connection: Connection[Any], layer: Layer, *, index_format: int) -> None:
    """The layer is indexed from now on, instead of another of its recording; nothing of it is there yet."""
    connection.execute("DELETE FROM indexed_layer WHERE recording_id = %s", (layer.recording_id,))
    connection.execute(
        "INSERT INTO indexed_layer (layer_id, case_id, recording_id, format) VALUES (%s, %s, %s, %s)",
        (layer.id, layer.case_id, layer.recording_id, index_format),
    )


def is_indexed(connection: Connection[Any], layer_id: UUID, *, index_format: int) -> bool:
    """Whether the layer is, in that format."""
    query = "SELECT TRUE FROM indexed_layer WHERE layer_id = %s AND format = %s"
    return connection.execute(query, (layer_id, index_format)).fetchone() is not None


def not_indexed(connection: Connection[Any], *, index_format: int) -> list[UUID]:
    """Working layers that are not in the index in that format, the newest first."""
    query = (
        "SELECT l.id FROM machine_layer l JOIN recording r ON r.working_layer = l.id "
        "WHERE NOT EXISTS (SELECT FROM indexed_layer i WHERE i.layer_id = l.id AND i.format = %s) ORDER BY l.created_at DESC"
    )
    return [found for (found,) in connection.execute(query, (index_format,)).fetchall()]


def layers_of_case(connection: Connection[Any], case_id: UUID) -> list[tuple[UUID, str]]:
    """The layers that are worked on, each with the SHA-256 of its recording, in the order in which those came."""
    return connection.execute(
        "SELECT i.layer_id, r.sha256 FROM indexed_layer i JOIN recording r ON r.id = i.recording_id "
        "WHERE i.case_id = %s ORDER BY r.received_at, r.id",
        (case_id,),
    ).fetchall()


def touch(connection: Connection[Any], layer_id: UUID) -> None:
    """The words of a layer are others now: what else was made of them is to be made again."""
    connection.execute("UPDATE indexed_layer SET changed_at = clock_timestamp() WHERE layer_id = %s", (layer_id,))


def reach(connection: Connection[Any], layer_id: UUID, words: Words) -> Words:
    """These words and all others of the indexed turns that account for some of them."""
    query = (
        "SELECT least(min(first_word), %(first)s), greatest(max(last_word), %(last)s) FROM indexed_turn "
        "WHERE layer_id = %(layer)s AND first_word <= %(last)s AND last_word >= %(first)s"
    )
    found = connection.execute(query, {"layer": layer_id, "first": words.first, "last": words.last}).fetchone()
    return Words(first=found[0], last=found[1]) if found else words


def replace(connection: Connection[Any], layer: Layer, words: Words, turns: Iterable[IndexedTurn]) -> None:
    """In place of what the index holds of these words, those turns."""
    connection.execute(
        "DELETE FROM indexed_turn WHERE layer_id = %s AND first_word <= %s AND last_word >= %s",
        (layer.id, words.last, words.first),
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO indexed_turn (layer_id, case_id, recording_id, first_word, last_word, starts, ends, voice, "
            "participant_id, languages, checked, lexemes) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector)",
            [
                (
                    layer.id,
                    layer.case_id,
                    layer.recording_id,
                    turn.numbers.first,
                    turn.numbers.last,
                    turn.start,
                    turn.end,
                    turn.voice,
                    turn.participant_id,
                    turn.languages,
                    turn.checked,
                    tsvector(turn.lexemes),
                )
                for turn in turns
            ],
        )


def name_voice(connection: Connection[Any], layer_id: UUID, voice: str, participant_id: UUID | None) -> None:
    """A voice is that participant's."""
    connection.execute(
        "UPDATE indexed_turn SET participant_id = %s WHERE layer_id = %s AND voice = %s", (participant_id, layer_id, voice)
    )


def matching(connection: Connection[Any], wanted: Wanted) -> list[Match]:
    """Turns of cases that whoever asks may read, the best first; `RANKED_AT_MOST` of them."""
    with connection.cursor(row_factory=record_row(Match)) as cursor:
        return cursor.execute(
            f"SELECT {', '.join(each.name for each in fields(Match))} FROM matching_turns(%(query)s::tsquery, %(case_id)s, "
            "%(person_id)s, %(person)s, %(role)s, %(language)s, %(since)s, %(until)s, %(most)s, %(terms)s::tsquery[], %(least)s)",
            {each.name: getattr(wanted, each.name) for each in fields(wanted)}
            | {"most": RANKED_AT_MOST, "terms": list(wanted.terms)},
        ).fetchall()


def tsvector(words: Iterable[frozenset[str]]) -> str:
    """Lexemes with the places of their words, as PostgreSQL reads them."""
    places: dict[str, list[int]] = {}
    for place, found in enumerate(words, start=1):
        for lexeme in found:
            places.setdefault(lexeme, []).append(min(place, _LAST_PLACE))
    return " ".join(f"{quoted(lexeme)}:{','.join(map(str, at[:_PLACES]))}" for lexeme, at in sorted(places.items()))


def quoted(lexeme: str) -> str:
    """A lexeme as it stands in a tsvector or tsquery."""
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


_LAST_PLACE, _PLACES = 16383, 255  # what a tsvector holds
