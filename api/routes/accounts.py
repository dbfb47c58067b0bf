"""Signing in and out, accounts, units, tokens."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import psycopg
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api import access, account_schemas, passwords
from api.access import Administrator, Who
from api.context import Here
from api.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    LockedOutError,
    NotFoundError,
    SignInRefusedError,
    documented,
)
from models.accounts import Account, AccountRole, Region, Unit
from models.journal.entry import EntryKind
from models.store import accounts, journal
from models.store.database import SYSTEM

router = APIRouter(prefix="/api", tags=["accounts"])


class TokenMade(BaseModel):
    """A secret, shown this once."""

    token: str
    expires_at: datetime


@router.post("/sign-in", responses=documented(SignInRefusedError, LockedOutError))
def sign_in(sent: account_schemas.SignIn, request: Request, response: Response, context: Here) -> Account:
    """Sign in by login and password, and by the second factor where the account has one."""
    access.same_site(request)
    account, token = passwords.sign_in(
        context, login=sent.login, password=sent.password, code=sent.code, address=access.address_of(request)
    )
    access.set_cookie(response, token, secure=context.secure)
    return account


@router.post("/sign-in/link", responses=documented(SignInRefusedError))
def sign_in_by_link(sent: account_schemas.LinkUsed, request: Request, response: Response, context: Here) -> Account:
    """Sign in by a link's token; it works once."""
    access.same_site(request)
    with context.database.transaction(SYSTEM) as connection:
        account = accounts.use_link(connection, access.hash_token(sent.token))
        token = access.begin(connection, account, access.address_of(request)) if account else None
    if account is None or token is None:
        raise SignInRefusedError
    access.set_cookie(response, token, secure=context.secure)
    return account


@router.post("/sign-out", status_code=204)
def sign_out(request: Request, response: Response, who: Who, context: Here) -> None:
    """End this browser's sign-in."""
    cookie = request.cookies.get(access.COOKIE)
    with context.database.transaction(SYSTEM) as connection:
        if cookie:
            accounts.end_sign_in(connection, access.hash_token(cookie))
        journal.record(connection, EntryKind.SIGN_OUT, subject=("account", who.account.id), account_id=who.account.id)
    response.delete_cookie(access.COOKIE, path="/")


@router.get("/me")
def me(who: Who) -> Account:
    """The account one is signed in under."""
    return who.account


@router.put("/me/password", status_code=204, responses=documented(SignInRefusedError, LockedOutError))
def change_password(sent: account_schemas.NewPassword, who: Who, context: Here) -> None:
    """Set one's own password, by the present one where there is one; not with a program's token.

    All other sign-ins of the account end by it. Tokens stay: `GET /api/me/tokens` lists them.
    """
    if who.scopes is not None:
        raise ForbiddenError
    passwords.change(context, who, present=sent.present, new=sent.password)


@router.post("/me/tokens", status_code=201)
def make_token(sent: account_schemas.NewToken, who: Who, context: Here) -> TokenMade:
    """Make a token for a program that acts as oneself; not with another token."""
    if who.scopes is not None:
        raise ForbiddenError
    token, hashed = access.new_token()
    expires = datetime.now(UTC) + timedelta(days=sent.days)
    with context.database.transaction(SYSTEM) as connection:
        made = accounts.add_token(
            connection,
            token_hash=hashed,
            account_id=who.account.id,
            name=sent.name,
            scopes=[*sent.scopes],
            expires_at=expires,
        )
        _note(connection, who, "api_token", made)
    return TokenMade(token=token, expires_at=expires)


@router.get("/regions-and-units")
def units(who: Who, context: Here) -> list[Unit]:
    """All units."""
    with context.database.transaction(SYSTEM) as connection:
        return accounts.units(connection)


