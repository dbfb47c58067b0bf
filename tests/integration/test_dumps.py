"""The database as a file and back, as the owner of an empty one does it on a server that is not ours."""

import io

import psycopg
import pytest

from models.store import dumps, migrate, privileges, roles
from models.store.database import SYSTEM, open_database
from models.store.dumps import BackupFailedError
from models.store.server_files import programs_for

pytestmark = pytest.mark.integration

ACLS = "SELECT defaclnamespace::regnamespace::text, defaclobjtype, defaclacl::text FROM pg_default_acl ORDER BY 1, 2"
FUNCTIONS = "SELECT proname, proacl::text FROM pg_proc WHERE pronamespace = 'hattama'::regnamespace ORDER BY 1, 2"


@pytest.fixture
def empty(postgres):
    """An empty database of the owner's on the same server."""
    with psycopg.connect(postgres.addresses("postgres").superuser, autocommit=True) as connection:
        roles.create_database(connection, "empty")
        yield postgres.addresses("empty")
        connection.execute("DROP DATABASE empty WITH (FORCE)")


@pytest.fixture
def programs(postgres):
    return programs_for(postgres.folder, None)


@pytest.fixture
def archive(addresses, programs, tmp_path):
    with open_database(addresses.application, connections=2) as database, database.transaction(SYSTEM) as connection:
        connection.execute("INSERT INTO region (name, zone) VALUES ('Алматы', 'Asia/Almaty') ON CONFLICT DO NOTHING")
    dumps.dump(addresses.owner, tmp_path / "archive", programs)
    return tmp_path / "archive"


def test_what_comes_back_has_the_same_rows_rights_and_version(addresses, empty, programs, archive):
    dumps.load(archive, empty.owner, programs)
    for query in (ACLS, FUNCTIONS, "SELECT name FROM hattama.region"):
        with psycopg.connect(addresses.superuser) as before, psycopg.connect(empty.superuser) as after:
            assert after.execute(query).fetchall() == before.execute(query).fetchall()
    with psycopg.connect(empty.application) as connection:
        privileges.check_application_role(connection)
        migrate.read_version(connection).check()


def test_an_archive_that_breaks_off_leaves_nothing(empty, programs, archive):
    content = archive.read_bytes()
    archive.write_bytes(content[: len(content) * 3 // 4])
    with pytest.raises(BackupFailedError):
        dumps.load(archive, empty.owner, programs)
    with psycopg.connect(empty.superuser) as connection:
        assert connection.execute("SELECT to_regnamespace('hattama')").fetchone() == (None,)


def test_a_database_that_is_not_empty_stays_as_it_was(addresses, programs, archive):
    with pytest.raises(BackupFailedError) as refused:
        dumps.load(archive, addresses.owner, programs)
    assert "already exists" in str(refused.value)
    with psycopg.connect(addresses.superuser) as connection:
        assert connection.execute("SELECT count(*) FROM hattama.region WHERE name = 'Алматы'").fetchone() == (1,)


def test_settings_that_older_servers_do_not_know_are_left_out_of_the_head_and_of_nothing_else():
    setting = b"SET transaction_timeout = 0;\n"
    script = b"SET lock_timeout = 0;\n" + setting + b"COPY a FROM stdin;\n" + setting + b"\\.\n"
    passed = io.BytesIO()
    dumps._pass_on(io.BytesIO(script), passed)
    assert passed.getvalue() == b"SET lock_timeout = 0;\nCOPY a FROM stdin;\n" + setting + b"\\.\n"
