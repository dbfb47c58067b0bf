"""Who asks, how they proved it, and what their role lets them do at all; which cases they see, the database decides."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import argon2
import pyotp
from fastapi import Depends, Request, Response, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from api.context import Context, Here
from api.errors import ForbiddenError, LockedOutError, OtherSiteError, SignInNeededError, SignInRefusedError
from models.accounts import Account, AccountRole, Scope, SignedIn
from models.journal.entry import EntryKind
from models.store import accounts, journal
from models.store.database import SYSTEM

COOKIE = "hattama"
STAYS = timedelta(hours=12)
LINK_HOLDS = timedelta(minutes=10)
_FREE_TRIES = 5  # wrong ones in a row before the first wait
_FIRST_WAIT = timedelta(seconds=30)  # doubled with each further wrong try
_LONGEST_WAIT = timedelta(hours=1)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

_hasher = argon2.PasswordHasher()
_NOBODYS_HASH = _hasher.hash(secrets.token_urlsafe())  # an unknown login costs as much time as a known one


def hash_password(password: str) -> str:
    """Argon2id, in its own text form."""
    return _hasher.hash(password)


def new_token() -> tuple[str, bytes]:
    """A secret for a cookie, a link or a program, and the hash that is kept of it."""
    token = secrets.token_urlsafe(32)
    return token, hash_token(token)


def hash_token(token: str) -> bytes:
    """What is kept of a token: it has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()


def wait_after(failures: int) -> timedelta:
    """How long an account is locked after so many wrong tries in a row."""
    if failures < _FREE_TRIES:
        return timedelta(0)
    doubled: int = 1 << min(failures - _FREE_TRIES, 12)
    return min(_LONGEST_WAIT, _FIRST_WAIT * doubled)


def sign_in(context: Context, *, login: str, password: str, code: str | None, address: str | None) -> tuple[Account, str]:
    """The account and its new cookie; SignInRefusedError or LockedOutError, both in the journal."""
    refused: SignInRefusedError | LockedOutError
    with context.database.transaction(SYSTEM) as connection:
        account = accounts.account_of_login(connection, login)
        if account is None or account.disabled_at is not None:
            _matches(_NOBODYS_HASH, password)
            refused = SignInRefusedError()
        else:
            held = accounts.credential(connection, account.id)
            now = datetime.now(UTC)
            if held.locked_until and held.locked_until > now:
                refused = LockedOutError(seconds=int((held.locked_until - now).total_seconds()) + 1)
            elif _proved(held.password_hash, held.totp_secret, password, code):
                accounts.count_try(connection, account.id, failures=0, locked_until=None)
                return account, begin(connection, account, address)
            else:
                failures = held.failures + 1
                accounts.count_try(connection, account.id, failures=failures, locked_until=now + wait_after(failures))
                refused = SignInRefusedError()
        journal.record(
            connection,
            EntryKind.SIGN_IN_REFUSED,
            subject=("account", account.id if account else "unknown"),
            account_id=None,
            details={"address": address},
        )
    raise refused


def begin(connection: Any, account: Account, address: str | None) -> str:
    """Sign an account in; its cookie's value."""
    token, hashed = new_token()
    accounts.add_sign_in(
        connection, token_hash=hashed, account_id=account.id, expires_at=datetime.now(UTC) + STAYS, address=address
    )
    journal.record(
        connection,
        EntryKind.SIGN_IN,
        subject=("account", account.id),
        account_id=account.id,
        details={"address": address},
    )
    return token


def set_cookie(response: Response, token: str, *, secure: bool) -> None:
    """The browser stays signed in; no script reads the cookie and no other site's page sends it."""
    response.set_cookie(
        COOKIE, token, max_age=int(STAYS.total_seconds()), httponly=True, samesite="strict", secure=secure, path="/"
    )


def _proved(password_hash: str | None, totp_secret: str | None, password: str, code: str | None) -> bool:
    if not _matches(password_hash or _NOBODYS_HASH, password) or password_hash is None:
        return False
    return totp_secret is None or (code is not None and pyotp.TOTP(totp_secret).verify(code, valid_window=1))


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


def address_of(request: Request) -> str | None:
    """Where a request comes from, as the server sees it."""
    return request.client.host if request.client else None


def same_site(request: Request) -> None:
    """OtherSiteError where a browser sends a change from another site's page (as it says itself)."""
    if request.method in _SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    if site in {"same-origin", "none"}:
        return
    origin = request.headers.get("origin")
    if site is None and (origin is None or origin.split("://", 1)[-1] == request.headers.get("host")):
        return  # not a browser, or one too old to say more than the origin
    raise OtherSiteError


_COOKIE = APIKeyCookie(name=COOKIE, auto_error=False, description="A browser that has signed in.")
_BEARER = HTTPBearer(auto_error=False, description="A program's token; its scopes say what it may be used for.")


def signed_in(
    request: Request,
    context: Here,
    _cookie: Annotated[object, Security(_COOKIE)] = None,  # both only for the API's description
    _bearer: Annotated[object, Security(_BEARER)] = None,
) -> SignedIn:
    """Who asks: by a program's token, or by the browser's cookie; SignInNeededError."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    with context.database.transaction(SYSTEM) as connection:
        if kind.lower() == "bearer" and token:
            found = accounts.scopes_of_token(connection, hash_token(token.strip()))
            account = accounts.account(connection, found[0]) if found else None
            scopes = frozenset(found[1]) if found else None
        else:
            same_site(request)
            cookie = request.cookies.get(COOKIE)
            account = accounts.account_of_sign_in(connection, hash_token(cookie)) if cookie else None
            scopes = None
    if account is None or account.disabled_at is not None:
        raise SignInNeededError
    needed = Scope.READ if request.method in _SAFE else Scope.WRITE
    if scopes is not None and needed not in scopes:
        raise ForbiddenError
    request.state.language = account.language
    return SignedIn(account=account, scopes=scopes, address=address_of(request))


Who = Annotated[SignedIn, Depends(signed_in)]
"""A route's parameter: anybody who is signed in."""


def only(*roles: AccountRole) -> Callable[[SignedIn], SignedIn]:
    """A dependency: whoever is signed in under one of these roles; ForbiddenError."""

    def check(who: Who) -> SignedIn:
        if who.account.role not in roles:
            raise ForbiddenError
        return who

    return check


Administrator = Annotated[SignedIn, Depends(only(AccountRole.ADMINISTRATOR))]
Investigator = Annotated[SignedIn, Depends(only(AccountRole.INVESTIGATOR))]
Head = Annotated[SignedIn, Depends(only(AccountRole.HEAD))]
Reader = Annotated[SignedIn, Depends(only(AccountRole.INVESTIGATOR, AccountRole.HEAD, AccountRole.PROSECUTOR))]
"""Whoever may read some case; which, the database decides."""
