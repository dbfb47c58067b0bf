"""Words that people wrote get their times afterwards, each revision's once, and by the current attempt."""

from uuid import uuid4

import pytest

from gpu import orders
from gpu.attempts import Workplace
from gpu.tasks import run_job
from models import revisions as edits
from models.queue import JobState, Stage
from models.revisions import Words
from models.span import Span
from models.store import jobs, transcripts
from models.store.database import SYSTEM
from models.store.files import FileStore
from tests.factories import transcript
from tests.gpu.records import a_case, a_recording, job_now

pytestmark = pytest.mark.integration
SAID = transcript(("VOICE_00", "где вы были вчера"), ("VOICE_01", "дома нет на работе"))


class Ears:
    """Hears each estimated word at the second it is told."""

    def __init__(self, times):
        self.times = times
        self.orders = []

    def carry_out(self, order, report):
        self.orders.append(order)
        return self.times


@pytest.fixture
def layer(database):
    recording = a_recording(database, a_case(database))
    with database.transaction(SYSTEM) as connection:
        return transcripts.add_layer(connection, SAID, case_id=recording.case_id, recording_id=recording.id)


@pytest.fixture
def place(database, tmp_path):
    def made(ears):
        return Workplace(database=database, files=FileStore(folder=tmp_path), engines=ears, version="test")

    return made


def edit(database, layer, operation):
    """An edit as the API makes it; the job that will listen to it."""
    with database.transaction(SYSTEM) as connection:
        account = connection.execute("SELECT id FROM account LIMIT 1").fetchone()[0]
        transcripts.add_revision(connection, layer, operation, account_id=account, reason=None)
        jobs.enqueue_alignment(connection, layer, asked_by=account)
        return [each for each in jobs.jobs(connection, recording_id=layer.recording_id) if each.stage is Stage.ALIGN]


def words_now(database, layer):
    with database.transaction(SYSTEM) as connection:
        page = transcripts.working_page(connection, layer, first=1, limit=10)
    return {word.id: word for turn in page.turns for word in turn.words}


def prepared(here, layer):
    folder = here.files.derived(layer.recording_id)
    folder.mkdir(parents=True)
    (folder / orders.DECODED).write_text("{}")


def test_words_are_estimated_until_they_are_heard_and_have_their_times_from_then_on(database, layer, place):
    (job,) = edit(database, layer, edits.ReplaceText(words=Words(first=5, last=8), text="дома нет у друга"))
    before = words_now(database, layer)
    assert [before[name].estimated for name in ("r1.3", "r1.4")] == [True, True]
    here = place(Ears({"r1.3": Span(start=7.1, end=7.3), "r1.4": Span(start=7.4, end=7.9)}))
    prepared(here, layer)
    run_job(job.id, here)
    assert job_now(database, job).state is JobState.DONE
    (order,) = here.engines.orders
    assert [(word.text, word.estimated) for word in order.turns[0].words] == [
        ("дома", False), ("нет", False), ("у", True), ("друга", True),
    ]  # fmt: skip
    after = words_now(database, layer)
    assert (after["r1.3"].start, after["r1.4"].end, after["r1.4"].estimated) == (7.1, 7.9, False)


def test_many_edits_wait_for_one_job_and_none_is_listened_to_twice(database, layer, place):
    edit(database, layer, edits.InsertText(words=Words(first=2, last=2), text="тогда"))
    (job,) = edit(database, layer, edits.ReplaceText(words=Words(first=6, last=6), text="да"))
    here = place(Ears({}))
    prepared(here, layer)
    run_job(job.id, here)
    assert len(here.engines.orders[0].turns) == 2
    *_, later = edit(database, layer, edits.Hide(words=Words(first=1, last=1)))
    run_job(later.id, here)
    assert len(here.engines.orders) == 1  # nothing was left to listen to
    assert words_now(database, layer)["r1.1"].estimated  # no engine could tell


def test_an_edit_that_is_undone_before_it_is_heard_takes_no_sound(database, layer, place):
    edit(database, layer, edits.ReplaceText(words=Words(first=6, last=6), text="да"))
    (job,) = edit(database, layer, edits.Undo(number=1))
    here = place(Ears({}))
    prepared(here, layer)
    run_job(job.id, here)
    assert here.engines.orders == []
    assert job_now(database, job).state is JobState.DONE


def test_a_layer_that_is_gone_is_told(database, layer, place):
    with database.transaction(SYSTEM) as connection:
        job = jobs.enqueue(
            connection,
            stage=Stage.ALIGN,
            case_id=layer.case_id,
            recording_id=layer.recording_id,
            arguments={"layer": str(uuid4())},
        )
    run_job(job.id, place(Ears({})))
    assert job_now(database, job).failure["code"] == "GoneError"
