"""The database as its roles meet it: who may what, versions, transactions that say who acts."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import procrastinate
import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql

from hattama.commands import db, doctor
from models.settings import read_settings
from models.store import migrate, roles
from models.store.database import (
    SYSTEM,
    DatabaseUnavailableError,
    account,
    connected,
    open_database,
)
from models.store.embedded import EmbeddedPostgres
from models.store.migrate import DatabaseNewerError, DatabaseOlderError, MigrationError, known_versions, read_version
from models.store.privileges import (
    ApplicationIsOwnerError,
    ApplicationIsSuperuserError,
    ApplicationMayCreateError,
    ApplicationMayRewriteError,
    check_application_role,
)
from models.store.saved_database import OwnerAddressMissingError
from models.store.server_files import programs_for
from tests.postgres import folder_for_servers, fresh_database

pytestmark = pytest.mark.integration

ADA, BEK = (account(UUID(int=number)) for number in (1, 2))
ACTOR = "SELECT current_setting('hattama.actor_kind', true), current_setting('hattama.account_id', true)"


@pytest.fixture(scope="module")
def grown(addresses):
    """A table that only grows, with one row."""
    with psycopg.connect(addresses.owner) as connection:
        connection.execute("CREATE TABLE grown (word text)")
        connection.execute("SELECT hattama.make_append_only('grown')")
        connection.execute("INSERT INTO grown VALUES ('first')")


@pytest.fixture
def empty(postgres, request):
    """A database of the owner's without any change, as `Addresses`."""
    name = f"empty_{abs(hash(request.node.name))}"
    with psycopg.connect(postgres.addresses("postgres").superuser, autocommit=True) as connection:
        roles.create_database(connection, name)
        yield postgres.addresses(name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


# Who may what


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE t ()",
        "CREATE TABLE queue.t ()",
        "CREATE TABLE public.t ()",
        "CREATE TEMP TABLE t ()",
        "CREATE SCHEMA s",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1",
        "CREATE ROLE r",
        "ALTER TABLE grown DISABLE TRIGGER ALL",
        "DROP TABLE grown",
        "SET ROLE hattama_owner",
        "SET session_replication_role = replica",
        "SELECT hattama.make_append_only('grown')",
        "UPDATE hattama.migration SET version_num = '0000'",
        "UPDATE grown SET word = ''",
        "UPDATE grown SET word = '' WHERE false",
        "DELETE FROM grown",
        "TRUNCATE grown",
        "COPY (SELECT 1) TO PROGRAM 'true'",
    ],
)
def test_the_application_changes_neither_the_schema_nor_what_only_grows(database, grown, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction(SYSTEM) as connection:
        connection.execute(statement)


def test_the_application_adds_to_what_only_grows(database, grown):
    with database.transaction(SYSTEM) as connection:
        connection.execute("INSERT INTO grown VALUES ('second')")
        assert connection.execute("SELECT count(*) FROM grown").fetchone()[0] >= 2


@pytest.mark.parametrize("statement", ["UPDATE grown SET word = '' WHERE false", "DELETE FROM grown", "TRUNCATE grown"])
@pytest.mark.parametrize("role", ["owner", "superuser"])
def test_what_only_grows_refuses_change_even_to_its_owner(addresses, grown, role, statement):
    with connected(getattr(addresses, role)) as connection:
        if role == "superuser":
            connection.execute("SET search_path = hattama; SET session_replication_role = replica")
        with pytest.raises(psycopg.errors.RestrictViolation, match=r"hattama\.grown is append-only"):
            connection.execute(statement)


def test_the_backup_role_reads_past_row_level_security_and_writes_nothing(addresses, postgres, tmp_path):
    with connected(addresses.owner) as connection:
        connection.execute("CREATE TABLE hidden AS SELECT 'hidden word' AS word")
        connection.execute("ALTER TABLE hidden ENABLE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE hidden FORCE ROW LEVEL SECURITY")
    with connected(addresses.application) as connection:
        assert connection.execute("SELECT * FROM hidden").fetchall() == []
    with connected(addresses.backup) as connection:
        assert connection.execute("SELECT word FROM hidden").fetchall() == [("hidden word",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO hidden VALUES ('x')")
    dump = [programs_for(postgres.folder, None) / "pg_dump", "--dbname", addresses.backup]
    assert "hidden word" in subprocess.run(dump, capture_output=True, text=True, check=True).stdout


def test_the_applications_role_is_checked(addresses, grown):
    with connected(addresses.application) as connection:
        assert check_application_role(connection) == "hattama_app"
    for role, error in (
        ("superuser", ApplicationIsSuperuserError),
        ("owner", ApplicationIsOwnerError),
        ("backup", ApplicationIsSuperuserError),
    ):
        with connected(getattr(addresses, role)) as connection, pytest.raises(error):
            check_application_role(connection)


@pytest.mark.parametrize(
    ("grant", "error"),
    [
        ("GRANT CREATE ON SCHEMA public TO hattama_app", ApplicationMayCreateError),
        ("GRANT CREATE ON SCHEMA queue TO PUBLIC", ApplicationMayCreateError),
        ("GRANT TEMPORARY ON DATABASE {database} TO hattama_app", ApplicationMayCreateError),
        ("GRANT UPDATE ON hattama.grown TO hattama_app", ApplicationMayRewriteError),
        ("ALTER TABLE hattama.migration OWNER TO hattama_app", ApplicationIsOwnerError),
    ],
)
def test_a_right_too_many_is_found(addresses, grown, grant, error):
    with psycopg.connect(addresses.superuser) as connection:
        connection.execute(sql.SQL(grant).format(database=sql.Identifier(connection.info.dbname)))
        connection.execute("SET SESSION AUTHORIZATION hattama_app")
        with pytest.raises(error):
            check_application_role(connection)
        connection.rollback()


@pytest.mark.parametrize(("role", "says"), [("superuser", "administrator"), ("owner", "owns")])
def test_doctor_fails_where_the_application_connects_as_superuser_or_owner(addresses, role, says, monkeypatch):
    monkeypatch.setattr(doctor, "CHECKS", ("database",))
    settings = replace(read_settings(), language="en", database_url=getattr(addresses, role))
    ended = CliRunner().invoke(doctor.command, obj=settings)
    assert isinstance(ended.exception, doctor.UnhealthyError)
    assert "database: FAILED" in ended.output
    assert says in ended.output


def test_doctor_passes_with_the_applications_role(addresses):
    settings = replace(read_settings(), database_url=addresses.application)
    assert "hattama_app" in doctor.check_database(settings)


def test_doctor_says_none_yet(tmp_path):
    assert doctor.check_database(replace(read_settings(), data_folder=tmp_path, database_url=None)) == "none yet"


def test_the_administrators_script_is_in_the_docs_and_makes_the_same_as_the_embedded_server(postgres, tmp_path):
    docs = Path(__file__).parents[2] / "docs" / "operations-database.md"
    assert roles.sql_for_administrators() in docs.read_text("utf-8")
    script = tmp_path / "roles.sql"
    script.write_text(roles.sql_for_administrators("agency"), "utf-8")
    psql = [programs_for(postgres.folder, None) / "psql", "-X", "-v", "ON_ERROR_STOP=1", "-f", script]
    subprocess.run([*psql, postgres.addresses("postgres").superuser], capture_output=True, check=True)
    addresses = postgres.addresses("agency")
    migrate.upgrade(addresses.owner)
    with connected(addresses.application) as connection:
        assert check_application_role(connection) == "hattama_app"
    with connected(postgres.addresses("postgres").superuser) as connection:
        connection.execute("DROP DATABASE agency WITH (FORCE)")


# Versions


def test_a_second_upgrade_changes_nothing(addresses):
    with connected(addresses.owner) as connection:
        tables = "SELECT count(*) FROM pg_class"
        before = connection.execute(tables).fetchone()
        assert migrate.upgrade(addresses.owner).current == known_versions()[-1]
        assert connection.execute(tables).fetchone() == before


def test_two_processes_at_once_upgrade_one_database(empty):
    program = "import sys; from models.store import migrate; migrate.upgrade(sys.stdin.read())"
    processes = [
        subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in processes:
        process.stdin.write(empty.owner)
        process.stdin.close()
    said = [process.stderr.read() for process in processes]
    for process in processes:
        process.wait()
        process.stderr.close()
    assert [process.returncode for process in processes] == [0, 0], said
    with connected(empty.application) as connection:
        read_version(connection).check()


def test_a_database_without_changes_is_older(empty):
    with connected(empty.application) as connection:
        version = read_version(connection)
    assert version.current is None
    with pytest.raises(DatabaseOlderError, match="db upgrade"):
        version.check()


def test_a_database_newer_than_the_program_is_refused(postgres):
    with fresh_database(postgres) as addresses:
        with connected(addresses.owner) as connection:
            connection.execute("UPDATE hattama.migration SET version_num = '9999'")
        with pytest.raises(DatabaseNewerError, match="9999"):
            migrate.upgrade(addresses.owner)
        with connected(addresses.application) as connection, pytest.raises(DatabaseNewerError):
            read_version(connection).check()


def test_a_change_that_fails_leaves_nothing_behind(empty):
    with connected(empty.owner) as connection:
        connection.execute("CREATE SCHEMA queue")
    with pytest.raises(MigrationError, match="queue"):
        migrate.upgrade(empty.owner)
    with connected(empty.owner) as connection:
        assert read_version(connection).current is None
        assert connection.execute("SELECT to_regproc('hattama.make_append_only')").fetchone() == (None,)
        connection.execute("DROP SCHEMA queue")
    assert migrate.upgrade(empty.owner).current == known_versions()[-1]


def test_the_queue_keeps_which_procrastinate_made_it(addresses):
    with connected(addresses.application) as connection:
        kept = connection.execute("SELECT obj_description('queue'::regnamespace)").fetchone()
    assert kept == (f"procrastinate {procrastinate.__version__}",)


def test_a_job_is_enqueued_in_the_applications_own_transaction(addresses, database):
    app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector(conninfo=addresses.application))

    @app.task(name="listen")
    def listen(recording):
        pass

    def waiting(connection):
        return connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'listen'").fetchone()[0]

    with database.transaction(SYSTEM) as connection:
        before = waiting(connection)
        listen.configure(connection=connection).defer(recording="ab")
        assert waiting(connection) == before + 1
        connection.rollback()
    with database.transaction(SYSTEM) as connection:
        assert waiting(connection) == before
        listen.configure(connection=connection).defer(recording="cd")
    with database.transaction(SYSTEM) as connection:
        assert waiting(connection) == before + 1


# Transactions


def test_who_acts_is_told_to_the_database_and_does_not_outlive_the_transaction(addresses):
    with open_database(addresses.application, connections=1) as database:
        with database.transaction(ADA) as connection:
            backend = connection.info.backend_pid
            assert connection.execute(ACTOR).fetchone() == ("account", str(ADA.account_id))
        with database.pool.connection() as connection:
            assert connection.info.backend_pid == backend
            assert connection.execute(ACTOR).fetchone() == ("", "")
        with pytest.raises(ZeroDivisionError), database.transaction(BEK) as connection:
            assert connection.execute(ACTOR).fetchone() == ("account", str(BEK.account_id))
            raise ZeroDivisionError
        with database.transaction(SYSTEM) as connection:
            assert connection.info.backend_pid == backend
            assert connection.execute(ACTOR).fetchone() == ("system", "")


def test_row_level_security_shows_each_account_its_own_rows(addresses):
    with connected(addresses.owner) as connection:
        connection.execute("CREATE TABLE note (account_id uuid, word text)")
        connection.execute("ALTER TABLE note ENABLE ROW LEVEL SECURITY")
        mine = "account_id = nullif(current_setting('hattama.account_id', true), '')::uuid"
        connection.execute(f"CREATE POLICY mine ON note USING ({mine})")
    with open_database(addresses.application, connections=1) as database:
        for actor, word in ((ADA, "ada"), (BEK, "bek")):
            with database.transaction(actor) as connection:
                connection.execute("INSERT INTO note VALUES (%s, %s)", (actor.account_id, word))
                assert connection.execute("SELECT word FROM note").fetchall() == [(word,)]
        with database.pool.connection() as connection:
            assert connection.execute("SELECT word FROM note").fetchall() == []


def test_an_error_rolls_back_and_the_connection_serves_again(database):
    with pytest.raises(psycopg.errors.DivisionByZero), database.transaction(SYSTEM) as connection:
        connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        connection.execute("SELECT 1 / 0")
    with database.transaction(SYSTEM) as connection:
        assert connection.execute("SELECT count(*) FROM procrastinate_workers").fetchone() == (0,)


def test_connections_lost_while_they_waited_are_replaced(addresses):
    with open_database(addresses.application, connections=3) as database:
        with database.transaction(SYSTEM), database.transaction(SYSTEM), database.transaction(SYSTEM):
            pass
        end_connections(addresses)
        with database.transaction(SYSTEM) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_connection_lost_in_a_transaction_is_a_sentence_and_not_tried_again(addresses):
    with open_database(addresses.application, connections=1) as database:
        tries = []
        with pytest.raises(DatabaseUnavailableError), database.transaction(SYSTEM) as connection:
            tries.append(1)
            end_connections(addresses)
            connection.execute("SELECT 1")
        assert tries == [1]
        with database.transaction(SYSTEM) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_connection_lost_before_the_commit_is_a_sentence(addresses):
    with (
        open_database(addresses.application, connections=1) as database,
        pytest.raises(DatabaseUnavailableError),
        database.transaction(SYSTEM),
    ):
        end_connections(addresses)


def end_connections(addresses):
    with connected(addresses.superuser) as connection:
        ended = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'hattama_app'"
        assert connection.execute(f"{ended} AND datname = current_database()").fetchall()


# The command


def test_the_command_makes_upgrades_and_tells_the_embedded_database():
    with folder_for_servers() as folder:
        settings = replace(read_settings({"HOME": "/"}), language="en", data_folder=folder)
        newest = known_versions()[-1]

        def said(*arguments):
            ended = CliRunner().invoke(db.command, arguments, obj=settings, catch_exceptions=False)
            return ended.output

        assert "no database yet" in said("status")
        assert said("upgrade") == f"version {newest}, the program knows {newest}\n"
        assert said("status") == f"embedded, {folder / 'database'}\nversion {newest}, the program knows {newest}\n"
        with EmbeddedPostgres(settings.database_folder):  # a running one is asked, not started again
            assert said("upgrade").startswith(f"version {newest}")
            assert "hattama_app" in doctor.check_database(settings)


def test_the_command_asks_for_the_owners_address_of_a_server(addresses):
    settings = replace(read_settings(), database_url=addresses.application)
    ended = CliRunner().invoke(db.command, ["upgrade"], obj=settings)
    assert isinstance(ended.exception, OwnerAddressMissingError)
    settings = replace(settings, owner_url=addresses.owner, language="en")
    assert "version" in CliRunner().invoke(db.command, ["upgrade"], obj=settings).output
    assert "server, " in CliRunner().invoke(db.command, ["status"], obj=settings).output
