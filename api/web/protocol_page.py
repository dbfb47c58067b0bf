"""The protocol of an interrogation: its form beside the draft, the states of a version, and two versions compared."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from api import schemas
from api.access import HeadOrInvestigator, Investigator, Reader
from api.context import Context, Here
from api.errors import ConflictError, NotFoundError
from api.routes import interrogations as interrogations_api
from api.routes import protocols as protocols_api
from api.routes.cases import seen, viewed
from api.web import protocol_fields, protocol_returns
from api.web.forms import Answer, FormRefusedError, Sent, Typed, attempt, read
from api.web.page import Pages, Show, go, tell
from api.web.protocol_compare import compared
from api.web.protocol_draft import AT_ONCE
from api.web.protocol_form import base_of, flat, form_typed, merged, told
from api.web.protocol_view import see_protocol
from api.web.terms import nearly_over
from models.accounts import SignedIn
from models.cases import CaseInterrogation
from models.protocol_versions import Signature, VersionStep
from models.store import cases, protocols
from models.store.database import account
from transcribe.protocol.errors import FormValueError

router = APIRouter(prefix="/interrogations/{interrogation_id}", include_in_schema=False)

Number = Annotated[int | None, Query(ge=1, le=1_000_000)]
First = Annotated[int, Query(alias="from", ge=1, le=10_000_000)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Theirs:
    """A field that somebody else changed while it was being edited here."""

    name: str
    label: str
    value: str  # as it stands now


@router.get("")
def show_protocol(  # what the framework passes
    interrogation_id: UUID,
    request: Request,
    context: Here,
    show: Show,
    who: Reader,
    version: Number = None,
    first: First = 1,
) -> Response:
    """The page, with that version of the protocol or the newest, from a question or answer on."""
    return page_of(request, context, show, who, interrogation_id, number=version, first=first)


@router.post("/form")
def save_form(
    interrogation_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent
) -> Response:
    """The form as it was typed, in place of the edition that the page showed."""
    try:
        made = attempt(request, "form", sent, lambda: _save(request, context, who, interrogation_id, sent))
    except _ChangedMeanwhileError as changed:
        return page_of(request, context, show, who, interrogation_id, answer=changed.answer, theirs=changed.theirs)
    if isinstance(made, Answer):
        return page_of(request, context, show, who, interrogation_id, answer=made)
    return go(request, f"/interrogations/{interrogation_id}", done="saved")


class _ChangedMeanwhileError(Exception):
    """Somebody else saved the form; what both want, and what they changed."""

    def __init__(self, answer: Answer, theirs: list[Theirs]) -> None:
        super().__init__()
        self.answer = answer
        self.theirs = theirs


def _save(request: Request, context: Context, who: SignedIn, interrogation_id: UUID, sent: Typed) -> CaseInterrogation:
    edition = sent.get("edition")
    if not (edition.isascii() and edition.isdigit() and len(edition) < 10):
        raise FormRefusedError({})
    try:
        form = schemas.ChangedForm(form=form_typed(sent))
        return interrogations_api.change_form(interrogation_id, form, who, context, Response(), f'"{edition}"')
    except FormValueError as error:
        name = str(error.data["key"]).partition("[")[0]
        said = tell(request, "Expected here: %(what)s", what=str(error.data["expected"]))
        raise FormRefusedError({"voices" if name.startswith("voices.") else name: said}) from error
    except ConflictError as error:
        raise _changed(request, sent, error) from error


def _changed(request: Request, sent: Typed, error: ConflictError) -> _ChangedMeanwhileError:
    now = error.data["now"]
    if not isinstance(now, dict):
        raise error
    both, theirs = merged(base_of(sent), flat(form_typed(sent)), flat(now["form"]))
    fields = {**both, "edition": [str(now["edition"])], "base": [json.dumps(flat(now["form"]), ensure_ascii=False)]}
    return _ChangedMeanwhileError(
        Answer(form="form", typed=Typed(fields=fields)),
        [
            Theirs(name=each, label=tell(request, protocol_fields.LABELS[each]), value=told(now["form"], each))
            for each in theirs
        ],
    )


@router.post("/drafts")
def draw_up(interrogation_id: UUID, request: Request, context: Here, show: Show, who: Investigator) -> Response:
    """Draw up the next version."""
    made = attempt(request, "draft", Typed(fields={}), lambda: protocols_api.draft(interrogation_id, who, context))
    if isinstance(made, Answer):
        return page_of(request, context, show, who, interrogation_id, answer=made)
    return go(request, f"/interrogations/{interrogation_id}", done="work_asked")


@router.post("/versions/{version_id}/steps")
def step(  # what the framework passes
    interrogation_id: UUID,
    version_id: UUID,
    request: Request,
    context: Here,
    show: Show,
    who: HeadOrInvestigator,
    sent: Sent,
) -> Response:
    """Bring a version to its next state."""
    values = {name: sent.get(name) for name in ("state", "reason", "signature", "return_id")}
    number = version_number(context, who, interrogation_id, version_id)
    made = attempt(
        request,
        f"step-{values['state']}",
        sent,
        lambda: _step(request, context, who, version_id, values),
    )
    if isinstance(made, Answer):
        return page_of(request, context, show, who, interrogation_id, number=number, answer=made)
    return go(request, f"/interrogations/{interrogation_id}", done="saved")


def _step(request: Request, context: Context, who: SignedIn, version_id: UUID, values: Mapping[str, str]) -> VersionStep:
    if values["return_id"] and values["signature"] != Signature.PAPER:
        raise FormRefusedError({"return_id": tell(request, "Only what was signed on paper has a signed paper.")})
    return protocols_api.step(version_id, read(request, schemas.NewStep, values), who, context)


def version_number(context: Context, who: SignedIn, interrogation_id: UUID, version_id: UUID) -> int:
    """The version's number in the document of that interrogation; NotFoundError."""
    with context.database.transaction(account(who.account.id)) as connection:
        for each in protocols.versions(connection, interrogation_id):
            if each.id == version_id:
                return each.number
    raise NotFoundError


