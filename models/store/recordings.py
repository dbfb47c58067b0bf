"""Uploads, recordings of cases, stored bytes and custody."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import scalar_row
from psycopg.types.json import Jsonb

from models.custody import CustodyKind, CustodyRecord, ReceivedRecording, Upload
from models.recording import Recording
from models.store.rows import given, record_row

_UPLOAD = "id, case_id, account_id, name, size_bytes, stated_sha256, options, address, created_at, expires_at, recording_id, failure"
_RECORDING = (
    "id, case_id, sha256, size_bytes, name, languages, min_voices, max_voices, sound, warnings, received_at, working_layer, "
    "written"
)

_CUSTODY = "id, case_id, recording_id, kind, at, account_id, address, sha256, stated_sha256, size_bytes, intact"


def announce(  # the fields of one row
    connection: Connection[Any],
    *,
    case_id: UUID,
    account_id: UUID,
    name: str,
    size_bytes: int,
    stated_sha256: str | None,
    options: dict[str, Any],
    address: str | None,
    expires_at: datetime,
) -> Upload:
    """An upload is announced."""
    with connection.cursor(row_factory=record_row(Upload)) as cursor:
        cursor.execute(
            "INSERT INTO upload (case_id, account_id, name, size_bytes, stated_sha256, options, address, expires_at) "
            f"VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING {_UPLOAD}",
            (case_id, account_id, name, size_bytes, stated_sha256, Jsonb(options), address, expires_at),
        )
        return given(cursor.fetchone())


def upload(connection: Connection[Any], upload_id: UUID) -> Upload | None:
    """The upload, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(Upload)) as cursor:
        return cursor.execute(f"SELECT {_UPLOAD} FROM upload WHERE id = %s", (upload_id,)).fetchone()


def lock_upload(connection: Connection[Any], upload_id: UUID) -> Upload:
    """The upload as it is now; nobody else changes it until the transaction's end."""
    with connection.cursor(row_factory=record_row(Upload)) as cursor:
        return given(cursor.execute(f"SELECT {_UPLOAD} FROM upload WHERE id = %s FOR UPDATE", (upload_id,)).fetchone())


def open_uploads(connection: Connection[Any], account_id: UUID) -> tuple[int, int]:
    """How many uploads of an account are on their way, and how many bytes they will be."""
    found = connection.execute(
        "SELECT count(*), coalesce(sum(size_bytes), 0)::bigint FROM upload "
        "WHERE account_id = %s AND recording_id IS NULL AND failure IS NULL AND expires_at > now()",
        (account_id,),
    ).fetchone()
    return (found[0], found[1]) if found else (0, 0)


def awaited_bytes(connection: Connection[Any]) -> int:
    """Bytes announced by everybody and not complete yet; asked as the system."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        query = (
            "SELECT coalesce(sum(size_bytes), 0)::bigint FROM upload "
            "WHERE recording_id IS NULL AND failure IS NULL AND expires_at > now()"
        )
        return int(given(cursor.execute(query).fetchone()))


def end_upload(
    connection: Connection[Any], upload_id: UUID, *, recording_id: UUID | None = None, failure: str | None = None
) -> None:
    """The upload became a recording, or never will be one."""
    connection.execute(
        "UPDATE upload SET recording_id = %s, failure = %s WHERE id = %s", (recording_id, failure, upload_id)
    )


def waiting_uploads(connection: Connection[Any]) -> list[Upload]:
    """Uploads that are not a recording yet, those too that nobody went on with in time; asked as the system."""
    with connection.cursor(row_factory=record_row(Upload)) as cursor:
        return cursor.execute(
            f"SELECT {_UPLOAD} FROM upload WHERE recording_id IS NULL AND failure IS NULL ORDER BY id"
        ).fetchall()


def keep_file(connection: Connection[Any], sha256: str) -> None:
    """Nobody removes the bytes of that hash until the transaction's end.

    Asked before they are given their place: equal bytes that another case let go of may be on their way out.
    """
    connection.execute("SELECT keep_file(%s)", (sha256,))


def store_file(connection: Connection[Any], *, sha256: str, size_bytes: int) -> None:
    """Those bytes are kept; they may have been already. As the system, after `keep_file`."""
    keep_file(connection, sha256)
    connection.execute(
        "INSERT INTO stored_file (sha256, size_bytes) VALUES (%s, %s) ON CONFLICT DO NOTHING", (sha256, size_bytes)
    )


def receive(connection: Connection[Any], upload: Upload, *, sha256: str) -> tuple[ReceivedRecording, bool]:
    """The recording of a complete upload, and whether it is new to its case; the same bytes twice in one case are one."""
    options = upload.options
    with connection.cursor(row_factory=record_row(ReceivedRecording)) as cursor:
        cursor.execute(
            "INSERT INTO recording (case_id, sha256, size_bytes, name, languages, min_voices, max_voices, written) "
            f"VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (case_id, sha256) DO NOTHING RETURNING {_RECORDING}",
            (
                upload.case_id,
                sha256,
                upload.size_bytes,
                upload.name,
                options["languages"],
                options["min_voices"],
                options["max_voices"],
                Jsonb(options["written"]) if options.get("written") else None,
            ),
        )
        made = cursor.fetchone()
        if made is not None:
            return made, True
        cursor.execute(
            f"SELECT {_RECORDING} FROM recording WHERE case_id = %s AND sha256 = %s",
            (upload.case_id, sha256),
        )
        return given(cursor.fetchone()), False


def elsewhere(connection: Connection[Any], recording: ReceivedRecording) -> list[UUID]:
    """Other cases, of those that whoever asks may see, that hold the same bytes."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        return cursor.execute(
            "SELECT case_id FROM recording WHERE sha256 = %s AND case_id <> %s ORDER BY case_id",
            (recording.sha256, recording.case_id),
        ).fetchall()


