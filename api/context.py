"""What every request needs, made once at the process's start and passed down."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request

from api.calls import Caller
from api.oidc import Provider
from api.packs_in_force import PacksInForce
from api.reads import Reads
from api.upkeep import Upkeep
from api.uploads import Arrivals
from api.verdict_keeper import VerdictKeeper
from models.settings import Settings
from models.store.database import Database
from models.store.files import FileStore


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """The web process's own."""

    settings: Settings
    database: Database
    files: FileStore
    packs: PacksInForce  # of controls
    verdicts: VerdictKeeper  # on cases
    arrivals: Arrivals
    reads: Reads
    caller: Caller  # the one way to call others
    provider: Provider | None  # to sign in by
    upkeep: Upkeep
    set_up_hash: bytes | None  # of the link to the page that makes the first administrator
    secure: bool  # served over TLS, by us or a proxy: cookies say so


def context_of(request: Request) -> Context:
    """The context of the application that serves a request."""
    return cast(Context, request.app.state.context)


Here = Annotated[Context, Depends(context_of)]
"""A route's parameter that holds it."""
