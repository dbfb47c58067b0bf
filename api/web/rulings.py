"""What pages of proposals have in common: a person's decision as it is sent, and where the page goes on after it."""

import re
from collections.abc import Callable
from typing import TypeVar

from fastapi import Request, Response
from pydantic import BaseModel

from api.web.forms import Answer, Sent, attempt, read
from api.web.page import go

_ID = re.compile(r"[a-z]+(?:-[0-9a-f]+)+")
_Schema = TypeVar("_Schema", bound=BaseModel)


def decided(
    request: Request, sent: Sent, schema: type[_Schema], act: Callable[[_Schema], object], *, page: str
) -> Response | Answer:
    """Carry out the decision and go on to what the page names next; or what is wrong with what was sent."""
    values = {name: sent.get(name) for name in ("verdict", "reason")}
    made = attempt(request, "ruling", sent, lambda: act(read(request, schema, values)))
    if isinstance(made, Answer):
        return made
    following = sent.get("next")
    return go(request, f"{page}#{following}" if _ID.fullmatch(following) else page, done="ruled")
