"""The page of an interrogation's protocol: form, draft, sound, states, and versions compared."""

import io
from contextlib import contextmanager

import docx
import pytest
from playwright.sync_api import expect

from models.store import accounts, cases, jobs, protocols
from models.store.database import SYSTEM
from tests.acceptance.browser import LAPTOP, TABLET, Visit
from tests.acceptance.protocols import WHOLE, draw_up, set_form
from tests.acceptance.web import ROOT
from tests.service import PNG, make_world

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(300)]

HOSTILE = "<script>alert(1)</script>"
GAPPY = {"role": "witness", "place": HOSTILE, "voices": {"VOICE_00": "investigator", "VOICE_01": "interrogated"}}


@pytest.fixture
def world(people):
    made = make_world(people, "investigator")
    with people.database.transaction(SYSTEM) as connection:
        jobs.end(connection, jobs.begin(connection, made.job_id), "done")
    return made


@contextmanager
def visit(opened, web, people, who, world, query="", language="en", **more):
    with people.database.transaction(SYSTEM) as connection:
        accounts.set_language(connection, people.people[who].id, language)
    with Visit(opened, web.address, cookie=people.cookies[who], **more) as seen:
        seen.go(f"/interrogations/{world.interrogation_id}{query}")
        yield seen


def saved_form(people, world):
    with people.database.transaction(SYSTEM) as connection:
        return cases.interrogation(connection, world.interrogation_id).form


def save(page):
    page.get_by_role("button", name="Save the form").click()


@pytest.mark.parametrize(("theme", "window", "language"), [("light", LAPTOP, "ru"), ("dark", TABLET, "kk")])
def test_the_page_can_be_used_by_everybody(opened, web, people, world, theme, window, language):
    set_form(people, world, GAPPY)
    draw_up(people, world)
    for who in ("investigator", "prosecutor"):
        with visit(opened, web, people, who, world, language=language, theme=theme, window=window) as seen:
            seen.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            expect(seen.page.locator("#draft .paper")).to_contain_text(HOSTILE)
            if who == "investigator":
                seen.check()
                continue
            expect(seen.page.locator("form#form input[readonly]").first).to_be_visible()
            expect(seen.page.locator("main button:not(.play, [data-close])")).to_have_count(0)


def test_a_form_is_filled_and_saved_with_rows_statements_and_what_the_case_file_knows(opened, web, people, world):
    with visit(opened, web, people, "investigator", world) as seen:
        page = seen.page
        expect(page.locator("[id='from-person.full_name']")).to_contain_text("Иванов Иван")
        page.get_by_label("Place (city)").fill("Алматы")
        page.get_by_role("group", name="Rights and duties were explained").get_by_label("yes").check()
        page.get_by_label("There are no attachments").check()
        people_in_room = page.locator("[id='field-participants']")
        people_in_room.get_by_label("Role").select_option("defender")
        people_in_room.get_by_label("Name").fill(HOSTILE)
        people_in_room.get_by_role("button", name="One more row").click()
        people_in_room.get_by_label("Role").nth(1).select_option("interpreter")
        expect(people_in_room.get_by_label("Name").nth(1)).to_have_value("")
        page.get_by_label("Voice", exact=True).fill("VOICE_01")
        page.locator("[id='field-voices']").get_by_label("Role").select_option("interrogated")
        page.get_by_label("Date of birth").fill("tomorrow")
        save(page)
        expect(page.get_by_label("Date of birth")).to_be_focused()
        expect(page.locator("[id='field-person.birth_date-fault']")).to_contain_text("2026-03-02")
        expect(people_in_room.get_by_label("Name").first).to_have_value(HOSTILE)
        page.get_by_label("Date of birth").fill("14.05.1990")
        save(page)
        expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
        seen.check()
    assert saved_form(people, world) == {
        "place": "Алматы",
        "person": {"birth_date": "14.05.1990"},
        "statements": {"rights_explained": "true"},
        "attachments": [],
        "participants": [{"role": "defender", "name": HOSTILE}, {"role": "interpreter"}],
        "voices": {"VOICE_01": "interrogated"},
    }


def test_of_two_editors_nobody_loses_anything_and_the_second_sees_what_the_first_did(opened, web, people, world):
    with visit(opened, web, people, "investigator", world) as seen:
        page = seen.page
        page.get_by_label("Room", exact=True).fill("кабинет 5")
        page.get_by_label("Citizenship").fill("РК")
        set_form(people, world, {"place": "Астана", "official": {"room": "кабинет 7"}})
        save(page)
        told = page.locator("#form").get_by_role("alert")
        expect(told).to_contain_text("Somebody else saved this form")
        expect(told).to_contain_text("кабинет 7")
        expect(page.get_by_label("Room", exact=True)).to_have_value("кабинет 5")
        expect(page.get_by_label("Place (city)")).to_have_value("Астана")
        save(page)
        expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    form = saved_form(people, world)
    assert (form["place"], form["official"], form["person"]) == (
        "Астана",
        {"room": "кабинет 5"},
        {"citizenship": "РК"},
    )


