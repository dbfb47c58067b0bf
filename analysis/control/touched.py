"""Which subjects a changed record can reach: those about the same persons.

What a field computes of a subject it reads of records about the subject's persons, or about nobody in particular (an
episode, a document, the case). Where a kind reads records about others too, it says so (`Kind.everywhere`). A property test
holds this against evaluating everything.
"""

from collections.abc import Callable, Iterable
from typing import Any

from analysis.control.fields import Kind
from analysis.control.kinds import subjects
from analysis.control.kinds_reconciliation import Triple
from analysis.control.world import Subject, World
from models.facts_case import PersonFacts, PlacementFacts, Record, SittingFacts
from models.facts_shape import Change

Persons = frozenset[str]
"""Ids of persons."""
_LEADS = "leads:"
"""Before the name of whoever leads a sitting: his sittings are compared with one another, whoever is interrogated."""
_NAMED = ("person", "second_person", "offender", "victim")
"""How records, and what subjects are of, call the persons that they are about."""


def persons_of(of: Any, world: World) -> Persons | None:
    """The persons that a record, or what a subject is of, is about; None: it may concern anybody."""
    read = _READ.get(type(of))
    if read is not None:
        return read(of, world)
    found = frozenset([each for name in _NAMED if (each := getattr(of, name, None)) is not None])
    return found or None


def _of_person(person: PersonFacts, world: World) -> Persons:
    del world
    return frozenset({person.id})


def _of_sitting(sitting: SittingFacts, world: World) -> Persons | None:
    led = persons_of(world.interrogation.get(sitting.interrogation), world)
    if led is None or sitting.investigators is None:
        return None
    return led.union([_LEADS + name for name in sitting.investigators.value])


def _of_placement(placement: PlacementFacts, world: World) -> Persons | None:
    return persons_of(world.sitting.get(placement.sitting), world)


def _of_triple(triple: Triple, world: World) -> Persons | None:
    deciding = persons_of(triple.decision, world)
    return None if deciding is None else deciding.union([each for each in (triple.offender, triple.victim) if each])


_READ: dict[type, Callable[[Any, World], Persons | None]] = {
    PersonFacts: _of_person, SittingFacts: _of_sitting, PlacementFacts: _of_placement, Triple: _of_triple,
}  # fmt: skip


def reached(change: Change, before: World, after: World) -> Persons | None:
    """The persons whom a change concerns; None: anybody."""
    found: Persons = frozenset()
    for world, records in ((before, change.before), (after, change.after)):
        for persons in _each_persons(records, world):
            if persons is None:
                return None
            found |= persons
    return found


def _each_persons(records: Iterable[Record], world: World) -> Iterable[Persons | None]:
    return (persons_of(each, world) for each in records)


def touched(kind: Kind, change: Change, persons: Persons | None, world: World, *, of_leader: bool) -> list[Subject]:
    """Subjects of the kind to which the change may give another verdict.

    `of_leader`: by a rule that reads other sittings of whoever leads the subject's.
    """
    if persons is None or not kind.everywhere.isdisjoint(change.names):
        return subjects(kind.name, world)
    if kind.subjects_of is not None:
        return kind.subjects_of(world, persons)
    if not of_leader:
        persons = frozenset(each for each in persons if not each.startswith(_LEADS))
    found = subjects(kind.name, world)
    about = ((each, persons_of(each.of, world)) for each in found)
    return [each for each, own in about if own is None or not own.isdisjoint(persons)]
