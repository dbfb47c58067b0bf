"""Administration: how long closed cases of each kind are kept."""

from datetime import timedelta

from fastapi import APIRouter, Request, Response

from api import schemas
from api.access import Administrator
from api.context import Context, Here
from api.routes import retention as retention_api
from api.web.forms import Answer, Sent, Typed, attempt, read
from api.web.frame import framed
from api.web.page import Pages, Show, go, now
from models.accounts import SignedIn
from models.cases import CaseKind
from models.retention import FEWEST_DAYS, MOST_DAYS, RetentionRule
from models.store import accounts
from models.store.database import SYSTEM

router = APIRouter(prefix="/administration/retention", include_in_schema=False)

_RESTS = timedelta(days=7)  # as migration 0009 has it


@router.get("")
def show_rules(request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """The rule of each kind."""
    return _page(request, context, show, who)


@router.post("/{kind}")
def set_rule(  # what the framework passes
    kind: CaseKind, request: Request, context: Here, show: Show, who: Administrator, sent: Sent
) -> Response:
    """Another rule; no days: without end."""
    made = attempt(request, f"rule-{kind}", sent, lambda: _set_rule(request, context, who, kind, sent))
    if isinstance(made, Answer):
        return _page(request, context, show, who, answer=made)
    return go(request, "/administration/retention", done="rule_set")


def _set_rule(  # what a rule is made of
    request: Request, context: Context, who: SignedIn, kind: CaseKind, sent: Typed
) -> RetentionRule:
    new = schemas.ChangedRule(days=None)
    if sent.get("days"):
        new = read(request, schemas.ChangedRule, {"days": sent.get("days")})
    return retention_api.set_rule(kind, new, who, context)


def _page(request: Request, context: Context, show: Pages, who: SignedIn, *, answer: Answer | None = None) -> Response:
    rules = {each.kind: each for each in retention_api.list_rules(who, context)}
    with context.database.transaction(SYSTEM) as connection:
        names = accounts.names(connection, {each.set_by for each in rules.values()})
    return framed(
        request,
        context,
        show,
        who,
        "retention",
        answer=answer,
        rules=rules,
        in_force={kind: rule.set_at + _RESTS for kind, rule in rules.items()},
        names=names,
        days=(FEWEST_DAYS, MOST_DAYS),
        now=now(),
    )
