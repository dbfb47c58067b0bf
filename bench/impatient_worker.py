"""A worker as `hattama worker` runs it, but sooner sure that another is dead, so that a round of faults is short.

`python -m bench.impatient_worker --dead-seconds 4`
"""

import argparse
import logging

from gpu import worker
from hattama import VERSION
from models.process_life import die_with
from models.queue import Queue
from models.settings import read_settings


def main() -> None:
    """Work until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dead-seconds", type=float, required=True)
    parser.add_argument("--owner", type=int, required=True, help="End with the process of this number.")
    given = parser.parse_args()
    die_with(given.owner)
    dead_seconds = given.dead_seconds
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = read_settings()
    if settings.database_url is None:
        parser.error("HATTAMA_DATABASE_URL is not set")
    options = worker.WorkerOptions(
        device="cpu",
        queues=tuple(Queue),
        version=VERSION,
        heartbeat_seconds=dead_seconds / 4,
        dead_seconds=dead_seconds,
        look_seconds=dead_seconds / 4,
    )
    worker.run(settings, settings.database_url, options)


if __name__ == "__main__":
    main()
