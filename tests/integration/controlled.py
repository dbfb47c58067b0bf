"""Cases that controls judge: persons, facts and decisions as programs send them, and what is said of them."""

from uuid import uuid4

from models.store.database import SYSTEM
from tests.service import make_world

RECONCILED = {
    "kind": "terminated",
    "decided_at": "2026-03-10T10:00:00",
    "articles": ["УПК 35 ч.1 п.12", "УК 68"],
    "text": "за примирением сторон",
}


def about(service, *articles):
    """A case that was given these articles."""
    made = make_world(service, "investigator")
    with service.database.transaction(SYSTEM) as connection:
        connection.execute("UPDATE cases SET articles = %s WHERE id = %s", (list(articles), made.case_id))
    return made


def path(world, rest=""):
    return f"/api/cases/{world.case_id}{rest}"


def post(service, world, rest, sent, who="investigator"):
    return service.ask(who, "POST", path(world, rest), json=sent)


def person(service, world, role, born=None, iin=None):
    sent = {"name": f"{role} {uuid4().hex[:6]}", "role": role, "birth_date": born, "iin": iin}
    reply = post(service, world, "/participants", sent)
    assert reply.status_code == 201, reply.text
    return reply.json()["person"]["id"]


def state(service, world, kind, record, who="investigator", **fields):
    reply = post(service, world, "/facts", {"kind": kind, "record": record, "fields": fields}, who)
    assert reply.status_code == 201, reply.text
    return reply.json()


def episode(service, world, offenders, victims, *, record="e1", article="УК 121 ч.3", on="2025-11-02"):
    state(
        service,
        world,
        "episode",
        record,
        articles=[article],
        began_on=on,
        ended_on=on,
        offenders=offenders,
        victims=victims,
    )


def decide(service, world, who="investigator", **more):
    return post(service, world, "/procedural-decisions", RECONCILED | more, who)


def verdicts(service, world, who="investigator"):
    reply = service.ask(who, "GET", path(world, "/controls"))
    assert reply.status_code == 200, reply.text
    return reply.json()["verdicts"]


def of(found, control):
    return [each for each in found if each["control"] == f"criminal.{control}"]


def recorded(service, world):
    return [each["kind"] for each in service.ask("investigator", "GET", path(world, "/procedural-decisions")).json()]


def blocking(reply):
    assert reply.status_code == 422, reply.text
    body = reply.json()
    assert body["code"] == "DecisionBlockedError"
    return body["blocking"]


def offence(service, world, *, victim="2012-05-01", offender="1990-01-01"):
    """A sexual offence of one person against another; the ids of both."""
    one, other = person(service, world, "suspect", offender), person(service, world, "victim", victim)
    episode(service, world, [one], [other])
    return one, other
