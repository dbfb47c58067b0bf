"""The worker: takes jobs from the queue, one at a time, and gives back those of workers that died.

It computes nothing itself, so that its heartbeat never waits: see `gpu.engine_process`.
"""

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import psycopg
from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import ProcrastinateException

from gpu import tasks
from gpu.engine_process import EngineDiedError, EngineProcess
from gpu.tasks import Workplace
from models.queue import MOST_ATTEMPTS, TASK, Queue
from models.settings import Settings
from models.store.database import DatabaseUnavailableError, open_database
from models.store.files import FileStore

LOG = logging.getLogger("hattama.worker")
HEARTBEAT_SECONDS = 5.0
DEAD_SECONDS = 20.0
"""A worker that was not heard of for this long is dead, or slow; its jobs go to others, and it writes nothing more."""
_LOOK_SECONDS = 5.0
_POLL_SECONDS = 2.0
_AGAIN_SECONDS = 3.0


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerOptions:
    """What one worker process is for."""

    device: str  # "auto", "cpu", "cuda:0"
    queues: tuple[Queue, ...]
    idle_seconds: float = 600.0  # networks without work for this long are let go
    version: str  # of the program


def run(settings: Settings, url: str, options: WorkerOptions) -> None:
    """Work until SIGTERM or SIGINT; a lost database is waited for. Raises what the first connection raises."""
    engines = EngineProcess(settings, options.device)
    try:
        with open_database(url, connections=3) as database:
            place = Workplace(
                database=database, files=FileStore(folder=settings.data_folder), engines=engines, version=options.version
            )
            asyncio.run(_work(place, url, options))
    finally:
        engines.release()


async def _work(place: Workplace, url: str, options: WorkerOptions) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    while not stop.is_set():
        try:
            await _work_while_connected(place, url, options, stop)
        except (psycopg.OperationalError, ProcrastinateException, OSError) as error:
            LOG.warning("queue lost (%s): trying again", type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _AGAIN_SECONDS)


async def _work_while_connected(place: Workplace, url: str, options: WorkerOptions, stop: asyncio.Event) -> None:
    last_work = time.monotonic()
    app = App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=3, timeout=10))

    async def run_stage(*, job_id: str) -> None:
        nonlocal last_work
        try:
            await asyncio.to_thread(tasks.run_job, UUID(job_id), place)
        finally:
            last_work = time.monotonic()

    # Another attempt mends a crash or a lost database; everything else has ended the job already.
    again = RetryStrategy(
        max_attempts=MOST_ATTEMPTS + 1, wait=2, retry_exceptions={EngineDiedError, DatabaseUnavailableError}
    )
    app.task(name=TASK, retry=again)(run_stage)
    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(
                queues=list(options.queues),
                concurrency=1,
                install_signal_handlers=False,
                fetch_job_polling_interval=_POLL_SECONDS,
                shutdown_graceful_timeout=1,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=DEAD_SECONDS,
            )
        )
        upkeep = asyncio.create_task(_give_back_stalled(app, options.queues))
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stopping.done():
                done, _ = await asyncio.wait(
                    {worker, upkeep, stopping}, timeout=_LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                for each in done - {stopping}:
                    each.result()
                    return  # an end without an error is one all the same: begin anew
                if time.monotonic() - last_work > options.idle_seconds:
                    place.engines.release_if_idle()
        finally:
            place.engines.interrupt()  # a job in the middle goes back to the queue
            for each in (worker, upkeep, stopping):
                each.cancel()
            await asyncio.gather(worker, upkeep, stopping, return_exceptions=True)


async def _give_back_stalled(app: App, queues: Sequence[Queue]) -> None:
    """Jobs of dead workers go back to the queue, whoever notices first."""
    while True:
        for queue in queues:
            for job in await app.job_manager.get_stalled_jobs(queue=queue, seconds_since_heartbeat=DEAD_SECONDS):
                LOG.warning("job of a worker that is not heard of any more: given back")
                await app.job_manager.retry_job(job)
        await asyncio.sleep(_LOOK_SECONDS)
