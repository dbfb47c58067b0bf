"""Switching the second factor on, with a picture for the device, and off."""

import segno
from fastapi import APIRouter, Request, Response

from api import account_schemas, second_factor
from api.access import Person
from api.context import Context, Here
from api.routes import own_account
from api.web.forms import Answer, Sent, attempt, read
from api.web.page import Pages, Show, go
from models.accounts import SignedIn

router = APIRouter(prefix="/account/second-factor", include_in_schema=False)

_FORM = "factor"


@router.get("")
def show_factor(request: Request, context: Here, show: Show, who: Person) -> Response:
    """A fresh secret to take into a device, or how to switch the factor off."""
    return _page(request, context, show, who, secret=second_factor.new_secret())


@router.post("")
def switch_on(request: Request, context: Here, show: Show, who: Person, sent: Sent) -> Response:
    """From now on a sign-in by password asks for a code."""
    values = {"secret": sent.get("secret"), **_proof(sent.get("code"), sent.secret("password"))}
    made = attempt(
        request,
        _FORM,
        sent,
        lambda: own_account.switch_factor_on(read(request, account_schemas.NewSecondFactor, values), who, context),
    )
    if isinstance(made, Answer):
        kept = sent.get("secret") if "secret" not in made.faults else second_factor.new_secret()
        return _page(request, context, show, who, secret=kept, answer=made)
    return go(request, "/account", done="factor_on")


@router.post("/off")
def switch_off(request: Request, context: Here, show: Show, who: Person, sent: Sent) -> Response:
    """No more codes."""
    values = _proof(sent.get("code"), sent.secret("password"))
    made = attempt(
        request,
        _FORM,
        sent,
        lambda: own_account.switch_factor_off(read(request, account_schemas.NoSecondFactor, values), who, context),
    )
    if isinstance(made, Answer):
        return _page(request, context, show, who, secret=second_factor.new_secret(), answer=made)
    return go(request, "/account", done="factor_off")


def picture_of(address: str) -> str:
    """A QR code as SVG to stand in a page: black on white in every theme, without styles, which the policy would refuse."""
    return segno.make(address, error="m").svg_inline(light="#fff", dark="#000", omitsize=True)


def _proof(code: str, password: str) -> dict[str, str]:
    return {"code": code.replace(" ", ""), "password": password}


def _page(  # what the page shows
    request: Request, context: Context, show: Pages, who: SignedIn, *, secret: str, answer: Answer | None = None
) -> Response:
    return show.reply(
        request,
        "second_factor.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        on=second_factor.is_on(context, who),
        secret=secret,
        picture=picture_of(second_factor.address_of(secret, who.account.login)),
    )
