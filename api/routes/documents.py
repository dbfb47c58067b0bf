"""Documents that are given to participants: a defender, an interpreter, the person who was interrogated."""

from typing import Any
from uuid import UUID

import psycopg
from fastapi import APIRouter

from api import schemas
from api.access import Investigator, Participant, Reader
from api.context import Here
from api.errors import InvalidError, NoReceiverError, NotFoundError, documented
from api.routes.cases import changeable, instant, viewed
from api.routes.protocols import there
from models.accounts import Account, AccountRole, SignedIn
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


@router.post(
    "/protocol-versions/{version_id}/grants", status_code=201, responses=documented(VersionStateError, NoReceiverError)
)
def give_document(version_id: UUID, sent: schemas.NewDocumentGrant, who: Investigator, context: Here) -> DocumentGrant:
    """Give a version that is ready, checked or signed to a participant's account.

    The account is named by its id, or by `login` and `name`: a word of its owner's name, or several. Whatever does not fit
    has one answer, and is in the journal, so that nobody learns here which accounts there are.
    """
    with context.database.transaction(account(who.account.id)) as connection:
        found = there(connection, version_id)
        changeable(connection, found.case_id)
        if found.state not in STANDING:
            raise WrongStateError(state=found.state, wanted="given")
        receiver = _receiver(connection, sent)
        if receiver is not None:
            made = protocols.give_document(
                connection,
                found,
                account_id=receiver.id,
                granted_by=who.account.id,
                reason=sent.reason,
                until=instant(sent.until, "UTC"),
            )
            _note(connection, who, EntryKind.GRANT, made)
            return made
        journal.record(  # that somebody looks for accounts is seen
            connection,
            EntryKind.REFUSAL,
            subject=("account", "unknown"),
            account_id=who.account.id,
            case_id=found.case_id,
            details={"version": str(version_id), "reason": sent.reason},
        )
    raise NoReceiverError


@router.delete("/protocol-versions/{version_id}/grants/{document_grant_id}", status_code=204)
def revoke_document(version_id: UUID, document_grant_id: UUID, who: Investigator, context: Here) -> None:
    """Take it away again."""
    with context.database.transaction(account(who.account.id)) as connection:
        changeable(connection, there(connection, version_id).case_id)
        made = protocols.revoke_document(connection, version_id, document_grant_id)
        if made is None:
            raise NotFoundError
        _note(connection, who, EntryKind.REVOKE, made)


def _receiver(connection: psycopg.Connection[Any], sent: schemas.NewDocumentGrant) -> Account | None:
    """The participant's account that is meant, if there is one that may sign in; InvalidError where none is named."""
    if sent.account_id is not None:
        found = accounts.account(connection, sent.account_id)
    elif sent.login and sent.name:
        found = accounts.account_of_login(connection, sent.login)
    else:
        raise InvalidError(what="account_id, or login and name")
    if found is None or found.role is not AccountRole.PARTICIPANT or found.disabled_at is not None:
        return None
    return found if sent.name is None or is_named(found.name, sent.name) else None


def is_named(name: str, typed: str) -> bool:
    """Whether what was typed are words of a name, whatever their order and letters' case; initials are none."""
    words, known = ({each.strip(".,") for each in text.casefold().split()} for text in (typed, name))
    return bool(words) and words <= known and any(len(each) > 1 for each in words)


def _note(connection: psycopg.Connection[Any], who: SignedIn, kind: EntryKind, grant: DocumentGrant) -> None:
    journal.record(
        connection,
        kind,
        subject=("account", grant.account_id),
        account_id=who.account.id,
        case_id=grant.case_id,
        details={"grant": str(grant.id), "version": str(grant.version_id), "reason": grant.reason},
    )
