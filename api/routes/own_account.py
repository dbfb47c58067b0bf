"""What everybody may do with the account that they are signed in under; not with a program's token."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from api import account_schemas, second_factor
from api.access import Person, Who
from api.context import Here
from api.errors import (
    ConflictError,
    FactorNeedsPasswordError,
    LockedOutError,
    NotFoundError,
    SignInRefusedError,
    documented,
)
from models.accounts import Account, ApiToken
from models.journal.entry import EntryKind
from models.store import accounts, journal
from models.store.database import SYSTEM

router = APIRouter(prefix="/api/me", tags=["accounts"])


class FactorOffered(BaseModel):
    """A second factor to take into a device; nothing is kept of it until a code proves that it was taken."""

    secret: str  # base32
    address: str  # otpauth://, for a picture


@router.patch("")
def change(sent: account_schemas.ChangedAccount, who: Person, context: Here) -> Account:
    """The language in which one is spoken to."""
    with context.database.transaction(SYSTEM) as connection:
        accounts.set_language(connection, who.account.id, sent.language)
        made = accounts.account(connection, who.account.id)
    if made is None:
        raise NotFoundError
    return made


@router.get("/tokens")
def list_tokens(who: Who, context: Here) -> list[ApiToken]:
    """One's tokens for programs, the newest first."""
    with context.database.transaction(SYSTEM) as connection:
        return accounts.tokens(connection, who.account.id)


@router.delete("/tokens/{token_id}", status_code=204)
def revoke_token(token_id: UUID, who: Person, context: Here) -> None:
    """A token holds no more."""
    with context.database.transaction(SYSTEM) as connection:
        if not accounts.revoke_token(connection, who.account.id, token_id):
            raise NotFoundError
        journal.record(
            connection,
            EntryKind.SETTING_CHANGED,
            subject=("api_token", token_id),
            account_id=who.account.id,
            details={"what": "api_token_revoked"},
        )


@router.post("/second-factor", status_code=201)
def offer_factor(who: Person) -> FactorOffered:
    """A fresh secret to take into a device."""
    secret = second_factor.new_secret()
    return FactorOffered(secret=secret, address=second_factor.address_of(secret, who.account.login))


@router.put(
    "/second-factor",
    status_code=204,
    responses=documented(SignInRefusedError, LockedOutError, ConflictError, FactorNeedsPasswordError),
)
def switch_factor_on(sent: account_schemas.NewSecondFactor, who: Person, context: Here) -> None:
    """Ask for a code at each sign-in by password from now on; the code proves that a device has the secret."""
    second_factor.switch_on(context, who, secret=sent.secret, code=sent.code, password=sent.password)


@router.post("/second-factor/off", status_code=204, responses=documented(SignInRefusedError, LockedOutError, ConflictError))
def switch_factor_off(sent: account_schemas.NoSecondFactor, who: Person, context: Here) -> None:
    """Ask for no codes any more, by password and code."""
    second_factor.switch_off(context, who, code=sent.code, password=sent.password)
