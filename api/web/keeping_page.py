"""A case's own keeping: where it stands, who sees it, what keeps it from being erased, and what is known of its bytes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Request, Response

from api import schemas
from api.access import HeadOrInvestigator, HeadOrProsecutor, Investigator, Reader
from api.context import Context, Here
from api.errors import NotFoundError
from api.routes import cases as cases_api
from api.routes import recordings as recordings_api
from api.routes.cases import seen, viewed
from api.web.forms import Answer, Sent, Typed, attempt, read
from api.web.page import Pages, Show, go
from models.accounts import AccountRole, SignedIn
from models.cases import Case
from models.custody import Alarm, CustodyRecord
from models.journal.entry import EntryKind, KeptEntry
from models.retention import Erasure, ErasureState
from models.store import accounts, cases, journal, looks, recordings, retention
from models.store.database import account

router = APIRouter(prefix="/cases/{case_id}/keeping", include_in_schema=False)

_SAID = (EntryKind.SEALED, EntryKind.LEGAL_HOLD)
_MOST_SAID = 50
_ON = {"yes": True, "no": False}


@dataclass(frozen=True, kw_only=True, slots=True)
class BytesSeen:
    """What is known of a recording's bytes."""

    id: UUID
    name: str | None  # None: it is erased
    looks: list[CustodyRecord]  # the newest first
    alarm: Alarm | None  # that stands

    @property
    def last(self) -> CustodyRecord | None:
        """The last look at them."""
        return self.looks[0] if self.looks else None


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepingSeen:
    """A case's keeping as the page shows it, and what whoever reads may do about it."""

    case: Case
    zone: str
    due_at: datetime | None  # from when on it may be proposed to erase it; None: no rule says so
    erasures: list[Erasure]
    alarms: list[Alarm]
    bytes: list[BytesSeen]
    said: list[KeptEntry]  # who sealed and held, and why; the newest first
    names: dict[UUID, str]  # of accounts
    may_change: bool  # its state
    may_seal: bool  # or open again what is sealed
    may_hold: bool
    may_decide: bool  # on a proposal that stands

    @property
    def standing(self) -> list[Alarm]:
        """Alarms that are not over."""
        return [each for each in self.alarms if each.closed_at is None]

    def account_name(self, account_id: str | None) -> str:
        """Of whoever an entry of the journal names."""
        return self.names.get(UUID(account_id), "") if account_id else ""


@router.get("")
def show_keeping(case_id: UUID, request: Request, context: Here, show: Show, who: Reader) -> Response:
    """The page."""
    return _page(request, context, show, who, case_id)


@router.post("/status")
def change_status(  # what the framework passes
    case_id: UUID, request: Request, context: Here, show: Show, who: Investigator, sent: Sent
) -> Response:
    """In proceedings, suspended or closed."""
    made = attempt(
        request,
        "status",
        sent,
        lambda: cases_api.change_case(
            case_id, read(request, schemas.ChangedCase, {"status": sent.get("status")}), who, context
        ),
    )
    if isinstance(made, Answer):
        return _page(request, context, show, who, case_id, answer=made)
    return go(request, f"/cases/{case_id}/keeping", done="saved")


@router.post("/sealed")
def seal(  # what the framework passes
    case_id: UUID, request: Request, context: Here, show: Show, who: HeadOrInvestigator, sent: Sent
) -> Response:
    """For named persons only, or not any more. Who seals it may lose sight of it by that."""
    made = attempt(
        request,
        "sealed",
        sent,
        lambda: cases_api.seal_case(case_id, read(request, schemas.Sealed, _switched(sent)), who, context),
    )
    if isinstance(made, Answer):
        return _page(request, context, show, who, case_id, answer=made)
    with context.database.transaction(account(who.account.id)) as connection:
        is_there = cases.case(connection, case_id) is not None
    return go(request, f"/cases/{case_id}/keeping", done="saved") if is_there else go(request, "/cases", done="sealed_away")


