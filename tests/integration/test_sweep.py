"""Files that no record names go after a month; those that a record names stay, however old they are."""

import os
import time
from uuid import uuid4

import pytest

from models.store import protocols
from models.store.database import SYSTEM
from models.store.removals import Sweep
from tests.service import make_world

pytestmark = pytest.mark.integration


def grown_old(path, *, days):
    then = time.time() - days * 24 * 3600
    os.utime(path, (then, then))


def swept(service):
    sweep = Sweep(service.database, service.files)
    return sum(sweep.go_on() for _ in range(256))


def test_what_broken_off_work_left_goes_and_everything_that_is_named_stays(service):
    world = make_world(service, "investigator")
    unnamed, fresh = (service.files.keep(uuid4().bytes) for _ in range(2))
    grown_old(service.files.of_hash(unnamed), days=31)
    for each in (service.files.folder / "recordings").rglob("*"):
        if each.is_file() and each.name != fresh:
            grown_old(each, days=31)
    forgotten = service.files.folder / "uploads" / uuid4().hex
    forgotten.write_bytes(b"x")
    for each in (forgotten, service.files.partial(world.upload_id)):
        grown_old(each, days=2)
    assert swept(service) == 2
    assert not service.files.of_hash(unnamed).exists()
    assert service.files.of_hash(fresh).exists()
    assert not forgotten.exists()
    assert service.files.partial(world.upload_id).exists()
    with service.database.transaction(SYSTEM) as connection:
        named = [sha256 for (sha256,) in connection.execute("SELECT sha256 FROM stored_file").fetchall()]
        assert protocols.version(connection, world.version_id).docx_sha256 in named
    assert all(service.files.of_hash(sha256).exists() for sha256 in named)
    assert swept(service) == 0
