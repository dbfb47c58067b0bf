"""Ways round the rule that blocks: a termination in two steps, by a register's extract, or by other facts laid over it."""

from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest

from tests.integration.controlled import RECONCILED, about, decide, episode, of, path, person, post, state, verdicts

pytestmark = pytest.mark.integration
AT = datetime(2026, 3, 10, 5, tzinfo=UTC).isoformat()


@pytest.fixture
def world(service):
    return about(service, "УК 121 ч.3")


@pytest.fixture
def child(service, world):
    """The victim of an offence in the case."""
    one, other = person(service, world, "suspect", "1990-01-01"), person(service, world, "victim", "2012-05-01")
    episode(service, world, [one], [other])
    return other


def stated(service, world, record, **fields):
    return post(service, world, "/facts", {"kind": "decision", "record": record, "fields": fields})


TERMINATION = {"kind": "terminated", "decided_at": AT, "articles": ["УК 68"], "text": "за примирением"}


def refused(reply):
    assert (reply.status_code, reply.json()["code"]) == (422, "DecisionBlockedError"), reply.text
    return [each["control"] for each in reply.json()["blocking"]]


def test_a_termination_is_not_stated_as_a_fact_either(service, world, child):
    assert refused(stated(service, world, "new", **TERMINATION)) == ["criminal.B1"]
    assert stated(service, world, "new", kind="other", decided_at=AT, articles=[], text="").status_code == 201
    assert refused(stated(service, world, "new", **{key: TERMINATION[key] for key in ("kind", "articles")})) == [
        "criminal.B1"
    ]
    kinds = [each["details"].get("kind") for each in service.journal(world.case_id) if each["kind"] == "decision_refused"]
    assert kinds == ["stated", "stated"]
    shown = service.ask("investigator", "GET", path(world, "/facts")).json()["stated"]
    assert [each["fields"]["kind"] for each in shown if each["kind"] == "decision"] == ["other"]


def test_an_extract_with_a_blocked_termination_is_not_taken(service, world, child):
    extract = {
        "number": world.number, "kind": "criminal", "zone": "Asia/Almaty",
        "decisions": [{"id": "r1", **TERMINATION}],
    }  # fmt: skip
    assert refused(post(service, world, "/facts/extracts", {"document": extract})) == ["criminal.B1"]
    assert all(
        each["kind"] != "decision" for each in service.ask("investigator", "GET", path(world, "/facts")).json()["stated"]
    )


def test_what_a_recorded_decision_says_is_not_stated_over(service, world, child):
    other = {"articles": ["УПК 35 ч.1 п.1"], "text": "отсутствие события", "other_ground": True}
    made = decide(service, world, **other)
    assert made.status_code == 201, made.text
    number = made.json()["id"]
    for field, value in (("kind", "other"), ("text", "за примирением"), ("articles", ["УК 68"]), ("decided_at", AT)):
        assert stated(service, world, number, **{field: value}).status_code == 422, field
    assert stated(service, world, number, announced_at=AT).status_code == 201


def test_a_birth_date_stated_beside_another_is_unknown_and_refuses(service, world, child):
    state(service, world, "person", child, birth_date="1990-01-01")
    reply = decide(service, world)
    assert refused(reply) == ["criminal.B1"]
    (blocking,) = reply.json()["blocking"]
    assert (blocking["state"], blocking["missing"][0]["fact"]) == ("unknown", f"person/{child}.birth_date")


def test_who_was_named_a_victim_once_stays_one(service, world, child):
    grown = person(service, world, "victim", "1980-01-01")
    state(service, world, "episode", "e1", victims=[grown])
    assert refused(decide(service, world)) == ["criminal.B1"]


def test_an_agreement_that_is_withdrawn_was_there(service, world, child):
    facts = service.ask("investigator", "GET", path(world, "/facts")).json()["records"]
    suspect = next(each["id"] for each in facts if each["kind"] == "person" and each["of"].startswith("suspect"))
    state(service, world, "agreement", "a1", offender=suspect, victim=child, consent=True)
    assert post(service, world, "/facts", {"kind": "agreement", "record": "a1", "fields": None}).status_code == 201
    silent = {"articles": ["УПК 35 ч.1 п.1"], "text": "", "other_ground": False}
    assert refused(decide(service, world, **RECONCILED | silent)) == ["criminal.B1"]


