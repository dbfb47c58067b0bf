"""Search by meaning, from the job that embeds to what a viewer is given; the network is the real one."""

import threading
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from analysis import turn_index
from analysis.search_process import Searcher, serve
from api import meaning
from gpu import engines, orders, tasks
from gpu.attempts import Workplace
from gpu.stages import StageHands
from models.meaning import Asked
from models.progress import silent
from models.queue import JobState, Stage
from models.settings import read_settings
from models.store import jobs, passages, transcripts
from models.store.database import SYSTEM
from models.weights import catalogue, identity
from tests.postgres import folder_for_servers
from tests.service import make_world, served

pytestmark = pytest.mark.integration

ATTACK = (
    ("VOICE_00", "Расскажите, что произошло вечером?"),
    ("VOICE_01", "Он достал из кармана нож и ударил его два раза в живот, потом побежал к машине."),
    ("VOICE_00", "Что было потом?"),
    ("VOICE_01", "Приехала полиция, нас отвезли в отдел и долго спрашивали."),
)
WEATHER = (
    ("VOICE_00", "Какая была погода в тот день?"),
    ("VOICE_01", "Шёл сильный снег, было очень холодно и скользко на дороге."),
    ("VOICE_00", "Вы были дома?"),
    ("VOICE_01", "Да, я весь день была дома с детьми и готовила обед."),
)


@pytest.fixture(scope="module")
def embedder():
    return engines.build_embedder(read_settings())


@pytest.fixture(scope="module")
def folder():
    with folder_for_servers() as made:
        yield made


@pytest.fixture(scope="module")
def service(application_url, folder):
    with served(application_url, folder, search_socket=folder / "s.sock") as running:
        yield running


@pytest.fixture(scope="module")
def hands(embedder):
    made = StageHands(read_settings(), "cpu", ease=1.0)
    made._embedder = embedder
    return made


@pytest.fixture(scope="module")
def weights():
    settings = read_settings()
    return identity(catalogue(settings.weights_folder)[settings.embedder])


def workplace(service, hands):
    """As a worker's, its engines in this process."""
    own = SimpleNamespace(carry_out=lambda order, report: hands.carry_out(order, silent))
    return Workplace(database=service.database, files=service.files, engines=own, version="test")


def indexed(service, owner, said):
    world = make_world(service, owner, said)
    with service.database.transaction(SYSTEM) as connection:
        turn_index.index(connection, transcripts.layer(connection, world.layer_id))
    return world


def embed_all(service, hands, weights):
    """Every job that is due is asked for and done; how many."""
    with service.database.transaction(SYSTEM) as connection:
        jobs.enqueue_indexing(connection, weights=weights, quiet_seconds=0)
        waiting = connection.execute("SELECT id FROM job WHERE stage = 'index' AND state = 'queued'").fetchall()
    for (job_id,) in waiting:
        tasks.run_job(job_id, workplace(service, hands))
        with service.database.transaction(SYSTEM) as connection:
            assert jobs.job(connection, job_id).state is JobState.DONE
    return len(waiting)


def of_layer(service, layer_id):
    with service.database.transaction(SYSTEM) as connection:
        return connection.execute(
            "SELECT id, content_hash FROM passage WHERE layer_id = %s ORDER BY first_word", (layer_id,)
        ).fetchall()


@contextmanager
def searching(service, embedder, folder):
    """A search process's thread over the module's database."""
    searcher = Searcher(database=service.database, embedder=embedder, folder=folder / "index")
    searcher.begin()
    stopping = threading.Event()
    thread = threading.Thread(target=serve, args=(searcher, folder / "s.sock", stopping))
    thread.start()
    there = SimpleNamespace(settings=SimpleNamespace(search_socket_file=folder / "s.sock"))
    while not meaning.is_there(there):
        thread.join(0.05)
    try:
        yield searcher
    finally:
        stopping.set()
        thread.join(20)


def search(service, q, who="investigator", **more):
    reply = service.ask(who, "GET", "/api/search", params={"q": q, "by": "meaning", **more})
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_weights_are_told_by_the_catalogue_as_by_what_computes(embedder, weights):
    assert embedder.weights == weights


