"""Nothing is lost or doubled by what befalls workers and database: real processes, one short round of each fault.

`make fault ROUNDS=10` does more of them, with the waits that are shipped.
"""

import os
import random
import signal
import sys

import pytest

from bench.faults import Plan, run_round
from bench.small_service import small_service, wait_for
from models.journal.entry import EntryKind
from models.queue import JobState, Stage

pytestmark = pytest.mark.acceptance
SEED = int(os.environ.get("HATTAMA_FAULT_SEED") or random.randrange(2**32))
DEAD_SECONDS = 4.0
STOPPED_SECONDS = 12.0  # long enough to be given up
MANY, SHORT = 14, 2.0
"""Recordings that two workers share, and the seconds of each."""


@pytest.fixture(scope="module")
def chance(request):
    with request.config.pluginmanager.get_plugin("capturemanager").global_and_fixture_disabled():
        sys.stdout.write(f"\nHATTAMA_FAULT_SEED={SEED}\n")
    return random.Random(SEED)


@pytest.fixture(scope="module")
def service():
    with small_service(dead_seconds=DEAD_SECONDS) as running:
        yield running


@pytest.fixture(scope="module")
def at_work(service):
    """The worker that is at work, from one test to the next."""
    return [service.start_worker()]


@pytest.mark.parametrize(
    ("fault", "stages", "most_seconds"),
    [
        ("kill worker", (Stage.PREPARE, Stage.TRANSCRIBE), 60),
        ("stop worker", (Stage.TRANSCRIBE,), 60),
        ("restart database", (Stage.PREPARE, Stage.TRANSCRIBE), None),
    ],
)
def test_a_recording_is_transcribed_once_whatever_befalls(service, at_work, chance, fault, stages, most_seconds):
    plan = Plan(
        number=1, seed=chance.randrange(2**32), fault=fault, stage=chance.choice(stages), stopped_seconds=STOPPED_SECONDS
    )
    done, at_work[0] = run_round(service, at_work[0], plan)
    told = f"HATTAMA_FAULT_SEED={SEED}: {done.line()}"
    assert done.faults == (), told
    assert (done.layers, done.journal) == (1, "proven"), told
    if most_seconds and done.attempts > 1:
        assert done.taken_over_seconds < most_seconds, told


def test_two_workers_share_many_recordings_and_one_killed_midway_delays_and_loses_nothing(service, at_work, chance):
    first, second = at_work[0], service.start_worker()
    received = [service.receive(seconds=SHORT, chance=chance) for _ in range(MANY)]

    def done():
        return [each for each in received if service.is_transcribed(each)]

    wait_for(lambda: len(done()) >= MANY // 3 and second.said(": done") > 2, seconds=200, what="a third of the transcripts")
    shared = (first.said(": done"), second.said(": done"))
    second.send(signal.SIGKILL)
    wait_for(lambda: len(done()) == len(received), seconds=400, what="every transcript", look_seconds=0.2)
    report, entries = service.verify_journal()
    ended = [subject for kind, subject in entries if kind == EntryKind.JOB_DONE]
    for recording in received:
        jobs = service.jobs_of(recording)
        assert [(each.stage, each.state) for each in jobs] == [
            (Stage.PREPARE, JobState.DONE),
            (Stage.TRANSCRIBE, JobState.DONE),
        ]
        assert all(ended.count(str(each.id)) == 1 for each in jobs)
        assert service.layers_of(recording) == 1
        assert service.is_kept(recording)
    assert report.outcome == "proven"
    assert min(shared) > 2, f"one worker did it all: {shared}"
