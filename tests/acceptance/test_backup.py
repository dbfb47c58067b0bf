"""A backup is made from a service with a recording, and brought back on another machine."""

import os
import subprocess
import sys

import pytest

from hattama.sample_case import load_sample
from models.journal.signing import SigningKey
from models.settings import Settings
from models.store import journal, migrate, recordings
from models.store.database import SYSTEM, open_database
from models.store.embedded import EmbeddedPostgres
from models.store.journal_keeper import JournalKeeper
from tests.postgres import folder_for_servers

pytestmark = pytest.mark.acceptance


@pytest.fixture(scope="module")
def folders():
    with folder_for_servers() as folder:
        yield folder


@pytest.fixture(scope="module")
def made(folders):
    """A data folder with the sample case, its backup and the key's file."""
    settings = Settings(weights_folder=folders, data_folder=folders / "data")
    with EmbeddedPostgres(settings.database_folder) as server:
        migrate.upgrade(server.addresses().owner)
        SigningKey.make(settings.journal_key_file, "hattama-test")
        with open_database(server.addresses().application, connections=2) as database:
            load_sample(database, settings)
            JournalKeeper(database, settings).checkpoint()
    public = hattama(settings.data_folder, "backup", "--new-key", folders / "key").stdout.split()[-1]
    ended = hattama(settings.data_folder, "backup", "--recipient", public, folders / "backup.age")
    assert ended.returncode == 0, ended.stderr
    return settings


def hattama(data_folder, *arguments):
    environment = os.environ | {"HATTAMA_DATA_DIR": str(data_folder), "HATTAMA_LANGUAGE": "en"}
    command = [sys.executable, "-m", "hattama.main", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_a_backup_comes_back_whole(made, folders):
    ended = hattama(folders / "other", "restore", "--identity", folders / "key", folders / "backup.age")
    assert ended.returncode == 0, ended.stderr
    assert "1 files" in ended.stdout
    with EmbeddedPostgres(folders / "other" / "database") as server:
        assert migrate.upgrade(server.addresses().owner).current == migrate.known_versions()[-1]
        with open_database(server.addresses().application, connections=2) as database, database.transaction(SYSTEM) as back:
            (case_id,) = back.execute("SELECT id FROM cases WHERE number = 'SAMPLE-1'").fetchone()
            assert [each.name for each in recordings.recordings(back, case_id)] == ["interrogation.ogg"]
            assert journal.size(back) == 2
            assert back.execute("SELECT count(*) FROM queue.procrastinate_jobs").fetchone() == (1,)


def test_nothing_is_readable_without_the_key(made, folders):
    assert b"SAMPLE-1" not in (folders / "backup.age").read_bytes()
    hattama(made.data_folder, "backup", "--new-key", folders / "another-key")
    ended = hattama(folders / "third", "restore", "--identity", folders / "another-key", folders / "backup.age")
    assert ended.returncode == 2
    assert "cannot be read" in ended.stderr


def test_a_changed_byte_is_refused(made, folders):
    content = bytearray((folders / "backup.age").read_bytes())
    content[len(content) // 2] ^= 1
    (folders / "spoilt.age").write_bytes(content)
    ended = hattama(folders / "fourth", "restore", "--identity", folders / "key", folders / "spoilt.age")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_a_cut_backup_is_refused(made, folders):
    content = (folders / "backup.age").read_bytes()
    (folders / "cut.age").write_bytes(content[: len(content) * 2 // 3])
    ended = hattama(folders / "fifth", "restore", "--identity", folders / "key", folders / "cut.age")
    assert ended.returncode == 2


def test_a_damaged_recording_stops_a_backup(made, folders):
    (path,) = (each for each in (made.data_folder / "recordings").rglob("*") if each.is_file())
    whole = path.read_bytes()
    path.chmod(0o640)
    path.write_bytes(b"x" + whole[1:])
    try:
        public = (folders / "key").read_text().split()[3]
        ended = hattama(made.data_folder, "backup", "--recipient", public, folders / "bad.age")
        assert ended.returncode == 1
        assert not (folders / "bad.age").exists()
    finally:
        path.write_bytes(whole)


def test_a_folder_with_data_is_never_restored_over(made, folders):
    ended = hattama(made.data_folder, "restore", "--identity", folders / "key", folders / "backup.age")
    assert ended.returncode == 2
