"""Protocol documents: what a draft is made from, and its versions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.types.json import Jsonb

from models.cases import CaseInterrogation
from models.store import cases, recordings, transcripts
from models.store.rows import given, record_row
from models.transcript import Transcript
from models.working_transcript import as_transcript, fold

_VERSION = "id, case_id, document_id, number, state, gaps, made_from, docx_sha256, pdf_sha256, created_by, created_at"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """What a draft of an interrogation is made from."""

    transcripts: tuple[Transcript, ...]  # with people's revisions, in the order of placements
    names: tuple[str, ...]  # of the recordings
    form: dict[str, Any]  # with the voices that people have named
    made_from: dict[str, Any]  # layers with the last revision of each, and the form's edition


@dataclass(frozen=True, kw_only=True, slots=True)
class ProtocolVersion:
    """One version of a protocol document; never changed but for its state."""

    id: UUID
    case_id: UUID
    document_id: UUID
    number: int
    state: str
    gaps: int
    made_from: dict[str, Any]
    docx_sha256: str
    pdf_sha256: str
    created_by: UUID | None
    created_at: datetime


def sources(connection: Connection[Any], interrogation: CaseInterrogation) -> Sources:
    """Read what the next draft is made from: the working transcripts of its recordings as they are now."""
    order = list(dict.fromkeys(each.recording_id for each in cases.placements(connection, interrogation.id)))
    made: list[Transcript] = []
    names: list[str] = []
    layers: list[dict[str, Any]] = []
    rulings: dict[str, str] = {}
    roles = {str(each.id): each.role for each, _ in cases.participants(connection, interrogation.case_id)}
    for number, recording_id in enumerate(order, start=1):
        recording = recordings.recording(connection, recording_id)
        layer = transcripts.layer(connection, recording.working_layer) if recording and recording.working_layer else None
        if recording is None or layer is None:
            continue
        machine = transcripts.transcript(connection, layer)
        revisions = transcripts.revisions(connection, layer.id)
        working = fold(machine.turns, revisions)
        made.append(as_transcript(machine, working))
        names.append(recording.name)
        layers.append({"layer": str(layer.id), "revision": revisions[-1].number if revisions else 0})
        for voice, participant in working.participants.items():
            name = voice if len(order) == 1 else f"{number}:{voice}"
            if participant == interrogation.participant_id:
                rulings[name] = "interrogated"
            elif str(participant) in roles:
                rulings[name] = roles[str(participant)]
    form = dict(interrogation.form) | {"language": interrogation.language}
    form["voices"] = {**form.get("voices", {}), **rulings}
    return Sources(
        transcripts=tuple(made),
        names=tuple(names),
        form=form,
        made_from={"layers": layers, "form_edition": interrogation.edition},
    )


def add_version(  # the fields of one row
    connection: Connection[Any],
    interrogation: CaseInterrogation,
    *,
    made_from: dict[str, Any],
    gaps: int,
    docx: tuple[str, int],
    pdf: tuple[str, int],
    created_by: UUID | None,
) -> ProtocolVersion:
    """The next version of the interrogation's document; drafts before it are superseded. `docx` and `pdf`: hash, bytes."""
    for sha256, size_bytes in (docx, pdf):
        recordings.store_file(connection, sha256=sha256, size_bytes=size_bytes)
    found = (
        connection.execute(
            "SELECT id FROM protocol_document WHERE interrogation_id = %s FOR UPDATE", (interrogation.id,)
        ).fetchone()
        or connection.execute(
            "INSERT INTO protocol_document (case_id, interrogation_id) VALUES (%s, %s) RETURNING id",
            (interrogation.case_id, interrogation.id),
        ).fetchone()
    )
    (document_id,) = given(found)
    connection.execute(
        "UPDATE protocol_version SET state = 'superseded' WHERE document_id = %s AND state = 'draft'", (document_id,)
    )
    with connection.cursor(row_factory=record_row(ProtocolVersion)) as cursor:
        cursor.execute(
            "INSERT INTO protocol_version (case_id, document_id, number, gaps, made_from, docx_sha256, pdf_sha256, created_by) "
            "SELECT %(case)s, %(of)s, coalesce(max(number), 0) + 1, %(gaps)s, %(from)s, %(docx)s, %(pdf)s, %(by)s "
            f"FROM protocol_version WHERE document_id = %(of)s RETURNING {_VERSION}",
            {
                "case": interrogation.case_id,
                "of": document_id,
                "gaps": gaps,
                "from": Jsonb(made_from),
                "docx": docx[0],
                "pdf": pdf[0],
                "by": created_by,
            },
        )
        return given(cursor.fetchone())


def versions(connection: Connection[Any], interrogation_id: UUID) -> list[ProtocolVersion]:
    """Versions of an interrogation's document, the newest first."""
    columns = ", ".join(f"v.{column}" for column in _VERSION.split(", "))
    with connection.cursor(row_factory=record_row(ProtocolVersion)) as cursor:
        return cursor.execute(
            f"SELECT {columns} FROM protocol_version v, protocol_document d WHERE v.document_id = d.id "
            "AND d.interrogation_id = %s ORDER BY v.number DESC",
            (interrogation_id,),
        ).fetchall()


def version(connection: Connection[Any], version_id: UUID) -> ProtocolVersion | None:
    """The version, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(ProtocolVersion)) as cursor:
        return cursor.execute(f"SELECT {_VERSION} FROM protocol_version WHERE id = %s", (version_id,)).fetchone()
