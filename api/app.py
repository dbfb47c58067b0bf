"""The web application, put together."""

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from functools import partial

from fastapi import FastAPI

from api import errors
from api.context import Context
from api.reads import Reads
from api.routes import (
    accounts,
    cases,
    grants,
    health,
    interrogations,
    jobs,
    journal,
    metrics,
    pages,
    protocols,
    recordings,
    transcripts,
    uploads,
)
from api.shell import Shell
from api.uploads import Arrivals
from models.errors import HattamaError
from models.settings import Settings
from models.store.database import open_database
from models.store.files import FileStore
from models.store.journal_keeper import JournalKeeper

LOG = logging.getLogger("hattama.web")
_UPKEEP_SECONDS = 30.0


def create_app(settings: Settings, url: str, *, version: str, secure: bool = False) -> FastAPI:
    """The application over the database at `url`; it connects when it starts."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        with ExitStack() as stack:
            database = stack.enter_context(open_database(url, connections=20))
            files = FileStore(folder=settings.data_folder)
            context = Context(
                settings=settings,
                database=database,
                files=files,
                arrivals=Arrivals(files),
                reads=stack.enter_context(Reads(database)),
                secure=secure,
            )
            app.state.context = context
            stop = threading.Event()
            journal_keeper = JournalKeeper(database, settings)
            keeper = threading.Thread(
                target=_keep_up, args=(context, journal_keeper, stop), name="hattama-upkeep", daemon=True
            )
            keeper.start()
            stack.callback(keeper.join)
            stack.callback(stop.set)
            yield

    app = FastAPI(
        title="Hattama",
        version=version,
        lifespan=life,
        docs_url=None,  # the framework's pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    errors.install(app)
    app.add_middleware(Shell)
    app.include_router(health.router)
    app.include_router(pages.router)
    for each in (
        accounts,
        cases,
        grants,
        interrogations,
        uploads,
        recordings,
        transcripts,
        jobs,
        protocols,
        journal,
        metrics,
    ):
        app.include_router(each.router, responses=errors.documented(*errors.OF_EVERY_ROUTE))
    return app


def _keep_up(context: Context, keeper: JournalKeeper, stop: threading.Event) -> None:
    """What is to be done now and then, by whichever web process comes first. One failing holds up no other."""
    while True:
        for each in (keeper.checkpoint, partial(uploads.complete_waiting, context)):
            try:
                each()
            except HattamaError as error:
                LOG.error("upkeep waits: %s", error)  # noqa: TRY400  # the sentence says it all
            except Exception as error:  # noqa: BLE001  # upkeep goes on; what it may quote is not logged
                LOG.error("upkeep: %s", type(error).__name__)  # noqa: TRY400  # a traceback may quote data
        if stop.wait(_UPKEEP_SECONDS):
            return
