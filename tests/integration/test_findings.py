"""Findings of a case, from what is said in it to what a person rules on them; compared by the job that compares."""

import pytest

from models.store.database import SYSTEM
from tests.integration.analysed import analyst, compare_all, read_all, spoken_case
from tests.postgres import folder_for_servers
from tests.service import served

pytestmark = pytest.mark.integration

SAID = (
    ("VOICE_00", "Во сколько вы вернулись домой вечером пятого марта?"),
    ("VOICE_01", "Я вернулся домой в десять часов вечера."),
    ("VOICE_00", "Кто открыл дверь?"),
    ("VOICE_01", "Не помню."),
    ("VOICE_00", "Ещё раз спрашиваю: кто открыл дверь?"),
    ("VOICE_01", "Не знаю я."),
    ("VOICE_00", "Во сколько вы вернулись домой вечером пятого марта?"),
    ("VOICE_01", "Домой я вернулся в два часа ночи. Справку с работы принесу завтра."),
)


@pytest.fixture(scope="module")
def service(application_url):
    with folder_for_servers() as folder, served(application_url, folder) as running:
        yield running


@pytest.fixture(scope="module")
def hands():
    return analyst()


@pytest.fixture(scope="module")
def world(service, hands):
    made = spoken_case(service, "investigator", SAID)
    assert compare_all(service, hands) >= 1
    return made


def found_in(service, world, subject="inconsistency"):
    reply = service.ask("investigator", "GET", f"/api/cases/{world.case_id}/findings", params={"subject": subject})
    assert reply.status_code == 200, reply.text
    return reply.json()["found"]


def marked(hit):
    return " ".join(word["text"] for turn in hit["turns"] for word in turn["words"] if word["found"])


def test_two_times_of_one_return_are_a_pair_of_quotes_that_play(service, world):
    (time,) = [each for each in found_in(service, world) if each["kind"] == "time"]
    one, other = sorted((quote["hit"] for quote in time["quotes"]), key=lambda each: each["start"])
    assert ("десять" in marked(one), "два" in marked(other)) == (True, True)
    assert one["recording_id"] == str(world.recording_id)
    assert time["use"] == "clarification"
    assert not time["checked"]
    assert {"ru", "kk", "en"} == set(time["sentence"])
    page = service.ask("investigator", "GET", f"/cases/{world.case_id}/findings")
    assert (page.status_code, time["sentence"]["en"] in page.text.replace("“", "“")) == (200, True)


def test_next_steps_name_what_was_asked_in_vain_and_what_was_promised(service, world):
    found = {each["kind"]: each for each in found_in(service, world, "suggestion")}
    assert set(found) == {"unanswered", "promised"}
    assert "Кто открыл дверь?" in found["unanswered"]["sentence"]["ru"]
    assert [marked(quote["hit"]) for quote in found["promised"]["quotes"]] == ["Справку с работы принесу"]
    page = service.ask("investigator", "GET", f"/cases/{world.case_id}/suggestions")
    assert (page.status_code, "Not established" in page.text) == (200, True)


def test_what_is_not_changed_is_not_compared_again(service, hands, world):
    assert compare_all(service, hands) == 0


def test_a_dismissed_pair_does_not_come_back_and_a_ruling_can_be_taken_back(service, hands, world):
    (time,) = [each for each in found_in(service, world) if each["kind"] == "time"]
    path = f"/api/cases/{world.case_id}/findings/{time['id']}/rulings"
    assert service.ask("investigator", "POST", path, json={"verdict": "dismissed"}).status_code == 422  # without a reason
    sent = {"verdict": "dismissed", "reason": "о разных днях"}
    assert service.ask("head", "POST", path, json=sent).status_code == 403
    assert service.ask("investigator", "POST", path, json=sent).status_code == 201
    with service.database.transaction(SYSTEM) as connection:
        connection.execute("UPDATE indexed_layer SET changed_at = clock_timestamp() WHERE layer_id = %s", (world.layer_id,))
    assert compare_all(service, hands) == 1
    (again,) = [each for each in found_in(service, world) if each["kind"] == "time"]
    assert (again["id"], again["ruling"]["verdict"], again["ruling"]["reason"]) == (
        time["id"],
        "dismissed",
        "о разных днях",
    )
    assert service.ask("investigator", "POST", path, json={"verdict": "withdrawn"}).status_code == 201
    (open_again,) = [each for each in found_in(service, world) if each["kind"] == "time"]
    assert open_again["ruling"] is None


def test_a_finding_whose_words_were_corrected_goes_unless_somebody_ruled_on_it(service, hands):
    world = spoken_case(service, "investigator", SAID)
    compare_all(service, hands)
    (time,) = [each for each in found_in(service, world) if each["kind"] == "time"]
    last = max(time["quotes"], key=lambda each: each["hit"]["start"])["hit"]
    edit = {"operation": "hide", "words": {"first": last["first_word"], "last": last["first_word"] + 6}}
    headers = {"If-Match": '"0"'}
    made = service.ask("investigator", "POST", f"/api/layers/{world.layer_id}/revisions", json=edit, headers=headers)
    assert made.status_code == 201, made.text
    compare_all(service, hands)
    assert [each for each in found_in(service, world) if each["kind"] == "time"] == []


def test_hours_stand_side_by_side_with_their_conflict_and_become_pictures(service, hands, world):
    read_all(service, hands)
    shown = service.ask("investigator", "GET", f"/api/cases/{world.case_id}/timeline").json()
    times = {tuple(told["minutes"]): told for hour in shown["hours"] for told in hour["told"]}
    assert set(times) == {(22 * 60,), (2 * 60,)}
    assert {each["day"][5:] for each in shown["hours"] if each["day"]} <= {"03-05"}
    assert all(told["conflict"] for told in times.values())
    for name, begins in (
        ("timeline.svg", b"<svg"),
        ("timeline.png", b"\x89PNG"),
        ("graph.svg", b"<svg"),
        ("graph.png", b"\x89PNG"),
    ):
        reply = service.ask("investigator", "GET", f"/api/cases/{world.case_id}/{name}")
        assert (reply.status_code, reply.content[: len(begins)]) == (200, begins)
    for page in ("timeline", "graph"):
        assert service.ask("investigator", "GET", f"/cases/{world.case_id}/{page}").status_code == 200
    assert "export" in [each["kind"] for each in service.journal(world.case_id)]
