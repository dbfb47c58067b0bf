"""The working transcript, a page at a time, and people's revisions of it."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

import psycopg
from fastapi import APIRouter, Header, Query, Response
from pydantic import BaseModel

from analysis import turn_index
from api import schemas
from api.access import Investigator, Reader
from api.context import Here
from api.errors import ConflictError, InvalidError, NotFoundError, documented
from api.routes.cases import changeable, changed, viewed
from models import revisions as edits
from models.carry_over import CarryOver, carry_over
from models.journal.entry import EntryKind
from models.revisions import Operation, Revision, Words
from models.store import cases, jobs, journal, recordings, transcripts
from models.store.database import account
from models.store.transcripts import Layer, document_of_operation
from models.working_transcript import WorkingTurn

router = APIRouter(prefix="/api/layers", tags=["transcripts"])


class RevisionShown(BaseModel):
    """One edit: who did what, when and why."""

    number: int
    operation: str
    values: dict[str, Any]
    account_id: UUID
    at: str
    reason: str | None

    @classmethod
    def from_revision(cls, revision: Revision) -> "RevisionShown":
        """As it is shown."""
        kind, values = document_of_operation(revision.operation)
        return cls(
            number=revision.number,
            operation=kind,
            values=values,
            account_id=revision.account_id,
            at=revision.at.isoformat(),
            reason=revision.reason,
        )


class TurnsPage(BaseModel):
    """Some turns as they stand now."""

    turns: list[WorkingTurn]
    participants: dict[str, UUID]  # whose voice is whose by a person's ruling
    next: int | None  # the machine turn that the next page begins with
    revision: int  # the newest of the layer; also the ETag


class LayersCompared(BaseModel):
    """What another machine layer would change."""

    carried: list[RevisionShown]  # corrections whose words are there too, and would be made again there
    left: list[RevisionShown]  # corrections that stay with the old layer, for a person to make again
    differences: list[tuple[str, str]]  # stretches of words: as in the old layer, as in the new one

    @classmethod
    def from_carry(cls, carry: CarryOver) -> "LayersCompared":
        """As it is shown."""
        return cls(
            carried=[RevisionShown.from_revision(old) for old, _ in carry.carried],
            left=[RevisionShown.from_revision(each) for each in carry.left],
            differences=carry.differences,
        )


def found(connection: psycopg.Connection[Any], layer_id: UUID) -> Layer:
    """The layer, or NotFoundError where it is not there for whoever asks."""
    layer = transcripts.layer(connection, layer_id)
    if layer is None:
        raise NotFoundError
    return layer


@router.get("/{layer_id}/turns")
def page(  # what the framework passes
    layer_id: UUID,
    who: Reader,
    context: Here,
    response: Response,
    first: Annotated[int, Query(ge=1, le=2**31 - 1)] = 1,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> TurnsPage:
    """Turns as they stand now: those of `limit` machine turns from number `first` on."""
    with context.database.transaction(account(who.account.id)) as connection:
        layer = found(connection, layer_id)
        newest = transcripts.last_revision(connection, layer_id)  # first: an edit made meanwhile is shown, not promised
        working = transcripts.working_page(connection, layer, first=first, limit=limit)
    viewed(context, who, layer.case_id, ("machine_layer", layer_id), first=first, turns=len(working.turns))
    response.headers["ETag"] = f'"{newest}"'
    return TurnsPage(
        turns=list(working.turns),
        participants=working.participants,
        next=first + limit if first + limit <= layer.turns else None,
        revision=newest,
    )


class Overview(BaseModel):
    """Many turns in numbers, for scroll bars, progress and the way to the next doubtful place."""

    revision: int  # the newest one that it shows
    next: int | None  # `first` of the part that follows
    voices: list[str]
    participants: dict[str, UUID]  # by voice
    turns: list[list[int | float | bool]]
    """For each turn as it stands now: its first and last machine word, start and end in seconds, the number of its voice
    in `voices` (from 0), letters, words that need an ear, whether it is checked."""


@router.get("/{layer_id}/overview")
def overview(
    layer_id: UUID,
    who: Reader,
    context: Here,
    first: Annotated[int, Query(ge=1, le=2**31 - 1)] = 1,
    limit: Annotated[int, Query(ge=1, le=1000)] = 500,
) -> Overview:
    """Turns without their words: those of `limit` machine turns from number `first` on, as the pages of turns are."""
    with context.database.transaction(account(who.account.id)) as connection:
        layer = found(connection, layer_id)
        newest = transcripts.last_revision(connection, layer_id)
        working = transcripts.working_page(connection, layer, first=first, limit=limit)
    voices = {name: number for number, name in enumerate(dict.fromkeys(turn.voice for turn in working.turns))}
    viewed(context, who, layer.case_id, ("machine_layer", layer_id), what="overview", first=first)
    return Overview(
        revision=newest,
        next=first + limit if first + limit <= layer.turns else None,
        voices=list(voices),
        participants=working.participants,
        turns=[
            [
                turn.numbers.first,
                turn.numbers.last,
                turn.start,
                turn.end,
                voices[turn.voice],
                len(turn.text),
                sum(bool(word.marks) for word in turn.words),
                turn.checked is not None,
            ]
            for turn in working.turns
        ],
    )


@router.get("/{layer_id}/revisions")
def history(
    layer_id: UUID,
    who: Reader,
    context: Here,
    first: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    last: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> list[RevisionShown]:
    """Revisions in order: all, or those that touch machine words `first` to `last` or whole voices."""
    if (first is None) != (last is None) or (first is not None and last is not None and last < first):
        raise InvalidError(what="first, last")
    touching = Words(first=first, last=last) if first is not None and last is not None else None
    with context.database.transaction(account(who.account.id)) as connection:
        layer = found(connection, layer_id)
        made = transcripts.revisions(connection, layer_id, touching=touching)
    viewed(context, who, layer.case_id, ("machine_layer", layer_id), what="revisions")
    return [RevisionShown.from_revision(each) for each in made]


@router.post("/{layer_id}/revisions", status_code=201, responses=documented(ConflictError))
def revise(  # what the framework passes
    layer_id: UUID,
    sent: schemas.NewRevision,
    who: Investigator,
    context: Here,
    response: Response,
    if_match: Annotated[str, Header(pattern=r'^"\d{1,9}"$')],
) -> RevisionShown:
    """One edit, made on what the reader saw: `If-Match` names the newest revision of that page.

    409 where somebody edited the same words since, or where later edits stand in the way of an undo; it shows those.
    """
    try:
        operation = sent.to_operation()
    except (TypeError, ValueError) as error:
        raise InvalidError(what=f"{sent.operation}: {error}") from error
    with context.database.transaction(account(who.account.id)) as connection:
        layer = found(connection, layer_id)
        changeable(connection, layer.case_id)
        transcripts.lock(connection, layer_id)
        _refuse_conflicts(connection, layer, operation, int(if_match.strip('"')))
        made = transcripts.add_revision(connection, layer, operation, account_id=who.account.id, reason=sent.reason)
        turn_index.follow(connection, layer, operation)
        if isinstance(operation, edits.ReplaceText | edits.InsertText):
            jobs.enqueue_alignment(connection, layer, asked_by=who.account.id)
        named = isinstance(operation, edits.NameVoice)
        journal.record(
            connection,
            EntryKind.VOICE_NAMED if named else EntryKind.EDIT,
            subject=("machine_layer", layer_id),
            account_id=who.account.id,
            case_id=layer.case_id,
            details={"revision": made.number, "operation": sent.operation},
        )
    response.headers["ETag"] = f'"{made.number}"'
    return RevisionShown.from_revision(made)


def _refuse_conflicts(connection: psycopg.Connection[Any], layer: Layer, operation: Operation, seen: int) -> None:
    """ConflictError or InvalidError where the edit does not fit what stands there now."""
    if not transcripts.is_working(connection, layer):
        raise ConflictError(what="people work on another layer of the recording")
    if seen > transcripts.last_revision(connection, layer.id):
        raise InvalidError(what="If-Match")
    if isinstance(operation, edits.OnWords):
        if operation.words.last > layer.words:
            raise InvalidError(what=f"words: 1..{layer.words}")
        if isinstance(operation, edits.ReplaceText | edits.JoinTurns):
            _refuse_across_turns(connection, layer, operation)
        near = transcripts.revisions(connection, layer.id, touching=operation.words)
        since = [each for each in near if each.number > seen and edits.touch_same(each.operation, operation)]
    else:
        if isinstance(operation, edits.NameVoice) and operation.participant_id is not None:
            _refuse_stranger(connection, layer, operation.participant_id)
        every = transcripts.revisions(connection, layer.id)
        if isinstance(operation, edits.Undo):
            since = _in_the_way(every, operation.number)
        else:
            since = [each for each in every if each.number > seen and edits.touch_same(each.operation, operation)]
    if since:
        shown = [RevisionShown.from_revision(each).model_dump(mode="json") for each in since]
        raise ConflictError(what=", ".join(str(each.number) for each in since), now=shown)


def _in_the_way(revisions: list[Revision], number: int) -> list[Revision]:
    """What keeps a revision from being undone: later ones on the same words, or that it is undone already."""
    if all(each.number != number for each in revisions):
        raise InvalidError(what="number")
    done = edits.undone_by(revisions, number)
    return [done] if done else edits.later_on_same(revisions, number)


def _refuse_stranger(connection: psycopg.Connection[Any], layer: Layer, participant_id: UUID) -> None:
    if not cases.takes_part(connection, layer.case_id, participant_id):
        raise InvalidError(what="participant_id")


def _refuse_across_turns(
    connection: psycopg.Connection[Any], layer: Layer, operation: edits.ReplaceText | edits.JoinTurns
) -> None:
    """A new text is one turn's; a turn that is joined to the one before is named whole, and there is one before."""
    for turn in transcripts.working_on(connection, layer, operation.words).turns:
        if isinstance(operation, edits.JoinTurns):
            fits = turn.numbers == operation.words and operation.words.first > 1
        else:
            fits = turn.numbers.first <= operation.words.first and operation.words.last <= turn.numbers.last
        if fits:
            return
    raise InvalidError(what="words of one turn are expected")


