"""A copy to watch: made for recordings with a picture, after the sound, and in place only by the current attempt."""

from dataclasses import replace

import pytest

from gpu import orders
from gpu.attempts import Workplace
from gpu.tasks import run_job
from models.queue import PICTURE_PRIORITY, JobState, Stage
from models.store import jobs
from models.store.database import SYSTEM
from models.store.files import FileStore
from tests.factories import recording as found_recording
from tests.gpu.records import a_case, a_job, a_recording, job_now
from transcribe.sound.errors import NoPictureError

pytestmark = pytest.mark.integration


class Hands:
    """Makes what is ordered, in the smallest form."""

    def __init__(self, *, picture=b"mp4", found=None):
        self.picture = picture
        self.found = found
        self.orders = []

    def carry_out(self, order, report):
        self.orders.append(order)
        if isinstance(order, orders.Prepare):
            order.folder.mkdir(parents=True)
            (order.folder / orders.DECODED).write_text("{}")
            return self.found
        order.target.write_bytes(b"half")
        if isinstance(self.picture, Exception):
            raise self.picture
        order.target.write_bytes(self.picture)
        return len(self.picture)


@pytest.fixture
def recording(database):
    return a_recording(database, a_case(database))


@pytest.fixture
def place(database, tmp_path):
    def made(hands):
        return Workplace(database=database, files=FileStore(folder=tmp_path), engines=hands, version="test")

    return made


def stages_of(database, recording):
    with database.transaction(SYSTEM) as connection:
        return {each.stage: each for each in jobs.jobs(connection, recording_id=recording.id)}


@pytest.mark.parametrize("has_picture", [True, False])
def test_only_a_recording_with_a_picture_gets_one_and_behind_all_words(database, place, recording, has_picture):
    found = found_recording()
    found = replace(found, sound=replace(found.sound, has_picture=has_picture))
    run_job(a_job(database, recording, Stage.PREPARE).id, place(Hands(found=found)))
    queued = stages_of(database, recording)
    assert (Stage.PICTURE in queued) == has_picture
    if has_picture:
        assert queued[Stage.PICTURE].priority == PICTURE_PRIORITY < queued[Stage.TRANSCRIBE].priority


def test_the_picture_takes_its_place_whole_and_nothing_is_left_beside(database, place, recording):
    here = place(Hands())
    target = here.files.picture(recording.id)
    here.files.make_folder(target.parent)
    left = target.with_name(f"{recording.id.hex}.{'0' * 32}.1.mp4")
    left.write_bytes(b"of a worker that was killed")
    job = a_job(database, recording, Stage.PICTURE)
    run_job(job.id, here)
    assert job_now(database, job).state is JobState.DONE
    assert [(each.name, each.read_bytes()) for each in target.parent.iterdir()] == [(target.name, b"mp4")]


def test_a_picture_that_cannot_be_made_leaves_no_half(database, place, recording):
    here = place(Hands(picture=NoPictureError(name="a.mp4")))
    job = a_job(database, recording, Stage.PICTURE)
    run_job(job.id, here)
    ended = job_now(database, job)
    assert (ended.state, ended.failure["code"]) == (JobState.FAILED, "NoPictureError")
    assert list(here.files.picture(recording.id).parent.iterdir()) == []
