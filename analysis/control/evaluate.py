"""What the rules say of a case: all of them, those that read a changed fact, or those that watch a decision to be taken.

A rule's verdict on a subject: violated where `when` is true and `must` is false; ok where `must` is true; unknown where
what is known decides neither; nothing where `when` is false. A rule that has nothing to judge in a case is not applicable,
once.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from analysis.control.columns import Bits, Column, Seat
from analysis.control.conditions import Condition
from analysis.control.fields import Kind
from analysis.control.kinds import KINDS, subjects
from analysis.control.packs import Control, Packs
from analysis.control.touched import reached, touching
from analysis.control.world import Subject, World
from models.facts import FactName
from models.facts_case import CaseFacts, DecisionFacts
from models.facts_shape import difference
from models.verdicts import ControlName, SubjectName, Verdict, VerdictState

CLOCK = ("clock.now", "clock.today")
"""What rules read that changes by itself: the moment, and the day that it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposed:
    """What the rules say of a decision before it is recorded."""

    verdicts: tuple[Verdict, ...]  # of the rules that watch it, not applicable ones left out

    @property
    def blocking(self) -> tuple[Verdict, ...]:
        """Those for which it may not be recorded: one is enough, whatever the others say."""
        return tuple(each for each in self.verdicts if each.blocks)


@dataclass(frozen=True, kw_only=True, slots=True)
class Renewal:
    """Verdicts that a change calls for. Those of other rules, and of other subjects of these rules, stand."""

    verdicts: tuple[Verdict, ...]  # of what was judged anew; none is "not applicable"
    _judged: Mapping[tuple[str, str], tuple[Control, frozenset[str] | None]]  # rules, with their subjects; None: all

    @property
    def controls(self) -> tuple[Control, ...]:
        """The rules that were judged anew."""
        return tuple(control for control, _ in self._judged.values())

    def replaces(self, pack: str, control: str, subject: str | None) -> bool:
        """Whether an earlier verdict of a rule on a subject falls; None: that it was not applicable."""
        found = self._judged.get((pack, control))
        return found is not None and (found[1] is None or subject is None or subject in found[1])

    def empty(self, standing: Container[tuple[str, str]]) -> list[Verdict]:
        """That it is not applicable, for each rule that has no verdict now: none here, and none that stands."""
        here = {(each.control.pack, each.control.id) for each in self.verdicts}
        return [
            Verdict(control.name, VerdictState.NOT_APPLICABLE, None)
            for key, (control, _) in self._judged.items()
            if key not in here and key not in standing
        ]


def evaluate(packs: Packs, facts: CaseFacts, *, at: datetime, controls: Iterable[Control] | None = None) -> list[Verdict]:
    """Verdicts on a case at a moment: of every rule of its kind of case, or of those given."""
    return Evaluation(packs, World(facts=facts, now=at)).verdicts(packs.controls if controls is None else controls)


def changed(packs: Packs, before: CaseFacts, after: CaseFacts, *, at: datetime, time_went_on: bool = False) -> Renewal:
    """What a change of a case's facts calls for: the rules that read what changed, of the subjects that it can reach.

    `time_went_on`: the earlier verdicts are of an earlier moment, so rules that read the clock judge everything.
    """
    change = difference(before, after)
    old, new = World(facts=before, now=at), World(facts=after, now=at)
    persons = reached(change, old, new)
    by_clock = reading(packs, CLOCK) if time_went_on else []
    by_clock = [each for each in by_clock if after.kind in each.case_kinds]
    clocked = {id(each) for each in by_clock}
    rest = [each for each in reading(packs, change.names) if after.kind in each.case_kinds and id(each) not in clocked]
    judged: dict[tuple[str, str], tuple[Control, frozenset[str] | None]] = {
        (each.pack, each.id): (each, None) for each in by_clock
    }
    found = Evaluation(packs, new).verdicts(by_clock) if by_clock else []
    groups: dict[tuple[str, bool], list[Control]] = {}
    for each in rest:
        groups.setdefault((each.watch, each.of_leader), []).append(each)
    for (watch, of_leader), watching in groups.items():
        kind = KINDS[watch]
        now, then = (touching(kind, change, persons, world, of_leader=of_leader) for world in (new, old))
        touched = _dated(kind, new, now)
        chosen = watching
        if kind.made_of & change.names:  # some may be gone, or be judged by another day's law
            earlier = _dated(kind, old, then)
            if earlier == touched and not any("." not in name for name in change.names):  # no record came, went or moved
                chosen = [each for each in watching if not each.reads_of_subjects.isdisjoint(change.names)]
            touched |= earlier
        ids = frozenset(subject for subject, _ in touched)
        judged |= {(each.pack, each.id): (each, ids) for each in chosen}
        found += Evaluation(packs, new, only=now).verdicts(chosen)
    applicable = tuple(each for each in found if each.state is not VerdictState.NOT_APPLICABLE)
    return Renewal(verdicts=applicable, _judged=judged)


def _dated(
    kind: Kind, world: World, touches: Callable[[Subject], bool]
) -> frozenset[tuple[str, date | tuple[FactName, ...]]]:
    """Subjects that a change can reach, each with its day, or with what is missing to know it."""
    return frozenset((each.id, each.day or each.day_missing) for each in subjects(kind.name, world) if touches(each))


