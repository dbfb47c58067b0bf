"""One investigator's whole way in a real browser: from an empty service to a signed-off protocol that is read back."""

import io
import re
import subprocess

import httpx
import imageio_ffmpeg
import pytest
from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.acceptance.browser import Visit
from tests.acceptance.up import until, up
from tests.integration.recordings import SAMPLES

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(500)]

PASSWORD = "верный пароль 12"
SECONDS = 42  # of the sample: eight questions and answers
TOLD = (
    *("recording received", "work done", "changed", "named a voice", "listened to", "took a file out", "looked at"),
    *("Ахметов Ерлан",),
)
LONG = 240_000  # ms: a whole recording is worked on meanwhile


@pytest.fixture(scope="module")
def service():
    """A new service: its address, the link to its set-up page, and what it printed."""
    with up() as (_, address, folder):
        log = folder / "log"
        found = until(lambda: re.search(r"First set-up \(once.*: (\S+)", log.read_text()), seconds=90)
        yield address, found[1], log


def beginning(path):
    """The sample's first questions and answers."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", SAMPLES / "interrogation.ogg", "-t", str(SECONDS)]
    subprocess.run([*command, "-c", "copy", path], check=True)
    return path


def sign_in_link(page):
    """The link that an administrator is shown for an account."""
    return page.locator("input[readonly]").input_value()


def set_up(seen, link):
    page = seen.page
    page.goto(link)
    page.get_by_label("Surname, name, patronymic").fill("Админов А. А.")
    page.get_by_label("Login").fill("admin")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_label("Language of the pages").select_option("en")
    page.get_by_label("Region").fill("Алматы")
    page.get_by_label("Unit").fill("Первый отдел")
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def make_investigator(seen):
    """An account, and the link for its owner."""
    page = seen.page
    seen.go("/administration/accounts")
    page.get_by_text("Add an account", exact=True).click()
    page.get_by_label("Surname, name, patronymic").fill("Ахметов Ерлан")
    page.get_by_label("Login").fill("akhmetov")
    page.locator("#account-unit_id").select_option(label="Первый отдел")
    page.get_by_label("Language of the pages").select_option("en")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("button", name=re.compile("link", re.IGNORECASE)).click()
    return sign_in_link(page)


def open_case(page):
    page.locator("#case-number").fill("26-000017")
    page.get_by_label("Articles").fill("188 часть 2")
    page.get_by_role("button", name="Open a case").click()
    for name, role in (("Серикова Айгуль Маратовна", "witness"), ("Ахметов Ерлан", "investigator")):
        page.get_by_text("Add a person", exact=True).click()
        page.locator("#person-name").fill(name)
        page.locator("#person-role").select_option(role)
        page.locator("#persons").get_by_role("button", name="Add").click()
        expect(page.locator("#persons th", has_text=name)).to_be_visible()
    page.get_by_text("Add an interrogation", exact=True).click()
    page.get_by_label("Who is interrogated").select_option(index=0)
    page.locator("#interrogations").get_by_role("button", name="Add").first.click()
    expect(page.get_by_role("heading", name="1. Серикова Айгуль Маратовна")).to_be_visible()


def upload(page, path):
    """Send a recording and wait until it is written; its page."""
    page.get_by_role("link", name="Add recordings").click()
    page.get_by_label("Choose files").set_input_files(path)
    page.get_by_role("button", name="Send to the server").click()
    row = page.locator("article.upload")
    expect(row).to_contain_text(re.compile("[0-9a-f]{64}"), timeout=30_000)
    page.get_by_role("link", name="26-000017").first.click()
    expect(page.get_by_role("link", name="Open the transcript")).to_be_visible(timeout=LONG)


def place(page):
    page.get_by_role("link", name="Place into a sitting").click()
    page.get_by_role("textbox", name="Begun").fill("2026-03-12T10:00")
    page.get_by_role("textbox", name="Ended").fill("2026-03-12T10:20")
    page.get_by_role("textbox", name="When that beginning was").fill("2026-03-12T10:00:00")
    page.get_by_role("button", name="Place", exact=True).click()
    expect(page.get_by_role("table", name="Sittings of interrogation 1")).to_be_visible()


def correct(page):
    """Correct a word and hear it; name the voices; check every turn."""
    turns = page.locator(".turn")
    expect(turns.first).to_be_visible()
    last = turns.last
    last.locator("[data-word='0']").click()
    page.wait_for_function("() => document.querySelector('#player audio').currentTime > 34")
    page.keyboard.press("Space")
    last.locator(".turn-words").dblclick()
    field = page.get_by_label("Text of the turn")
    field.fill("Вечером я была дома. Около девяти часов я услышала громкий крик во дворе и подошла к окошку.")
    field.press("Enter")
    expect(page.locator("#save-state")).to_have_text("All saved")
    page.keyboard.press("v")
    for voice, name in ((1, "Ахметов"), (2, "Серикова")):
        owner = page.get_by_label(f"Whose voice {voice} is")
        owner.select_option(label=owner.locator("option", has_text=name).first.text_content())
        expect(page.locator("#save-state")).to_have_text("All saved")
    page.locator("#voices-panel").get_by_role("button", name="Close").click()
    turns.first.click()
    for _ in range(turns.count()):
        page.keyboard.press("F9")
    expect(page.locator("#save-state")).to_have_text("All saved")
    count = turns.count()
    expect(page.locator("#checked-words")).to_contain_text(f"{count} of {count}")


def fill_the_form(page):
    """Everything that the recording cannot tell and the case file does not know."""
    known = {"case_number", "articles", "date", "person.full_name", "defence_notification", "leave_out", "email"}
    form = page.locator("form#form")
    for field in form.locator("input:not([type]), textarea").all():
        name = field.get_attribute("name")
        if name in known or field.evaluate("each => each.closest('.rows') !== null"):
            continue
        field.fill("14.05.1990" if name == "person.birth_date" else "есть")
    for group in form.locator("fieldset.yes").all():
        told = "no" if group.get_attribute("id") in {"field-additional", "field-interpreter_needed"} else "yes"
        group.get_by_label(told, exact=True).check()
    page.get_by_label("How it was read").select_option("own_reading")
    page.get_by_label("There were no other participants").check()
    page.get_by_label("There are no attachments").check()
    page.get_by_role("button", name="Save the form").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()


def draw_up(page, *, version):
    page.get_by_role("button", name=re.compile("Draw up")).first.click()
    expect(page.locator("#draft-title")).to_contain_text(f"Version {version}", timeout=LONG)


def read_back(page):
    """What the DOCX and the PDF say, as they come down."""
    texts = []
    for name in ("DOCX", "PDF"):
        with page.expect_download() as coming:
            page.get_by_role("link", name=name).first.click()
        content = coming.value.path().read_bytes()
        if name == "DOCX":
            document = Document(io.BytesIO(content))
            cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
            texts.append(" ".join([*(each.text for each in document.paragraphs), *cells]))
        else:
            texts.append(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages))
    return [re.sub(r"[\s\u00ad]+", " ", text) for text in texts]


def test_a_plain_start_has_no_account_and_tells_where_to_make_the_first(service):
    address, link, log = service
    assert link.startswith(f"{address}/set-up?token=")
    assert "sign-in?token" not in log.read_text()
    assert httpx.get(link).status_code == 200
    assert httpx.get(f"{address}/set-up?token=guessed").status_code == 404


def test_from_an_empty_service_to_a_protocol_that_is_read_back(opened, service, tmp_path):
    recording = beginning(tmp_path / "допрос 12 марта.ogg")
    address, first_link, _ = service
    with Visit(opened, address) as administrator:
        set_up(administrator, first_link)
        link = make_investigator(administrator)
        assert administrator.faults == []
    with Visit(opened, address) as seen:
        page = seen.page
        page.goto(link)
        page.locator("main").get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Cases")).to_be_visible()
        open_case(page)
        case = page.url.split("#")[0]
        upload(page, recording)
        place(page)
        page.goto(case)
        page.get_by_role("link", name="Open the transcript").click()
        correct(page)
        seen.check()
        page.goto(case)
        page.get_by_role("link", name="Open the protocol").click()
        draw_up(page, version=1)
        expect(page.get_by_role("button", name="It is complete: ready")).to_be_disabled()
        assert page.locator(".gaps li").count() > 12
        fill_the_form(page)
        draw_up(page, version=2)
        assert page.locator(".gaps li").all_text_contents() == []
        seen.check()
        page.get_by_role("button", name="It is complete: ready").click()
        expect(page.locator("#state")).to_contain_text("ready")
        for text in read_back(page):
            assert "26-000017" in text
            assert "подошла к окошку" in text
            assert "Серикова Айгуль Маратовна" in text
            assert re.findall(r"\[ВСТАВИТЬ: (?!…)[^\]]*", text) == []
        seen.go("/search?q=окошко")
        expect(page.locator(".hit mark")).to_have_text("окошку.")
        expect(page.locator(".hit")).to_contain_text("Серикова Айгуль Маратовна")
        page.locator(".hit .play").click()
        page.wait_for_function("() => document.querySelector('#player audio').currentTime > 34")
        page.wait_for_timeout(1500)  # what was heard is told, and reads are written a moment later
        page.goto(case + "/journal")
        journal = page.locator("main")
        for told in TOLD:
            expect(journal).to_contain_text(told)
        seen.check()
