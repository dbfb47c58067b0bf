"""A browser goes to the provider and comes back."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api import access
from api.context import Context, Here
from api.errors import NotFoundError
from api.identity_errors import NotLinkedError, ProviderRefusedError
from api.oidc import RETURN_PATH, Provider, new_request
from models.accounts import IdentityKind, OidcRequest, Way
from models.errors import HattamaError
from models.store import identities
from models.store.database import SYSTEM

router = APIRouter(include_in_schema=False)

_COOKIE = "hattama_oidc"
_PATH = "/sign-in/oidc"
_HOLDS = timedelta(minutes=10)
# A browser that comes from the provider does not send our strict cookie along: the way in begins at a page of ours.
_CAME_IN = (
    '<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Hattama</title>'
    '<meta http-equiv="refresh" content="0;url=/"></head><body><a href="/">Hattama</a></body></html>'
)

Said = Annotated[str | None, Query(max_length=4000)]


@router.get(_PATH)
def go(context: Here) -> Response:
    """Send the browser to the provider; 404 where there is none."""
    provider = _provider(context)
    state, state_hash = access.new_token()
    browser, browser_hash = access.new_token()
    asked = new_request()
    address = provider.address(asked, state=state)
    with context.database.transaction(SYSTEM) as connection:
        expires = datetime.now(UTC) + _HOLDS
        identities.begin_request(connection, asked, state_hash=state_hash, browser_hash=browser_hash, expires_at=expires)
    response = RedirectResponse(address, status_code=303)
    response.set_cookie(
        _COOKIE,
        browser,
        max_age=int(_HOLDS.total_seconds()),
        httponly=True,
        samesite="lax",  # it comes back from another site
        secure=context.secure,
        path=_PATH,
    )
    return response


@router.get(RETURN_PATH)
def come_back(
    request: Request, context: Here, *, code: Said = None, state: Said = None, error: Said = None, iss: Said = None
) -> Response:
    """The browser comes back with a code; whoever the provider says it is signs in, if an account is linked to him."""
    provider = _provider(context)
    address = access.address_of(request)
    try:
        asked = _asked(request, context, state)
        if error is not None or not code:
            raise ProviderRefusedError(reason="refused")
        if iss is not None and iss != provider.issuer:  # RFC 9207: another provider's answer
            raise ProviderRefusedError(reason="issuer")
        subject = provider.subject(asked, code=code)
    except HattamaError as refused:
        with context.database.transaction(SYSTEM) as connection:
            details = {"reason": str(refused.data.get("reason", type(refused).__name__))}
            access.note_refusal(connection, Way.OIDC, account=None, address=address, details=details)
        raise
    token = _come_in(context, provider, subject, address)
    response = HTMLResponse(_CAME_IN)
    response.delete_cookie(_COOKIE, path=_PATH)
    access.set_cookie(response, token, secure=context.secure)
    return response


def _provider(context: Context) -> Provider:
    if context.provider is None:
        raise NotFoundError
    return context.provider


def _asked(request: Request, context: Context, state: str | None) -> OidcRequest:
    """What this very browser was sent with, this once."""
    browser = request.cookies.get(_COOKIE)
    if not state or not browser:
        raise ProviderRefusedError(reason="state")
    with context.database.transaction(SYSTEM) as connection:
        asked = identities.end_request(
            connection, state_hash=access.hash_token(state), browser_hash=access.hash_token(browser)
        )
    if asked is None:
        raise ProviderRefusedError(reason="state")
    return asked


def _come_in(context: Context, provider: Provider, subject: str, address: str | None) -> str:
    """The cookie of the account that the subject is linked to; NotLinkedError, in the journal."""
    with context.database.transaction(SYSTEM) as connection:
        account = identities.account_of(connection, IdentityKind.OIDC, issuer=provider.issuer, subject=subject)
        if account is not None:
            return access.begin(connection, account, address, way=Way.OIDC)
        details = {"reason": "not_linked", "issuer": provider.issuer, "subject": subject}
        access.note_refusal(connection, Way.OIDC, account=None, address=address, details=details)
    raise NotLinkedError(subject=subject)
