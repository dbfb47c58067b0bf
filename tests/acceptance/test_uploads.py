"""Uploads by a real tus client to a real web process, either of which is killed in the middle."""

import hashlib
import json
import random
import subprocess
import sys
import threading
import time
from uuid import UUID

import httpx2
import pytest

from models.accounts import Scope
from tests.acceptance.web import ROOT, running
from tests.service import make_world, peopled, token_of

pytestmark = pytest.mark.acceptance

MIB = 1 << 20
CONTENT = random.Random(3).randbytes(6 * MIB)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="module")
def service(application_url, folder):
    with peopled(application_url, folder) as made:
        yield made


@pytest.fixture(scope="module")
def web(application_url, folder, service):
    with running(application_url, folder) as started:
        yield started


@pytest.fixture(scope="module")
def headers(service):
    return token_of(service, "investigator", Scope.READ, Scope.WRITE)


@pytest.fixture
def case_id(service):
    """A case of its own, so that the same bytes are new there."""
    return make_world(service, "investigator").case_id


@pytest.fixture
def sent(tmp_path):
    path = tmp_path / "допрос.mp4"
    path.write_bytes(CONTENT)
    return path


def client(web, headers, sent, case_id, *, url=None, chunk_bytes=256 * 1024, pause=0.0):
    order = {
        "server": web.address,
        "headers": headers,
        "path": str(sent),
        "url": url,
        "metadata": {"filename": sent.name, "case_id": str(case_id), "sha256": SHA256},
        "chunk_bytes": chunk_bytes,
        "pause": pause,
    }
    command = [sys.executable, "-m", "tests.acceptance.tus_client", json.dumps(order)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def finished(process):
    """What a client told until it ended well."""
    told, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return [json.loads(line) for line in told.splitlines()]


def arrived_whole(web, headers, url):
    recording = httpx2.get(url, headers=headers).json()["recording"]
    assert (recording["sha256"], recording["size_bytes"]) == (SHA256, len(CONTENT))
    looks = httpx2.get(f"{web.address}/api/recordings/{recording['id']}/custody", headers=headers).json()
    assert [(each["kind"], each["intact"], each["stated_sha256"]) for each in looks] == [("received", True, SHA256)]
    jobs = httpx2.get(f"{web.address}/api/recordings/{recording['id']}/jobs", headers=headers).json()
    assert [each["stage"] for each in jobs] == ["prepare"]


def on_disk(service, url):
    return service.files.partial(UUID(url.rsplit("/", 1)[1])).stat().st_size


def offset_of(headers, url):
    reply = httpx2.head(url, headers={**headers, "Tus-Resumable": "1.0.0"})
    assert reply.status_code == 200
    return int(reply.headers["Upload-Offset"])


def test_a_killed_client_resumes_where_the_server_is(web, service, headers, sent, case_id):
    process = client(web, headers, sent, case_id, pause=0.02)
    url = json.loads(process.stdout.readline())["url"]
    acknowledged = max(json.loads(process.stdout.readline())["offset"] for _ in range(5))
    process.kill()
    process.communicate()
    assert acknowledged <= on_disk(service, url) < len(CONTENT)
    told = finished(client(web, headers, sent, case_id, url=url, chunk_bytes=MIB))
    assert told[0]["offset"] >= acknowledged
    arrived_whole(web, headers, url)


def slowly(rest, started):
    for at in range(0, len(rest), 128 * 1024):
        yield rest[at : at + 128 * 1024]
        time.sleep(0.02)
        if at > 3 * MIB:
            started.set()


def test_a_server_killed_in_the_middle_loses_nothing_that_it_told(web, service, headers, sent, case_id):
    process = client(web, headers, sent, case_id, pause=5)
    url = json.loads(process.stdout.readline())["url"]
    acknowledged = json.loads(process.stdout.readline())["offset"]
    process.kill()
    process.communicate()
    started = threading.Event()

    def send():
        body = {**headers, "Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}
        content = slowly(CONTENT[acknowledged:], started)
        with pytest.raises(httpx2.TransportError):
            httpx2.patch(url, content=content, headers={**body, "Upload-Offset": str(acknowledged)}, timeout=30)

    sender = threading.Thread(target=send)
    sender.start()
    assert started.wait(20)
    web.kill()
    sender.join(30)
    web.start()
    offset = offset_of(headers, url)
    assert acknowledged < offset == on_disk(service, url) < len(CONTENT)
    told = finished(client(web, headers, sent, case_id, url=url, chunk_bytes=MIB))
    assert told[0]["offset"] == offset
    arrived_whole(web, headers, url)


def test_an_upload_that_was_whole_when_the_server_died_is_a_recording_when_it_runs_again(
    web, service, headers, sent, case_id
):
    process = client(web, headers, sent, case_id, pause=5)
    url = json.loads(process.stdout.readline())["url"]
    process.stdout.readline()
    process.kill()
    process.communicate()
    web.kill()
    service.files.partial(UUID(url.rsplit("/", 1)[1])).write_bytes(CONTENT)
    web.start()
    until = time.monotonic() + 20
    while httpx2.get(url, headers=headers).json()["recording"] is None:  # by upkeep: nobody asks for the offset
        assert time.monotonic() < until
        time.sleep(0.1)
    assert offset_of(headers, url) == len(CONTENT)
    arrived_whole(web, headers, url)
