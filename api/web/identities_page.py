"""Administration: what an account is known by elsewhere, on the account's page."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import access, account_schemas
from api.access import Administrator
from api.context import Context, Here
from api.errors import ConflictError
from api.routes import identities as identities_api
from api.web import accounts_page
from api.web.forms import Answer, FormRefusedError, Sent, Typed, attempt, read
from api.web.page import Show, go, tell
from models.accounts import Identity, SignedIn

router = APIRouter(prefix="/administration/accounts/{account_id}/identities", include_in_schema=False)


@router.post("")
def link(account_id: UUID, request: Request, context: Here, show: Show, who: Administrator, sent: Sent) -> Response:
    """From now on the account comes in by that too."""
    made = attempt(request, "identity", sent, lambda: _linked(request, context, who, account_id, sent))
    if isinstance(made, Answer):
        return accounts_page.one(request, context, show, who, account_id=account_id, answer=made)
    return go(request, f"/administration/accounts/{account_id}#identities", done="saved")


@router.post("/{identity_id}/remove")
def unlink(account_id: UUID, identity_id: UUID, request: Request, context: Here, who: Administrator) -> Response:
    """The account is known by that no more."""
    access.same_site(request)
    identities_api.unlink(account_id, identity_id, who, context)
    return go(request, f"/administration/accounts/{account_id}#identities", done="removed")


def _linked(  # what a link is made of
    request: Request, context: Context, who: SignedIn, account_id: UUID, sent: Typed
) -> Identity:
    values = {"kind": sent.get("kind"), "subject": sent.get("subject")}
    new = read(request, account_schemas.NewIdentity, values)
    try:
        return identities_api.link(account_id, new, who, context)
    except ConflictError as error:
        raise FormRefusedError({"subject": tell(request, "An account is known by this already.")}) from error
