"""What is counted for the administrator's eyes."""

import pytest

from models.queue import JobState, Stage
from models.store import jobs
from models.store.database import SYSTEM
from models.store.measures import measure
from tests.integration.test_store import opened, people, received  # noqa: F401  # fixtures

pytestmark = pytest.mark.integration


def test_jobs_damage_and_the_journals_rest_are_counted(database, opened, people):  # noqa: F811
    recording, _ = received(database, opened, people)
    with database.transaction(SYSTEM) as connection:
        queued = jobs.enqueue(connection, stage=Stage.PREPARE, case_id=opened.id, recording_id=recording.id)
        jobs.enqueue(connection, stage=Stage.TRANSCRIBE, case_id=opened.id, recording_id=recording.id)
        begun = jobs.begin(connection, queued.id)
        jobs.end(connection, begun, JobState.DONE)
    with database.transaction(SYSTEM) as connection:
        found = measure(connection)
    assert found.jobs == {("prepare", "done"): 1, ("transcribe", "queued"): 1}
    assert set(found.oldest_seconds) == {"transcribe"}
    assert (found.recordings, found.damaged, found.unchecked_entries, found.failures) == (1, 0, 0, {})
