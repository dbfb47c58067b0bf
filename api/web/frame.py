"""What the pages of administration share: the menu beside them, and the clock that their times are told by."""

from collections import Counter

from fastapi import Request, Response

from api.context import Context
from api.web.forms import Answer
from api.web.page import Pages
from models.accounts import SignedIn
from models.store import accounts
from models.store.database import SYSTEM


def framed(  # what a page is made of
    request: Request,
    context: Context,
    show: Pages,
    who: SignedIn,
    template: str,
    *,
    answer: Answer | None = None,
    **values: object,
) -> Response:
    """A page of administration; 422 where a form comes back."""
    return show.reply(
        request,
        f"administration/{template}.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        zone=zone_of(context),
        **values,
    )


def zone_of(context: Context) -> str:
    """The zone of most regions: an administrator belongs to none."""
    with context.database.transaction(SYSTEM) as connection:
        zones = Counter(each.zone for each in accounts.regions(connection))
    return zones.most_common(1)[0][0] if zones else "UTC"
