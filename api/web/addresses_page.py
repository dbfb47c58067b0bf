"""Administration: what the service may call."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import access, account_schemas
from api.access import Administrator
from api.context import Context, Here
from api.errors import ConflictError
from api.routes import addresses as addresses_api
from api.web.forms import Answer, FormRefusedError, Sent, Typed, attempt, read
from api.web.frame import framed
from api.web.page import Pages, Show, go, tell
from models.accounts import SignedIn
from models.outgoing import AllowedAddress
from models.store import accounts
from models.store.database import SYSTEM

router = APIRouter(prefix="/administration/addresses", include_in_schema=False)

_PATH = "/administration/addresses"


@router.get("")
def show_addresses(request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """The list."""
    return _page(request, context, show, who)


@router.post("")
def allow(request: Request, context: Here, show: Show, who: Administrator, sent: Sent) -> Response:
    """One more address for one purpose."""
    made = attempt(request, "address", sent, lambda: _allowed(request, context, who, sent))
    if isinstance(made, Answer):
        return _page(request, context, show, who, answer=made)
    return go(request, _PATH, done="added")


@router.post("/{address_id}/remove")
def disallow(address_id: UUID, request: Request, context: Here, who: Administrator) -> Response:
    """The address is called no more."""
    access.same_site(request)
    addresses_api.disallow(address_id, who, context)
    return go(request, _PATH, done="removed")


def _allowed(request: Request, context: Context, who: SignedIn, sent: Typed) -> AllowedAddress:
    values = {name: sent.get(name) for name in ("host", "port", "purpose")}
    new = read(request, account_schemas.NewAllowedAddress, values)
    try:
        return addresses_api.allow(new, who, context)
    except ConflictError as error:
        raise FormRefusedError({"host": tell(request, "This address is allowed for this purpose already.")}) from error


def _page(request: Request, context: Context, show: Pages, who: SignedIn, *, answer: Answer | None = None) -> Response:
    found = addresses_api.list_allowed(who, context)
    with context.database.transaction(SYSTEM) as connection:
        names = accounts.names(connection, {each.added_by for each in found})
    return framed(request, context, show, who, "addresses", answer=answer, addresses=found, names=names)
