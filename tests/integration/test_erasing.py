"""Only a confirmed erasure takes anything from what only grows, and only its own case's."""

import io
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hattama.commands.restore import verify_restored
from models.store import backup, dumps, removals, retention, roles
from models.store.database import SYSTEM, account, open_database
from models.store.files import FileStore, StorageError
from models.store.journal_keeper import JournalKeeper
from models.store.server_files import programs_for
from tests.integration.keeping import INDEX, TABLES, decided, due, left, proposed, with_rule, with_second_head
from tests.service import receive, settings_in

pytestmark = pytest.mark.integration

APPEND_ONLY = ("machine_layer", "layer_turn", "revision", "revision_times", "protocol_version", "protocol_step")
APPEND_ONLY += ("protocol_return", "protocol_return_file", "protocol_return_ruling")
NEVER = ("journal_entry", "journal_checkpoint", "custody", "retention_rule")


@pytest.fixture(scope="module", autouse=True)
def rules(service, owner_url):
    with_rule(service, owner_url)
    with_second_head(service)


@pytest.fixture
def world(service, owner_url):
    return due(service, owner_url)


@pytest.fixture(scope="module")
def standing(service, owner_url, rules):
    """Two worlds for tests that leave everything as it was."""
    return due(service, owner_url), due(service, owner_url)


CACHES = ("control_state", "control_verdict", "control_stale")
RULINGS = ("person_ruling", "case_link_ruling", "case_link_disclosure")


def who(service, name):
    return account(service.people[name].id)


@pytest.mark.parametrize(
    "table",
    [
        *sorted(set(TABLES) - {"webhook_delivery", "finding", "case_comparison", *CACHES}),
        *RULINGS,
        *NEVER,
        "cases",
        "person",
        "stored_file",
        "alarm",
    ],
)
def test_the_application_deletes_nothing_of_a_case_itself(service, table):
    with pytest.raises(psycopg.errors.InsufficientPrivilege), service.database.transaction(SYSTEM) as connection:
        connection.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO erasing (case_id) SELECT id FROM cases",
        "SELECT FROM erasing",
        "UPDATE erasure SET state = 'confirmed'",
        "INSERT INTO erasure (case_id, reason, proposed_by) SELECT id, '-', investigator_id FROM cases",
        "DELETE FROM erasure",
        "INSERT INTO file_removal (kind, name) VALUES ('stored', '-')",
        "UPDATE retention_rule SET days = 30",
        "SELECT check_erasable(NULL)",
        "ALTER TABLE layer_turn DISABLE TRIGGER ALL",
    ],
)
def test_the_application_writes_nothing_that_would_let_it(service, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege), service.database.transaction(SYSTEM) as connection:
        connection.execute(statement)


def test_a_rule_and_a_closing_cannot_be_dated_back(service):
    with service.database.transaction(SYSTEM) as connection:
        (recent,) = connection.execute(
            "INSERT INTO retention_rule (kind, days, set_by, set_at) VALUES ('inspection', 30, %s, '2000-01-01') "
            "RETURNING set_at > now() - interval '1 minute'",
            (service.people["administrator"].id,),
        ).fetchone()
        assert recent
    with pytest.raises(psycopg.errors.CheckViolation), service.database.transaction(SYSTEM) as connection:
        connection.execute(
            "INSERT INTO retention_rule (kind, days, set_by) VALUES ('inspection', 1, %s)",
            (service.people["administrator"].id,),
        )


@pytest.mark.parametrize("state", ["proposed", "refused"])
def test_no_case_is_erased_that_no_second_person_confirmed(service, world, state):
    (made,) = proposed(service, world)
    if state == "refused":
        decided(service, made, confirm=False)
    with pytest.raises(psycopg.errors.CheckViolation) as refused, service.database.transaction(SYSTEM) as connection:
        connection.execute("SELECT erase_case(%s)", (made["id"],))
    assert refused.value.diag.constraint_name == "not_confirmed"


def test_no_case_is_erased_whose_proposal_the_journal_does_not_tell(service, world):
    with service.database.transaction(who(service, "head")) as connection:
        made = retention.propose(connection, world.case_id, reason="-")
    with (
        pytest.raises(psycopg.errors.CheckViolation, match="proposal is not in the journal"),
        service.database.transaction(who(service, "prosecutor")) as connection,
    ):
        retention.decide(connection, made.id, confirm=True, reason="-")
        connection.execute("SELECT erase_case(%s)", (made.id,))


def test_an_erasure_without_its_entry_in_the_journal_is_undone(service, world):
    (made,) = proposed(service, world)
    before = left(service, world.case_id)
    with (
        pytest.raises(psycopg.errors.CheckViolation, match="erasure is not in the journal"),
        service.database.transaction(who(service, "prosecutor")) as connection,
    ):
        retention.decide(connection, made["id"], confirm=True, reason="-")
        retention.erase(connection, made["id"])
    assert left(service, world.case_id) == before


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_only_grows_lets_go_of_no_other_cases_rows_even_to_the_owner_in_an_erasure(standing, owner_url, table):
    world, other = standing
    with psycopg.connect(owner_url) as connection:
        connection.execute("INSERT INTO hattama.erasing (case_id) VALUES (%s)", (world.case_id,))
        with pytest.raises((psycopg.errors.RestrictViolation, psycopg.errors.ForeignKeyViolation)) as refused:
            connection.execute(f"DELETE FROM hattama.{table} WHERE case_id = %s", (other.case_id,))
        referred = ("machine_layer", "revision", "protocol_version", "protocol_return")
        assert table in referred or "of another case" in str(refused.value)


