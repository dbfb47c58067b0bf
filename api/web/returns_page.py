"""Bringing a paper back to a version of a protocol, and the page on which it is compared."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.requests import ClientDisconnect

from api import schemas
from api.access import HeadOrInvestigator, Investigator, Reader
from api.context import Context, Here
from api.errors import BusyError, NotFoundError, language_of
from api.returned import Arrived, arrive, bring, dropped, may_bring
from api.routes import returns as returns_api
from api.routes.cases import seen, viewed
from api.web import protocol_returns
from api.web.forms import Answer, FormRefusedError, Sent, Typed, attempt, read
from api.web.page import Pages, Show, go, tell
from api.web.protocol_page import page_of, version_number
from api.web.protocol_returns import differences_seen
from models.accounts import AccountRole, SignedIn
from models.errors import BadInputError
from models.protocol_returns import Outcome, ProtocolReturn, WordReading
from models.store import accounts, cases, protocols
from models.store.database import account

router = APIRouter(prefix="/interrogations/{interrogation_id}", include_in_schema=False)


@router.post("/versions/{version_id}/returns")
async def bring_back(  # what the framework passes
    interrogation_id: UUID, version_id: UUID, request: Request, context: Here, show: Show, who: Investigator
) -> Response:
    """A file is brought back to a version."""
    number = await asyncio.to_thread(version_number, context, who, interrogation_id, version_id)
    await asyncio.to_thread(may_bring, context, who, version_id)
    made = await _arrived(request, context, lambda arrived: bring(context, who, version_id, arrived))
    if isinstance(made, Answer):
        return await asyncio.to_thread(page_of, request, context, show, who, interrogation_id, number=number, answer=made)
    return go(request, f"/interrogations/{interrogation_id}/returns/{made.id}", done="saved")


async def _arrived(
    request: Request, context: Context, keep: Callable[[Arrived], ProtocolReturn]
) -> ProtocolReturn | Answer:
    """What is kept of the files that were sent, or what is wrong with them."""
    try:
        arrived = await arrive(request, context)
    except (ClientDisconnect, TimeoutError) as error:
        raise BusyError from error  # nobody hears it
    except BadInputError as refused:
        return Answer(form="return", problem=refused.say(language_of(request)))

    def kept() -> ProtocolReturn | Answer:
        with dropped(context, arrived):
            typed = Typed(fields={"note": [arrived.note or ""]})
            return attempt(request, "return", typed, lambda: keep(arrived))

    return await asyncio.to_thread(kept)


@router.get("/returns/{return_id}")
def show_return(
    interrogation_id: UUID, return_id: UUID, request: Request, context: Here, show: Show, who: Reader
) -> Response:
    """What was brought back beside the version."""
    return _page(request, context, show, who, interrogation_id, return_id=return_id)


@router.post("/returns/{return_id}/rulings")
def rule(  # what the framework passes
    interrogation_id: UUID,
    return_id: UUID,
    request: Request,
    context: Here,
    show: Show,
    who: HeadOrInvestigator,
    sent: Sent,
) -> Response:
    """Somebody compared it with the version."""
    values = {name: sent.get(name) for name in ("outcome", "note")}

    def act() -> object:
        if values["outcome"] == Outcome.DIFFERS and not values["note"]:
            raise FormRefusedError({"note": tell(request, "Write what differs, and on which page.")})
        return returns_api.rule(return_id, read(request, schemas.NewReturnRuling, values), who, context)

    made = attempt(request, "ruling", sent, act)
    if isinstance(made, Answer):
        return _page(request, context, show, who, interrogation_id, return_id=return_id, answer=made)
    return go(request, f"/interrogations/{interrogation_id}/returns/{return_id}", done="saved")


def _page(  # what the page shows
    request: Request,
    context: Context,
    show: Pages,
    who: SignedIn,
    interrogation_id: UUID,
    *,
    return_id: UUID,
    answer: Answer | None = None,
) -> Response:
    with context.database.transaction(account(who.account.id)) as connection:
        shown = returns_api.read(connection, return_id)
        case = seen(connection, shown.returned.case_id)
        interrogation = cases.interrogation(connection, interrogation_id)
        version = protocols.version(connection, shown.returned.version_id)
        if interrogation is None or version is None or protocols.interrogation_of(connection, version) != interrogation_id:
            raise NotFoundError
        differences = shown.reading.differences if isinstance(shown.reading, WordReading) else ()
        found = differences_seen(connection, version.id, differences)
        involved = {shown.returned.brought_by, *(each.account_id for each in shown.rulings)}
        names = accounts.names(connection, involved)
        zone = accounts.zone_of(connection, case.unit_id)
    viewed(context, who, case.id, ("protocol_return", return_id), what="page")
    return show.reply(
        request,
        "protocol/return.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        case=case,
        interrogation=interrogation,
        version=version,
        shown=shown,
        found=found,
        names=names,
        zone=zone,
        may_rule=who.account.role in (AccountRole.INVESTIGATOR, AccountRole.HEAD),
        told=protocol_returns,
    )
