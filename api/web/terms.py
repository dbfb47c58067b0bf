"""Terms near their end are told where somebody works on a case: when a page opens, and when another one comes so far."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request, Response

from api.access import Reader
from api.context import Context, Here
from api.routes.cases import seen
from api.web.page import Show, now
from models.accounts import SignedIn
from models.sentences import Sentence
from models.store import control_verdicts
from models.store.database import account

router = APIRouter(prefix="/cases/{case_id}/terms", include_in_schema=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A control that counts down."""

    key: str  # as `GET /api/cases/{id}/events` names it: "criminal.T1/i1"
    title: Sentence
    seconds_left: float


def nearly_over(context: Context, who: SignedIn, case_id: UUID) -> list[Term]:
    """Those of a case, the next one first; NotFoundError where it may not be read."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        found = control_verdicts.approaching(connection, case_id)
    return [
        Term(
            key=f"{each.pack}.{each.control}/{each.subject}",
            title=context.packs.installed.control(each.pack, each.control).title,
            seconds_left=max(0.0, (each.deadline - now()).total_seconds()),
        )
        for each in found
        if each.deadline is not None
    ]


@router.get("")
def show_terms(case_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """The part of a page that tells them."""
    return show.reply(request, "case/terms.html", who=who, case_id=case_id, terms=nearly_over(context, who, case_id))