@router.get("/compare")
def compare(  # what the framework passes
    interrogation_id: UUID,
    request: Request,
    context: Here,
    show: Show,
    who: Reader,
    earlier: Number = None,
    later: Number = None,
) -> Response:
    """Two versions, word by word; the newest and the one before it where none were named."""
    with context.database.transaction(account(who.account.id)) as connection:
        interrogation = cases.interrogation(connection, interrogation_id)
        if interrogation is None:
            raise NotFoundError
        case = seen(connection, interrogation.case_id)
        versions = protocols.versions(connection, interrogation_id)
        newest = [each.number for each in versions[:2]] + [0, 0]
        chosen = [later or newest[0], earlier or newest[1]]
        ids = {each.number: each.id for each in versions}
        documents = [protocols.document_of_version(connection, ids[each]) if each in ids else None for each in chosen]
    viewed(context, who, interrogation.case_id, ("interrogation", interrogation_id), what="versions")
    return show.reply(
        request,
        "protocol/compare.html",
        who=who,
        case=case,
        interrogation=interrogation,
        versions=versions,
        chosen=chosen,
        lines=compared(documents[1], documents[0]) if documents[0] and documents[1] else None,
        fields=protocol_fields,
    )


def page_of(  # what the page shows
    request: Request,
    context: Context,
    show: Pages,
    who: SignedIn,
    interrogation_id: UUID,
    *,
    number: int | None = None,
    first: int = 1,
    answer: Answer | None = None,
    theirs: list[Theirs] | None = None,
) -> Response:
    """The page, with that version or the newest, and what is wrong with a form of it."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = see_protocol(connection, who, interrogation_id, number, first=first)
    viewed(context, who, found.case.id, ("interrogation", interrogation_id), what="page")
    stored = flat(found.each.interrogation.form)
    is_typed = answer is not None and answer.form == "form"
    return show.reply(
        request,
        "protocol/page.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        seen=found,
        terms=nearly_over(context, who, found.case.id),
        theirs=theirs or [],
        fields=protocol_fields,
        told_of_returns=protocol_returns,
        at_once=AT_ONCE,
        values=dict(answer.typed.fields) if answer and is_typed else stored,
        base=answer.get("base") if answer and is_typed else json.dumps(stored, ensure_ascii=False),
        edition=answer.get("edition") if answer and is_typed else found.each.interrogation.edition,
        known=lambda name: "" if told(found.each.interrogation.form, name) else told(found.known, name),
    )
