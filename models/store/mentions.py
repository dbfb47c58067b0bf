"""What is spoken of in working transcripts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from models.mentions import Mention, MentionKind, Sureness
from models.revisions import Words
from models.span import Seconds
from models.store.rows import record_row
from models.store.transcripts import Layer

_MENTION = "id, layer_id, case_id, recording_id, first_word, last_word, word_ids, starts, ends, kind, text, spoken, value, sureness, asks"

TELLING = (
    MentionKind.IIN,
    MentionKind.PHONE,
    MentionKind.PLATE,
    MentionKind.IBAN,
    MentionKind.CARD,
    MentionKind.ADDRESS,
)
"""Kinds whose equal values in two cases are seldom by chance."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedMention:
    """A mention to be kept, with where it is said."""

    mention: Mention
    numbers: Words  # the machine words that its turn accounts for
    start: Seconds
    end: Seconds
    asks: bool  # it stands in a question of whoever asks


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptMention:
    """A mention as it is kept."""

    id: int
    layer_id: UUID
    case_id: UUID
    recording_id: UUID
    first_word: int
    last_word: int
    word_ids: list[str]
    starts: Seconds
    ends: Seconds
    kind: MentionKind
    text: str
    spoken: str
    value: dict[str, Any]  # the fields of its value
    sureness: Sureness
    asks: bool  # it stands in a question of whoever asks


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A mention with who says it."""

    mention: KeptMention
    voice: str
    participant_id: UUID | None
    turn: int  # the place of its turn in the recording, from 1


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidInBoth:
    """The same thing spoken of in a case and in another; one place of each."""

    case_id: UUID  # the other
    kind: MentionKind
    text: str
    own: int  # the mentions
    theirs: int
    cases: int  # in which it is spoken of, of those that whoever asks may see


def renew(connection: Connection[Any], layer: Layer, found: Sequence[PlacedMention]) -> None:
    """All that is spoken of in a layer, from now on."""
    connection.execute("DELETE FROM mention WHERE layer_id = %s", (layer.id,))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO mention (layer_id, case_id, recording_id, first_word, last_word, word_ids, starts, ends, kind, "
            "text, spoken, value, sureness, asks, relative_to, zone) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [(layer.id, layer.case_id, layer.recording_id, *_placed(each), *_read(each)) for each in found],
        )


def _placed(each: PlacedMention) -> tuple[Any, ...]:
    return each.numbers.first, each.numbers.last, list(each.mention.word_ids), each.start, each.end


def _read(each: PlacedMention) -> tuple[Any, ...]:
    mention = each.mention
    said = (mention.kind, mention.text, mention.spoken, _jsonb(mention), mention.sureness, each.asks)
    return *said, mention.relative_to, mention.zone


def of_case(connection: Connection[Any], case_id: UUID, *, kinds: Sequence[MentionKind] | None = None) -> list[KeptMention]:
    """What is spoken of in a case, in the order of its recordings and their words."""
    with connection.cursor(row_factory=record_row(KeptMention)) as cursor:
        return cursor.execute(
            f"SELECT {_MENTION} FROM mention WHERE case_id = %s AND (%s::text[] IS NULL OR kind = ANY (%s)) "
            "ORDER BY recording_id, first_word, starts, id",
            (case_id, *(2 * [None if kinds is None else list(kinds)])),
        ).fetchall()


def mentions(connection: Connection[Any], ids: Sequence[int]) -> dict[int, KeptMention]:
    """Those of them that are there for whoever asks, by id."""
    with connection.cursor(row_factory=record_row(KeptMention)) as cursor:
        found = cursor.execute(f"SELECT {_MENTION} FROM mention WHERE id = ANY(%s)", (list(ids),)).fetchall()
    return {each.id: each for each in found}


def spoken(connection: Connection[Any], case_id: UUID, *, kinds: Sequence[MentionKind]) -> list[Spoken]:
    """What is spoken of in a case, with who says it."""
    turns = {
        (layer_id, first_word): (voice, participant_id, turn)
        for layer_id, first_word, voice, participant_id, turn in connection.execute(
            "SELECT layer_id, first_word, voice, participant_id, row_number() OVER (PARTITION BY layer_id ORDER BY first_word) "
            "FROM indexed_turn WHERE case_id = %s",
            (case_id,),
        ).fetchall()
    }
    made = []
    for each in of_case(connection, case_id, kinds=kinds):
        voice, participant_id, turn = turns.get((each.layer_id, each.first_word), ("", None, 0))
        made.append(Spoken(mention=each, voice=voice, participant_id=participant_id, turn=turn))
    return made


def with_moments(connection: Connection[Any], ids: Sequence[int]) -> list[tuple[KeptMention, datetime, bool]]:
    """Those of them that are there for whoever asks, each with the moment it was said and whether its turn was checked."""
    found = mentions(connection, ids)
    rows = connection.execute(
        "SELECT m.id, moment_of(m.recording_id, m.starts), coalesce((SELECT bool_and(t.checked) FROM indexed_turn t "
        "WHERE t.layer_id = m.layer_id AND t.first_word <= m.last_word AND t.last_word >= m.first_word), false) "
        "FROM mention m WHERE m.id = ANY (%s) ORDER BY m.id",
        (list(found),),
    ).fetchall()
    return [(found[mention_id], moment, checked) for mention_id, moment, checked in rows]


def said_in_both(connection: Connection[Any], case_id: UUID) -> list[SaidInBoth]:
    """What is spoken of in the case and in others that whoever asks may see; values that are surely what they seem.

    How many cases speak of it is counted among those that whoever asks may see, so that no count tells of another.
    """
    with connection.cursor(row_factory=record_row(SaidInBoth)) as cursor:
        return cursor.execute(
            """
            WITH own AS (
                SELECT kind, text, min(id) AS id FROM mention
                WHERE case_id = %(case)s AND kind = ANY (%(kinds)s) AND sureness = 'stated'
                    AND coalesce(value ->> 'valid', 'true') = 'true'
                    AND (kind <> 'address' OR value ->> 'house' IS NOT NULL AND value ->> 'street' IS NOT NULL)
                GROUP BY kind, text
            ), theirs AS (
                SELECT o.kind, o.text, m.case_id, min(o.id) AS own, min(m.id) AS theirs
                FROM own o JOIN mention m ON m.kind = o.kind AND m.text = o.text
                WHERE m.case_id <> %(case)s AND m.sureness = 'stated'
                GROUP BY o.kind, o.text, m.case_id
            )
            SELECT case_id, kind, text, own, theirs, 1 + (count(*) OVER (PARTITION BY kind, text))::integer AS cases
            FROM theirs ORDER BY kind, text, case_id
            """,
            {"case": case_id, "kinds": list(TELLING)},
        ).fetchall()


def places_in_both(connection: Connection[Any], case_id: UUID, others: Sequence[UUID]) -> list[SaidInBoth]:
    """Places and organisations that are named in the case and in those others."""
    with connection.cursor(row_factory=record_row(SaidInBoth)) as cursor:
        return cursor.execute(
            """
            WITH own AS (
                SELECT kind, text, min(id) AS id FROM mention
                WHERE case_id = %(case)s AND kind IN ('place', 'organisation') GROUP BY kind, text
            ), theirs AS (
                SELECT o.kind, o.text, m.case_id, min(o.id) AS own, min(m.id) AS theirs
                FROM own o JOIN mention m ON m.kind = o.kind AND m.text = o.text
                WHERE m.case_id = ANY (%(others)s) GROUP BY o.kind, o.text, m.case_id
            )
            SELECT case_id, kind, text, own, theirs, 1 + (count(*) OVER (PARTITION BY kind, text))::integer AS cases
            FROM theirs ORDER BY kind, text, case_id
            """,
            {"case": case_id, "others": list(others)},
        ).fetchall()


def days(connection: Connection[Any], case_ids: Sequence[UUID]) -> dict[UUID, dict[date, int]]:
    """Days that are surely named in these cases, each with one mention of it."""
    rows = connection.execute(
        "SELECT case_id, (value ->> 'first')::date, min(id) FROM mention WHERE case_id = ANY (%s) AND kind = 'date' "
        "AND sureness = 'stated' AND value ->> 'first' = value ->> 'last' GROUP BY 1, 2 ORDER BY 1, 2",
        (list(case_ids),),
    ).fetchall()
    found: dict[UUID, dict[date, int]] = {}
    for case_id, day, mention_id in rows:
        found.setdefault(case_id, {})[day] = mention_id
    return found


def named(connection: Connection[Any], surnames: Sequence[str], *, beside: UUID) -> list[KeptMention]:
    """Mentions of persons by these surnames in other cases that whoever asks may see; of each name in each case one."""
    with connection.cursor(row_factory=record_row(KeptMention)) as cursor:
        return cursor.execute(
            f"SELECT DISTINCT ON (case_id, text) {_MENTION} FROM mention "
            "WHERE kind = 'person' AND value ->> 'surname' = ANY (%s) AND case_id <> %s ORDER BY case_id, text, id",
            (list(surnames), beside),
        ).fetchall()


def _jsonb(mention: Mention) -> Jsonb:
    return Jsonb({name: _plain(value) for name, value in asdict(mention.value).items()})


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
