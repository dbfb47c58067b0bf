"""Verdicts that are kept: judged anew when a fact, a confirmation or a transcript changes."""

from dataclasses import replace
from datetime import datetime

import pytest

from analysis import turn_index
from api import case_controls
from api.packs_in_force import PacksInForce
from api.verdict_keeper import VerdictKeeper
from models import revisions as edits
from models.store import control_verdicts, transcripts
from models.store.database import SYSTEM
from tests.integration.analysed import analyst, read_all, spoken_case
from tests.integration.controlled import about, of, path, person, post, state, verdicts

pytestmark = pytest.mark.integration


@pytest.fixture
def world(service):
    return about(service, "УК 121 ч.3")


def test_verdicts_are_renewed_when_a_fact_changes_and_keep_since_when(service, world):
    before = {each["control"]: each for each in verdicts(service, world)}
    assert "criminal.B1" in before
    person_id = person(service, world, "suspect", "2010-01-01")
    state(
        service,
        world,
        "detention",
        "d1",
        person=person_id,
        detained_at="2026-03-01T10:00:00+05:00",
        protocol_at="2026-03-01T15:00:00+05:00",
    )
    with service.database.transaction(SYSTEM) as connection:
        marks = case_controls.identity(service.client.app.state.context.packs.of(connection))
        assert world.case_id in control_verdicts.stale(connection, evaluated_as=marks, limit=100_000)
    service.client.app.state.context.verdicts.renew_stale()
    with service.database.transaction(SYSTEM) as connection:
        assert not control_verdicts.is_stale(connection, world.case_id, evaluated_as=marks)
        kept = {each.control: each for each in control_verdicts.of_case(connection, world.case_id)}
    late = [each for each in verdicts(service, world) if each["subject"] and each["subject"]["kind"] == "detention"]
    assert "violated" in {each["state"] for each in late}
    assert kept["B1"].since == datetime.fromisoformat(before["criminal.B1"]["since"])
    assert {each["subject"]["of"][0].split()[0] for each in late} == {"suspect"}


def kept_rows(service, world):
    """Verdicts as the database keeps them, each with the transaction that wrote it."""
    with service.database.transaction(SYSTEM) as connection:
        rows = connection.execute(
            "SELECT pack, control, subject, state, severity, evidence, missing, deadline, approaches_at, xmin::text "
            "FROM control_verdict WHERE case_id = %s ORDER BY pack, control, subject",
            (world.case_id,),
        ).fetchall()
    return {row[:3]: row[3:] for row in rows}


def test_a_change_writes_only_what_reads_it_and_comes_to_what_a_new_process_would_find(service, world):
    keeper = service.client.app.state.context.verdicts
    first = person(service, world, "suspect", "2010-01-01")
    second = person(service, world, "victim", "2011-01-01")
    for name, each in (("d1", first), ("d2", second)):
        state(service, world, "detention", name, person=each, detained_at="2026-03-01T10:00:00+05:00")
    keeper.renew(world.case_id)
    before = kept_rows(service, world)
    state(service, world, "detention", "d1", protocol_at="2026-03-01T18:00:00+05:00")
    keeper.fresh(world.case_id)
    after = kept_rows(service, world)
    written = {key[1:] for key in after if after[key][-1] != before.get(key, (None,))[-1]}
    mine, other = {subject for _, subject in written} & {"d1", "d2"}, {control for control, _ in written}
    assert "d1" in mine
    late = ("criminal", "S3-P", "d1")
    assert "2026-03-01T18:00" in str(after[late][2])
    assert "2026-03-01T18:00" not in str(before[late][2])
    assert other.isdisjoint({"B1", "R1"})
    assert len(written) < len(after) / 2
    VerdictKeeper(service.database, service.client.app.state.context.packs).renew(world.case_id)
    whole = kept_rows(service, world)
    said, again = ({key: (*row[:2], row[3]) for key, row in each.items()} for each in (after, whole))
    assert said == again


def confirm(service, rule, confirmed, who="prosecutor"):
    sent = {"confirmed": confirmed, "lawyer": "Сулейменова А. Б., юрист", "reason": "сверено с текстом, заключение № 14"}
    return service.ask(who, "POST", f"/api/controls/{rule}/confirmations", json=sent)


