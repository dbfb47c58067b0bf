"""Machine layers, turn by turn, and people's revisions on them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from models.revisions import OPERATIONS, OnWords, Operation, Revision, Words, ties
from models.span import Span
from models.store.rows import given, record_row
from models.transcript import Transcript, Turn, WordMark
from models.transcript_document import document_of, transcript_of, turn_document, turn_of
from models.working_transcript import WorkingTranscript, as_transcript, fold, number_of

_LAYER = "id, case_id, recording_id, number, header, turns, words, created_at"

_NO_TURN = 2**31 - 1  # no layer has so many


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """What the engines wrote of a recording in one run; never changed."""

    id: UUID
    case_id: UUID
    recording_id: UUID
    number: int  # within the recording, from 1
    header: dict[str, Any]  # the transcript format without its turns
    turns: int
    words: int
    created_at: datetime


def add_layer(connection: Connection[Any], transcript: Transcript, *, case_id: UUID, recording_id: UUID) -> Layer:
    """The next layer of a recording; the first one is the one that people work on."""
    header = document_of(transcript)
    turns = header.pop("turns")
    words = sum(len(turn["words"]) for turn in turns)
    with connection.cursor(row_factory=record_row(Layer)) as cursor:
        cursor.execute(
            "INSERT INTO machine_layer (case_id, recording_id, number, header, turns, words) "
            "SELECT %(case)s, %(of)s, coalesce(max(number), 0) + 1, %(header)s, %(turns)s, %(words)s FROM machine_layer "
            f"WHERE recording_id = %(of)s RETURNING {_LAYER}",
            {"case": case_id, "of": recording_id, "header": Jsonb(header), "turns": len(turns), "words": words},
        )
        layer = given(cursor.fetchone())
        cursor.executemany(  # COPY does not go with row-level security
            "INSERT INTO layer_turn (layer_id, case_id, number, first_word, last_word, starts, turn) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (
                    layer.id,
                    case_id,
                    number,
                    number_of(turn.words[0].id),
                    number_of(turn.words[-1].id),
                    turn.start,
                    Jsonb(turn_document(turn)),
                )
                for number, turn in enumerate(transcript.turns, start=1)
            ],
        )
    connection.execute(
        "UPDATE recording SET working_layer = %s WHERE id = %s AND working_layer IS NULL", (layer.id, recording_id)
    )
    return layer


def layer(connection: Connection[Any], layer_id: UUID) -> Layer | None:
    """The layer, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(Layer)) as cursor:
        return cursor.execute(f"SELECT {_LAYER} FROM machine_layer WHERE id = %s", (layer_id,)).fetchone()


def layers(connection: Connection[Any], recording_id: UUID) -> list[Layer]:
    """All layers of a recording in order."""
    with connection.cursor(row_factory=record_row(Layer)) as cursor:
        return cursor.execute(
            f"SELECT {_LAYER} FROM machine_layer WHERE recording_id = %s ORDER BY number",
            (recording_id,),
        ).fetchall()


def is_working(connection: Connection[Any], layer: Layer) -> bool:
    """Whether people work on that layer of its recording."""
    query = "SELECT TRUE FROM recording WHERE id = %s AND working_layer = %s"
    return connection.execute(query, (layer.recording_id, layer.id)).fetchone() is not None


def choose_layer(connection: Connection[Any], recording_id: UUID, layer_id: UUID) -> None:
    """People work on that layer from now on."""
    connection.execute("UPDATE recording SET working_layer = %s WHERE id = %s", (layer_id, recording_id))


def turns(connection: Connection[Any], layer_id: UUID, *, first: int = 1, limit: int | None = None) -> list[Turn]:
    """Machine turns from a number on, `limit` at most."""
    query = "SELECT turn FROM layer_turn WHERE layer_id = %s AND number >= %s AND number < %s ORDER BY number"
    after = _NO_TURN if limit is None else first + limit
    return [turn_of(turn) for (turn,) in connection.execute(query, (layer_id, first, after)).fetchall()]


