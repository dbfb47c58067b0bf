"""Texts without sound as pages: typed in, and read."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import schemas
from api.access import Investigator, Reader
from api.context import Context, Here
from api.routes import texts as texts_api
from api.routes.cases import changeable, seen, viewed
from api.web.forms import Answer, Sent, attempt, read
from api.web.page import Pages, Show, go
from models.accounts import SignedIn
from models.store import accounts, cases, recordings
from models.store.database import account

router = APIRouter(include_in_schema=False)


@router.get("/cases/{case_id}/texts")
def show_form(case_id: UUID, request: Request, context: Here, show: Show, who: Investigator) -> Response:
    """Where a text is typed in."""
    return _form(request, context, show, who, case_id=case_id)


@router.post("/cases/{case_id}/texts")
def add_text(case_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent) -> Response:
    """Add it to the case."""
    values: dict[str, Any] = {name: sent.get(name) for name in ("name", "kind", "language", "participant_id", "on", "text")}
    made = attempt(
        request,
        "text",
        sent,
        lambda: texts_api.add_text(case_id, read(request, schemas.NewText, values), request, who, context),
    )
    if isinstance(made, Answer):
        return _form(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/texts/{made.id}", done="added")


@router.get("/texts/{recording_id}")
def show_text(recording_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """A text with who wrote it."""
    shown = texts_api.show_text(recording_id, who, context)
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, shown.case_id)
        recording = recordings.recording(connection, recording_id)
        zone = accounts.zone_of(connection, case.unit_id)
    return show.reply(request, "case/text.html", who=who, case=case, zone=zone, recording=recording, shown=shown)


def _form(
    request: Request, context: Context, show: Pages, who: SignedIn, *, case_id: UUID, answer: Answer | None = None
) -> Response:
    with context.database.transaction(account(who.account.id)) as connection:
        case = changeable(connection, case_id)
        people = [(each.id, person.name) for each, person in cases.participants(connection, case_id)]
    viewed(context, who, case_id, ("case", case_id), what="participants")
    return show.reply(
        request,
        "case/text_form.html",
        who=who,
        status=422 if answer else 200,
        case=case,
        people=people,
        answer=answer or Answer(),
    )
