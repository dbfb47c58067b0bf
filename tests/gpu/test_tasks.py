"""Attempts at jobs against a real database; what carries out orders is played."""

import threading
import time
from pathlib import Path

import psycopg
import pytest

from gpu import orders, tasks
from gpu.attempts import Workplace
from gpu.engine_process import CancelledError, EngineDiedError, UnexpectedError
from gpu.tasks import run_job
from models.journal.entry import EntryKind
from models.journal.remarks import Outcome
from models.journal.verify import verify
from models.queue import MOST_ATTEMPTS, JobState, Stage
from models.store import jobs, journal, recordings, transcripts
from models.store.database import SYSTEM
from models.store.files import FileStore
from tests.factories import recording as found_recording
from tests.factories import transcript
from tests.gpu.records import a_case, a_job, a_recording, job_now, tasks_of
from transcribe.sound.errors import NotARecordingError

pytestmark = pytest.mark.integration
SAID = transcript(("VOICE_00", "где вы были"), ("VOICE_01", "дома"))


class Played:
    """Engines that note each order and answer as the test says; `meanwhile` happens while one is carried out."""

    def __init__(self, *answers, meanwhile=lambda report: None):
        self.answers = list(answers)
        self.orders = []
        self.meanwhile = meanwhile

    def carry_out(self, order, report):
        self.orders.append(order)
        self.meanwhile(report)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(order, orders.Prepare):
            order.folder.mkdir(parents=True)
            (order.folder / orders.DECODED).write_text("{}")
        return answer


def as_engines_would(report):
    """Wait until the pulse says no, as a process that works does."""
    ends = time.monotonic() + 10
    while report("recognize", 0.5):
        assert time.monotonic() < ends
        time.sleep(0.02)
    raise CancelledError


@pytest.fixture(scope="module")
def case(database):
    return a_case(database)


@pytest.fixture
def recording(database, case):
    return a_recording(database, case)


@pytest.fixture
def place(database, tmp_path):
    def made(*answers, **more):
        folder = FileStore(folder=tmp_path)
        return Workplace(
            database=database,
            files=folder,
            engines=Played(*answers, **{k: v for k, v in more.items() if k == "meanwhile"}),
            version="test",
            heartbeat_seconds=0.1,
            **{k: v for k, v in more.items() if k != "meanwhile"},
        )

    return made


@pytest.fixture
def prepared(place, recording):
    """The recording, its sound decoded."""
    folder = place(None).files.derived(recording.id)
    folder.mkdir(parents=True)
    (folder / orders.DECODED).write_text("{}")
    return recording


def layers_of(database, recording):
    with database.transaction(SYSTEM) as connection:
        return transcripts.layers(connection, recording.id)


def told_of(database, job):
    """Kinds of the journal's entries about a job, after the whole journal was verified."""
    with database.transaction(SYSTEM) as connection:
        entries = list(journal.entries(connection))
    assert verify(entries, keys=()).outcome != Outcome.FAULT
    return [each.entry.kind for each in entries if each.entry.subject_id == str(job.id)]


def jobs_of(database, recording):
    with database.transaction(SYSTEM) as connection:
        return jobs.jobs(connection, recording_id=recording.id)


def test_preparing_ends_with_the_sound_in_place_and_the_next_stage_queued(database, place, recording):
    job = a_job(database, recording, Stage.PREPARE, priority=7)
    here = place(found_recording())
    run_job(job.id, here)
    first, second = jobs_of(database, recording)
    assert (first.state, first.share, first.attempt) == (JobState.DONE, 1.0, 1)
    assert (second.stage, second.state, second.priority) == (Stage.TRANSCRIBE, JobState.QUEUED, 7)
    folder = here.files.derived(recording.id)
    assert [each.name for each in folder.parent.iterdir()] == [folder.name]
    assert (folder / orders.DECODED).exists()
    with database.transaction(SYSTEM) as connection:
        assert recordings.recording(connection, recording.id).sound["codec"] == "pcm_s16le"
    assert told_of(database, job) == [EntryKind.JOB_DONE]


def test_transcribing_writes_one_layer_with_its_job_and_its_entry(database, place, prepared):
    job = a_job(database, prepared)
    here = place(SAID)
    run_job(job.id, here)
    run_job(job.id, here)  # a task of the queue that came twice
    assert job_now(database, job).state == JobState.DONE
    assert [layer.number for layer in layers_of(database, prepared)] == [1]
    assert len(here.engines.orders) == 1
    assert told_of(database, job) == [EntryKind.JOB_DONE]


def test_progress_is_seen_while_the_work_goes_on(database, place, prepared):
    job = a_job(database, prepared)
    seen = []

    def meanwhile(report):
        assert report("recognize", 0.25)
        ends = time.monotonic() + 10
        while job_now(database, job).step is None:
            assert time.monotonic() < ends
            time.sleep(0.02)
        seen.append(job_now(database, job))

    run_job(job.id, place(SAID, meanwhile=meanwhile))
    assert (seen[0].step, seen[0].share, seen[0].state) == ("recognize", 0.25, JobState.RUNNING)


