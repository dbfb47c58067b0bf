"""The numbered changes, as files."""

import re
from importlib import util

from models.store.migrate import MIGRATIONS, Version, known_versions


def load(path):
    spec = util.spec_from_file_location(path.stem, path)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_changes_are_numbered_without_gaps():
    assert known_versions() == [f"{number:04}" for number in range(1, len(known_versions()) + 1)]


def test_each_change_has_its_sql_and_its_python_and_names_the_one_before():
    scripts = sorted(MIGRATIONS.glob("[0-9]*.py"))
    assert [path.stem for path in scripts] == sorted(path.stem for path in MIGRATIONS.glob("*.sql"))
    before = None
    for path in scripts:
        module = load(path)
        assert (module.revision, module.down_revision) == (path.name[:4], before)
        assert f'"{path.stem}.sql"' in path.read_text("utf-8")
        before = module.revision


def test_no_change_has_a_placeholder_or_ends_the_transaction():
    for path in MIGRATIONS.glob("*.sql"):
        assert not re.search(r"(?im)^\s*(commit|rollback|begin)\s*;", path.read_text("utf-8")), path.name


def test_a_version_that_the_program_does_not_know_is_newer():
    assert Version(current="9999", newest="0001").is_newer_than_the_program
    assert not Version(current=None, newest="0001").is_newer_than_the_program
