"""A term that nears its end comes to the open page; a lawyer's word is taken on the page of the packs."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from playwright.sync_api import expect

from models.store import accounts
from models.store.database import SYSTEM
from tests.acceptance.browser import Visit
from tests.service import make_world

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def world(people):
    with people.database.transaction(SYSTEM) as connection:
        for who in ("investigator", "prosecutor"):
            accounts.set_language(connection, people.people[who].id, "en")
    return make_world(people, "investigator")


def detained(web, people, world, hours):
    """Somebody was detained so many hours ago, and the verdicts are those of that."""
    at = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
    cookies = {"hattama": people.cookies["investigator"]}
    with httpx2.Client(base_url=f"{web.address}/api/cases/{world.case_id}", cookies=cookies) as program:
        person = program.post("/participants", json={"name": "Сериков Е. М.", "role": "suspect"}).json()["person"]["id"]
        sent = {"kind": "detention", "record": "d1", "fields": {"person": person, "detained_at": at}}
        assert program.post("/facts", json=sent).status_code == 201
        assert program.get("/controls").status_code == 200


def test_a_term_that_nears_its_end_comes_to_the_open_page(opened, web, people, world):
    with Visit(opened, web.address, cookie=people.cookies["investigator"], language="en") as seen:
        seen.go(f"/cases/{world.case_id}")
        expect(seen.page.locator("#terms .notice")).to_have_count(0)
        detained(web, people, world, 2.9)  # of the three within which the protocol has to be drawn up
        expect(seen.page.locator("#terms .notice").first).to_contain_text("The protocol of detention is drawn up in time")
        seen.check()


def test_a_prosecutor_records_that_a_lawyer_confirmed_a_rule(opened, web, people, world):
    with Visit(opened, web.address, cookie=people.cookies["prosecutor"], language="en") as seen:
        seen.go("/controls")
        rule = seen.page.locator("#criminal-D1")
        expect(rule).to_contain_text("not confirmed by a lawyer")
        for wanted, shown in (
            ("Confirmed by a lawyer", "confirmed by Сулейменова А. Б."),
            ("Take the confirmation back", "not confirmed"),
        ):
            rule.get_by_text("What it checks").click()
            rule.get_by_text("What a lawyer says of it").click()
            rule.get_by_label("Name and position of the lawyer").fill("Сулейменова А. Б.")
            rule.get_by_label("What the rule was compared with").fill("текст УПК, заключение № 14")
            rule.get_by_role("button", name=wanted).click()
            expect(rule).to_contain_text(shown)
        seen.check()
