"""One's own account: language, theme, password, tokens for programs."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import access, account_schemas, passwords
from api.access import Person
from api.context import Context, Here
from api.routes import accounts as accounts_api
from api.routes import own_account
from api.routes.accounts import TokenMade
from api.web.forms import Answer, FormRefusedError, Sent, Typed, attempt, read
from api.web.page import Pages, Show, go, now, tell
from models.accounts import SignedIn
from models.store import accounts
from models.store.database import SYSTEM

router = APIRouter(prefix="/account", include_in_schema=False)


@router.get("")
def show_account(request: Request, context: Here, show: Show, who: Person) -> Response:
    """The page."""
    return page(request, context, show, who)


@router.post("/password")
def set_password(request: Request, context: Here, show: Show, who: Person, sent: Sent) -> Response:
    """A new password, by the present one where there is one."""
    made = attempt(request, "password", sent, lambda: _set_password(request, context, who, sent))
    if isinstance(made, Answer):
        return page(request, context, show, who, answer=made)
    return go(request, "/account", done="password_set")


@router.post("/tokens")
def make_token(request: Request, context: Here, show: Show, who: Person, sent: Sent) -> Response:
    """A token for a program; shown on the page that follows, this once."""
    values = {"name": sent.get("name"), "scopes": sent.all("scopes"), "days": sent.get("days")}
    made = attempt(
        request,
        "token",
        sent,
        lambda: accounts_api.make_token(read(request, account_schemas.NewToken, values), who, context),
    )
    if isinstance(made, Answer):
        return page(request, context, show, who, answer=made)
    return page(request, context, show, who, made=made)


@router.post("/tokens/{token_id}/revoke")
def revoke_token(token_id: UUID, request: Request, context: Here, who: Person) -> Response:
    """A token holds no more."""
    access.same_site(request)
    own_account.revoke_token(token_id, who, context)
    return go(request, "/account#tokens", done="revoked")


def page(  # what the page shows
    request: Request,
    context: Context,
    show: Pages,
    who: SignedIn,
    *,
    answer: Answer | None = None,
    made: TokenMade | None = None,
) -> Response:
    """One's account; 422 where a form comes back."""
    with context.database.transaction(SYSTEM) as connection:
        held = accounts.credential(connection, who.account.id)
        tokens = accounts.tokens(connection, who.account.id)
        unit = next((each for each in accounts.units(connection) if each.id == who.account.unit_id), None)
    return show.reply(
        request,
        "account.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        has_password=held.password_hash is not None,
        has_factor=held.totp_secret is not None,
        tokens=tokens,
        made=made,
        unit=unit,
        now=now(),
    )


def _set_password(request: Request, context: Context, who: SignedIn, sent: Typed) -> None:
    new = read(
        request, account_schemas.NewPassword, {"password": sent.secret("password"), "present": sent.secret("present")}
    )
    if sent.secret("password") != sent.secret("again"):
        raise FormRefusedError({"again": tell(request, "The two passwords differ.")})
    passwords.change(context, who, present=new.present, new=new.password)