@router.post("/legal-hold")
def hold(  # what the framework passes
    case_id: UUID, request: Request, context: Here, show: Show, who: HeadOrProsecutor, sent: Sent
) -> Response:
    """Nothing of it is erased, or it may be again."""
    made = attempt(
        request,
        "hold",
        sent,
        lambda: cases_api.hold_case(case_id, read(request, schemas.LegalHold, _switched(sent)), who, context),
    )
    if isinstance(made, Answer):
        return _page(request, context, show, who, case_id, answer=made)
    return go(request, f"/cases/{case_id}/keeping", done="saved")


@router.post("/recordings/{recording_id}/verify")
def verify(case_id: UUID, recording_id: UUID, request: Request, context: Here, who: Reader) -> Response:
    """Look at a recording's bytes now; what was found stands on the page that follows."""
    with context.database.transaction(account(who.account.id)) as connection:
        if recordings_api.found(connection, recording_id).case_id != case_id:
            raise NotFoundError
    made = recordings_api.verify(recording_id, who, context)
    return go(request, f"/cases/{case_id}/keeping", done="bytes_intact" if made.intact else None)


def _switched(sent: Typed) -> dict[str, object]:
    return {"on": _ON.get(sent.get("on"), ""), "reason": sent.get("reason")}


def _page(  # what the page shows
    request: Request, context: Context, show: Pages, who: SignedIn, case_id: UUID, *, answer: Answer | None = None
) -> Response:
    with context.database.transaction(account(who.account.id)) as connection:
        found = _see(connection, who, case_id)
    viewed(context, who, case_id, ("case", case_id), what="keeping")
    return show.reply(
        request,
        "case/keeping.html",
        who=who,
        status=422 if answer else 200,
        answer=answer or Answer(),
        seen=found,
    )


def _see(connection: psycopg.Connection[Any], who: SignedIn, case_id: UUID) -> KeepingSeen:
    """As whoever asks sees it; NotFoundError."""
    case = seen(connection, case_id)
    erasures = retention.erasures(connection, case_id)
    alarms = looks.alarms(connection, case_id=case_id)
    custody = recordings.custody_of_case(connection, case_id)
    said = journal.newest(connection, case_id, before=None, limit=_MOST_SAID, kinds=_SAID)
    people = {each.proposed_by for each in erasures} | {each.decided_by for each in erasures}
    people |= {each.acknowledged_by for each in alarms} | {each.account_id for each in custody}
    people |= {UUID(each.entry.account_id) for each in said if each.entry.account_id}
    keeps = cases.may_keep(connection, case_id) and case.erased_at is None
    return KeepingSeen(
        case=case,
        zone=accounts.zone_of(connection, case.unit_id),
        due_at=retention.due_at(connection, case_id),
        erasures=erasures,
        alarms=alarms,
        bytes=_bytes(connection, case_id, custody, alarms),
        said=said,
        names=accounts.names(connection, people),
        may_change=cases.may_edit(connection, case_id),
        may_seal=_may_seal(who, case),
        may_hold=keeps,
        may_decide=keeps
        and any(each.state == ErasureState.PROPOSED and each.proposed_by != who.account.id for each in erasures),
    )


def _bytes(
    connection: psycopg.Connection[Any], case_id: UUID, custody: list[CustodyRecord], alarms: list[Alarm]
) -> list[BytesSeen]:
    """By recording, in order of coming, those that are erased last."""
    names = {each.id: each.name for each in recordings.recordings(connection, case_id)}
    by_recording: dict[UUID, list[CustodyRecord]] = {each: [] for each in names}
    for look in reversed(custody):
        by_recording.setdefault(look.recording_id, []).append(look)
    standing = {each.recording_id: each for each in alarms if each.closed_at is None}
    return [
        BytesSeen(id=recording_id, name=names.get(recording_id), looks=found, alarm=standing.get(recording_id))
        for recording_id, found in by_recording.items()
    ]


def _may_seal(who: SignedIn, case: Case) -> bool:
    """The button only: the database asks itself."""
    if case.erased_at is not None:
        return False
    if who.account.role is AccountRole.INVESTIGATOR:
        return case.investigator_id == who.account.id
    return who.account.role is AccountRole.HEAD and who.account.unit_id == case.unit_id and not case.sealed
