"""The worker: takes jobs from the queue, one at a time, and gives back those of workers that died.

It computes nothing itself, so that its heartbeat never waits: see `gpu.engine_process`.
"""

import asyncio
import contextlib
import logging
import signal
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ProcrastinateException

from gpu import tasks
from gpu.attempts import HEARTBEAT_SECONDS, Workplace
from gpu.engine_process import EngineProcess
from gpu.presence import Presence, this_worker
from models.queue import TASK, Queue, queue_of_worker
from models.settings import Settings
from models.store import jobs
from models.store.database import SYSTEM, Database, DatabaseUnavailableError, open_database
from models.store.files import FileStore
from models.store.jobs import LostAttempt

LOG = logging.getLogger("hattama.worker")
DEAD_SECONDS = 20.0
"""An attempt that was not heard of for this long is dead, or slow; its job goes to others, and it writes nothing more."""
_LOOK_SECONDS = 5.0
_POLL_SECONDS = 2.0
_AGAIN_SECONDS = 3.0
_PRUNE_SECONDS = 3600.0  # the queue's own list of workers, which decides nothing here


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerOptions:
    """What one worker process is for."""

    device: str  # "auto", "cpu", "cuda:0"
    queues: tuple[Queue, ...]
    idle_seconds: float = 600.0  # networks without work for this long are let go
    version: str  # of the program
    computes_on: str | None = None  # what "auto" came to; None: as `device`
    heartbeat_seconds: float = HEARTBEAT_SECONDS  # between beats of an attempt
    dead_seconds: float = DEAD_SECONDS  # without a beat
    look_seconds: float = _LOOK_SECONDS  # between looks for the dead: two of them have to agree


@dataclass
class _Work:
    """What a worker is at."""

    place: Workplace
    engines: EngineProcess
    options: WorkerOptions
    last_seconds: float  # on the monotonic clock, when it last worked
    stop: asyncio.Event
    presence: Presence | None  # None: others do not see it

    @property
    def queues(self) -> list[str]:
        """What it takes jobs from: its queues, and the one that is its own."""
        own = (queue_of_worker(self.place.worker.id),) if self.place.worker else ()
        return [*self.options.queues, *own]

    async def run_stage(self, *, job_id: str) -> None:
        """The queue's one task. Whatever becomes of the job, this task of the queue has done its part."""
        self.last_seconds = time.monotonic()
        try:
            await asyncio.to_thread(tasks.run_job, UUID(job_id), self.place)
        finally:
            self.last_seconds = time.monotonic()


def run(settings: Settings, url: str, options: WorkerOptions) -> None:
    """Work until SIGTERM or SIGINT; a lost database is waited for. Raises what the first connection raises."""
    engines = EngineProcess(settings, options.device)
    try:
        with open_database(url, connections=4) as database:
            worker = this_worker(options.device, options.computes_on, queues=options.queues, version=options.version)
            place = Workplace(
                database=database,
                files=FileStore(folder=settings.data_folder),
                engines=engines,
                version=options.version,
                worker=worker,
                heartbeat_seconds=options.heartbeat_seconds,
            )
            with Presence(database, settings, worker) as presence:
                asyncio.run(_work(place, engines, url, options, presence=presence))
    finally:
        engines.close()


async def _work(  # what a worker is made of
    place: Workplace, engines: EngineProcess, url: str, options: WorkerOptions, *, presence: Presence | None = None
) -> None:
    work = _Work(
        place=place,
        engines=engines,
        options=options,
        last_seconds=time.monotonic(),
        stop=asyncio.Event(),
        presence=presence,
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.stop.set)
    loop.set_exception_handler(_note)
    upkeep = asyncio.create_task(_upkeep(work))
    try:
        while not work.stop.is_set():
            try:
                await _take_jobs(work, url)
            except (psycopg.OperationalError, ProcrastinateException, OSError) as error:
                LOG.warning("queue lost (%s): trying again", type(error).__name__)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(work.stop.wait(), _AGAIN_SECONDS)
    finally:
        upkeep.cancel()
        await asyncio.gather(upkeep, return_exceptions=True)


def _note(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Of a fault in the queue's own bookkeeping, such as a task that was given to another worker, one line is enough."""
    del loop
    LOG.warning("queue: %s (%s)", context.get("message"), type(context.get("exception")).__name__)


async def _take_jobs(work: _Work, url: str) -> None:
    """Take jobs until told to stop or the queue is lost; in the latter case the job at hand is brought to its end first."""
    app = App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=3, timeout=10))
    app.task(name=TASK)(work.run_stage)
    async with app.open_async():
        worker = asyncio.create_task(  # told to stop, it waits for its job without a limit
            app.run_worker_async(
                queues=work.queues,
                concurrency=1,
                install_signal_handlers=False,
                fetch_job_polling_interval=_POLL_SECONDS,
                delete_jobs="always",  # what became of them stands in the jobs' own rows
                stalled_worker_timeout=_PRUNE_SECONDS,
            )
        )
        stopping = asyncio.create_task(work.stop.wait())
        try:
            await asyncio.wait({worker, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not stopping.done():
                worker.result()
        finally:
            stopping.cancel()
            if work.stop.is_set():
                work.place.stopping.set()
                work.engines.interrupt()  # a job in the middle goes back to the queue
            worker.cancel()
            await asyncio.gather(worker, stopping, return_exceptions=True)


async def _upkeep(work: _Work) -> None:
    """Jobs of dead workers go back to the queue, whoever notices first; networks without work are let go."""
    options = work.options
    before: set[LostAttempt] = set()
    while True:
        try:
            if work.presence is not None:
                await asyncio.to_thread(work.presence.beat)
            before = await asyncio.to_thread(give_back_lost, work.place.database, before, options.dead_seconds)
        except (DatabaseUnavailableError, psycopg.OperationalError):
            before = set()  # nobody could be heard
        if time.monotonic() - work.last_seconds > options.idle_seconds:
            await asyncio.to_thread(work.engines.release_if_idle)
        await asyncio.sleep(options.look_seconds)


def give_back_lost(database: Database, before: set[LostAttempt], dead_seconds: float) -> set[LostAttempt]:
    """Give back what this look and the one before found lost; what this one found.

    After an outage of the database every attempt seems lost, until the next look.
    """
    with database.transaction(SYSTEM) as connection:
        found = set(jobs.lost(connection, dead_seconds=dead_seconds))
        for each in found & before:
            if jobs.give_back(connection, each, dead_seconds=dead_seconds):
                LOG.warning("job %s: attempt %d is not heard of any more: given back", each.job_id, each.attempt)
    return found
