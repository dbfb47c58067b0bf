"""The compatible route by the official client, over a socket; what the worker's engines make is played."""

import hashlib
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

import openai
import psycopg
import pytest
import uvicorn

from api import held
from api.routes import compatible
from api.uploads import Arrivals
from gpu import orders
from gpu.attempts import Workplace
from gpu.engine_process import CancelledError, EngineDiedError
from gpu.tasks import run_job
from models.accounts import Scope, SignedIn
from models.journal.entry import EntryKind
from models.queue import JobState, Stage
from models.store import backup, held_requests, jobs, journal
from models.store.database import SYSTEM, account
from models.store.files import StorageError
from models.store.server_files import programs_for
from tests.factories import transcript
from tests.service import make_world, served, token_of
from transcribe.sound.errors import NotARecordingError, TooLongError

pytestmark = pytest.mark.integration
SAID = transcript(("VOICE_00", "жаңбырлы сейсенбі"), ("VOICE_01", "помню"))
TEXT = "жаңбырлы сейсенбі помню"


class Hands:
    """Engines that make `said`, or raise what they are told to; `orders` is what they were given."""

    def __init__(self):
        self.orders = []
        self.raises = None
        self.at_work = threading.Event()
        self.until_cancelled = False

    def carry_out(self, order, report):
        self.orders.append(order)
        self.at_work.set()
        if self.until_cancelled:
            until(lambda: not report("recognize", 0.5))
            raise CancelledError
        if self.raises is not None:
            raise self.raises
        if isinstance(order, orders.Prepare):
            order.folder.mkdir(parents=True)
            (order.folder / orders.DECODED).write_text("{}")
            (order.folder / "sound.pcm").write_bytes(bytes(100))
            return SAID.recording
        return replace(SAID, languages=order.languages)


@pytest.fixture(scope="module")
def service(application_url, tmp_path_factory):
    with served(application_url, tmp_path_factory.mktemp("service"), compatible_api=True) as running:
        yield running


@pytest.fixture(scope="module")
def address(service):
    """The application over a socket, as the client wants it."""
    with over_a_socket(service.client.app) as url:
        yield url


@contextmanager
def over_a_socket(app):
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(compatible, "_LOOK_SECONDS", 0.02)


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture
def worker(service, hands):
    """A worker that takes each queued job of a recording or a held request."""
    place = Workplace(database=service.database, files=service.files, engines=hands, version="test", heartbeat_seconds=0.05)
    stop = threading.Event()

    def work():
        while not stop.wait(0.02):
            with service.database.transaction(SYSTEM) as connection:
                queued = [each for each in jobs.jobs(connection) if each.state is JobState.QUEUED]
            for each in queued:
                if each.stage is not Stage.DRAFT:
                    run_job(each.id, place)

    thread = threading.Thread(target=work)
    thread.start()
    yield hands
    stop.set()
    thread.join()


def client_of(service, address, who="investigator", *scopes, **more):
    header = token_of(service, who, *(scopes or (Scope.TRANSCRIBE,)))
    token = header["Authorization"].removeprefix("Bearer ")
    return openai.OpenAI(api_key=token, base_url=f"{address}/v1", **{"max_retries": 0, "timeout": 60} | more)


@pytest.fixture
def client(service, address):
    with client_of(service, address) as made:
        yield made


def ask(client, content=b"sound", **more):
    return client.audio.transcriptions.create(**{"model": "whisper-1", "file": ("допрос.ogg", content)} | more)


def entries(service):
    with service.database.transaction(SYSTEM) as connection:
        return list(journal.entries(connection))


def left(service):
    """Names of files of held requests, and how many rows there are of them."""
    service.files.make_folder(service.files.folder / "uploads")
    with service.database.transaction(SYSTEM) as connection:
        held_now = {each.hex for each in held_requests.requests(connection)}
    names = [each.name for each in service.files.held_folders()]
    return [*names, *(each for each in held_now if (service.files.folder / "uploads" / each).exists())], len(held_now)


def newest_answer(service):
    with service.database.transaction(SYSTEM) as connection:
        return [each for each in jobs.jobs(connection) if each.stage is Stage.ANSWER][-1]


