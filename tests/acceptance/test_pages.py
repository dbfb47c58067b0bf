"""The pages in a real browser."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from playwright.sync_api import expect

from api.access import new_token
from models.queue import Stage
from models.store import accounts, cases, jobs
from models.store.database import SYSTEM
from tests.acceptance.browser import LAPTOP, TABLET, Visit
from tests.acceptance.web import running
from tests.postgres import fresh_database
from tests.service import make_world

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(300)]

PASSWORD = "верный пароль 12"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def world(people):
    """The investigator's case, with work under way and names that a page could trip over."""
    made = make_world(people, "investigator")
    account_id = people.people["investigator"].id
    with people.database.transaction(SYSTEM) as connection:
        for name, table, row in ((HOSTILE, "recording", made.recording_id), (HOSTILE, "region", people.units[0].region_id)):
            connection.execute(f"UPDATE {table} SET name = %s WHERE id = %s", (name, row))
        person = cases.add_person(
            connection, name=HOSTILE, iin=None, birth_date=None, contacts=[HOSTILE], created_by=account_id
        )
        cases.add_participant(connection, case_id=made.case_id, person_id=person.id, role=HOSTILE)
        reason = "Включён в следственную группу по делу о краже " * 3
        connection.execute("UPDATE access_grant SET reason = %s WHERE id = %s", (reason, made.grant_id))
        job = jobs.enqueue(connection, stage=Stage.TRANSCRIBE, case_id=made.case_id, recording_id=made.recording_id)
        jobs.report(connection, jobs.begin(connection, job.id), step="recognize", share=0.4)
    return made


@contextmanager
def visit(opened, web, people, who=None, **more):
    with Visit(opened, web.address, cookie=people.cookies[who] if who else None, **more) as made:
        yield made


PAGES = (
    (None, "/"),
    (None, "/sign-in?token=abc"),
    (None, "/cases"),
    ("investigator", "/cases"),
    ("investigator", "/cases/{case_id}"),
    ("investigator", "/cases/{case_id}/journal"),
    ("investigator", "/account"),
    ("investigator", "/account/second-factor"),
    ("investigator", "/no-such-page"),
    ("head", "/cases/{case_id}"),
    ("prosecutor", "/cases"),
    ("participant", "/documents"),
    ("administrator", "/administration/accounts"),
    ("administrator", "/administration/units"),
    ("administrator", "/administration/accounts/{prosecutor_id}"),
)


@pytest.mark.parametrize(("theme", "window", "language"), [("light", LAPTOP, "ru"), ("dark", TABLET, "kk")])
@pytest.mark.parametrize("who", [None, "investigator", "head", "prosecutor", "participant", "administrator"])
def test_every_page_can_be_used_by_everybody_and_asks_nobody_else(opened, web, people, world, who, theme, window, language):
    known = {"case_id": world.case_id, "prosecutor_id": people.people["prosecutor"].id}
    if who:
        with people.database.transaction(SYSTEM) as connection:
            accounts.set_language(connection, people.people[who].id, language)
    with visit(opened, web, people, who, theme=theme, window=window, language=language) as seen:
        for path in [path for of, path in PAGES if of == who]:
            seen.go(path.format(**known))
            expect(seen.page.locator("html")).to_have_attribute("lang", language)
            seen.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            seen.check()


def test_somebody_signs_in_looks_for_a_case_and_opens_one(opened, web, people):
    with_password(people, "colleague", "en")
    with visit(opened, web, people) as seen:
        page = seen.page
        seen.go("/cases?status=open")
        page.get_by_label("Login").fill("colleague")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("Login, password or code is wrong.")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(web.address + "/cases?status=open")
        page.locator("summary", has_text="Open a case").click()
        form = page.locator("form#case")
        form.get_by_label("Number").fill(HOSTILE)
        form.get_by_label("Articles").fill("188 part 2; 190")
        form.get_by_role("button", name="Open a case").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
        expect(page.get_by_role("status")).to_contain_text("The case is open.")
        expect(page.locator(".facts").first).to_contain_text("188 part 2; 190")
        seen.go("/cases?number=ALERT")
        page.get_by_role("link", name=HOSTILE).click()
        seen.check()