def recording(connection: Connection[Any], recording_id: UUID) -> ReceivedRecording | None:
    """The recording, if it is there for whoever asks."""
    with connection.cursor(row_factory=record_row(ReceivedRecording)) as cursor:
        return cursor.execute(f"SELECT {_RECORDING} FROM recording WHERE id = %s", (recording_id,)).fetchone()


def recordings(connection: Connection[Any], case_id: UUID) -> list[ReceivedRecording]:
    """Recordings of a case in order of coming."""
    with connection.cursor(row_factory=record_row(ReceivedRecording)) as cursor:
        return cursor.execute(
            f"SELECT {_RECORDING} FROM recording WHERE case_id = %s ORDER BY received_at, id",
            (case_id,),
        ).fetchall()


def describe(connection: Connection[Any], recording_id: UUID, found: Recording) -> None:
    """What decoding and transcribing found of a recording."""
    connection.execute(
        "UPDATE recording SET sound = %s, warnings = %s WHERE id = %s",
        (Jsonb(asdict(found.sound)), Jsonb([asdict(each) for each in found.warnings]), recording_id),
    )


def attest(  # the fields of one row
    connection: Connection[Any],
    recording: ReceivedRecording,
    *,
    kind: CustodyKind,
    sha256: str | None,
    size_bytes: int | None,
    account_id: UUID | None,
    address: str | None = None,
    stated_sha256: str | None = None,
) -> CustodyRecord:
    """A look at the bytes is recorded: intact where they are those received and, if the sender stated them, those stated."""
    intact = sha256 == recording.sha256 and stated_sha256 in {None, sha256}
    with connection.cursor(row_factory=record_row(CustodyRecord)) as cursor:
        cursor.execute(
            "INSERT INTO custody (case_id, recording_id, kind, account_id, address, sha256, stated_sha256, size_bytes, intact) "
            f"VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING {_CUSTODY}",
            (recording.case_id, recording.id, kind, account_id, address, sha256, stated_sha256, size_bytes, intact),
        )
        return given(cursor.fetchone())


def custody_of_case(connection: Connection[Any], case_id: UUID) -> list[CustodyRecord]:
    """Everything known of the bytes of a case, in order, also of recordings that are erased."""
    with connection.cursor(row_factory=record_row(CustodyRecord)) as cursor:
        return cursor.execute(f"SELECT {_CUSTODY} FROM custody WHERE case_id = %s ORDER BY id", (case_id,)).fetchall()


def custody(connection: Connection[Any], recording_id: UUID) -> list[CustodyRecord]:
    """Everything known of a recording's bytes, in order."""
    with connection.cursor(row_factory=record_row(CustodyRecord)) as cursor:
        return cursor.execute(
            f"SELECT {_CUSTODY} FROM custody WHERE recording_id = %s ORDER BY id",
            (recording_id,),
        ).fetchall()
