"""Terminations that controls do not let be recorded: by whom, of whom, under two requests at once, by import."""

import threading
from uuid import uuid4

import psycopg
import pytest

from models.store.database import account
from tests.integration.controlled import (
    RECONCILED,
    about,
    blocking,
    decide,
    episode,
    of,
    offence,
    path,
    person,
    post,
    recorded,
    state,
    verdicts,
)

pytestmark = pytest.mark.integration


@pytest.fixture
def world(service):
    return about(service, "УК 121 ч.3")


def test_reconciliation_after_a_sexual_offence_against_a_minor_is_refused_and_the_attempt_is_journalled(service, world):
    _, victim = offence(service, world)
    (only,) = blocking(decide(service, world))
    assert (only["control"], only["state"], only["severity"]) == ("criminal.B1", "violated", "block")
    assert {"ru", "kk", "en"} == set(only["title"]) == set(only["ok_when"])
    assert (only["basis"][0]["act"], only["basis"][0]["article"]) == ("УК", "68")
    age = next(each for each in only["facts"] if each["name"] == "reconciliation.victim_age")
    born = next(each for each in age["made_of"] if each["fact"] == f"person/{victim}.birth_date")
    assert (age["value"], born["value"], born["source"]["kind"]) == (13, "2012-05-01", "case_file")
    assert recorded(service, world) == ["suspect"]
    told = [each for each in service.journal(world.case_id) if each["kind"] == "decision_refused"]
    assert [(each["account_id"], each["details"]["controls"]) for each in told] == [
        (str(service.people["investigator"].id), "criminal.B1")
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"articles": [], "text": "", "kind": "прекращение в связи с примирением"},
        {"articles": ["УПК 35"], "text": "ҚК 68-бабы бойынша"},
        {"articles": ["68"], "text": ""},
    ],
)
def test_whatever_the_termination_cites_it_is_seen_to_rest_on_reconciliation(service, world, more):
    offence(service, world)
    assert [each["control"] for each in blocking(decide(service, world, **more))] == ["criminal.B1"]


def test_an_agreement_in_the_case_is_enough_unless_another_ground_is_stated(service, world):
    one, other = offence(service, world)
    state(service, world, "agreement", "a1", offender=one, victim=other, consent=True)
    silent = {"articles": ["УПК 35 ч.1 п.1"], "text": ""}
    found = blocking(decide(service, world, **silent))  # which ground, is not known
    assert [each["state"] for each in found] == ["unknown"]
    assert any(each["fact"].endswith(".other_ground") for each in found[0]["missing"])
    assert blocking(decide(service, world, **silent, other_ground=False))[0]["state"] == "violated"
    assert decide(service, world, **silent, other_ground=True).status_code == 201
    (warned,) = of(verdicts(service, world), "B1-O")
    assert (warned["to"], warned["state"], warned["severity"]) == ("prosecutor", "unknown", "warning")


def test_an_age_that_nobody_knows_refuses_and_names_what_to_establish(service, world):
    _, victim = offence(service, world, victim=None)
    (only,) = blocking(decide(service, world))
    assert only["state"] == "unknown"
    assert [each["fact"] for each in only["missing"]] == [f"person/{victim}.birth_date"]
    assert only["missing"][0]["of"].startswith("victim")
    assert "дата рождения" in only["missing"][0]["says"]["ru"].lower()
    state(service, world, "person", victim, birth_date="2000-01-01")
    assert decide(service, world).status_code == 201


def test_one_blocked_triple_of_several_blocks_the_whole(service, world):
    one, two = person(service, world, "suspect", "1990-01-01"), person(service, world, "suspect", "1991-01-01")
    grown, child = person(service, world, "victim", "1990-01-01"), person(service, world, "victim", "2013-01-01")
    episode(service, world, [one], [grown], article="УК 188", record="e1")
    episode(service, world, [two], [grown, child], record="e2")
    (only,) = blocking(decide(service, world))
    assert only["subject"]["id"] == f"proposed/e2/{two}/{child}"