def turn_number_at(connection: Connection[Any], layer_id: UUID, word: int) -> int | None:
    """The number of the machine turn that holds a word."""
    query = "SELECT number FROM layer_turn WHERE layer_id = %s AND first_word <= %s AND last_word >= %s"
    found = connection.execute(query, (layer_id, word, word)).fetchone()
    return found[0] if found else None


def transcript(connection: Connection[Any], layer: Layer) -> Transcript:
    """The whole machine layer as it was written."""
    turn_documents = connection.execute(
        "SELECT turn FROM layer_turn WHERE layer_id = %s ORDER BY number", (layer.id,)
    ).fetchall()
    return transcript_of(layer.header | {"turns": [turn for (turn,) in turn_documents]})


def working(connection: Connection[Any], layer: Layer) -> Transcript:
    """The whole layer as people have corrected it."""
    machine = transcript(connection, layer)
    return as_transcript(machine, fold(machine.turns, revisions(connection, layer.id)))


def voice_names(connection: Connection[Any], layer: Layer) -> dict[str, str]:
    """What the persons are called whose voices are known by somebody's ruling, by voice."""
    named = working_page(connection, layer, first=1, limit=1).participants  # revisions of whole voices are in every page
    query = "SELECT p.id, q.name FROM participant p JOIN person q ON q.id = p.person_id WHERE p.id = ANY(%s)"
    names = dict(connection.execute(query, (list(named.values()),)).fetchall())
    return {voice: names[participant_id] for voice, participant_id in named.items() if participant_id in names}


def working_page(connection: Connection[Any], layer: Layer, *, first: int, limit: int) -> WorkingTranscript:
    """Turns as they stand now that begin in `limit` machine turns from number `first` on: pages make up the whole."""
    machine, begins, working_there = _folded_around(connection, layer, first=first, limit=limit)
    shown = machine[first - begins : first - begins + limit]
    if not shown:
        return replace(working_there, turns=())
    words = _words_of(shown)
    inside = tuple(turn for turn in working_there.turns if words.first <= turn.numbers.first <= words.last)
    return replace(working_there, turns=inside)


def working_on(connection: Connection[Any], layer: Layer, words: Words) -> WorkingTranscript:
    """Turns as they stand now, whole, that account for some of these words."""
    first = turn_number_at(connection, layer.id, words.first) or 1
    last = turn_number_at(connection, layer.id, words.last) or first
    _, _, working_there = _folded_around(connection, layer, first=first, limit=last - first + 1)
    return replace(working_there, turns=tuple(turn for turn in working_there.turns if turn.numbers.touches(words)))


def _folded_around(
    connection: Connection[Any], layer: Layer, *, first: int, limit: int
) -> tuple[list[Turn], int, WorkingTranscript]:
    """Machine turns, the number of the first of them, and what has become of them.

    Besides those asked for there is one at each side, whose time added words may take, and more where a revision reaches
    over the rim, as where turns were joined. Of these outermost ones not all is as in the whole.
    """
    before, after = 1, 1
    while True:
        begins = max(1, first - before)
        machine = turns(connection, layer.id, first=begins, limit=first + limit + after - begins)
        if not machine:
            return [], begins, WorkingTranscript(turns=(), participants={})
        words = _words_of(machine)
        near = revisions(connection, layer.id, touching=Words(first=words.first, last=words.last + 1))
        if any(ties(each.operation, words.first) for each in near) and begins > 1:
            before *= 4
        elif any(ties(each.operation, words.last + 1) for each in near) and words.last < layer.words:
            after *= 4
        else:
            return machine, begins, fold(machine, near)


def _words_of(machine: list[Turn]) -> Words:
    return Words(first=number_of(machine[0].words[0].id), last=number_of(machine[-1].words[-1].id))