def test_the_words_come_in_every_format(client, worker):
    assert ask(client).text == TEXT
    assert ask(client, response_format="text") == TEXT + "\n"
    assert ask(client, response_format="srt").startswith("1\n00:00:01,000 --> ")
    assert ask(client, response_format="vtt").startswith("WEBVTT\n\n00:00:01.000 --> ")
    verbose = ask(client, response_format="verbose_json", timestamp_granularities=["word", "segment"])
    assert (verbose.duration, verbose.language, verbose.text) == (
        SAID.recording.sound.decoded_duration,
        "russian",
        TEXT,
    )
    assert [each.word for each in verbose.words] == TEXT.split()
    assert [each.voice for each in verbose.segments] == ["VOICE_00", "VOICE_01"]
    type(verbose).model_validate(verbose.model_dump())  # as strict as the client's own models are


def test_the_engines_are_told_what_was_asked_and_no_name(client, worker):
    ask(client, language="kk", prompt="имена", temperature=0.3)
    prepare, write = worker.orders
    assert (prepare.name, prepare.longest, prepare.to_listen) == ("sound", 1800.0, False)
    assert (write.languages, write.recognizer) == (("kk",), None)


def test_nothing_is_left_but_the_journals_entries(service, client, worker, postgres, superuser_url):
    content = uuid4().bytes * 1000
    seen = len(entries(service))
    assert ask(client, content).text == TEXT
    assert left(service) == ([], 0)
    held_entry, done, export = entries(service)[seen:]
    assert [each.entry.kind for each in (held_entry, done, export)] == [
        EntryKind.SOUND_HELD,
        EntryKind.JOB_DONE,
        EntryKind.EXPORT,
    ]
    asking = str(service.people["investigator"].id)
    assert {each.entry.account_id for each in (held_entry, done, export)} == {asking}
    sha256 = hashlib.sha256(content).hexdigest()
    assert held_entry.details.values["sha256"] == export.details.values["sha256"] == sha256
    assert export.details.values["seconds"] == done.details.values["seconds"] == SAID.recording.sound.decoded_duration
    dumped = dump(postgres, superuser_url)
    assert sha256 in dumped
    assert not any(word in dumped for word in (*TEXT.split(), "допрос.ogg", content.hex()))
    found = [each for each in service.files.folder.rglob("*") if each.is_file()]
    assert not any(each.read_bytes().count(content[:16]) or "сейсенбі".encode() in each.read_bytes() for each in found)


