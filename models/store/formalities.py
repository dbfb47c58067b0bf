"""What transcripts show of the form of interrogations, as it was read last."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from models.formalities import Formalities
from models.store.transcripts import Layer


def renew(connection: Connection[Any], layer: Layer, found: Formalities) -> None:
    """What a layer that is worked on shows, from now on."""
    connection.execute(
        "INSERT INTO heard_formalities (layer_id, case_id, recording_id, found) VALUES (%s, %s, %s, %s) "
        "ON CONFLICT (layer_id) DO UPDATE SET found = EXCLUDED.found WHERE heard_formalities.found <> EXCLUDED.found",
        (layer.id, layer.case_id, layer.recording_id, Jsonb(asdict(found))),
    )


def of_case(connection: Connection[Any], case_id: UUID) -> dict[UUID, Formalities]:
    """By recording, of those that were read."""
    rows = connection.execute("SELECT recording_id, found FROM heard_formalities WHERE case_id = %s", (case_id,)).fetchall()
    return {recording_id: _read(found) for recording_id, found in rows}


def _read(found: dict[str, Any]) -> Formalities:
    return Formalities(**(found | {name: tuple(found[name]) for name in ("leading", "languages")}))
