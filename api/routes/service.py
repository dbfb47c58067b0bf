"""How the service fares, for its administrator: ids, stages, times and names of errors; no case, no name of anybody."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from api import meaning
from api.access import Administrator
from api.context import Context, Here
from api.errors import ConflictError, NotFoundError, documented
from models.errors import HattamaError
from models.journal.entry import EntryKind
from models.journal.signing import SigningKey
from models.service_state import Fault, ServiceState, faults
from models.storage import StorageState
from models.store import jobs, journal, queue_state, storage, workers
from models.store.database import SYSTEM
from models.store.journal_keeper import witnesses_of
from models.store.queue_state import QueueState
from models.store.service import service_state
from models.store.witnesses import SIGNER, WitnessState, last_checkpoint, witness_states
from models.weights_in_use import WeightsUse, in_use
from models.workers import HostWeights, SelfTest, WorkerSeen

router = APIRouter(prefix="/api/service", tags=["service"])


class StateShown(BaseModel):
    """The state of the service, and what of it calls for somebody, the gravest first."""

    state: ServiceState
    faults: list[Fault]


class CheckpointShown(BaseModel):
    """The journal's last signed checkpoint."""

    size: int  # entries
    root: str  # hexadecimal digits
    at: str


class WitnessesShown(BaseModel):
    """The key that signs checkpoints, the last of them, and what became of it at each witness."""

    key: str | None  # the public half, by which anybody verifies; None: `key_problem` says why
    key_problem: dict[str, str] | None
    checkpoint: CheckpointShown | None  # None before the first
    entries: int  # of the journal now
    signer: WitnessState | None  # None: nothing was signed yet
    witnesses: list[WitnessState | str]  # the name alone where it was not tried yet


class WeightsShown(BaseModel):
    """The rows of the catalogue that the settings use, and what each host has of them."""

    uses: list[WeightsUse]  # by the web process's settings
    hosts: list[HostWeights]  # as workers told, by theirs


class Going(BaseModel):
    """A job that was set going."""

    job_id: UUID


@router.get("/state")
def show_state(request: Request, who: Administrator, context: Here) -> StateShown:
    """Everything at a glance, and what is wrong."""
    del who
    state = state_now(request, context)
    return StateShown(state=state, faults=faults(state))


def state_now(request: Request, context: Context) -> ServiceState:
    """The state of the service as this process sees it."""
    names = [each.name for each in witnesses_of(context.settings.journal_witnesses)]
    answers = meaning.is_there(context)
    with context.database.transaction(SYSTEM) as connection:
        return service_state(
            connection,
            context.files,
            context.settings,
            program=request.app.version,
            witnesses=names,
            search_answers=answers,
        )


@router.get("/queue")
def show_queue(who: Administrator, context: Here) -> QueueState:
    """Jobs in numbers by stage, those that run and those that failed."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        return queue_state.queue_state(connection)


@router.post("/jobs/{job_id}/again", status_code=202, responses=documented(ConflictError))
def set_going_again(job_id: UUID, who: Administrator, context: Here) -> Going:
    """A new job in place of a failed one; 409 where it did not fail, or another has taken its place."""
    with context.database.transaction(SYSTEM) as connection:
        made = queue_state.set_going_again(connection, job_id)
        if made is None:
            if jobs.job(connection, job_id) is None:
                raise NotFoundError
            raise ConflictError(what="job")
        journal.record(
            connection,
            EntryKind.EDIT,
            subject=("job", made.id),
            account_id=who.account.id,
            case_id=made.case_id,
            details={"what": "again", "stage": made.stage},
        )
    return Going(job_id=made.id)


@router.get("/workers")
def list_workers(who: Administrator, context: Here) -> list[WorkerSeen]:
    """Workers that were heard of within a day, and what each is at."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        return workers.workers(connection)


@router.post("/workers/{worker_id}/self-test", status_code=202)
def test_worker(worker_id: UUID, who: Administrator, context: Here) -> SelfTest:
    """Have a worker test itself, once it has ended what it is at; one that waits already is given instead."""
    with context.database.transaction(SYSTEM) as connection:
        found = workers.worker(connection, worker_id)
        if found is None:
            raise NotFoundError
        made = workers.ask_for_self_test(connection, found, asked_by=who.account.id)
        journal.record(
            connection,
            EntryKind.SETTING_CHANGED,
            subject=("worker", worker_id),
            account_id=who.account.id,
            details={"what": "self_test", "host": found.host},
        )
    return made


@router.get("/self-tests")
def list_self_tests(who: Administrator, context: Here, limit: Annotated[int, Query(ge=1, le=200)] = 20) -> list[SelfTest]:
    """Self-tests, the newest first."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        return workers.self_tests(connection, limit=limit)


@router.get("/weights")
def list_weights(who: Administrator, context: Here) -> WeightsShown:
    """Weights that the settings use, and whether they are there on the hosts of workers."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        return WeightsShown(uses=list(in_use(context.settings)), hosts=workers.host_weights(connection))


@router.get("/storage")
def show_storage(who: Administrator, context: Here) -> StorageState:
    """Space used and left, growth, and looks at the bytes."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        return storage.storage_state(connection, context.files, verify_days=context.settings.verify_days)


@router.get("/witnesses")
def show_witnesses(who: Administrator, context: Here) -> WitnessesShown:
    """The journal's key, its last checkpoint, and its witnesses."""
    del who
    with context.database.transaction(SYSTEM) as connection:
        states = {each.name: each for each in witness_states(connection)}
        entries = journal.size(connection)
        last = last_checkpoint(connection)
    key, problem = _key(context)
    return WitnessesShown(
        key=key,
        key_problem=problem,
        checkpoint=CheckpointShown(size=last.size, root=last.root.hex(), at=last.at.isoformat()) if last else None,
        entries=entries,
        signer=states.get(SIGNER),
        witnesses=[states.get(each.name, each.name) for each in witnesses_of(context.settings.journal_witnesses)],
    )


def _key(context: Context) -> tuple[str | None, dict[str, str] | None]:
    try:
        return SigningKey.load(context.settings.journal_key_file).verifier.text, None
    except HattamaError as error:
        return None, asdict(error.sentence.filled(**error.data))
