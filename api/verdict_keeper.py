"""Verdicts on cases are kept up to date: of a change only the rules that read it are judged again.

To tell what changed, a process remembers the facts of the cases that it evaluated last; a case that it does not remember,
or that another process has evaluated since, is evaluated whole.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg import Connection

from analysis.control.evaluate import Renewal, changed
from analysis.control.packs import Packs
from api.case_controls import evaluated, identity, kept, read_facts
from api.packs_in_force import PacksInForce
from models.cases import Case, CaseStatus
from models.controls import ControlState, KeptMoments, KeptVerdict
from models.facts_case import CaseFacts
from models.store import cases, control_verdicts
from models.store.database import SYSTEM, Database

LOG = logging.getLogger("hattama.web")
_REMEMBERED = 200  # cases
_WHILE_RUNNING = timedelta(minutes=1)  # a sitting runs: what it comes to changes by itself
_WITH_TIME = timedelta(hours=1)  # what else reads the clock
_AT_ONCE = 50
_SECONDS_A_ROUND = 20.0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Evaluated:
    """What a case was when it was evaluated."""

    facts: CaseFacts
    state: ControlState


class VerdictKeeper:
    """One for each web process."""

    def __init__(self, database: Database, packs: PacksInForce) -> None:
        self._database, self._packs = database, packs
        self._evaluated: OrderedDict[UUID, _Evaluated] = OrderedDict()
        self._lock = Lock()

    def fresh(self, case_id: UUID) -> None:
        """From now on the case's verdicts are those of what the database holds."""
        with self._database.transaction(SYSTEM) as connection:
            marks = identity(self._packs.of(connection))
            stale = control_verdicts.is_stale(connection, case_id, evaluated_as=marks)
        if stale:
            self.renew(case_id)

    def renew(self, case_id: UUID) -> None:
        """Evaluate the case as it is now and keep what comes out; nothing where it is erased or not there."""
        with self._lock:
            known = self._evaluated.pop(case_id, None)
        with self._database.transaction(SYSTEM) as connection:
            if not control_verdicts.begin(connection, case_id):
                return
            case = cases.case(connection, case_id)
            if case is None:
                return
            now = _renewed(connection, self._packs.of(connection), case, known)
        with self._lock:
            self._evaluated[case_id] = now
            while len(self._evaluated) > _REMEMBERED:
                self._evaluated.popitem(last=False)

    def renew_stale(self) -> None:
        """Cases of which something changed, or whose time has come, for a while; the rest at the next round."""
        until = time.monotonic() + _SECONDS_A_ROUND
        failed: set[UUID] = set()
        while time.monotonic() < until:
            with self._database.transaction(SYSTEM) as connection:
                marks = identity(self._packs.of(connection))
                waiting = control_verdicts.stale(connection, evaluated_as=marks, limit=_AT_ONCE + len(failed))
            fresh = [each for each in waiting if each not in failed]
            for case_id in fresh:
                try:
                    self.renew(case_id)
                except Exception as error:  # noqa: BLE001  # one case that cannot be evaluated holds up no other
                    failed.add(case_id)
                    LOG.error("controls of a case wait: %s", type(error).__name__)  # noqa: TRY400  # it may quote data
            if not fresh:
                return


def _renewed(connection: Connection[Any], packs: Packs, case: Case, known: _Evaluated | None) -> _Evaluated:
    at, marks = datetime.now(UTC), identity(packs)
    _, facts = read_facts(connection, case, at=at)
    last = control_verdicts.state_of(connection, case.id)
    if known is None or last is None or last.evaluated_as != marks or last.evaluated_at != known.state.evaluated_at:
        control_verdicts.put_all(connection, case.id, evaluated(facts, packs, case.id, at=at))
    else:
        _put_changes(connection, packs, case, changed(packs, known.facts, facts, at=at, time_went_on=True), at=at)
    due = _due(case, facts, control_verdicts.moments(connection, case.id), packs, at)
    state = ControlState(evaluated_at=at, evaluated_as=marks, due_at=due)
    control_verdicts.set_state(connection, case.id, state)
    return _Evaluated(facts=facts, state=state)


def _put_changes(connection: Connection[Any], packs: Packs, case: Case, renewal: Renewal, *, at: datetime) -> None:
    rules = [(each.pack, each.id) for each in renewal.controls]
    there = control_verdicts.subjects(connection, case.id, rules)
    gone = {key for key in there if renewal.replaces(key[0], key[1], KeptVerdict.subject_id(key[2]))}
    standing = {(pack, control) for pack, control, _ in set(there) - gone}
    found = [kept(each, packs, case.id, at=at) for each in (*renewal.verdicts, *renewal.empty(standing))]
    control_verdicts.put(connection, case.id, found, instead_of=gone)


def _due(case: Case, facts: CaseFacts, found: Iterable[KeptMoments], packs: Packs, at: datetime) -> datetime | None:
    """When time alone may change a verdict."""
    if case.status is CaseStatus.CLOSED:
        return None
    due = [at + _WHILE_RUNNING] if any(each.running for each in facts.sittings) else []
    for each in found:
        due += [moment for moment in (each.approaches_at, each.deadline) if moment is not None and moment > at]
        reads = packs.control(each.pack, each.control).reads
        if "clock.now" in reads:
            due.append(at + _WITH_TIME)
        if "clock.today" in reads:
            due.append(_midnight(at, ZoneInfo(facts.zone)))
    return min(due, default=None)


def _midnight(at: datetime, zone: ZoneInfo) -> datetime:
    """When the next day begins there."""
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone)
