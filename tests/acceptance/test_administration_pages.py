"""The pages of administration in a real browser: each as it stands, and one real action on each."""

import re
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from gpu.attempts import Workplace
from gpu.tasks import run_job
from models.accounts import AccountRole, IdentityKind
from models.outgoing import Purpose
from models.queue import JobState, Stage
from models.sentences import Sentence
from models.store import accounts, addresses, identities, jobs, looks, recordings, webhooks, workers
from models.store.database import SYSTEM
from models.store.looks import Look
from models.webhooks import WebhookEvent
from models.weights_in_use import WeightsState
from models.workers import Check, SelfTestReport, Worker
from tests.acceptance.browser import LAPTOP, TABLET, Visit
from tests.integration.keeping import passed, with_rule
from tests.service import make_world

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(300)]

HOSTILE = "<script>alert(1)</script>"
WORKER = UUID("5d01408d-3bc7-4e65-9eb1-0da122e8691d")


class Played:
    """A process that finds its weights damaged, and the rest right."""

    def carry_out(self, order, report):
        said = Sentence(ru=f"Файл {HOSTILE} не тот", kk=f"{HOSTILE} файлы өзгеше", en=f"The file {HOSTILE} is another")
        found = (
            Check(name="weights", passed=False, seconds=0.3, found="", code="WeightsDamagedError", failure=said),
            Check(name="decoder", passed=True, seconds=0.1, found="n9.0.2"),
            Check(name="device", passed=True, seconds=2.0, found="cuda:0"),
            Check(name="clip", passed=True, seconds=9.0, found="10 s"),
        )
        states = {"whisper-base": WeightsState.DAMAGED, "campplus": WeightsState.PRESENT}
        return SelfTestReport(checks=found, weights=states, device="cuda:0")


@pytest.fixture(scope="module")
def world(people, owner_url):
    """Something on every page, with names that a page could trip over."""
    made = make_world(people, "investigator")
    administrator = people.people["administrator"].id
    worker = Worker(
        id=WORKER, host=HOSTILE, pid=7, device="auto", computes_on="cuda:0", queues=["gpu", "cpu"], version="9.9"
    )
    with people.database.transaction(SYSTEM) as connection:
        workers.beat(connection, worker)
        workers.note_weights(connection, HOSTILE, {"whisper-base": WeightsState.MISSING, HOSTILE: WeightsState.UNKNOWN})
        failed = jobs.enqueue(connection, stage=Stage.PICTURE, case_id=made.case_id, recording_id=made.recording_id)
        failure = ("NotARecordingError", Sentence(ru="-", kk="-", en="-"))
        jobs.end(connection, jobs.begin(connection, failed.id), JobState.FAILED, failure=failure)
        running = jobs.enqueue(connection, stage=Stage.TRANSCRIBE, case_id=made.case_id, recording_id=made.recording_id)
        jobs.report(connection, jobs.begin(connection, running.id, worker_id=WORKER), step="recognize", share=0.4)
        recording = recordings.recording(connection, made.recording_id)
        looks.record_look(connection, recording, Look(sha256="0" * 64, size_bytes=1))
        addresses.allow(connection, host="register.kz", port=443, purpose=Purpose.WEBHOOK, added_by=administrator)
        endpoint = webhooks.add_endpoint(
            connection,
            url=f"https://register.kz/{HOSTILE}",
            events=[WebhookEvent.PROTOCOL_READY],
            unit_id=people.units[0].id,
            secret=b"0" * 24,
            made_by=administrator,
        )
        webhooks.add_test(connection, endpoint.id)
        webhooks.announce(
            connection, WebhookEvent.PROTOCOL_READY, case_id=made.case_id, subject=("protocol_version", made.version_id)
        )
        webhooks.disable(connection, endpoint.id)
        identities.link(
            connection,
            account_id=people.people["head"].id,
            kind=IdentityKind.OIDC,
            issuer="https://sso.kz",
            subject=HOSTILE,
            added_by=administrator,
        )
        test = workers.ask_for_self_test(connection, workers.worker(connection, WORKER), asked_by=administrator)
    place = Workplace(database=people.database, files=people.files, engines=Played(), version="9.9", worker=worker)
    run_job(test.job_id, place)
    with_rule(people, owner_url, days=30)
    closed = [closed_long_ago(people, owner_url) for _ in range(2)]
    return {"endpoint_id": endpoint.id, "account_id": people.people["head"].id, "job_id": failed.id, "due": closed}


def closed_long_ago(people, owner_url):
    """A case whose time is over, with nothing on its way to it."""
    made = make_world(people, "investigator")
    with people.database.transaction(SYSTEM) as connection:
        connection.execute("UPDATE upload SET failure = 'given up' WHERE id = %s", (made.upload_id,))
        connection.execute("UPDATE cases SET status = 'closed' WHERE id = %s", (made.case_id,))
    passed(owner_url, days=31, case_id=made.case_id)
    return made


