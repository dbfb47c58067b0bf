"""Fixtures that every ring may ask for."""

import os
from pathlib import Path

import pytest

from models.store.database import open_database
from tests.postgres import fresh_database, migrated_server

os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # as `hattama.main`; before the networks' libraries are loaded
LONGEST = (
    *("acceptance/test_seeking.py", "acceptance/test_whole_way.py", "integration/test_sample.py", "acceptance/test_up.py"),
    *("acceptance/test_faults.py", "integration/test_other_sounds.py", "acceptance/test_command_line.py"),
    *("integration/test_api_access.py", "transcribe/diarize/test_community.py", "acceptance/test_compatible.py"),
    *("integration/test_erasing.py", "integration/test_embedded.py", "acceptance/test_administration_pages.py"),
)
"""Files that take longest. They come first, so that the processes that share the tests out end at about the same time."""


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    places = {here / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(LONGEST)))


@pytest.fixture(scope="session")
def postgres():
    """The session's embedded server, migrated."""
    with migrated_server() as server:
        yield server


@pytest.fixture(scope="module")
def addresses(postgres):
    """How each role connects to this module's own database."""
    with fresh_database(postgres) as made:
        yield made


@pytest.fixture(scope="module")
def database(addresses):
    """This module's database, as the application uses it."""
    with open_database(addresses.application, connections=4) as opened:
        yield opened


@pytest.fixture(scope="module")
def application_url(addresses):
    return addresses.application


@pytest.fixture(scope="module")
def owner_url(addresses):
    return addresses.owner


@pytest.fixture(scope="module")
def superuser_url(addresses):
    return addresses.superuser


@pytest.fixture(scope="module")
def backup_url(addresses):
    return addresses.backup


@pytest.fixture(scope="module")
def service(application_url, tmp_path_factory):
    """The web application over this module's own database."""
    from tests.service import served  # the web framework is loaded by its tests alone

    with served(application_url, tmp_path_factory.mktemp("service")) as running:
        yield running