def revisions(
    connection: Connection[Any],
    layer_id: UUID,
    *,
    touching: Words | None = None,
    kinds: Sequence[str] | None = None,
) -> list[Revision]:
    """Revisions of a layer in order: all, or those that touch some words or whole voices, and the undoes of either.

    With `kinds` only those of these names in `OPERATIONS`.
    """
    first, last = (touching.first, touching.last) if touching else (None, None)
    rows = connection.execute(
        "SELECT number, kind, operation, account_id, revision.at, reason, times FROM revision "
        "LEFT JOIN revision_times USING (layer_id, number) WHERE layer_id = %(layer)s AND "
        "(%(first)s::int IS NULL OR first_word IS NULL OR (first_word <= %(last)s AND last_word >= %(first)s)) "
        "AND (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s)) ORDER BY number",
        {"layer": layer_id, "first": first, "last": last, "kinds": None if kinds is None else list(kinds)},
    ).fetchall()
    return [
        Revision(
            number=number,
            operation=operation_of(kind, values),
            account_id=account_id,
            at=at,
            reason=reason,
            times={name: Span(start=start, end=end) for name, (start, end) in (times or {}).items()},
        )
        for number, kind, values, account_id, at, reason, times in rows
    ]


def written_unheard(connection: Connection[Any], layer_id: UUID) -> list[Revision]:
    """Revisions that wrote words to which no engine has listened yet, in order."""
    query = (
        "SELECT number FROM revision r WHERE layer_id = %s AND kind IN ('replace_text', 'insert_text') AND NOT EXISTS "
        "(SELECT FROM revision_times t WHERE t.layer_id = r.layer_id AND t.number = r.number)"
    )
    unheard = {number for (number,) in connection.execute(query, (layer_id,)).fetchall()}
    return [each for each in revisions(connection, layer_id) if each.number in unheard] if unheard else []


def add_times(connection: Connection[Any], layer: Layer, number: int, times: Mapping[str, Span]) -> None:
    """When the words of a revision are said, as an engine heard them; what another attempt found first, stays."""
    connection.execute(
        "INSERT INTO revision_times (layer_id, number, case_id, times) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
        (layer.id, number, layer.case_id, Jsonb({name: [span.start, span.end] for name, span in times.items()})),
    )


def last_revision(connection: Connection[Any], layer_id: UUID) -> int:
    """The number of the newest revision; 0 where there is none."""
    found = connection.execute("SELECT coalesce(max(number), 0) FROM revision WHERE layer_id = %s", (layer_id,)).fetchone()
    return int(found[0]) if found else 0


def lock(connection: Connection[Any], layer_id: UUID) -> None:
    """Nobody else edits the layer until the transaction's end."""
    connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", (str(layer_id),))


def add_revision(
    connection: Connection[Any], layer: Layer, operation: Operation, *, account_id: UUID, reason: str | None
) -> Revision:
    """The next revision; the caller holds the layer's `lock`."""
    words = operation.words if isinstance(operation, OnWords) else None
    number = last_revision(connection, layer.id) + 1
    kind, values = document_of_operation(operation)
    found = connection.execute(
        "INSERT INTO revision (layer_id, case_id, number, kind, operation, first_word, last_word, account_id, reason) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING at",
        (
            layer.id,
            layer.case_id,
            number,
            kind,
            Jsonb(values),
            words.first if words else None,
            words.last if words else None,
            account_id,
            reason,
        ),
    ).fetchone()
    (at,) = given(found)
    return Revision(number=number, operation=operation, account_id=account_id, at=at, reason=reason)


def document_of_operation(operation: Operation) -> tuple[str, dict[str, Any]]:
    """Its name and plain values."""
    kind = next(name for name, each in OPERATIONS.items() if isinstance(operation, each))
    return kind, {key: str(value) if isinstance(value, UUID) else value for key, value in asdict(operation).items()}


def operation_of(kind: str, values: dict[str, Any]) -> Operation:
    """The operation of a name and plain values; KeyError, TypeError or ValueError where they are none."""
    made = dict(values)
    if "words" in made:
        made["words"] = Words(**made["words"])
    if "mark" in made:
        made["mark"] = WordMark(made["mark"])
    if made.get("participant_id") is not None:
        made["participant_id"] = UUID(str(made["participant_id"]))
    return OPERATIONS[kind](**made)