def test_an_attempt_beats_while_its_order_says_nothing(database, place, prepared, owner_url):
    job = a_job(database, prepared)
    beats = set()

    def meanwhile(report):
        with psycopg.connect(owner_url, autocommit=True) as connection:
            for _ in range(20):
                beats.add(connection.execute("SELECT beat_at FROM hattama.job WHERE id = %s", (job.id,)).fetchone())
                time.sleep(0.05)

    run_job(job.id, place(SAID, meanwhile=meanwhile))
    assert len(beats) > 4


def test_an_attempt_that_is_not_the_current_one_is_stopped_and_writes_nothing(database, place, prepared):
    job = a_job(database, prepared)

    def taken_over(report):
        with database.transaction(SYSTEM) as connection:
            jobs.begin(connection, job.id)
        as_engines_would(report)

    run_job(job.id, place(SAID, meanwhile=taken_over))
    now = job_now(database, job)
    assert (now.state, now.attempt) == (JobState.RUNNING, 2)
    assert told_of(database, job) == []


@pytest.mark.parametrize("answer", [SAID, NotARecordingError(name="x"), EngineDiedError(code=-9), RuntimeError("x")])
def test_whatever_a_late_attempt_ends_in_is_not_written(database, place, prepared, owner_url, answer):
    job = a_job(database, prepared)

    def taken_over(report):
        with database.transaction(SYSTEM) as connection:
            jobs.begin(connection, job.id)

    run_job(job.id, place(answer, meanwhile=taken_over))
    now = job_now(database, job)
    assert (now.state, now.attempt, now.failure) == (JobState.RUNNING, 2, None)
    assert layers_of(database, prepared) == []
    assert told_of(database, job) == []
    with psycopg.connect(owner_url) as connection:
        assert tasks_of(connection, job) == ["todo"]  # the first one's: this attempt was begun without taking it


def test_an_attempt_that_was_given_back_writes_nothing_before_the_next_has_begun(database, place, prepared):
    job = a_job(database, prepared)

    def given_back(report):
        with database.transaction(SYSTEM) as connection:
            current = jobs.job(connection, job.id)
            assert jobs.is_current(connection, current)
            jobs.put_back(connection, current)

    run_job(job.id, place(SAID, meanwhile=given_back))
    assert job_now(database, job).state == JobState.QUEUED
    assert layers_of(database, prepared) == []


def test_what_a_late_attempt_decoded_does_not_touch_what_is_in_place(database, place, prepared):
    job = a_job(database, prepared, Stage.PREPARE)
    here = place(found_recording(), meanwhile=lambda report: jobs_begin(database, job))
    mark = here.files.derived(prepared.id) / "mark"
    mark.write_text("of the current attempt")
    run_job(job.id, here)
    assert mark.exists()
    assert [each.name for each in mark.parent.parent.iterdir()] == [mark.parent.name]


def jobs_begin(database, job):
    with database.transaction(SYSTEM) as connection:
        jobs.begin(connection, job.id)


def test_preparing_anew_replaces_what_was_derived(database, place, prepared):
    job = a_job(database, prepared, Stage.PREPARE)
    here = place(found_recording())
    mark = here.files.derived(prepared.id) / "mark"
    mark.write_text("of an earlier decoder")
    run_job(job.id, here)
    assert not mark.exists()
    assert (mark.parent / orders.DECODED).exists()


def test_sound_that_is_gone_is_decoded_again(database, place, recording):
    job = a_job(database, recording)
    here = place(found_recording(), SAID)
    run_job(job.id, here)
    assert [type(each) for each in here.engines.orders] == [orders.Prepare, orders.Write]
    assert (here.files.derived(recording.id) / orders.DECODED).exists()
    assert len(layers_of(database, recording)) == 1


def test_bad_input_is_told_in_every_language_and_never_tried_again(database, place, recording, owner_url):
    job = a_job(database, recording, Stage.PREPARE)
    run_job(job.id, place(NotARecordingError(name="письмо.doc")))
    now = job_now(database, job)
    assert now.state == JobState.FAILED
    assert now.failure["code"] == "NotARecordingError"
    assert all("письмо.doc" in now.failure[language] for language in ("ru", "kk", "en"))
    with psycopg.connect(owner_url) as connection:
        assert tasks_of(connection, job) == ["todo"]  # its first, which nobody took here
    run_job(job.id, place(found_recording()))
    assert job_now(database, job).state == JobState.FAILED
    assert told_of(database, job) == [EntryKind.JOB_FAILED]


def test_a_fault_of_ours_ends_the_job_without_its_words(database, place, prepared):
    job = a_job(database, prepared)
    run_job(job.id, place(ValueError("я взял деньги")))
    now = job_now(database, job)
    assert (now.state, now.failure["code"]) == (JobState.FAILED, UnexpectedError.__name__)
    assert "деньги" not in str(now.failure)


