"""A version's way from draft to signed, and documents that are given to participants."""

from dataclasses import replace

import psycopg
import pytest

from models.protocol_versions import VersionStandsError, VersionState
from models.store import cases, drafts, protocols, webhooks
from models.store.database import SYSTEM, account
from models.webhooks import WebhookEvent
from tests.service import PDF, make_world

pytestmark = pytest.mark.integration


@pytest.fixture
def world(service):
    return make_world(service, "investigator")


def step(service, who, world, state, **more):
    return service.ask(who, "POST", f"/api/protocol-versions/{world.version_id}/steps", json={"state": state, **more})


def state(service, world):
    shown = service.ask("investigator", "GET", f"/api/protocol-versions/{world.version_id}").json()
    return shown["version"]["state"], [each["state"] for each in shown["steps"]]


def draft_anew(service, world):
    with service.database.transaction(SYSTEM) as connection:
        interrogation = cases.interrogation(connection, world.interrogation_id)
        made = protocols.add_version(
            connection,
            interrogation,
            made_from=drafts.made_from(connection, interrogation),
            gaps=0,
            docx=(service.files.keep(b"docx2"), 5),
            pdf=(service.files.keep(b"pdf2"), 4),
            created_by=None,
            document={"format": "hattama-protocol"},
        )
    return replace(world, version_id=made.id)


def test_a_version_goes_from_draft_to_signed_and_is_reopened_with_a_reason(service, world):
    assert step(service, "investigator", world, "ready").status_code == 201
    refused = service.ask("investigator", "POST", f"/api/interrogations/{world.interrogation_id}/drafts")
    assert (refused.status_code, refused.json()["code"]) == (409, "VersionStandsError")
    assert step(service, "investigator", world, "checked").json()["code"] == "SamePersonError"
    assert step(service, "head", world, "checked").status_code == 201
    assert step(service, "investigator", world, "signed").status_code == 422  # how?
    signed = step(service, "investigator", world, "signed", signature="paper")
    assert (signed.status_code, signed.json()["signature"]) == (201, "paper")
    assert step(service, "investigator", world, "superseded").status_code == 422  # why?
    assert step(service, "investigator", world, "superseded", reason="опечатка в фамилии").status_code == 201
    assert state(service, world) == ("superseded", ["draft", "ready", "checked", "signed", "superseded"])
    assert service.ask("investigator", "POST", f"/api/interrogations/{world.interrogation_id}/drafts").status_code == 202
    kinds = [(each["kind"], each["subject_kind"]) for each in service.journal(world.case_id)]
    assert kinds.count(("edit", "protocol_version")) == 4


def test_only_who_may_edit_the_case_calls_it_ready_and_only_a_reader_checks(service, world):
    assert step(service, "head", world, "ready").status_code == 403
    assert step(service, "prosecutor", world, "ready").status_code == 403
    assert step(service, "colleague", world, "ready").status_code == 404
    assert step(service, "investigator", world, "ready").status_code == 201
    assert step(service, "prosecutor", world, "checked").status_code == 403
    assert step(service, "colleague", world, "checked").status_code == 404
    assert state(service, world)[0] == "ready"


def test_a_version_is_out_of_date_once_the_transcript_is_edited(service, world):
    edit = {"operation": "hide", "words": {"first": 1, "last": 1}}
    path = f"/api/layers/{world.layer_id}/revisions"
    assert service.ask("investigator", "POST", path, json=edit, headers={"If-Match": '"0"'}).status_code == 201
    refused = step(service, "investigator", world, "ready")
    assert (refused.status_code, refused.json()["code"]) == (409, "OutdatedVersionError")
    again = draft_anew(service, world)
    assert state(service, world)[0] == "superseded"
    assert step(service, "investigator", again, "ready").status_code == 201


def test_no_version_is_drawn_up_beside_one_that_stands(service, world):
    assert step(service, "investigator", world, "ready").status_code == 201
    with pytest.raises(VersionStandsError):
        draft_anew(service, world)