def merged(earlier: Iterable[Verdict], renewal: Renewal) -> list[Verdict]:
    """All verdicts after a change: those that stand, and the new ones."""
    standing = [
        each
        for each in earlier
        if not renewal.replaces(each.control.pack, each.control.id, None if each.subject is None else each.subject.id)
    ]
    keys = {(each.control.pack, each.control.id) for each in standing}
    return [*standing, *renewal.verdicts, *renewal.empty(keys)]


def reading(packs: Packs, names: Iterable[str]) -> list[Control]:
    """The rules that read one of these facts, in the order of the packs."""
    found = [packs.by_fact.get(name, ()) for name in names]
    if len(found) == 1:
        return list(found[0])  # in the order of the packs already
    touched = {id(control) for controls in found for control in controls}
    return [control for control in packs.controls if id(control) in touched]


def proposed(packs: Packs, facts: CaseFacts, decision: DecisionFacts, *, at: datetime) -> Proposed:
    """What the rules that watch decisions say of one that is about to be recorded; it takes the place of one of its id."""
    others = tuple(each for each in facts.decisions if each.id != decision.id)
    world = World(facts=replace(facts, decisions=(*others, decision)), now=at)
    watching = [control for control in packs.controls if control.watch in {"decision", "reconciliation"}]
    evaluation = Evaluation(packs, world, only=lambda subject: subject.decision == decision.id)
    found = evaluation.verdicts(watching)
    return Proposed(verdicts=tuple(each for each in found if each.state is not VerdictState.NOT_APPLICABLE))


def of_subject(packs: Packs, facts: CaseFacts, watch: str, subject: str, *, at: datetime) -> list[Verdict]:
    """What the rules that watch a kind say of one subject of it, by its id."""
    watching = [control for control in packs.controls if control.watch == watch]
    evaluation = Evaluation(packs, World(facts=facts, now=at), only=lambda each: each.id == subject)
    return [each for each in evaluation.verdicts(watching) if each.state is not VerdictState.NOT_APPLICABLE]


class Evaluation:
    """The rules over one case at one moment; what was read of the facts is read once."""

    def __init__(self, packs: Packs, world: World, *, only: Callable[[Subject], bool] | None = None) -> None:
        self._packs, self._world, self._only = packs, world, only

    def verdicts(self, controls: Iterable[Control]) -> list[Verdict]:
        """Verdicts of some rules, in their order."""
        kind = self._world.facts.kind
        asked = [control for control in controls if kind in control.case_kinds]
        columns = {watch: self._column(watch, asked) for watch in dict.fromkeys(control.watch for control in asked)}
        found: list[Verdict] = []
        for control in asked:
            _judge(control, columns[control.watch], self._packs, found)
        return found

    def _column(self, watch: str, controls: list[Control]) -> Column:
        found = subjects(watch, self._world)
        if self._only is not None:
            found = [each for each in found if self._only(each)]
        facts = frozenset().union(*(control.facts for control in controls if control.watch == watch))
        return Column(self._packs, self._world, found, wanted=facts)


def _judge(control: Control, column: Column, packs: Packs, found: list[Verdict]) -> None:
    applies, unsure = _all_hold(column, control.when, column.in_force(control))
    name = control.name
    if not applies:
        found.append(Verdict(name, VerdictState.NOT_APPLICABLE, None))
        return
    holds, open_ = _all_hold(column, control.must, applies)
    ok = holds & ~open_
    violated = applies & ~holds & ~unsure
    running = 0
    if control.countdown is not None:
        running = ok & (column.unknown(control.countdown.until) if control.countdown.until is not None else ok)
    found += _plain(name, VerdictState.OK, column.pairs(ok & ~running))
    for subject, seat in column.pairs(running):
        left, near = _left(control, seat, packs)
        found.append(Verdict(name, VerdictState.OK, subject, seat, (), left, near))
    found += _plain(name, VerdictState.VIOLATED, column.pairs(violated))
    for subject, seat in column.pairs(applies & ~ok & ~violated):
        found.append(Verdict(name, VerdictState.UNKNOWN, subject, seat, _lacking(seat, control)))


def _plain(name: ControlName, state: VerdictState, pairs: list[tuple[SubjectName, Seat]]) -> list[Verdict]:
    """Verdicts with nothing missing and no countdown; made without `Verdict`'s own door, which takes twice as long."""
    new = tuple.__new__
    return [new(Verdict, (name, state, subject, seat, (), None, False)) for subject, seat in pairs]


def _all_hold(column: Column, condition: Condition, among: Bits) -> tuple[Bits, Bits]:
    """Those for which no part is false, and which of them have a part that is unknown."""
    unsure = 0
    for part in condition.parts:
        if not among:
            break
        true, unknown = column.ask(part, among)
        unsure |= unknown
        among = true | unknown
    return among, unsure & among


def _lacking(seat: Seat, control: Control) -> tuple[FactName, ...]:
    parts = (*control.when.parts, *control.must.parts)
    return tuple(dict.fromkeys(name for part in parts for name in seat.lacking(part)))


def _left(control: Control, seat: Seat, packs: Packs) -> tuple[int | None, bool]:
    """Seconds left of a countdown, and whether it is nearly over; None where that is not known."""
    countdown = control.countdown
    if countdown is None or seat.subject.day is None:
        return None, False
    part = seat.bound(countdown.left.parts[0])
    left: int | None = part.outcome(seat.context, seat.missing).value
    warn = packs.limit(control.pack, countdown.warn, seat.subject.day)
    return left, left is not None and isinstance(warn, int) and left <= warn * 60
