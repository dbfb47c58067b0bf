"""Protocol documents: drafts and their versions as files."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import FileResponse

from api.access import Investigator, Reader
from api.context import Here
from api.errors import ConflictError, NotFoundError
from models.journal.entry import EntryKind
from models.queue import Job, Stage
from models.store import cases, drafts, jobs, journal
from models.store.database import account
from models.store.drafts import ProtocolVersion

router = APIRouter(prefix="/api", tags=["protocols"])

_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@router.post("/interrogations/{interrogation_id}/drafts", status_code=202)
def draft(interrogation_id: UUID, who: Investigator, context: Here) -> Job:
    """Draw up the next version from the working transcripts and the form as they are now."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = cases.interrogation(connection, interrogation_id)
        if found is None or not cases.may_edit(connection, found.case_id):
            raise NotFoundError
        if not drafts.sources(connection, found).transcripts:
            raise ConflictError(what="transcripts: 0")
        made = jobs.enqueue(
            connection,
            stage=Stage.DRAFT,
            case_id=found.case_id,
            interrogation_id=interrogation_id,
            asked_by=who.account.id,
            priority=10,  # somebody waits for it
        )
        journal.record(
            connection,
            EntryKind.EDIT,
            subject=("interrogation", interrogation_id),
            account_id=who.account.id,
            case_id=found.case_id,
            details={"what": "draft"},
        )
        return made


@router.get("/interrogations/{interrogation_id}/versions")
def list_versions(interrogation_id: UUID, who: Reader, context: Here) -> list[ProtocolVersion]:
    """Versions of an interrogation's document, the newest first."""
    with context.database.transaction(account(who.account.id)) as connection:
        if cases.interrogation(connection, interrogation_id) is None:
            raise NotFoundError
        return drafts.versions(connection, interrogation_id)


@router.get("/protocol-versions/{version_id}/protocol.{kind}")
def download(version_id: UUID, kind: str, who: Reader, context: Here) -> FileResponse:
    """A version as DOCX or PDF."""
    if kind not in _KINDS:
        raise NotFoundError
    with context.database.transaction(account(who.account.id)) as connection:
        found = drafts.version(connection, version_id)
        if found is None:
            raise NotFoundError
        journal.record(
            connection,
            EntryKind.EXPORT,
            subject=("protocol_version", version_id),
            account_id=who.account.id,
            case_id=found.case_id,
            details={"format": kind},
        )
    path = context.files.of_hash(found.docx_sha256 if kind == "docx" else found.pdf_sha256)
    return FileResponse(path, media_type=_KINDS[kind], filename=f"protocol-{found.number}.{kind}")