def test_a_unit_that_asks_for_it_has_no_protocol_signed_without_a_check(service, world):
    path = f"/api/units/{service.units[0].id}"
    assert service.ask("administrator", "PATCH", path, json={"second_check": True}).json()["second_check"] is True
    try:
        assert step(service, "investigator", world, "ready").status_code == 201
        refused = step(service, "investigator", world, "signed", signature="paper")
        assert (refused.status_code, refused.json()["code"]) == (409, "CheckNeededError")
        assert step(service, "head", world, "checked").status_code == 201
        assert step(service, "investigator", world, "signed", signature="electronic").status_code == 201
    finally:
        service.ask("administrator", "PATCH", path, json={"second_check": False})


def test_the_database_itself_refuses_a_wrong_step(service, world, owner_url):
    with service.database.transaction(SYSTEM) as connection:
        version = protocols.version(connection, world.version_id)
    who = service.people["investigator"].id
    with pytest.raises(psycopg.errors.CheckViolation), service.database.transaction(account(who)) as connection:
        protocols.take_step(connection, version, VersionState.CHECKED, account_id=who)
    with service.database.transaction(account(who)) as connection:
        protocols.take_step(connection, version, VersionState.READY, account_id=who)
    with pytest.raises(psycopg.errors.CheckViolation), service.database.transaction(account(who)) as connection:
        protocols.take_step(connection, version, VersionState.CHECKED, account_id=who)
    prosecutor = service.people["prosecutor"].id
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        service.database.transaction(account(prosecutor)) as connection,
    ):
        protocols.take_step(connection, version, VersionState.CHECKED, account_id=prosecutor)
    with pytest.raises(psycopg.errors.RestrictViolation), psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.protocol_step SET state = 'draft'")


def test_a_ready_protocol_is_announced_by_its_ids_and_a_refused_one_is_not(service, world, monkeypatch):
    told = []
    monkeypatch.setattr(
        webhooks, "announce", lambda _, event, *, case_id, subject: told.append((event, case_id, subject)) or 1
    )
    assert step(service, "head", world, "ready").status_code == 403
    assert told == []
    assert step(service, "investigator", world, "ready").status_code == 201
    assert told == [(WebhookEvent.PROTOCOL_READY, world.case_id, ("protocol_version", world.version_id))]


def test_a_participant_reads_what_was_given_until_it_is_taken_away(service, world):
    file = f"/api/protocol-versions/{world.version_id}/protocol.pdf"
    assert str(world.version_id) in [each["id"] for each in service.ask("participant", "GET", "/api/documents").json()]
    assert service.ask("participant", "GET", file).content == PDF
    taken = f"/api/protocol-versions/{world.version_id}/grants/{world.document_grant_id}"
    assert service.ask("investigator", "DELETE", taken).status_code == 204
    assert service.ask("investigator", "DELETE", taken).status_code == 404
    assert service.ask("participant", "GET", file).status_code == 404
    assert step(service, "investigator", world, "ready").status_code == 201
    given = {"account_id": str(service.people["participant"].id), "reason": "ознакомление"}
    path = f"/api/protocol-versions/{world.version_id}/grants"
    assert service.ask("investigator", "POST", path, json=given | {"until": "2026-01-01T00:00:00Z"}).status_code == 201
    assert service.ask("participant", "GET", file).status_code == 404  # its time is over
    assert service.ask("investigator", "POST", path, json=given).status_code == 201
    assert service.ask("participant", "GET", file).status_code == 200
    shown = [each["kind"] for each in service.journal(world.case_id)]
    assert (shown.count("grant"), shown.count("revoke"), shown.count("export")) == (2, 1, 2)


def test_a_document_is_given_to_participants_only_and_shows_them_nothing_else_of_the_case(service, world):
    path = f"/api/protocol-versions/{world.version_id}/grants"
    assert step(service, "investigator", world, "ready").status_code == 201
    wrong = {"account_id": str(service.people["stranger"].id), "reason": "-"}
    assert service.ask("investigator", "POST", path, json=wrong).status_code == 422
    for other in (f"/api/cases/{world.case_id}", f"/api/protocol-versions/{world.version_id}", path):
        assert service.ask("participant", "GET", other).status_code == 403
    with service.database.transaction(account(service.people["participant"].id)) as connection:
        assert connection.execute("SELECT count(*) FROM cases").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM interrogation").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM layer_turn").fetchone() == (0,)