def test_a_broken_off_attempt_goes_back_to_the_queue_and_the_next_one_ends_the_job(database, place, prepared, owner_url):
    job = a_job(database, prepared, priority=3)
    here = place(EngineDiedError(code=-9), SAID)
    run_job(job.id, here)
    now = job_now(database, job)
    assert (now.state, now.attempt, now.step) == (JobState.QUEUED, 1, None)
    with psycopg.connect(owner_url) as connection:
        query = "SELECT priority, queue_name FROM queue.procrastinate_jobs WHERE args ->> 'job_id' = %s ORDER BY id"
        assert connection.execute(query, (str(job.id),)).fetchall() == [(3, "gpu"), (3, "gpu")]
    run_job(job.id, here)
    assert job_now(database, job).state == JobState.DONE
    assert told_of(database, job) == [EntryKind.JOB_DONE]


def test_a_job_that_ends_every_worker_is_given_up(database, place, prepared):
    job = a_job(database, prepared)
    here = place(EngineDiedError(code=-11))
    for _ in range(MOST_ATTEMPTS + 3):
        run_job(job.id, here)
    now = job_now(database, job)
    assert (now.state, now.failure["code"]) == (JobState.FAILED, "GivenUpError")
    assert len(here.engines.orders) == MOST_ATTEMPTS
    assert told_of(database, job) == [EntryKind.JOB_FAILED]


def test_a_job_cancelled_in_the_queue_is_never_begun(database, place, prepared):
    job = a_job(database, prepared)
    with database.transaction(SYSTEM) as connection:
        jobs.ask_to_cancel(connection, job.id)
    here = place(SAID)
    run_job(job.id, here)
    assert job_now(database, job).state == JobState.CANCELLED
    assert here.engines.orders == []


def test_a_running_job_ends_soon_after_it_was_to_be_cancelled(database, place, prepared):
    job = a_job(database, prepared)

    def cancelled(report):
        with database.transaction(SYSTEM) as connection:
            assert jobs.ask_to_cancel(connection, job.id).state == JobState.RUNNING
        as_engines_would(report)

    run_job(job.id, place(SAID, meanwhile=cancelled))
    assert job_now(database, job).state == JobState.CANCELLED
    assert layers_of(database, prepared) == []
    assert told_of(database, job) == [EntryKind.JOB_FAILED]


def test_a_job_whose_worker_died_after_it_was_to_be_cancelled_is_not_worked_on_again(database, place, prepared):
    job = a_job(database, prepared)
    jobs_begin(database, job)
    with database.transaction(SYSTEM) as connection:
        jobs.ask_to_cancel(connection, job.id)
    here = place(SAID)
    run_job(job.id, here)
    assert job_now(database, job).state == JobState.CANCELLED
    assert here.engines.orders == []


def test_a_recording_that_is_gone_is_said_so(database, place, case):
    with database.transaction(SYSTEM) as connection:
        job = jobs.enqueue(connection, stage=Stage.DRAFT, case_id=case.id)
    run_job(job.id, place(SAID))
    assert job_now(database, job).failure["code"] == "GoneError"


@pytest.mark.parametrize("failing", ["before the commit", "after the commit"])
def test_a_result_waits_for_a_database_that_is_away_and_is_written_once(
    database, place, prepared, superuser_url, monkeypatch, failing
):
    """The server ends every connection: in the middle of the writing, or when it was committed already."""
    job = a_job(database, prepared)
    record, times = journal.record, []

    def cut(connection, *arguments, **more):
        entry = record(connection, *arguments, **more)
        times.append(1)
        if len(times) == 1:
            if failing == "after the commit":
                connection.commit()
            with psycopg.connect(superuser_url, autocommit=True) as other:
                query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'hattama_app'"
                other.execute(query)
            connection.execute("SELECT")
        return entry

    monkeypatch.setattr(journal, "record", cut)
    run_job(job.id, place(SAID))
    assert job_now(database, job).state == JobState.DONE
    assert [layer.number for layer in layers_of(database, prepared)] == [1]
    assert told_of(database, job) == [EntryKind.JOB_DONE]
    assert len(times) == (2 if failing == "before the commit" else 1)


def test_a_worker_told_to_stop_waits_for_no_database(database, place, prepared, monkeypatch):
    job = a_job(database, prepared)
    stopping = threading.Event()
    here = place(SAID, stopping=stopping)

    def away(*_):
        stopping.set()
        raise psycopg.OperationalError

    monkeypatch.setattr(tasks.transcripts, "add_layer", lambda *a, **k: away())
    begun = time.monotonic()
    run_job(job.id, here)
    assert time.monotonic() - begun < 5
    assert job_now(database, job).state == JobState.RUNNING  # its beat has stopped: it will be given back


def test_the_names_that_the_service_reads_are_those_that_stages_write():
    from transcribe.sound import kept

    assert orders.DECODED == kept._NAME
    assert Path(orders.PLAYBACK).suffix == ".ogg"
