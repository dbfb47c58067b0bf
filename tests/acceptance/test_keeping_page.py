"""A case's keeping, and versions of its protocols given to participants, in a real browser."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from models.cases import CaseStatus
from models.custody import CustodyKind
from models.protocol_versions import VersionState
from models.store import accounts, cases, looks, protocols, recordings, retention
from models.store.database import SYSTEM, account
from models.store.looks import Look
from tests.acceptance.browser import LAPTOP, TABLET, Visit
from tests.integration.keeping import passed, with_rule
from tests.service import make_world

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(300)]

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module", autouse=True)
def english(people):
    for who in ("investigator", "head", "prosecutor", "participant"):
        in_language(people, who, "en")


@pytest.fixture
def world(people):
    return make_world(people, "investigator")


@contextmanager
def visit(opened, web, people, who, **more):
    with Visit(opened, web.address, cookie=people.cookies[who], **more) as made:
        yield made


def in_language(people, who, language):
    with people.database.transaction(SYSTEM) as connection:
        accounts.set_language(connection, people.people[who].id, language)


def keeping(world):
    return f"/cases/{world.case_id}/keeping"


def part(page, title):
    return page.locator("section").filter(has=page.get_by_role("heading", name=title, exact=True))


def look_at(people, world, **found):
    with people.database.transaction(SYSTEM) as connection:
        recording = recordings.recording(connection, world.recording_id)
        look = {"sha256": recording.sha256, "size_bytes": recording.size_bytes, "account_id": None, "address": None}
        return looks.record_look(connection, recording, Look(**look | found))


def with_everything(people, world, owner_url):
    """An alarm that somebody took note of, a hold, a proposal that was refused and one that stands, an erased recording."""
    head = people.people["head"].id
    with_rule(people, owner_url)
    with people.database.transaction(SYSTEM) as connection:
        connection.execute("UPDATE recording SET name = %s WHERE id = %s", (HOSTILE, world.recording_id))
        recordings.end_upload(connection, world.upload_id, failure="CancelledError")
        cases.change_status(connection, world.case_id, CaseStatus.CLOSED)
        gone = recordings.recording(connection, world.recording_id)
        connection.execute(
            "INSERT INTO custody (case_id, recording_id, kind, sha256, size_bytes, intact) "
            "VALUES (%s, %s, %s, %s, 1, true)",
            (world.case_id, uuid4(), CustodyKind.RELEASED, gone.sha256),
        )
    passed(owner_url, days=40, case_id=world.case_id)
    look_at(people, world)
    look_at(people, world, sha256=None)
    with people.database.transaction(SYSTEM) as connection:
        alarm = looks.alarms(connection, case_id=world.case_id)[0]
        looks.acknowledge(connection, alarm.id, account_id=people.people["administrator"].id, reason=HOSTILE)
    for who, confirm in (("prosecutor", False), (None, None)):
        with people.database.transaction(account(head)) as connection:
            made = retention.propose(connection, world.case_id, reason=HOSTILE)
        if who:
            with people.database.transaction(account(people.people[who].id)) as connection:
                retention.decide(connection, made.id, confirm=confirm, reason=HOSTILE)


@pytest.mark.parametrize(("theme", "window", "language"), [("light", LAPTOP, "ru"), ("dark", TABLET, "kk")])
def test_the_page_can_be_used_by_everybody_who_reads_the_case(
    opened, web, people, world, owner_url, theme, window, language
):
    with_everything(people, world, owner_url)
    for who in ("investigator", "head", "prosecutor"):
        in_language(people, who, language)
        with visit(opened, web, people, who, theme=theme, window=window, language=language) as seen:
            seen.go(keeping(world))
            expect(seen.page.locator("html")).to_have_attribute("lang", language)
            expect(seen.page.locator("#bytes .name")).to_have_text(HOSTILE)
            seen.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            seen.check()
        in_language(people, who, "en")


def test_the_investigator_closes_a_case_seals_it_with_a_reason_and_opens_it_again(opened, web, people, world):
    with visit(opened, web, people, "investigator") as seen:
        page = seen.page
        seen.go(f"/cases/{world.case_id}")
        page.get_by_role("link", name="Keeping").click()
        page.get_by_label("State of the case").select_option("closed")
        page.get_by_role("button", name="Change").click()
        expect(part(page, "State")).to_contain_text("closed since")
        page.locator("summary", has_text="Seal").click()
        sealing = part(page, "Who sees it")
        sealing.get_by_label("Reason").fill("   ")
        sealing.get_by_role("button", name="Seal").click()
        expect(sealing.locator(".fault")).to_be_visible()
        sealing.get_by_label("Reason").fill(HOSTILE)
        sealing.get_by_role("button", name="Seal").click()
        expect(sealing).to_contain_text("sealed: named persons only")
        expect(page.get_by_role("table", name="Who sealed").get_by_role("row", name="investigator")).to_contain_text(
            HOSTILE
        )
        page.locator("summary", has_text="Open it again").click()
        sealing.get_by_label("Reason").fill("защита снята")
        sealing.get_by_role("button", name="Open it again").click()
        expect(sealing).to_contain_text("not sealed")
        expect(page.get_by_role("heading", name="Legal hold")).to_be_visible()
        assert page.locator("summary", has_text="Set a hold").count() == 0  # not for the investigator
        seen.check()


def test_a_head_holds_a_case_and_loses_sight_of_it_by_sealing(opened, web, people, world):
    with visit(opened, web, people, "head") as seen:
        page = seen.page
        seen.go(keeping(world))
        assert page.get_by_label("State of the case").count() == 0
        page.locator("summary", has_text="Set a hold").click()
        part(page, "Legal hold").get_by_label("Reason").fill("жалоба")
        page.get_by_role("button", name="Set a hold").click()
        expect(part(page, "Legal hold")).to_contain_text("Nothing of it may be erased.")
        page.locator("summary", has_text="Seal").click()
        part(page, "Who sees it").get_by_label("Reason").fill("защита свидетеля")
        page.get_by_role("button", name="Seal").click()
        expect(page.get_by_role("status")).to_contain_text("The case is sealed.")
        expect(page).to_have_url(f"{web.address}/cases")
        assert seen.go(keeping(world)).status == 404
        assert seen.faults == []


def test_a_prosecutor_lifts_a_hold_and_has_no_other_buttons(opened, web, people, world):
    with people.database.transaction(account(people.people["head"].id)) as connection:
        cases.hold(connection, world.case_id, on=True)
    with visit(opened, web, people, "prosecutor") as seen:
        page = seen.page
        seen.go(keeping(world))
        assert page.locator("main summary", has_text="Seal").count() == 0
        page.locator("summary", has_text="Lift the hold").click()
        page.get_by_label("Reason").fill("жалоба рассмотрена")
        page.get_by_role("button", name="Lift the hold").click()
        expect(page.get_by_role("table", name="Who sealed")).to_contain_text("жалоба рассмотрена")
        expect(page.locator("summary", has_text="Set a hold")).to_be_visible()


def test_bytes_are_looked_at_now_and_what_is_wrong_stands_first(opened, web, people, world):
    with people.database.transaction(SYSTEM) as connection:
        recording = recordings.recording(connection, world.recording_id)
    path = people.files.of_hash(recording.sha256)
    content = path.read_bytes()
    with visit(opened, web, people, "investigator") as seen:
        page = seen.page
        seen.go(keeping(world))
        page.get_by_role("button", name="Look now").click()
        expect(page.get_by_role("status")).to_contain_text("The bytes are those received.")
        expect(page.locator("#bytes")).to_contain_text("1 look")
        path.chmod(0o600)
        path.write_bytes(content[::-1])
        page.get_by_role("button", name="Look now").click()
        expect(page.get_by_role("alert").first).to_contain_text("The bytes of 1 recording are not those received.")
        expect(page.locator("#bytes")).to_contain_text("other bytes than were received")
        seen.check()
        path.write_bytes(content)
        page.get_by_role("button", name="Look now").click()
        expect(page.get_by_role("status")).to_contain_text("The bytes are those received.")
        page.locator("#bytes summary").click()
        expect(page.get_by_role("table", name="Looks at the bytes").get_by_role("row")).to_have_count(4)


def ready(people, world):
    """The version, which was given to nobody, stands; a receiver nobody of the case knows of."""
    login = uuid4().hex
    with people.database.transaction(SYSTEM) as connection:
        protocols.revoke_document(connection, world.version_id, world.document_grant_id)
        version = protocols.version(connection, world.version_id)
        protocols.take_step(connection, version, VersionState.READY, account_id=people.people["investigator"].id)
        made = accounts.add_account(
            connection, login=login, name=f"Петров П. {HOSTILE}", role="participant", unit_id=None, language="en"
        )
    return made


@pytest.mark.parametrize(("theme", "window"), [("light", LAPTOP), ("dark", TABLET)])
def test_a_version_is_given_by_login_and_surname_and_taken_back(opened, web, people, world, theme, window):
    receiver = ready(people, world)
    with visit(opened, web, people, "investigator", theme=theme, window=window) as seen:
        page = seen.page
        seen.go(f"/cases/{world.case_id}")
        here = page.locator(f"#documents-{world.interrogation_id}")
        here.locator("summary").click()
        here.get_by_label("Reason").fill("ознакомление защитника")
        here.get_by_label("Login of the account").fill(receiver.login)
        here.get_by_label("Surname of its owner").fill("Иванов")
        here.get_by_role("button", name="Give").click()
        expect(here.locator(".fault")).to_contain_text("No account of a participant has this login and name.")
        seen.check()
        here.get_by_label("Surname of its owner").fill("петров")
        here.get_by_label("Until when it can be read").fill("2020-01-01T10:00")
        here.get_by_role("button", name="Give").click()
        expect(here.locator(".fault")).to_contain_text("The end lies in the past.")
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        here.get_by_label("Until when it can be read").fill(f"{tomorrow:%Y-%m-%dT10:00}")
        here.get_by_role("button", name="Give").click()
        expect(page.get_by_role("status").first).to_contain_text("The version is given.")
        row = here.get_by_role("row", name=receiver.name)
        expect(row).to_contain_text(f"until {tomorrow:%Y-%m-%d} 10:00")
        assert given_to(people, receiver) == [world.version_id]
        row.get_by_role("button", name="Take back").click()
        expect(row).to_contain_text("taken back")
        assert given_to(people, receiver) == []
        here.locator("summary").click()
        here.get_by_label("To whom").select_option(label=receiver.name)  # known from before
        here.get_by_label("Reason").fill("повторно")
        here.get_by_role("button", name="Give").click()
        expect(here.get_by_role("row", name="повторно")).to_contain_text("holds")
        seen.check()


def given_to(people, receiver):
    with people.database.transaction(account(receiver.id)) as connection:
        return [each.id for each in protocols.documents_given_to(connection, receiver.id)]