def test_gaps_are_listed_lead_to_their_fields_and_block_ready(opened, web, people, world):
    set_form(people, world, {name: value for name, value in WHOLE.items() if name not in {"place", "remarks"}})
    draw_up(people, world)
    with visit(opened, web, people, "investigator", world) as seen:
        page = seen.page
        expect(page.get_by_role("button", name="It is complete: ready")).to_be_disabled()
        expect(page.locator("#step-ready-why")).to_contain_text("Places still to be filled: 2")
        expect(page.locator(".gaps li")).to_have_count(2)
        page.locator(".gaps").get_by_role("link", name="fill in: Place (city)").click()
        expect(page.get_by_label("Place (city)")).to_be_focused()
        page.get_by_label("Place (city)").fill("Алматы")
        expect(page.get_by_role("button", name="Draw up the draft anew")).to_be_disabled()
        save(page)
        expect(page.locator("#state")).to_contain_text("was changed after this version was drawn up")
        page.get_by_role("button", name="Draw up the draft anew").click()
        expect(page.locator("#state .job")).to_contain_text("waiting its turn")
        assert seen.faults == []


def test_a_version_goes_from_ready_to_signed_with_a_second_person_and_is_reopened(opened, web, people, world):
    set_form(people, world, WHOLE)
    draw_up(people, world)
    with people.database.transaction(SYSTEM) as connection:
        connection.execute("UPDATE unit SET second_check = TRUE WHERE id = %s", (people.units[0].id,))
    try:
        with visit(opened, web, people, "investigator", world) as seen:
            page = seen.page
            page.get_by_role("button", name="It is complete: ready").click()
            expect(page.locator("#step-checked-why")).to_contain_text("Somebody else checks it")
            expect(page.locator("#step-signed-why")).to_contain_text("second person")
            expect(page.get_by_role("button", name="Draw up the draft anew")).to_have_count(0)
            with visit(opened, web, people, "head", world) as head:
                head.page.get_by_role("button", name="I have checked it").click()
                expect(head.page.locator("#state-title")).to_contain_text("checked by a second person")
                expect(head.page.get_by_role("button", name="It is signed")).to_have_count(0)
            page.reload()
            page.get_by_label("How it was signed").select_option("electronic")
            page.get_by_role("button", name="It is signed").click()
            expect(page.locator(".states li").last).to_contain_text("electronically")
            page.get_by_label("Reason for reopening").fill("опечатка в фамилии")
            page.get_by_role("button", name="Reopen").click()
            expect(page.locator(".states li").last).to_contain_text("опечатка в фамилии")
            seen.check()
    finally:
        with people.database.transaction(SYSTEM) as connection:
            connection.execute("UPDATE unit SET second_check = FALSE WHERE id = %s", (people.units[0].id,))


def test_a_question_plays_its_sound_stops_at_its_end_and_the_journal_hears_of_it(opened, web, people, world):
    set_form(people, world, GAPPY)
    draw_up(people, world)
    derived = people.files.derived(world.recording_id)
    (derived / "playback.ogg").write_bytes((ROOT / "samples" / "interrogation.ogg").read_bytes())
    with visit(opened, web, people, "investigator", world) as seen:
        page = seen.page
        button = page.locator(".entry .play").last
        start, end = (float(button.get_attribute(f"data-{name}")) for name in ("start", "end"))
        with page.expect_request("**/heard") as heard:
            button.click()
        sound = page.locator("#player audio")
        expect(page.locator("#player")).to_contain_text("Plays 0")
        assert sound.evaluate("each => each.paused")
        stopped = sound.evaluate("each => each.currentTime")
        assert start < end <= stopped < end + 1
        (span,) = heard.value.post_data_json["spans"]
        assert start <= span["start"] + 0.01 and span["end"] <= stopped + 0.3
        assert seen.faults == []


def test_two_versions_are_compared_word_by_word(opened, web, people, world):
    set_form(people, world, WHOLE)
    draw_up(people, world)
    set_form(people, world, WHOLE | {"remarks": "имею одно"})
    draw_up(people, world)
    with visit(opened, web, people, "prosecutor", world, "") as seen:
        page = seen.page
        page.locator("summary", has_text="All versions").click()
        page.get_by_role("link", name="compare with version 2").click()
        expect(page.get_by_role("status")).to_contain_text("1 line is different")
        expect(page.locator(".changed del")).to_have_text("не")
        expect(page.locator(".changed ins")).to_have_text("одно")
        seen.check()


def typed_over(people, version, words):
    """The version's DOCX in which somebody wrote other words into the first answer."""
    word = docx.Document(str(people.files.of_hash(version.docx_sha256)))
    runs = [run for each in word.paragraphs for run in each.runs if run.text == "дома нет на работе"]
    runs[0].text = words
    word.add_paragraph(HOSTILE)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def bring_back(page, *files):
    if not page.get_by_label("File, or pages of a scan").is_visible():
        page.locator("summary", has_text="Bring back a changed document").click()
    page.get_by_label("File, or pages of a scan").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    )
    page.get_by_role("button", name="Bring back", exact=True).click()


