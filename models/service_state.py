"""The state of the service in one record, and the rules by which something in it calls for somebody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.queue import Queue
from models.storage import LastBackup, StorageState

_SIGNED_WITHIN = timedelta(minutes=5)  # a checkpoint is due every half minute
_BACKUP_WITHIN = timedelta(days=7)
_WAITS_SECONDS = 3600.0
_FULL_BYTES = 10 * 1024**3
_FULL_SHARE = 0.1
_FULL_DAYS = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class DatabaseState:
    """A database that the program can work with."""

    server: str  # PostgreSQL's version
    role: str  # that the application connects as
    version: str  # the last change that it has had
    size_bytes: int

    def __str__(self) -> str:
        """As `hattama doctor` tells it."""
        return f"PostgreSQL {self.server}, {self.role}, {self.version}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceState:
    """What an administrator has to know first."""

    at: datetime
    program: str  # its version
    database: DatabaseState | None  # None: `database_problem` says why
    database_problem: dict[str, str] | None  # in each language
    alarms: int  # that stand
    alarms_new: int  # of which nobody took note
    waiting: int  # jobs
    running: int
    failed: int  # that nothing took the place of
    oldest_seconds: float  # how long the first waiting job waits; 0: none does
    workers: int  # that are heard of
    workers_silent: int
    queues_served: frozenset[str]  # of `Queue`, by workers that are heard of
    search_answers: bool  # the search process of the machine that tells
    weights_wrong: int  # rows, on hosts with a worker, that are not there or not right
    self_test_at: datetime | None  # the end of the last one
    self_test_passed: bool | None  # None: there was none
    signed_at: datetime | None  # the last try to sign a checkpoint that succeeded
    signer_problem: dict[str, str] | None  # in each language
    journal_entries: int
    journal_unchecked: int  # behind the last checkpoint
    witnesses: int
    witnesses_failing: int
    backup: LastBackup | None  # None: not known
    storage: StorageState
    deliveries_given_up: int  # messages of webhooks, in a week


class Fault(StrEnum):
    """Something that calls for somebody; api/web/service_words.py says what, and what to do."""

    DATABASE = "database"
    ALARM = "alarm"
    SIGNER = "signer"
    NO_GPU_WORKER = "no_gpu_worker"
    NO_CPU_WORKER = "no_cpu_worker"
    WEIGHTS = "weights"
    SELF_TEST = "self_test"
    DISK_FULL = "disk_full"
    NO_BACKUP = "no_backup"
    WITNESS = "witness"
    SEARCH = "search"
    WORKER_SILENT = "worker_silent"
    JOBS_FAILED = "jobs_failed"
    QUEUE_WAITS = "queue_waits"
    OLD_BACKUP = "old_backup"
    DISK_FILLS = "disk_fills"
    NO_WITNESS = "no_witness"
    LOOKS_OFF = "looks_off"
    LOOKS_LATE = "looks_late"
    DELIVERIES = "deliveries"


def _disk_full(state: ServiceState) -> bool:
    return state.storage.free_bytes < _FULL_BYTES


def _disk_fills(state: ServiceState) -> bool:
    storage = state.storage
    soon = storage.days_left is not None and storage.days_left < _FULL_DAYS
    return not _disk_full(state) and (soon or storage.free_bytes < storage.total_bytes * _FULL_SHARE)


def _signer(state: ServiceState) -> bool:
    return state.signer_problem is not None or state.signed_at is None or state.at - state.signed_at > _SIGNED_WITHIN


RULES: Mapping[Fault, Callable[[ServiceState], bool]] = {
    Fault.DATABASE: lambda state: state.database_problem is not None,
    Fault.ALARM: lambda state: state.alarms > 0,
    Fault.SIGNER: _signer,
    Fault.NO_GPU_WORKER: lambda state: Queue.GPU not in state.queues_served,
    Fault.NO_CPU_WORKER: lambda state: Queue.CPU not in state.queues_served,
    Fault.WEIGHTS: lambda state: state.weights_wrong > 0,
    Fault.SELF_TEST: lambda state: state.self_test_passed is False,
    Fault.DISK_FULL: _disk_full,
    Fault.NO_BACKUP: lambda state: state.backup is None,
    Fault.WITNESS: lambda state: state.witnesses_failing > 0,
    Fault.SEARCH: lambda state: not state.search_answers,
    Fault.WORKER_SILENT: lambda state: state.workers_silent > 0,
    Fault.JOBS_FAILED: lambda state: state.failed > 0,
    Fault.QUEUE_WAITS: lambda state: state.oldest_seconds > _WAITS_SECONDS,
    Fault.OLD_BACKUP: lambda state: state.backup is not None and state.at - state.backup.made_at > _BACKUP_WITHIN,
    Fault.DISK_FILLS: _disk_fills,
    Fault.NO_WITNESS: lambda state: state.witnesses == 0,
    Fault.LOOKS_OFF: lambda state: state.storage.looks.days == 0,
    Fault.LOOKS_LATE: lambda state: state.storage.looks.overdue > 0,
    Fault.DELIVERIES: lambda state: state.deliveries_given_up > 0,
}
"""What each looks at; the gravest first."""
GRAVE = frozenset(
    {
        Fault.DATABASE,
        Fault.ALARM,
        Fault.SIGNER,
        Fault.NO_GPU_WORKER,
        Fault.NO_CPU_WORKER,
        Fault.WEIGHTS,
        Fault.SELF_TEST,
        Fault.DISK_FULL,
        Fault.NO_BACKUP,
        Fault.WITNESS,
    }
)
"""What must not wait; the others are to be looked at."""


def faults(state: ServiceState) -> list[Fault]:
    """What is wrong, the gravest first."""
    return [fault for fault, is_so in RULES.items() if is_so(state)]
