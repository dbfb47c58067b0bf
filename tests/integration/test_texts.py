"""Texts without sound: received like a recording, searched and compared like what is said, and played nowhere."""

import pytest

from tests.integration.analysed import analyst, compare_all
from tests.postgres import folder_for_servers
from tests.service import make_world, served

pytestmark = pytest.mark.integration

ONE = "Заявление.\nПятого марта я вернулся домой в десять часов вечера и больше никуда не выходил."
OTHER = "Пятого марта домой я вернулся в два часа ночи."


@pytest.fixture(scope="module")
def service(application_url):
    with folder_for_servers() as folder, served(application_url, folder) as running:
        yield running


def add(service, world, text, **more):
    sent = {"name": "Объяснение", "kind": "statement", "language": "ru", "text": text} | more
    return service.ask("investigator", "POST", f"/api/cases/{world.case_id}/texts", json=sent)


def test_a_text_is_kept_with_its_hash_found_by_its_words_and_shown_without_a_button_to_play(service):
    world = make_world(service, "investigator")
    made = add(service, world, ONE, participant_id=str(world.participant_id), on="2026-03-06")
    assert made.status_code == 201, made.text
    recording = made.json()
    assert recording["written"] == {"kind": "statement", "on": "2026-03-06"}
    assert service.files.hash_of(recording["sha256"])[0] == recording["sha256"]
    custody = service.ask("investigator", "GET", f"/api/recordings/{recording['id']}/custody").json()
    assert [each["kind"] for each in custody] == ["received"]
    (hit,) = service.ask(
        "investigator", "GET", "/api/search", params={"q": "никуда", "case_id": str(world.case_id)}
    ).json()["hits"]
    assert (hit["written"], hit["turns"][0]["person"]) == (True, "Иванов Иван")
    page = service.ask("investigator", "GET", "/search", params={"q": "никуда"})
    assert f"/texts/{recording['id']}" in page.text
    assert f'data-play="{recording["id"]}"' not in page.text
    shown = service.ask("head", "GET", f"/texts/{recording['id']}")
    assert (shown.status_code, "больше никуда не выходил" in shown.text) == (200, True)
    assert "Texts without sound" in service.ask("head", "GET", f"/cases/{world.case_id}").text
    opened = service.ask("investigator", "GET", f"/recordings/{recording['id']}", follow_redirects=False)
    assert (opened.status_code, opened.headers["location"]) == (303, f"/texts/{recording['id']}")
    assert service.ask("stranger", "GET", f"/api/texts/{recording['id']}").status_code == 404


def test_a_text_has_no_time_and_nothing_to_transcribe(service):
    world = make_world(service, "investigator")
    text = add(service, world, ONE).json()["id"]
    placed = {"recording_id": text, "span_end": 1}
    path = f"/api/interrogations/{world.interrogation_id}/sittings/{world.sitting_id}/placements"
    assert service.ask("investigator", "POST", path, json=placed).status_code == 422
    assert service.ask("investigator", "POST", f"/api/recordings/{text}/transcribe").status_code == 404
    assert service.ask("investigator", "GET", f"/api/recordings/{text}/transcript.srt").status_code == 404
    assert add(service, world, ONE).status_code == 409  # the same bytes
    assert add(service, world, " ").status_code == 422
    assert add(service, world, OTHER, participant_id=str(world.case_id)).status_code == 422


def test_two_texts_of_one_person_are_compared(service):
    world = make_world(service, "investigator")
    for text in (ONE, OTHER):
        assert add(service, world, text, participant_id=str(world.participant_id), on="2026-03-06").status_code == 201
    compare_all(service, analyst())
    (time,) = service.ask("investigator", "GET", f"/api/cases/{world.case_id}/findings").json()["found"]
    assert (time["kind"], time["use"]) == ("time", "additional_interrogation")
    assert all(quote["hit"]["written"] for quote in time["quotes"])