def dump(postgres, url):
    """Everything in the database, as text."""
    command = [programs_for(postgres.folder, None) / "pg_dump", "--dbname", url, "--inserts"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def test_a_backup_holds_no_held_request(service, postgres, backup_url):
    with service.database.transaction(SYSTEM) as connection:
        request_id = held_requests.begin(connection, account_id=service.people["head"].id, most=9)
    try:
        programs = programs_for(postgres.folder, None)
        out = service.files.folder / "dump"
        backup._dump(backup_url, out, programs)
        listed = subprocess.run([programs / "pg_restore", "--file=-", out], capture_output=True, check=True).stdout.decode()
        assert "CREATE TABLE hattama.held_request" in listed
        assert str(request_id) not in listed
        out.unlink()
    finally:
        held.let_go(service.client.app.state.context, request_id)


def test_other_scopes_do_not_give_it(service, address):
    everything_else = [each for each in Scope if each is not Scope.TRANSCRIBE]
    made = client_of(service, address, "investigator", *everything_else)
    with made as client, pytest.raises(openai.PermissionDeniedError) as caught:
        ask(client)
    assert caught.value.type == "permission_error"


def test_the_scope_gives_nothing_else(service):
    headers = token_of(service, "investigator", Scope.TRANSCRIBE)
    assert service.client.get("/api/cases", headers=headers).status_code == 403
    assert service.client.post("/api/cases", headers=headers, json={"number": "1"}).status_code == 403


@pytest.mark.parametrize("who", ["administrator", "participant"])
def test_who_reads_no_case_may_not(service, address, who):
    with client_of(service, address, who) as client, pytest.raises(openai.PermissionDeniedError):
        ask(client)


@pytest.mark.parametrize("who", ["head", "prosecutor"])
def test_who_reads_cases_may(service, address, worker, who):
    with client_of(service, address, who) as client:
        assert ask(client).text == TEXT


def test_neither_a_wrong_token_nor_a_cookie_is_enough(service, address):
    wrong = openai.OpenAI(api_key="wrong", base_url=f"{address}/v1", max_retries=0)
    with wrong as client, pytest.raises(openai.AuthenticationError):
        ask(client)
    reply = service.ask("investigator", "POST", "/v1/audio/transcriptions", files={"file": b"a"})
    assert (reply.status_code, reply.json()["error"]["type"]) == (401, "authentication_error")
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("fields", "param", "says"),
    [
        ({"model": "gpt-4o-transcribe"}, "model", "whisper-1"),
        ({"language": "de"}, "language", "ru, kk, en"),
        ({"response_format": "diarized_json"}, "response_format", "verbose_json"),
        ({"extra_body": {"colour": "red"}}, "colour", "case_id"),
        ({"extra_body": {"case_id": "one"}}, "case_id", "UUID"),
        ({"stream": True}, "stream", "whole"),
        ({"file": ("a.ogg", b"")}, None, "0 bytes"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence_in_openais_shape(service, client, fields, param, says):
    with pytest.raises(openai.BadRequestError) as caught:
        ask(client, **fields)
    assert (caught.value.param, caught.value.type) == (param, "invalid_request_error")
    assert says in caught.value.body["message"]
    assert left(service) == ([], 0)


def test_other_paths_below_answer_in_the_same_shape(service):
    for method, path, status in (("GET", "/v1/models", 404), ("GET", "/v1/audio/transcriptions", 405)):
        reply = service.ask("nobody", method, path)
        assert (reply.status_code, set(reply.json())) == (status, {"error"})


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (TooLongError(name="sound", hours="0.5"), "30 minutes"),
        (NotARecordingError(name="sound"), "cannot be read as a recording"),
    ],
)
def test_sound_that_cannot_be_used_is_the_senders_fault(service, client, worker, error, says):
    worker.raises = error
    with pytest.raises(openai.BadRequestError) as caught:
        ask(client)
    assert says in caught.value.body["message"]
    assert caught.value.param == "file"
    assert left(service) == ([], 0)


def test_what_fails_on_our_side_is_not_sent_again(service, address, worker):
    worker.raises = ValueError("жаңбырлы")
    with client_of(service, address, max_retries=2) as client, pytest.raises(openai.InternalServerError) as caught:
        ask(client)
    assert "ValueError" in caught.value.body["message"]
    assert "жаңбырлы" not in str(caught.value.body)
    assert len(worker.orders) == 1
    assert left(service) == ([], 0)


def test_an_attempt_that_broke_off_is_followed_by_another(service, client, hands, worker, monkeypatch):
    monkeypatch.setattr(jobs, "_AGAIN_SECONDS", 0)
    hands.raises = EngineDiedError(code=-9)
    answers = []
    asking = threading.Thread(target=lambda: answers.append(ask(client)))
    asking.start()
    assert hands.at_work.wait(5)
    hands.raises = None
    asking.join(20)
    assert answers[0].text == TEXT
    assert newest_answer(service).attempt > 1
    assert left(service) == ([], 0)


def test_who_asks_too_much_at_once_is_told_so(service, address, worker, monkeypatch):
    with service.database.transaction(SYSTEM) as connection:
        held_now = [
            held_requests.begin(connection, account_id=service.people["stranger"].id, most=held.MOST_HELD)
            for _ in range(held.MOST_HELD)
        ]
    with client_of(service, address, "stranger") as client, pytest.raises(openai.RateLimitError) as caught:
        ask(client)
    assert caught.value.response.headers["Retry-After"]
    for each in held_now:
        held.let_go(service.client.app.state.context, each)
    with client_of(service, address, "stranger") as client:
        assert ask(client).text == TEXT


def test_too_many_bytes_are_refused_while_they_come(service, client, monkeypatch):
    monkeypatch.setattr(compatible, "LARGEST_BYTES", 100_000)
    monkeypatch.setattr(compatible, "_FORM_BYTES", 1 << 20)
    with pytest.raises(openai.APIStatusError) as caught:
        ask(client, bytes(100_001))
    assert (caught.value.status_code, caught.value.param) == (413, "file")
    assert left(service) == ([], 0)


def test_a_wait_has_an_end_and_says_what_to_do(service, address, monkeypatch):
    with client_of(service, address, timeout=0.6) as client, pytest.raises(openai.InternalServerError) as caught:
        ask(client, extra_headers={"x-stainless-read-timeout": "0.4"})  # nobody works
    assert caught.value.status_code == 504
    assert "case_id" in caught.value.body["message"]
    assert caught.value.response.headers["x-should-retry"] == "false"
    assert left(service) == ([], 0)
    assert newest_answer(service).state is JobState.CANCELLED


@pytest.mark.parametrize("at_work", [True, False])
def test_work_that_nobody_waits_for_any_more_is_called_off(service, address, hands, request, at_work):
    if at_work:
        hands.until_cancelled = True
        request.getfixturevalue("worker")
    with client_of(service, address, timeout=0.3) as client, pytest.raises(openai.APITimeoutError):
        ask(client, extra_headers={"x-stainless-read-timeout": "60"})
    until(lambda: newest_answer(service).state is JobState.CANCELLED)
    until(lambda: left(service) == ([], 0))
    assert hands.at_work.is_set() == at_work
    last = entries(service)[-1]
    assert (last.entry.kind, last.details.values["state"]) == (EntryKind.JOB_FAILED, "cancelled")


def test_sound_that_breaks_off_on_its_way_goes(service, address):
    host, port = address.removeprefix("http://").split(":")
    head = (
        "POST /v1/audio/transcriptions HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n"
        f"Authorization: {token_of(service, 'investigator', Scope.TRANSCRIBE)['Authorization']}\r\n\r\n"
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    )
    before = len(entries(service))
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(head.encode() + bytes(2_000_000))
        until(lambda: left(service)[1] == 1)
    until(lambda: left(service) == ([], 0))
    assert len(entries(service)) == before


def test_a_disk_that_takes_nothing_leaves_no_request_behind(service, client, monkeypatch):
    def full(arrivals, request_id):
        raise StorageError(reason="No space left on device")

    monkeypatch.setattr(Arrivals, "begin", full)
    with pytest.raises(openai.InternalServerError) as caught:
        ask(client)
    assert caught.value.status_code == 507
    assert left(service) == ([], 0)


def until(found):
    ends = time.monotonic() + 10
    while not found():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_work_waits_for_all_other_jobs(service, address, database):
    with client_of(service, address, timeout=0.6) as client, pytest.raises(openai.InternalServerError):
        ask(client, extra_headers={"x-stainless-read-timeout": "0.2"})
    assert newest_answer(service).priority < 0
    query = "SELECT priority FROM queue.procrastinate_jobs WHERE args ->> 'job_id' = %s"
    with service.database.transaction(SYSTEM) as connection:
        (priority,) = connection.execute(query, (str(newest_answer(service).id),)).fetchone()
    assert priority == newest_answer(service).priority


def forget(owner_url, request_id):
    with psycopg.connect(owner_url) as connection:
        connection.execute(
            "UPDATE hattama.held_request SET seen_at = now() - interval '1 hour' WHERE id = %s", (request_id,)
        )


def test_what_a_killed_process_held_goes(service, owner_url):
    context = service.client.app.state.context
    who = signed_in(service)
    arriving, waiting = held.begin(context, who), held.begin(context, who)
    for each in (arriving, waiting):
        with context.arrivals.writing(each) as arrival:
            arrival.append(b"sound")
    sound = held.Sound(request_id=waiting, name="a", size_bytes=5, sha256="0" * 64)
    job_id = held.enqueue(context, who, sound, compatible.read_fields({"model": ["whisper-1"]}, context.settings))
    service.files.answer(waiting, 1).write_text("words")
    held.end_forgotten(context)
    assert left(service)[1] == 2  # not yet
    for each in (arriving, waiting):
        forget(owner_url, each)
    held.end_forgotten(context)
    assert left(service) == ([], 0)
    assert not any(service.files.partial(each).exists() for each in (arriving, waiting))
    with service.database.transaction(SYSTEM) as connection:
        assert jobs.job(connection, job_id).state is JobState.CANCELLED


def test_what_a_worker_wrote_for_nobody_goes(service):
    stray = service.files.held(uuid4())
    service.files.make_folder(stray)
    (stray / "1.json").write_text("words")
    held.end_forgotten(service.client.app.state.context)
    assert not stray.exists()


def signed_in(service):
    return SignedIn(account=service.people["investigator"], scopes=frozenset({Scope.TRANSCRIBE}), address=None)


def test_a_held_request_and_its_job_are_the_askers_business_alone(service):
    context = service.client.app.state.context
    who = signed_in(service)
    request_id = held.begin(context, who)
    sound = held.Sound(request_id=request_id, name="a", size_bytes=5, sha256="0" * 64)
    job_id = held.enqueue(context, who, sound, compatible.read_fields({"model": ["whisper-1"]}, context.settings))
    for name, theirs in (("investigator", True), ("colleague", False), ("head", False), ("administrator", False)):
        with service.database.transaction(account(service.people[name].id)) as connection:
            assert (held_requests.request(connection, request_id) is not None) == theirs, name
            assert (jobs.job(connection, job_id) is not None) == theirs, name
            if not theirs:
                held_requests.end(connection, request_id)
    assert service.ask("investigator", "GET", f"/api/jobs/{job_id}").status_code == 404  # of no case
    assert service.ask("investigator", "POST", f"/api/jobs/{job_id}/cancel").status_code == 404
    assert left(service)[1] == 1
    held.let_go(context, request_id)


@pytest.fixture(scope="module")
def world(service):
    return make_world(service, "investigator")


def test_with_a_case_the_file_becomes_a_recording_like_any_other(service, client, worker, world):
    content = uuid4().bytes
    reply = client.audio.transcriptions.with_raw_response.create(
        model="whisper-1", file=("допрос.ogg", content), language="ru", extra_body={"case_id": str(world.case_id)}
    )
    assert reply.parse().text == TEXT
    recording_id = reply.headers["Hattama-Recording"]
    shown = service.ask("investigator", "GET", f"/api/recordings/{recording_id}").json()
    assert (shown["name"], shown["languages"]) == ("допрос.ogg", ["ru"])
    assert shown["sha256"] == hashlib.sha256(content).hexdigest()
    assert service.files.of_hash(shown["sha256"]).read_bytes() == content
    (look,) = service.ask("investigator", "GET", f"/api/recordings/{recording_id}/custody").json()
    assert (look["kind"], look["intact"]) == ("received", True)
    done = service.ask("investigator", "GET", f"/api/recordings/{recording_id}/jobs").json()
    assert [(each["stage"], each["state"], each["priority"]) for each in done] == [
        ("prepare", "done", 0),
        ("transcribe", "done", 0),
    ]
    kinds = [each["kind"] for each in service.journal(world.case_id)]
    assert {"recording_received", "job_done", "export"} <= set(kinds)
    assert left(service) == ([], 0)
    again = client.audio.transcriptions.with_raw_response.create(
        model="whisper-1", file=("иначе.ogg", content), extra_body={"case_id": str(world.case_id)}
    )
    assert (again.parse().text, again.headers["Hattama-Recording"]) == (TEXT, recording_id)


def test_a_recording_stays_when_nobody_waits_any_more(service, address, world):
    content = uuid4().bytes
    with client_of(service, address) as client, pytest.raises(openai.InternalServerError) as caught:
        ask(
            client,
            content,
            extra_body={"case_id": str(world.case_id)},
            extra_headers={"x-stainless-read-timeout": "0.2"},
        )
    recording_id = caught.value.response.headers["Hattama-Recording"]
    assert recording_id in caught.value.body["message"]
    (job,) = service.ask("investigator", "GET", f"/api/recordings/{recording_id}/jobs").json()
    assert (job["stage"], job["state"]) == ("prepare", "queued")
    service.ask("investigator", "POST", f"/api/jobs/{job['id']}/cancel")


def test_a_recording_whose_transcription_was_cancelled_stays_too(service, client, hands, request, world):
    hands.until_cancelled = True
    request.getfixturevalue("worker")

    def cancel():
        hands.at_work.wait(5)
        for job in service.ask("investigator", "GET", f"/api/cases/{world.case_id}/jobs").json():
            service.ask("investigator", "POST", f"/api/jobs/{job['id']}/cancel")

    cancelling = threading.Thread(target=cancel)
    cancelling.start()
    with pytest.raises(openai.InternalServerError) as caught:
        ask(client, uuid4().bytes, extra_body={"case_id": str(world.case_id)})
    cancelling.join()
    assert caught.value.code == "RecordingCalledOffError"
    recording_id = caught.value.response.headers["Hattama-Recording"]
    assert service.ask("investigator", "GET", f"/api/recordings/{recording_id}").status_code == 200


@pytest.mark.parametrize("which", ["foreign", "absent", "read only"])
def test_a_case_that_one_may_not_edit_is_not_found(service, address, world, which):
    case_id = uuid4() if which == "absent" else world.case_id
    who = "head" if which == "read only" else "stranger"
    with client_of(service, address, who) as client, pytest.raises(openai.NotFoundError) as caught:
        ask(client, extra_body={"case_id": str(case_id)})
    assert caught.value.param == "case_id"
    assert left(service) == ([], 0)
