"""How the service fares, as its administrator is told it."""

import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest

from api.space import Space
from gpu.attempts import Workplace
from gpu.presence import Presence, this_worker
from gpu.tasks import run_job
from models.queue import JobState, Queue, Stage, queue_of_worker
from models.sentences import Sentence
from models.store import jobs, workers
from models.store.database import SYSTEM
from models.store.journal_keeper import JournalKeeper
from models.store.last_backup import note_backup
from models.weights_in_use import WeightsState
from models.workers import Check, SelfTestReport
from tests.service import make_world

pytestmark = pytest.mark.integration
FAILED = ("NotARecordingError", Sentence(ru="«тайное имя»", kk="«тайное имя»", en="“secret name”"))


class Played:
    """A process that finds one file of weights damaged."""

    def carry_out(self, order, report):
        self.order = order
        wrong = Check(name="weights", passed=False, seconds=0.2, found="", code="WeightsDamagedError", failure=FAILED[1])
        states = {"whisper-base": WeightsState.DAMAGED, "campplus": WeightsState.PRESENT}
        return SelfTestReport(checks=(wrong,), weights=states, device="cuda:0")


@pytest.fixture
def worker(service):
    made = this_worker("auto", "cuda:0", queues=tuple(Queue), version="9.9")
    with Presence(service.database, service.client.app.state.context.settings, made):
        yield made


def ask(service, path, method="GET", **more):
    return service.ask("administrator", method, f"/api/service/{path}", **more)


def place(service, worker, engines=None):
    return Workplace(
        database=service.database, files=service.files, engines=engines or Played(), version="9.9", worker=worker
    )


def faults(service):
    return ask(service, "state").json()["faults"]


def test_a_worker_is_seen_from_its_first_beat_to_its_end_with_what_it_is_at(service, worker):
    world = make_world(service, "investigator")
    with service.database.transaction(SYSTEM) as connection:
        job = jobs.enqueue(connection, stage=Stage.TRANSCRIBE, case_id=world.case_id, recording_id=world.recording_id)
        jobs.report(connection, jobs.begin(connection, job.id, worker_id=worker.id), step="recognize", share=0.4)
    (seen,) = ask(service, "workers").json()
    assert (seen["host"], seen["computes_on"], seen["job_id"], seen["step"]) == (
        socket.gethostname(),
        "cuda:0",
        str(job.id),
        "recognize",
    )
    assert "no_gpu_worker" not in faults(service)
    with service.database.transaction(SYSTEM) as connection:
        workers.leave(connection, worker.id)
    assert ask(service, "workers").json() == []
    assert "no_gpu_worker" in faults(service)


def test_a_silent_worker_is_told_and_forgotten_after_a_day(service, worker, owner_url):
    silent(owner_url, worker, 120)
    assert {"worker_silent", "no_cpu_worker"} <= set(faults(service))
    silent(owner_url, worker, 25 * 3600)
    with service.database.transaction(SYSTEM) as connection:
        workers.beat(connection, this_worker("cpu", None, queues=(Queue.CPU,), version="9.9"))
    assert str(worker.id) not in {each["id"] for each in ask(service, "workers").json()}


def test_a_worker_that_was_killed_is_no_silent_one_once_another_begins_on_its_machine(service, worker):
    with service.database.transaction(SYSTEM) as connection:
        killed = replace(worker, id=uuid4(), pid=2**22 + 1)  # beyond what Linux gives out
        workers.beat(connection, killed)
        workers.beat(connection, replace(killed, id=uuid4(), host="another"))
    with Presence(service.database, service.client.app.state.context.settings, worker):
        seen = {(each["host"] == worker.host, each["pid"]) for each in ask(service, "workers").json()}
    assert seen == {(True, worker.pid), (False, killed.pid)}
    with service.database.transaction(SYSTEM) as connection:
        connection.execute("DELETE FROM worker WHERE host = 'another'")


