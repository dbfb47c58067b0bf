"""Pictures of every page in three languages, of a service with the sample in it: `python -m tests.pictures [FOLDER]`."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import httpx
from playwright.sync_api import Page

from hattama.sample_case import sample_form
from models.sentences import INTERFACE_LANGUAGES
from tests import tus
from tests.acceptance.browser import LAPTOP, browser
from tests.acceptance.up import until, up
from tests.integration.recordings import SAMPLES

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
UNIT = "Управление полиции Алмалинского района"
SECRET = "верный пароль 12"
OTHERS = (
    ("investigator", "Ахметов Ерлан Серикович"),
    ("head", "Касымова Айжан"),
    ("prosecutor", "Ли Виктор"),
    ("participant", "Серикова Айгуль"),
)
AS_A_WINDOW = frozenset({"editor", "editor-history", "protocol", "search", "case"})
"""Pages of which a window's worth is shown, not the whole."""


class Somebody:
    """A browser of one account's."""

    def __init__(self, opened, address, link):
        self.address = address
        self.context = opened.new_context(viewport=LAPTOP, locale="ru")
        self.page: Page = self.context.new_page()
        self.page.goto(link)

    def ask(self, method, path, **more):
        """What the API says to the account."""
        reply = self.request(method, path, **more)
        if reply.is_error:
            raise SystemExit(f"{method} {path}: {reply.text}")
        return reply.json() if reply.content else None

    def request(self, method, path, **more):
        """The API's reply to the account."""
        cookies = {each["name"]: each["value"] for each in self.context.cookies()}
        with httpx.Client(base_url=self.address, cookies=cookies, timeout=30) as client:
            return client.request(method, path, **more)

    def speak(self, language):
        """From now on its pages are in that language."""
        self.ask("PATCH", "/api/me", json={"language": language})

    def show(self, path, target, *, before=""):
        """A picture of a page; `before`: what is pressed first."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle") if "recordings/" not in path else self.page.wait_for_timeout(1500)
        for key in before:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(600)
        target.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=target, full_page=target.stem not in AS_A_WINDOW)


def sign_in(page):
    """By the link that is open."""
    page.locator("main button").last.click()
    page.wait_for_load_state()


def set_up(opened, address, link, folder):
    """The administrator, once the page that makes one was shown in every language."""
    somebody = Somebody(opened, address, link)
    page = somebody.page
    for language in INTERFACE_LANGUAGES:
        somebody.context.add_cookies([{"name": "hattama_language", "value": language, "url": address}])
        somebody.show(link.removeprefix(address), folder / language / "set-up.png")
        somebody.show("/sign-in", folder / language / "sign-in.png")
    page.goto(link)
    for name, value in (
        ("name", "Админов Асхат"),
        ("login", "admin"),
        ("password", SECRET),
        ("again", SECRET),
        ("region", "Алматы"),
        ("unit", UNIT),
    ):
        page.locator(f"#set-up-{name}").fill(value)
    sign_in(page)
    page.wait_for_url("**/administration/**")
    return somebody


def with_account(administrator, opened, address, role, name):
    """Another account, signed in."""
    units = administrator.ask("GET", "/api/regions-and-units")
    unit = next(each["id"] for each in units if each["name"] == UNIT)
    new = {"login": role, "name": name, "role": role, "language": "ru"}
    if role in {"head", "investigator"}:
        new["unit_id"] = unit
    made = administrator.ask("POST", "/api/accounts", json=new)
    if role == "prosecutor":
        administrator.ask("PUT", f"/api/accounts/{made['id']}/supervision/{unit}")
    link = administrator.ask("POST", f"/api/accounts/{made['id']}/link")
    somebody = Somebody(opened, address, f"{address}/sign-in?token={link['token']}")
    sign_in(somebody.page)
    return somebody


def work(investigator):
    """A case with the sample in it, its transcript and two drafts: addresses by page."""
    ask = investigator.ask
    case = ask("POST", "/api/cases", json={"number": "267500-00-00000-17", "articles": ["188 часть 2"]})["id"]
    form = sample_form()
    people = {}
    for role, name in (("witness", form["person"]["full_name"]), ("investigator", form["official"]["name"])):
        made = ask("POST", f"/api/cases/{case}/participants", json={"name": name, "role": role})
        people[role] = made["participant"]["id"]
    new = {"participant_id": people["witness"], "form": {key: form[key] for key in form if key != "sittings"}}
    interrogation = ask("POST", f"/api/cases/{case}/interrogations", json=new)["id"]
    times = {"started_at": "2026-03-12T10:00:00", "ended_at": "2026-03-12T10:20:00"}
    sitting = ask("POST", f"/api/interrogations/{interrogation}/sittings", json=times)["id"]
    sender = SimpleNamespace(ask=lambda _, method, path, **more: investigator.request(method, path, **more))
    content = (SAMPLES / "interrogation.ogg").read_bytes()
    recording = tus.uploaded(sender, case, content, filename="допрос 12 марта.ogg")["id"]
    layer = until(lambda: ask("GET", f"/api/recordings/{recording}")["working_layer"], seconds=300)
    placed = {"recording_id": recording, "span_end": 89, "wall_start": "2026-03-12T10:00:30", "source": "typed"}
    ask("POST", f"/api/interrogations/{interrogation}/sittings/{sitting}/placements", json=placed)
    for number, role in enumerate(("investigator", "witness")):
        named = {"operation": "name_voice", "voice": f"VOICE_{number:02d}", "participant_id": people[role]}
        seen = {"If-Match": f'"{number}"'}
        ask("POST", f"/api/layers/{layer}/revisions", json=named, headers=seen)
    versions = f"/api/interrogations/{interrogation}/versions"
    for count in (1, 2):
        ask("POST", f"/api/interrogations/{interrogation}/drafts")
        until(lambda at_least=count: len(ask("GET", versions)) >= at_least, seconds=90)
    return {
        "cases": "/cases",
        "case": f"/cases/{case}",
        "case-whole": f"/cases/{case}#interrogations",
        "keeping": f"/cases/{case}/keeping",
        "journal": f"/cases/{case}/journal",
        "upload": f"/cases/{case}/upload",
        "place": f"/cases/{case}/recordings/{recording}/place",
        "editor": f"/recordings/{recording}",
        "editor-history": f"/recordings/{recording}",
        "protocol": f"/interrogations/{interrogation}",
        "protocol-whole": f"/interrogations/{interrogation}#form",
        **{name: f"/cases/{case}/{name}" for name in OF_ANALYSIS},
        "search": "/search?q=видел",
        "account": "/account",
        "second-factor": "/account/second-factor",
    }


OF_ANALYSIS = ("findings", "suggestions", "related", "same-persons", "timeline", "graph", "texts", "controls")
"""Pages of a case."""
OF_PROSECUTOR = ("trial", "statistics", "addressed")
OF_ADMINISTRATOR = {
    f"administration-{name or 'state'}": f"/administration/{name}".rstrip("/")
    for name in (
        *("", "workers", "weights", "storage", "alarms", "retention", "witnesses"),
        *("accounts", "units", "addresses", "webhooks"),
    )
}
PRESSED = {"editor-history": ["j", "ArrowDown", "h"]}


def main() -> None:
    """Take them all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    with up() as (_, address, data), browser() as opened:
        log = data / "log"
        link = until(lambda: re.search(r"(\S+/set-up\?token=\S+)", log.read_text()), seconds=90)[1]
        administrator = set_up(opened, address, link, folder)
        others = {role: with_account(administrator, opened, address, role, name) for role, name in OTHERS}
        pages = work(others["investigator"])
        for worker in administrator.ask("GET", "/api/service/workers"):
            administrator.ask("POST", f"/api/service/workers/{worker['id']}/self-test")
        for language in INTERFACE_LANGUAGES:
            shown = [
                *((others["investigator"], name, path) for name, path in pages.items()),
                *((administrator, name, path) for name, path in OF_ADMINISTRATOR.items()),
                (others["head"], "retention", "/retention"),
                (others["prosecutor"], "prosecutor-case", pages["case"]),
                *((others["prosecutor"], f"prosecutor-{each}", f"/controls/{each}") for each in OF_PROSECUTOR),
                (others["prosecutor"], "prosecutor-packs", "/controls"),
                (others["prosecutor"], "hidden-links", "/hidden-links"),
                (others["participant"], "documents", "/documents"),
            ]
            for somebody in {id(each): each for each, _, _ in shown}.values():
                somebody.speak(language)
            for somebody, name, path in shown:
                somebody.show(path, folder / language / f"{name}.png", before=PRESSED.get(name, ()))
    sys.stdout.write(f"{len(list(folder.glob('*/*.png')))} pictures in {folder}\n")


if __name__ == "__main__":
    main()
