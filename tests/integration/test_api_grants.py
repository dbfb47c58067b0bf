"""Access that is given, taken in an emergency and taken away again, and the lists that follow from it."""

import psycopg
import pytest

from models.store.database import SYSTEM
from tests.service import make_world

pytestmark = pytest.mark.integration

EDIT = {"json": {"operation": "hide", "words": {"first": 1, "last": 1}}, "headers": {"If-Match": '"0"'}}


@pytest.fixture(scope="module")
def near(service):
    return make_world(service, "investigator")


def test_a_grant_opens_a_case_and_its_revocation_closes_it(service):
    world = make_world(service, "investigator")
    case, colleague = f"/api/cases/{world.case_id}", str(service.people["colleague"].id)
    assert service.ask("colleague", "GET", case).status_code == 404
    given = service.ask("head", "POST", f"{case}/grants", json={"account_id": colleague, "reason": "группа"})
    assert service.ask("colleague", "GET", case).status_code == 200
    edit = {"name": "Пётр", "role": "witness"}
    assert service.ask("colleague", "POST", f"{case}/participants", json=edit).status_code == 403  # may read only
    assert service.ask("colleague", "POST", f"/api/layers/{world.layer_id}/revisions", **EDIT).status_code == 403
    more = service.ask("head", "POST", f"{case}/grants", json={"account_id": colleague, "kind": "edit", "reason": "-"})
    assert service.ask("colleague", "POST", f"{case}/participants", json=edit).status_code == 201
    for grant in (given.json(), more.json()):
        assert service.ask("head", "DELETE", f"{case}/grants/{grant['id']}").status_code == 204
    assert service.ask("colleague", "GET", case).status_code == 404
    kinds = [each["kind"] for each in service.journal(world.case_id)]
    assert (kinds.count("grant"), kinds.count("revoke")) == (2, 2)


@pytest.mark.parametrize("who", ["colleague", "head", "investigator", "prosecutor", "stranger"])
def test_the_list_of_cases_is_of_those_that_one_may_see_one_by_one(service, owner_url, who):
    worlds = [make_world(service, owner) for owner in ("investigator", "colleague", "stranger", "investigator")]
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.cases SET sealed = TRUE WHERE id = %s", (worlds[-1].case_id,))
    emergency = {"number": worlds[0].number, "reason": "жедел"}
    service.ask("stranger", "POST", "/api/emergency-access", json=emergency)
    for world in worlds:
        listed = service.ask(who, "GET", "/api/cases", params={"number": world.number}).json()
        there = service.ask(who, "GET", f"/api/cases/{world.case_id}").status_code == 200
        assert [each["id"] for each in listed] == [str(world.case_id)] * there


def test_cases_come_a_page_at_a_time(service):
    found, after = [], None
    while page := service.ask("stranger", "GET", "/api/cases", params={"limit": 2} | after_(after)).json():
        assert len(page) <= 2
        found += [case["id"] for case in page]
        after = found[-1]
    assert len(found) == len(set(found)) >= 1
    assert found == [case["id"] for case in service.ask("stranger", "GET", "/api/cases", params={"limit": 200}).json()]


def after_(case_id):
    return {"after": case_id} if case_id else {}


@pytest.mark.parametrize("to", ["head", "stranger"])
def test_a_head_grants_within_his_unit_and_not_to_himself(service, near, to):
    sent = {"account_id": str(service.people[to].id), "reason": "-"}
    assert service.ask("head", "POST", f"/api/cases/{near.case_id}/grants", json=sent).status_code == 403


def test_emergency_access_ends_by_itself_and_is_shown_to_the_prosecutor(service, owner_url):
    world = make_world(service, "investigator")
    case = f"/api/cases/{world.case_id}"
    sent = {"number": world.number, "reason": "угроза жизни", "hours": 2}
    taken = service.ask("stranger", "POST", "/api/emergency-access", json=sent).json()
    assert service.ask("stranger", "GET", case).status_code == 200
    shown = [each for each in service.ask("prosecutor", "GET", f"{case}/grants").json() if each["kind"] == "emergency"]
    assert [(each["id"], each["reason"]) for each in shown] == [(taken["id"], "угроза жизни")]
    (entry,) = [each for each in service.journal(world.case_id) if each["kind"] == "grant"]
    assert entry["details"] == {"grant": taken["id"], "kind": "emergency", "reason": "угроза жизни"}
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.access_grant SET until = now() WHERE id = %s", (taken["id"],))
    assert service.ask("stranger", "GET", case).status_code == 404


def test_the_head_ends_an_emergency_access_from_another_unit(service):
    world = make_world(service, "investigator")
    sent = {"number": world.number, "reason": "жедел"}
    taken = service.ask("stranger", "POST", "/api/emergency-access", json=sent).json()
    assert service.ask("head", "DELETE", f"/api/cases/{world.case_id}/grants/{taken['id']}").status_code == 204
    assert service.ask("stranger", "GET", f"/api/cases/{world.case_id}").status_code == 404


def test_a_refused_emergency_access_is_journalled_by_the_service(service):
    sent = {"number": "нет такого", "reason": "проба"}
    assert service.ask("stranger", "POST", "/api/emergency-access", json=sent).status_code == 404
    with service.database.transaction(SYSTEM) as connection:
        last = connection.execute(
            "SELECT kind, account_id, case_id FROM journal_entry WHERE subject_kind = 'emergency_access' "
            "ORDER BY index DESC"
        ).fetchone()
    assert last == ("refusal", service.people["stranger"].id, None)
