"""Words for one reply: attempts at sound of no case, against a real database; what carries out orders is played."""

import threading

import pytest

from gpu import orders
from gpu.attempts import Workplace
from gpu.engine_process import EngineDiedError
from gpu.tasks import run_job
from models.accounts import AccountRole
from models.queue import ANSWER_PRIORITY, JobState, Stage
from models.store import accounts, held_requests, jobs
from models.store.database import SYSTEM
from models.store.files import FileStore
from tests.factories import recording as found_recording
from tests.factories import transcript
from tests.gpu.records import job_now
from transcribe.formats.json_format import read_json

pytestmark = pytest.mark.integration
SAID = transcript(("VOICE_00", "где вы были"), ("VOICE_01", "дома"))


class Played:
    """Engines that make folder and words; `meanwhile` happens before the words."""

    def __init__(self, meanwhile=lambda: None):
        self.meanwhile = meanwhile
        self.orders = []

    def carry_out(self, order, report):
        self.orders.append(order)
        if isinstance(order, orders.Prepare):
            order.folder.mkdir(parents=True)
            (order.folder / "sound.pcm").write_bytes(bytes(10))
            return found_recording()
        self.meanwhile()
        return SAID


@pytest.fixture(scope="module")
def account(database):
    with database.transaction(SYSTEM) as connection:
        return accounts.add_account(
            connection, login="answers", name="-", role=AccountRole.PROSECUTOR, unit_id=None, language="ru"
        )


@pytest.fixture
def files(tmp_path):
    return FileStore(folder=tmp_path)


@pytest.fixture
def held(database, files, account):
    """A request whose sound is here, and its job."""
    with database.transaction(SYSTEM) as connection:
        request_id = held_requests.begin(connection, account_id=account.id, most=100)
        job = jobs.enqueue(
            connection,
            stage=Stage.ANSWER,
            case_id=None,
            asked_by=account.id,
            priority=ANSWER_PRIORITY,
            arguments={"request": str(request_id), "languages": ["kk"], "recognizer": "gigaam-multilingual"},
        )
        held_requests.give_job(connection, request_id, job.id)
    files.make_folder(files.held(request_id))
    return request_id, job


def place_of(database, files, engines):
    return Workplace(database=database, files=files, engines=engines, version="test", heartbeat_seconds=0.1)


def end(database, request_id):
    with database.transaction(SYSTEM) as connection:
        held_requests.end(connection, request_id)


def names(files, request_id):
    folder = files.held(request_id)
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def test_the_words_lie_in_a_file_of_the_attempt_and_the_decoded_sound_goes(database, files, held):
    request_id, job = held
    engines = Played()
    run_job(job.id, place_of(database, files, engines))
    assert job_now(database, job).state is JobState.DONE
    assert names(files, request_id) == ["1.json"]
    assert read_json(files.answer(request_id, 1)).turns == SAID.turns
    prepare, write = engines.orders
    assert prepare.recording == files.partial(request_id)
    assert (write.languages, write.recognizer) == (("kk",), "gigaam-multilingual")


def test_nothing_is_begun_for_a_request_that_is_held_no_more(database, files, held):
    request_id, job = held
    end(database, request_id)
    engines = Played()
    run_job(job.id, place_of(database, files, engines))
    assert (job_now(database, job).failure["code"], engines.orders) == ("GoneError", [])


def test_words_that_nobody_waits_for_any_more_are_not_left(database, files, held):
    request_id, job = held
    run_job(job.id, place_of(database, files, Played(lambda: end(database, request_id))))
    assert names(files, request_id) == []


def test_a_folder_that_has_gone_with_its_request_is_not_made_again(database, files, held):
    import shutil

    request_id, job = held
    run_job(job.id, place_of(database, files, Played(lambda: shutil.rmtree(files.held(request_id)))))
    assert not files.held(request_id).exists()
    assert job_now(database, job).state is JobState.CANCELLED


def test_a_late_attempt_leaves_the_next_ones_words_alone(database, files, held):
    request_id, job = held
    overtaking = threading.Thread(target=lambda: run_job(job.id, place_of(database, files, Played())))

    def overtaken():
        overtaking.start()
        overtaking.join()

    run_job(job.id, place_of(database, files, Played(overtaken)))
    now = job_now(database, job)
    assert (now.state, now.attempt) == (JobState.DONE, 2)
    assert names(files, request_id) == ["2.json"]


def test_an_attempt_that_broke_off_leaves_no_sound(database, files, held):
    request_id, job = held

    def dies():
        raise EngineDiedError(code=-9)

    run_job(job.id, place_of(database, files, Played(dies)))
    assert job_now(database, job).state is JobState.QUEUED
    assert names(files, request_id) == []
