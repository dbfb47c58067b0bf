"""The few pages that there are before the workplace in the browser: the first one, and signing in by a link."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import DictLoader, Environment, StrictUndefined

from api import access
from api.context import Here
from api.errors import SignInRefusedError, language_of
from api.routes import identities
from models.accounts import SignedIn
from models.cases import Case
from models.custody import ReceivedRecording
from models.errors import HattamaError
from models.queue import Job, JobState
from models.store import accounts, cases, jobs, recordings
from models.store.database import SYSTEM, account

router = APIRouter(include_in_schema=False)

_FRAME = """<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Hattama</title>
{% if again %}<meta http-equiv="refresh" content="3">{% endif %}</head>
<body><main><h1>Hattama</h1>{% block body %}{% endblock %}</main></body></html>
"""
_WELCOME = """{% extends "frame" %}{% block body %}
<p>Служба работает. Войдите по ссылке, которую дал администратор.</p>
<p lang="kk">Қызмет жұмыс істеп тұр. Әкімші берген сілтеме арқылы кіріңіз.</p>
<p lang="en">The service runs. Sign in by the link that the administrator gave you.</p>
{% if oidc %}<p><a href="/sign-in/oidc">Войти через внешнюю службу · Сыртқы қызмет арқылы кіру ·
Sign in by the provider</a></p>{% endif %}
{% if certificate %}<form method="post" action="/sign-in/certificate">
<button>Войти по сертификату · Сертификат бойынша кіру · Sign in by certificate</button></form>{% endif %}{% endblock %}"""
_SIGN_IN = """{% extends "frame" %}{% block body %}
<form method="post" action="/sign-in"><input type="hidden" name="token" value="{{ token }}">
<button>Войти · Кіру · Sign in</button></form>{% endblock %}"""
_CASES = """{% extends "frame" %}{% block body %}
<p>{{ name }}</p>
{% for case, files in cases %}<h2>{{ case.number }}</h2>
<table border="1" cellpadding="6"><thead><tr><th scope="col">Запись</th><th scope="col">SHA-256</th>
<th scope="col">Состояние</th><th scope="col">Стенограмма</th></tr></thead><tbody>
{% for recording, job in files %}<tr><td>{{ recording.name }}</td><td><code>{{ recording.sha256[:16] }}…</code></td>
<td>{% if job %}{{ job.stage }}: {{ job.state }}{% if job.state == "running" %} ({{ job.step or "" }}
{{ "%d"|format(job.share * 100) }} %){% endif %}{% if job.failure %}: {{ job.failure[language] }}{% endif %}{% endif %}</td>
<td>{% if recording.working_layer %}{% for kind in ("txt", "json", "srt", "vtt", "rttm") %}
<a href="/api/recordings/{{ recording.id }}/transcript.{{ kind }}">{{ kind }}</a>{% endfor %}{% endif %}</td></tr>
{% endfor %}</tbody></table>{% endfor %}{% endblock %}"""

_PAGES = Environment(
    loader=DictLoader({"frame": _FRAME, "welcome": _WELCOME, "sign_in": _SIGN_IN, "cases": _CASES}),
    autoescape=True,
    undefined=StrictUndefined,
)


def _page(template: str, **values: object) -> HTMLResponse:
    return HTMLResponse(_PAGES.get_template(template).render({"again": False, **values}))


@router.get("/")
def first(request: Request, context: Here) -> HTMLResponse:
    """The service answers; who is signed in sees how far the recordings of his cases are."""
    try:
        who = access.signed_in(request, context)
    except HattamaError:
        named = context.settings.certificate_header is not None
        return _page("welcome", oidc=context.provider is not None, certificate=named)
    shown = list(_cases(context, who))
    running = any(job and job.state in {JobState.QUEUED, JobState.RUNNING} for _, files in shown for _, job in files)
    return _page("cases", name=who.account.name, cases=shown, again=running, language=language_of(request))


@router.get("/sign-in")
def link(token: str = "") -> HTMLResponse:
    """A link that signs in once: by a button, so that whatever looks at addresses beforehand does not use it up."""
    return _page("sign_in", token=token)


@router.post("/sign-in")
def sign_in(request: Request, context: Here, token: Annotated[str, Form(max_length=200)]) -> RedirectResponse:
    """Use the link."""
    access.same_site(request)
    with context.database.transaction(SYSTEM) as connection:
        found = accounts.use_link(connection, access.hash_token(token))
        cookie = access.begin(connection, found, access.address_of(request)) if found else None
    if cookie is None:
        raise SignInRefusedError
    response = RedirectResponse("/", status_code=303)
    access.set_cookie(response, cookie, secure=context.secure)
    return response


@router.post("/sign-in/certificate")
def sign_in_by_certificate(request: Request, context: Here) -> RedirectResponse:
    """Use the client certificate that a trusted proxy verified."""
    _, cookie = identities.come_in(request, context)
    response = RedirectResponse("/", status_code=303)
    access.set_cookie(response, cookie, secure=context.secure)
    return response


def _cases(context: Here, who: SignedIn) -> list[tuple[Case, list[tuple[ReceivedRecording, Job | None]]]]:
    with context.database.transaction(account(who.account.id)) as connection:
        return [
            (
                case,
                [
                    (recording, next(reversed(jobs.jobs(connection, recording_id=recording.id)), None))
                    for recording in recordings.recordings(connection, case.id)
                ],
            )
            for case in cases.cases(connection, after=None, limit=50)
        ]
