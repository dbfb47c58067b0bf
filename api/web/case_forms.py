"""The forms of a case's page that say more than the API's fields: times as people write them."""

import re
from uuid import UUID

from fastapi import Request

from api import schemas
from api.context import Context
from api.errors import NotFoundError
from api.web.forms import FormRefusedError, Typed, read
from api.web.page import tell
from models.accounts import SignedIn
from models.cases import TimeSource
from models.store import cases, recordings
from models.store.database import account

_SPAN = re.compile(r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d(?:[.,]\d{1,3})?)")


def of_case(context: Context, who: SignedIn, case_id: UUID, interrogation_id: UUID) -> UUID:
    """The interrogation's id, if it is of that case; NotFoundError."""
    with context.database.transaction(account(who.account.id)) as connection:
        found = cases.interrogation(connection, interrogation_id)
    if found is None or found.case_id != case_id:
        raise NotFoundError
    return interrogation_id


def sitting_of(request: Request, sent: Typed) -> schemas.NewSitting:
    """The times of a sitting; FormRefusedError."""
    values = {name: sent.get(name) for name in ("started_at", "ended_at")}
    new = read(request, schemas.NewSitting, values)
    if new.started_at and new.ended_at and new.ended_at < new.started_at:
        raise FormRefusedError({"ended_at": tell(request, "The end lies before the beginning.")})
    return new


def placement_of(request: Request, context: Context, who: SignedIn, sent: Typed) -> tuple[UUID, schemas.NewPlacement]:
    """The sitting and what belongs to it: the whole recording where no other span was typed; FormRefusedError."""
    faults: dict[str, str] = {}
    chosen: dict[str, UUID] = {}
    for name in ("sitting_id", "recording_id"):
        try:
            chosen[name] = UUID(sent.get(name))
        except ValueError:
            faults[name] = tell(request, "Choose one.")
    start = seconds_of(sent.get("span_start") or "0:00")
    end = seconds_of(sent.get("span_end")) if sent.get("span_end") else _whole(context, who, chosen.get("recording_id"))
    if start is None:
        faults["span_start"] = tell(request, "A time such as 0:05:30 is expected.")
    if end is None:
        faults["span_end"] = tell(request, "A time such as 0:05:30 is expected.")
    if start is not None and end is not None and end <= start:
        faults["span_end"] = tell(request, "The end lies before the beginning.")
    if faults:
        raise FormRefusedError(faults)
    source = sent.get("source") if sent.get("wall_start") else TimeSource.UNKNOWN
    values = {
        "recording_id": chosen["recording_id"],
        "span_start": start,
        "span_end": end,
        "wall_start": sent.get("wall_start"),
        "source": source,
        "doubt_seconds": sent.get("doubt_seconds").replace(",", "."),
    }
    return chosen["sitting_id"], read(request, schemas.NewPlacement, values)


def seconds_of(text: str) -> float | None:
    """Seconds of a time as people write it, `5:30` or `1:05:30`; None where it is none."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def _whole(context: Context, who: SignedIn, recording_id: UUID | None) -> float | None:
    """The length of a recording, once it is known."""
    if recording_id is None:
        return None
    with context.database.transaction(account(who.account.id)) as connection:
        found = recordings.recording(connection, recording_id)
    return found.sound["decoded_duration"] if found and found.sound else None
