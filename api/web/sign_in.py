"""Signing in by the page, and out again."""

from fastapi import APIRouter, Request, Response

from api import access, passwords
from api.access import Who
from api.context import Context, Here
from api.errors import LockedOutError, SignInRefusedError, language_of
from api.routes import accounts as accounts_api
from api.routes import identities
from api.web.forms import Answer, Sent, Typed
from api.web.page import DONE_COOKIE, Pages, Show, go, local
from models.store import accounts
from models.store.database import SYSTEM

router = APIRouter(include_in_schema=False)


def form(
    request: Request, context: Context, show: Pages, *, answer: Answer | None = None, status: int = 200, to: str = "/"
) -> Response:
    """The sign-in; `to` is where it leads."""
    return show.reply(
        request,
        "sign_in.html",
        status=status,
        answer=answer or Answer(),
        to=to,
        oidc=context.provider is not None,
        certificate=context.settings.certificate_header is not None,
    )


@router.get("/sign-in")
def link(request: Request, context: Here, show: Show, token: str = "", to: str = "/") -> Response:
    """The sign-in, or a link that signs in once: by a button, so that whatever looks at it beforehand uses it up not."""
    if token:
        return show.reply(request, "sign_in_link.html", token=token)
    return form(request, context, show, to=local(to))


@router.post("/sign-in")
def sign_in(request: Request, context: Here, show: Show, sent: Sent) -> Response:
    """By a link's token, or by login, password and code."""
    access.same_site(request)
    try:
        cookie, done = _by_link(request, context, sent) if sent.get("token") else _by_password(request, context, sent)
    except (SignInRefusedError, LockedOutError) as refused:
        status = 429 if isinstance(refused, LockedOutError) else 401
        said = Answer(form="sign-in", typed=sent, problem=refused.say(language_of(request)))
        if sent.get("token"):
            return show.reply(request, "sign_in_link.html", status=status, token="", answer=said)  # none
        return form(request, context, show, answer=said, status=status, to=local(sent.get("to", "/")))
    response = go(request, local(sent.get("to", "/")), done=done)
    access.set_cookie(response, cookie, secure=context.secure)
    return response


@router.post("/sign-in/certificate")
def by_certificate(request: Request, context: Here) -> Response:
    """Use the client certificate that a trusted proxy verified."""
    _, cookie = identities.come_in(request, context)
    response = go(request, "/")
    access.set_cookie(response, cookie, secure=context.secure)
    return response


@router.post("/sign-out")
def sign_out(request: Request, who: Who, context: Here) -> Response:
    """End this browser's sign-in."""
    response = go(request, "/")
    accounts_api.sign_out(request, response, who, context)
    response.delete_cookie(DONE_COOKIE, path="/")
    return response


def _by_link(request: Request, context: Context, sent: Typed) -> tuple[str, str | None]:
    """The new cookie, and what to say where there is no password to come back by; SignInRefusedError."""
    with context.database.transaction(SYSTEM) as connection:
        found = accounts.use_link(connection, access.hash_token(sent.get("token")[:200]))
        if found is not None:
            has_password = accounts.credential(connection, found.id).password_hash is not None
            cookie = access.begin(connection, found, access.address_of(request))
            return cookie, None if has_password else "signed_in_by_link"
    raise SignInRefusedError


def _by_password(request: Request, context: Context, sent: Typed) -> tuple[str, None]:
    code = sent.get("code").replace(" ", "")[:20]
    _, cookie = passwords.sign_in(
        context,
        login=sent.get("login")[:100].replace("\x00", ""),
        password=sent.secret("password")[:1000],
        code=code or None,
        address=access.address_of(request),
    )
    return cookie, None