def test_of_a_span_of_time_the_youngest_age_counts(service, world):
    one, other = person(service, world, "suspect", "1990-01-01"), person(service, world, "victim", "2007-06-01")
    episode(service, world, [one], [other], on="2025-07-01")
    assert decide(service, world).status_code == 201
    state(service, world, "episode", "e1", began_on="2025-05-31")
    assert blocking(decide(service, world, decided_at="2026-03-11T10:00:00"))[0]["state"] == "violated"


def test_a_minor_offender_and_a_victim_of_14_to_17_go_to_the_prosecutor(service, world):
    offence(service, world, victim="2010-01-01", offender="2009-01-01")
    made = decide(service, world)
    assert made.status_code == 201, made.text
    (routed,) = of(verdicts(service, world, "prosecutor"), "B1-P")
    assert (routed["to"], routed["state"]) == ("prosecutor", "unknown")
    review = path(world, f"/procedural-decisions/{made.json()['id']}/review")
    assert service.ask("prosecutor", "PUT", review, json={"note": "изучено"}).status_code == 201
    assert of(verdicts(service, world), "B1-P")[0]["state"] == "ok"


def test_that_a_prosecutor_looked_at_it_only_a_prosecutor_states(service, world):
    made = decide(service, world, kind="suspect", articles=[], text="").json()
    sent = {"kind": "decision", "record": made["id"], "fields": {"prosecutor_reviewed": True}}
    assert post(service, world, "/facts", sent).status_code == 403
    extract = {"number": world.number, "kind": "criminal", "zone": "Asia/Almaty"}
    extract["decisions"] = [{"id": made["id"], "prosecutor_reviewed": True}]
    assert post(service, world, "/facts/extracts", {"document": extract}).status_code == 403
    who = service.people["investigator"].id
    with pytest.raises(psycopg.errors.InsufficientPrivilege), service.database.transaction(account(who)) as connection:
        connection.execute(
            "INSERT INTO register_fact (case_id, kind, record, fields, source, account_id) "
            """VALUES (%s, 'decision', '-', '{"prosecutor_reviewed": true}', '{}', %s)""",
            (world.case_id, who),
        )


def test_every_other_decision_is_recorded(service, world):
    offence(service, world)
    for kind, articles, text in (
        ("terminated", ["УПК 35 ч.1 п.1"], "отсутствие события"),
        ("terminated", ["УПК 68"], ""),
        ("qualified", ["УК 121"], ""),
        ("suspended", ["УПК 45"], ""),
    ):
        reply = decide(service, world, kind=kind, articles=articles, text=text)
        assert reply.status_code == 201, reply.text
    theft = about(service, "УК 188")
    episode(service, theft, [person(service, theft, "suspect")], [person(service, theft, "victim")], article="УК 188 ч.1")
    assert decide(service, theft).status_code == 201  # with nobody's age known


def test_when_an_offence_was_decides_whose_law_it_is_so_that_has_to_be_established(service):
    theft = about(service, "УК 188")
    (only,) = blocking(decide(service, theft))
    assert (only["state"], only["subject"]["id"]) == ("unknown", "proposed/case/?/?")
    assert "episode/case.ended_on" in [each["fact"] for each in only["missing"]]
    untold = about(service)
    (only,) = blocking(decide(service, untold))
    assert "episode.articles" in [each["fact"] for each in only["missing"]]


def test_an_article_of_the_case_that_no_episode_bears_is_not_passed_over(service, world):
    one, other = person(service, world, "suspect", "1990-01-01"), person(service, world, "victim", "2012-05-01")
    assert decide(service, world, kind="qualified", articles=["УК 120 ч.3"], text="").status_code == 201
    episode(service, world, [one], [other], article="УК 188")
    found = blocking(decide(service, world))
    assert {each["subject"]["id"] for each in found} == {f"proposed/case/{one}/{other}"}
    assert {each["fact"] for each in found[0]["missing"]} == {"episode/case.began_on", "episode/case.ended_on"}


