"""hattama upgrade with real processes, a real database and a small signed bundle: forward, or back to what was."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import psycopg
import pytest

from bundle import make as bundle_make
from models.cases import CaseKind
from models.journal.signing import SigningKey
from models.store import accounts, cases, embedded, journal, migrate, privileges
from models.store.database import SYSTEM, open_database
from models.store.embedded import EmbeddedPostgres
from tests.postgres import folder_for_servers

pytestmark = pytest.mark.acceptance

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = '''
import os, subprocess, sys

MIGRATES = """
import os, psycopg
with psycopg.connect(os.environ["NEXT_OWNER_URL"]) as connection:
    connection.execute("CREATE TABLE hattama.of_the_next_version (case_id uuid REFERENCES hattama.cases)")
    connection.execute("UPDATE hattama.cases SET number = 'changed'")
"""

def main():
    words = sys.argv[1:3]
    if words == ["db", "upgrade"]:
        inside = "from models.store import embedded; from pathlib import Path; import os, sys\\n"
        inside += "with embedded.borrowed(Path(os.environ['HATTAMA_DATA_DIR']) / 'database') as found:\\n"
        inside += "    os.environ['NEXT_OWNER_URL'] = found.owner\\n"
        inside += "".join("    " + line + "\\n" for line in MIGRATES.strip().splitlines())
        return subprocess.call([os.environ["NEXT_PYTHON"], "-c", inside], cwd=os.environ["NEXT_ROOT"])
    if words[:1] == ["doctor"] and os.environ["NEXT_IS"] == "ill":
        print("the self-test failed", file=sys.stderr)
        return 1
'''


@pytest.fixture
def home():
    with folder_for_servers() as folder:
        yield install(folder / "installed")


def install(made):
    """An installation as the installer leaves it, of this checkout's program, with a case in its database."""
    made.mkdir(mode=0o711)
    old = made / "versions" / "0.0.1-old"
    (old / "bin").mkdir(parents=True)
    (old / "bin" / "hattama").symlink_to(Path(sys.executable).parent / "hattama")
    (made / "current").symlink_to("versions/0.0.1-old")
    installer = (ROOT / "bundle" / "install.sh").read_text("utf-8")
    script = installer.split("<<END\n")[1].split("END\n")[0].replace("\\$", "$").replace("$target", str(made), 6)
    (made / "bin").mkdir()
    (made / "bin" / "hattama").write_text(script, "utf-8")
    (made / "bin" / "hattama").chmod(0o755)
    with EmbeddedPostgres(made / "data" / "database") as server:
        migrate.upgrade(server.addresses().owner)
        with (
            open_database(server.addresses().application, connections=2) as database,
            database.transaction(SYSTEM) as connection,
        ):
            region = accounts.add_region(connection, name="R", zone="Asia/Almaty")
            unit = accounts.add_unit(connection, region_id=region.id, name="U")
            account = accounts.add_account(connection, login="a", name="a", role="investigator", unit_id=unit.id)
            cases.open_case(
                connection,
                number="1",
                kind=CaseKind.CRIMINAL,
                unit_id=unit.id,
                investigator_id=account.id,
                articles=[],
            )
            journal.record(connection, "view", subject=("case", "1"), account_id=account.id)
    return made


@pytest.fixture
def bundle(tmp_path, monkeypatch):
    """A signed bundle of a program of the next version, and the key to verify it with."""
    folder = tmp_path / "hattama-9.9.9"
    (folder / "wheels").mkdir(parents=True)
    with zipfile.ZipFile(folder / "wheels" / "hattama-9.9.9-py3-none-any.whl", "w") as wheel:
        about = "hattama-9.9.9.dist-info"
        wheel.writestr("next_hattama.py", PROGRAM)
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: hattama\nVersion: 9.9.9\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/entry_points.txt", "[console_scripts]\nhattama = next_hattama:main\n")
        wheel.writestr(f"{about}/RECORD", "")
    (folder / "constraints.txt").touch()
    for name in ("hattama/bundle_verifier.py", "bundle/install.sh", "hattama/journal_checker.py"):
        shutil.copy(ROOT / name, folder)
    key = SigningKey.make(tmp_path / "key", "hattama-bundle")
    monkeypatch.setattr(bundle_make, "VERSION", "9.9.9")
    bundle_make.sign(folder, key)
    return folder, key.verifier.text


