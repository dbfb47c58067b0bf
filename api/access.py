"""Who asks, how they proved it, and what their role lets them do at all; which cases they see, the database decides."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import Depends, Request, Response, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from api.context import Here
from api.errors import ForbiddenError, OtherSiteError, SignInNeededError
from models.accounts import Account, AccountRole, Scope, SignedIn, Way
from models.journal.entry import EntryKind
from models.store import accounts, journal
from models.store.database import SYSTEM

COOKIE = "hattama"
STAYS = timedelta(hours=12)
LINK_HOLDS = timedelta(minutes=10)
_READERS = frozenset({AccountRole.INVESTIGATOR, AccountRole.HEAD, AccountRole.PROSECUTOR})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def new_token() -> tuple[str, bytes]:
    """A secret for a cookie, a link or a program, and the hash that is kept of it."""
    token = secrets.token_urlsafe(32)
    return token, hash_token(token)


def hash_token(token: str) -> bytes:
    """What is kept of a token: it has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()


def begin(connection: Any, account: Account, address: str | None, *, way: Way = Way.LINK) -> str:
    """Sign an account in, which has proved itself that way; its cookie's value."""
    token, hashed = new_token()
    accounts.add_sign_in(
        connection, token_hash=hashed, account_id=account.id, expires_at=datetime.now(UTC) + STAYS, address=address
    )
    journal.record(
        connection,
        EntryKind.SIGN_IN,
        subject=("account", account.id),
        account_id=account.id,
        details={"address": address, "way": way},
    )
    return token


def note_refusal(  # the fields of one entry
    connection: Any, way: Way, *, account: Account | None, address: str | None, details: Mapping[str, str] | None = None
) -> None:
    """Somebody tried to sign in and was refused."""
    journal.record(
        connection,
        EntryKind.SIGN_IN_REFUSED,
        subject=("account", account.id if account else "unknown"),
        account_id=None,
        details={"address": address, "way": way, **(details or {})},
    )


def set_cookie(response: Response, token: str, *, secure: bool) -> None:
    """The browser stays signed in; no script reads the cookie and no other site's page sends it."""
    response.set_cookie(
        COOKIE, token, max_age=int(STAYS.total_seconds()), httponly=True, samesite="strict", secure=secure, path="/"
    )


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
    sign_in = None
    with context.database.transaction(SYSTEM) as connection:
        if kind.lower() == "bearer" and token:
            found = accounts.scopes_of_token(connection, hash_token(token.strip()))
            account = accounts.account(connection, found[0]) if found else None
            scopes = frozenset(found[1]) if found else None
        else:
            same_site(request)
            cookie = request.cookies.get(COOKIE)
            sign_in = hash_token(cookie) if cookie else None
            account = accounts.account_of_sign_in(connection, sign_in) if sign_in else None
            scopes = None
    if account is None or account.disabled_at is not None:
        raise SignInNeededError
    needed = Scope.READ if request.method in _SAFE else Scope.WRITE
    if scopes is not None and needed not in scopes:
        raise ForbiddenError
    request.state.language = account.language
    return SignedIn(account=account, scopes=scopes, address=address_of(request), sign_in=sign_in)


def transcriber(
    request: Request,
    context: Here,
    _bearer: Annotated[object, Security(_BEARER)] = None,
) -> SignedIn:
    """A program that may have sound transcribed, by its token alone; SignInNeededError, ForbiddenError.

    Its scope is one of its own: no other gives it, and it gives nothing else.
    """
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    with context.database.transaction(SYSTEM) as connection:
        found = accounts.scopes_of_token(connection, hash_token(token.strip())) if kind.lower() == "bearer" else None
        account = accounts.account(connection, found[0]) if found else None
    if found is None or account is None or account.disabled_at is not None:
        raise SignInNeededError
    request.state.language = account.language
    if Scope.TRANSCRIBE not in found[1] or account.role not in _READERS:
        raise ForbiddenError
    return SignedIn(account=account, scopes=frozenset(found[1]), address=address_of(request))


Who = Annotated[SignedIn, Depends(signed_in)]
"""A route's parameter: anybody who is signed in."""


def person(who: Who) -> SignedIn:
    """Somebody at the browser, not a program by its token; ForbiddenError."""
    if who.scopes is not None:
        raise ForbiddenError
    return who


Person = Annotated[SignedIn, Depends(person)]
"""A route's parameter: anybody who is signed in at the browser."""


def only(*roles: AccountRole) -> Callable[[SignedIn], SignedIn]:
    """A dependency: whoever is signed in under one of these roles; ForbiddenError."""

    def check(who: Who) -> SignedIn:
        if who.account.role not in roles:
            raise ForbiddenError
        return who

    return check


Transcriber = Annotated[SignedIn, Depends(transcriber)]
"""A route's parameter: a program that may have sound transcribed."""
Administrator = Annotated[SignedIn, Depends(only(AccountRole.ADMINISTRATOR))]
Investigator = Annotated[SignedIn, Depends(only(AccountRole.INVESTIGATOR))]
Head = Annotated[SignedIn, Depends(only(AccountRole.HEAD))]
Reader = Annotated[SignedIn, Depends(only(AccountRole.INVESTIGATOR, AccountRole.HEAD, AccountRole.PROSECUTOR))]
"""Whoever may read some case; which, the database decides."""
Prosecutor = Annotated[SignedIn, Depends(only(AccountRole.PROSECUTOR))]
HeadOrProsecutor = Annotated[SignedIn, Depends(only(AccountRole.HEAD, AccountRole.PROSECUTOR))]
HeadOrInvestigator = Annotated[SignedIn, Depends(only(AccountRole.INVESTIGATOR, AccountRole.HEAD))]
Participant = Annotated[SignedIn, Depends(only(AccountRole.PARTICIPANT))]
ReaderOrParticipant = Annotated[
    SignedIn,
    Depends(only(AccountRole.INVESTIGATOR, AccountRole.HEAD, AccountRole.PROSECUTOR, AccountRole.PARTICIPANT)),
]
"""Of what may also be given to those outside the case; again the database decides."""
