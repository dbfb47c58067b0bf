"""The first page: what each role begins with, or the sign-in."""

from fastapi import APIRouter, Request, Response

from api import access
from api.context import Here
from api.web import case_list, documents_page, service_page, sign_in
from api.web.page import Show
from models.accounts import AccountRole
from models.errors import BadInputError

router = APIRouter(include_in_schema=False)

_FIRST = {
    AccountRole.ADMINISTRATOR: service_page.first,
    AccountRole.INVESTIGATOR: case_list.first,
    AccountRole.HEAD: case_list.first,
    AccountRole.PROSECUTOR: case_list.first,
    AccountRole.PARTICIPANT: documents_page.first,
}


@router.get("/")
def first(request: Request, context: Here, show: Show) -> Response:
    """What the account's role begins with; the sign-in for whoever has none."""
    try:
        who = access.signed_in(request, context)
    except BadInputError:
        return sign_in.form(request, context, show)
    return _FIRST[who.account.role](request, context, show, who)
