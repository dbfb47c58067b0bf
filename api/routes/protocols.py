"""Protocol documents: drafts, their versions as files, and each version's way to a signature."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from fastapi import APIRouter
from fastapi.responses import FileResponse
from pydantic import BaseModel

from api import schemas
from api.access import HeadOrInvestigator, Investigator, Reader, ReaderOrParticipant
from api.case_controls import refuse_act
from api.context import Context, Here
from api.errors import ActBlockedError, ConflictError, ForbiddenError, InvalidError, NotFoundError, documented
from api.files import file_of, file_replies
from api.routes.cases import changeable, changed, viewed
from api.routes.decisions import note_refused
from models.cases import CaseInterrogation
from models.journal.entry import EntryKind
from models.protocol_returns import ReturnKind
from models.protocol_versions import (
    STANDING,
    Circumstances,
    ProtocolVersion,
    Signature,
    VersionStandsError,
    VersionState,
    VersionStateError,
    VersionStep,
    WrongStateError,
    objection,
)
from models.queue import Job, Stage
from models.store import cases, drafts, jobs, journal, protocols, returns, webhooks
from models.store.database import account
from models.webhooks import WebhookEvent

router = APIRouter(prefix="/api", tags=["protocols"])

_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


class VersionShown(BaseModel):
    """A version with the way it has come and what it says."""

    version: ProtocolVersion
    steps: list[VersionStep]
    up_to_date: bool  # transcript and form are as they were when it was drawn up
    document: dict[str, Any] | None  # the whole document as values; null where an older program drew it up


def there(connection: psycopg.Connection[Any], version_id: UUID) -> ProtocolVersion:
    """The version, or NotFoundError where it is not there for whoever asks."""
    found = protocols.version(connection, version_id)
    if found is None:
        raise NotFoundError
    return found


def _interrogation(connection: psycopg.Connection[Any], interrogation_id: UUID) -> CaseInterrogation:
    found = cases.interrogation(connection, interrogation_id)
    if found is None:
        raise NotFoundError
    return found


def _up_to_date(connection: psycopg.Connection[Any], version: ProtocolVersion) -> bool:
    interrogation = _interrogation(connection, protocols.interrogation_of(connection, version))
    return drafts.made_from(connection, interrogation) == version.made_from


@router.post(
    "/interrogations/{interrogation_id}/drafts", status_code=202, responses=documented(ConflictError, VersionStateError)
)
def draft(interrogation_id: UUID, who: Investigator, context: Here) -> Job:
    """Draw up the next version from the working transcripts and the form as they are now.

    409 while a version is ready, checked or signed: it is reopened first.
    """
    with context.database.transaction(account(who.account.id)) as connection:
        found = _interrogation(connection, interrogation_id)
        changeable(connection, found.case_id)
        for earlier in protocols.versions(connection, interrogation_id):
            if earlier.state in STANDING:
                raise VersionStandsError(number=earlier.number)
        if not drafts.made_from(connection, found)["layers"]:
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
        interrogation = _interrogation(connection, interrogation_id)
        found = protocols.versions(connection, interrogation_id)
    viewed(context, who, interrogation.case_id, ("interrogation", interrogation_id), what="versions")
    return found


@router.get("/protocol-versions/{version_id}")
def show_version(version_id: UUID, who: Reader, context: Here) -> VersionShown:
    """A version: its states so far, and the document as values."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = there(connection, version_id)
        shown = VersionShown(
            version=found,
            steps=protocols.steps(connection, version_id),
            up_to_date=_up_to_date(connection, found),
            document=protocols.document_of_version(connection, version_id),
        )
    viewed(context, who, found.case_id, ("protocol_version", version_id))
    return shown


