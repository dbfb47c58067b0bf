"""The hours and the graph of a case: as data, and as pictures for the file."""

from datetime import date
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from analysis.pictures.draw import draw
from api import case_graph, case_hours
from api.access import Reader
from api.case_graph import CaseGraph
from api.case_hours import CaseHours
from api.context import Here
from api.errors import language_of
from api.picture_values import graph_values, hours_values
from api.routes.cases import seen, viewed
from api.routes.search import Hit, Place, hits_of
from models.accounts import SignedIn
from models.cases import Case
from models.journal.entry import EntryKind
from models.store import journal, mentions
from models.store.database import account

router = APIRouter(prefix="/api", tags=["analysis"])

_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
Format = Literal["svg", "png"]


class TimeTold(BaseModel):
    """A time that somebody names."""

    who: str
    minutes: list[int]  # since midnight; two where the words leave open which half of the day it was
    approximate: bool
    spoken: str
    conflict: UUID | None  # the finding that it is part of
    hit: Hit


class HourShown(BaseModel):
    """One hour, and what each says about it."""

    day: date | None  # None: the words name none
    hour: int
    told: list[TimeTold]


class HoursShown(BaseModel):
    """The hours of a case."""

    persons: list[tuple[str, str]]  # key and name of each who says something
    hours: list[HourShown]


@router.get("/cases/{case_id}/timeline")
def timeline(case_id: UUID, who: Reader, context: Here) -> HoursShown:
    """What each person says about each hour, with the places that conflict."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        found = case_hours.hours(connection, case_id)
        keys = [told.key for hour in found.hours for told in hour.told]
        kept = mentions.with_moments(connection, list(dict.fromkeys(keys)))
        places = [Place.of_mention(each, at=moment, checked=checked) for each, moment, checked in kept]
        hits = dict(zip([each.id for each, _, _ in kept], hits_of(connection, places), strict=True))
    viewed(context, who, case_id, ("case", case_id), what="timeline")
    return HoursShown(
        persons=found.persons,
        hours=[
            HourShown(
                day=hour.day,
                hour=hour.hour,
                told=[
                    TimeTold(
                        who=told.who,
                        minutes=list(told.minutes),
                        approximate=told.approximate,
                        spoken=found.mentions[told.key].spoken,
                        conflict=found.conflicts.get(told.key),
                        hit=hits[told.key],
                    )
                    for told in hour.told
                    if told.key in hits
                ],
            )
            for hour in found.hours
        ],
    )


@router.get("/cases/{case_id}/graph")
def graph(case_id: UUID, who: Reader, context: Here) -> CaseGraph:
    """Persons, numbers and other cases that one may see, with what joins them."""
    _, found = _graph(case_id, who, context)
    return found


@router.get("/cases/{case_id}/timeline.{kind}", response_class=Response)
def timeline_picture(case_id: UUID, kind: Format, request: Request, who: Reader, context: Here) -> Response:
    """The hours as one picture, in the reader's language."""
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
        found: CaseHours = case_hours.hours(connection, case_id)
    values = hours_values(found, case.number, language_of(request))
    return _picture(context, who, case, draw("hours", values, kind), name="timeline", kind=kind)


@router.get("/cases/{case_id}/graph.{kind}", response_class=Response)
def graph_picture(case_id: UUID, kind: Format, request: Request, who: Reader, context: Here) -> Response:
    """The graph as one picture, in the reader's language."""
    case, found = _graph(case_id, who, context)
    values = graph_values(found, case.number, language_of(request))
    return _picture(context, who, case, draw("graph", values, kind), name="graph", kind=kind)


def _graph(case_id: UUID, who: SignedIn, context: Here) -> tuple[Case, CaseGraph]:
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
        found = case_graph.graph(connection, case_id)
    viewed(context, who, case_id, ("case", case_id), what="graph")
    return case, found


def _picture(context: Here, who: SignedIn, case: Case, content: bytes, *, name: str, kind: str) -> Response:
    """A file that leaves the service is an export."""
    with context.database.transaction(account(who.account.id)) as connection:
        journal.record(
            connection,
            EntryKind.EXPORT,
            subject=("case", case.id),
            account_id=who.account.id,
            case_id=case.id,
            details={"what": name, "format": kind},
        )
    file = "".join(each if each.isascii() and each.isalnum() else "-" for each in f"{case.number} {name}")
    return Response(
        content,
        media_type=_TYPES[kind],
        headers={"Content-Disposition": f'inline; filename="{file}.{kind}"', "Cache-Control": "no-store"},
    )
