"""What controls say of a case, as a page: what is open, what is to be established; decisions, and facts that are stated."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import control_schemas
from api.access import Investigator, Prosecutor, Reader
from api.context import Context, Here
from api.errors import DecisionBlockedError
from api.routes import controls as controls_api
from api.routes import decisions as decisions_api
from api.routes import facts as facts_api
from api.routes.cases import seen
from api.verdicts_shown import VerdictShown
from api.web import control_words, fact_form
from api.web.forms import Answer, Sent, attempt, read
from api.web.page import Pages, Show, go
from models.accounts import SignedIn
from models.store import accounts, cases
from models.store.database import account
from models.verdicts import VerdictState

router = APIRouter(prefix="/cases/{case_id}/controls", include_in_schema=False)


@router.get("")
def show_controls(case_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """The page."""
    return _page(request, context, show, who, case_id=case_id)


@router.post("/decisions")
def record_decision(case_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent) -> Response:
    """Record a procedural decision; where controls do not allow it, the page tells why in full."""
    values: dict[str, Any] = {name: sent.get(name) for name in ("kind", "decided_at", "participant_id", "text")}
    values["articles"] = [each.strip() for each in sent.get("articles").split(";") if each.strip()]
    values["other_ground"] = {"yes": True, "no": False}.get(sent.get("other_ground"))
    refused: list[VerdictShown] = []

    def act() -> object:
        try:
            new = read(request, control_schemas.NewDecision, values)
            return decisions_api.record_decision(case_id, new, who, context)
        except DecisionBlockedError as error:
            blocking = error.data["blocking"]
            refused.extend(VerdictShown.model_validate(each) for each in (blocking if isinstance(blocking, list) else []))
            raise

    made = attempt(request, "decision", sent, act)
    if isinstance(made, Answer):
        return _page(request, context, show, who, case_id=case_id, answer=made, refused=refused)
    return go(request, f"/cases/{case_id}/controls#decisions", done="added")


@router.post("/decisions/{decision_id}/review")
def review(case_id: UUID, decision_id: UUID, request: Request, context: Here, who: Prosecutor) -> Response:
    """The prosecutor looked at a decision."""
    facts_api.review(case_id, decision_id, control_schemas.Reviewed(), who, context)
    return go(request, f"/cases/{case_id}/controls#decisions", done="ruled")


@router.post("/facts")
def state_fact(case_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent) -> Response:
    """State one fact."""

    def act() -> object:
        known = facts_api.list_facts(case_id, who, context)
        new = read(request, control_schemas.NewFact, fact_form.values_of(sent, known, who.account.language))
        return facts_api.state_fact(case_id, new, who, context)

    made = attempt(request, "fact", sent, act)
    if isinstance(made, Answer):
        return _page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}/controls#facts", done="added")


@router.post("/extracts")
def take_extract(case_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent) -> Response:
    """Take a register's extract, as the text of its JSON."""

    def act() -> object:
        new = read(request, control_schemas.RegisterExtract, {"document": fact_form.document_of(sent)})
        return facts_api.take_extract(case_id, new, who, context)

    made = attempt(request, "extract", sent, act)
    if isinstance(made, Answer):
        return _page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}/controls#facts", done="added")


@router.post("/{control}/override")
def override(  # what the framework passes
    case_id: UUID, control: str, request: Request, context: Here, show: Show, who: Reader, sent: Sent
) -> Response:
    """Set a control aside for one subject."""
    form = f"override-{control}-{sent.get('subject')}"
    values = {name: sent.get(name) for name in ("subject", "reason")}
    made = attempt(
        request,
        form,
        sent,
        lambda: controls_api.override(case_id, control, read(request, control_schemas.NewOverride, values), who, context),
    )
    if isinstance(made, Answer):
        return _page(request, context, show, who, case_id=case_id, answer=made)
    return go(request, f"/cases/{case_id}/controls", done="ruled")


def _page(  # what the page shows
    request: Request,
    context: Context,
    show: Pages,
    who: SignedIn,
    *,
    case_id: UUID,
    answer: Answer | None = None,
    refused: list[VerdictShown] | None = None,
) -> Response:
    found = controls_api.list_controls(case_id, who, context)
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
        zone = accounts.zone_of(connection, case.unit_id)
        may_edit = cases.may_edit(connection, case_id)
        may_keep = cases.may_keep(connection, case_id)
        participants = cases.participants(connection, case_id)
    return show.reply(
        request,
        "case/controls.html",
        who=who,
        status=422 if answer else 200,
        case=case,
        zone=zone,
        evaluated_at=found.evaluated_at,
        violated=_in(found.verdicts, VerdictState.VIOLATED),
        unknown=_in(found.verdicts, VerdictState.UNKNOWN),
        fine=_in(found.verdicts, VerdictState.OK),
        idle=_in(found.verdicts, VerdictState.NOT_APPLICABLE),
        aside=[each for each in found.verdicts if each.overridden is not None],
        running=[each for each in found.verdicts if each.seconds_left is not None and each.state is VerdictState.OK],
        decisions=decisions_api.list_decisions(case_id, who, context),
        participants=participants,
        facts=facts_api.list_facts(case_id, who, context),
        kinds=fact_form.choices(who.account.language),
        coded=fact_form.coded(who.account.language),
        may_edit=may_edit and who.account.role == "investigator",
        may_review=may_keep and who.account.role == "prosecutor",
        refused=refused or [],
        answer=answer or Answer(),
        control_words=control_words,
    )


def _in(found: list[VerdictShown], state: VerdictState) -> list[VerdictShown]:
    return [each for each in found if each.state is state and each.overridden is None]