@router.post(
    "/protocol-versions/{version_id}/steps",
    status_code=201,
    responses=documented(VersionStateError, ActBlockedError),
)
def step(version_id: UUID, sent: schemas.NewStep, who: HeadOrInvestigator, context: Here) -> VersionStep:
    """Bring a version to its next state.

    `ready`: no gap is left, and transcript and form are as they were. `checked`: by somebody else than who called it
    ready, who may read the case. `signed`: after a check, where the unit asks for one, and with no control that blocks
    sign-offs against it; of paper, `return_id` may name the scan. `superseded`: reopened, with a reason; then the next
    version can be drawn up.
    """
    if sent.state is VersionState.SUPERSEDED and sent.reason is None:
        raise InvalidError(what="reason")
    if (sent.state is VersionState.SIGNED) != (sent.signature is not None):
        raise InvalidError(what="signature")
    if sent.return_id is not None and sent.signature is not Signature.PAPER:
        raise InvalidError(what="return_id")
    try:
        with context.database.transaction(account(who.account.id)) as connection:
            found = there(connection, version_id)
            if sent.state is not VersionState.CHECKED and not cases.may_edit(connection, found.case_id):
                raise ForbiddenError
            seen = Circumstances(
                account_id=who.account.id,
                second_check=protocols.second_check(connection, found.case_id),
                up_to_date=_up_to_date(connection, found),
            )
            refused = objection(found, protocols.steps(connection, version_id), sent.state, seen)
            if refused:
                raise refused
            _check_paper(connection, version_id, sent.return_id)
            if sent.state is VersionState.SIGNED:
                _refuse_blocked(connection, context, found)
            made = protocols.take_step(
                connection,
                found,
                sent.state,
                account_id=who.account.id,
                reason=sent.reason,
                signature=sent.signature,
                return_id=sent.return_id,
            )
            if sent.state is VersionState.READY:
                webhooks.announce(
                    connection,
                    WebhookEvent.PROTOCOL_READY,
                    case_id=found.case_id,
                    subject=("protocol_version", version_id),
                )
            changed(connection, who, found.case_id, ("protocol_version", version_id), state=sent.state, reason=sent.reason)
    except psycopg.errors.CheckViolation as error:  # somebody was quicker
        raise WrongStateError(state="?", wanted=sent.state) from error
    except ActBlockedError as error:
        note_refused(context, who, error, case_id=found.case_id, kind="signed")
        raise
    return made


def _refuse_blocked(connection: psycopg.Connection[Any], context: Context, found: ProtocolVersion) -> None:
    """ActBlockedError where a control that blocks sign-offs does not let this one be."""
    case = changeable(connection, found.case_id)
    subject = str(protocols.interrogation_of(connection, found))
    refuse_act(connection, context.packs.of(connection), case, "interrogation", subject, at=datetime.now(UTC))


def _check_paper(connection: psycopg.Connection[Any], version_id: UUID, return_id: UUID | None) -> None:
    """InvalidError where what is called the signed paper is no scan of that version."""
    paper = returns.found(connection, return_id) if return_id else None
    if return_id and (paper is None or paper.version_id != version_id or paper.kind is not ReturnKind.SCAN):
        raise InvalidError(what="return_id")


@router.get(
    "/protocol-versions/{version_id}/protocol.{kind}", responses=file_replies(*_KINDS.values()), response_class=FileResponse
)
def download(version_id: UUID, kind: str, who: ReaderOrParticipant, context: Here) -> FileResponse:
    """A version as DOCX or PDF; for a participant, where it was given to him."""
    if kind not in _KINDS:
        raise NotFoundError
    with context.database.transaction(account(who.account.id)) as connection:
        found = there(connection, version_id)
        journal.record(
            connection,
            EntryKind.EXPORT,
            subject=("protocol_version", version_id),
            account_id=who.account.id,
            case_id=found.case_id,
            details={"format": kind},
        )
    context.upkeep.soon()
    path = context.files.of_hash(found.docx_sha256 if kind == "docx" else found.pdf_sha256)
    return file_of(path, _KINDS[kind], filename=f"protocol-{found.number}.{kind}")
