"""What accounts are known by elsewhere, and browsers that a provider was asked about. Of the sign-in alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from models.accounts import Account, Identity, IdentityKind, OidcRequest
from models.store import accounts
from models.store.rows import given, record_row

_IDENTITY = "id, account_id, kind, issuer, subject, added_by, added_at"
_MOST_REQUESTS = 10_000  # at once: whoever asks need not be signed in


def link(  # the fields of one row
    connection: Connection[Any], *, account_id: UUID, kind: IdentityKind, issuer: str, subject: str, added_by: UUID
) -> Identity:
    """An account is known by that from now on; psycopg's UniqueViolation where one is already."""
    with connection.cursor(row_factory=record_row(Identity)) as cursor:
        cursor.execute(
            "INSERT INTO identity (account_id, kind, issuer, subject, added_by) VALUES (%s, %s, %s, %s, %s) "
            f"RETURNING {_IDENTITY}",
            (account_id, kind, issuer, subject, added_by),
        )
        return given(cursor.fetchone())


def identities(connection: Connection[Any], account_id: UUID) -> list[Identity]:
    """What an account is known by, in order of adding."""
    with connection.cursor(row_factory=record_row(Identity)) as cursor:
        query = f"SELECT {_IDENTITY} FROM identity WHERE account_id = %s ORDER BY added_at, id"
        return cursor.execute(query, (account_id,)).fetchall()


def unlink(connection: Connection[Any], account_id: UUID, identity_id: UUID) -> Identity | None:
    """The account is known by that no more; what it was, or None where it is not there."""
    with connection.cursor(row_factory=record_row(Identity)) as cursor:
        return cursor.execute(
            f"DELETE FROM identity WHERE id = %s AND account_id = %s RETURNING {_IDENTITY}", (identity_id, account_id)
        ).fetchone()


def account_of(connection: Connection[Any], kind: IdentityKind, *, issuer: str, subject: str) -> Account | None:
    """Who is known by that, exactly as written, if the account is not disabled."""
    query = "SELECT account_id FROM identity WHERE kind = %s AND issuer = %s AND subject = %s"
    found = connection.execute(query, (kind, issuer, subject)).fetchone()
    account = accounts.account(connection, found[0]) if found else None
    return account if account and account.disabled_at is None else None


def begin_request(
    connection: Connection[Any], request: OidcRequest, *, state_hash: bytes, browser_hash: bytes, expires_at: datetime
) -> None:
    """A browser goes to the provider; the oldest are forgotten where there are too many."""
    connection.execute(
        "INSERT INTO oidc_request (state_hash, browser_hash, nonce, verifier, expires_at) VALUES (%s, %s, %s, %s, %s)",
        (state_hash, browser_hash, request.nonce, request.verifier, expires_at),
    )
    connection.execute(
        "DELETE FROM oidc_request WHERE expires_at <= now() OR state_hash IN "
        "(SELECT state_hash FROM oidc_request ORDER BY expires_at DESC OFFSET %s)",
        (_MOST_REQUESTS,),
    )


def end_request(connection: Connection[Any], *, state_hash: bytes, browser_hash: bytes) -> OidcRequest | None:
    """What that browser was sent with, this once; None where it was not, or not lately."""
    with connection.cursor(row_factory=record_row(OidcRequest)) as cursor:
        return cursor.execute(
            "DELETE FROM oidc_request WHERE state_hash = %s AND browser_hash = %s AND expires_at > now() "
            "RETURNING nonce, verifier",
            (state_hash, browser_hash),
        ).fetchone()
