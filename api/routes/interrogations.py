"""Interrogations with their forms, sittings, and what was recorded of them."""

from typing import Annotated, Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Header, Response
from pydantic import BaseModel

from analysis.control.world import LONGEST_SITTING
from api import schemas
from api.access import Investigator, Reader
from api.context import Here
from api.errors import ConflictError, InvalidError, NotFoundError, documented
from api.routes.cases import changeable, changed, instant, seen, viewed
from models.cases import CaseInterrogation, CaseSitting, Placement, TimeSource
from models.store import accounts, cases, recordings
from models.store.database import account

router = APIRouter(prefix="/api", tags=["interrogations"])


class InterrogationShown(BaseModel):
    """An interrogation with its sittings and what was recorded of them."""

    interrogation: CaseInterrogation
    sittings: list[CaseSitting]
    placements: list[Placement]


@router.get("/cases/{case_id}/interrogations")
def list_interrogations(case_id: UUID, who: Reader, context: Here) -> list[InterrogationShown]:
    """Interrogations with their sittings and placements."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        found = [
            InterrogationShown(
                interrogation=each,
                sittings=cases.sittings(connection, each.id),
                placements=cases.placements(connection, each.id),
            )
            for each in cases.interrogations(connection, case_id)
        ]
    viewed(context, who, case_id, ("case", case_id), what="interrogations")
    return found


@router.post("/cases/{case_id}/interrogations", status_code=201)
def add_interrogation(case_id: UUID, sent: schemas.NewInterrogation, who: Investigator, context: Here) -> CaseInterrogation:
    """An interrogation of a participant of the case."""
    with context.database.transaction(account(who.account.id)) as connection:
        changeable(connection, case_id)
        if not cases.takes_part(connection, case_id, sent.participant_id):
            raise InvalidError(what="participant_id")
        made = cases.add_interrogation(
            connection,
            case_id=case_id,
            participant_id=sent.participant_id,
            language=sent.language,
            form=sent.form,
            created_by=who.account.id,
        )
        changed(connection, who, case_id, ("interrogation", made.id))
        return made


@router.put("/interrogations/{interrogation_id}/form", responses=documented(ConflictError))
def change_form(  # what the framework passes
    interrogation_id: UUID,
    sent: schemas.ChangedForm,
    who: Investigator,
    context: Here,
    response: Response,
    if_match: Annotated[str, Header(pattern=r'^"\d{1,9}"$')],
) -> CaseInterrogation:
    """Another form, in place of the edition that `If-Match` names; 409 shows both where that one is gone."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = _changeable(connection, interrogation_id)
        made = cases.change_form(connection, interrogation_id, sent.form, edition=int(if_match.strip('"')))
        if made is None:
            now = cases.interrogation(connection, interrogation_id) or found
            raise ConflictError(what=f"edition {now.edition}", now={"edition": now.edition, "form": now.form})
        changed(connection, who, found.case_id, ("interrogation", found.id), edition=made.edition)
    response.headers["ETag"] = f'"{made.edition}"'
    return made


@router.post("/interrogations/{interrogation_id}/sittings", status_code=201)
def add_sitting(interrogation_id: UUID, sent: schemas.NewSitting, who: Investigator, context: Here) -> CaseSitting:
    """The next sitting; times without a zone are on the clock of the unit's region."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = _changeable(connection, interrogation_id)
        zone = accounts.zone_of(connection, seen(connection, found.case_id).unit_id)
        started, ended = instant(sent.started_at, zone), instant(sent.ended_at, zone)
        if started and ended and ended < started:
            raise InvalidError(what="ended_at < started_at")
        if started and ended and ended - started > LONGEST_SITTING:
            raise InvalidError(what="ended_at - started_at: 24 h")
        made = cases.add_sitting(
            connection,
            case_id=found.case_id,
            interrogation_id=interrogation_id,
            started_at=started,
            ended_at=ended,
            zone=zone,
        )
        changed(connection, who, found.case_id, ("sitting", made.id))
        return made


@router.post("/interrogations/{interrogation_id}/sittings/{sitting_id}/placements", status_code=201)
def add_placement(
    interrogation_id: UUID, sitting_id: UUID, sent: schemas.NewPlacement, who: Investigator, context: Here
) -> Placement:
    """A span of a recording of the case belongs to a sitting."""
    if sent.span_end <= sent.span_start:
        raise InvalidError(what="span_end <= span_start")
    if (sent.source == TimeSource.UNKNOWN) != (sent.wall_start is None):
        raise InvalidError(what="wall_start, source")
    with context.database.transaction(account(who.account.id)) as connection:
        found = _changeable(connection, interrogation_id)
        sitting = next((each for each in cases.sittings(connection, interrogation_id) if each.id == sitting_id), None)
        recording = recordings.recording(connection, sent.recording_id)
        if sitting is None or recording is None or recording.case_id != found.case_id:
            raise NotFoundError
        if recording.written is not None:
            raise InvalidError(what="recording_id: a text")
        made = cases.add_placement(
            connection,
            case_id=found.case_id,
            recording_id=recording.id,
            sitting_id=sitting_id,
            span=(sent.span_start, sent.span_end),
            wall_start=instant(sent.wall_start, sitting.zone),
            source=sent.source,
            typed_by=who.account.id if sent.source == TimeSource.TYPED else None,
            doubt_seconds=sent.doubt_seconds,
        )
        changed(connection, who, found.case_id, ("placement", made.id), source=sent.source)
        return made


def _changeable(connection: psycopg.Connection[Any], interrogation_id: UUID) -> CaseInterrogation:
    """The interrogation, if whoever asks may change its case; NotFoundError, ForbiddenError."""
    found = cases.interrogation(connection, interrogation_id)
    if found is None:
        raise NotFoundError
    changeable(connection, found.case_id)
    return found