def test_a_mistyped_year_is_refused_or_unknown_and_stops_nothing(service, world):
    long = {"started_at": "2026-03-02T09:00:00", "ended_at": "2062-03-02T11:00:00"}
    sitting = f"/api/interrogations/{world.interrogation_id}/sittings"
    assert service.ask("investigator", "POST", sitting, json=long).status_code == 422
    state(service, world, "sitting", "s9", interrogation=str(world.interrogation_id), started_at=AT,
          ended_at="2062-03-02T11:00:00+05:00")  # fmt: skip
    (day,) = [each for each in of(verdicts(service, world), "T2") if each["missing"]][:1]
    assert "sitting/s9.ended_at" in {each["fact"] for each in day["missing"]}
    for kind, fields in (
        ("case", {"registered_at": "9999-12-01T00:00:00+05:00"}),
        ("person", {"birth_date": "0001-01-01"}),
    ):
        sent = {"kind": kind, "record": "" if kind == "case" else "p9", "fields": fields}
        assert post(service, world, "/facts", sent).status_code == 422


@contextmanager
def confirmed(service, *rules):
    """Rules that a lawyer has confirmed for a while, so that they block."""

    def say(confirmed):
        sent = {"confirmed": confirmed, "lawyer": "Сулейменова А. Б.", "reason": "заключение № 14"}
        for rule in rules:
            reply = service.ask("prosecutor", "POST", f"/api/controls/{rule}/confirmations", json=sent)
            assert reply.status_code == 201

    say(True)
    try:
        yield
    finally:
        say(False)


def test_a_confirmed_rule_blocks_a_sign_off_until_the_head_sets_it_aside(service, world):
    steps = f"/api/protocol-versions/{world.version_id}/steps"
    assert service.ask("investigator", "POST", steps, json={"state": "ready"}).status_code == 201
    with confirmed(service, "criminal.P1-F"):
        signed = {"state": "signed", "signature": "paper"}
        reply = service.ask("investigator", "POST", steps, json=signed)
        assert (reply.status_code, reply.json()["code"]) == (422, "ActBlockedError"), reply.text
        assert "decision_refused" in {each["kind"] for each in service.journal(world.case_id)}
        (blocking,) = reply.json()["blocking"]
        assert (blocking["control"], blocking["state"]) == ("criminal.P1-F", "unknown")
        sent = {"subject": str(world.interrogation_id), "reason": "пустые поля перечислены в справке"}
        verdicts(service, world)
        assert post(service, world, "/controls/criminal.P1-F/overrides", sent, "head").status_code == 201
        assert service.ask("investigator", "POST", steps, json=signed).status_code == 201


def test_a_confirmed_rule_blocks_the_registration_of_an_inspection(service):
    opened = service.ask("investigator", "POST", "/api/cases", json={"number": uuid4().hex[:12], "kind": "inspection"})
    made = SimpleNamespace(case_id=opened.json()["id"])
    registered = {"kind": "inspection", "record": "n1", "fields": {"registered_at": AT}}
    state(service, made, "inspection", "n1", type="planned", starts_at="2026-04-20T09:00:00+05:00")
    with confirmed(service, "inspection.I1"):
        reply = post(service, made, "/facts", registered)
        assert (reply.status_code, [each["control"] for each in reply.json()["blocking"]]) == (422, ["inspection.I1"])
        document = {"kind": "document", "record": "a1"}
        fields = {"about": "n1", "kind": "appointment", "registered_at": AT}
        assert post(service, made, "/facts", document | {"fields": fields}).status_code == 201
        assert post(service, made, "/facts", registered).status_code == 201


@pytest.mark.parametrize(("kind", "status"), [("appeal", 422), ("inspection", 422), ("administrative", 201)])
def test_a_case_opened_under_another_kind_is_looked_at_by_what_it_bears(service, kind, status):
    sent = {"number": uuid4().hex[:12], "kind": kind, "articles": ["УК 121 ч.3"]}
    made = SimpleNamespace(case_id=service.ask("investigator", "POST", "/api/cases", json=sent).json()["id"])
    assert decide(service, made).status_code == status
    plain = {"number": uuid4().hex[:12], "kind": kind, "articles": []}
    bare = SimpleNamespace(case_id=service.ask("investigator", "POST", "/api/cases", json=plain).json()["id"])
    assert decide(service, bare).status_code == 201  # an appeal that people settled
