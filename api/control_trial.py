"""A draft of a pack tried over the cases that whoever asks may see; bounded in size, cases and time."""

import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel

from analysis.control.bad_pack_error import BadPackError
from analysis.control.packs import Packs, load
from api.case_controls import evaluated, read_facts
from api.context import Context
from api.errors import InvalidError
from api.routes.cases import viewed
from api.verdicts_shown import Labels, VerdictShown, in_order, verdict_shown
from models.accounts import SignedIn
from models.store import cases
from models.store.database import account
from models.verdicts import VerdictState

MOST_CASES = 200
MOST_CONTROLS = 50
MOST_SHOWN = 200
_SECONDS = 10.0
_FILE = "draft.yaml"


class TrialFinding(BaseModel):
    """What the draft would have said of a case."""

    case_id: UUID
    number: str
    verdict: VerdictShown


class Trial(BaseModel):
    """What a draft would have found."""

    tried: int  # cases
    in_sight: int  # that one may see
    complete: bool  # all of them were tried
    states: dict[str, dict[VerdictState, int]]  # by rule: how many verdicts of each state
    found: list[TrialFinding]  # violated and unknown; 200 at most


def tried(context: Context, who: SignedIn, text: str) -> Trial:
    """Over the newest cases first; BadPackError where the draft cannot be used, InvalidError where it is too much."""
    packs = _read(text)
    if len(packs.controls) > MOST_CONTROLS:
        raise InvalidError(what=f"controls: {MOST_CONTROLS}")
    with context.database.transaction(account(who.account.id)) as connection:
        ids = cases.newest(connection, limit=MOST_CASES)
        in_sight = len(cases.readable(connection))
    until, done = time.monotonic() + _SECONDS, 0
    states: dict[str, Counter[VerdictState]] = {each.id: Counter() for each in packs.controls}
    found: list[TrialFinding] = []
    for case_id in ids:
        if time.monotonic() > until:
            break
        mine = _of_case(context, who, packs, case_id, states)
        done += 1
        if mine and len(found) < MOST_SHOWN:
            found += mine
            viewed(context, who, case_id, ("case", case_id), what="controls_trial")
    return Trial(
        tried=done,
        in_sight=in_sight,
        complete=done == in_sight,
        states={name: dict(count) for name, count in states.items()},
        found=found[:MOST_SHOWN],
    )


def _read(text: str) -> Packs:
    with tempfile.TemporaryDirectory(prefix="hattama-draft-") as folder:
        path = Path(folder) / _FILE
        path.write_text(text, "utf-8", errors="replace")
        try:
            return load(path)
        except BadPackError as error:
            raise BadPackError(replace(each, path=Path(_FILE)) for each in error.faults) from None


def _of_case(
    context: Context, who: SignedIn, packs: Packs, case_id: UUID, states: dict[str, Counter[VerdictState]]
) -> list[TrialFinding]:
    at = datetime.now(UTC)
    with context.database.transaction(account(who.account.id)) as connection:
        case = cases.case(connection, case_id)
        if case is None or case.erased_at is not None:
            return []
        records, facts = read_facts(connection, case, at=at)
    verdicts = evaluated(facts, packs, case_id, at=at)
    for each in verdicts:
        states[each.control][each.state] += 1
    labels = Labels.of(records, facts)
    shown = in_order(
        verdict_shown(each, packs.control(each.pack, each.control), labels, at=at)
        for each in verdicts
        if each.state in {VerdictState.VIOLATED, VerdictState.UNKNOWN}
    )
    return [TrialFinding(case_id=case_id, number=case.number, verdict=each) for each in shown]
