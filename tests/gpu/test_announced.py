"""What other programs are told of a job's end: with it, and not otherwise."""

import pytest

from gpu import orders
from gpu.attempts import Workplace
from gpu.engine_process import CancelledError
from gpu.tasks import run_job
from models.store import jobs, webhooks
from models.store.database import SYSTEM
from models.store.files import FileStore
from models.webhooks import WebhookEvent
from tests.gpu.records import a_case, a_job, a_recording
from tests.gpu.test_tasks import SAID, Played
from transcribe.sound.errors import NotARecordingError

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def case(database):
    return a_case(database)


@pytest.fixture
def told(database, case):
    """An endpoint that hears of everything; asked, it gives what is on its way to it."""
    with database.transaction(SYSTEM) as connection:
        endpoint = webhooks.add_endpoint(
            connection,
            url="https://register.kz",
            events=[*WebhookEvent],
            unit_id=case.unit_id,
            secret=b"s" * 32,
            made_by=case.investigator_id,
        )

    def now():
        with database.transaction(SYSTEM) as connection:
            found = webhooks.deliveries(connection, endpoint.id, limit=10)
        return [(each.event, each.case_id, each.subject_kind, each.subject_id) for each in found]

    return now


@pytest.fixture
def recording(database, case, tmp_path):
    """A recording whose sound is decoded."""
    made = a_recording(database, case)
    folder = FileStore(folder=tmp_path).derived(made.id)
    folder.mkdir(parents=True)
    (folder / orders.DECODED).write_text("{}")
    return made


def run(database, tmp_path, job, answer, meanwhile=lambda report: None):
    place = Workplace(
        database=database,
        files=FileStore(folder=tmp_path),
        engines=Played(answer, meanwhile=meanwhile),
        version="test",
        heartbeat_seconds=0.1,
    )
    run_job(job.id, place)


def test_a_recording_that_is_transcribed_is_told_of_once(database, case, recording, told, tmp_path):
    job = a_job(database, recording)
    for _ in range(2):
        run(database, tmp_path, job, SAID)
    assert told() == [("recording.transcribed", case.id, "recording", recording.id)]


def test_a_job_that_failed_is_told_of_and_one_that_was_called_off_is_not(database, case, recording, told, tmp_path):
    run(database, tmp_path, a_job(database, recording), CancelledError())
    assert told() == []
    failed = a_job(database, recording)
    run(database, tmp_path, failed, NotARecordingError(name="a.ogg"))
    assert told() == [("job.failed", case.id, "job", failed.id)]


def test_an_attempt_that_is_not_the_current_one_any_more_tells_nothing(database, recording, told, tmp_path):
    job = a_job(database, recording)

    def another_begins(report):
        del report
        with database.transaction(SYSTEM) as connection:
            jobs.begin(connection, job.id)

    run(database, tmp_path, job, SAID, another_begins)
    assert told() == []
