"""Controls over a case of the database: evaluated and kept, renewed when something changed, asked before a decision."""

import hashlib
import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from psycopg import Connection

from analysis.control.evaluate import evaluate, proposed
from analysis.control.packs import Packs
from api.case_facts import decision_facts, facts_of, people_of
from api.errors import DecisionBlockedError
from api.verdicts_shown import PROPOSED, Labels, blocking_shown, plain_evidence, plain_missing
from models.case_records import CaseRecords
from models.cases import Case, CaseStatus
from models.controls import ControlState, KeptVerdict
from models.decisions import ProceduralDecision
from models.facts_case import CaseFacts
from models.store import case_records, cases, control_overrides, control_verdicts, decisions
from models.store.database import SYSTEM, Database
from models.verdicts import Verdict, VerdictState

LOG = logging.getLogger("hattama.web")
FORMAT = 1
"""Of what is kept of a verdict; another one evaluates every case anew."""
_WHILE_RUNNING = timedelta(minutes=1)  # a sitting runs: what it comes to changes by itself
_WITH_TIME = timedelta(hours=1)  # what else reads the clock
_AT_ONCE = 50
_SECONDS_A_ROUND = 20.0


@lru_cache(maxsize=4)
def _identity(folders: tuple[tuple[str, str, str], ...]) -> str:
    digest = hashlib.sha256(str(FORMAT).encode())
    for name, version, text in folders:
        digest.update(f"\0{name}\0{version}\0{text}".encode())
    return digest.hexdigest()[:32]


def identity(packs: Packs) -> str:
    """What tells whether verdicts were made by these packs as they are."""
    rows = []
    for pack in packs.packs:
        rules = [
            (each.id, each.when.text, each.must.text, each.severity_now, each.since, each.until) for each in pack.controls
        ]
        limits = [(each.name, each.values) for each in pack.limits.values()]
        rows.append((pack.name, pack.version, repr((rules, limits))))
    return _identity(tuple(rows))


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
    return KeptVerdict(
        case_id=case_id,
        pack=control.pack,
        control=control.id,
        version=control.version,
        subject="" if subject is None else subject.id or "-",
        subject_kind=control.watch if subject is None else subject.kind,
        subject_day=None if subject is None else subject.day,
        decision=None if subject is None else subject.decision,
        state=verdict.state,
        severity=verdict.control.severity,
        evidence=plain_evidence(verdict.facts),
        missing=plain_missing(verdict.missing),
        approaches_at=approaches,
        deadline=deadline,
        since=at,
    )


def renew(database: Database, packs: Packs, case_id: UUID) -> None:
    """Evaluate the case as it is now and keep what comes out; nothing where it is erased or not there."""
    with database.transaction(SYSTEM) as connection:
        if not control_verdicts.begin(connection, case_id):
            return
        case = cases.case(connection, case_id)
        if case is None:
            return
        at = datetime.now(UTC)
        _, facts = read_facts(connection, case, at=at)
        found = evaluated(facts, packs, case_id, at=at)
        state = ControlState(evaluated_at=at, evaluated_as=identity(packs), due_at=_due(case, facts, found, packs, at))
        control_verdicts.renew(connection, case_id, found, state)


def renewed(database: Database, packs: Packs, case_id: UUID) -> None:
    """The case's verdicts are those of what the database holds now."""
    with database.transaction(SYSTEM) as connection:
        stale = control_verdicts.is_stale(connection, case_id, evaluated_as=identity(packs))
    if stale:
        renew(database, packs, case_id)


def renew_stale(database: Database, packs: Packs) -> None:
    """Cases of which something changed, or whose time has come, for a while; the rest at the next round."""
    until = time.monotonic() + _SECONDS_A_ROUND
    failed: set[UUID] = set()
    while time.monotonic() < until:
        with database.transaction(SYSTEM) as connection:
            waiting = control_verdicts.stale(connection, evaluated_as=identity(packs), limit=_AT_ONCE + len(failed))
        fresh = [each for each in waiting if each not in failed]
        for case_id in fresh:
            try:
                renew(database, packs, case_id)
            except Exception as error:  # noqa: BLE001  # one case that cannot be evaluated holds up no other
                failed.add(case_id)
                LOG.error("controls of a case wait: %s", type(error).__name__)  # noqa: TRY400  # it may quote data
        if not fresh:
            return


def _due(case: Case, facts: CaseFacts, found: Iterable[KeptVerdict], packs: Packs, at: datetime) -> datetime | None:
    """When time alone may change a verdict."""
    if case.status is CaseStatus.CLOSED:
        return None
    due = [at + _WHILE_RUNNING] if any(each.running for each in facts.sittings) else []
    for each in found:
        if each.state is VerdictState.NOT_APPLICABLE:
            continue
        due += [moment for moment in (each.approaches_at, each.deadline) if moment is not None and moment > at]
        if "clock.now" in packs.control(each.pack, each.control).reads:
            due.append(at + _WITH_TIME)
    return min(due, default=None)


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


def blocked(found: Sequence[dict[str, Any]]) -> DecisionBlockedError:
    """The error that tells which controls block, and why."""
    return DecisionBlockedError(
        blocking=list(found), **{f"controls_{language}": _told(found, language) for language in ("ru", "kk", "en")}
    )


def _told(found: Sequence[dict[str, Any]], language: str) -> str:
    lines = []
    for each in found:
        missing = "; ".join(one["says"][language] + (f" ({one['of']})" if one["of"] else "") for one in each["missing"])
        lines.append(f"{each['control']}: {each['title'][language]}" + (f" [{missing}]" if missing else ""))
    return "; ".join(dict.fromkeys(lines))