def silent(owner_url, worker, seconds):
    with psycopg.connect(owner_url) as connection:
        query = "UPDATE hattama.worker SET beat_at = now() - make_interval(secs => %s) WHERE id = %s"
        connection.execute(query, (seconds, worker.id))


def test_a_worker_that_is_asked_tests_itself_and_says_what_failed(service, worker, owner_url):
    asked = ask(service, f"workers/{worker.id}/self-test", "POST").json()
    again = ask(service, f"workers/{worker.id}/self-test", "POST").json()
    assert asked["job_id"] == again["job_id"]  # one that waits is enough
    with psycopg.connect(owner_url) as connection:
        query = "SELECT queue_name FROM queue.procrastinate_jobs WHERE args ->> 'job_id' = %s"
        assert connection.execute(query, (asked["job_id"],)).fetchall() == [(queue_of_worker(worker.id),)]
    engines = Played()
    run_job(asked["job_id"], place(service, worker, engines))
    assert engines.order.checks == ("weights", "decoder", "device", "clip")
    (found, *_) = ask(service, "self-tests").json()
    assert (found["state"], found["device"], found["host"]) == ("done", "cuda:0", worker.host)
    assert [(each["name"], each["passed"]) for each in found["checks"]] == [("database", True), ("weights", False)]
    assert found["checks"][1]["failure"]["ru"] == FAILED[1].ru
    states = {each["name"]: each for each in ask(service, "weights").json()["hosts"]}
    assert (states["whisper-base"]["state"], states["campplus"]["state"]) == ("damaged", "present")
    assert states["campplus"]["verified_at"] and not states["whisper-base"]["verified_at"]
    assert {"self_test", "weights"} <= set(faults(service))


def test_what_a_self_test_found_damaged_stays_so_while_only_sizes_are_looked_at(service):
    host = uuid4().hex
    with service.database.transaction(SYSTEM) as connection:
        workers.beat(connection, workers.Worker(id=uuid4(), host=host, pid=1, device="cpu", computes_on="cpu",
                                                queues=["gpu"], version="1"))  # fmt: skip

    def noted(state, **more):
        with service.database.transaction(SYSTEM) as connection:
            workers.note_weights(connection, host, {"a": state}, **more)
            (made,) = [each for each in workers.host_weights(connection) if each.host == host]
        return made.state, made.verified_at is not None

    assert noted(WeightsState.PRESENT) == ("present", False)
    assert noted(WeightsState.DAMAGED, verified=True) == ("damaged", False)
    assert noted(WeightsState.PRESENT) == ("damaged", False)
    assert noted(WeightsState.PRESENT, verified=True) == ("present", True)
    assert noted(WeightsState.PRESENT) == ("present", True)
    assert noted(WeightsState.MISSING) == ("missing", False)


def test_a_self_test_of_a_worker_that_is_gone_ends_as_failed(service, worker, owner_url):
    asked = ask(service, f"workers/{worker.id}/self-test", "POST").json()
    assert workers.end_orphaned(service.database) == 0
    silent(owner_url, worker, 3600)
    assert workers.end_orphaned(service.database) == 1
    (found, *_) = ask(service, "self-tests").json()
    assert (found["job_id"], found["state"], found["failure"]["code"]) == (asked["job_id"], "failed", "WorkerGoneError")


def test_a_worker_without_networks_is_asked_for_its_decoder_alone(service):
    made = this_worker("cpu", None, queues=(Queue.CPU,), version="9.9")
    with Presence(service.database, service.client.app.state.context.settings, made):
        asked = ask(service, f"workers/{made.id}/self-test", "POST").json()
        engines = Played()
        run_job(asked["job_id"], place(service, made, engines))
    assert engines.order.checks == ("decoder",)


def failed_job(service, world):
    with service.database.transaction(SYSTEM) as connection:
        job = jobs.enqueue(
            connection, stage=Stage.PREPARE, case_id=world.case_id, recording_id=world.recording_id, priority=3
        )
        jobs.end(connection, jobs.begin(connection, job.id), JobState.FAILED, failure=FAILED)
    return job


