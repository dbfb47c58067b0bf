"""Protocol documents: drafts and their versions as files."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import FileResponse

from api.access import Investigator, Reader
from api.context import Here
from api.errors import ConflictError, NotFoundError, documented
from api.files import file_of, file_replies
from api.routes.cases import changeable, changed, viewed
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


@router.post("/interrogations/{interrogation_id}/drafts", status_code=202, responses=documented(ConflictError))
def draft(interrogation_id: UUID, who: Investigator, context: Here) -> Job:
    """Draw up the next version from the working transcripts and the form as they are now."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = cases.interrogation(connection, interrogation_id)
        if found is None:
            raise NotFoundError
        changeable(connection, found.case_id)
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
        changed(connection, who, found.case_id, ("interrogation", interrogation_id), what="draft")
        return made


@router.get("/interrogations/{interrogation_id}/versions")
def list_versions(interrogation_id: UUID, who: Reader, context: Here) -> list[ProtocolVersion]:
    """Versions of an interrogation's document, the newest first."""
    with context.database.transaction(account(who.account.id)) as connection:
        interrogation = cases.interrogation(connection, interrogation_id)
        if interrogation is None:
            raise NotFoundError
        found = drafts.versions(connection, interrogation_id)
    viewed(context, who, interrogation.case_id, ("interrogation", interrogation_id), what="versions")
    return found


@router.get(
    "/protocol-versions/{version_id}/protocol.{kind}", responses=file_replies(*_KINDS.values()), response_class=FileResponse
)
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
    return file_of(path, _KINDS[kind], filename=f"protocol-{found.number}.{kind}")
