"""Whatever people, files and cases are called and whatever was said stands on every page letter for letter."""

from html.parser import HTMLParser

import psycopg
import pytest

from analysis import turn_index
from models.store import transcripts
from models.store.database import SYSTEM
from tests.integration.test_api_access import ROUTES, ask, named
from tests.service import make_world

pytestmark = pytest.mark.integration

HOSTILE = "</script><script>alert(1)</script>'\"&amp;{{77777*7}}<img src=x onerror=alert(1)>"
PAGES = [route for route in ROUTES if route[0] == "GET" and not route[1].startswith(("/api", "/health", "/static"))]
SHOW = {  # a name that a page is to show, where it is not one of the case's
    "/cases/{case_id}": 4,  # number, person, recording, unit
    "/cases/{case_id}/journal": 1,
    "/cases/{case_id}/keeping": 2,
    "/cases/{case_id}/upload": 1,
    "/cases/{case_id}/recordings/{recording_id}/place": 2,
    "/recordings/{recording_id}": 2,
    "/interrogations/{interrogation_id}": 2,
    "/search": 2,
    "/cases": 1,
    "/administration/units": 2,
    "/administration/accounts": 1,
}


class Page(HTMLParser):
    """What a browser shows, and what it would run."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.shown, self.faults, self._in = "", [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._in = tag
        if tag == "script" and not (given.get("src", "").startswith("/static/") or given.get("type") == "application/json"):
            self.faults.append(f"script {given}")
        self.faults += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        if tag == "img" and not given.get("src", "").startswith(("/static/", "/api/")):
            self.faults.append(f"img {given}")
        self.shown += "".join(value for name, value in attrs if name in {"value", "aria-label"} and value)

    def handle_data(self, data):
        self.shown += data


@pytest.fixture(scope="module")
def world(service, owner_url):
    """Everything in it that has a name has that one."""
    made = make_world(service, "investigator", (("VOICE_00", f"где {HOSTILE}"), ("VOICE_01", "дома нет")))
    with psycopg.connect(owner_url) as connection:
        for table, column, row in (
            ("cases", "number", made.case_id),
            ("recording", "name", made.recording_id),
            ("region", "name", service.units[0].region_id),
            ("unit", "name", service.units[0].id),
            ("account", "name", service.people["investigator"].id),
        ):
            connection.execute(f"UPDATE hattama.{table} SET {column} = %s WHERE id = %s", (HOSTILE, row))
        connection.execute("UPDATE hattama.person SET name = %s", (HOSTILE,))
    with service.database.transaction(SYSTEM) as connection:
        turn_index.index(connection, transcripts.layer(connection, made.layer_id))
    return made


@pytest.mark.parametrize("route", PAGES, ids=named)
def test_names_and_words_stand_letter_for_letter(service, world, route):
    allowed = ROUTES[route][0]
    for who in sorted(allowed & {"investigator", "head", "prosecutor", "administrator", "participant"}):
        reply = ask(service, who, route, world)
        if not reply.headers.get("content-type", "").startswith("text/html"):
            continue
        page = Page(reply.text)
        assert page.faults == [], who
        assert "544439" not in page.shown.replace(HOSTILE, ""), who  # nobody computed what stands in braces
        assert page.shown.count(HOSTILE) >= SHOW.get(route[1], 0), who