@contextmanager
def visit(opened, web, people, who, language="en", **more):
    with people.database.transaction(SYSTEM) as connection:
        accounts.set_language(connection, people.people[who].id, language)
    with Visit(opened, web.address, cookie=people.cookies[who], language=language, **more) as made:
        yield made


PAGES = {
    "administrator": (
        "/administration",
        "/administration/workers",
        "/administration/weights",
        "/administration/storage",
        "/administration/alarms",
        "/administration/retention",
        "/administration/witnesses",
        "/administration/addresses",
        "/administration/webhooks",
        "/administration/webhooks/{endpoint_id}",
        "/administration/accounts/{account_id}",
    ),
    "head": ("/retention",),
    "prosecutor": ("/retention",),
}


@pytest.mark.parametrize(("theme", "window", "language"), [("light", LAPTOP, "ru"), ("dark", TABLET, "kk")])
@pytest.mark.parametrize("who", PAGES)
def test_every_page_can_be_used_by_everybody_and_asks_nobody_else(opened, web, people, world, who, theme, window, language):
    with visit(opened, web, people, who, theme=theme, window=window, language=language) as seen:
        for path in PAGES[who]:
            assert seen.go(path.format(**world)).status == 200
            expect(seen.page.locator("html")).to_have_attribute("lang", language)
            seen.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            seen.check()