@router.get("/{layer_id}/compared-with/{other_id}")
def compare(layer_id: UUID, other_id: UUID, who: Reader, context: Here) -> LayersCompared:
    """What people would see change, and which corrections carry over, if they worked on the other layer instead."""
    with context.database.transaction(account(who.account.id)) as connection:
        old, _, carry = _carry(connection, layer_id, other_id)
    viewed(context, who, old.case_id, ("machine_layer", layer_id), compared_with=str(other_id))
    return LayersCompared.from_carry(carry)


@router.post("/{layer_id}/replace-with/{other_id}")
def switch(layer_id: UUID, other_id: UUID, who: Investigator, context: Here) -> LayersCompared:
    """Work on the other layer from now on: corrections whose words are there too are made again there.

    On a layer that has corrections already, as when people go back to it, none are: both keep their own.
    """
    with context.database.transaction(account(who.account.id)) as connection:
        changeable(connection, found(connection, layer_id).case_id)
        for each in sorted({layer_id, other_id}):  # no edit comes between the comparison and the switch
            transcripts.lock(connection, each)
        old, new, carry = _carry(connection, layer_id, other_id)
        for revision, operation in carry.carried:
            transcripts.add_revision(
                connection, new, operation, account_id=revision.account_id, reason=f"layer {old.number}, {revision.number}"
            )
        transcripts.choose_layer(connection, old.recording_id, other_id)
        turn_index.index(connection, new)
        changed(
            connection,
            who,
            old.case_id,
            ("machine_layer", other_id),
            instead_of=str(layer_id),
            carried=len(carry.carried),
            left=len(carry.left),
        )
    return LayersCompared.from_carry(carry)


def _carry(connection: psycopg.Connection[Any], layer_id: UUID, other_id: UUID) -> tuple[Layer, Layer, CarryOver]:
    old, new = found(connection, layer_id), found(connection, other_id)
    recording = recordings.recording(connection, old.recording_id)
    if new.recording_id != old.recording_id or recording is None or recording.working_layer != layer_id:
        raise InvalidError(what="layers of one recording, the working one first")
    corrections = transcripts.revisions(connection, layer_id)
    carry = carry_over(transcripts.turns(connection, layer_id), transcripts.turns(connection, other_id), corrections)
    if transcripts.last_revision(connection, other_id):
        carry = replace(carry, carried=[], left=corrections)
    return old, new, carry
