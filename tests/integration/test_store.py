"""Records in a real database: kept as given, and seen by whom the rules let see them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest

from models import revisions as edits
from models.accounts import AccountRole
from models.cases import CaseKind, GrantKind
from models.custody import CustodyKind
from models.journal.entry import EntryKind
from models.queue import JobState, Stage
from models.revisions import Words
from models.store import accounts, cases, jobs, journal, recordings, transcripts
from models.store.database import SYSTEM, account
from models.working_transcript import fold
from tests.factories import transcript

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def people(database):
    """One account of each role and a second investigator, in one unit."""
    with database.transaction(SYSTEM) as connection:
        region = accounts.add_region(connection, name="Алматы", zone="Asia/Almaty")
        unit = accounts.add_unit(connection, region_id=region.id, name="УП Алматы")
        made = {
            role: accounts.add_account(connection, login=role, name=role, role=role, unit_id=unit.id)
            for role in AccountRole
        }
        made["other"] = accounts.add_account(
            connection, login="other", name="other", role=AccountRole.INVESTIGATOR, unit_id=unit.id
        )
        accounts.supervise(connection, account_id=made["prosecutor"].id, unit_id=unit.id)
    return made


@pytest.fixture
def opened(database, people):
    """A case of the investigator's."""
    owner = people["investigator"]
    with database.transaction(account(owner.id)) as connection:
        return cases.open_case(
            connection,
            number=f"25-{uuid4().hex[:8]}",
            kind=CaseKind.CRIMINAL,
            unit_id=owner.unit_id,
            investigator_id=owner.id,
            articles=["188"],
        )


def received(database, case, people, sha256="ab" * 32):
    with database.transaction(SYSTEM) as connection:
        upload = recordings.announce(
            connection,
            case_id=case.id,
            account_id=people["investigator"].id,
            name="запись.mp3",
            size_bytes=10,
            stated_sha256=None,
            options={"languages": ["ru"], "min_voices": 1, "max_voices": None},
            address="127.0.0.1",
            expires_at=datetime.now(UTC) + timedelta(hours=1),
        )
        recordings.store_file(connection, sha256=sha256, size_bytes=10)
        return recordings.receive(connection, upload, sha256=sha256)


def seen_by(database, who, case):
    with database.transaction(account(who.id)) as connection:
        return cases.case(connection, case.id) is not None


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("administrator", False),
        ("investigator", True),
        ("other", False),
        ("head", True),
        ("prosecutor", True),
        ("participant", False),
    ],
)
def test_a_case_is_seen_by_its_investigator_his_head_and_the_supervising_prosecutor(database, people, opened, role, sees):
    assert seen_by(database, people[role], opened) is sees


def test_a_sealed_case_is_seen_by_named_persons_only(database, people, opened, owner_url):
    with psycopg.connect(owner_url) as connection:
        connection.execute("UPDATE hattama.cases SET sealed = TRUE WHERE id = %s", (opened.id,))
    assert seen_by(database, people["investigator"], opened)
    assert not any(seen_by(database, people[role], opened) for role in ("head", "prosecutor", "other"))


def test_a_query_without_an_actor_gives_nothing(application_url, opened):
    with psycopg.connect(application_url) as connection:
        assert connection.execute("SELECT count(*) FROM hattama.cases").fetchone() == (0,)
    assert opened


def test_a_grant_by_the_head_opens_a_case_and_its_revocation_closes_it(database, people, opened):
    head, other = people["head"], people["other"]
    with database.transaction(account(head.id)) as connection:
        given = cases.give_access(
            connection,
            case_id=opened.id,
            account_id=other.id,
            kind=GrantKind.READ,
            granted_by=head.id,
            reason="группа",
            until=None,
        )
    assert seen_by(database, other, opened)
    with database.transaction(account(other.id)) as connection:
        assert not cases.may_edit(connection, opened.id)
    with database.transaction(account(head.id)) as connection:
        assert cases.revoke_access(connection, given.id)
    assert not seen_by(database, other, opened)


@pytest.mark.parametrize("role", ["administrator", "investigator", "prosecutor", "other", "participant"])
def test_only_the_head_gives_access(database, people, opened, role):
    who = people[role]
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction(account(who.id)) as connection:
        cases.give_access(
            connection,
            case_id=opened.id,
            account_id=people["other"].id,
            kind=GrantKind.EDIT,
            granted_by=who.id,
            reason="-",
            until=None,
        )


def test_credentials_are_read_by_the_system_alone(database, people):
    with pytest.raises(LookupError), database.transaction(account(people["administrator"].id)) as connection:
        accounts.credential(connection, people["head"].id)


def test_equal_bytes_are_one_recording_in_a_case_and_two_in_two(database, people, opened):
    first, new = received(database, opened, people)
    again, new_again = received(database, opened, people)
    assert (new, new_again, first.id) == (True, False, again.id)


