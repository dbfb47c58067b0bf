"""Documents that are given to participants: a defender, an interpreter, the person who was interrogated."""

from typing import Any
from uuid import UUID

import psycopg
from fastapi import APIRouter

from api import schemas
from api.access import Investigator, Participant, Reader
from api.context import Here
from api.errors import InvalidError, NotFoundError, documented
from api.routes.cases import changeable, instant, viewed
from api.routes.protocols import there
from models.accounts import AccountRole, SignedIn
from models.journal.entry import EntryKind
from models.protocol_versions import STANDING, ProtocolVersion, VersionStateError, WrongStateError
from models.store import accounts, journal, protocols
from models.store.database import account
from models.store.protocols import DocumentGrant

router = APIRouter(prefix="/api", tags=["documents"])


@router.get("/documents")
def list_documents(who: Participant, context: Here) -> list[ProtocolVersion]:
    """What was given to oneself, the newest first; each can be had at `/api/protocol-versions/{id}/protocol.pdf`."""
    with context.database.transaction(account(who.account.id)) as connection:
        return protocols.documents_given_to(connection, who.account.id)


@router.get("/protocol-versions/{version_id}/grants")
def list_document_grants(version_id: UUID, who: Reader, context: Here) -> list[DocumentGrant]:
    """To whom a version was given."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = there(connection, version_id)
        made = protocols.document_grants(connection, version_id)
    viewed(context, who, found.case_id, ("protocol_version", version_id), what="grants")
    return made


@router.post("/protocol-versions/{version_id}/grants", status_code=201, responses=documented(VersionStateError))
def give_document(version_id: UUID, sent: schemas.NewDocumentGrant, who: Investigator, context: Here) -> DocumentGrant:
    """Give a version that is ready, checked or signed to a participant's account."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = there(connection, version_id)
        changeable(connection, found.case_id)
        receiver = accounts.account(connection, sent.account_id)
        if receiver is None or receiver.role is not AccountRole.PARTICIPANT:
            raise InvalidError(what="account_id")
        if found.state not in STANDING:
            raise WrongStateError(state=found.state, wanted="given")
        made = protocols.give_document(
            connection,
            found,
            account_id=sent.account_id,
            granted_by=who.account.id,
            reason=sent.reason,
            until=instant(sent.until, "UTC"),
        )
        _note(connection, who, EntryKind.GRANT, made)
        return made


@router.delete("/protocol-versions/{version_id}/grants/{document_grant_id}", status_code=204)
def revoke_document(version_id: UUID, document_grant_id: UUID, who: Investigator, context: Here) -> None:
    """Take it away again."""
    with context.database.transaction(account(who.account.id)) as connection:
        changeable(connection, there(connection, version_id).case_id)
        made = protocols.revoke_document(connection, version_id, document_grant_id)
        if made is None:
            raise NotFoundError
        _note(connection, who, EntryKind.REVOKE, made)


def _note(connection: psycopg.Connection[Any], who: SignedIn, kind: EntryKind, grant: DocumentGrant) -> None:
    journal.record(
        connection,
        kind,
        subject=("account", grant.account_id),
        account_id=who.account.id,
        case_id=grant.case_id,
        details={"grant": str(grant.id), "version": str(grant.version_id), "reason": grant.reason},
    )