def test_the_first_page_says_what_is_wrong_and_leads_there(opened, web, people, world):
    with visit(opened, web, people, "administrator") as seen:
        page = seen.page
        seen.go("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("State of the service")
        faults = page.locator(".faults li")
        expect(faults.filter(has_text="Bytes of recordings are not those received")).to_contain_text("grave")
        faults.filter(has_text="The last self-test failed").get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Weights and self-test")
        expect(page.get_by_role("navigation", name="Administration").locator("[aria-current]")).to_have_text(
            "Weights and self-test"
        )
        expect(page.locator("#self-tests")).to_contain_text(f"The file {HOSTILE} is another")
        assert seen.faults == []


def test_a_worker_is_asked_to_test_itself(opened, web, people, world):
    with people.database.transaction(SYSTEM) as connection:
        workers.beat(connection, Worker(id=WORKER, host=HOSTILE, pid=7, device="auto", computes_on="cuda:0",
                                        queues=["gpu", "cpu"], version="9.9"))  # fmt: skip
    with visit(opened, web, people, "administrator") as seen:
        page = seen.page
        seen.go("/administration/weights")
        expect(page.get_by_role("row", name="whisper-base")).to_contain_text("damaged")
        page.get_by_role("button", name="Test it").click()
        expect(page.get_by_role("status")).to_contain_text("tests itself")
        expect(page.locator("#self-tests .card").first).to_contain_text("waiting its turn")
        with people.database.transaction(SYSTEM) as connection:
            waiting = workers.self_tests(connection, limit=1)[0]
            worker = workers.worker(connection, WORKER)
        run_job(
            waiting.job_id,
            Workplace(database=people.database, files=people.files, engines=Played(), version="9.9", worker=worker),
        )
        expect(page.locator("#self-tests .card").first).to_contain_text("not passed")  # the page follows by itself
        assert seen.faults == []


def test_a_failed_job_is_set_going_again(opened, web, people, world):
    with visit(opened, web, people, "administrator") as seen:
        page = seen.page
        seen.go("/administration/workers")
        row = page.locator("#failed").get_by_role("row", name=str(world["job_id"]))
        expect(row).to_contain_text("NotARecordingError")
        row.get_by_role("button", name="Set going again").click()
        expect(page.get_by_role("status")).to_contain_text("in the queue again")
        expect(page.locator("#failed")).to_contain_text("None.")
        assert seen.faults == []


def test_an_alarm_is_taken_note_of_with_a_reason(opened, web, people, world):
    with visit(opened, web, people, "administrator") as seen:
        page = seen.page
        seen.go("/administration/alarms")
        page.get_by_label("What is done about it").fill(HOSTILE)
        page.get_by_role("button", name="Take note").click()
        expect(page.get_by_role("status")).to_contain_text("Saved.")
        expect(page.locator("main")).to_contain_text(f"administrator: {HOSTILE}")
        assert seen.faults == []


def test_a_rule_of_retention_is_set(opened, web, people, world):
    with visit(opened, web, people, "administrator") as seen:
        page = seen.page
        seen.go("/administration/retention")
        page.locator("summary", has_text="Appeal by a citizen").click()
        form = page.locator("form#rule-appeal")
        form.get_by_label("Days from the closing").fill("365")
        form.get_by_role("button", name="Set").click()
        expect(page.get_by_role("status")).to_contain_text("in force in a week")
        expect(page.locator("main")).to_contain_text("365 days from the closing")
        assert seen.faults == []


def test_an_address_is_allowed_an_endpoint_gets_its_secret_once_and_is_tested(opened, web, people, world):
    with visit(opened, web, people, "administrator") as seen:
        page = seen.page
        seen.go("/administration/webhooks")
        page.locator("summary", has_text="Add an endpoint").click()
        form = page.locator("form#webhook")
        form.get_by_label("Address").fill("https://other.kz/told")
        form.get_by_label("a protocol is ready").check()
        form.get_by_role("button", name="Add").click()
        expect(form.get_by_role("alert")).to_contain_text("other.kz:443")  # not allowed yet
        seen.go("/administration/addresses")
        page.locator("summary", has_text="Allow an address").click()
        page.get_by_label("Host").fill("other.kz")
        page.get_by_role("button", name="Allow").click()
        expect(page.get_by_role("row", name="other.kz:443")).to_contain_text("webhooks")
        seen.go("/administration/webhooks")
        page.locator("summary", has_text="Add an endpoint").click()
        form.get_by_label("Address").fill("https://other.kz/told")
        form.get_by_label("a protocol is ready").check()
        form.get_by_role("button", name="Add").click()
        expect(page.get_by_label("Its secret")).to_have_value(re.compile("^whsec_"))
        seen.check()
        page.get_by_role("table").get_by_role("link", name="https://other.kz/told").click()
        page.get_by_role("button", name="Send a test").click()
        expect(page.get_by_role("status")).to_contain_text("on its way")
        expect(page.get_by_role("row", name="a test")).to_be_visible()
        page.get_by_role("button", name="Stop telling it").click()
        expect(page.locator(".facts")).to_contain_text("is not told")
        page.get_by_role("button", name="Tell it again").click()
        expect(page.get_by_role("row", name="a test")).to_contain_text("disabled")
        page.get_by_role("button", name="Send again").click()
        expect(page.get_by_role("status")).to_contain_text("on its way")
        expect(page.get_by_label("Its secret")).to_have_count(0)
        assert seen.faults == []


def test_a_certificate_is_linked_to_an_account_and_removed(opened, web, people, world):
    fingerprint = uuid4().hex * 2
    with people.database.transaction(SYSTEM) as connection:
        other = accounts.add_account(connection, login="linked", name="-", role=AccountRole.PARTICIPANT, unit_id=None)
    with visit(opened, web, people, "administrator") as seen:
        page = seen.page
        seen.go(f"/administration/accounts/{other.id}")
        part = page.locator("#identities")
        part.locator("summary", has_text="Link").click()
        part.get_by_label("Who there").fill("no fingerprint")
        part.get_by_role("button", name="Link").click()
        expect(part.get_by_role("alert")).to_be_visible()
        part.get_by_label("Who there").fill(fingerprint)
        part.get_by_role("button", name="Link").click()
        expect(part.get_by_role("row", name="certificate")).to_contain_text(fingerprint)
        part.get_by_role("button", name="Remove").click()
        expect(part).to_contain_text("Nothing yet.")
        assert seen.faults == []


def test_a_head_proposes_and_a_prosecutor_decides(opened, web, people, world):
    first, second = world["due"]
    with visit(opened, web, people, "head") as seen:
        page = seen.page
        seen.go("/retention")
        page.get_by_label("Reason").fill(HOSTILE)
        page.get_by_role("button", name="Propose to erase").click()
        expect(page.locator("#propose")).to_contain_text("Choose at least one case.")
        expect(page.get_by_label("Reason")).to_have_value(HOSTILE)
        page.get_by_role("row", name=first.number).get_by_role("checkbox").check()
        page.get_by_role("button", name="Propose to erase").click()
        expect(page.get_by_role("status")).to_contain_text("It is proposed.")
        expect(page.locator("main")).to_contain_text("a second person decides")
        seen.check()
    with visit(opened, web, people, "prosecutor") as seen:
        page = seen.page
        seen.go("/retention")
        expect(page.locator(".card")).to_contain_text(HOSTILE)
        page.get_by_label("Decision", exact=True).select_option("yes")
        page.get_by_label("Reason").fill("проверено")
        page.get_by_role("button", name="Decide").click()
        expect(page.get_by_role("status")).to_contain_text("Erased.")
        expect(page.get_by_role("table", name="Decided").get_by_role("row", name=first.number)).to_contain_text("erased")
        expect(page.get_by_role("row", name=second.number)).to_be_visible()
        seen.check()
