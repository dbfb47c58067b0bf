"""Access to a case, as the head of its unit gives it and takes it away on the case's page."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import schemas
from api.access import Head
from api.context import Here
from api.routes import grants as grants_api
from api.web import case_page
from api.web.forms import Answer, Sent, attempt, read
from api.web.page import Show, go

router = APIRouter(prefix="/cases/{case_id}/grants", include_in_schema=False)


@router.post("")
def give_access(case_id: UUID, request: Request, context: Here, show: Show, who: Head, sent: Sent) -> Response:
    """Give an account of the unit access."""
    values = {name: sent.get(name) for name in ("account_id", "kind", "reason")}
    made = attempt(
        request,
        "grant",
        sent,
        lambda: grants_api.give_access(case_id, read(request, schemas.NewGrant, values), who, context),
    )
    if isinstance(made, Answer):
        return case_page.page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}#access", done="access_given")


@router.post("/{grant_id}/revoke")
def revoke_access(case_id: UUID, grant_id: UUID, request: Request, context: Here, who: Head) -> Response:
    """Take it away again."""
    grants_api.revoke_access(case_id, grant_id, who, context)
    return go(request, f"/cases/{case_id}#access", done="revoked")
