"""Closing, legal hold and sealing: who may, and that the journal tells."""

import psycopg
import pytest

from models.store import cases
from models.store.database import SYSTEM, account
from tests.service import make_world

pytestmark = pytest.mark.integration


@pytest.fixture
def world(service):
    return make_world(service, "investigator")


def case_of(service, world, who="investigator"):
    return service.ask(who, "GET", f"/api/cases/{world.case_id}").json()


def told(service, world, kind, who="investigator"):
    return [each["details"] for each in service.journal(world.case_id, who) if each["kind"] == kind]


def put(service, who, world, what, *, on):
    return service.ask(who, "PUT", f"/api/cases/{world.case_id}/{what}", json={"on": on, "reason": "причина"}).status_code


def test_the_moment_of_closing_is_the_databases_and_goes_when_the_case_is_opened_again(service, world):
    path = f"/api/cases/{world.case_id}"
    assert case_of(service, world)["closed_at"] is None
    closed = service.ask("investigator", "PATCH", path, json={"status": "closed"}).json()
    assert closed["closed_at"]
    again = service.ask("investigator", "PATCH", path, json={"status": "closed"}).json()
    assert again["closed_at"] == closed["closed_at"]
    assert service.ask("investigator", "PATCH", path, json={"status": "open"}).json()["closed_at"] is None
    assert [(each["before"], each["now"]) for each in told(service, world, "edit") if each.get("what") == "status"] == [
        ("open", "closed"),
        ("closed", "closed"),
        ("closed", "open"),
    ]


@pytest.mark.parametrize("who", ["head", "prosecutor"])
def test_a_legal_hold_is_set_and_lifted_by_head_and_prosecutor_and_shown(service, world, who):
    assert put(service, who, world, "legal-hold", on=True) == 204
    assert case_of(service, world)["legal_hold"]
    assert put(service, who, world, "legal-hold", on=True) == 204  # no change, no entry
    assert put(service, who, world, "legal-hold", on=False) == 204
    assert not case_of(service, world)["legal_hold"]
    assert told(service, world, "legal_hold") == [{"on": on, "reason": "причина"} for on in (True, False)]


@pytest.mark.parametrize("who", ["investigator", "head"])
def test_who_seals_a_case_hides_it_from_all_but_named_persons(service, world, who):
    assert put(service, who, world, "sealed", on=True) == 204
    seen = {each: service.ask(each, "GET", f"/api/cases/{world.case_id}").status_code for each in ("head", "prosecutor")}
    assert seen == {"head": 404, "prosecutor": 404}
    assert put(service, "head", world, "sealed", on=False) == 404
    assert put(service, "investigator", world, "sealed", on=False) == 204
    assert case_of(service, world, "prosecutor")["sealed"] is False
    assert told(service, world, "sealed") == [{"on": on, "reason": "причина"} for on in (True, False)]


def test_a_named_person_sees_a_sealed_case_and_does_not_open_it_again(service, world):
    grant = {"account_id": str(service.people["colleague"].id), "kind": "edit", "reason": "группа"}
    assert service.ask("head", "POST", f"/api/cases/{world.case_id}/grants", json=grant).status_code == 201
    assert put(service, "investigator", world, "sealed", on=True) == 204
    assert case_of(service, world, "colleague")["sealed"]
    assert put(service, "colleague", world, "sealed", on=False) == 403


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases SET sealed = FALSE",
        "UPDATE cases SET legal_hold = FALSE",
        "UPDATE cases SET closed_at = now() - interval '10 years'",
        "UPDATE cases SET erased_at = now()",
        "UPDATE cases SET unit_id = unit_id",
        "DELETE FROM cases",
    ],
)
def test_the_application_changes_seal_hold_and_moments_by_no_statement_of_its_own(service, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege), service.database.transaction(SYSTEM) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("who", ["administrator", "colleague", "stranger", "participant", None])
def test_nobody_else_holds_or_seals(service, world, who):
    actor = account(service.people[who].id) if who else SYSTEM
    for act in (cases.hold, cases.seal):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), service.database.transaction(actor) as connection:
            act(connection, world.case_id, on=True)
