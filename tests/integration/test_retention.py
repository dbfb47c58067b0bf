"""Retention: what is due, two persons, a legal hold at each step, and what is left of an erased case."""

import threading
import time
from uuid import uuid4

import psycopg
import pytest

from models.journal.checkpoint import CheckpointList, parse_checkpoint
from models.journal.extract import ExtractHeader, verify_extract, write_extract
from models.journal.merkle import Nodes
from models.journal.remarks import Outcome
from models.journal.signing import SigningKey
from models.journal.verify import Verifier
from models.store import journal, recordings, removals
from models.store.database import SYSTEM, account
from models.store.journal_keeper import JournalKeeper
from tests.integration.keeping import decided, due, finish_uploads, left, passed, proposed, with_rule, with_second_head
from tests.service import make_world, receive, settings_in

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module", autouse=True)
def rules(service, owner_url):
    """Criminal cases are kept for 30 days, and there is another head."""
    with_rule(service, owner_url)
    with_second_head(service)


@pytest.fixture
def world(service, owner_url):
    return due(service, owner_url)


def listed(service, who="head"):
    return {each["case_id"]: each for each in service.ask(who, "GET", "/api/retention", params={"limit": 200}).json()}


def hold(service, world, *, on):
    path = f"/api/cases/{world.case_id}/legal-hold"
    assert service.ask("prosecutor", "PUT", path, json={"on": on, "reason": "жалоба"}).status_code == 204


def code(reply):
    return reply.status_code, reply.json()["code"]


# Rules and what is due


def test_a_rule_is_in_force_a_week_after_it_was_set_and_erases_nothing(service, owner_url):
    path = "/api/retention-rules/appeal"
    set_by = service.ask("administrator", "PUT", path, json={"days": 30}).json()["set_by"]
    assert set_by == str(service.people["administrator"].id)
    for days in (0, 29, None):
        reply = service.ask("administrator", "PUT", path, json={"days": days})
        assert reply.status_code == (200 if days is None else 422)
    in_force = {each["kind"]: each["days"] for each in service.ask("administrator", "GET", "/api/retention-rules").json()}
    assert in_force == {"criminal": 30, "appeal": None}
    with service.database.transaction(SYSTEM) as connection:
        entries = [each for each in journal.entries(connection) if each.entry.subject_kind == "retention_rule"]
    assert [each.details.values["days"] for each in entries] == [30, None]


def test_due_is_what_was_closed_for_longer_than_the_rule_says(service, owner_url):
    soon, over, still_open = due(service, owner_url, days=29), due(service, owner_url), make_world(service, "investigator")
    far = due(service, owner_url, "stranger")
    found = listed(service)
    assert {str(each.case_id) in found for each in (soon, still_open, far)} == {False}
    told = found[str(over.case_id)]
    assert (told["number"], told["recordings"], told["recordings_bytes"]) == (over.number, 1, 16)
    assert (told["layers"], told["versions"], told["participants"]) == (2, 1, 1)
    assert (told["legal_hold"], told["erasure_id"]) == (False, None)
    assert str(over.case_id) in listed(service, "prosecutor")
    assert [each["details"] for each in service.journal(over.case_id) if each["details"].get("what") == "retention"]


def test_a_sealed_case_is_listed_to_nobody_whom_nobody_named(service, world):
    path = f"/api/cases/{world.case_id}/sealed"
    assert service.ask("investigator", "PUT", path, json={"on": True, "reason": "-"}).status_code == 204
    assert str(world.case_id) not in listed(service) | listed(service, "prosecutor")


# Two persons


def test_nothing_goes_before_a_second_person_says_so_and_a_refusal_ends_it(service, world):
    before = left(service, world.case_id)
    (made,) = proposed(service, world)
    assert listed(service)[str(world.case_id)]["erasure_id"] == made["id"]
    assert decided(service, made, confirm=False).json()["state"] == "refused"
    assert {**left(service, world.case_id), "journal_details": 0} == {**before, "journal_details": 0}
    assert code(decided(service, made)) == (409, "NotProposedError")
    kinds = [each["kind"] for each in service.journal(world.case_id)]
    assert [each for each in kinds if each.startswith("erasure")] == ["erasure_proposed", "erasure_refused"]
    assert proposed(service, world)  # it may be proposed again