@pytest.mark.parametrize("table", [*APPEND_ONLY, *NEVER])
@pytest.mark.parametrize("role", ["owner", "superuser"])
def test_what_only_grows_refuses_its_owner_outside_and_the_superuser_even_in_an_erasure(addresses, standing, role, table):
    world, _ = standing
    with psycopg.connect(getattr(addresses, role)) as connection:
        if role == "superuser":
            connection.execute("INSERT INTO hattama.erasing (case_id) VALUES (%s)", (world.case_id,))
        with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
            connection.execute(f"DELETE FROM hattama.{table}")


@pytest.mark.parametrize("table", NEVER)
def test_journal_custody_and_rules_let_go_of_nothing_ever(standing, owner_url, table):
    world, _ = standing
    with psycopg.connect(owner_url) as connection:
        connection.execute("INSERT INTO hattama.erasing (case_id) VALUES (%s)", (world.case_id,))
        with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
            connection.execute(f"DELETE FROM hattama.{table}")


def test_a_case_that_is_erased_is_changed_no_more(service, world, owner_url):
    assert decided(service, *proposed(service, world)).json()["state"] == "erased"
    with psycopg.connect(owner_url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE hattama.cases SET status = 'open' WHERE id = %s", (world.case_id,))


def test_a_file_that_cannot_be_removed_holds_up_no_other_and_stays_on_the_list(service, world, monkeypatch):
    def listed():
        with service.database.transaction(SYSTEM) as connection:
            return [kind for (kind,) in connection.execute("SELECT kind FROM file_removal").fetchall()]

    def fails(self, sha256):
        raise StorageError(reason="read-only")

    removals.remove_files(service.database, service.files)
    with monkeypatch.context() as patched:
        patched.setattr(FileStore, "remove", fails)
        decided(service, *proposed(service, world))
        removals.remove_files(service.database, service.files)
        assert not service.files.derived(world.recording_id).exists()
        assert listed() == ["stored"]
    removals.remove_files(service.database, service.files)
    assert listed() == []


def test_whatever_names_a_case_is_erased_with_it_or_kept_on_purpose(owner_url):
    with psycopg.connect(owner_url) as connection:
        found = connection.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'hattama' AND column_name = 'case_id'"
        ).fetchall()
    assert {name for (name,) in found} == {*TABLES, "custody", "alarm", "erasure", "erasing", "journal_entry", *INDEX}


def test_a_backup_made_after_an_erasure_comes_back_whole_and_without_the_case(
    service, world, addresses, postgres, backup_url, tmp_path
):
    with service.database.transaction(SYSTEM) as connection:
        secret = uuid4().hex.encode()
        kept = receive(service, connection, world.case_id, service.people["investigator"].id, content=secret)
    decided(service, *proposed(service, world))
    removals.remove_files(service.database, service.files)
    settings = settings_in(tmp_path)
    JournalKeeper(service.database, settings).checkpoint()
    public = backup.new_key(tmp_path / "key")
    programs = programs_for(postgres.folder, None)
    out = io.BytesIO()
    backup.make(
        out,
        recipient=public,
        backup_url=backup_url,
        files=service.files,
        checkpoints=settings.journal_checkpoints_file,
        programs=programs,
        progress=lambda *_: None,
    )
    (tmp_path / "backup.age").write_bytes(out.getvalue())
    other = FileStore(folder=tmp_path / "other")
    with psycopg.connect(postgres.addresses("postgres").superuser, autocommit=True) as server:
        roles.create_database(server, "restored")
        empty = postgres.addresses("restored")
        backup.restore(
            tmp_path / "backup.age",
            tmp_path / "key",
            files=other,
            load=lambda archive: dumps.load(archive, empty.owner, programs),
            progress=lambda *_: None,
        )
        with open_database(empty.application, connections=2) as database, database.transaction(SYSTEM) as back:
            assert verify_restored(back, other) > 0
            assert back.execute("SELECT erased_at IS NOT NULL FROM cases WHERE id = %s", (world.case_id,)).fetchone()[0]
            assert back.execute("SELECT count(*) FROM recording WHERE case_id = %s", (world.case_id,)).fetchone() == (0,)
        with psycopg.connect(empty.owner) as connection, pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute("DELETE FROM hattama.layer_turn")
        server.execute("DROP DATABASE restored WITH (FORCE)")
    assert not other.of_hash(kept.sha256).exists()
    with psycopg.connect(addresses.owner) as connection:
        assert connection.execute("SELECT FROM hattama.erasing").rowcount == 0


@given(
    held=st.lists(st.frozensets(st.integers(0, 3), max_size=4), min_size=3, max_size=3),
    going=st.frozensets(st.integers(0, 2)),
)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_bytes_are_there_exactly_while_a_case_holds_them(service, owner_url, held, going):
    contents = [uuid4().bytes for _ in range(4)]
    worlds = [due(service, owner_url) for _ in held]
    hashes = {}
    for world, numbers in zip(worlds, held, strict=True):
        with service.database.transaction(SYSTEM) as connection:
            for number in numbers:
                made = receive(
                    service, connection, world.case_id, service.people["investigator"].id, content=contents[number]
                )
                hashes[number] = made.sha256
    for number in going:
        assert decided(service, *proposed(service, worlds[number])).json()["state"] == "erased"
    removals.remove_files(service.database, service.files)
    still = {each for number, numbers in enumerate(held) if number not in going for each in numbers}
    assert {number for number, sha256 in hashes.items() if service.files.of_hash(sha256).exists()} == still
    with service.database.transaction(SYSTEM) as connection:
        stored = {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM stored_file").fetchall()}
    assert all(Path(service.files.of_hash(sha256)).exists() for sha256 in stored)
