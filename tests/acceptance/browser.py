"""A real browser, and what every page must keep to while it is looked at.

It is Debian's `chromium`, or whatever `HATTAMA_BROWSER` names. Where there is none, what needs it is skipped with a warning
in the summary; with `HATTAMA_BROWSER=required`, as CI sets it, it fails.
"""

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

LAPTOP, TABLET = {"width": 1366, "height": 768}, {"width": 820, "height": 1180}
_SWITCHES = (
    "--no-sandbox",
    # For every window the program loads pages of its own address bar, and a process in reserve: two thirds of what a window
    # costs. The rest is what Playwright switches off itself; a program heeds the last list alone.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,AimEnabled,PreconnectToSearch",
)
PATIENCE_MS = 20_000
"""Of what is waited for: other tests work beside this one. How quick a page is, those say that are about it."""
expect.set_options(timeout=PATIENCE_MS)
_AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_GRAVE = {"serious", "critical"}
_SMALL = """() => [...document.querySelectorAll("a, button, input, select, summary, textarea")]
    .filter((each) => each.checkVisibility() && !each.matches(".unseen, .skip, input[type=checkbox]"))
    .filter((each) => getComputedStyle(each).display !== "inline")
    .filter((each) => { const box = each.getBoundingClientRect(); return box.width < 24 || box.height < 24; })
    .map((each) => each.outerHTML.slice(0, 120))"""

_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
    [...document.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > innerWidth)
    .map((each) => each.outerHTML.slice(0, 120)).concat(`${document.documentElement.scrollWidth} > ${innerWidth}`)"""


def path_of_browser():
    """The program; where there is none, the test is skipped or, as CI wants it, fails."""
    said = os.environ.get("HATTAMA_BROWSER", "")
    found = shutil.which("chromium" if said in {"", "required"} else said)
    if found is None:
        told = "no browser: install chromium, or name one in HATTAMA_BROWSER"
        (pytest.fail if said == "required" else pytest.skip)(told)
    return found


@contextmanager
def browser():
    """A browser that runs until the end."""
    path = path_of_browser()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=_SWITCHES)
        yield opened
        opened.close()


class Visit:
    """A browser's window over one service, as somebody; it notes whatever no page may do."""

    def __init__(self, opened, address, *, cookie=None, language="en", theme="light", window=LAPTOP):
        self.address = address
        self._context = opened.new_context(viewport=window, color_scheme=theme, locale=language)
        self._context.set_default_timeout(PATIENCE_MS)
        if cookie:
            self._context.add_cookies([{"name": "hattama", "value": cookie, "url": address}])
        self.faults = []
        self.page = self._context.new_page()
        self._watch(self.page)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._context.close()

    def _watch(self, page):
        host = urlsplit(self.address).netloc
        page.on("request", lambda asked: self._note(urlsplit(asked.url).netloc != host, f"asked {asked.url}"))
        page.on("pageerror", lambda error: self.faults.append(f"error {error}"))
        page.on("console", lambda said: self._note("Content Security Policy" in said.text, f"console {said.text}"))
        page.on("dialog", lambda dialog: dialog.accept())

    def _note(self, is_fault, told):
        if is_fault:
            self.faults.append(told)

    def go(self, path):
        """Open a page; its reply."""
        return self.page.goto(self.address + path)

    def forget_cookie(self):
        """As if the sign-in had ended."""
        self._context.clear_cookies(name="hattama")

    def another(self):
        """A new tab of the same window."""
        page = self._context.new_page()
        self._watch(page)
        return page

    def check(self):
        """The page as it stands: no fault so far, none that axe calls grave, nothing wider than the window or too small."""
        assert self.faults == [], self.page.url
        page = self.page
        assert page.evaluate(_WIDE) == [], page.url
        small = page.evaluate(_SMALL)
        assert small == [], f"{page.url}: {small}"
        page.evaluate(_AXE.read_text("utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        grave = [(each["id"], [node["html"] for node in each["nodes"]]) for each in found if each["impact"] in _GRAVE]
        assert grave == [], f"{page.url}: {json.dumps(grave, ensure_ascii=False, indent=1)}"
