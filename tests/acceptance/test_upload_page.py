"""Recordings come into a case through the page: many at once, resumed, compared, and placed into sittings."""

import hashlib
import random
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from psycopg.types.json import Jsonb

from models.store import accounts, cases, recordings
from models.store.database import SYSTEM
from tests.acceptance.browser import LAPTOP, TABLET, Visit
from tests.service import make_world

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(300)]

HOSTILE = "<script>alert(1)</script> допрос.wav"
MIB = 1 << 20


@pytest.fixture(scope="module", autouse=True)
def english(people):
    with people.database.transaction(SYSTEM) as connection:
        accounts.set_language(connection, people.people["investigator"].id, "en")


@pytest.fixture
def world(people):
    return make_world(people, "investigator")


@pytest.fixture
def content():
    """What nobody has sent before."""
    return random.randbytes(200_000)


@contextmanager
def upload_page(opened, web, people, world, **more):
    with Visit(opened, web.address, cookie=people.cookies["investigator"], **more) as seen:
        seen.go(f"/cases/{world.case_id}/upload")
        yield seen


def file_of(name, content):
    return {"name": name, "mimeType": "audio/wav", "buffer": content}


def drop(page, **files):
    """Files fall onto the page, as from a folder; `files`: text by name."""
    page.evaluate(
        """(files) => {
            const carried = new DataTransfer();
            for (const [name, text] of Object.entries(files)) carried.items.add(new File([text], name));
            const event = new DragEvent("drop", {dataTransfer: carried, bubbles: true});
            document.querySelector("#upload-drop").dispatchEvent(event);
        }""",
        files,
    )


def send(page):
    page.get_by_role("button", name="Send to the server").click()


def row(page, name):
    return page.locator("article.upload").filter(has=page.locator(f'[data-part="name"]:text-is("{name}")'))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_two_files_are_dropped_and_come_whole_under_their_names_letter_for_letter(opened, web, people, world, theme):
    with upload_page(opened, web, people, world, theme=theme, window=TABLET) as seen:
        page = seen.page
        texts = {HOSTILE: f"{world.case_id} первый", "two.mp3": f"{world.case_id} второй"}
        drop(page, **texts)
        seen.check()
        send(page)
        for name, text in texts.items():
            expect(row(page, name)).to_contain_text("Received whole.")
            expect(row(page, name).locator("code")).to_have_text(hashlib.sha256(text.encode()).hexdigest())
        seen.check()
        address = row(page, HOSTILE).get_by_role("link", name="To the recording").get_attribute("href")
        seen.go(address)
        expect(page.locator(f"{address[address.index('#') :]} .name")).to_have_text(HOSTILE)
        assert seen.faults == []


def test_a_lost_connection_is_told_and_the_upload_goes_on_by_itself(opened, web, people, world, content):
    with upload_page(opened, web, people, world) as seen:
        page = seen.page
        page.locator("#upload-choose").set_input_files(file_of("a.wav", content))
        page.context.set_offline(True)
        send(page)
        expect(row(page, "a.wav")).to_contain_text("The connection is lost.")
        page.context.set_offline(False)
        page.wait_for_timeout(50)
        expect(row(page, "a.wav")).to_contain_text("Received whole.")
        assert row(page, "a.wav").locator("code").inner_text() == hashlib.sha256(content).hexdigest()


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(opened, web, people, world, tmp_path):
    path = tmp_path / "long.wav"
    path.write_bytes(random.randbytes(33 * MIB))
    offsets = []
    with upload_page(opened, web, people, world) as seen:
        page = seen.page
        page.on(
            "request", lambda asked: offsets.append(asked.headers.get("upload-offset")) if asked.method == "PATCH" else None
        )
        page.locator("#upload-choose").set_input_files(path)
        page.route("**/api/uploads/*", lambda route: route.abort() if after_first(route) else route.continue_())
        send(page)
        expect(row(page, "long.wav")).to_contain_text("The connection is lost.")
        row(page, "long.wav").get_by_role("button", name="Pause").click()
        expect(row(page, "long.wav")).to_contain_text("Paused")
        page.unroute_all()
        page.reload()
        offsets.clear()
        page.locator("#upload-choose").set_input_files(path)
        send(page)
        expect(row(page, "long.wav")).to_contain_text("Received whole.")
        assert offsets == [str(32 * MIB)]


def after_first(route):
    return route.request.headers.get("upload-offset", "0") != "0"


def test_the_recorders_own_hash_is_compared_and_a_wrong_one_is_told(opened, web, people, world, content):
    sha256 = hashlib.sha256(content).hexdigest()
    with upload_page(opened, web, people, world) as seen:
        page = seen.page
        for name, more, typed in (("right.wav", b"", sha256.upper()), ("wrong.wav", b"!", "ab" * 32)):
            page.locator("#upload-choose").set_input_files(file_of(name, content + more))
            row(page, name).locator("summary").click()
            row(page, name).get_by_label("SHA-256").fill(typed)
        page.locator("#upload-choose").set_input_files(file_of("none.wav", b"-"))
        row(page, "none.wav").locator("summary").click()
        row(page, "none.wav").get_by_label("SHA-256").fill("xyz")
        send(page)
        expect(row(page, "none.wav")).to_contain_text("64 digits")
        expect(row(page, "right.wav")).to_contain_text("the same as the recorder's")
        expect(row(page, "wrong.wav").get_by_role("alert")).to_contain_text("ab" * 32)
        seen.check()
    with people.database.transaction(SYSTEM) as connection:
        looks = [each for each in recordings.custody_of_case(connection, world.case_id) if each.stated_sha256]
    assert {each.stated_sha256: each.intact for each in looks} == {sha256: True, "ab" * 32: False}


