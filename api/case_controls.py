"""Controls over a case of the database: evaluated for keeping, and asked before a decision is recorded."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection

from analysis.control.evaluate import evaluate, of_subject, proposed
from analysis.control.packs import Packs
from api.case_facts import decision_facts, facts_of, people_of
from api.errors import ActBlockedError, DecisionBlockedError
from api.verdicts_shown import PROPOSED, Labels, blocking_shown, ground_of, plain_evidence, plain_missing
from models.case_records import CaseRecords
from models.cases import Case
from models.controls import KeptVerdict
from models.decisions import ProceduralDecision
from models.facts_case import CaseFacts
from models.store import case_records, control_overrides, decisions
from models.verdicts import Verdict

FORMAT = 2
"""Of what is kept of a verdict; another one evaluates every case anew."""


def identity(packs: Packs) -> str:
    """What tells whether verdicts were made by these packs as they are."""
    return hashlib.sha256(f"{FORMAT}\0{packs.wording}".encode()).hexdigest()[:32]


def read_facts(connection: Connection[Any], case: Case, *, at: datetime) -> tuple[CaseRecords, CaseFacts]:
    """The case as the database holds it, and as controls read it."""
    records = case_records.read(connection, case)
    return records, facts_of(records, at=at)


def evaluated(facts: CaseFacts, packs: Packs, case_id: UUID, *, at: datetime) -> list[KeptVerdict]:
    """What every rule says of the case, as it is kept."""
    return [kept(each, packs, case_id, at=at) for each in evaluate(packs, facts, at=at)]


def kept(verdict: Verdict, packs: Packs, case_id: UUID, *, at: datetime) -> KeptVerdict:
    """A verdict as it is kept: with its evidence, and of a countdown the moments at which it changes."""
    control, subject = packs.control(verdict.control.pack, verdict.control.id), verdict.subject
    deadline = None if verdict.seconds_left is None else at + timedelta(seconds=verdict.seconds_left)
    approaches = None
    if deadline is not None and control.countdown is not None and subject is not None and subject.day is not None:
        warn = packs.limit(control.pack, control.countdown.warn, subject.day)
        approaches = deadline - timedelta(minutes=warn) if isinstance(warn, int) else None
    evidence = plain_evidence(verdict.facts)
    return KeptVerdict(
        case_id=case_id,
        pack=control.pack,
        control=control.id,
        version=control.version,
        subject=KeptVerdict.subject_of(None if subject is None else subject.id),
        subject_kind=control.watch if subject is None else subject.kind,
        subject_day=None if subject is None else subject.day,
        decision=None if subject is None else subject.decision,
        state=verdict.state,
        severity=verdict.control.severity,
        evidence=evidence,
        missing=plain_missing(verdict.missing),
        approaches_at=approaches,
        deadline=deadline,
        since=at,
        ground=ground_of(evidence, packs.wording_of(control)),
    )


# Before a decision is recorded ----------------------------------------------------------------------------------------


def refuse_blocked(
    connection: Connection[Any], packs: Packs, case: Case, decision: ProceduralDecision, *, at: datetime
) -> None:
    """DecisionBlockedError where a control does not let the decision be recorded; not knowing blocks like a violation.

    The caller holds the case (`cases.lock`), and a decision that the database holds already is judged in its place.
    """
    records, facts = read_facts(connection, case, at=at)
    persons = people_of(records)
    person = None if decision.participant_id is None else persons.of_participant.get(decision.participant_id)
    others = tuple(each for each in facts.decisions if each.id != str(decision.id))
    judged = proposed(packs, replace(facts, decisions=others), decision_facts(decision, PROPOSED, person), at=at)
    released = _released(connection, case.id, decision)
    blocking = [
        each
        for each in judged.blocking
        if each.control.override is None
        or each.subject is None
        or (each.control.pack, each.control.id, each.subject.id) not in released
    ]
    if blocking:
        shown = [kept(each, packs, case.id, at=at) for each in blocking]
        raise blocked(blocking_shown(shown, packs, Labels.of(records, facts), at=at))


def refuse_stated(
    connection: Connection[Any], packs: Packs, case: Case, decisions_stated: Collection[str], *, at: datetime
) -> None:
    """DecisionBlockedError where a decision that was just stated, by these ids, could not be recorded either.

    The caller holds the case, and calls off what it stated.
    """
    records, facts = read_facts(connection, case, at=at)
    blocking = [
        verdict
        for each in facts.decisions
        if each.id in decisions_stated
        for verdict in proposed(packs, facts, each, at=at).blocking
    ]
    if blocking:
        shown = [kept(each, packs, case.id, at=at) for each in blocking]
        raise blocked(blocking_shown(shown, packs, Labels.of(records, facts), at=at))


def refuse_act(connection: Connection[Any], packs: Packs, case: Case, watch: str, subject: str, *, at: datetime) -> None:
    """ActBlockedError where a control does not let a protocol be signed off, or an inspection be registered.

    What the role that a control names has set aside blocks no more while the facts are those that it was set aside on.
    """
    records, facts = read_facts(connection, case, at=at)
    aside = {
        (each.pack, each.control, each.subject, each.ground) for each in control_overrides.of_case(connection, case.id)
    }
    judged = [
        (each.control.override, kept(each, packs, case.id, at=at))
        for each in of_subject(packs, facts, watch, subject, at=at)
        if each.blocks
    ]
    blocking = [
        each
        for override, each in judged
        if override is None or (each.pack, each.control, each.subject, each.ground) not in aside
    ]
    if blocking:
        raise blocked(blocking_shown(blocking, packs, Labels.of(records, facts), at=at), error=ActBlockedError)


def _released(connection: Connection[Any], case_id: UUID, decision: ProceduralDecision) -> set[tuple[str, str, str]]:
    """What was set aside since the last decision was recorded: for the next one, and for no other."""
    last = max(
        (each.recorded_at for each in decisions.decisions(connection, case_id) if each.id != decision.id), default=None
    )
    return {
        (each.pack, each.control, each.subject)
        for each in control_overrides.of_case(connection, case_id)
        if last is None or each.at > last
    }


def blocked(
    found: Sequence[dict[str, Any]], *, error: type[DecisionBlockedError] = DecisionBlockedError
) -> DecisionBlockedError:
    """The error that tells which controls block, and why."""
    return error(
        blocking=list(found), **{f"controls_{language}": _told(found, language) for language in ("ru", "kk", "en")}
    )


def _told(found: Sequence[dict[str, Any]], language: str) -> str:
    lines = []
    for each in found:
        missing = "; ".join(one["says"][language] + (f" ({one['of']})" if one["of"] else "") for one in each["missing"])
        lines.append(f"{each['control']}: {each['title'][language]}" + (f" [{missing}]" if missing else ""))
    return "; ".join(dict.fromkeys(lines))
