"""Search over the words of everything that whoever asks may see, with hits that play."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from api.access import Reader
from api.context import Context, Here
from api.errors import InvalidError, SearchAwayError, language_of
from api.routes import search as search_api
from api.routes.search import Found, Search
from api.web import words
from api.web.forms import Answer, FormRefusedError, Typed, attempt, read
from api.web.page import Show, tell
from models.accounts import SignedIn
from models.store import accounts, cases
from models.store.database import account

router = APIRouter(prefix="/search", include_in_schema=False)

_PAGE = 20
_FILTERS = ("case", "person", "role", "language", "since", "until")
Word = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]


class Asked(BaseModel):
    """The fields of the form as an address holds them."""

    q: Word = ""
    by: Word = ""
    case: Word = ""
    person: Word = ""
    role: Word = ""
    language: Word = ""
    since: Word = ""
    until: Word = ""
    offset: Annotated[int, Field(ge=0, le=search_api.LAST_OFFSET)] = 0


@router.get("")
def show_search(request: Request, context: Here, show: Show, who: Reader, asked: Annotated[Asked, Query()]) -> Response:
    """The form, and what was found."""
    offset = asked.offset
    sent = Typed(fields={name: [value] for name, value in asked.model_dump(exclude={"offset"}).items()})
    with context.database.transaction(account(who.account.id)) as connection:
        zone = accounts.zone_of(connection, who.account.unit_id) if who.account.unit_id else words.ZONES[0]
        only = _case(asked.case)
        chosen = cases.case(connection, only) if only else None
    answer, found = Answer(form="search", typed=sent), None
    if sent.get("q"):
        made = attempt(request, "search", sent, lambda: _found(request, context, who, sent, zone=zone, offset=offset))
        answer, found = (made, None) if isinstance(made, Answer) else (answer, made)
    return show.reply(
        request,
        "search.html",
        who=who,
        status=422 if answer.faults or answer.problem else 200,
        answer=answer,
        found=found,
        chosen=chosen,
        zone=zone,
        is_narrowed=any(sent.get(name) for name in _FILTERS),
        offset=offset,
        earlier=_address(sent, offset - _PAGE) if offset else None,
        further=_address(sent, offset + _PAGE) if _goes_on(found, offset) else None,
    )


def _found(request: Request, context: Context, who: SignedIn, sent: Typed, *, zone: str, offset: int) -> Found:
    values: Mapping[str, object] = {
        "q": sent.get("q"),
        "by": "meaning" if sent.get("by") == "meaning" else "words",
        "case_id": sent.get("case"),
        "person": sent.get("person"),
        "role": sent.get("role"),
        "language": sent.get("language"),
        "since": _midnight(request, sent, "since", zone=zone),
        "until": _midnight(request, sent, "until", zone=zone, days=1),
        "offset": offset,
        "limit": _PAGE,
    }
    try:
        return search_api.search(who, context, read(request, Search, values))
    except SearchAwayError as error:
        raise FormRefusedError({"by": error.say(language_of(request))}) from error
    except InvalidError as error:
        said = tell(request, "Type at least one word that is looked for, not only words that are left out.")
        raise FormRefusedError({"q": said}) from error


def _midnight(request: Request, sent: Typed, name: str, *, zone: str, days: int = 0) -> datetime | None:
    """The beginning of a day that was typed, or of a later one."""
    if not sent.get(name):
        return None
    try:
        day = date.fromisoformat(sent.get(name)) + timedelta(days=days)
    except (ValueError, OverflowError) as error:
        raise FormRefusedError({name: tell(request, "A date is expected.")}) from error
    return datetime.combine(day, time(), ZoneInfo(zone))


def _case(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _goes_on(found: Found | None, offset: int) -> bool:
    return found is not None and found.total > offset + _PAGE and offset + _PAGE <= search_api.LAST_OFFSET


def _address(sent: Typed, offset: int) -> str:
    values = {name: sent.get(name) for name in ("q", "by", *_FILTERS) if sent.get(name)}
    return f"/search?{urlencode(values | ({'offset': max(0, offset)} if offset > 0 else {}))}"
