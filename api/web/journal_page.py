"""A case's part of the journal as a page, the newest entries first."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from api.access import Reader
from api.context import Here
from api.routes.cases import seen, viewed
from api.web.page import Show
from models.store import accounts, journal
from models.store.database import account

router = APIRouter(prefix="/cases/{case_id}/journal", include_in_schema=False)

_PAGE = 100


@router.get("")
def show_journal(  # what the framework passes
    case_id: UUID,
    request: Request,
    context: Here,
    show: Show,
    who: Reader,
    before: Annotated[int | None, Query(ge=0, le=2**53 - 1)] = None,
) -> Response:
    """Who did what in the case."""
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
        found = journal.newest(connection, case_id, before=before, limit=_PAGE + 1)
        zone = accounts.zone_of(connection, case.unit_id)
        people = {UUID(each.entry.account_id) for each in found if each.entry.account_id}
        names = accounts.names(connection, people)
    shown = found[:_PAGE]
    viewed(context, who, case_id, ("journal", case_id), before=before, entries=len(shown))
    return show.reply(
        request,
        "case/journal.html",
        who=who,
        case=case,
        zone=zone,
        entries=shown,
        names={str(each): name for each, name in names.items()},
        more=shown[-1].entry.index if len(found) > _PAGE else None,
    )
