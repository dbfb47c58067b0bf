"""Where recordings come into a case, and where each is placed into a sitting."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request, Response

from api.access import Investigator
from api.context import Context, Here
from api.errors import NotFoundError
from api.routes import interrogations as interrogations_api
from api.routes.cases import changeable, viewed
from api.web.case_forms import of_case, placement_of, seconds_of, sitting_of
from api.web.case_view import CaseSeen, InterrogationSeen, see
from api.web.clock_proposals import READINGS, proposals
from api.web.forms import Answer, FormRefusedError, Sent, Typed, attempt
from api.web.page import Pages, Show, go, tell
from models.accounts import SignedIn
from models.cases import CaseSitting, Placement, TimeSource
from models.store import accounts, recordings
from models.store.database import account

router = APIRouter(prefix="/cases/{case_id}", include_in_schema=False)

_NEW = "new-"


@router.get("/upload")
def show_upload(case_id: UUID, request: Request, context: Here, show: Show, who: Investigator) -> Response:
    """The page on which files are dropped; `web/upload` sends them."""
    with context.database.transaction(account(who.account.id)) as connection:
        case = changeable(connection, case_id)
        known = {str(each.id): each.name for each in recordings.recordings(connection, case_id)}
    viewed(context, who, case_id, ("case", case_id), what="recordings")
    return show.reply(request, "case/upload.html", who=who, case=case, known=known)


@router.get("/recordings/{recording_id}/place")
def show_place(
    case_id: UUID, recording_id: UUID, request: Request, context: Here, show: Show, who: Investigator
) -> Response:
    """The form that places a recording."""
    return _page(request, context, show, who, _Where(case_id=case_id, recording_id=recording_id))


@router.post("/recordings/{recording_id}/place")
def place(  # what the framework passes
    case_id: UUID, recording_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent
) -> Response:
    """A span of the recording belongs to a sitting, which may be made with it."""
    where = _Where(case_id=case_id, recording_id=recording_id)
    made = attempt(request, "place", sent, lambda: _place(request, context, who, where, sent))
    if isinstance(made, Answer):
        return _page(request, context, show, who, where, answer=made)
    return go(request, f"/cases/{case_id}#interrogation-{made}", done="added")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Where:
    """Of which recording the page is."""

    case_id: UUID
    recording_id: UUID


def _place(request: Request, context: Context, who: SignedIn, where: _Where, sent: Typed) -> UUID:
    """The interrogation that it was placed into; what can be wrong is looked at before a sitting is made."""
    chosen = sent.get("sitting_id")
    fields = {**sent.fields, **_clock(request, context, who, where, sent), "recording_id": [str(where.recording_id)]}
    if not chosen.startswith(_NEW):
        sitting_id, new = placement_of(request, context, who, Typed(fields=fields))
        interrogation_id = _interrogation_of(context, who, where.case_id, sitting_id)
    else:
        interrogation_id = of_case(context, who, where.case_id, _uuid(request, chosen.removeprefix(_NEW)))
        _, new = placement_of(request, context, who, Typed(fields={**fields, "sitting_id": [str(interrogation_id)]}))
        sitting_id = interrogations_api.add_sitting(interrogation_id, sitting_of(request, sent), who, context).id
    interrogations_api.add_placement(interrogation_id, sitting_id, new, who, context)
    return interrogation_id


def _clock(request: Request, context: Context, who: SignedIn, where: _Where, sent: Typed) -> dict[str, list[str]]:
    """The time that a person took from the file, as that of the span's beginning; nothing where they took none."""
    if not sent.get("clock"):
        return {}
    with context.database.transaction(account(who.account.id)) as connection:
        found = recordings.recording(connection, where.recording_id)
        zone = accounts.zone_of(connection, changeable(connection, where.case_id).unit_id)
    offered = {each.reading: each for each in proposals(found.sound if found else None, zone)}
    if sent.get("clock") not in offered:
        raise FormRefusedError({"clock": tell(request, "Choose one.")})
    if sent.get("wall_start"):
        raise FormRefusedError({"wall_start": tell(request, "Take the time of the file or type one, not both.")})
    start = offered[sent.get("clock")].at + timedelta(seconds=seconds_of(sent.get("span_start") or "0:00") or 0)
    return {"wall_start": [start.isoformat()], "source": [TimeSource.CONTAINER]}


def _uuid(request: Request, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise FormRefusedError({"sitting_id": tell(request, "Choose one.")}) from error


def _interrogation_of(context: Context, who: SignedIn, case_id: UUID, sitting_id: UUID) -> UUID:
    with context.database.transaction(account(who.account.id)) as connection:
        found = see(connection, who, case_id)
    for each in found.interrogations:
        if any(sitting.id == sitting_id for sitting in each.sittings):
            return each.interrogation.id
    raise NotFoundError


def _page(  # what the page shows
    request: Request, context: Context, show: Pages, who: SignedIn, where: _Where, *, answer: Answer | None = None
) -> Response:
    with context.database.transaction(account(who.account.id)) as connection:
        changeable(connection, where.case_id)
        seen = see(connection, who, where.case_id)
    one = next((each for each in seen.recordings if each.recording.id == where.recording_id), None)
    if one is None:
        raise NotFoundError
    viewed(context, who, where.case_id, ("recording", where.recording_id), what="page")
    return show.reply(
        request,
        "case/place.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        seen=seen,
        one=one,
        clocks=proposals(one.recording.sound, seen.zone),
        readings=READINGS,
        placed=_placed(seen, where.recording_id),
    )


def _placed(seen: CaseSeen, recording_id: UUID) -> list[tuple[InterrogationSeen, CaseSitting, Placement]]:
    return [
        (interrogation, sitting, placement)
        for interrogation in seen.interrogations
        for sitting in interrogation.sittings
        for placement in interrogation.placements
        if placement.sitting_id == sitting.id and placement.recording_id == recording_id
    ]
