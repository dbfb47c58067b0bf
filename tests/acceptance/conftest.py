"""A browser, a service with everybody in it, and its web process, for tests of pages."""

import pytest

from tests.acceptance.browser import browser
from tests.acceptance.web import running
from tests.service import peopled


@pytest.fixture(scope="module")
def opened():
    """Of the module: a driver that runs on keeps other event loops from being run."""
    with browser() as made:
        yield made


@pytest.fixture(scope="module")
def people(application_url, tmp_path_factory):
    with peopled(application_url, tmp_path_factory.mktemp("people")) as service:
        yield service


@pytest.fixture(scope="module")
def web(opened, people, application_url):
    """A web process over the files of `people`, started once a browser was found."""
    with running(application_url, people.files.folder.parent) as process:
        yield process
