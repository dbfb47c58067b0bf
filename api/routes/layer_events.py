"""What happens to a layer while somebody looks at it: others' revisions, and work on its recording."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request
from sse_starlette import EventSourceResponse

from api.access import Reader
from api.context import Context, Here
from api.errors import NotFoundError
from api.routes.transcripts import found
from models.accounts import SignedIn
from models.queue import Job, JobState
from models.revisions import Words
from models.store import jobs, transcripts
from models.store.database import account
from models.store.layer_changes import touched_since

router = APIRouter(prefix="/api/layers", tags=["transcripts"])
_LOOK_SECONDS = 1.0
_MOST_REVISIONS = 2**31 - 1
_UNFINISHED = frozenset({JobState.QUEUED, JobState.RUNNING})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Now:
    """What one look found."""

    revision: int  # the newest
    touched: tuple[Words, ...] | None  # since the one before; None: whole voices, or too much to tell
    jobs: list[Job]  # of its recording


@router.get("/{layer_id}/events", response_class=EventSourceResponse)
async def events(  # what the framework passes
    layer_id: UUID,
    request: Request,
    who: Reader,
    context: Here,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    last_event_id: Annotated[str, Header(max_length=40)] = "",
) -> EventSourceResponse:
    """Server-sent events, until access ends.

    `revisions`: the newest one, and which words were touched since `after` or the event before, null where that cannot be
    told; a connection that was lost goes on from its last event. `job`: as in the events of a case, jobs of this recording
    that were not over when it began.
    """
    goes_on = last_event_id.isascii() and last_event_id.isdigit() and int(last_event_id) <= _MOST_REVISIONS
    since = int(last_event_id) if goes_on else after
    await asyncio.to_thread(_look, context, who, layer_id, since)
    return EventSourceResponse(_changes(request, context, who, layer_id, since), ping=15)


async def _changes(
    request: Request, context: Context, who: SignedIn, layer_id: UUID, since: int
) -> AsyncIterator[dict[str, Any]]:
    told: dict[UUID, Job] | None = None
    while not await request.is_disconnected():
        try:
            now = await asyncio.to_thread(_look, context, who, layer_id, since)
        except NotFoundError:
            return  # access was taken away meanwhile
        if told is None:
            told = {job.id: job for job in now.jobs if job.state not in _UNFINISHED}
        for job in now.jobs:
            if told.get(job.id) != job:
                told[job.id] = job
                yield {"event": "job", "data": json.dumps(asdict(job), default=str, ensure_ascii=False)}
        if now.revision > since:
            since = now.revision
            touched = None if now.touched is None else [[each.first, each.last] for each in now.touched]
            data = json.dumps({"revision": since, "touched": touched})
            yield {"event": "revisions", "id": str(since), "data": data}
        await asyncio.sleep(_LOOK_SECONDS)


def _look(context: Context, who: SignedIn, layer_id: UUID, since: int) -> _Now:
    with context.database.transaction(account(who.account.id)) as connection:
        layer = found(connection, layer_id)
        newest = transcripts.last_revision(connection, layer_id)
        touched = touched_since(connection, layer_id, since) if newest > since else ()
        return _Now(revision=newest, touched=touched, jobs=jobs.jobs(connection, recording_id=layer.recording_id))