@router.get("/regions")
def regions(who: Administrator, context: Here) -> list[Region]:
    """All regions with their zones of time."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        return accounts.regions(connection)


@router.post("/regions", status_code=201, responses=documented(ConflictError))
def add_region(sent: account_schemas.NewRegion, who: Administrator, context: Here) -> Region:
    """Add a region; its zone of time is an IANA name."""
    try:
        ZoneInfo(sent.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidError(what=f"zone: {sent.zone}") from error
    try:
        with context.database.transaction(SYSTEM) as connection:
            made = accounts.add_region(connection, name=sent.name, zone=sent.zone)
            _note(connection, who, "region", made.id)
    except psycopg.errors.UniqueViolation as error:
        raise ConflictError(what=sent.name) from error
    return made


@router.post("/units", status_code=201, responses=documented(ConflictError))
def add_unit(sent: account_schemas.NewUnit, who: Administrator, context: Here) -> Unit:
    """Add a unit to a region."""
    try:
        with context.database.transaction(SYSTEM) as connection:
            made = accounts.add_unit(connection, region_id=sent.region_id, name=sent.name)
            _note(connection, who, "unit", made.id)
    except psycopg.errors.UniqueViolation as error:
        raise ConflictError(what=sent.name) from error
    except psycopg.errors.ForeignKeyViolation as error:
        raise NotFoundError from error
    return made


@router.patch("/units/{unit_id}")
def change_unit(unit_id: UUID, sent: account_schemas.ChangedUnit, who: Administrator, context: Here) -> Unit:
    """Whether a second person checks each protocol of the unit before it is signed."""
    with context.database.transaction(SYSTEM) as connection:
        made = accounts.ask_for_second_check(connection, unit_id, on=sent.second_check)
        if made is None:
            raise NotFoundError
        _note(connection, who, "unit", unit_id)
    return made


@router.get("/accounts")
def list_accounts(who: Administrator, context: Here) -> list[Account]:
    """All accounts."""
    with context.database.transaction(SYSTEM) as connection:
        return accounts.accounts(connection)


@router.post("/accounts", status_code=201, responses=documented(ConflictError))
def add_account(sent: account_schemas.NewAccount, who: Administrator, context: Here) -> Account:
    """Add an account; it has no password until its owner sets one."""
    if sent.role in {AccountRole.INVESTIGATOR, AccountRole.HEAD} and sent.unit_id is None:
        raise InvalidError(what="unit_id")
    try:
        with context.database.transaction(SYSTEM) as connection:
            made = accounts.add_account(
                connection, login=sent.login, name=sent.name, role=sent.role, unit_id=sent.unit_id, language=sent.language
            )
            _note(connection, who, "account", made.id)
    except psycopg.errors.UniqueViolation as error:
        raise ConflictError(what=sent.login) from error
    except psycopg.errors.ForeignKeyViolation as error:
        raise InvalidError(what="unit_id") from error
    return made


@router.post("/accounts/{account_id}/link", status_code=201)
def make_link(account_id: UUID, who: Administrator, context: Here) -> TokenMade:
    """A token that signs that account in once, within ten minutes; not one's own."""
    if account_id == who.account.id:
        raise ForbiddenError
    token, hashed = access.new_token()
    expires = datetime.now(UTC) + access.LINK_HOLDS
    with context.database.transaction(SYSTEM) as connection:
        if accounts.account(connection, account_id) is None:
            raise NotFoundError
        accounts.add_link(connection, token_hash=hashed, account_id=account_id, expires_at=expires)
        _note(connection, who, "sign_in_link", account_id)
    return TokenMade(token=token, expires_at=expires)


@router.delete("/accounts/{account_id}", status_code=204)
def disable(account_id: UUID, who: Administrator, context: Here) -> None:
    """The account signs in no more; what it did stays under its name. Not one's own, which might be the last."""
    if account_id == who.account.id:
        raise ForbiddenError
    with context.database.transaction(SYSTEM) as connection:
        if accounts.account(connection, account_id) is None:
            raise NotFoundError
        accounts.disable(connection, account_id)
        _note(connection, who, "account_disabled", account_id)


@router.put("/accounts/{account_id}/supervision/{unit_id}", status_code=204)
def supervise(account_id: UUID, unit_id: UUID, who: Administrator, context: Here) -> None:
    """A prosecutor supervises a unit from now on."""
    with context.database.transaction(SYSTEM) as connection:
        account = accounts.account(connection, account_id)
        if account is None or not any(unit.id == unit_id for unit in accounts.units(connection)):
            raise NotFoundError
        if account.role != AccountRole.PROSECUTOR:
            raise InvalidError(what="role")
        accounts.supervise(connection, account_id=account_id, unit_id=unit_id)
        _note(connection, who, "supervision", account_id)


@router.get("/accounts/{account_id}/supervision")
def list_supervised(account_id: UUID, who: Administrator, context: Here) -> list[Unit]:
    """The units that a prosecutor supervises."""
    with context.database.transaction(SYSTEM) as connection:
        if accounts.account(connection, account_id) is None:
            raise NotFoundError
        return accounts.supervised(connection, account_id)


@router.delete("/accounts/{account_id}/supervision/{unit_id}", status_code=204)
def end_supervision(account_id: UUID, unit_id: UUID, who: Administrator, context: Here) -> None:
    """The prosecutor reads the unit's cases no more."""
    with context.database.transaction(SYSTEM) as connection:
        if not accounts.end_supervision(connection, account_id=account_id, unit_id=unit_id):
            raise NotFoundError
        _note(connection, who, "supervision_ended", account_id)


def _note(connection: psycopg.Connection[Any], who: Who, what: str, subject: UUID) -> None:
    journal.record(
        connection, EntryKind.SETTING_CHANGED, subject=(what, subject), account_id=who.account.id, details={"what": what}
    )
