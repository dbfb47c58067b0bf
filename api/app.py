"""The web application, put together."""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from analysis import turn_index
from analysis.control.packs import OWN_PACKS, load
from analysis.persons import keys
from api import deliveries, errors, held, passwords
from api.calls import Caller
from api.context import Context
from api.looks import Looks
from api.oidc import Provider, secret_of
from api.packs_in_force import PacksInForce
from api.proxy import TrustedProxy
from api.reads import Reads
from api.routes import (
    accounts,
    addresses,
    alarms,
    case_pictures,
    cases,
    compatible,
    controls,
    decisions,
    documents,
    facts,
    findings,
    grants,
    health,
    identities,
    interrogations,
    jobs,
    journal,
    layer_events,
    mentions,
    metrics,
    oidc,
    own_account,
    packages,
    playback,
    protocols,
    recordings,
    related,
    retention,
    returns,
    same_persons,
    search,
    service,
    texts,
    transcripts,
    uploads,
    webhooks,
)
from api.shell import Shell
from api.space import Space
from api.upkeep import Upkeep
from api.uploads import Arrivals
from api.verdict_keeper import VerdictKeeper
from api.web import page, refusals
from api.web import routes as pages
from models.findings import FORMAT
from models.settings import Settings
from models.store import jobs as jobs_store
from models.store import passages, persons, removals, workers
from models.store.database import SYSTEM, Database, open_database
from models.store.files import FileStore
from models.store.journal_keeper import JournalKeeper
from models.weights import catalogue, identity

_QUIET_SECONDS = 20.0  # words that somebody edits are not embedded anew at each edit
_GONE_DAYS = 7
_NAMES_AT_ONCE = 200
_OF_THE_API = (
    accounts,
    own_account,
    identities,
    addresses,
    webhooks,
    cases,
    decisions,
    facts,
    controls,
    grants,
    interrogations,
    uploads,
    recordings,
    texts,
    playback,
    transcripts,
    layer_events,
    search,
    related,
    same_persons,
    findings,
    mentions,
    case_pictures,
    jobs,
    protocols,
    documents,
    returns,
    journal,
    packages,
    retention,
    alarms,
    service,
    metrics,
)


def create_app(  # what the command line decides
    settings: Settings,
    url: str,
    *,
    version: str,
    secure: bool = False,
    behind_proxy: bool = False,
    set_up_hash: bytes | None = None,
) -> FastAPI:
    """The application over the database at `url`; it connects when it starts.

    `set_up_hash` is of the link by which a new service is set up. PagesMissingError where the pages were not built,
    BadPackError where a pack of controls cannot be used.
    """
    packs = PacksInForce(load((OWN_PACKS, *settings.control_packs)))
    oidc_settings = settings.oidc
    oidc_secret = secret_of(oidc_settings) if oidc_settings else ""

    def context_in(stack: ExitStack) -> Context:
        database = stack.enter_context(open_database(url, connections=20))
        files, caller = FileStore(folder=settings.data_folder), Caller(database, url)
        return Context(
            settings=settings,
            database=database,
            files=files,
            packs=packs,
            verdicts=VerdictKeeper(database, packs),
            arrivals=Arrivals(files),
            reads=stack.enter_context(Reads(database)),
            caller=caller,
            provider=Provider(oidc_settings, caller, secret=oidc_secret) if oidc_settings else None,
            upkeep=stack.enter_context(Upkeep()),
            set_up_hash=set_up_hash,
            secure=secure,
        )

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        with ExitStack() as stack:
            app.state.context = context = context_in(stack)
            _begin(stack, context)
            deque(iter_route_contexts(app.routes), maxlen=0)  # else built while the first requests wait
            yield

    app = FastAPI(
        title="Hattama",
        version=version,
        lifespan=life,
        docs_url=None,  # the framework's pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.pages = page.new_pages()
    app.state.error_page = refusals.error_page
    errors.install(app)
    proxies = settings.trusted_proxies if behind_proxy else ()
    app.add_middleware(TrustedProxy, proxies=proxies, header=settings.certificate_header)
    app.add_middleware(Shell)  # the last one lies around the others
    _add_routes(app)
    return app


def _add_routes(app: FastAPI) -> None:
    """Pages and API."""
    app.include_router(health.router)
    for each_page in pages.ROUTERS:
        app.include_router(each_page)
    app.include_router(oidc.router)
    app.include_router(compatible.router)
    for each in _OF_THE_API:
        app.include_router(each.router, responses=errors.documented(*errors.OF_EVERY_ROUTE))


def _begin(stack: ExitStack, context: Context) -> None:
    """What goes on beside the requests until the process ends."""
    database, files = context.database, context.files
    stack.enter_context(deliveries.Deliveries(database, context.caller))
    stack.enter_context(Looks(database, files, days=context.settings.verify_days))
    stack.enter_context(Space(database, files))
    _keep_up(context)


def _keep_up(context: Context) -> None:
    """What this process does now and then from its start on."""
    database, files = context.database, context.files
    context.upkeep.begin(
        (
            JournalKeeper(database, context.settings).checkpoint,
            partial(uploads.complete_waiting, context),
            partial(held.end_forgotten, context),
            partial(passwords.forget_strangers, context),
            partial(deliveries.forget_old, database),
            partial(removals.remove_files, database, files),
            removals.Sweep(database, files).go_on,
            partial(workers.end_orphaned, database),
            partial(_index_missing, database),
            partial(_key_names, database),
            partial(_embed_what_changed, context),
            partial(_compare_what_changed, database),
            context.verdicts.renew_stale,
        )
    )


def _index_missing(database: Database) -> None:
    """Transcripts that the index does not hold yet, such as those of before an upgrade, one after another."""
    going = True
    while going:
        with database.transaction(SYSTEM) as connection:
            going = turn_index.index_missing(connection)


def _key_names(database: Database) -> None:
    """What names of persons are looked up by, where it is not there or of another name."""
    going = True
    while going:
        with database.transaction(SYSTEM) as connection:
            waiting = persons.without_keys(connection, key_format=keys.FORMAT, limit=_NAMES_AT_ONCE)
            for person_id, name in waiting:
                persons.set_keys(connection, person_id, name, keys.keys(name), key_format=keys.FORMAT)
        going = bool(waiting)


def _compare_what_changed(database: Database) -> None:
    """Jobs for cases in which something is said otherwise than when they were compared last."""
    with database.transaction(SYSTEM) as connection:
        jobs_store.enqueue_comparing(connection, compared_as=str(FORMAT), quiet_seconds=_QUIET_SECONDS)


def _embed_what_changed(context: Context) -> None:
    """Jobs for transcripts whose words changed and were left alone since."""
    row = catalogue(context.settings.weights_folder).get(context.settings.embedder)
    if row is None:
        return  # `hattama search` and `hattama doctor` say that the setting names what is not there
    with context.database.transaction(SYSTEM) as connection:
        jobs_store.enqueue_indexing(connection, weights=identity(row), quiet_seconds=_QUIET_SECONDS)
        passages.forget_gone(connection, days=_GONE_DAYS)
