"""Whole bytes become a recording of a case: one way, whoever brings them."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.custody import CustodyKind, ReceivedRecording, Upload
from models.journal.entry import EntryKind
from models.queue import Stage
from models.store import jobs, journal, recordings
from models.store.files import FileStore
from models.written_text import Written


def make_recording(connection: Connection[Any], upload: Upload, *, sha256: str) -> ReceivedRecording:
    """The recording of an upload whose file has its place, with custody, its first job and the journal's entry."""
    recordings.store_file(connection, sha256=sha256, size_bytes=upload.size_bytes)
    made, new = recordings.receive(connection, upload, sha256=sha256)
    recordings.end_upload(connection, upload.id, recording_id=made.id)
    attested = recordings.attest(
        connection,
        made,
        kind=CustodyKind.RECEIVED,
        sha256=sha256,
        size_bytes=upload.size_bytes,
        account_id=upload.account_id,
        address=upload.address,
        stated_sha256=upload.stated_sha256,
    )
    if new and made.written is None:
        jobs.enqueue(
            connection,
            stage=Stage.PREPARE,
            case_id=made.case_id,
            recording_id=made.id,
            asked_by=upload.account_id,
        )
    journal.record(
        connection,
        EntryKind.RECORDING_RECEIVED,
        subject=("recording", made.id),
        account_id=upload.account_id,
        case_id=made.case_id,
        details={"sha256": sha256, "size_bytes": upload.size_bytes, "intact": attested.intact, "address": upload.address},
    )
    return made


def receive_whole(  # the fields of one recording
    connection: Connection[Any],
    *,
    case_id: UUID,
    account_id: UUID,
    name: str,
    size_bytes: int,
    sha256: str,
    languages: tuple[str, ...] = ("ru", "kk"),
    address: str | None = None,
    written: Written | None = None,
) -> ReceivedRecording:
    """The recording of bytes that are whole and have their place, as an upload would have brought them."""
    upload = recordings.announce(
        connection,
        case_id=case_id,
        account_id=account_id,
        name=name,
        size_bytes=size_bytes,
        stated_sha256=None,
        options={"languages": list(languages), "min_voices": 1, "max_voices": None} | _written(written),
        address=address,
        expires_at=datetime.now(UTC) + timedelta(hours=1),
    )
    return make_recording(connection, upload, sha256=sha256)


def _written(written: Written | None) -> dict[str, Any]:
    if written is None:
        return {}
    return {"written": {"kind": str(written.kind), "on": written.on.isoformat() if written.on else None}}


def take_in(  # the fields of one recording
    connection: Connection[Any], files: FileStore, *, case_id: UUID, account_id: UUID, name: str, content: bytes
) -> ReceivedRecording:
    """Bytes that are at hand, spoken in Russian and Kazakh. StorageError."""
    recordings.keep_file(connection, hashlib.sha256(content).hexdigest())
    return receive_whole(
        connection,
        case_id=case_id,
        account_id=account_id,
        name=name,
        size_bytes=len(content),
        sha256=files.keep(content),
    )
