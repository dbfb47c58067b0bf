"""Controls in the service: what they say of a case, and decisions that they do not let be recorded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest

from api.packs_in_force import PacksInForce
from api.routes import jobs
from models.accounts import SignedIn
from models.store import case_records, cases, control_verdicts
from models.store.database import SYSTEM
from tests.integration.controlled import about, blocking, decide, of, offence, path, person, post, state, verdicts
from tests.service import make_world

OPEN = {"violated", "unknown"}

pytestmark = pytest.mark.integration


@pytest.fixture
def world(service):
    return about(service, "УК 121 ч.3")


def test_a_running_sitting_counts_down_and_warns_ahead(service, world):
    began = datetime.now(UTC) - timedelta(hours=3, minutes=50)
    born = {"birth_date": "1990-01-01"}
    with service.database.transaction(SYSTEM) as connection:
        who = connection.execute("SELECT person_id FROM participant WHERE id = %s", (world.participant_id,)).fetchone()[0]
        connection.execute("UPDATE sitting SET started_at = %s WHERE id = %s", (began, world.sitting_id))
    state(service, world, "person", str(who), **born, sex="male", pregnant=False, minor_child=False)
    running = [each for each in verdicts(service, world) if each["approaching"]]
    assert running
    assert all(0 < each["seconds_left"] <= 15 * 60 for each in running if each["control"] == "criminal.T1")
    page = service.ask("investigator", "GET", f"/cases/{world.case_id}")
    assert running[0]["title"]["en"] in page.text
    who = SignedIn(account=service.people["investigator"], scopes=None, address=None, sign_in=None)
    context = service.client.app.state.context
    _, terms = jobs._look(context, who, world.case_id)
    told = [jobs._term(context, each) for each in terms]
    assert {each["control"] for each in told} == {each["control"] for each in running}
    assert all(datetime.fromisoformat(each["deadline"]) > datetime.now(UTC) for each in told)


def test_a_control_is_set_aside_only_by_the_role_that_it_names_with_a_reason(service, world):
    person_id = person(service, world, "witness", "2014-01-01")
    minor = post(service, world, "/interrogations", {"participant_id": str(world.participant_id), "language": "ru"})
    assert minor.status_code == 201
    allowed = [each for each in verdicts(service, world) if each["override_by"] == "head" and each["subject"]]
    assert person_id
    chosen = next(each for each in allowed if each["state"] in {"violated", "unknown"})
    where = f"/controls/{chosen['control']}/overrides"
    sent = {"subject": chosen["subject"]["id"], "reason": "решение суда"}
    assert post(service, world, where, sent).status_code == 403
    assert post(service, world, where, sent, "prosecutor").status_code == 403
    assert post(service, world, where, sent | {"reason": " "}, "head").status_code == 422
    assert post(service, world, where, sent | {"subject": "-"}, "head").status_code == 404
    assert post(service, world, where, sent, "head").status_code == 201
    (now,) = [
        each
        for each in verdicts(service, world)
        if (each["control"], each["subject"] and each["subject"]["id"]) == (chosen["control"], chosen["subject"]["id"])
    ]
    assert now["overridden"]["reason"] == "решение суда"
    assert "control_overridden" in [each["kind"] for each in service.journal(world.case_id)]
    for who in ("investigator", "head", "prosecutor"):  # nobody
        assert post(service, world, "/controls/criminal.B1/overrides", sent, who).status_code == 403
    with pytest.raises(psycopg.errors.InsufficientPrivilege), service.database.transaction(SYSTEM) as connection:
        connection.execute("UPDATE control_override SET reason = 'иная'")


def test_what_was_set_aside_is_open_again_once_its_facts_are_others(service, world):
    def found():
        return next(each for each in verdicts(service, world) if each["control"] == "criminal.P1-F")

    where, sent = "/controls/criminal.P1-F/overrides", {"subject": str(world.interrogation_id), "reason": "справка в деле"}
    assert found()["state"] == "unknown"
    assert post(service, world, where, sent, "head").status_code == 201
    state(service, world, "interrogation", str(world.interrogation_id), pages_unsigned=0)  # which the rule does not read
    now = found()
    assert (now["overridden"]["reason"], now["lapsed"]) == ("справка в деле", None)
    state(service, world, "interrogation", str(world.interrogation_id), empty_fields=["citizenship"])
    now = found()
    assert (now["state"], now["overridden"], now["lapsed"]["reason"]) == ("violated", None, "справка в деле")
    page = service.ask("head", "GET", f"/cases/{world.case_id}/controls").text
    assert "on other facts (справка в деле)" in page
    assert post(service, world, where, sent | {"reason": "и это тоже"}, "head").status_code == 201
    assert found()["overridden"]["reason"] == "и это тоже"


def test_what_was_set_aside_is_so_again_where_its_facts_come_back(service, world):
    def found():
        return next(each for each in verdicts(service, world) if each["control"] == "criminal.P1-F")

    interrogation = str(world.interrogation_id)
    state(service, world, "interrogation", interrogation, empty_fields=["citizenship"])
    assert found()["state"] == "violated"  # only what was looked at can be set aside
    sent = {"subject": interrogation, "reason": "справка в деле"}
    assert post(service, world, "/controls/criminal.P1-F/overrides", sent, "head").status_code == 201
    state(service, world, "interrogation", interrogation, empty_fields=["citizenship", "address"])
    now = found()
    assert (now["state"], now["overridden"], now["lapsed"]["reason"]) == ("violated", None, "справка в деле")
    state(service, world, "interrogation", interrogation, empty_fields=["citizenship"])
    now = found()
    assert (now["state"], now["overridden"]["reason"], now["lapsed"]) == ("violated", "справка в деле", None)


def test_what_goes_to_the_prosecutor_lies_before_him_while_it_is_open(service, world, owner_url):
    def listed(who="prosecutor"):
        found = service.ask(who, "GET", "/api/controls/addressed").json()
        assert found["complete"]
        return [each["control"] for each in found["findings"] if each["case_id"] == str(world.case_id)]

    offence(service, world)
    assert listed() == []
    grounds = {"articles": ["УПК 35 ч.1 п.1"], "text": "отсутствие события", "other_ground": True}
    assert decide(service, world, **grounds).status_code == 201
    open_ = [each for each in verdicts(service, world) if each["to"] == "prosecutor" and each["state"] in OPEN]
    assert listed() == [each["control"] for each in open_] == ["criminal.B1-O"]
    assert listed("investigator") == listed("head") == []  # their rules are others
    assert world.number in service.ask("prosecutor", "GET", "/controls/addressed").text
    decisions = service.ask("investigator", "GET", path(world, "/procedural-decisions")).json()
    made = next(each for each in decisions if each["kind"] == "terminated")
    review = path(world, f"/procedural-decisions/{made['id']}/review")
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.cases SET sealed = TRUE WHERE id = %s", (world.case_id,))
    assert listed() == []
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.cases SET sealed = FALSE WHERE id = %s", (world.case_id,))
    assert listed() == ["criminal.B1-O"]
    assert service.ask("prosecutor", "PUT", review, json={}).status_code == 201
    verdicts(service, world)
    assert listed() == []


def test_a_block_that_may_be_set_aside_lets_one_decision_through(service, world, monkeypatch):
    offence(service, world)
    context = service.client.app.state.context
    packs = context.packs.installed
    b1 = packs.control("criminal", "B1")
    named = replace(b1, id="B9", override="head")
    changed = replace(packs.by_name["criminal"], controls=(named,))
    monkeypatch.setattr("analysis.control.control.ORDERED", frozenset({("criminal", "B9")}))
    other = replace(packs, packs=(changed,))
    service.client.app.state.context = replace(context, packs=PacksInForce(other))
    try:
        (only,) = blocking(decide(service, world))
        sent = {"subject": only["subject"]["id"], "reason": "по указанию"}
        assert post(service, world, "/controls/criminal.B9/overrides", sent).status_code == 403
        assert post(service, world, "/controls/criminal.B9/overrides", sent, "head").status_code == 201
        assert decide(service, world).status_code == 201
        assert blocking(decide(service, world, decided_at="2026-03-12T10:00:00"))
    finally:
        service.client.app.state.context = context


def test_statistics_count_only_cases_that_one_may_see(service, world, owner_url):
    def counted():
        found = service.ask("prosecutor", "GET", "/api/controls/statistics").json()
        return sum(each["cases"] for each in found if each["control"] == "criminal.T2")

    hidden, far = make_world(service, "investigator"), make_world(service, "stranger")
    verdicts(service, far, "stranger")
    verdicts(service, hidden)
    before = counted()
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.cases SET sealed = TRUE WHERE id = %s", (hidden.case_id,))
    assert counted() == before - 1
    found = service.ask("prosecutor", "GET", "/api/controls/statistics").json()
    assert {each["unit"] for each in found} == {"Первый"}
    assert all({"ru", "kk", "en"} == set(each["title"]) for each in found)


def test_facts_of_the_case_file_are_told_with_their_sources_and_unknown_time_is_unknown(service, world):
    shown = service.ask("investigator", "GET", path(world, "/facts")).json()
    kinds = {(each["kind"], fact["fact"].rpartition(".")[2]): fact for each in shown["records"] for fact in each["facts"]}
    assert kinds["interrogation", "protocol_language"]["source"] == {"kind": "protocol", "where": "language"}
    assert kinds["decision", "kind"]["value"] == "suspect"
    assert ("placement", "started_at") not in kinds
    assert kinds["interrogation", "recorded"]["source"]["kind"] == "sound"


def test_equal_iins_are_one_person_and_give_sex_and_birth_date(service, world):
    for role in ("witness", "suspect"):
        person(service, world, role, iin="900101300017")
    with service.database.transaction(SYSTEM) as connection:
        records = case_records.read(connection, cases.case(connection, world.case_id))
    from api.case_facts import facts_of

    facts = facts_of(records, at=datetime.now(UTC))
    ones = {each.person for each in facts.roles if each.role.value == "suspect"}
    both = [each for each in facts.roles if each.person in ones]
    assert {each.role.value for each in both} == {"witness", "suspect"}
    (found,) = [each for each in facts.persons if each.id in ones]
    assert found.sex is not None or found.birth_date is None


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"kind": "spell", "record": "1", "fields": {}}, "kind"),
        ({"kind": "person", "record": "1", "fields": {"magic": 1}}, "magic"),
        ({"kind": "person", "record": "1", "fields": {"birth_date": "yesterday"}}, "birth_date"),
        ({"kind": "detention", "record": "1", "fields": {"detained_at": "2026-01-01T10:00:00+05:00"}}, "person"),
        ({"kind": "detention", "record": "1", "fields": {"person": "nobody"}}, "nobody"),
        ({"kind": "case", "record": "", "fields": {"registered_at": "2026-01-01T10:00:00"}}, "registered_at"),
        ({"kind": "case", "record": "x", "fields": {"form": "inquiry"}}, "record"),
    ],
)
def test_a_statement_that_does_not_fit_is_refused_with_the_place(service, world, sent, told):
    reply = post(service, world, "/facts", sent)
    assert reply.status_code == 422
    assert told in reply.json()["message"]


def test_an_extract_is_taken_once_as_json_or_csv(service, world):
    extract = {
        "number": world.number,
        "kind": "criminal",
        "zone": "Asia/Almaty",
        "case": {"registered_at": "2026-01-05T10:00:00+05:00", "form": "investigation"},
        "persons": [{"id": "p1", "birth_date": "2012-01-01"}, {"id": "p2", "birth_date": "1990-01-01"}],
        "episodes": [
            {"id": "e1", "articles": ["УК 121"], "began_on": "2025-11-02", "offenders": ["p2"], "victims": ["p1"]}
        ],
    }
    assert post(service, world, "/facts/extracts", {"document": extract}).json() == {"records": 4}
    assert post(service, world, "/facts/extracts", {"document": extract}).json() == {"records": 0}
    assert blocking(decide(service, world))[0]["state"] == "violated"
    assert of(verdicts(service, world), "D1")
    other = post(service, world, "/facts/extracts", {"document": extract | {"number": "1"}})
    assert other.status_code == 422
    head = f"number,kind,zone,form\n{world.number},criminal,Asia/Almaty,inquiry\n"
    texts = {"case": head, "persons": "id,birth_date\np9,2000-02-30\n"}
    wrong = post(service, world, "/facts/extracts", {"csv": texts})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "ExtractError")
    assert "persons.csv" in wrong.json()["message"]
    assert "/tmp" not in wrong.text
    texts["persons"] = "id,birth_date\np9,2000-02-28\n"
    assert post(service, world, "/facts/extracts", {"csv": texts}).json() == {"records": 2}


def test_the_page_tells_a_refusal_in_full_and_each_reader_finds_the_verdicts(service, world):
    _, victim = offence(service, world, victim=None)
    sent = {"kind": "terminated", "decided_at": "2026-03-02T12:00", "articles": "УПК 35 ч.1 п.12; УК 68"}
    reply = service.ask("investigator", "POST", f"/cases/{world.case_id}/controls/decisions", data=sent)
    assert reply.status_code == 422
    shown = reply.text
    for words in ("The decision is not recorded", "To establish:", "date of birth", "УК 68", "not confirmed by a lawyer"):
        assert words in shown
    fact = {"fact": "person.birth_date", "record": victim, "value": "1999-01-01", "where": "паспорт"}
    stated = service.ask(
        "investigator", "POST", f"/cases/{world.case_id}/controls/facts", data=fact, follow_redirects=False
    )
    assert stated.status_code == 303, stated.text
    done = service.ask(
        "investigator", "POST", f"/cases/{world.case_id}/controls/decisions", data=sent, follow_redirects=False
    )
    assert done.status_code == 303
    for who in ("investigator", "head", "prosecutor"):
        page = service.ask(who, "GET", f"/cases/{world.case_id}/controls")
        assert (page.status_code, "To be established" in page.text, "паспорт" in page.text) == (200, True, True)
        assert service.ask(who, "GET", "/controls").status_code == 200
    assert "Первый" in service.ask("prosecutor", "GET", "/controls/statistics").text


def test_an_inspection_with_its_appointment_and_notice_is_stated_on_the_page(service):
    opened = service.ask("investigator", "POST", "/api/cases", json={"number": uuid4().hex[:12], "kind": "inspection"})
    made = SimpleNamespace(case_id=opened.json()["id"])

    def type_in(fact, record, value, **more):
        sent = {"fact": fact, "record": record, "value": value, "where": "акт № 5", **more}
        reply = service.ask(
            "investigator", "POST", f"/cases/{made.case_id}/controls/facts", data=sent, follow_redirects=False
        )
        assert reply.status_code == 303, reply.text

    def states():
        return {each["control"]: each["state"] for each in verdicts(service, made)}

    type_in("inspection.starts_at", "n1", "2026-04-20T09:00+05:00")
    before = states()
    assert "ok" not in before.values()
    page = service.ask("investigator", "GET", f"/cases/{made.case_id}/controls").text
    assert 'id="fact-about"' in page
    type_in("document.kind", "a1", "appointment", about="n1")
    type_in("document.registered_at", "a1", "2026-03-02T09:00+05:00")
    type_in("notice.given_at", "w1", "2026-03-02T10:00+05:00", about="n1")
    type_in("inspection.type", "n1", "planned")
    after = states()
    assert {name for name, state in after.items() if state == "ok"} > set()
    assert before != after


def test_nothing_is_stated_of_an_erased_case_and_no_verdict_comes_to_it(service, owner_url):
    gone = make_world(service, "investigator")
    with psycopg.connect(owner_url) as connection:
        connection.execute("ALTER TABLE hattama.cases DISABLE TRIGGER USER")
        connection.execute(
            "UPDATE hattama.cases SET status = 'closed', closed_at = now(), erased_at = now() WHERE id = %s",
            (gone.case_id,),
        )
        connection.execute("ALTER TABLE hattama.cases ENABLE TRIGGER USER")
    sent = {"kind": "case", "record": "", "fields": {"form": "inquiry"}}
    assert post(service, gone, "/facts", sent).status_code == 403
    service.client.app.state.context.verdicts.renew(gone.case_id)
    with service.database.transaction(SYSTEM) as connection:
        assert control_verdicts.of_case(connection, gone.case_id) == []
        assert control_verdicts.state_of(connection, gone.case_id) is None
