"""Addresses that the service may call: an administrator's list."""

from uuid import UUID

import psycopg
from fastapi import APIRouter

from api import account_schemas
from api.access import Administrator
from api.context import Here
from api.errors import ConflictError, NotFoundError, documented
from models.journal.entry import EntryKind
from models.outgoing import AllowedAddress, UrlError, host_of
from models.store import addresses, journal
from models.store.database import SYSTEM

router = APIRouter(prefix="/api", tags=["calls"])


@router.get("/allowed-addresses")
def list_allowed(who: Administrator, context: Here) -> list[AllowedAddress]:
    """What the service may call, and for what."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        return addresses.allowed(connection)


@router.post("/allowed-addresses", status_code=201, responses=documented(ConflictError, UrlError))
def allow(sent: account_schemas.NewAllowedAddress, who: Administrator, context: Here) -> AllowedAddress:
    """Allow a host and port for one purpose. Names are kept as IDNA writes them."""
    host = host_of(sent.host)
    try:
        with context.database.transaction(SYSTEM) as connection:
            made = addresses.allow(connection, host=host, port=sent.port, purpose=sent.purpose, added_by=who.account.id)
            _note(connection, who, made, allowed=True)
    except psycopg.errors.UniqueViolation as error:
        raise ConflictError(what=f"{host}:{sent.port}") from error
    return made


@router.delete("/allowed-addresses/{address_id}", status_code=204)
def disallow(address_id: UUID, who: Administrator, context: Here) -> None:
    """Take an address off the list: the next call to it is refused, also one that waits."""
    with context.database.transaction(SYSTEM) as connection:
        gone = addresses.disallow(connection, address_id)
        if gone is None:
            raise NotFoundError
        _note(connection, who, gone, allowed=False)


def _note(connection: psycopg.Connection, who: Administrator, address: AllowedAddress, *, allowed: bool) -> None:
    journal.record(
        connection,
        EntryKind.SETTING_CHANGED,
        subject=("allowed_address", address.id),
        account_id=who.account.id,
        details={
            "what": "allowed_address",
            "host": address.host,
            "port": address.port,
            "purpose": address.purpose,
            "allowed": allowed,
        },
    )
