"""What is known of a case for controls, and what people and registers state of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from fastapi import APIRouter
from pydantic import BaseModel

from analysis.control.extracts import ExtractError
from api import control_schemas
from api.access import Investigator, Prosecutor, Reader
from api.case_controls import read_facts, refuse_act, refuse_stated
from api.case_facts import people_of
from api.context import Context, Here
from api.errors import DecisionBlockedError, ForbiddenError, InvalidError, NotFoundError, documented
from api.routes.cases import changeable, changed, seen, viewed
from api.routes.decisions import note_refused
from api.stated_facts import (
    SAID_BY_DECISIONS,
    NewStatement,
    kept_as_recorded,
    read_csv,
    read_json,
    shown,
    statement,
    statements,
    whole,
)
from api.verdicts_shown import FactShown, Labels
from models.accounts import SignedIn
from models.cases import Case
from models.controls import StatedFact
from models.facts import SourceKind
from models.facts_case import DecisionFacts, InspectionFacts, Record
from models.facts_shape import facts_of, records, shape
from models.facts_words import FACT_WORDS
from models.sentences import Sentence
from models.store import cases, decisions, register_facts
from models.store.database import account

router = APIRouter(prefix="/api/cases/{case_id}", tags=["controls"])
_REVIEWED = "prosecutor_reviewed"


class RecordShown(BaseModel):
    """What is known of one record of the case."""

    kind: str
    id: str  # empty for the case itself
    of: str  # whose, by name
    belongs: dict[str, str]  # what it belongs to, by field
    facts: list[FactShown]


class FactsShown(BaseModel):
    """What controls read of a case."""

    records: list[RecordShown]
    stated: list[StatedFact]  # everything that was stated beside the case file, in order


class ExtractTaken(BaseModel):
    """What an extract added."""

    records: int  # that state something that was not stated so before


@router.get("/facts")
def list_facts(case_id: UUID, who: Reader, context: Here) -> FactsShown:
    """Every fact with its source: of the case file, of protocols and recordings, and stated."""
    with context.database.transaction(account(who.account.id)) as connection:
        case = seen(connection, case_id)
        found, facts = read_facts(connection, case, at=datetime.now(UTC))
    labels = Labels.of(found, facts)
    viewed(context, who, case_id, ("case", case_id), what="facts")
    return FactsShown(records=[_record(each, labels) for each in records(facts)], stated=list(found.stated))


@router.post("/facts", status_code=201, responses=documented(DecisionBlockedError))
def state_fact(case_id: UUID, sent: control_schemas.NewFact, who: Investigator, context: Here) -> StatedFact:
    """State facts of one record; of each field the latest statement holds, and earlier ones stay in the history."""
    if sent.kind == "decision" and _REVIEWED in (sent.fields or {}):
        raise ForbiddenError
    source = sent.source.model_dump(mode="json", exclude_none=True)
    new = statement(sent.kind, sent.record, sent.fields, source)
    with _noted(context, who, case_id), context.database.transaction(account(who.account.id)) as connection:
        case = changeable(connection, case_id)
        cases.lock(connection, case_id)
        found, facts = read_facts(connection, case, at=datetime.now(UTC))
        whole(facts, new, names=people_of(found).called)
        kept_as_recorded(found.decisions, new)
        made = _state(connection, who, case_id, new)
        _refuse_blocked(connection, context, case, [new])
        return made


@router.post("/facts/extracts", status_code=201, responses=documented(ExtractError, DecisionBlockedError))
def take_extract(case_id: UUID, sent: control_schemas.RegisterExtract, who: Investigator, context: Here) -> ExtractTaken:
    """Take a register's extract of this case, as JSON or as the texts of its CSV files; the same twice adds nothing.

    A person of the extract is one of the case file where its id there is the person's, the participant's, or the IIN.
    """
    if (sent.document is None) == (sent.csv is None):
        raise InvalidError(what="document | csv")
    read = read_json(sent.document) if sent.csv is None else read_csv(sent.csv)
    with _noted(context, who, case_id), context.database.transaction(account(who.account.id)) as connection:
        case = changeable(connection, case_id)
        cases.lock(connection, case_id)
        if (read.number, read.kind) != (case.number, case.kind):
            raise InvalidError(what=f"number: {case.number}, {case.kind}")
        new = statements(read, register_facts.stated(connection, case_id))
        recorded = decisions.decisions(connection, case_id)
        for each in new:
            kept_as_recorded(recorded, each)
            _state(connection, who, case_id, each, journalled=False)
        _refuse_blocked(connection, context, case, new)
        if new:
            changed(connection, who, case_id, ("case", case_id), what="register_extract", records=len(new))
    return ExtractTaken(records=len(new))


@contextmanager
def _noted(context: Context, who: SignedIn, case_id: UUID) -> Iterator[None]:
    """That a decision was stated which controls do not let through stands in the journal, though nothing else does."""
    try:
        yield
    except DecisionBlockedError as error:
        note_refused(context, who, error, case_id=case_id, kind="stated")
        raise


def _refuse_blocked(
    connection: psycopg.Connection[Any], context: Context, case: Case, stated: Sequence[NewStatement]
) -> None:
    named = {
        each.record for each in stated if each.kind == DecisionFacts.KIND and SAID_BY_DECISIONS & (each.fields or {}).keys()
    }
    packs, now = context.packs.of(connection), datetime.now(UTC)
    if named:
        refuse_stated(connection, packs, case, named, at=now)
    for each in stated:
        if each.kind == InspectionFacts.KIND and (each.fields or {}).get("registered_at") is not None:
            refuse_act(connection, packs, case, InspectionFacts.KIND, each.record, at=now)


@router.put("/procedural-decisions/{decision_id}/review", status_code=201)
def review(case_id: UUID, decision_id: UUID, sent: control_schemas.Reviewed, who: Prosecutor, context: Here) -> StatedFact:
    """The prosecutor who supervises the case looked at the decision."""
    with context.database.transaction(account(who.account.id)) as connection:
        seen(connection, case_id)
        if not cases.may_keep(connection, case_id):
            raise ForbiddenError
        if all(each.id != decision_id for each in decisions.decisions(connection, case_id)):
            raise NotFoundError
        source = {"kind": str(SourceKind.TYPED), "where": sent.note}
        return _state(connection, who, case_id, statement("decision", str(decision_id), {_REVIEWED: True}, source))


def _state(
    connection: psycopg.Connection[Any], who: SignedIn, case_id: UUID, new: NewStatement, *, journalled: bool = True
) -> StatedFact:
    made = register_facts.state(
        connection,
        case_id=case_id,
        kind=new.kind,
        record=new.record,
        fields=new.fields,
        source=new.source,
        sources=new.sources,
        account_id=who.account.id,
    )
    if journalled:
        names = ", ".join(new.fields or ())
        changed(connection, who, case_id, ("register_fact", made.id), kind=new.kind, fields=names)
    return made


def _record(record: Record, labels: Labels) -> RecordShown:
    belongs = {
        each.name: str(value)
        for each in shape(type(record))
        if not each.fact and (value := getattr(record, each.name)) not in (None, False)
    }
    told = [
        FactShown(
            fact=str(name),
            says=FACT_WORDS.get(name.pattern, Sentence(ru=name.pattern, kk=name.pattern, en=name.pattern)),
            of="",
            **shown(known),
        )
        for name, known in facts_of(record).items()
    ]
    return RecordShown(kind=record.KIND, id=record.id, of=labels.names.get(record.id, ""), belongs=belongs, facts=told)
