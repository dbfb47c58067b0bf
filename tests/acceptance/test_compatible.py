"""The official client, a real web process, which is killed in the middle, and a real worker."""

import os
import subprocess
import sys
import threading
from contextlib import contextmanager

import imageio_ffmpeg
import openai
import psycopg
import pytest

from models.accounts import Scope
from models.queue import JobState, Stage
from models.store import held_requests, jobs
from models.store.database import SYSTEM
from models.store.server_files import programs_for
from tests.acceptance.test_up import until
from tests.acceptance.web import ROOT, running
from tests.service import make_world, peopled, token_of

pytestmark = pytest.mark.acceptance

SECONDS = 5


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("compatible")


@pytest.fixture(scope="module")
def service(application_url, folder):
    with peopled(application_url, folder) as made:
        yield made


@pytest.fixture(scope="module")
def web(application_url, folder, service):
    with running(application_url, folder, HATTAMA_COMPATIBLE_API="1") as started:
        yield started


@contextmanager
def working(url, folder):
    """A worker process of its own."""
    environment = os.environ | {"HATTAMA_DATABASE_URL": url, "HATTAMA_DATA_DIR": str(folder / "data")}
    command = [sys.executable, "-W", "ignore", "-m", "hattama.main", "worker"]
    command += ["--device", "cpu", "--owner", str(os.getpid())]
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def worker(application_url, folder, service):
    with working(application_url, folder) as process:
        yield process


@pytest.fixture(scope="module")
def client(service, web):
    with openai.OpenAI(api_key=token(service), base_url=f"{web.address}/v1", max_retries=0) as made:
        yield made


def token(service):
    return token_of(service, "investigator", Scope.TRANSCRIBE)["Authorization"].removeprefix("Bearer ")


@pytest.fixture(scope="module")
def clip(folder):
    """The first seconds of the sample."""
    path = folder / "clip.ogg"
    source = ROOT / "samples" / "interrogation.ogg"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", source, "-t", str(SECONDS), "-c", "copy", path]
    subprocess.run(command, check=True)
    return path


def ask(client, clip, **more):
    with clip.open("rb") as file:
        return client.audio.transcriptions.create(**{"model": "whisper-1", "file": file, "language": "ru"} | more)


def test_a_few_seconds_become_words_and_nothing_is_left_of_them(service, client, worker, clip, postgres, superuser_url):
    verbose = ask(client, clip, response_format="verbose_json", timestamp_granularities=["word", "segment"])
    assert verbose.duration == pytest.approx(SECONDS, abs=0.5)
    assert verbose.language == "russian"
    assert verbose.text.split() == [each.word for each in verbose.words]
    assert all(0 <= each.start < each.end <= SECONDS + 0.5 for each in verbose.words)
    assert {each.voice for each in verbose.segments} <= {"VOICE_00", "VOICE_01", "VOICE_02"}
    long_words = [each.word.strip(".,?!") for each in verbose.words if len(each.word) > 6]
    assert long_words
    command = [programs_for(postgres.folder, None) / "pg_dump", "--dbname", superuser_url]
    dumped = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert not [each for each in long_words if each in dumped]
    assert [each for each in (service.files.folder).rglob("*") if each.is_file() and each.name != "journal.key"] == []
    logs = "".join(each.read_text("utf-8") for each in service.files.folder.parent.glob("*.log"))
    assert not [each for each in long_words if each in logs]


def test_a_recording_of_a_case_is_answered_once_its_transcript_is_there(service, client, worker, clip):
    case_id = make_world(service, "investigator").case_id
    said = ask(client, clip, response_format="text", extra_body={"case_id": str(case_id)})
    with service.database.transaction(SYSTEM) as connection:
        done = [each for each in jobs.jobs(connection, case_id=case_id) if each.recording_id is not None]
    assert [(each.stage, each.state) for each in done] == [
        (Stage.PREPARE, JobState.DONE),
        (Stage.TRANSCRIBE, JobState.DONE),
    ]
    assert len(said.split()) > 3


def test_what_a_killed_web_process_held_is_called_off_and_removed_by_the_next_one(
    service, client, web, worker, clip, owner_url
):
    def ask_in_vain():
        with pytest.raises(openai.APIConnectionError):
            ask(client, clip)

    asking = threading.Thread(target=ask_in_vain)
    asking.start()
    until(lambda: newest(service) is not None and newest(service).state is not JobState.DONE, seconds=20)
    (request_id,) = held_now(service)
    assert service.files.partial(request_id).exists()
    web.kill()
    asking.join()
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.held_request SET seen_at = now() - interval '1 hour'")
    web.start()  # its upkeep looks first thing
    until(lambda: held_now(service) == [], seconds=20)
    until(lambda: newest(service).state in {JobState.CANCELLED, JobState.DONE}, seconds=30)
    until(lambda: not any(each.is_file() for each in (service.files.folder / "held").rglob("*")), seconds=40)
    assert not service.files.partial(request_id).exists()


def newest(service):
    with service.database.transaction(SYSTEM) as connection:
        found = [each for each in jobs.jobs(connection) if each.stage is Stage.ANSWER]
    return found[-1] if found else None


def held_now(service):
    with service.database.transaction(SYSTEM) as connection:
        return held_requests.requests(connection)
