"""Versions of a case's protocols for participants: given to an account that the investigator knows of, and taken back."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import schemas
from api.access import Investigator
from api.context import Context, Here
from api.errors import NoReceiverError, NotFoundError
from api.routes import documents as documents_api
from api.routes.cases import instant, seen
from api.web import case_page
from api.web.case_forms import of_case
from api.web.forms import Answer, FormRefusedError, Sent, Typed, attempt, read
from api.web.page import Show, go, now, tell
from models.accounts import SignedIn
from models.store import accounts, protocols
from models.store.database import account
from models.store.protocols import DocumentGrant

router = APIRouter(prefix="/cases/{case_id}", include_in_schema=False)


@router.post("/interrogations/{interrogation_id}/documents")
def give(  # what the framework passes
    case_id: UUID, interrogation_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent
) -> Response:
    """Give a version to a participant's account."""
    form = f"document-{interrogation_id}"
    of_case(context, who, case_id, interrogation_id)
    made = attempt(request, form, sent, lambda: _give(request, context, who, interrogation_id, sent))
    if isinstance(made, Answer):
        return case_page.page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}#documents-{interrogation_id}", done="document_given")


@router.post("/versions/{version_id}/grants/{document_grant_id}/revoke")
def take_back(
    case_id: UUID, version_id: UUID, document_grant_id: UUID, request: Request, context: Here, who: Investigator
) -> Response:
    """The account may read it no more."""
    with context.database.transaction(account(who.account.id)) as connection:
        version = protocols.version(connection, version_id)
        if version is None or version.case_id != case_id:
            raise NotFoundError
        interrogation_id = protocols.interrogation_of(connection, version)
    documents_api.revoke_document(version_id, document_grant_id, who, context)
    return go(request, f"/cases/{case_id}#documents-{interrogation_id}", done="revoked")


def _give(request: Request, context: Context, who: SignedIn, interrogation_id: UUID, sent: Typed) -> DocumentGrant:
    version_id, zone = _version(request, context, who, interrogation_id, sent.get("version_id"))
    new = read(request, schemas.NewDocumentGrant, _values(sent))
    until = instant(new.until, zone)
    if until is not None and until <= now():
        raise FormRefusedError({"until": tell(request, "The end lies in the past.")})
    if new.account_id is None and not (new.login and new.name):
        raise FormRefusedError({"login": tell(request, "Choose an account, or type a login and a name.")})
    try:
        return documents_api.give_document(version_id, new.model_copy(update={"until": until}), who, context)
    except NoReceiverError as error:
        raise FormRefusedError({"login": error.say(who.account.language)}) from error


def _values(sent: Typed) -> dict[str, Any]:
    """An account that was chosen goes before a login that was typed."""
    names = ("reason", "until", "account_id") if sent.get("account_id") else ("reason", "until", "login", "name")
    return {name: sent.get(name) for name in names}


def _version(request: Request, context: Context, who: SignedIn, interrogation_id: UUID, chosen: str) -> tuple[UUID, str]:
    """The version's id, if it is of that interrogation, and the zone of the case's unit; FormRefusedError."""
    with context.database.transaction(account(who.account.id)) as connection:
        for each in protocols.versions(connection, interrogation_id):
            if str(each.id) == chosen:
                return each.id, accounts.zone_of(connection, seen(connection, each.case_id).unit_id)
    raise FormRefusedError({"version_id": tell(request, "Choose one.")})