def test_failed_jobs_are_told_by_the_errors_name_and_set_going_once(service):
    world = make_world(service, "investigator")
    job = failed_job(service, world)
    told = ask(service, "queue")
    assert [each["code"] for each in told.json()["failed"] if each["id"] == str(job.id)] == ["NotARecordingError"]
    for hidden in ("тайное", "secret", str(world.case_id), str(world.recording_id)):
        assert hidden not in told.text
    assert "jobs_failed" in faults(service)
    made = ask(service, f"jobs/{job.id}/again", "POST")
    assert made.status_code == 202
    assert ask(service, f"jobs/{job.id}/again", "POST").status_code == 409
    assert ask(service, f"jobs/{uuid4()}/again", "POST").status_code == 404
    assert ask(service, f"jobs/{world.job_id}/again", "POST").status_code == 409
    with service.database.transaction(SYSTEM) as connection:
        new = jobs.job(connection, made.json()["job_id"])
        assert (new.state, new.stage, new.recording_id, new.priority, new.failure) == (
            JobState.QUEUED,
            Stage.PREPARE,
            world.recording_id,
            3,
            None,
        )
        assert jobs.job(connection, job.id).state is JobState.FAILED
    last = service.journal(world.case_id)[-1]
    assert (last["kind"], last["account_id"]) == ("edit", str(service.people["administrator"].id))
    assert str(job.id) not in {each["id"] for each in ask(service, "queue").json()["failed"]}


def test_space_is_measured_and_its_growth_told_once_a_day_lies_between(service, owner_url):
    space = Space(service.database, service.files)
    space.measure()
    assert not space.measure()  # not so soon
    with psycopg.connect(owner_url) as connection:
        connection.execute("DELETE FROM hattama.storage_sample")
    assert space.measure()
    found = ask(service, "storage").json()
    assert found["sample"]["derived_bytes"] >= 110  # playback and waveform of a world
    assert (found["growth"], found["held"]["recordings"] > 0) == (None, True)
    with psycopg.connect(owner_url) as connection:
        connection.execute(
            "INSERT INTO hattama.storage_sample SELECT now() - interval '10 days', stored_bytes, 0, 0, database_bytes, 0 "
            "FROM hattama.storage_sample"
        )
    grown = ask(service, "storage").json()["growth"]
    assert grown["grown_bytes"] == found["sample"]["derived_bytes"] + found["sample"]["pictures_bytes"]
    assert round(grown["days"]) == 10


def test_the_last_backup_is_told_where_it_is_known(service):
    assert "no_backup" in faults(service)
    note_backup(service.files.folder, files=3, size_bytes=1000)
    state = ask(service, "state").json()
    assert (state["state"]["backup"]["files"], "no_backup" in state["faults"]) == (3, False)
    (service.files.folder / "last-backup.json").write_text("{}")
    assert "no_backup" in faults(service)


def test_what_became_of_a_checkpoint_is_told_for_each_witness(service, tmp_path):
    context = service.client.app.state.context
    kept, lost = tmp_path / "kept", tmp_path / "no" / "such"
    settings = replace(context.settings, journal_witnesses=(f"file:{kept}", f"file:{lost}"))
    service.client.app.state.context = replace(context, settings=settings)
    try:
        signed = JournalKeeper(service.database, settings).checkpoint()
        told = ask(service, "witnesses").json()
        state = ask(service, "state").json()
    finally:
        service.client.app.state.context = context
    first, second = told["witnesses"]
    assert (first["name"], first["kept_size"], first["failure"]) == (str(kept), signed.checkpoint.size, None)
    assert (second["kept_at"], second["failure"]["code"]) == (None, "WitnessFailedError")
    assert told["checkpoint"]["root"] == signed.checkpoint.root.hex()
    assert told["key"].startswith("test.hattama+")
    assert "witness" in state["faults"] and "signer" not in state["faults"]


def test_a_signer_that_stopped_is_told(service, owner_url):
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.witness_state SET kept_at = %s", (datetime.now(UTC) - timedelta(hours=1),))
    assert "signer" in faults(service)
