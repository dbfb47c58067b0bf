"""Administration: accounts, their sign-in links, and whom a prosecutor supervises."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import account_schemas
from api.access import LINK_HOLDS, Administrator
from api.context import Context, Here
from api.errors import ConflictError, NotFoundError
from api.routes import accounts as accounts_api
from api.web.forms import Answer, FormRefusedError, Sent, Typed, attempt, read
from api.web.page import Pages, Show, go, tell
from models.accounts import Account, AccountRole, SignedIn
from models.store import accounts, identities
from models.store.database import SYSTEM

router = APIRouter(prefix="/administration/accounts", include_in_schema=False)

_UNIT_NEEDED = frozenset({AccountRole.INVESTIGATOR, AccountRole.HEAD})


@router.get("")
def show_accounts(request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """All accounts."""
    return _list(request, context, show, who)


@router.post("")
def add_account(request: Request, context: Here, show: Show, who: Administrator, sent: Sent) -> Response:
    """An account, which gets a link next."""
    made = attempt(request, "account", sent, lambda: _added(request, context, who, sent))
    if isinstance(made, Answer):
        return _list(request, context, show, who, answer=made)
    return go(request, f"/administration/accounts/{made.id}", done="added")


@router.get("/{account_id}")
def show_account(account_id: UUID, request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """One account."""
    return one(request, context, show, who, account_id=account_id)


@router.post("/{account_id}/link")
def make_link(account_id: UUID, request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """A link that signs the account in once; shown on the page that follows."""
    made = accounts_api.make_link(account_id, who, context)
    address = f"{request.url.scheme}://{request.url.netloc}/sign-in?token={made.token}"
    return one(request, context, show, who, account_id=account_id, link=address)


@router.post("/{account_id}/disable")
def disable(account_id: UUID, request: Request, context: Here, who: Administrator) -> Response:
    """The account signs in no more."""
    accounts_api.disable(account_id, who, context)
    return go(request, f"/administration/accounts/{account_id}", done="disabled")


@router.post("/{account_id}/supervision")
def supervise(account_id: UUID, request: Request, context: Here, show: Show, who: Administrator, sent: Sent) -> Response:
    """A prosecutor supervises a unit from now on."""
    made = attempt(
        request, "supervision", sent, lambda: accounts_api.supervise(account_id, _unit(request, sent), who, context)
    )
    if isinstance(made, Answer):
        return one(request, context, show, who, account_id=account_id, answer=made)
    return go(request, f"/administration/accounts/{account_id}", done="saved")


@router.post("/{account_id}/supervision/{unit_id}/end")
def end_supervision(account_id: UUID, unit_id: UUID, request: Request, context: Here, who: Administrator) -> Response:
    """A prosecutor supervises a unit no more."""
    accounts_api.end_supervision(account_id, unit_id, who, context)
    return go(request, f"/administration/accounts/{account_id}", done="saved")


def _added(request: Request, context: Context, who: SignedIn, sent: Typed) -> Account:
    values = {name: sent.get(name) for name in ("login", "name", "role", "unit_id", "language")}
    new = read(request, account_schemas.NewAccount, values)
    if new.role in _UNIT_NEEDED and new.unit_id is None:
        raise FormRefusedError({"unit_id": tell(request, "Investigators and heads belong to a unit.")})
    try:
        return accounts_api.add_account(new, who, context)
    except ConflictError as error:
        raise FormRefusedError({"login": tell(request, "Somebody has this login already.")}) from error


def _unit(request: Request, sent: Typed) -> UUID:
    try:
        return UUID(sent.get("unit_id"))
    except ValueError as error:
        raise FormRefusedError({"unit_id": tell(request, "Choose a unit.")}) from error


def _list(request: Request, context: Context, show: Pages, who: SignedIn, *, answer: Answer | None = None) -> Response:
    with context.database.transaction(SYSTEM) as connection:
        found = accounts.accounts(connection)
        units = accounts.units(connection)
    return show.reply(
        request,
        "administration/accounts.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        accounts=found,
        units=units,
        unit_names={each.id: each.name for each in units},
    )


def one(  # what the page shows
    request: Request,
    context: Context,
    show: Pages,
    who: SignedIn,
    *,
    account_id: UUID,
    answer: Answer | None = None,
    link: str | None = None,
) -> Response:
    """The page of an account; 422 where a form comes back. NotFoundError."""
    with context.database.transaction(SYSTEM) as connection:
        found = accounts.account(connection, account_id)
        if found is None:
            raise NotFoundError
        supervised = accounts.supervised(connection, account_id)
        known_by = identities.identities(connection, account_id)
        units = accounts.units(connection)
    return show.reply(
        request,
        "administration/account.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        account=found,
        supervised=supervised,
        identities=known_by,
        provider=context.provider.issuer if context.provider else "",
        by_certificate=context.settings.certificate_header is not None,
        units=units,
        unit_names={each.id: each.name for each in units},
        link=link,
        link_minutes=int(LINK_HOLDS.total_seconds() // 60),
    )
