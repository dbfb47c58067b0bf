"""Administration: regions with their zones of time, units, and whose protocols a second person checks."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api import account_schemas
from api.access import Administrator
from api.context import Context, Here
from api.errors import ConflictError, InvalidError
from api.routes import accounts as accounts_api
from api.web.forms import Answer, FormRefusedError, Sent, Typed, attempt, read
from api.web.page import Pages, Show, go, tell
from models.accounts import Region, SignedIn, Unit
from models.store import accounts
from models.store.database import SYSTEM

router = APIRouter(prefix="/administration", include_in_schema=False)
_PATH = "/administration/units"


@router.get("/units")
def show_units(request: Request, context: Here, show: Show, who: Administrator) -> Response:
    """All regions and units."""
    return _page(request, context, show, who)


@router.post("/regions")
def add_region(request: Request, context: Here, show: Show, who: Administrator, sent: Sent) -> Response:
    """A region."""
    made = attempt(request, "region", sent, lambda: _region(request, context, who, sent))
    if isinstance(made, Answer):
        return _page(request, context, show, who, answer=made)
    return go(request, _PATH, done="added")


@router.post("/units")
def add_unit(request: Request, context: Here, show: Show, who: Administrator, sent: Sent) -> Response:
    """A unit of a region."""
    made = attempt(request, "unit", sent, lambda: _unit(request, context, who, sent))
    if isinstance(made, Answer):
        return _page(request, context, show, who, answer=made)
    return go(request, _PATH, done="added")


@router.post("/units/{unit_id}/second-check")
def ask_for_second_check(unit_id: UUID, request: Request, context: Here, who: Administrator, sent: Sent) -> Response:
    """Whether a second person checks each protocol of the unit."""
    accounts_api.change_unit(
        unit_id, account_schemas.ChangedUnit(second_check=sent.get("second_check") == "on"), who, context
    )
    return go(request, _PATH, done="saved")


def _region(request: Request, context: Context, who: SignedIn, sent: Typed) -> Region:
    new = read(request, account_schemas.NewRegion, {"name": sent.get("name"), "zone": sent.get("zone")})
    try:
        return accounts_api.add_region(new, who, context)
    except InvalidError as error:
        raise FormRefusedError({"zone": tell(request, "There is no such time zone.")}) from error
    except ConflictError as error:
        raise FormRefusedError({"name": tell(request, "This name is taken already.")}) from error


def _unit(request: Request, context: Context, who: SignedIn, sent: Typed) -> Unit:
    new = read(request, account_schemas.NewUnit, {"name": sent.get("name"), "region_id": sent.get("region_id")})
    try:
        return accounts_api.add_unit(new, who, context)
    except ConflictError as error:
        raise FormRefusedError({"name": tell(request, "This name is taken already.")}) from error


def _page(request: Request, context: Context, show: Pages, who: SignedIn, *, answer: Answer | None = None) -> Response:
    with context.database.transaction(SYSTEM) as connection:
        regions = accounts.regions(connection)
        units = accounts.units(connection)
    return show.reply(
        request,
        "administration/units.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        regions=regions,
        units=units,
    )
