"""The worker's own part: taking jobs in order, stopping, and giving back what dead workers left."""

import asyncio
import os
import signal
import threading
import time

import psycopg
import pytest

from gpu import orders, worker
from gpu.attempts import Workplace
from gpu.engine_process import EngineDiedError
from gpu.worker import WorkerOptions, give_back_lost
from models.queue import JobState, Queue, Stage
from models.store import jobs, transcripts
from models.store.database import SYSTEM
from models.store.files import FileStore
from tests.factories import transcript
from tests.gpu.records import a_case, a_job, a_recording, job_now, tasks_of

pytestmark = pytest.mark.integration
DEAD = 20.0
SAID = transcript(("VOICE_00", "дома"))


@pytest.fixture(scope="module")
def case(database):
    return a_case(database)


@pytest.fixture
def recording(database, case):
    return a_recording(database, case)


@pytest.fixture
def owner(owner_url):
    with psycopg.connect(owner_url, autocommit=True) as connection:
        yield connection


def begun(database, job):
    with database.transaction(SYSTEM) as connection:
        return jobs.begin(connection, job.id)


def taken(owner, job, seconds_ago=0):
    """A worker took the queue's task of this job."""
    query = "UPDATE queue.procrastinate_jobs SET status = 'doing' WHERE args ->> 'job_id' = %s RETURNING id"
    (number,) = owner.execute(query, (str(job.id),)).fetchone()
    query = "UPDATE queue.procrastinate_events SET at = now() - make_interval(secs => %s) WHERE job_id = %s"
    owner.execute(query, (seconds_ago, number))


def silent(owner, job, seconds):
    owner.execute("UPDATE hattama.job SET beat_at = now() - make_interval(secs => %s) WHERE id = %s", (seconds, job.id))


def looked(database, times=2):
    before = set()
    for _ in range(times):
        before = give_back_lost(database, before, DEAD)


def test_what_two_looks_find_without_a_beat_waits_for_its_next_attempt(database, owner, recording):
    job = a_job(database, recording, priority=5)
    taken(owner, job, 60)
    late = begun(database, job)
    silent(owner, job, DEAD + 1)
    looked(database, times=1)
    assert job_now(database, job).state == JobState.RUNNING
    looked(database)
    assert job_now(database, job).state == JobState.QUEUED
    assert tasks_of(owner, job) == ["todo"]
    with database.transaction(SYSTEM) as connection:
        assert not jobs.is_current(connection, late)
    assert begun(database, job).attempt == 2


def test_an_attempt_that_beats_is_left_alone(database, owner, recording):
    job = a_job(database, recording)
    taken(owner, job, 3600)
    begun(database, job)
    silent(owner, job, DEAD - 5)
    looked(database)
    assert (job_now(database, job).state, tasks_of(owner, job)) == (JobState.RUNNING, ["doing"])


def test_an_attempt_that_beats_again_between_two_looks_is_left_alone(database, owner, recording):
    job = a_job(database, recording)
    taken(owner, job, 60)
    begun(database, job)
    silent(owner, job, DEAD + 1)  # as after an outage of the database
    before = give_back_lost(database, set(), DEAD)
    silent(owner, job, 0)
    give_back_lost(database, before, DEAD)
    assert job_now(database, job).state == JobState.RUNNING


def test_two_workers_that_see_the_same_give_it_back_once(database, owner, recording):
    job = a_job(database, recording)
    taken(owner, job, 60)
    begun(database, job)
    silent(owner, job, DEAD + 1)
    first, second = (give_back_lost(database, set(), DEAD) for _ in range(2))
    give_back_lost(database, first, DEAD)
    give_back_lost(database, second, DEAD)
    assert tasks_of(owner, job) == ["todo"]


def test_a_waiting_job_is_left_alone_however_long_it_waits(database, owner, recording):
    job = a_job(database, recording)
    owner.execute("UPDATE hattama.job SET queued_at = now() - interval '1 day' WHERE id = %s", (job.id,))
    looked(database)
    assert tasks_of(owner, job) == ["todo"]


@pytest.mark.parametrize(("seconds", "given_back"), [(1, False), (DEAD + 1, True)])
def test_a_job_whose_worker_died_before_it_began_is_given_back_in_time(database, owner, recording, seconds, given_back):
    job = a_job(database, recording)
    taken(owner, job, seconds)
    looked(database)
    assert tasks_of(owner, job) == ["todo" if given_back else "doing"]


def test_a_job_that_nothing_in_the_queue_stands_for_gets_a_task(database, owner, recording):
    job = a_job(database, recording)
    owner.execute("DELETE FROM queue.procrastinate_jobs WHERE args ->> 'job_id' = %s", (str(job.id),))
    looked(database)
    assert tasks_of(owner, job) == ["todo"]


def test_a_job_that_is_over_stays_so(database, owner, recording):
    job = a_job(database, recording)
    attempt = begun(database, job)
    with database.transaction(SYSTEM) as connection:
        jobs.end(connection, attempt, JobState.DONE)
    owner.execute("DELETE FROM queue.procrastinate_jobs WHERE args ->> 'job_id' = %s", (str(job.id),))
    silent(owner, job, 3600)
    looked(database)
    assert (job_now(database, job).state, tasks_of(owner, job)) == (JobState.DONE, [])


class Played:
    """Engines that can be interrupted, and what happens while an order is carried out."""

    def __init__(self, meanwhile=lambda: None):
        self.meanwhile = meanwhile
        self.interrupted = threading.Event()
        self.idle = threading.Event()
        self.orders = []

    def carry_out(self, order, report):
        self.orders.append(order)
        self.meanwhile()
        if self.interrupted.is_set():
            raise EngineDiedError(code=-9)
        return SAID

    def interrupt(self):
        self.interrupted.set()

    def release_if_idle(self):
        self.idle.set()