def test_custody_says_whether_the_bytes_are_intact_and_cannot_be_changed(database, people, opened):
    recording, _ = received(database, opened, people, sha256="cd" * 32)
    with database.transaction(SYSTEM) as connection:
        good = recordings.attest(
            connection, recording, kind=CustodyKind.VERIFIED, sha256="cd" * 32, size_bytes=10, account_id=None
        )
        bad = recordings.attest(
            connection, recording, kind=CustodyKind.VERIFIED, sha256=None, size_bytes=None, account_id=None
        )
        assert (good.intact, bad.intact) == (True, False)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction(SYSTEM) as connection:
        connection.execute("UPDATE custody SET intact = TRUE")


def test_a_layer_is_read_back_as_it_was_written_and_revised_beside(database, people, opened):
    recording, _ = received(database, opened, people, sha256="ef" * 32)
    made = transcript(("VOICE_00", "где вы были"), ("VOICE_01", "дома"))
    investigator = people["investigator"]
    with database.transaction(SYSTEM) as connection:
        layer = transcripts.add_layer(connection, made, case_id=opened.id, recording_id=recording.id)
    with database.transaction(account(investigator.id)) as connection:
        assert recordings.recording(connection, recording.id).working_layer == layer.id
        assert transcripts.transcript(connection, layer) == made
        transcripts.lock(connection, layer.id)
        for operation in (
            edits.ReplaceText(words=Words(first=4, last=4), text="на работе"),
            edits.NameVoice(voice="VOICE_01", participant_id=uuid4()),
            edits.Undo(number=1),
        ):
            transcripts.add_revision(connection, layer, operation, account_id=investigator.id, reason=None)
        revisions = transcripts.revisions(connection, layer.id)
        assert [each.number for each in revisions] == [1, 2, 3]
        touching = transcripts.revisions(connection, layer.id, touching=Words(first=1, last=3))
        assert [each.number for each in touching] == [2, 3]
        working = fold(transcripts.turns(connection, layer.id), revisions)
        assert [turn.text for turn in working.turns] == ["где вы были", "дома"]
        assert transcripts.turn_number_at(connection, layer.id, 4) == 2
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction(SYSTEM) as connection:
        connection.execute("UPDATE layer_turn SET starts = 0")


def test_only_who_may_edit_revises(database, people, opened):
    recording, _ = received(database, opened, people, sha256="0a" * 32)
    with database.transaction(SYSTEM) as connection:
        layer = transcripts.add_layer(
            connection, transcript(("VOICE_00", "да")), case_id=opened.id, recording_id=recording.id
        )
    head = people["head"]
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction(account(head.id)) as connection:
        operation = edits.Hide(words=Words(first=1, last=1))
        transcripts.add_revision(connection, layer, operation, account_id=head.id, reason=None)


def test_only_the_current_attempt_of_a_job_writes(database, people, opened):
    with database.transaction(account(people["investigator"].id)) as connection:
        job = jobs.enqueue(connection, stage=Stage.PREPARE, case_id=opened.id)
    with database.transaction(SYSTEM) as connection:
        first = jobs.begin(connection, job.id)
        second = jobs.begin(connection, job.id)  # the first one's worker seemed dead
        assert (first.attempt, second.attempt) == (1, 2)
        assert not jobs.report(connection, first, step="decode", share=0.5)
        assert jobs.report(connection, second, step="decode", share=0.5)
        assert not jobs.is_current(connection, first)
        assert jobs.is_current(connection, second)
        jobs.end(connection, second, JobState.DONE)
        assert not jobs.is_current(connection, second)
        assert jobs.begin(connection, job.id) is None


def test_a_job_is_queued_with_its_record_or_not_at_all(database, people, opened, owner_url):
    def queued():
        with psycopg.connect(owner_url) as connection:
            return connection.execute("SELECT count(*) FROM queue.procrastinate_jobs").fetchone()[0]

    before = queued()
    with pytest.raises(ZeroDivisionError), database.transaction(account(people["investigator"].id)) as connection:
        jobs.enqueue(connection, stage=Stage.PREPARE, case_id=opened.id)
        _ = 1 / 0
    assert queued() == before
    with database.transaction(account(people["investigator"].id)) as connection:
        jobs.enqueue(connection, stage=Stage.PREPARE, case_id=opened.id)
    assert queued() == before + 1


def test_the_journal_numbers_entries_without_gaps_and_shows_a_reader_his_cases_only(database, people, opened):
    with database.transaction(account(people["investigator"].id)) as connection:
        journal.record(
            connection,
            EntryKind.VIEW,
            subject=("case", opened.id),
            account_id=people["investigator"].id,
            case_id=opened.id,
            details={"page": "case"},
        )
    with database.transaction(account(people["other"].id)) as connection:
        journal.record(
            connection, EntryKind.SIGN_IN, subject=("account", people["other"].id), account_id=people["other"].id
        )
        assert list(journal.entries(connection)) == []
    with database.transaction(SYSTEM) as connection:
        kept = list(journal.entries(connection))
        assert [each.entry.index for each in kept] == list(range(journal.size(connection)))
        assert all(each.entry.leaf_hash == each.leaf_hash and each.details.hash == each.entry.details_hash for each in kept)
        assert list(journal.leaf_hashes(connection, first=0, after=len(kept))) == [each.leaf_hash for each in kept]
