"""The first page of a new service: its administrator, its first region and unit. Once, and from this machine alone."""

import hmac
import ipaddress
from zoneinfo import available_timezones

import psycopg
from fastapi import APIRouter, Request, Response

from api import access, account_schemas, passwords, schemas
from api.context import Context, Here
from api.errors import ConflictError, NotFoundError
from api.web.forms import Answer, FormRefusedError, Sent, Typed, attempt, read
from api.web.page import Pages, Show, go, tell
from models.accounts import Account, AccountRole
from models.journal.entry import EntryKind
from models.store import accounts, journal
from models.store.database import SYSTEM

router = APIRouter(include_in_schema=False)

_FORM = "set-up"


class FirstRegion(schemas.Sent):
    """What is asked besides the account."""

    region: schemas.Name
    unit: schemas.Name


@router.get("/set-up")
def set_up_page(request: Request, context: Here, show: Show, token: str = "") -> Response:
    """The form, for whoever has the link; 404 once there is an administrator."""
    _allow(request, context, token)
    return _page(request, show, token)


@router.post("/set-up")
def set_up(request: Request, context: Here, show: Show, sent: Sent) -> Response:
    """Make the administrator, the region and the unit, and sign the administrator in."""
    access.same_site(request)
    _allow(request, context, sent.get("token"))
    made = attempt(request, _FORM, sent, lambda: _made(request, context, sent))
    if isinstance(made, Answer):
        return _page(request, show, sent.get("token"), answer=made, status=422)
    with context.database.transaction(SYSTEM) as connection:
        cookie = access.begin(connection, made, access.address_of(request))
    response = go(request, "/administration/accounts", done="set_up")
    access.set_cookie(response, cookie, secure=context.secure)
    return response


def is_own_machine(request: Request) -> bool:
    """Whether the request comes from the machine that the service runs on."""
    server = request.scope.get("server")
    try:
        client = ipaddress.ip_address(access.address_of(request) or "")
    except ValueError:
        return False
    return client.is_loopback or (server is not None and server[0] == str(client))


def _allow(request: Request, context: Context, token: str) -> None:
    """NotFoundError for whoever has not the link or comes from another machine, and once there is an administrator."""
    known = context.set_up_hash
    if known is None or not is_own_machine(request) or not hmac.compare_digest(access.hash_token(token), known):
        raise NotFoundError
    with context.database.transaction(SYSTEM) as connection:
        if accounts.has_administrator(connection):
            raise NotFoundError


def _page(request: Request, show: Pages, token: str, *, answer: Answer | None = None, status: int = 200) -> Response:
    return show.reply(request, "set_up.html", status=status, token=token, answer=answer or Answer(form=_FORM))


def _made(request: Request, context: Context, sent: Typed) -> Account:
    faults: dict[str, str] = {}
    account: account_schemas.NewAccount | None = None
    values = {"login": sent.get("login"), "name": sent.get("name"), "role": AccountRole.ADMINISTRATOR}
    try:
        account = read(request, account_schemas.NewAccount, values | {"language": sent.get("language")})
    except FormRefusedError as refused:
        faults |= refused.faults
    try:
        read(request, account_schemas.NewPassword, {"password": sent.secret("password")})
        place = read(request, FirstRegion, {"region": sent.get("region"), "unit": sent.get("unit")})
    except FormRefusedError as refused:
        faults |= refused.faults
    if sent.secret("password") != sent.secret("again"):
        faults["again"] = tell(request, "The two passwords differ.")
    if sent.get("zone") not in available_timezones():
        faults["zone"] = tell(request, "There is no such time zone.")
    if faults or account is None:
        raise FormRefusedError(faults)
    try:
        return _kept(request, context, account, place, zone=sent.get("zone"), password=sent.secret("password"))
    except psycopg.errors.UniqueViolation as error:
        raise ConflictError(what=f"{account.login}, {place.region}") from error


def _kept(  # what is asked once
    request: Request, context: Context, account: account_schemas.NewAccount, place: FirstRegion, *, zone: str, password: str
) -> Account:
    hashed = passwords.hash_password(password)
    with context.database.transaction(SYSTEM) as connection:
        if not accounts.lock_set_up(connection):
            raise NotFoundError
        region = accounts.add_region(connection, name=place.region, zone=zone)
        accounts.add_unit(connection, region_id=region.id, name=place.unit)
        made = accounts.add_account(
            connection,
            login=account.login,
            name=account.name,
            role=AccountRole.ADMINISTRATOR,
            unit_id=None,
            language=account.language,
            password_hash=hashed,
        )
        journal.record(
            connection,
            EntryKind.SETTING_CHANGED,
            subject=("account", made.id),
            account_id=None,
            details={"what": "set_up", "address": access.address_of(request)},
        )
    return made
