"""What tests of keeping and erasing cases share: time that has passed, a second head, and a case whose time is over."""

from datetime import UTC, datetime
from uuid import uuid4

import psycopg

from analysis import turn_index
from analysis.control.packs import load
from api.access import begin
from api.packs_in_force import PacksInForce
from api.verdict_keeper import VerdictKeeper
from models import revisions as edits
from models.accounts import AccountRole
from models.findings import FindingSubject, FindingVerdict, Found
from models.revisions import Words
from models.store import accounts, findings, register_facts, retention, transcripts
from models.store.database import SYSTEM, account
from tests.service import make_world

TABLES = (
    "participant",
    "interrogation",
    "sitting",
    "placement",
    "upload",
    "recording",
    "machine_layer",
    "layer_turn",
    "revision",
    "revision_times",
    "protocol_document",
    "protocol_version",
    "protocol_step",
    "document_grant",
    "protocol_return",
    "protocol_return_file",
    "protocol_return_ruling",
    "procedural_decision",
    "job",
    "access_grant",
    "webhook_delivery",
    "journal_details",
    "case_comparison",
    "finding",
    "finding_ruling",
    "register_fact",
    "control_state",
    "control_verdict",
    "control_override",
    "control_stale",
)
"""Of these nothing is left of an erased case."""
INDEX = ("indexed_layer", "indexed_turn", "passage", "mention", "heard_formalities")
"""Nor of these, which go with the layer by themselves."""


def passed(owner_url, *, days, case_id=None):
    """A case was closed so many days earlier, or every rule was set so much earlier."""
    table, column = ("cases", "closed_at") if case_id else ("retention_rule", "set_at")
    with psycopg.connect(owner_url) as connection:
        connection.execute(f"ALTER TABLE hattama.{table} DISABLE TRIGGER USER")
        if case_id is None:
            connection.execute("ALTER TABLE hattama.retention_rule DISABLE TRIGGER append_only")
        connection.execute(
            f"UPDATE hattama.{table} SET {column} = {column} - make_interval(days => %s) "
            + ("WHERE id = %s" if case_id else ""),
            (days, case_id) if case_id else (days,),
        )
        connection.execute(f"ALTER TABLE hattama.{table} ENABLE TRIGGER USER")
        if case_id is None:
            connection.execute("ALTER TABLE hattama.retention_rule ENABLE ALWAYS TRIGGER append_only")


def with_rule(service, owner_url, *, kind="criminal", days=30):
    """Cases of a kind are kept for so long, by a rule that is in force."""
    with service.database.transaction(SYSTEM) as connection:
        retention.set_rule(connection, kind=kind, days=days, set_by=service.people["administrator"].id)
    passed(owner_url, days=8)


def with_second_head(service):
    """Another head of the first unit signs in; idempotent."""
    if "second head" in service.people:
        return
    with service.database.transaction(SYSTEM) as connection:
        made = accounts.add_account(
            connection,
            login=uuid4().hex,
            name="-",
            role=AccountRole.HEAD,
            unit_id=service.units[0].id,
            language="en",
        )
        service.people["second head"] = made
        service.cookies["second head"] = begin(connection, made, None)


def due(service, owner_url, owner="investigator", *, days=31):
    """A world whose case was closed and whose time is over; nothing of it is on its way."""
    world = make_world(service, owner)
    with service.database.transaction(SYSTEM) as connection:
        layer = transcripts.layer(connection, world.layer_id)
        operation = edits.ReplaceText(words=Words(first=1, last=1), text="кто")
        transcripts.add_revision(connection, layer, operation, account_id=service.people[owner].id, reason=None)
        turn_index.index(connection, layer)
        connection.execute(
            "INSERT INTO revision_times (layer_id, number, case_id, times) VALUES (%s, 1, %s, '{}')",
            (world.layer_id, world.case_id),
        )
    note_something(service, world, owner)
    finish_uploads(service, world, owner)
    assert service.ask(owner, "PATCH", f"/api/cases/{world.case_id}", json={"status": "closed"}).status_code == 200
    passed(owner_url, days=days, case_id=world.case_id)
    return world


def note_something(service, world, owner):
    """A finding in the world's case, a ruling on it, a stated fact, verdicts of controls, and one set aside."""
    found = Found(
        subject=FindingSubject.SUGGESTION,
        key="-",
        rule="-",
        kind="unanswered",
        strength="likely",
        quotes=(),
        sentence={"ru": "-", "kk": "-", "en": "-"},
        use="",
        checked=False,
    )
    with service.database.transaction(SYSTEM) as connection:
        findings.renew(connection, world.case_id, [found], at=datetime.now(UTC), compared_as="-")
    with service.database.transaction(account(service.people[owner].id)) as connection:
        (kept,) = findings.of_case(connection, world.case_id, FindingSubject.SUGGESTION)
        findings.rule(connection, kept, FindingVerdict.LATER, reason="", account_id=service.people[owner].id)
        register_facts.state(
            connection,
            case_id=world.case_id,
            kind="case",
            record="",
            fields={"form": "inquiry"},
            source={"kind": "typed", "where": ""},
            sources={},
            account_id=service.people[owner].id,
        )
        connection.execute(
            "INSERT INTO control_override (case_id, pack, control, version, subject, account_id, role, reason) "
            "VALUES (%s, 'criminal', 'T1', '-', '-', %s, 'investigator', '-')",
            (world.case_id, service.people[owner].id),
        )
    VerdictKeeper(service.database, PacksInForce(load())).renew(world.case_id)


def finish_uploads(service, world, owner="investigator"):
    """The world's upload is given up by its sender."""
    path = f"/api/uploads/{world.upload_id}"
    assert service.ask(owner, "DELETE", path, headers={"Tus-Resumable": "1.0.0"}).status_code == 204


def proposed(service, *worlds, who="head"):
    """Erasures of these cases, proposed."""
    sent = {"case_ids": [str(each.case_id) for each in worlds], "reason": "срок хранения истёк"}
    reply = service.ask(who, "POST", "/api/erasures", json=sent)
    assert reply.status_code == 201, reply.text
    return reply.json()


def decided(service, erasure, who="prosecutor", *, confirm=True):
    """The reply to whoever decides."""
    sent = {"confirm": confirm, "reason": "проверено"}
    return service.ask(who, "POST", f"/api/erasures/{erasure['id']}/decision", json=sent)


def left(service, case_id):
    """How many rows are left of a case, by table."""
    with service.database.transaction(SYSTEM) as connection:
        return {
            table: count
            for table in (*TABLES, *INDEX)
            if (count := connection.execute(f"SELECT count(*) FROM {table} WHERE case_id = %s", (case_id,)).fetchone()[0])
        }
