"""The whole service with its sample, as its first user meets it: one command, a link, a transcript, a protocol."""

import re
import signal

import httpx
import psutil
import pytest

from tests.acceptance.up import until, up

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def service():
    """The service with its sample."""
    with up("--sample") as started:
        yield started


@pytest.fixture(scope="module")
def link(service):
    """The printed link's token."""
    _, _, folder = service
    return until(lambda: re.search(r"token=(\S+)", (folder / "log").read_text()), seconds=90)[1]


@pytest.fixture(scope="module")
def browser(service, link):
    """A client that signed in by the link."""
    _, address, _ = service
    with httpx.Client(base_url=address, timeout=30) as client:
        assert client.post("/sign-in", data={"token": link}).status_code == 303
        assert client.get("/api/me").json()["login"] == "sample"
        yield client


def test_the_link_works_once(service, link, browser):
    _, address, _ = service
    with httpx.Client(base_url=address) as another:
        assert another.post("/sign-in", data={"token": link}).status_code == 401
        assert "Войдите по ссылке" in another.get("/").text


def test_the_sample_is_transcribed_and_its_protocol_drafted(browser):
    (case,) = browser.get("/api/cases").json()
    (recording,) = browser.get(f"/api/cases/{case['id']}/recordings").json()
    until(lambda: layer_of(browser, recording["id"]), seconds=240)
    layer = layer_of(browser, recording["id"])
    page = browser.get(f"/api/layers/{layer}/turns").json()
    assert len(page["turns"]) >= 15
    assert "sound" in browser.get(f"/api/recordings/{recording['id']}").json()
    heard = browser.get(f"/api/recordings/{recording['id']}/playback", headers={"Range": "bytes=0-3"})
    assert (heard.status_code, heard.content) == (206, b"OggS")
    (shown,) = browser.get(f"/api/cases/{case['id']}/interrogations").json()
    asked = browser.post(f"/api/interrogations/{shown['interrogation']['id']}/drafts")
    assert asked.status_code == 202
    versions = f"/api/interrogations/{shown['interrogation']['id']}/versions"
    (version,) = until(lambda: browser.get(versions).json(), seconds=60)
    pdf = browser.get(f"/api/protocol-versions/{version['id']}/protocol.pdf")
    assert pdf.content.startswith(b"%PDF")
    kinds = [each["kind"] for each in browser.get(f"/api/cases/{case['id']}/journal", params={"limit": 500}).json()]
    assert kinds.count("job_done") >= 3  # and, a while later, one that makes it searchable by meaning
    assert "export" in kinds
    assert case["number"] in browser.get("/").text
    assert f"/api/recordings/{recording['id']}/transcript.txt" in browser.get(f"/cases/{case['id']}").text


def layer_of(browser, recording_id):
    failed = [job["failure"] for job in browser.get(f"/api/recordings/{recording_id}/jobs").json() if job["failure"]]
    assert failed == []
    return browser.get(f"/api/recordings/{recording_id}").json()["working_layer"]


def test_a_killed_web_process_is_started_again(service, browser):
    process, _, _ = service
    (web,) = (child for child in psutil.Process(process.pid).children() if "web" in child.cmdline())
    web.kill()
    until(lambda: answers(browser), seconds=60)
    assert browser.get("/api/me").json()["login"] == "sample"  # still signed in


def answers(browser):
    try:
        return browser.get("/health/ready").status_code == 200
    except httpx.TransportError:
        return False


def test_nothing_is_left_running_once_it_is_told_to_stop(service, browser):
    process, _, folder = service
    family = psutil.Process(process.pid).children(recursive=True)
    assert family
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    _, alive = psutil.wait_procs(family, timeout=20)
    assert alive == []
    assert "Traceback" not in (folder / "log").read_text()
