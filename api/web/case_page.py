"""A case's page, and what its investigator adds there: persons, interrogations, sittings, placements, work."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import schemas
from api.access import Investigator, Reader
from api.context import Context, Here
from api.routes import cases as cases_api
from api.routes import interrogations as interrogations_api
from api.routes import jobs as jobs_api
from api.routes import protocols as protocols_api
from api.routes import recordings as recordings_api
from api.routes.cases import seen, viewed
from api.web.case_forms import of_case, placement_of, sitting_of
from api.web.case_view import see
from api.web.forms import Answer, Sent, Typed, attempt, read
from api.web.page import Pages, Show, go, now
from api.web.terms import nearly_over
from models.accounts import SignedIn
from models.store.database import account

router = APIRouter(prefix="/cases/{case_id}", include_in_schema=False)


@router.get("")
def show_case(case_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """The page."""
    return page(request, context, show, who, case_id=case_id)


@router.post("/participants")
def add_participant(case_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent) -> Response:
    """A person takes part from now on."""
    values: dict[str, Any] = {name: sent.get(name) for name in ("name", "role", "birth_date")}
    values["iin"] = sent.get("iin").replace(" ", "")
    values["contacts"] = [each.strip() for each in sent.get("contacts").split("\n") if each.strip()]
    made = attempt(
        request,
        "person",
        sent,
        lambda: cases_api.add_participant(case_id, read(request, schemas.NewParticipant, values), who, context),
    )
    if isinstance(made, Answer):
        return page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}#persons", done="added")


@router.post("/interrogations")
def add_interrogation(
    case_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent
) -> Response:
    """An interrogation of a person of the case."""
    values = {name: sent.get(name) for name in ("participant_id", "language")}
    made = attempt(
        request,
        "interrogation",
        sent,
        lambda: interrogations_api.add_interrogation(
            case_id, read(request, schemas.NewInterrogation, values), who, context
        ),
    )
    if isinstance(made, Answer):
        return page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}#interrogation-{made.id}", done="added")


@router.post("/interrogations/{interrogation_id}/sittings")
def add_sitting(  # what the framework passes
    case_id: UUID, interrogation_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent
) -> Response:
    """The next sitting, its times on the clock of the unit's region."""
    form = f"sitting-{interrogation_id}"
    made = attempt(
        request,
        form,
        sent,
        lambda: interrogations_api.add_sitting(
            of_case(context, who, case_id, interrogation_id), sitting_of(request, sent), who, context
        ),
    )
    if isinstance(made, Answer):
        return page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}#interrogation-{interrogation_id}", done="added")


@router.post("/interrogations/{interrogation_id}/placements")
def add_placement(  # what the framework passes
    case_id: UUID, interrogation_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent
) -> Response:
    """A span of a recording belongs to a sitting."""
    form = f"placement-{interrogation_id}"

    def act() -> object:
        found = of_case(context, who, case_id, interrogation_id)
        sitting, new = placement_of(request, context, who, sent)
        return interrogations_api.add_placement(found, sitting, new, who, context)

    made = attempt(request, form, sent, act)
    if isinstance(made, Answer):
        return page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}#interrogation-{interrogation_id}", done="added")


@router.post("/interrogations/{interrogation_id}/drafts")
def draw_up(
    case_id: UUID, interrogation_id: UUID, request: Request, context: Here, show: Show, who: Investigator
) -> Response:
    """Draw up the next version of the protocol."""
    made = attempt(
        request,
        f"draft-{interrogation_id}",
        Typed(fields={}),
        lambda: protocols_api.draft(of_case(context, who, case_id, interrogation_id), who, context),
    )
    if isinstance(made, Answer):
        return page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}#interrogation-{interrogation_id}", done="work_asked")


@router.post("/recordings/{recording_id}/transcribe")
def transcribe_again(
    case_id: UUID, recording_id: UUID, request: Request, context: Here, show: Show, who: Investigator
) -> Response:
    """Transcribe a recording once more."""
    made = attempt(
        request,
        f"recording-{recording_id}",
        Typed(fields={}),
        lambda: recordings_api.transcribe_again(recording_id, who, context),
    )
    if isinstance(made, Answer):
        return page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}#recordings", done="work_asked")


@router.post("/jobs/{job_id}/cancel")
def cancel(case_id: UUID, job_id: UUID, request: Request, context: Here, show: Show, who: Investigator) -> Response:
    """Call work off."""
    made = attempt(request, "work", Typed(fields={}), lambda: jobs_api.cancel(job_id, who, context))
    if isinstance(made, Answer):
        return page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}#recordings", done="work_cancelled")


def page(  # what the page shows
    request: Request, context: Context, show: Pages, who: SignedIn, *, case_id: UUID, answer: Answer | None = None
) -> Response:
    """The case's page, which the journal hears of; 422 where a form comes back."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
    context.verdicts.fresh(case_id)
    with context.database.transaction(account(who.account.id)) as connection:
        found = see(connection, who, case_id)
    viewed(context, who, case_id, ("case", case_id), what="page")
    status = 422 if answer else 200
    return show.reply(
        request,
        "case/page.html",
        who=who,
        status=status,
        answer=answer or Answer(),
        seen=found,
        terms=nearly_over(context, who, case_id),
        now=now(),
    )
