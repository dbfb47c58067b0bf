"""The job queue's words: what `api` enqueues and `gpu` runs, without either knowing the other."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from models.span import Seconds

TASK = "hattama.run_stage"
"""The one task of the queue; its argument is the id of a job record, which says the rest."""

MOST_ATTEMPTS = 5
"""A job whose workers died this often is given up: it probably kills them."""


class Queue(StrEnum):
    """What a worker must have."""

    GPU = "gpu"  # networks, on whatever device computes
    CPU = "cpu"  # a decoder and a typesetter


class Stage(StrEnum):
    """Steps of a recording's way, each stored on its own."""

    PREPARE = "prepare"  # decoded sound, playback copy, waveform
    PICTURE = "picture"  # a copy to watch, where there is a picture
    TRANSCRIBE = "transcribe"  # a machine layer
    ALIGN = "align"  # when words that people wrote are said
    DRAFT = "draft"  # a version of a protocol document
    ANSWER = "answer"  # words for one reply, of no case; nothing of them is kept
    INDEX = "index"  # passages of a working transcript and their vectors, and what is spoken of in it
    COMPARE = "compare"  # what is said in a case with what else is said in it
    SELF_TEST = "self_test"  # a worker looks whether it can work, of no case


QUEUE_OF = {
    Stage.PREPARE: Queue.CPU,
    Stage.PICTURE: Queue.CPU,
    Stage.TRANSCRIBE: Queue.GPU,
    Stage.ALIGN: Queue.GPU,
    Stage.DRAFT: Queue.CPU,
    Stage.ANSWER: Queue.GPU,
    Stage.INDEX: Queue.GPU,
    Stage.COMPARE: Queue.CPU,
}
"""Whose turn each is; a self-test is for one worker, see `queue_of_worker`."""


def queue_of_worker(worker_id: UUID) -> str:
    """The queue that one worker alone takes from; its name becomes a channel's in PostgreSQL, of 63 bytes with a prefix."""
    return f"w:{worker_id.hex}"


ALIGN_PRIORITY = 5
"""Above that of transcripts: somebody edits."""
SELF_TEST_PRIORITY = 10
"""Above all other jobs: somebody waits to hear whether the worker works."""
INDEX_PRIORITY = -5
"""Below that of words: whoever searches can wait longer."""
COMPARE_PRIORITY = -6
"""Below that of the index: it takes what is read of words then."""
PICTURE_PRIORITY = -10
"""Below that of words, which people wait for more."""

ANSWER_PRIORITY = -100
"""Below that of every other job."""
LONGEST_ANSWERED: Seconds = 1800.0
"""Of sound that is transcribed for a reply alone."""


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One stage to be run, or that was."""

    id: UUID
    case_id: UUID | None  # None: sound of no case, for one reply, or a self-test
    recording_id: UUID | None
    interrogation_id: UUID | None
    stage: Stage
    state: JobState
    priority: int  # higher first
    arguments: dict[str, Any]
    attempt: int  # only the current one may write; 0: not begun
    step: str | None  # what it is at, as the progress hook names it
    share: float  # of that step, 0..1
    failure: dict[str, str] | None  # code and a sentence in each language
    asked_by: UUID | None
    cancel_asked_at: datetime | None
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
