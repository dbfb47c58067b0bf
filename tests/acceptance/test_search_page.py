"""Words are looked for, found and heard in a real browser."""

import pytest
from playwright.sync_api import expect

from analysis import turn_index
from models.store import accounts, transcripts
from models.store.database import SYSTEM
from tests.acceptance.browser import LAPTOP, TABLET, Visit
from tests.service import make_world

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(300)]

SAID = (
    ("VOICE_00", "Что было у него в руках?"),
    ("VOICE_01", "Нож, большой нож. </script><script>alert(1)</script>"),
    ("VOICE_00", "Пышақ па?"),
)


@pytest.fixture(scope="module")
def world(people):
    made = make_world(people, "investigator", SAID)
    with people.database.transaction(SYSTEM) as connection:
        turn_index.index(connection, transcripts.layer(connection, made.layer_id))
        name = "<script>alert(2)</script>"
        connection.execute("UPDATE recording SET name = %s WHERE id = %s", (name, made.recording_id))
    return made


@pytest.mark.parametrize(("theme", "window", "language"), [("light", LAPTOP, "ru"), ("dark", TABLET, "kk")])
def test_words_are_found_shown_letter_for_letter_and_heard(opened, web, people, world, theme, window, language):
    with people.database.transaction(SYSTEM) as connection:
        accounts.set_language(connection, people.people["investigator"].id, language)
    cookie = people.cookies["investigator"]
    with Visit(opened, web.address, cookie=cookie, language=language, theme=theme, window=window) as seen:
        page = seen.page
        seen.go("/search")
        seen.check()
        page.locator("#search-q").fill("ножи")
        page.locator("#search-q").press("Enter")
        expect(page.locator(".hit")).to_have_count(1)
        expect(page.locator(".hit mark")).to_have_text(["Нож,", "нож."])
        expect(page.locator(".hit .said")).to_contain_text("</script><script>alert(1)</script>")
        expect(page.locator(".hit")).to_contain_text("<script>alert(2)</script>")
        seen.check()
        with page.expect_request(lambda asked: asked.url.endswith(f"/api/recordings/{world.recording_id}/playback")):
            page.locator(".hit .play").click()
        page.locator(".hit a", has_text="alert(2)").click()
        expect(page.locator("#turns .is-here")).to_contain_text("большой")


def test_nothing_found_and_a_wrong_day_are_told(opened, web, people, world):
    with Visit(opened, web.address, cookie=people.cookies["head"], language="en") as seen:
        seen.go("/search?q=" + "крокодил")
        expect(seen.page.locator("#found")).to_have_text("Nothing was found.")
        seen.check()
        seen.go("/search?q=x&since=yesterday")
        expect(seen.page.locator("#search-since-fault")).to_be_visible()
        seen.check()
