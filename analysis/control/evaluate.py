"""What the rules say of a case: all of them, those that read a changed fact, or those that watch a decision to be taken.

A rule's verdict on a subject: violated where `when` is true and `must` is false; ok where `must` is true; unknown where
what is known decides neither; nothing where `when` is false. A rule that has nothing to judge in a case is not applicable,
once.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from itertools import repeat
from typing import Any

from analysis.control.columns import NOT_APPLICABLE, Answer, Column, Seat
from analysis.control.control import Control
from analysis.control.kinds import KINDS, subjects
from analysis.control.packs import Packs, Rules
from analysis.control.touched import reached, touched
from analysis.control.world import Subject, World
from models.facts import FactName
from models.facts_case import CaseFacts, DecisionFacts
from models.facts_shape import difference
from models.verdicts import ControlName, SubjectName, Verdict, VerdictState

CLOCK = ("clock.now", "clock.today")
"""What rules read that changes by itself: the moment, and the day that it is."""
_Key = tuple[str, str]
"""A rule's pack and id."""
_OF_DECISIONS = ("decision", "reconciliation")
"""Kinds of subjects that are about a procedural decision."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposed:
    """What the rules say of a decision before it is recorded."""

    verdicts: tuple[Verdict, ...]  # of the rules that watch it, not applicable ones left out

    @property
    def blocking(self) -> tuple[Verdict, ...]:
        """Those for which it may not be recorded: one is enough, whatever the others say."""
        return tuple(each for each in self.verdicts if each.blocks)


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """Verdicts that a change calls for. Those of other rules, and of other subjects of these rules, stand."""

    verdicts: tuple[Verdict, ...]  # of what was judged anew; none is "not applicable"
    _judged: Sequence[tuple[Mapping[_Key, Control], frozenset[str] | None]]  # rules, with their subjects; None: all

    @cached_property
    def _subjects(self) -> Mapping[_Key, frozenset[str] | None]:
        return {key: ids for controls, ids in self._judged for key in controls}

    @property
    def controls(self) -> tuple[Control, ...]:
        """The rules that were judged anew."""
        return tuple(control for controls, _ in self._judged for control in controls.values())

    def replaces(self, pack: str, control: str, subject: str | None) -> bool:
        """Whether an earlier verdict of a rule on a subject falls; None: that it was not applicable."""
        key = pack, control
        if key not in self._subjects:
            return False
        ids = self._subjects[key]
        return ids is None or subject is None or subject in ids

    def empty(self, standing: Container[_Key]) -> list[Verdict]:
        """That it is not applicable, for each rule that has no verdict now: none here, and none that stands."""
        here = {(each.control.pack, each.control.id) for each in self.verdicts}
        return [
            Verdict(control.name, VerdictState.NOT_APPLICABLE, None)
            for control in self.controls
            if (key := (control.pack, control.id)) not in here and key not in standing
        ]


def evaluate(packs: Packs, facts: CaseFacts, *, at: datetime, controls: Iterable[Control] | None = None) -> list[Verdict]:
    """Verdicts on a case at a moment: of every rule of its kind of case, or of those given."""
    return Evaluation(packs, World(facts=facts, now=at)).verdicts(packs.controls if controls is None else controls)


def changed(packs: Packs, before: CaseFacts, after: CaseFacts, *, at: datetime, time_went_on: bool = False) -> Renewal:
    """What a change of a case's facts calls for: the rules that read what changed, of the subjects that it can reach.

    `time_went_on`: the earlier verdicts are of an earlier moment, so rules that read the clock judge everything.
    """
    change = difference(before, after)
    old = World(facts=before, now=at)
    new = World(facts=after, now=at, timed=old.timed if before.zone == after.zone else {})
    persons = reached(change, old, new)
    by_clock = reading(packs, CLOCK) if time_went_on else []
    clocked = {(each.pack, each.id): each for each in by_clock if after.kind in each.case_kinds}
    judged: list[tuple[Mapping[_Key, Control], frozenset[str] | None]] = [(clocked, None)] if clocked else []
    found = [
        each
        for each in (Evaluation(packs, new).verdicts(clocked.values()) if clocked else ())
        if each.state is not VerdictState.NOT_APPLICABLE
    ]
    came_or_went = any("." not in name for name in change.names)
    for readers in packs.readers(after.kind, change.names):
        kind, of_leader = KINDS[readers.watch], readers.of_leader
        now = touched(kind, change, persons, new, of_leader=of_leader)
        dated, rules = _dated(now), readers.rules
        if not kind.made_of.isdisjoint(change.names):  # some may be gone, or be judged by another day's law
            earlier = _dated(touched(kind, change, persons, old, of_leader=of_leader))
            if earlier == dated and not came_or_went:
                rules = readers.of_subjects
            dated |= earlier
        if clocked:
            rules = Rules(each for key, each in rules.by_key.items() if key not in clocked)
        judged.append((rules.by_key, frozenset([subject for subject, _ in dated])))
        column = Column(packs, new, now, wanted=rules.wanted)
        for demands, controls in rules.by_demand(column.laws):
            answer = column.answer(demands)
            if answer != NOT_APPLICABLE:
                for control in controls:
                    found += _verdicts(control, answer, column, packs)
    return Renewal(verdicts=tuple(found), _judged=judged)


def _dated(touched_: Iterable[Subject]) -> frozenset[tuple[str, date | tuple[FactName, ...]]]:
    """Subjects, each with its day, or with what is missing to know it."""
    return frozenset([(each.id, each.day or each.day_missing) for each in touched_])


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
    watching = [control for control in packs.controls if control.watch in _OF_DECISIONS]
    of_it = {watch: [each for each in subjects(watch, world) if each.decision == decision.id] for watch in _OF_DECISIONS}
    evaluation = Evaluation(packs, world, only=of_it)
    found = evaluation.verdicts(watching)
    return Proposed(verdicts=tuple(each for each in found if each.state is not VerdictState.NOT_APPLICABLE))


def of_subject(packs: Packs, facts: CaseFacts, watch: str, subject: str, *, at: datetime) -> list[Verdict]:
    """What the rules that watch a kind say of one subject of it, by its id."""
    watching = [control for control in packs.controls if control.watch == watch]
    world = World(facts=facts, now=at)
    only = {watch: [each for each in subjects(watch, world) if each.id == subject]}
    return [
        each
        for each in Evaluation(packs, world, only=only).verdicts(watching)
        if each.state is not VerdictState.NOT_APPLICABLE
    ]


class Evaluation:
    """The rules over one case at one moment; what was read of the facts is read once.

    `only`: the subjects to judge, by their kind; None: all.
    """

    def __init__(self, packs: Packs, world: World, *, only: Mapping[str, list[Subject]] | None = None) -> None:
        self._packs, self._world, self._only = packs, world, only

    def verdicts(self, controls: Iterable[Control]) -> list[Verdict]:
        """Verdicts of some rules, in their order."""
        kind = self._world.facts.kind
        asked = [control for control in controls if kind in control.case_kinds]
        columns = {watch: self._column(watch, asked) for watch in dict.fromkeys(control.watch for control in asked)}
        found: list[Verdict] = []
        for control in asked:
            column = columns[control.watch]
            answer = column.answer(tuple([law.demand(control) for law in column.laws]))
            if answer == NOT_APPLICABLE:
                found.append(Verdict(control.name, VerdictState.NOT_APPLICABLE, None))
            else:
                found += _verdicts(control, answer, column, self._packs)
        return found

    def _column(self, watch: str, controls: list[Control]) -> Column:
        found = subjects(watch, self._world) if self._only is None else self._only[watch]
        facts = frozenset().union(*(control.facts for control in controls if control.watch == watch))
        return Column(self._packs, self._world, found, wanted=facts)


def _verdicts(control: Control, answer: Answer, column: Column, packs: Packs) -> Iterable[Verdict]:
    name = control.name
    if not (answer.running or answer.unknown):
        if not answer.violated:
            return _plain(name, VerdictState.OK, column.at(answer.ok))
        if not answer.ok:
            return _plain(name, VerdictState.VIOLATED, column.at(answer.violated))
    found: list[Verdict] = []
    for subject, seat in zip(*column.at(answer.running), strict=True):
        left, near = _left(control, seat, column, packs)
        found.append(Verdict(name, VerdictState.OK, subject, seat, (), left, near))
    found += _plain(name, VerdictState.OK, column.at(answer.ok))
    found += _plain(name, VerdictState.VIOLATED, column.at(answer.violated))
    for subject, seat in zip(*column.at(answer.unknown), strict=True):
        found.append(Verdict(name, VerdictState.UNKNOWN, subject, seat, column.lacking(seat, control)))
    return found


_made: Callable[[tuple[Any, ...]], Verdict] = partial(tuple.__new__, Verdict)


def _plain(
    name: ControlName, state: VerdictState, subjects_: tuple[tuple[SubjectName, ...], tuple[Seat, ...]]
) -> Iterator[Verdict]:
    """Verdicts with nothing missing and no countdown; a case has tens of thousands, so no line of ours runs for each."""
    return map(_made, zip(repeat(name), repeat(state), *subjects_, repeat(()), repeat(None), repeat(False)))


def _left(control: Control, seat: Seat, column: Column, packs: Packs) -> tuple[int | None, bool]:
    """Seconds left of a countdown, and whether it is nearly over; None where that is not known."""
    countdown = control.countdown
    if countdown is None or seat.subject.day is None:
        return None, False
    left = column.left(seat, countdown)
    warn = packs.limit(control.pack, countdown.warn, seat.subject.day)
    return left, left is not None and isinstance(warn, int) and left <= warn * 60
