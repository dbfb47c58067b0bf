"""Workers as the service sees them, and the tests that they make of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from models.queue import JobState, Stage
from models.sentences import Sentence
from models.weights_in_use import WeightsState

HEARD_SECONDS = 30.0
"""A worker that gave no sign for this long is shown as not heard of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Worker:
    """A process that takes jobs."""

    id: UUID
    host: str
    pid: int
    device: str  # as it was started: "auto", "cpu", "cuda:0"
    computes_on: str  # what "auto" came to
    queues: list[str]  # of `models.queue.Queue`
    version: str  # of the program


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerSeen:
    """A worker with its last sign of life, and what it is at."""

    id: UUID
    host: str
    pid: int
    device: str
    computes_on: str
    queues: list[str]
    version: str
    started_at: datetime
    beat_at: datetime
    silent_seconds: float  # by the database's clock
    job_id: UUID | None  # that it works on; None: it waits
    stage: Stage | None
    step: str | None
    share: float | None  # of that step
    job_seconds: float | None  # since the attempt began

    @property
    def is_heard(self) -> bool:
        """Whether it gave a sign of life of late."""
        return self.silent_seconds <= HEARD_SECONDS


@dataclass(frozen=True, kw_only=True, slots=True)
class HostWeights:
    """What is known of a row of the catalogue on a host."""

    host: str
    name: str
    state: WeightsState
    looked_at: datetime
    verified_at: datetime | None  # every byte; None: not since they are there


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing that a self-test looked at."""

    name: str  # "weights", "decoder", "database", "device", "clip"
    passed: bool
    seconds: float
    found: str  # a word on what it found; empty where it failed
    code: str | None = None  # the error's name
    failure: Sentence | None = None  # what is wrong and what to do


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfTestReport:
    """What a worker's process found of itself."""

    checks: tuple[Check, ...]
    weights: Mapping[str, WeightsState]  # by the catalogue's name, every byte looked at
    device: str  # what computed


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfTest:
    """A self-test that was asked for."""

    job_id: UUID
    worker_id: UUID
    host: str
    device: str
    version: str
    state: JobState
    asked_by: UUID | None
    asked_at: datetime
    started_at: datetime | None  # of the last attempt
    ended_at: datetime | None
    failure: dict[str, str] | None  # why the test itself came to no end: code and a sentence in each language
    checks: list[Check]  # empty until it has ended

    @property
    def passed(self) -> bool | None:
        """Whether every check passed; None while nobody knows."""
        if self.state is JobState.DONE:
            return all(each.passed for each in self.checks)
        return None if self.state in {JobState.QUEUED, JobState.RUNNING} else False

    @property
    def seconds(self) -> float | None:
        """How long it took; None until it has ended."""
        return (self.ended_at - self.started_at).total_seconds() if self.ended_at and self.started_at else None
