"""What stands in place of a page that is refused."""

from fastapi import Request, Response

from api.context import context_of
from api.errors import SignInNeededError, language_of
from api.web import sign_in
from api.web.forms import Answer
from api.web.page import pages_of
from models.errors import HattamaError


def error_page(request: Request, error: HattamaError, status: int) -> Response:
    """The sign-in that leads back where it is that what is missing; else the error's sentence and a way on."""
    show = pages_of(request)
    said = error.say(language_of(request))
    if isinstance(error, SignInNeededError):
        to = show.address(request)
        return sign_in.form(request, context_of(request), show, answer=Answer(problem=said), status=status, to=to)
    return show.reply(request, "refusal.html", status=status, said=said)
