"""Passages that a search by meaning found, narrowed by who says something in them and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.store.indexed_turns import Wanted


def narrowed(connection: Connection[Any], ids: Sequence[int], wanted: Wanted) -> dict[int, datetime]:
    """Those of the passages that fit and are there for whoever asks, each with the moment when it was said."""
    rows = connection.execute(
        """
        SELECT p.id, moment_of(p.recording_id, p.starts) FROM passage p
        WHERE p.id = ANY(%(ids)s) AND (%(case_id)s::uuid IS NULL OR p.case_id = %(case_id)s)
            AND (%(since)s::timestamptz IS NULL OR moment_of(p.recording_id, p.starts) >= %(since)s)
            AND (%(until)s::timestamptz IS NULL OR moment_of(p.recording_id, p.starts) < %(until)s)
            AND (%(language)s::text IS NULL AND %(person_id)s::uuid IS NULL AND %(person)s::text IS NULL
                    AND %(role)s::text IS NULL OR EXISTS (
                SELECT FROM indexed_turn t LEFT JOIN participant a ON a.id = t.participant_id
                    LEFT JOIN person q ON q.id = a.person_id
                WHERE t.layer_id = p.layer_id AND t.first_word <= p.last_word AND t.last_word >= p.first_word
                    AND (%(language)s::text IS NULL OR %(language)s = ANY (t.languages))
                    AND (%(person_id)s::uuid IS NULL OR q.id = %(person_id)s)
                    AND (%(person)s::text IS NULL OR strpos(lower(q.name), lower(%(person)s)) > 0)
                    AND (%(role)s::text IS NULL OR a.role = %(role)s)))
        """,
        {
            "ids": list(ids),
            "case_id": wanted.case_id,
            "since": wanted.since,
            "until": wanted.until,
            "language": wanted.language,
            "person_id": wanted.person_id,
            "person": wanted.person,
            "role": wanted.role,
        },
    ).fetchall()
    return dict(rows)


def names_of(connection: Connection[Any], case_ids: Sequence[UUID], recording_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Numbers of cases and names of recordings, by id."""
    rows = connection.execute(
        "SELECT id, number FROM cases WHERE id = ANY(%s) UNION ALL SELECT id, name FROM recording WHERE id = ANY(%s)",
        (list(case_ids), list(recording_ids)),
    ).fetchall()
    return dict(rows)