def with_password(people, who, language):
    """Give somebody a password; where the second factor is on, it goes."""
    from api.passwords import hash_password

    account_id = people.people[who].id
    with people.database.transaction(SYSTEM) as connection:
        accounts.set_password(connection, account_id, hash_password(PASSWORD))
        accounts.set_totp(connection, account_id, None)
        accounts.set_language(connection, account_id, language)
    return account_id


def test_a_new_password_signs_out_everywhere_else_and_says_so(opened, web, people):
    from api.passwords import hash_password

    with people.database.transaction(SYSTEM) as connection:
        made = accounts.add_account(  # of its own: others are signed in already
            connection,
            login="changes",
            name="-",
            role="participant",
            unit_id=None,
            language="en",
            password_hash=hash_password(PASSWORD),
        )
        _, hashed = new_token()
        accounts.add_token(
            connection,
            token_hash=hashed,
            account_id=made.id,
            name="register",
            scopes=["read"],
            expires_at=datetime.now(UTC) + timedelta(days=1),
        )
    with visit(opened, web, people) as here, visit(opened, web, people) as there:
        for each in (here, there):
            each.go("/sign-in")
            each.page.get_by_label("Login").fill("changes")
            each.page.get_by_label("Password").fill(PASSWORD)
            each.page.get_by_role("button", name="Sign in").click()
            expect(each.page.get_by_role("button", name="Sign out")).to_be_visible()
        page = here.page
        here.go("/account")
        page.get_by_label("Present password").fill(PASSWORD)
        page.get_by_label("New password").fill(PASSWORD + "!")
        page.get_by_label("The same password again").fill(PASSWORD + "!")
        page.get_by_role("button", name="Set the password").click()
        expect(page.get_by_role("status")).to_contain_text("Wherever else this account was signed in, it is signed out.")
        expect(page.get_by_role("row", name="register")).to_contain_text("holds")
        here.check()
        there.go("/account")
        expect(there.page.get_by_label("Login")).to_be_visible()


def test_a_form_that_cannot_be_used_comes_back_with_what_was_typed_and_the_focus_where_it_is_wrong(
    opened, web, people, world
):
    english(people, "investigator")
    with visit(opened, web, people, "investigator") as seen:
        page = seen.page
        seen.go(f"/cases/{world.case_id}")
        page.get_by_text("Add a person", exact=True).click()
        form = page.locator("form#person")
        form.get_by_label("Surname").fill("Ахметов Ерлан")
        form.get_by_label("IIN").fill("12")
        form.get_by_role("button", name="Add").click()
        expect(form.get_by_label("IIN")).to_have_attribute("aria-invalid", "true")
        expect(form.get_by_label("IIN")).to_be_focused()
        expect(form.get_by_label("Surname")).to_have_value("Ахметов Ерлан")
        form.get_by_label("IIN").fill("900101300123")
        form.get_by_role("button", name="Add").click()
        expect(page.locator("#persons")).to_contain_text("900101300123")
        assert seen.faults == []


def english(people, who):
    with people.database.transaction(SYSTEM) as connection:
        accounts.set_language(connection, people.people[who].id, "en")


def test_nothing_typed_is_lost_when_the_sign_in_ends_meanwhile(opened, web, people, world):
    with_password(people, "investigator", "en")
    with visit(opened, web, people, "investigator") as seen:
        page = seen.page
        seen.go(f"/cases/{world.case_id}")
        page.get_by_text("Add a person", exact=True).click()
        form = page.locator("form#person")
        form.get_by_label("Surname").fill("Долго Набранный")
        seen.forget_cookie()
        form.get_by_role("button", name="Add").click()
        expect(page.get_by_role("dialog")).to_contain_text("Nothing that you typed is lost")
        tab = seen.another()
        tab.goto(web.address + "/sign-in")
        tab.get_by_label("Login").fill("investigator")
        tab.get_by_label("Password").fill(PASSWORD)
        tab.get_by_role("button", name="Sign in").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Cases")
        page.get_by_role("button", name="Back to the page").click()
        form.get_by_role("button", name="Add").click()
        expect(page.locator("#persons")).to_contain_text("Долго Набранный")


