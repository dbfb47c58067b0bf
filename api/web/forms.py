"""What somebody typed into a page's form, as the API's own schema reads it, or as sentences beside the fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError

from api.errors import (
    ForbiddenError,
    InvalidError,
    NotFoundError,
    OtherSiteError,
    SignInNeededError,
    TooLargeError,
    language_of,
)
from api.web.page import tell
from models.errors import BadInputError

_MOST_BYTES = 1024 * 1024
_MOST_FIELDS = 500
_Schema = TypeVar("_Schema", bound=BaseModel)
_Made = TypeVar("_Made")


def _(text: str) -> str:
    """A mark for the catalogues."""
    return text


_SAID = {
    "missing": _("Fill this in."),
    "string_too_short": _("Too short: %(min_length)s characters at least."),
    "string_too_long": _("Too long: %(max_length)s characters at most."),
    "too_short": _("Choose at least one."),
    "greater_than_equal": _("Not less than %(ge)s."),
    "less_than_equal": _("Not more than %(le)s."),
    "int_parsing": _("A whole number is expected."),
    "date_from_datetime_parsing": _("A date is expected."),
    "datetime_from_date_parsing": _("A date with a time is expected."),
}
_OTHERWISE = _("This cannot be used: look at the sample below the field.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """The fields of a form, as they were typed."""

    fields: Mapping[str, list[str]]

    def get(self, name: str, otherwise: str = "") -> str:
        """One field without spaces around it."""
        return (self.fields.get(name) or [otherwise])[-1].strip()

    def secret(self, name: str) -> str:
        """One field exactly as typed."""
        return (self.fields.get(name) or [""])[-1]

    def all(self, name: str) -> list[str]:
        """Every value of a field that may come several times, without the empty ones."""
        return [each.strip() for each in self.fields.get(name, []) if each.strip()]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A form as it is shown again: what was typed, and what is wrong with it."""

    form: str = ""  # the id of the form that this is about
    typed: Typed = field(default_factory=lambda: Typed(fields={}))
    faults: Mapping[str, str] = field(default_factory=dict)  # a sentence by field
    problem: str = ""  # a sentence about the whole

    def of(self, form: str) -> "Answer":
        """This answer, if it is about that form; else one of an untouched form."""
        return self if self.form == form else Answer(form=form)

    def get(self, name: str, otherwise: str = "") -> str:
        """What stands in a field."""
        return self.typed.get(name, otherwise)


class FormRefusedError(Exception):
    """The fields cannot be used; `faults` by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


async def typed(request: Request) -> Typed:
    """The form that was sent; TooLargeError, InvalidError."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise TooLargeError(most=f"{_MOST_BYTES} B")
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise InvalidError(what="form") from error
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return Typed(fields=fields)


Sent = Annotated[Typed, Depends(typed)]
"""A route's parameter: the form that was sent."""


def read(request: Request, schema: type[_Schema], values: Mapping[str, Any]) -> _Schema:
    """What was typed as the API takes it, empty fields left out; FormRefusedError."""
    kept = {name: value for name, value in values.items() if value not in ("", [], None)}
    try:
        return schema.model_validate(kept)
    except ValidationError as error:
        raise FormRefusedError({str(each["loc"][0]): _sentence(request, each) for each in error.errors()}) from error


def _sentence(request: Request, error: Any) -> str:
    text = _SAID.get(error["type"], _OTHERWISE)
    return tell(request, text, **error.get("ctx", {})) if "%(" in text else tell(request, text)


_PASS = (SignInNeededError, ForbiddenError, NotFoundError, OtherSiteError)
"""Not about what was typed."""


def attempt(request: Request, form: str, sent: Typed, act: Callable[[], _Made]) -> _Made | Answer:
    """What the act makes, or the form as it is to be shown again where what was typed is at fault."""
    try:
        return act()
    except FormRefusedError as refused:
        return Answer(form=form, typed=sent, faults=refused.faults)
    except _PASS:
        raise
    except BadInputError as refused:
        return Answer(form=form, typed=sent, problem=refused.say(language_of(request)))