def test_who_proposed_decides_nothing(service, world, owner_url):
    (made,) = proposed(service, world)
    for confirm in (True, False):
        assert code(decided(service, made, "head", confirm=confirm)) == (409, "SamePersonError")
    with psycopg.connect(owner_url) as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(
            "UPDATE hattama.erasure SET state = 'confirmed', decided_by = proposed_by, decided_at = now() WHERE id = %s",
            (made["id"],),
        )


@pytest.mark.parametrize("who", ["prosecutor", "second head"])
def test_another_head_of_the_unit_or_the_prosecutor_confirms(service, world, who):
    (made,) = proposed(service, world)
    assert decided(service, made, who).json()["state"] == "erased"


@pytest.mark.parametrize(("who", "status"), [("investigator", 403), ("administrator", 403), ("stranger", 403)])
def test_nobody_else_proposes_or_decides(service, world, who, status):
    (made,) = proposed(service, world)
    assert decided(service, made, who).status_code == status
    sent = {"case_ids": [str(world.case_id)], "reason": "-"}
    assert service.ask(who, "POST", "/api/erasures", json=sent).status_code == status


def test_all_cases_of_a_proposal_or_none(service, world, owner_url):
    far = due(service, owner_url, "stranger")
    sent = {"case_ids": [str(world.case_id), str(far.case_id)], "reason": "-"}
    assert service.ask("head", "POST", "/api/erasures", json=sent).status_code == 404
    assert listed(service)[str(world.case_id)]["erasure_id"] is None
    other = due(service, owner_url)
    assert len(proposed(service, world, other)) == 2
    sent = {"case_ids": [str(world.case_id)], "reason": "-"}
    assert code(service.ask("second head", "POST", "/api/erasures", json=sent)) == (409, "ProposedAlreadyError")


def test_a_case_that_is_opened_again_lets_the_proposal_lapse(service, world, owner_url):
    (made,) = proposed(service, world)
    path = f"/api/cases/{world.case_id}"
    for status in ("open", "closed"):
        assert service.ask("investigator", "PATCH", path, json={"status": status}).status_code == 200
    passed(owner_url, days=31, case_id=world.case_id)
    assert code(decided(service, made)) == (409, "NotProposedError")
    assert decided(service, *proposed(service, world)).json()["state"] == "erased"
    states = service.ask("prosecutor", "GET", f"/api/cases/{world.case_id}/erasures").json()
    assert [each["state"] for each in states] == ["lapsed", "erased"]


@pytest.mark.parametrize("what", ["upload", "job"])
def test_nothing_is_erased_while_something_is_on_its_way(service, owner_url, what):
    world = make_world(service, "investigator")
    service.ask("investigator", "PATCH", f"/api/cases/{world.case_id}", json={"status": "closed"})
    if what == "job":
        finish_uploads(service, world)
        with service.database.transaction(SYSTEM) as connection:
            connection.execute("UPDATE job SET state = 'running' WHERE id = %s", (world.job_id,))
    passed(owner_url, days=31, case_id=world.case_id)
    sent = {"case_ids": [str(world.case_id)], "reason": "-"}
    assert code(service.ask("head", "POST", "/api/erasures", json=sent)) == (409, "CaseAtWorkError")


# Legal hold


def test_a_legal_hold_stops_it_at_each_step(service, world, owner_url):
    hold(service, world, on=True)
    assert listed(service)[str(world.case_id)]["legal_hold"]
    sent = {"case_ids": [str(world.case_id)], "reason": "-"}
    assert code(service.ask("head", "POST", "/api/erasures", json=sent)) == (409, "HeldError")
    hold(service, world, on=False)
    (made,) = proposed(service, world)
    hold(service, world, on=True)
    assert code(decided(service, made)) == (409, "HeldError")
    with psycopg.connect(owner_url) as connection:  # as if it had been set just after a confirmation
        connection.execute(
            "UPDATE hattama.erasure SET state = 'confirmed', decided_by = %s, decided_at = now() WHERE id = %s",
            (service.people["prosecutor"].id, made["id"]),
        )
    with pytest.raises(psycopg.errors.CheckViolation) as refused, service.database.transaction(SYSTEM) as connection:
        connection.execute("SELECT erase_case(%s)", (made["id"],))
    assert refused.value.diag.constraint_name == "legal_hold"
    assert left(service, world.case_id)["recording"] == 1


