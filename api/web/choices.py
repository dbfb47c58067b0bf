"""What a browser is given and remembers for everybody: built files, language, theme."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse

from api import access, account_schemas
from api.context import Here
from api.errors import LANGUAGE_COOKIE, InvalidError, NotFoundError, SignInNeededError
from api.routes import own_account
from api.web.forms import Sent
from api.web.page import THEME_COOKIE, THEMES, Show, go, local
from models.sentences import INTERFACE_LANGUAGES

router = APIRouter(include_in_schema=False)

_REMEMBERED_SECONDS = 365 * 24 * 3600


@router.get("/static/{name}")
def static(name: Annotated[str, Path(max_length=100)], show: Show) -> Response:
    """A built file; its name changes with what it holds, so a cache may keep it for ever."""
    path = show.assets.path(name)
    if path is None:
        raise NotFoundError
    return FileResponse(path, headers={"Cache-Control": "public, max-age=31536000, immutable"})


@router.post("/language")
def choose_language(request: Request, context: Here, sent: Sent) -> Response:
    """By the account for whoever is signed in, and by this browser for the sign-in."""
    access.same_site(request)
    language = next((each for each in INTERFACE_LANGUAGES if each == sent.get("language")), None)
    if language is None:
        raise InvalidError(what="language")
    try:
        who = access.signed_in(request, context)
    except SignInNeededError:
        pass  # then only the browser remembers
    else:
        own_account.change(account_schemas.ChangedAccount(language=language), who, context)
    return _remembered(go(request, local(sent.get("to", "/"))), LANGUAGE_COOKIE, language)


@router.post("/theme")
def choose_theme(request: Request, sent: Sent) -> Response:
    """Light, dark, or as the system has it: by this browser."""
    access.same_site(request)
    if sent.get("theme") not in THEMES:
        raise InvalidError(what="theme")
    return _remembered(go(request, local(sent.get("to", "/"))), THEME_COOKIE, sent.get("theme"))


def _remembered(response: Response, name: str, value: str) -> Response:
    response.set_cookie(name, value, max_age=_REMEMBERED_SECONDS, httponly=True, samesite="strict", path="/")
    return response