def test_an_unchanged_text_is_not_embedded_twice(service, hands, weights):
    world = indexed(service, "investigator", ATTACK)
    assert embed_all(service, hands, weights) >= 1
    before = of_layer(service, world.layer_id)
    assert len(before) == 2
    assert embed_all(service, hands, weights) == 0
    edit = {"operation": "replace_text", "words": {"first": 5, "last": 5}, "text": "Он"}  # as it was
    other = {"operation": "replace_text", "words": {"first": 24, "last": 24}, "text": "Прибыла"}
    for seen, operation in enumerate((edit, other)):
        path = f"/api/layers/{world.layer_id}/revisions"
        reply = service.ask("investigator", "POST", path, json=operation, headers={"If-Match": f'"{seen}"'})
        assert reply.status_code == 201, reply.text
    assert embed_all(service, hands, weights) == 1
    after = of_layer(service, world.layer_id)
    assert after[0] == before[0]
    assert after[1][0] > before[1][0]
    with service.database.transaction(SYSTEM) as connection:
        gone = connection.execute("SELECT id FROM passage_gone").fetchall()
    assert (before[1][0],) in gone


def test_a_layer_that_people_edit_is_left_alone_for_a_while(service, weights):
    indexed(service, "investigator", WEATHER)
    with service.database.transaction(SYSTEM) as connection:
        assert passages.stale(connection, weights=weights, quiet_seconds=60, limit=10) == []
        assert len(passages.stale(connection, weights=weights, quiet_seconds=0, limit=10)) == 1


def test_a_failed_job_is_not_tried_again_until_something_changes(service, weights):
    world = indexed(service, "investigator", WEATHER)
    with service.database.transaction(SYSTEM) as connection:
        jobs.enqueue_indexing(connection, weights=weights, quiet_seconds=0)
        connection.execute("UPDATE job SET state = 'failed', ended_at = now() WHERE stage = 'index' AND state = 'queued'")
    with service.database.transaction(SYSTEM) as connection:
        waiting = [layer for layer, _, _ in passages.stale(connection, weights=weights, quiet_seconds=0, limit=10)]
        assert world.layer_id not in waiting
        turn_index.index(connection, transcripts.layer(connection, world.layer_id))
    with service.database.transaction(SYSTEM) as connection:
        waiting = [layer for layer, _, _ in passages.stale(connection, weights=weights, quiet_seconds=0, limit=10)]
        assert world.layer_id in waiting


def test_what_means_the_same_is_found_in_both_languages_and_plays(service, hands, weights, embedder, folder):
    indexed(service, "investigator", ATTACK)
    weather = indexed(service, "investigator", WEATHER)
    embed_all(service, hands, weights)
    with searching(service, embedder, folder):
        for question in ("кого порезали холодным оружием", "пышақпен ұрды"):
            hit = search(service, question)["hits"][0]
            said = [" ".join(word["text"] for word in turn["words"]) for turn in hit["turns"]]
            assert said == [text for _, text in ATTACK[:2]], question
        assert search(service, "метель и гололёд", case_id=str(weather.case_id))["hits"][0]["start"] == 1.0
        page = service.ask("investigator", "GET", "/search", params={"q": "драка с ножом", "by": "meaning"}).text
        assert "<mark>нож</mark>" in page


def test_a_case_that_one_may_not_see_changes_nothing_in_a_reply(service, hands, weights, embedder, folder):
    indexed(service, "investigator", WEATHER)
    embed_all(service, hands, weights)
    asked = {"q": "удар ножом в живот", "by": "meaning"}
    with searching(service, embedder, folder) as searcher:
        before = service.ask("investigator", "GET", "/api/search", params=asked).content
        hidden = indexed(service, "stranger", ATTACK)
        embed_all(service, hands, weights)
        assert searcher.keep_up() > 0
        assert service.ask("investigator", "GET", "/api/search", params=asked).content == before
        assert search(service, "удар ножом в живот", who="stranger")["hits"][0]["case_id"] == str(hidden.case_id)
        assert search(service, "удар ножом в живот", case_id=str(hidden.case_id))["total"] == 0