@pytest.fixture
def at_work(database, application_url, tmp_path):
    """Work as a worker does until something is so, then end by SIGTERM."""

    def work(engines, until, queues=tuple(Queue), **options):
        files = FileStore(folder=tmp_path)
        place = Workplace(database=database, files=files, engines=engines, version="test", heartbeat_seconds=0.2)
        chosen = WorkerOptions(
            device="cpu", queues=queues, version="test", heartbeat_seconds=0.2, look_seconds=0.3, **options
        )

        def end():
            ends = time.monotonic() + 30
            while not until() and time.monotonic() < ends:
                time.sleep(0.05)
            os.kill(os.getpid(), signal.SIGTERM)

        ender = threading.Thread(target=end)
        ender.start()
        asyncio.run(worker._work(place, engines, application_url, chosen))
        ender.join()

    return work


@pytest.fixture
def prepared(database, case, tmp_path, owner):
    """Makes recordings with decoded sound; no job is left over from other tests."""
    owner.execute("DELETE FROM queue.procrastinate_jobs")
    owner.execute("UPDATE hattama.job SET state = 'cancelled' WHERE state IN ('queued', 'running')")

    def made():
        recording = a_recording(database, case)
        folder = FileStore(folder=tmp_path).derived(recording.id)
        folder.mkdir(parents=True)
        (folder / orders.DECODED).write_text("{}")
        return recording

    return made


def state(database, job):
    return job_now(database, job).state


def layers(database, recording):
    with database.transaction(SYSTEM) as connection:
        return len(transcripts.layers(connection, recording.id))


def test_jobs_are_taken_by_priority_then_by_age_and_leave_nothing_in_the_queue(database, owner, at_work, prepared):
    recordings = [prepared() for _ in range(3)]
    made = [a_job(database, each, priority=p) for each, p in zip(recordings, (0, 0, 9), strict=True)]
    engines = Played()
    at_work(engines, lambda: all(state(database, each) == JobState.DONE for each in made))
    expected = [FileStore(folder=engines.orders[0].folder.parents[2]).derived(recordings[n].id) for n in (2, 0, 1)]
    assert [each.folder for each in engines.orders] == expected
    assert owner.execute("SELECT count(*) FROM queue.procrastinate_jobs").fetchone() == (0,)


def test_a_worker_takes_jobs_of_its_queues_only(database, at_work, prepared):
    other, own = a_job(database, prepared(), Stage.PREPARE), a_job(database, prepared())
    at_work(Played(), lambda: state(database, own) == JobState.DONE, queues=(Queue.GPU,))
    assert state(database, other) == JobState.QUEUED


def test_a_worker_told_to_stop_puts_its_job_back_at_once(database, owner, at_work, prepared):
    recording = prepared()
    job = a_job(database, recording)
    working = threading.Event()

    def meanwhile():
        working.set()
        assert engines.interrupted.wait(30)

    engines = Played(meanwhile)
    begun_at = time.monotonic()
    at_work(engines, working.is_set)
    assert time.monotonic() - begun_at < 15
    assert (state(database, job), tasks_of(owner, job)) == (JobState.QUEUED, ["todo"])
    at_work(Played(), lambda: state(database, job) == JobState.DONE)
    assert layers(database, recording) == 1


def test_a_job_outlives_the_loss_of_every_connection_and_the_next_is_taken(database, at_work, prepared, superuser_url):
    first, second = prepared(), prepared()
    made = [a_job(database, first), a_job(database, second)]

    def cut():
        if len(engines.orders) > 1:
            return
        with psycopg.connect(superuser_url, autocommit=True) as connection:
            query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'hattama_app'"
            connection.execute(query)
        time.sleep(1.5)

    engines = Played(cut)
    at_work(engines, lambda: all(state(database, each) == JobState.DONE for each in made))
    assert [job_now(database, each).attempt for each in made] == [1, 1]
    assert [layers(database, each) for each in (first, second)] == [1, 1]


def test_the_job_of_a_dead_worker_is_taken_over(database, owner, at_work, prepared):
    recording = prepared()
    job = a_job(database, recording)
    taken(owner, job, 60)
    begun(database, job)
    at_work(Played(), lambda: state(database, job) == JobState.DONE, dead_seconds=1.0)
    assert job_now(database, job).attempt == 2
    assert layers(database, recording) == 1


def test_an_attempt_that_was_given_back_ends_nothing_of_the_next(database, owner, at_work, prepared):
    """A worker that comes back late finishes its own task of the queue, not the one that stands for the next attempt."""
    recording = prepared()
    job = a_job(database, recording)

    def given_back():
        silent(owner, job, DEAD + 1)
        before = give_back_lost(database, set(), DEAD)
        give_back_lost(database, before, DEAD)
        assert tasks_of(owner, job) == ["todo"]
        owner.execute("UPDATE queue.procrastinate_jobs SET queue_name = 'nobody'")  # so that another would take it
        done.set()

    done = threading.Event()
    at_work(Played(given_back), done.is_set)
    assert (state(database, job), layers(database, recording)) == (JobState.QUEUED, 0)
    assert tasks_of(owner, job) == ["todo"]


def test_networks_are_let_go_after_a_while_without_work(at_work, prepared):
    engines = Played()
    at_work(engines, engines.idle.is_set, idle_seconds=0.5)
    assert engines.idle.is_set()