def test_bytes_that_the_case_has_already_are_told_and_a_refusal_says_the_servers_sentence(
    opened, web, people, world, content
):
    with upload_page(opened, web, people, world) as seen:
        page = seen.page
        page.locator("#upload-choose").set_input_files(file_of("first.wav", content))
        send(page)
        expect(row(page, "first.wav")).to_contain_text("Received whole.")
        page.locator("#upload-choose").set_input_files(file_of("again.wav", content))
        send(page)
        expect(row(page, "again.wav").get_by_role("alert")).to_contain_text("as “first.wav”")
        page.get_by_label("Voices, at least").fill("9")
        page.get_by_label("Voices, at most").fill("3")
        page.locator("#upload-choose").set_input_files(file_of("odd.wav", b"odd"))
        send(page)
        expect(row(page, "odd.wav")).to_contain_text("What was sent cannot be used")
        row(page, "odd.wav").get_by_role("button", name="Remove").click()
        expect(row(page, "odd.wav")).to_have_count(0)


def test_a_recording_is_placed_into_a_sitting_that_is_made_with_it(opened, web, people, world):
    with Visit(opened, web.address, cookie=people.cookies["investigator"]) as seen:
        page = seen.page
        seen.go(f"/cases/{world.case_id}/recordings/{world.recording_id}/place")
        seen.check()
        page.get_by_label("Interrogation and sitting").select_option(f"new-{world.interrogation_id}")
        page.get_by_label("Begun").fill("2026-03-02T10:00")
        page.locator("#place-ended_at").fill("2026-03-02T09:00")
        page.get_by_label("From, on the recording").fill("0:01")
        page.get_by_label("To, on the recording").fill("0:09")
        page.get_by_label("When that beginning was").fill("2026-03-02T10:05:30")
        page.get_by_label("Where that time is from").select_option("recorder")
        page.get_by_label("It may be wrong by so many seconds").fill("2,5")
        page.get_by_role("button", name="Place").click()
        expect(page.locator("#place-ended_at-fault")).to_be_visible()
        page.locator("#place-ended_at").fill("2026-03-02T11:00")
        page.get_by_role("button", name="Place").click()
        expect(page.locator(f"#interrogation-{world.interrogation_id}")).to_contain_text("by the recorder's clock")
    with people.database.transaction(SYSTEM) as connection:
        sittings = cases.sittings(connection, world.interrogation_id)
        (placed,) = [each for each in cases.placements(connection, world.interrogation_id) if each.wall_start]
    assert [each.number for each in sittings] == [1, 2]
    assert (placed.sitting_id, placed.span_start, placed.span_end, placed.source, placed.doubt_seconds) == (
        sittings[1].id,
        1,
        9,
        "recorder",
        2.5,
    )
    assert placed.wall_start.isoformat() == "2026-03-02T05:05:30+00:00"


@pytest.mark.parametrize(("theme", "window", "language"), [("light", LAPTOP, "ru"), ("dark", TABLET, "kk")])
def test_the_time_that_a_file_carries_is_proposed_and_taken_by_a_person_alone(
    opened, web, people, world, theme, window, language
):
    told = {"tag": "creation_time", "clock": "2026-03-02T04:10:00", "says_utc": True}
    with people.database.transaction(SYSTEM) as connection:
        sound = {"decoded_duration": 90.0, "container_time": told}
        connection.execute("UPDATE recording SET sound = %s WHERE id = %s", (Jsonb(sound), world.recording_id))
        accounts.set_language(connection, people.people["investigator"].id, language)
    path = f"/cases/{world.case_id}/recordings/{world.recording_id}/place"
    with Visit(opened, web.address, cookie=people.cookies["investigator"], theme=theme, window=window) as seen:
        seen.go(path)
        seen.check()
        with people.database.transaction(SYSTEM) as connection:
            accounts.set_language(connection, people.people["investigator"].id, "en")
        page = seen.page
        seen.go(path)
        expect(page.get_by_role("group", name="The file says: 2026-03-02 04:10:00 UTC")).to_contain_text("Recorders write")
        expect(page.get_by_label("do not take it")).to_be_checked()
        page.get_by_label("2026-03-02 09:08:30 if it is universal time (UTC), at the end").check()
        page.get_by_label("When that beginning was").fill("2026-03-02T10:05:30")
        page.get_by_label("From, on the recording").fill("0:30")
        page.get_by_role("button", name="Place").click()
        expect(page.locator("#place-wall_start-fault")).to_contain_text("not both")
        expect(page.get_by_label("2026-03-02 09:08:30")).to_be_checked()
        page.get_by_label("When that beginning was").fill("")
        page.get_by_label("It may be wrong by so many seconds").fill("60")
        page.get_by_role("button", name="Place").click()
        expect(page.locator(f"#interrogation-{world.interrogation_id}")).to_contain_text("from 09:09 (as the file says")
        assert seen.faults == []
    with people.database.transaction(SYSTEM) as connection:
        (placed,) = [each for each in cases.placements(connection, world.interrogation_id) if each.wall_start]
    assert (placed.wall_start.isoformat(), placed.source, placed.typed_by, placed.doubt_seconds) == (
        "2026-03-02T04:09:00+00:00",
        "container",
        None,
        60,
    )
