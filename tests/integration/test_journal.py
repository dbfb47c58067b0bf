"""The journal in a real database: whoever changes it there is found out, also as superuser."""

from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest

from models.journal.checkpoint import CheckpointList, parse_checkpoint
from models.journal.entry import EntryKind
from models.journal.remarks import Outcome
from models.journal.signing import SigningKey
from models.journal.verify import Verifier
from models.settings import Settings
from models.store import journal
from models.store.database import SYSTEM, open_database
from models.store.journal_keeper import JournalAlteredError, JournalKeeper
from tests.postgres import fresh_database

pytestmark = pytest.mark.integration
CASES = [uuid4(), uuid4()]


@pytest.fixture
def addresses(postgres):
    """A database for each test: these are spoilt."""
    with fresh_database(postgres) as made:
        yield made


@pytest.fixture
def opened(addresses):
    with open_database(addresses.application, connections=2) as database:
        yield database


@pytest.fixture
def settings(tmp_path):
    SigningKey.make(tmp_path / "journal.key", "hattama-test")
    return Settings(weights_folder=tmp_path, data_folder=tmp_path)


def write(database, count):
    for number in range(count):
        with database.transaction(SYSTEM) as connection:
            journal.record(
                connection,
                EntryKind.VIEW,
                subject=("case", CASES[number % 2]),
                account_id=uuid4(),
                case_id=CASES[number % 2],
                details={"number": number},
            )


def verified(database, settings, *held):
    key = SigningKey.load(settings.journal_key_file).verifier
    with database.transaction(SYSTEM) as connection:
        own = [parse_checkpoint(note) for note in journal.checkpoints(connection)]
        verifier = Verifier(own, CheckpointList(checkpoints=held), [key])
        for kept in journal.entries(connection, on_fault=lambda index: verifier.take_unreadable(index + 1)):
            verifier.take(kept)
    return verifier.report()


CHANGE = "ALTER TABLE hattama.journal_entry DISABLE TRIGGER append_only; "
TAMPERINGS = {
    "changed": CHANGE + "UPDATE hattama.journal_entry SET kind = 'export' WHERE index = 3",
    "changed beyond recognition": CHANGE + "UPDATE hattama.journal_entry SET kind = 'No kind' WHERE index = 3",
    "removed": "DELETE FROM hattama.journal_details WHERE index = 3; "
    + CHANGE
    + "DELETE FROM hattama.journal_entry WHERE index = 3",
    "swapped": CHANGE
    + "UPDATE hattama.journal_entry e SET at = o.at, account_id = o.account_id, details_hash = o.details_hash, "
    "case_id = o.case_id, subject_id = o.subject_id, leaf_hash = o.leaf_hash FROM hattama.journal_entry o "
    "WHERE (e.index, o.index) IN ((2, 4), (4, 2))",
    "cut": "DELETE FROM hattama.journal_details WHERE index >= 5; "
    + CHANGE
    + "DELETE FROM hattama.journal_entry WHERE index >= 5",
}


def test_an_untouched_journal_is_proven_with_a_checkpoint_kept_elsewhere(opened, settings):
    write(opened, 8)
    signed = JournalKeeper(opened, settings).checkpoint()
    assert signed.checkpoint.size == 8
    assert verified(opened, settings, signed).outcome is Outcome.PROVEN
    assert verified(opened, settings).outcome is Outcome.NOT_PROVEN


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_what_a_superuser_changes_is_found(opened, settings, addresses, tampering):
    write(opened, 8)
    signed = JournalKeeper(opened, settings).checkpoint()
    with psycopg.connect(addresses.superuser) as connection:
        connection.execute(TAMPERINGS[tampering])
    assert verified(opened, settings, signed).outcome is Outcome.FAULT


@pytest.mark.parametrize("tampering", ["changed", "removed", "swapped", "cut"])
def test_nothing_more_is_signed_once_the_journal_was_altered(opened, settings, addresses, tampering):
    write(opened, 8)
    running = JournalKeeper(opened, settings)
    running.checkpoint()
    with psycopg.connect(addresses.superuser) as connection:
        connection.execute(TAMPERINGS[tampering])
    with pytest.raises(JournalAlteredError):
        JournalKeeper(opened, settings).checkpoint()  # as after a restart


def test_a_wholly_recomputed_journal_is_found_with_an_earlier_checkpoint_only(opened, settings, addresses):
    write(opened, 6)
    earlier = JournalKeeper(opened, settings).checkpoint()
    with psycopg.connect(addresses.superuser) as connection:
        for table in ("journal_entry", "journal_checkpoint"):
            connection.execute(f"ALTER TABLE hattama.{table} DISABLE TRIGGER append_only")
        connection.execute("DELETE FROM hattama.journal_details; DELETE FROM hattama.journal_entry")
        connection.execute("DELETE FROM hattama.journal_checkpoint")
    settings.journal_checkpoints_file.unlink()  # a thief of the key has this file as well
    write(opened, 6)
    JournalKeeper(opened, settings).checkpoint()
    assert verified(opened, settings).outcome is Outcome.NOT_PROVEN
    assert verified(opened, settings, earlier).outcome is Outcome.FAULT


def test_erased_details_leave_the_journal_proven(opened, settings, addresses):
    write(opened, 4)
    with psycopg.connect(addresses.owner) as connection:
        connection.execute("DELETE FROM hattama.journal_details WHERE index = 2")
    signed = JournalKeeper(opened, settings).checkpoint()
    report = verified(opened, settings, signed)
    assert (report.outcome, report.erased) == (Outcome.PROVEN, 1)


def test_the_application_changes_no_entry(opened):
    write(opened, 1)
    for statement in ("UPDATE journal_entry SET kind = 'view'", "DELETE FROM journal_entry", "TRUNCATE journal_checkpoint"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), opened.transaction(SYSTEM) as connection:
            connection.execute(statement)


def test_two_signers_agree(opened, settings):
    write(opened, 3)
    first, second = JournalKeeper(opened, settings), JournalKeeper(opened, settings)
    first.checkpoint()
    write(opened, 3)
    grown = second.checkpoint()
    write(opened, 3)
    assert first.checkpoint().checkpoint.size == 9
    assert grown.checkpoint.size == 6
    with opened.transaction(SYSTEM) as connection:
        assert [parse_checkpoint(note).checkpoint.size for note in journal.checkpoints(connection)] == [3, 6, 9]


def test_a_witness_that_fails_is_an_alarm_in_the_journal(opened, settings, tmp_path):
    write(opened, 2)
    gone = replace(settings, journal_witnesses=(f"file:{tmp_path}/no/such/folder/witness",))
    JournalKeeper(opened, gone).checkpoint()
    with opened.transaction(SYSTEM) as connection:
        kinds = [kept.entry.kind for kept in journal.entries(connection)]
    assert kinds[-1] == EntryKind.CHECKPOINT_FAILED