def upgrade(home, bundle, *, next_is="well", archive=None):
    folder, key = bundle
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "HATTAMA_LANGUAGE": "en",
        "NEXT_IS": next_is,
        "NEXT_PYTHON": sys.executable,
        "NEXT_ROOT": str(ROOT),
    }
    command = [str(home / "bin" / "hattama"), "upgrade", "--key", key, str(archive or folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def state(home):
    """What is in the database: the case's number, and whether the next version's table is there."""
    with embedded.borrowed(home / "data" / "database") as addresses, psycopg.connect(addresses.application) as connection:
        privileges.check_application_role(connection)
        connection.execute("SELECT set_config('hattama.actor_kind', 'system', FALSE)")
        (number,) = connection.execute("SELECT number FROM cases").fetchone()
        (entries,) = connection.execute("SELECT count(*) FROM journal_entry").fetchone()
        (table,) = connection.execute("SELECT to_regclass('hattama.of_the_next_version')").fetchone()
        assert migrate.read_version(connection).current
    return number, entries, table is not None


def test_a_newer_bundle_takes_the_place_and_the_older_stays_beside(home, bundle, tmp_path):
    archive = tmp_path / "bundle.tar"
    subprocess.run(["tar", "-C", str(tmp_path), "-cf", str(archive), "hattama-9.9.9"], check=True)
    ended = upgrade(home, bundle, archive=archive)
    assert ended.returncode == 0, ended.stderr
    assert (home / "current").readlink().name.startswith("9.9.9-")
    assert (home / "versions" / "0.0.1-old").is_dir()
    assert state(home) == ("changed", 1, True)
    (saved,) = (home / "data" / "upgrades").iterdir()
    assert saved.stat().st_mode & 0o777 == 0o600
    assert not list(home.glob("bundle-*"))


def test_where_the_new_programs_self_test_fails_program_and_database_are_as_before(home, bundle):
    before = state(home)
    ended = upgrade(home, bundle, next_is="ill")
    assert ended.returncode == 1
    assert "the self-test failed" in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr
    assert (home / "current").readlink().name == "0.0.1-old"
    assert state(home) == before == ("1", 1, False)
    with (
        EmbeddedPostgres(home / "data" / "database") as server,
        psycopg.connect(server.addresses().owner) as connection,
        pytest.raises(psycopg.errors.RestrictViolation),
    ):
        connection.execute("DELETE FROM hattama.journal_entry")


def test_a_changed_bundle_changes_nothing(home, bundle):
    (bundle[0] / "constraints.txt").write_text("x")
    ended = upgrade(home, bundle)
    assert (ended.returncode, "refused" in ended.stderr) == (2, True)
    assert not (home / "data" / "upgrades").exists()
    assert [each.name for each in (home / "versions").iterdir()] == ["0.0.1-old"]


def test_while_the_service_runs_nothing_is_upgraded(home, bundle):
    with EmbeddedPostgres(home / "data" / "database"):
        ended = upgrade(home, bundle)
    assert (ended.returncode, (home / "current").readlink().name) == (1, "0.0.1-old")
    assert "already runs" in ended.stderr


def test_a_program_that_came_from_no_bundle_says_so(bundle, tmp_path):
    command = [sys.executable, "-m", "hattama.main", "upgrade", "--key", bundle[1], str(bundle[0])]
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    )
    assert ended.returncode == 2
    assert "bin/hattama" in ended.stderr
