"""Cases as the worker's jobs leave them: words read, mentions kept, statements compared; in this process, by its code."""

from types import SimpleNamespace

from analysis import turn_index
from analysis.persons import keys
from gpu import orders, tasks
from gpu.attempts import Workplace
from gpu.stages import StageHands
from models.findings import FORMAT
from models.progress import silent
from models.settings import read_settings
from models.store import jobs, persons, transcripts
from models.store.database import SYSTEM
from tests.service import make_world


def analyst():
    """A worker's engines that read and compare; vectors are of no matter here and all the same."""
    hands = StageHands(read_settings(), "cpu", ease=1.0)

    def carry_out(order, report):
        if isinstance(order, orders.Embed):
            return orders.Embedded(vectors=tuple(b"\0\0" * 384 for _ in order.texts), weights="none")
        return hands.carry_out(order, silent)

    return SimpleNamespace(carry_out=carry_out)


def spoken_case(service, owner, said):
    """A world in which that is said, with its words indexed."""
    world = make_world(service, owner, said)
    with service.database.transaction(SYSTEM) as connection:
        turn_index.index(connection, transcripts.layer(connection, world.layer_id))
    return world


def read_all(service, engines):
    """Mentions of everything whose words changed; how many jobs it took."""
    with service.database.transaction(SYSTEM) as connection:
        jobs.enqueue_indexing(connection, weights="none", quiet_seconds=0)
        for person_id, name in persons.without_keys(connection, key_format=keys.FORMAT, limit=1000):
            persons.set_keys(connection, person_id, name, keys.keys(name), key_format=keys.FORMAT)
    return _run(service, engines, "index")


def compare_all(service, engines):
    """Findings of every case in which something changed; how many jobs it took."""
    with service.database.transaction(SYSTEM) as connection:
        jobs.enqueue_comparing(connection, compared_as=str(FORMAT), quiet_seconds=0)
    return _run(service, engines, "compare")


def _run(service, engines, stage):
    with service.database.transaction(SYSTEM) as connection:
        query = "SELECT id FROM job WHERE stage = %s AND state = 'queued'"
        waiting = connection.execute(query, (stage,)).fetchall()
    place = Workplace(database=service.database, files=service.files, engines=engines, version="test")
    for (job_id,) in waiting:
        tasks.run_job(job_id, place)
        with service.database.transaction(SYSTEM) as connection:
            assert jobs.job(connection, job_id).failure is None
    return len(waiting)
