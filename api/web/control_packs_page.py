"""Packs of controls with their law, statistics, and the page that tries a draft."""

from fastapi import APIRouter, Request, Response

from analysis.control.draft import draft_of
from api import control_schemas
from api.access import Prosecutor, Reader
from api.context import Context, Here
from api.control_trial import MOST_CASES, Trial
from api.routes import controls as controls_api
from api.web import control_words
from api.web.forms import Answer, Sent, Typed, attempt, read
from api.web.frame import zone_of
from api.web.page import Show, go
from models.accounts import SignedIn

router = APIRouter(prefix="/controls", include_in_schema=False)


@router.get("")
def show_packs(request: Request, context: Here, show: Show, who: Reader) -> Response:
    """The packs that are in use."""
    return _packs(request, context, show, who, answer=Answer())


@router.post("/{control}/confirmation")
def confirm(control: str, request: Request, context: Here, show: Show, who: Prosecutor, sent: Sent) -> Response:
    """Record what a lawyer says of a rule."""
    values = {"confirmed": sent.get("confirmed") == "true", **{name: sent.get(name) for name in ("lawyer", "reason")}}
    made = attempt(
        request,
        f"confirm-{control}",
        sent,
        lambda: controls_api.confirm(control, read(request, control_schemas.NewConfirmation, values), who, context),
    )
    if isinstance(made, Answer):
        return _packs(request, context, show, who, answer=made)
    return go(request, f"/controls#{control.replace('.', '-')}", done="ruled")


def _packs(request: Request, context: Here, show: Show, who: SignedIn, *, answer: Answer) -> Response:
    return show.reply(
        request,
        "controls/packs.html",
        who=who,
        status=422 if answer.form else 200,
        answer=answer,
        packs=controls_api.list_packs(who, context),
        control_words=control_words,
    )


@router.get("/addressed")
def show_addressed(request: Request, context: Here, show: Show, who: Reader) -> Response:
    """What rules leave open for the role that one has."""
    found = controls_api.list_addressed(who, context)
    return show.reply(
        request, "controls/addressed.html", who=who, found=found, zone=zone_of(context), control_words=control_words
    )


@router.get("/statistics")
def show_statistics(request: Request, context: Here, show: Show, who: Prosecutor) -> Response:
    """What is open, by region, unit and rule."""
    found = controls_api.statistics(who, context)
    return show.reply(request, "controls/statistics.html", who=who, found=found, control_words=control_words)


@router.get("/trial")
def show_trial(request: Request, context: Here, show: Show, who: Reader, rule: str = "") -> Response:
    """The form for a draft; `rule`, as "criminal.B1", is taken as one to begin from."""
    return _trial(request, context, show, who=who, answer=Answer(form="trial", typed=_begun(context, rule)), rule=rule)


@router.post("/trial")
def trial(request: Request, context: Here, show: Show, who: Reader, sent: Sent) -> Response:
    """Try a draft over past cases."""
    made = attempt(
        request,
        "trial",
        sent,
        lambda: controls_api.trial(read(request, control_schemas.DraftPack, {"pack": sent.get("pack")}), who, context),
    )
    if isinstance(made, Answer):
        return _trial(request, context, show, who=who, answer=made, status=422)
    return _trial(request, context, show, who=who, answer=Answer(form="trial", typed=sent), found=made)


def _begun(context: Context, rule: str) -> Typed:
    """A rule's text as a draft; nothing where no pack has that rule, or none was chosen."""
    installed = context.packs.installed
    control = next((each for each in installed.controls if f"{each.pack}.{each.id}" == rule), None)
    return Typed(fields={} if control is None else {"pack": [draft_of(installed.by_name[control.pack], control)]})


def _trial(  # what the page shows
    request: Request,
    context: Context,
    show: Show,
    *,
    who: Reader,
    answer: Answer,
    rule: str = "",
    found: Trial | None = None,
    status: int = 200,
) -> Response:
    return show.reply(
        request,
        "controls/trial.html",
        who=who,
        status=status,
        answer=answer,
        rule=rule,
        packs=context.packs.installed.packs,
        found=found,
        most=MOST_CASES,
        control_words=control_words,
        zone=zone_of(context),
    )