# Erasing


def erased(service, world):
    (made,) = proposed(service, world)
    reply = decided(service, made)
    assert reply.json()["state"] == "erased", reply.text
    removals.remove_files(service.database, service.files)
    return made


def files_of(service, world):
    with service.database.transaction(SYSTEM) as connection:
        hashes = connection.execute("SELECT sha256 FROM recording WHERE case_id = %s", (world.case_id,)).fetchall()
    files = service.files
    own = [files.of_hash(sha256) for (sha256,) in hashes]
    return [*own, files.derived(world.recording_id), files.picture(world.recording_id)]


def test_nothing_of_the_case_is_left_but_what_proves_it(service, world):
    number_of_entries = len(service.journal(world.case_id))
    custody_before = service.ask("prosecutor", "GET", f"/api/recordings/{world.recording_id}/custody").json()
    files = files_of(service, world)
    assert all(each.exists() for each in files)
    made = erased(service, world)
    service.settle()
    assert not any(each.exists() for each in files)
    with service.database.transaction(SYSTEM) as connection:
        queued = "SELECT FROM queue.procrastinate_jobs WHERE args ->> 'job_id' = %s"
        assert connection.execute(queued, (str(world.job_id),)).rowcount == 0
        assert connection.execute("SELECT FROM file_removal").rowcount == 0
    tombstone = service.ask("prosecutor", "GET", f"/api/cases/{world.case_id}").json()
    assert (tombstone["number"], tombstone["articles"]) == (world.number, [])
    assert tombstone["erased_at"]
    custody = service.ask("prosecutor", "GET", f"/api/cases/{world.case_id}/custody").json()
    assert custody[:-1] == custody_before
    released = custody[-1]
    assert (released["kind"], released["size_bytes"], released["intact"]) == ("released", 16, True)
    entries = service.journal(world.case_id)
    assert len(entries) > number_of_entries
    last = max(number for number, each in enumerate(entries) if each["kind"] == "details_erased")
    assert {each["details"] is None for each in entries[:last]} == {True}
    told = entries[last]["details"]
    assert (told["proposed_by"], told["confirmed_by"]) == (
        str(service.people["head"].id),
        str(service.people["prosecutor"].id),
    )
    assert [(each["id"], each["sha256"]) for each in told["recordings"]] == [(str(world.recording_id), released["sha256"])]
    assert entries[last]["subject_id"] == made["id"]
    assert set(left(service, world.case_id)) == {"journal_details"}


def test_upkeep_takes_the_files_off_the_disk_by_itself(service, world):
    files = files_of(service, world)
    decided(service, *proposed(service, world))
    ends = time.monotonic() + 20
    while any(each.exists() for each in files) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not any(each.exists() for each in files)


def test_the_journal_and_an_extract_of_the_case_still_verify(service, world, tmp_path):
    settings = settings_in(tmp_path)
    erased(service, world)
    service.settle()
    key = SigningKey.load(settings.journal_key_file).verifier
    signed = JournalKeeper(service.database, settings).checkpoint()
    with service.database.transaction(SYSTEM) as connection:
        verifier = Verifier([], CheckpointList(checkpoints=(signed,)), [key])
        kept = list(journal.entries(connection))
        size = signed.checkpoint.size
        nodes = Nodes(journal.leaf_hashes(connection, first=0, after=size))
    for each in kept:
        verifier.take(each)
    report = verifier.report()
    assert report.outcome is Outcome.PROVEN
    assert report.erased > 0
    header = ExtractHeader(case_id=str(world.case_id), checkpoint=parse_checkpoint(signed.text))
    own = [each for each in kept if each.entry.case_id == str(world.case_id) and each.entry.index < size]
    extract = verify_extract(write_extract(header, own, nodes), keys=[key], held=CheckpointList(checkpoints=(signed,)))
    assert extract.entries == len(own)
    assert extract.erased > 0
    assert extract.outcome is Outcome.NOT_PROVEN  # an extract never proves that it is complete, and finds no fault


