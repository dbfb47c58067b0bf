"""A worker tests itself, as `hattama doctor` tests an installation: a job like others, whose result is told to people."""

from typing import Any

import psycopg

from gpu import orders
from gpu.attempts import Attempt, Workplace, finish
from gpu.tried import CHECKS, WITHOUT_NETWORKS, tried
from models.queue import Queue
from models.store import workers
from models.store.database import SYSTEM
from models.store.database_state import look_at_database
from models.workers import SelfTestReport


def check_worker(attempt: Attempt) -> None:
    """Every check that the worker's queues call for; what fails is the result, not an error of the job."""
    job, place = attempt.job, attempt.place
    networks = place.worker is None or Queue.GPU in place.worker.queues
    names = CHECKS if networks else WITHOUT_NETWORKS
    database = tried("database", lambda: _database(place))
    made: SelfTestReport = attempt.carry_out(orders.SelfTest(version=place.version, checks=names))
    report = SelfTestReport(checks=(database, *made.checks), weights=made.weights, device=made.device)

    def write(connection: psycopg.Connection[Any]) -> dict[str, Any]:
        workers.record_self_test(connection, job.id, report)
        if place.worker is not None and report.weights:
            workers.note_weights(connection, place.worker.host, report.weights, verified=True)
        return {"failed": [each.name for each in report.checks if not each.passed]}

    finish(attempt, write)


def _database(place: Workplace) -> str:
    with place.database.transaction(SYSTEM) as connection:
        return str(look_at_database(connection))
