"""A page as a reply: templates, the reader's language and theme, and what is said after a change."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context as TemplateContext

from api.errors import language_of
from api.web import analysis_words, control_words, lengths, service_words, words
from api.web.assets import Assets, read_assets
from api.web.languages import NAMES, words_in
from models.accounts import SignedIn
from models.sentences import INTERFACE_LANGUAGES, InterfaceLanguage

THEMES = ("auto", "light", "dark")
THEME_COOKIE, DONE_COOKIE = "hattama_theme", "hattama_done"
_DONE_SECONDS = 30  # a page that follows a change comes at once


def is_partial(request: Request) -> bool:
    """Whether htmx asks, which puts what comes into a page that is there."""
    return request.headers.get("hx-request") == "true"


class Pages:
    """Renders templates."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        self._environments = {language: self._environment(language) for language in INTERFACE_LANGUAGES}

    def _environment(self, language: InterfaceLanguage) -> Environment:
        made = Environment(
            loader=PackageLoader("api.web", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        made.install_gettext_translations(words_in(language), newstyle=True)  # type: ignore[attr-defined]  # the extension's
        made.policies["ext.i18n.trimmed"] = True
        made.filters |= {"moment": _moment, "day": _day, "clock": _clock}
        made.filters |= {"size": _size, "length": _length, "lasted": _lasted}
        made.globals |= {
            "asset": self.assets.address,
            "language": language,
            "language_names": NAMES,
            "pairs": lambda records: [(each.id, each.name) for each in records],
            "translated": lambda table: [(key, words_in(language).gettext(text)) for key, text in table.items()],
            "sourced": lambda source: control_words.source_told(source, words_in(language).gettext),
            "value_told": lambda value, zone: control_words.value_told(value, zone, words_in(language).gettext),
            "word": lambda table, key: _word(language, table, key),
            "words": words,
            "service_words": service_words,
            "analysis_words": analysis_words,
            "zones": [(each, each) for each in words.ZONES],
        }
        return made

    def reply(  # what a page is made of
        self, request: Request, template: str, *, who: SignedIn | None = None, status: int = 200, **values: object
    ) -> HTMLResponse:
        """The page; no cache keeps it."""
        theme = request.cookies.get(THEME_COOKIE)
        done = request.cookies.get(DONE_COOKIE)
        shared: Mapping[str, object] = {
            "who": who,
            "path": request.url.path,
            "here": self.address(request),
            "theme": theme if theme in THEMES else "auto",
            "done": done if done in words.DONE else None,
            "navigation": self._navigation(request, who) if who else (),
        }
        made = self._environments[language_of(request)].get_template(template)
        response = HTMLResponse(made.render({**shared, **values}), status_code=status)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "HX-Request"
        if done and not is_partial(request):
            response.delete_cookie(DONE_COOKIE, path="/")
        return response

    @staticmethod
    def _navigation(request: Request, who: SignedIn) -> list[tuple[str, str]]:
        return [(address, tell(request, name)) for address, name in words.NAVIGATION[who.account.role]]

    @staticmethod
    def address(request: Request) -> str:
        """Where to come back to; of what was sent, the first page, since it cannot be sent again."""
        query = f"?{request.url.query}" if request.url.query else ""
        return f"{quote(request.url.path)}{query}" if request.method == "GET" else "/"


def pages_of(request: Request) -> Pages:
    """The application's own."""
    made: Pages = request.app.state.pages
    return made


def new_pages() -> Pages:
    """Over what was built; PagesMissingError."""
    return Pages(read_assets())


Show = Annotated[Pages, Depends(pages_of)]
"""A route's parameter that renders."""


def go(request: Request, address: str, *, done: str | None = None) -> Response:
    """Send the browser on after a change, and have it told there what was done."""
    response: Response
    if not is_partial(request):
        response = RedirectResponse(address, status_code=303)
    elif _is_there(request, address):  # to go where one is already would load nothing; to load it anew keeps the place
        response = Response(status_code=204, headers={"HX-Refresh": "true"})
    else:
        response = Response(status_code=204, headers={"HX-Redirect": address})
    if done:
        response.set_cookie(DONE_COOKIE, done, max_age=_DONE_SECONDS, httponly=True, samesite="strict", path="/")
    return response


def _is_there(request: Request, address: str) -> bool:
    """Whether the page that asks is the one at that address."""
    now_at, then = urlsplit(request.headers.get("hx-current-url", "")), urlsplit(address)
    return (now_at.path, now_at.query) == (then.path, then.query)


def local(address: str) -> str:
    """The address, if it is a path of ours; else the first page."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"


def tell(request: Request, text: str, **values: object) -> str:
    """A sentence of the catalogues in the reader's language."""
    wording = words_in(language_of(request)).gettext(text)
    return wording % values if values else wording


def _word(language: InterfaceLanguage, table: Mapping[str, str], key: str) -> str:
    """What people read for a value; a value that the table does not know is shown as it is, and escaped.

    Templates ask for words here alone: their own `gettext` takes what it is given for markup of ours.
    """
    told = table.get(key, str(key))
    return words_in(language).gettext(told) if key in table and told else told  # "" is the catalogue's own head


@pass_context
def _moment(context: TemplateContext, at: datetime | None, zone: str = "UTC") -> str:
    """An instant to the minute, on the clock of a zone."""
    return "" if at is None else f"{_day(context, at, zone)} {_clock(at, zone)}"


@pass_context
def _day(context: TemplateContext, at: Any, zone: str = "UTC") -> str:
    """A day as the language writes it."""
    if at is None:
        return ""
    local_day = at.astimezone(ZoneInfo(zone)) if isinstance(at, datetime) else at
    return f"{local_day:%Y-%m-%d}" if context["language"] == "en" else f"{local_day:%d.%m.%Y}"


def _clock(at: datetime | None, zone: str = "UTC") -> str:
    """The time of an instant on the clock of a zone."""
    return "" if at is None else f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def _size(size_bytes: int) -> str:
    """Bytes for people."""
    size = float(size_bytes)
    for unit in ("B", "KiB", "MiB"):
        if abs(size) < 1024:
            return f"{size:.0f} {unit}"
        size /= 1024
    return f"{size:.1f} GiB" if abs(size) < 1024 else f"{size / 1024:.1f} TiB"


@pass_context
def _lasted(context: TemplateContext, seconds: float | None) -> str:
    """A span of time in words."""
    return "" if seconds is None else lengths.told(seconds, words_in(context["language"]).gettext)


def _length(seconds: float | None) -> str:
    """A span of time as hours, minutes and seconds."""
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)