def test_a_qualification_once_given_is_not_taken_away_by_another_or_by_withdrawing_the_episode(service, world):
    one, other = offence(service, world)
    episode(service, world, [one], [other], article="УК 188")
    assert [each["state"] for each in blocking(decide(service, world))] == ["violated"]
    gone = post(service, world, "/facts", {"kind": "episode", "record": "e1", "fields": None})
    assert gone.status_code == 201
    assert [each["state"] for each in blocking(decide(service, world))] == ["unknown"]


def test_two_requests_at_once_are_both_refused(service, world):
    offence(service, world)
    replies = at_once(*(lambda: decide(service, world) for _ in range(6)))
    assert [each.status_code for each in replies] == [422] * 6
    assert recorded(service, world) == ["suspect"]


@pytest.mark.parametrize("attempt", range(8))
def test_an_age_that_comes_at_the_same_moment_comes_before_the_decision_or_after_it(service, world, attempt):
    del attempt
    _, other = offence(service, world, victim="1990-01-01")
    born = {"kind": "person", "record": other, "fields": {"birth_date": "2013-01-01"}}  # beside another: then it is unknown
    decided, stated = at_once(lambda: decide(service, world), lambda: post(service, world, "/facts", born))
    assert stated.status_code == 201, stated.text
    assert decided.status_code in {201, 422}
    made = decided.status_code == 201
    assert ("terminated" in recorded(service, world)) == made
    assert [each["state"] for each in of(verdicts(service, world), "B1")] == (["unknown"] if made else ["not_applicable"])
    assert blocking(decide(service, world))[0]["state"] == "unknown"


def test_a_fact_that_waits_to_be_committed_holds_the_decision_up(service, world):
    _, other = offence(service, world, victim="1990-01-01")
    with psycopg.connect(service.database.pool.conninfo) as connection:
        connection.execute(
            "SELECT set_config('hattama.actor_kind', 'account', true), set_config('hattama.account_id', %s, true)",
            (str(service.people["investigator"].id),),
        )
        connection.execute(
            "INSERT INTO register_fact (case_id, kind, record, fields, source, account_id) "
            """VALUES (%s, 'person', %s, '{"birth_date": "2013-01-01"}', '{"kind": "typed", "where": ""}', %s)""",
            (world.case_id, other, service.people["investigator"].id),
        )
        replies = []
        asking = threading.Thread(target=lambda: replies.append(decide(service, world)))
        asking.start()
        asking.join(0.5)
        assert not replies  # it waits
        connection.commit()
    asking.join(10)
    assert blocking(replies[0])[0]["state"] == "unknown"


def at_once(*acts):
    barrier, replies = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        barrier.wait()
        replies[number] = act()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return replies


def case_data(number, **more):
    return {
        "number": number,
        "articles": ["УК 121 ч.3"],
        "participants": [
            {"ref": "s", "role": "suspect", "person": {"name": "П", "birth_date": "1990-01-01"}},
            {"ref": "v", "role": "victim", "person": {"name": "Ж", "birth_date": "2012-05-01"}},
        ],
        "procedural_decisions": [RECONCILED | {"decided_at": "2026-03-10T10:00:00+05:00"}],
    } | more


def test_the_import_of_a_blocked_termination_takes_nothing(service, world):
    number = f"i{uuid4().hex[:10]}"
    found = blocking(service.ask("investigator", "POST", "/api/cases/import", json=case_data(number)))
    assert [(each["control"], each["state"]) for each in found] == [("criminal.B1", "unknown")]  # when, nobody stated
    assert service.ask("investigator", "GET", "/api/cases", params={"number": number}).json() == []
    offence(service, world)
    into = case_data(world.number, participants=[])
    assert blocking(service.ask("investigator", "POST", "/api/cases/import", json=into))[0]["state"] == "violated"
    assert recorded(service, world) == ["suspect"]
    refused = [each for each in service.journal(world.case_id) if each["kind"] == "decision_refused"]
    assert [each["details"]["kind"] for each in refused] == ["import"]
    other = case_data(number, procedural_decisions=[{"kind": "qualified", "decided_at": "2026-03-01T10:00:00+05:00"}])
    assert service.ask("investigator", "POST", "/api/cases/import", json=other).status_code == 201