def rule_of(service, name):
    pack, _, rule = name.partition(".")
    (found,) = [each for each in service.ask("head", "GET", "/api/controls").json() if each["name"] == pack]
    return next(each for each in found["controls"] if each["id"] == rule)


def test_a_rule_asks_for_more_once_a_lawyer_confirmed_it_and_less_again_when_that_is_taken_back(service, world):
    detained = {"person": person(service, world, "suspect", "2010-01-01"), "detained_at": "2026-03-01T10:00:00+05:00"}
    state(service, world, "detention", "d1", protocol_at="2026-03-01T18:00:00+05:00", **detained)

    def severity():
        return next(each["severity"] for each in of(verdicts(service, world), "S3-P"))

    assert severity() == "warning"
    try:
        assert [confirm(service, "criminal.S3-P", True, who).status_code for who in ("investigator", "head")] == [403, 403]
        assert confirm(service, "criminal.S3-P", True).status_code == 201
        assert severity() == "violation"
        shown = rule_of(service, "criminal.S3-P")
        assert (shown["severity"], shown["confirmed_by"]) == ("violation", "Сулейменова А. Б., юрист")
    finally:
        assert confirm(service, "criminal.S3-P", False).status_code == 201
    assert severity() == "warning"
    assert rule_of(service, "criminal.S3-P")["confirmed_by"] is None
    with service.database.transaction(SYSTEM) as connection:
        told = connection.execute(
            "SELECT count(*) FROM journal_entry WHERE kind = 'control_confirmed' AND subject_id = 'criminal.S3-P'"
        ).fetchone()
    assert told == (2,)


def test_a_confirmation_is_of_the_wording_that_the_lawyer_saw(service):
    context = service.client.app.state.context
    packs = context.packs.installed
    rule = packs.control("criminal", "S3-P")
    pack = packs.by_name["criminal"]
    limits = {**pack.limits, "detention_protocol_hours": replace(
        pack.limits["detention_protocol_hours"],
        values=tuple(replace(each, value=4) for each in pack.limits["detention_protocol_hours"].values),
    )}  # fmt: skip
    other = replace(packs, packs=(replace(pack, limits=limits),))
    try:
        confirm(service, "criminal.S3-P", True)
        with service.database.transaction(SYSTEM) as connection:
            assert PacksInForce(packs).of(connection).control("criminal", "S3-P").confirmed is not None
            assert PacksInForce(packs).of(connection).control("criminal", "S3-N").confirmed is None
            assert PacksInForce(other).of(connection).control("criminal", "S3-P").confirmed is None
    finally:
        confirm(service, "criminal.S3-P", False)
    assert rule.confirmed is None


def test_rights_that_are_heard_after_the_first_question_are_found_with_their_seconds(service):
    said = (
        ("VOICE_00", "Расскажите, что вы видели пятого марта?"),
        ("VOICE_01", "Я видел машину у подъезда"),
        ("VOICE_00", "Вам разъясняются права свидетеля по статье 78 УПК"),
    )
    made = spoken_case(service, "investigator", said)
    sent = {"name": "Ахметов Е.", "role": "investigator"}
    official = post(service, made, "/participants", sent).json()["participant"]["id"]
    me = service.people["investigator"].id
    with service.database.transaction(SYSTEM) as connection:
        layer = transcripts.layer(connection, made.layer_id)
        for voice, participant in (("VOICE_00", official), ("VOICE_01", made.participant_id)):
            operation = edits.NameVoice(voice=voice, participant_id=participant)
            transcripts.add_revision(connection, layer, operation, account_id=me, reason=None)
        turn_index.index(connection, layer)
        connection.execute(
            "UPDATE placement SET span_end = 600, wall_start = '2026-03-02T05:00:00Z', source = 'typed', typed_by = %s "
            "WHERE case_id = %s",
            (me, made.case_id),
        )
    read_all(service, analyst())
    facts = service.ask("investigator", "GET", path(made, "/facts")).json()
    (order,) = of(verdicts(service, made), "R1-T")
    assert (order["state"], order["severity"]) == ("violated", "warning")
    seconds = [each["source"]["second"] for used in order["facts"] for each in used["made_of"]]
    assert len(seconds) == 2
    assert all(second is not None for second in seconds)
    assert "leading_questions" in str(facts)