def test_names_are_shown_letter_for_letter_and_run_nothing(opened, web, people, world):
    english(people, "investigator")
    with visit(opened, web, people, "investigator") as seen:
        seen.page.on("dialog", lambda dialog: seen.faults.append(dialog.message))
        for path in (f"/cases/{world.case_id}", f"/cases?number={HOSTILE}", f"/cases/{world.case_id}?x={HOSTILE}"):
            seen.go(path)
            if "?" not in path:
                assert seen.page.locator("body").inner_text().count(HOSTILE) >= 3
        assert seen.faults == []


def test_work_is_seen_to_go_on_and_to_end(opened, web, people, world):
    english(people, "investigator")
    with people.database.transaction(SYSTEM) as connection:
        (job,) = [each for each in jobs.jobs(connection, recording_id=world.recording_id) if each.stage is Stage.TRANSCRIBE]
    with visit(opened, web, people, "investigator") as seen:
        seen.go(f"/cases/{world.case_id}")
        work = seen.page.locator(f"#recordings .job[data-job='{job.id}']")  # the upkeep queues others in its own time
        expect(work).to_contain_text("writing words, 40")
        with people.database.transaction(SYSTEM) as connection:
            jobs.report(connection, job, step="recognize", share=0.8)
        expect(work).to_contain_text("writing words, 80")
        expect(work.get_by_role("progressbar")).to_have_attribute("value", "80")
        with people.database.transaction(SYSTEM) as connection:
            jobs.end(connection, job, "done")
        expect(work).to_have_count(0)
        # or what the upkeep has queued for it meanwhile
        expect(seen.page.locator("#recordings")).to_contain_text(re.compile("done|waiting its turn"))
        assert seen.faults == []


def test_the_language_is_chosen_before_and_after_signing_in_and_the_theme_stays(opened, web, people):
    with visit(opened, web, people, language="ru-RU") as seen:
        seen.go("/")
        expect(seen.page.get_by_role("heading", level=1)).to_have_text("Вход")
        seen.page.get_by_role("button", name="Қазақша").click()
        expect(seen.page.get_by_role("heading", level=1)).to_have_text("Жүйеге кіру")
    english(people, "stranger")
    with visit(opened, web, people, "stranger") as seen:
        seen.go("/account")
        seen.page.get_by_role("button", name="Русский").click()
        expect(seen.page.get_by_role("heading", level=1)).to_have_text("Моя учётная запись")
        seen.page.get_by_role("button", name="тёмная").click()
        expect(seen.page.locator("html")).to_have_attribute("data-theme", "dark")
        seen.check()


def test_a_second_factor_is_set_up_asked_for_and_switched_off(opened, web, people):
    with_password(people, "head", "en")
    with visit(opened, web, people, "head") as seen:
        page = seen.page
        seen.go("/account/second-factor")
        secret = re.sub(r"\s", "", page.locator(".secret").inner_text())
        page.get_by_label("One-time code").fill("000000" if pyotp.TOTP(secret).now() != "000000" else "000001")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Switch on").click()
        expect(page.locator("form#factor").get_by_role("alert")).to_contain_text("wrong")
        page.get_by_label("One-time code").fill(pyotp.TOTP(secret).now())
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Switch on").click()
        expect(page.get_by_role("status")).to_contain_text("The second factor is on.")
    with visit(opened, web, people) as seen:
        page = seen.page
        seen.go("/")
        page.get_by_label("Login").fill("head")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("wrong")
        with people.database.transaction(SYSTEM) as connection:  # the code of this half minute is used up
            connection.execute("UPDATE credential SET totp_step = NULL WHERE account_id = %s", (people.people["head"].id,))
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("One-time code").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Cases")
        seen.go("/account/second-factor")
        seen.check()
        with people.database.transaction(SYSTEM) as connection:
            connection.execute("UPDATE credential SET totp_step = NULL WHERE account_id = %s", (people.people["head"].id,))
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("One-time code").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="Switch off").click()
        expect(page.get_by_role("status")).to_contain_text("The second factor is off.")


