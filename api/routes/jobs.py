"""Jobs of a case, their progress as it happens, and cancelling them."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse

from api.access import Investigator, Reader
from api.context import Context, Here
from api.errors import ConflictError, NotFoundError, documented
from api.routes.cases import changeable, changed, seen
from models.accounts import SignedIn
from models.controls import KeptVerdict
from models.queue import Job
from models.store import control_verdicts, jobs
from models.store.database import account

router = APIRouter(prefix="/api", tags=["jobs"])
_LOOK_SECONDS = 1.0


@router.get("/cases/{case_id}/jobs")
def list_jobs(case_id: UUID, who: Reader, context: Here) -> list[Job]:
    """Jobs of a case in order of coming."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        return jobs.jobs(connection, case_id=case_id)


@router.get("/jobs/{job_id}")
def show_job(job_id: UUID, who: Reader, context: Here) -> Job:
    """One job."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = jobs.job(connection, job_id)
    if found is None or found.case_id is None:
        raise NotFoundError
    return found


@router.post("/jobs/{job_id}/cancel", status_code=202, responses=documented(ConflictError))
def cancel(job_id: UUID, who: Investigator, context: Here) -> Job:
    """Ask for a job to be cancelled; 409 where it is over."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = jobs.job(connection, job_id)
        if found is None or found.case_id is None:
            raise NotFoundError
        changeable(connection, found.case_id)
        made = jobs.ask_to_cancel(connection, job_id)
        if made is None:
            raise ConflictError(what=found.state)
        changed(connection, who, found.case_id, ("job", job_id), what="cancel")
        return made


@router.get("/cases/{case_id}/events", response_class=EventSourceResponse)
async def events(case_id: UUID, request: Request, who: Reader, context: Here) -> EventSourceResponse:
    """Server-sent events until access ends; access is asked each time.

    `job`: the job, whenever one of the case changes. `term`: a term that a control counts down is nearly over, once each.
    """
    await asyncio.to_thread(_look, context, who, case_id)
    return EventSourceResponse(_changes(request, context, who, case_id), ping=15)


async def _changes(request: Request, context: Context, who: SignedIn, case_id: UUID) -> AsyncIterator[dict[str, Any]]:
    told: dict[UUID, Job] = {}
    warned: set[tuple[str, str, str]] = set()
    while not await request.is_disconnected():
        try:
            now, terms = await asyncio.to_thread(_look, context, who, case_id)
        except NotFoundError:
            return  # access was taken away meanwhile
        for job in now:
            if told.get(job.id) != job:
                told[job.id] = job
                yield {"event": "job", "id": str(job.id), "data": json.dumps(asdict(job), default=str, ensure_ascii=False)}
        for term in terms:
            if (key := (term.pack, term.control, term.subject)) not in warned:
                warned.add(key)
                yield {"event": "term", "data": json.dumps(_term(context, term), ensure_ascii=False)}
        await asyncio.sleep(_LOOK_SECONDS)


def _term(context: Context, term: KeptVerdict) -> dict[str, Any]:
    title = context.packs.installed.control(term.pack, term.control).title
    return {
        "control": f"{term.pack}.{term.control}",
        "title": {"ru": title.ru, "kk": title.kk, "en": title.en},
        "subject": term.subject,
        "deadline": None if term.deadline is None else term.deadline.isoformat(),
    }


def _look(context: Context, who: SignedIn, case_id: UUID) -> tuple[list[Job], list[KeptVerdict]]:
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        return jobs.jobs(connection, case_id=case_id), control_verdicts.approaching(connection, case_id)
