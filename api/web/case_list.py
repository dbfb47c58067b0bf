"""Cases that one may see, searched and narrowed; opening a case of one's own, and access in an emergency."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from api import schemas
from api.access import Investigator, Reader
from api.context import Context, Here
from api.errors import ConflictError, NotFoundError
from api.routes import cases as cases_api
from api.routes import grants as grants_api
from api.web.forms import Answer, FormRefusedError, Sent, Typed, attempt, read
from api.web.page import Pages, Show, go, tell
from models.accounts import SignedIn
from models.cases import Case, CaseKind, CaseStatus, Grant
from models.store import accounts
from models.store.case_list import newest_cases
from models.store.database import account

router = APIRouter(prefix="/cases", include_in_schema=False)

_PAGE = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    """Which cases somebody looks for."""

    number: str = ""  # a part of it
    kind: str = ""
    status: str = ""
    mine: bool = False
    before: UUID | None = None  # a page of the list begins behind this one

    @property
    def query(self) -> str:
        """As in an address, without the page."""
        said = {"number": self.number, "kind": self.kind, "status": self.status, "mine": "1" if self.mine else ""}
        return urlencode({name: value for name, value in said.items() if value})


_Kind = TypeVar("_Kind", bound=StrEnum)
Word = Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")]


@router.get("")
def list_cases(  # the filters of one list
    request: Request,
    context: Here,
    show: Show,
    who: Reader,
    *,
    number: Word = "",
    kind: Word = "",
    status: Word = "",
    mine: Word = "",
    before: UUID | None = None,
) -> Response:
    """The list."""
    narrowed = Narrowed(number=number.strip(), kind=kind, status=status, mine=bool(mine), before=before)
    return _page(request, context, show, who, narrowed=narrowed)


def first(request: Request, context: Context, show: Pages, who: SignedIn) -> Response:
    """What whoever reads cases begins with."""
    return _page(request, context, show, who)


@router.post("")
def open_case(request: Request, context: Here, show: Show, who: Investigator, sent: Sent) -> Response:
    """Open a case of one's own."""
    made = attempt(request, "case", sent, lambda: _opened(request, context, who, sent))
    if isinstance(made, Answer):
        return _page(request, context, show, who, answer=made)
    return go(request, f"/cases/{made.id}", done="case_opened")


@router.post("/emergency-access")
def take_access(request: Request, context: Here, show: Show, who: Investigator, sent: Sent) -> Response:
    """Take access to a case by its number, for some hours, with a reason."""
    made = attempt(request, "emergency", sent, lambda: _taken(request, context, who, sent))
    if isinstance(made, Answer):
        return _page(request, context, show, who, answer=made)
    return go(request, f"/cases/{made.case_id}", done="access_taken")


def _opened(request: Request, context: Context, who: SignedIn, sent: Typed) -> Case:
    articles = [each.strip() for each in sent.get("articles").replace("\n", ";").split(";") if each.strip()]
    values = {"number": sent.get("number"), "kind": sent.get("kind"), "articles": articles}
    new = read(request, schemas.NewCase, values)
    try:
        return cases_api.open_case(new, who, context)
    except ConflictError as error:
        said = tell(request, "There is a case of this number already, perhaps one that you may not see.")
        raise FormRefusedError({"number": said}) from error


def _taken(request: Request, context: Context, who: SignedIn, sent: Typed) -> Grant:
    values = {name: sent.get(name) for name in ("number", "reason", "hours")}
    new = read(request, schemas.EmergencyAccess, values)
    try:
        return grants_api.take_access(new, who, context)
    except NotFoundError as error:
        said = tell(request, "There is no case of this number, or it cannot be opened in this way.")
        raise FormRefusedError({"number": said}) from error


def _page(  # the filters of one list
    request: Request,
    context: Context,
    show: Pages,
    who: SignedIn,
    *,
    narrowed: Narrowed | None = None,
    answer: Answer | None = None,
) -> Response:
    wanted = narrowed or Narrowed()
    with context.database.transaction(account(who.account.id)) as connection:
        found = newest_cases(
            connection,
            before=wanted.before,
            limit=_PAGE + 1,
            number_has=wanted.number,
            kind=_chosen(CaseKind, wanted.kind),
            status=_chosen(CaseStatus, wanted.status),
            investigator_id=who.account.id if wanted.mine else None,
        )
        names = accounts.names(connection, {each.investigator_id for each in found})
    return show.reply(
        request,
        "cases.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        cases=found[:_PAGE],
        more=found[_PAGE - 1].id if len(found) > _PAGE else None,
        names=names,
        wanted=wanted,
    )


def _chosen(kinds: Callable[[str], _Kind], value: str) -> _Kind | None:
    """A filter's value; None, which is no filter, where it is none."""
    try:
        return kinds(value)
    except ValueError:
        return None
