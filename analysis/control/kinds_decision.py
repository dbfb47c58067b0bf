"""Procedural decisions and episodes."""

from collections.abc import Iterator
from datetime import datetime

from analysis.control.fields import Field, Kind, computed, own_fields, says
from analysis.control.reconciliation import ends_proceedings, kind_of
from analysis.control.world import NOW, Reader, Subject, World
from models.facts import FactName
from models.facts_case import DecisionFacts, EpisodeFacts
from models.facts_words import FACT_WORDS

ENDS = frozenset({"decision", "decision.kind", "decision.text"})
"""What tells whether a decision terminates."""


def _kind(read: Reader, world: World, of: DecisionFacts) -> str:
    del world
    return kind_of(read.take(of, "kind"))


def _ends(read: Reader, world: World, of: DecisionFacts) -> bool:
    del world
    return ends_proceedings(read.take(of, "kind"), read.maybe(of, "text") or "")


def _elapsed(read: Reader, world: World, of: DecisionFacts) -> int:
    read.used.append(NOW)
    decided: datetime = read.take(of, "decided_at")
    return round((world.now - decided).total_seconds())


def _until_announced(read: Reader, world: World, of: DecisionFacts) -> int:
    del world
    decided: datetime = read.take(of, "decided_at")
    announced: datetime = read.take(of, "announced_at")
    return round((announced - decided).total_seconds())


def _before(read: Reader, world: World, of: DecisionFacts, kind: str) -> Iterator[DecisionFacts]:
    decided: datetime = read.take(of, "decided_at")
    for each in world.facts.decisions:
        if each.id == of.id or each.person not in {of.person, None} or kind_of(read.take(each, "kind")) != kind:
            continue
        if read.take(each, "decided_at") <= decided:
            cancelled = read.maybe(each, "cancelled_at")
            if cancelled is None or cancelled > decided:
                yield each


def _terminated_before(read: Reader, world: World, of: DecisionFacts) -> bool:
    return any(each.id != of.id for each in _before(read, world, of, "terminated"))


def _registered_before(read: Reader, world: World, of: DecisionFacts) -> bool:
    return bool(read.take(world.facts.case, "registered_at") <= read.take(of, "decided_at"))


def _decisions(world: World) -> list[Subject]:
    found = []
    for each in world.facts.decisions:
        subject = Subject("decision", each.id, each, decision=each.id)
        _dated(subject, world, each)
        found.append(subject)
    return found


def _dated(subject: Subject, world: World, decision: DecisionFacts) -> None:
    if decision.decided_at is None:
        subject.day_missing = (FactName(decision.KIND, decision.id, "decided_at"),)
    else:
        subject.day = world.local_day(decision.decided_at.value)


def _episodes(world: World) -> list[Subject]:
    found = []
    for each in world.facts.episodes:
        subject = Subject("episode", each.id, each)
        subject.day = world.local_day(world.now)
        found.append(subject)
    return found


DECISION = Kind(
    name="decision",
    says=says("процессуальное решение", "процестік шешім", "a procedural decision"),
    subjects=_decisions,
    made_of=frozenset({"decision", "decision.decided_at"}),
    fields=own_fields(DecisionFacts)
    | computed(
        Field(
            name="kind",
            type=str,
            reads=frozenset({"decision.kind"}),
            compute=_kind,
            says=FACT_WORDS["decision.kind"],
        ),
        Field(
            name="ends_proceedings",
            type=bool,
            reads=ENDS,
            compute=_ends,
            says=says("прекращает ли решение производство", "шешім іс жүргізуді тоқтатады ма", "whether it terminates"),
        ),
        Field(
            name="elapsed_seconds",
            type=int,
            reads=frozenset({"decision.decided_at", "clock.now"}),
            compute=_elapsed,
            says=says("секунд после вынесения", "шығарылғаннан кейінгі секундтар", "seconds since it was taken"),
        ),
        Field(
            name="until_announced_seconds",
            type=int,
            compute=_until_announced,
            reads=frozenset({"decision.decided_at", "decision.announced_at"}),
            says=says("секунд до объявления", "жарияланғанға дейінгі секундтар", "seconds until it was announced"),
        ),
        Field(
            name="terminated_before",
            type=bool,
            compute=_terminated_before,
            reads=ENDS | {"decision.decided_at", "decision.cancelled_at"},
            says=says(
                "есть ли неотменённое прекращение",
                "күші жойылмаған тоқтату бар ма",
                "whether a termination that nobody cancelled came before",
            ),
        ),
        Field(
            name="registered_before",
            type=bool,
            reads=frozenset({"decision.decided_at", "case.registered_at"}),
            compute=_registered_before,
            says=says(
                "вынесено ли решение после регистрации",
                "шешім тіркеуден кейін шығарылғаны",
                "whether the registration came before",
            ),
        ),
    ),
)
EPISODE = Kind(
    name="episode",
    says=says("эпизод", "эпизод", "an episode"),
    subjects=_episodes,
    made_of=frozenset({"episode", "clock.today"}),
    fields=own_fields(EpisodeFacts),
)