def test_nothing_comes_to_an_erased_case_and_its_number_is_not_taken_again(service, world):
    erased(service, world)
    ask, path = service.ask, f"/api/cases/{world.case_id}"
    assert ask("investigator", "POST", "/api/cases", json={"number": world.number}).status_code == 409
    assert ask("investigator", "PATCH", path, json={"status": "open"}).status_code == 403
    person = {"name": "Иван", "role": "witness"}
    assert ask("investigator", "POST", f"{path}/participants", json=person).status_code == 403
    grant = {"account_id": str(service.people["colleague"].id), "reason": "-"}
    assert ask("head", "POST", f"{path}/grants", json=grant).status_code == 403
    emergency = {"number": world.number, "reason": "жедел"}
    assert ask("stranger", "POST", "/api/emergency-access", json=emergency).status_code == 404
    investigator = service.people["investigator"].id
    with pytest.raises(psycopg.errors.InsufficientPrivilege), service.database.transaction(SYSTEM) as connection:
        receive(service, connection, world.case_id, investigator, content=b"late")
    assert str(world.case_id) not in listed(service)


def test_equal_bytes_of_another_case_stay(service, world):
    other = make_world(service, "stranger")
    with service.database.transaction(SYSTEM) as connection:
        shared = receive(service, connection, world.case_id, service.people["investigator"].id, content=b"the same bytes")
        receive(service, connection, other.case_id, service.people["stranger"].id, content=b"the same bytes")
    erased(service, world)
    assert service.files.hash_of(shared.sha256)[0] == shared.sha256


def test_bytes_that_arrive_again_before_their_file_went_stay(service, world):
    content = b"on their way out"
    with service.database.transaction(SYSTEM) as connection:
        first = receive(service, connection, world.case_id, service.people["investigator"].id, content=content)
    decided(service, *proposed(service, world))
    later = make_world(service, "investigator")
    with service.database.transaction(SYSTEM) as connection:
        receive(service, connection, later.case_id, service.people["investigator"].id, content=content)
    removals.remove_files(service.database, service.files)
    assert service.files.hash_of(first.sha256)[0] == first.sha256


def test_no_file_goes_under_whoever_is_just_receiving_its_bytes(service, owner_url):
    content = uuid4().bytes
    later = make_world(service, "investigator")
    sha256 = service.files.keep(content)  # which no record holds any more
    with psycopg.connect(owner_url) as connection:
        connection.execute("INSERT INTO hattama.file_removal (kind, name) VALUES ('stored', %s)", (sha256,))
    with service.database.transaction(SYSTEM) as connection:
        recordings.keep_file(connection, sha256)
        remover = threading.Thread(target=removals.remove_files, args=(service.database, service.files))
        service.files.keep(content)
        remover.start()
        remover.join(0.3)
        receive(service, connection, later.case_id, service.people["investigator"].id, content=content)
    remover.join(10)
    assert service.files.hash_of(sha256)[0] == sha256


def test_a_person_of_another_case_stays(service, world):
    other = make_world(service, "investigator")
    query = "SELECT person_id FROM participant WHERE case_id = %s"
    with service.database.transaction(SYSTEM) as connection:
        (own,) = connection.execute(query, (world.case_id,)).fetchone()
        (shared,) = connection.execute(query, (other.case_id,)).fetchone()
        connection.execute(
            "INSERT INTO participant (case_id, person_id, role) VALUES (%s, %s, 'victim')", (world.case_id, shared)
        )
    erased(service, world)
    with service.database.transaction(account(service.people["investigator"].id)) as connection:
        kept = connection.execute("SELECT id FROM person WHERE id = ANY(%s)", ([own, shared],)).fetchall()
    assert kept == [(shared,)]
