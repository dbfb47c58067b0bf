"""What accounts are known by elsewhere, and signing in by a certificate."""

from uuid import UUID

import psycopg
from fastapi import APIRouter, Request, Response

from api import access, account_schemas, proxy
from api.access import Administrator
from api.context import Context, Here
from api.errors import ConflictError, InvalidError, NotFoundError, SignInRefusedError, documented
from api.identity_errors import CertificateHeaderError, CertificateUnreadableError
from models.accounts import Account, Identity, IdentityKind, Way
from models.journal.entry import EntryKind
from models.store import accounts, identities, journal
from models.store.database import SYSTEM

router = APIRouter(prefix="/api", tags=["accounts"])


@router.post(
    "/sign-in/certificate",
    responses=documented(SignInRefusedError, CertificateHeaderError, CertificateUnreadableError),
)
def sign_in_by_certificate(request: Request, response: Response, context: Here) -> Account:
    """Sign in by the client certificate that a trusted proxy verified."""
    account, token = come_in(request, context)
    access.set_cookie(response, token, secure=context.secure)
    return account


def come_in(request: Request, context: Context) -> tuple[Account, str]:
    """The account of the request's certificate and its new cookie; SignInRefusedError, in the journal."""
    access.same_site(request)
    fingerprint = proxy.certificate_of(request)
    address = access.address_of(request)
    with context.database.transaction(SYSTEM) as connection:
        account = fingerprint and identities.account_of(
            connection, IdentityKind.CERTIFICATE, issuer="", subject=fingerprint
        )
        if account:
            return account, access.begin(connection, account, address, way=Way.CERTIFICATE)
        details = {"certificate": fingerprint} if fingerprint else None
        access.note_refusal(connection, Way.CERTIFICATE, account=None, address=address, details=details)
    raise SignInRefusedError


@router.get("/accounts/{account_id}/identities")
def list_identities(account_id: UUID, who: Administrator, context: Here) -> list[Identity]:
    """What an account is known by."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        if accounts.account(connection, account_id) is None:
            raise NotFoundError
        return identities.identities(connection, account_id)


@router.post(
    "/accounts/{account_id}/identities",
    status_code=201,
    responses=documented(ConflictError, CertificateUnreadableError),
)
def link(account_id: UUID, sent: account_schemas.NewIdentity, who: Administrator, context: Here) -> Identity:
    """Let an account be known by a subject of the provider, or by a certificate (its SHA-256 or its PEM)."""
    if sent.kind == IdentityKind.CERTIFICATE:
        issuer, subject = "", proxy.fingerprint_of(sent.subject)
    elif context.provider is None or len(sent.subject) > 255:
        raise InvalidError(what="kind" if context.provider is None else "subject")
    else:
        issuer, subject = context.provider.issuer, sent.subject
    try:
        with context.database.transaction(SYSTEM) as connection:
            if accounts.account(connection, account_id) is None:
                raise NotFoundError
            made = identities.link(
                connection, account_id=account_id, kind=sent.kind, issuer=issuer, subject=subject, added_by=who.account.id
            )
            _note(connection, who, made, "identity_linked")
    except psycopg.errors.UniqueViolation as error:
        raise ConflictError(what="subject") from error
    return made


@router.delete("/accounts/{account_id}/identities/{identity_id}", status_code=204)
def unlink(account_id: UUID, identity_id: UUID, who: Administrator, context: Here) -> None:
    """The account is known by that no more; who has come in by it already stays until he signs out."""
    with context.database.transaction(SYSTEM) as connection:
        gone = identities.unlink(connection, account_id, identity_id)
        if gone is None:
            raise NotFoundError
        _note(connection, who, gone, "identity_unlinked")


def _note(connection: psycopg.Connection, who: Administrator, identity: Identity, what: str) -> None:
    journal.record(
        connection,
        EntryKind.SETTING_CHANGED,
        subject=("account", identity.account_id),
        account_id=who.account.id,
        details={"what": what, "kind": identity.kind, "issuer": identity.issuer, "subject": identity.subject},
    )