def test_a_case_like_another_is_proposed_with_the_two_places_that_are_most_alike(service, hands, weights, embedder, folder):
    told_again = (
        ("VOICE_00", "Что вы видели в тот вечер?"),
        ("VOICE_01", "Он вынул нож, дважды пырнул его в живот и убежал к автомобилю."),
    )
    attack = indexed(service, "investigator", told_again)
    embed_all(service, hands, weights)
    with searching(service, embedder, folder):
        reply = service.ask("investigator", "GET", f"/api/cases/{attack.case_id}/related")
        assert reply.status_code == 200, reply.text
        assert reply.json()["by_meaning"]
        best = reply.json()["found"][0]
        assert best["case_id"] != str(attack.case_id)
        (alike,) = [each for each in best["reasons"] if each["kind"] == "way"]
        assert "нож" in " ".join(word["text"] for turn in alike["other"]["turns"] for word in turn["words"])
        assert alike["own"]["case_id"] == str(attack.case_id)
        page = service.ask("investigator", "GET", f"/cases/{attack.case_id}/related")
        assert (page.status_code, best["case_number"] in page.text) == (200, True)
        shown = [each["details"].get("what") for each in service.journal(best["case_id"])]
        assert "related" in shown
        hidden = indexed(service, "stranger", told_again)
        embed_all(service, hands, weights)
        again = service.ask("investigator", "GET", f"/api/cases/{attack.case_id}/related")
        assert again.content == reply.content
        assert str(hidden.case_id) not in again.text
        assert service.ask("stranger", "GET", f"/api/cases/{attack.case_id}/related").status_code == 404


def test_the_index_comes_back_from_its_files_and_takes_in_what_came_meanwhile(service, hands, weights, embedder, folder):
    def ids(searcher):
        with service.database.transaction(SYSTEM) as connection:
            wanted = set(passages.all_ids(connection, weights=weights))
        return wanted, {each for each in range(max(wanted) + 1) if each in searcher.index}

    first = Searcher(database=service.database, embedder=embedder, folder=folder / "kept")
    first.begin()
    first.save()
    world = indexed(service, "investigator", ATTACK)
    embed_all(service, hands, weights)
    with service.database.transaction(SYSTEM) as connection:
        turn_index.index(connection, transcripts.layer(connection, world.other_id))  # its passages go with the other layer
    second = Searcher(database=service.database, embedder=embedder, folder=folder / "kept")
    second.begin()
    wanted, held = ids(second)
    assert wanted == held


def test_without_the_search_process_it_is_said_and_words_are_found_all_the_same(service):
    asked = {"q": "нож", "by": "meaning"}
    reply = service.ask("investigator", "GET", "/api/search", params=asked)
    assert (reply.status_code, reply.json()["code"]) == (503, "SearchAwayError")
    page = service.ask("investigator", "GET", "/search", params=asked)
    assert (page.status_code, "Search by words" in page.text) == (422, True)
    assert service.ask("investigator", "GET", "/api/search", params={"q": "нож"}).status_code == 200


def test_a_question_that_is_none_is_not_answered(service, embedder, folder):
    import socket

    with searching(service, embedder, folder) as searcher, socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(folder / "s.sock"))
        connection.sendall(b'{"account": "nobody"}\n')
        assert connection.makefile("rb").read() == b""
        stranger = Asked(account_id=service.people["administrator"].id, text="нож", case_id=None, most=5)
        assert searcher.answer(stranger) == []


def test_texts_become_vectors_of_length_one_whatever_they_are(hands):
    made = hands.carry_out(orders.Embed(texts=("", "нож", "x" * 5000, "🙂")), silent)
    assert [len(each) for each in made.vectors] == [768] * 4
    assert hands.carry_out(orders.Embed(texts=()), silent).vectors == ()


def test_the_stage_is_known_to_the_queue():
    assert Stage.INDEX in tasks._STAGES
