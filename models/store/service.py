"""The state of the service, gathered from the database and the data folder; as the system."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from psycopg import Connection

from models.errors import HattamaError
from models.service_state import DatabaseState, ServiceState
from models.settings import Settings
from models.store import journal, storage, workers
from models.store.database_state import look_at_database
from models.store.files import FileStore
from models.store.last_backup import last_backup
from models.store.queue_state import queue_state
from models.store.rows import given
from models.store.witnesses import SIGNER, witness_states
from models.weights_in_use import WeightsState


def service_state(
    connection: Connection[Any],
    files: FileStore,
    settings: Settings,
    *,
    program: str,
    witnesses: Collection[str],
    search_answers: bool,
) -> ServiceState:
    """All of it, now; `witnesses`: the names of those that checkpoints go to. StorageError."""
    queue = queue_state(connection)
    seen = workers.workers(connection)
    heard = [each for each in seen if each.is_heard]
    tested = next((each for each in workers.self_tests(connection, limit=20) if each.passed is not None), None)
    states = {each.name: each for each in witness_states(connection)}
    signer = states.get(SIGNER)
    entries = journal.size(connection)
    alarms, alarms_new, given_up = _counts(connection)
    database, problem = _database(connection)
    return ServiceState(
        at=datetime.now(UTC),
        program=program,
        database=database,
        database_problem=problem,
        alarms=alarms,
        alarms_new=alarms_new,
        waiting=sum(each.waiting for each in queue.stages),
        running=sum(each.running for each in queue.stages),
        failed=sum(each.failed for each in queue.stages),
        oldest_seconds=max((each.oldest_seconds or 0.0 for each in queue.stages), default=0.0),
        workers=len(heard),
        workers_silent=len(seen) - len(heard),
        queues_served=frozenset(queue for each in heard for queue in each.queues),
        search_answers=search_answers,
        weights_wrong=sum(each.state is not WeightsState.PRESENT for each in workers.host_weights(connection)),
        self_test_at=tested.ended_at if tested else None,
        self_test_passed=tested.passed if tested else None,
        signed_at=signer.kept_at if signer else None,
        signer_problem=signer.failure if signer else None,
        journal_entries=entries,
        journal_unchecked=entries - journal.checkpointed(connection),
        witnesses=len(witnesses),
        witnesses_failing=sum(name in states and states[name].failure is not None for name in witnesses),
        backup=last_backup(files.folder),
        storage=storage.storage_state(connection, files, verify_days=settings.verify_days),
        deliveries_given_up=given_up,
    )


def _counts(connection: Connection[Any]) -> tuple[int, int, int]:
    """Alarms that stand, those that nobody took note of, and messages of webhooks that were given up in a week."""
    found = connection.execute(
        "SELECT (SELECT count(*) FROM alarm WHERE closed_at IS NULL), "
        "(SELECT count(*) FROM alarm WHERE closed_at IS NULL AND acknowledged_at IS NULL), "
        "(SELECT count(*) FROM webhook_delivery WHERE state = 'given_up' AND at > now() - interval '7 days')"
    ).fetchone()
    alarms, new, given_up = given(found)
    return int(alarms), int(new), int(given_up)


def _database(connection: Connection[Any]) -> tuple[DatabaseState | None, dict[str, str] | None]:
    """What the database is, or what is wrong with it in each language."""
    try:
        return look_at_database(connection), None
    except HattamaError as error:
        said = error.sentence.filled(**error.data)
        return None, {"ru": said.ru, "kk": said.kk, "en": said.en}