def test_a_program_gets_a_token_that_is_shown_once_and_revoked(opened, web, people):
    english(people, "prosecutor")
    with visit(opened, web, people, "prosecutor") as seen:
        page = seen.page
        seen.go("/account")
        page.get_by_text("Make a token").first.click()
        form = page.locator("form#token")
        form.get_by_label("What it is for").fill(HOSTILE)
        form.get_by_label("read", exact=True).check()
        form.get_by_role("button", name="Make a token").click()
        token = page.get_by_label("The new token").input_value()
        asked = page.request.get(web.address + "/api/me", headers={"Authorization": f"Bearer {token}"})
        assert asked.json()["login"] == "prosecutor"
        seen.check()
        seen.go("/account")
        expect(page.get_by_label("The new token")).to_have_count(0)
        page.get_by_role("button", name="Revoke").click()
        expect(page.get_by_role("status")).to_contain_text("Revoked.")


def test_the_keyboard_alone_comes_from_the_sign_in_to_a_person_of_a_case(opened, web, people):
    with_password(people, "investigator", "en")
    with visit(opened, web, people) as seen:
        page, keys = seen.page, seen.page.keyboard
        seen.go("/")
        keys.type("investigator")
        keys.press("Tab")
        keys.type(PASSWORD)
        keys.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Cases")
        keys.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        keys.press("Enter")
        tab_to(page, page.locator("summary", has_text="Open a case"))
        keys.press("Enter")
        keys.press("Tab")
        keys.type("клавиатура-1")
        keys.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("клавиатура-1")
        tab_to(page, page.locator("summary", has_text="Add a person"))
        keys.press("Enter")
        keys.press("Tab")
        keys.type("Клавиатурин Борис")
        keys.press("Enter")
        expect(page.locator("#persons")).to_contain_text("Клавиатурин Борис")


def tab_to(page, wanted, most=60):
    """Press Tab until that is focused, which must then be seen to be."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            assert wanted.evaluate("each => getComputedStyle(each).outlineStyle") != "none"
            return
    raise AssertionError("the keyboard does not come there")


def test_a_new_service_is_set_up_once_from_its_own_machine(opened, postgres, tmp_path):
    token, hashed = new_token()
    with (
        fresh_database(postgres) as addresses,
        running(addresses.application, tmp_path, "--set-up-hash", hashed.hex()) as process,
        Visit(opened, process.address) as seen,
    ):
        page = seen.page
        assert seen.go("/set-up?token=wrong").status == 404
        seen.go(f"/set-up?token={token}")
        seen.check()
        for label, text in (
            ("Surname", HOSTILE),
            ("Login", "admin"),
            ("Password", "too short"),
            ("The same password again", "too short"),
            ("Region", "Алматы"),
            ("Unit", "УП"),
        ):
            page.get_by_label(label, exact=label in {"Password", "Unit", "Region"}).fill(text)
        page.get_by_label("Language of the pages").select_option("en")
        page.get_by_role("button", name="Set up").click()
        expect(page.locator("#set-up-password-fault")).to_contain_text("12")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_label("The same password again").fill(PASSWORD)
        page.get_by_role("button", name="Set up").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Accounts")
        expect(page.locator("table")).to_contain_text(HOSTILE)
        assert seen.go(f"/set-up?token={token}").status == 404
        sent = page.request.post(process.address + "/set-up", form={"token": token, "login": "another"})
        assert sent.status == 404
        assert seen.faults == []