@pytest.mark.parametrize(("theme", "window"), [("light", LAPTOP), ("dark", TABLET)])
def test_a_document_changed_in_word_is_brought_back_and_what_was_typed_by_hand_is_heard(
    opened, web, people, world, theme, window
):
    set_form(people, world, GAPPY)
    version = draw_up(people, world, with_files=True)
    with visit(opened, web, people, "investigator", world, theme=theme, window=window) as seen:
        page = seen.page
        bring_back(page, ("протокол.docx", b"PK no more"))
        expect(page.locator("#returns").get_by_role("alert")).to_contain_text("is no DOCX")
        bring_back(page, ("протокол.docx", typed_over(people, version, "дома весь день")))
        expect(page.locator("h1")).to_contain_text("Changed in Word")
        expect(page.locator("#differences-title ~ p[role=status]")).to_contain_text("2 lines are different")
        first, last = page.locator(".by-hand").all()
        expect(first.locator("del")).to_have_text("нет на работе")
        expect(first.locator("ins")).to_have_text("весь день")
        expect(first).to_contain_text("typed by hand")
        expect(first).to_contain_text("investigator")
        expect(first.get_by_role("button", name="what was really said")).to_be_visible()
        expect(last.locator("ins")).to_have_text(HOSTILE)
        seen.check()
        page.get_by_label("What was brought back is").select_option("differs")
        page.get_by_role("button", name="State this").click()
        expect(page.locator("#ruling-note-fault")).to_be_visible()
        page.get_by_label("What differs").fill("лист 2")
        page.get_by_role("button", name="State this").click()
        expect(page.locator("#ruling-part .states")).to_contain_text("лист 2")
        page.get_by_role("link", name="Protocol").click()
        expect(page.locator("#returns tbody tr")).to_contain_text("differs from the version")
        seen.check()


def test_a_scan_is_looked_at_page_by_page_and_named_as_the_signed_paper(opened, web, people, world):
    set_form(people, world, WHOLE)
    version = draw_up(people, world, with_files=True)
    with people.database.transaction(SYSTEM) as connection:
        protocols.take_step(connection, version, "ready", account_id=people.people["investigator"].id)
    with visit(opened, web, people, "investigator", world) as seen:
        page = seen.page
        bring_back(page, ("лист 1.png", PNG), ("лист 2.png", PNG))
        expect(page.locator("#pages-title ~ .notice").first).to_contain_text("not compared word by word")
        for name in ("The version, page 1", "The scan, page 2"):
            picture = page.get_by_role("img", name=name)
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", True)
            assert picture.evaluate("each => each.naturalWidth") > 10
        seen.check()
        page.get_by_role("link", name="Protocol").click()
        page.get_by_label("How it was signed").select_option("paper")
        page.get_by_label("Scan of the signed paper").select_option(index=1)
        page.get_by_role("button", name="It is signed").click()
        expect(page.locator(".states li").last.get_by_role("link", name="the signed paper")).to_be_visible()
        assert seen.faults == []


def test_a_question_is_marked_as_withdrawn_and_an_answer_as_refused_from_the_draft(opened, web, people, world):
    set_form(people, world, GAPPY)
    draw_up(people, world)
    with visit(opened, web, people, "investigator", world) as seen:
        page = seen.page
        page.locator("#draft").get_by_role("button", name="Withdrawn or disallowed").first.click()
        withdrawn = page.locator("[id='field-withdrawn_questions']")
        expect(withdrawn.get_by_label("Turn")).to_have_value("t0001")
        expect(withdrawn.get_by_label("How")).to_be_focused()
        withdrawn.get_by_label("How").select_option("disallowed")
        withdrawn.get_by_label("Who did so").fill("следователь")
        page.locator("#draft").get_by_role("button", name="Refused to answer").first.click()
        page.locator("[id='field-refusals']").get_by_label("Ground").select_option("self_and_relatives")
        save(page)
        expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
        seen.check()
    form = saved_form(people, world)
    assert form["withdrawn_questions"] == [{"turn": "t0001", "how": "disallowed", "by": "следователь"}]
    assert form["refusals"] == [{"turn": "t0002", "ground": "self_and_relatives"}]
    draw_up(people, world)
    with visit(opened, web, people, "investigator", world) as seen:
        expect(seen.page.locator("#draft")).to_contain_text("Вопрос отведён (следователь). Причина: [ВСТАВИТЬ")
        expect(seen.page.locator("#draft")).to_contain_text("статья 77 Конституции РК")
        seen.page.locator("summary", has_text="places to fill").click()
        seen.page.locator(".gaps").get_by_role("link", name="fill in: Questions that were withdrawn").click()
        expect(seen.page.locator("[id='field-withdrawn_questions'] input").first).to_be_focused()
