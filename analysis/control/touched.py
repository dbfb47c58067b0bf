"""Which subjects a changed record can reach: those about the same persons.

What a field computes of a subject it reads of records about the subject's persons, or about nobody in particular (an
episode, a document, the case). Where a kind reads records about others too, it says so (`Kind.everywhere`). A property test
holds this against evaluating everything.
"""

from collections.abc import Callable, Iterable
from typing import Any

from analysis.control.fields import Kind
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
    match of:
        case PersonFacts(id=person):
            return frozenset({person})
        case SittingFacts(interrogation=interrogation, investigators=investigators):
            led = persons_of(world.interrogation.get(interrogation), world)
            if led is None or investigators is None:
                return None
            return led | {f"{_LEADS}{name}" for name in investigators.value}
        case PlacementFacts(sitting=sitting):
            return persons_of(world.sitting.get(sitting), world)
        case Triple(decision=decision, offender=offender, victim=victim):
            deciding = persons_of(decision, world)
            return None if deciding is None else deciding | {each for each in (offender, victim) if each is not None}
    found = {each for name in _NAMED if (each := getattr(of, name, None)) is not None}
    return frozenset(found) or None


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


def touching(
    kind: Kind, change: Change, persons: Persons | None, world: World, *, of_leader: bool
) -> Callable[[Subject], bool]:
    """Tells of a subject of the kind whether the change may give it another verdict.

    `of_leader`: by a rule that reads other sittings of whoever leads the subject's.
    """
    if persons is None or kind.everywhere & change.names:
        return lambda subject: True
    if not of_leader:
        persons = frozenset(each for each in persons if not each.startswith(_LEADS))

    def touches(subject: Subject) -> bool:
        own = persons_of(subject.of, world)
        return own is None or not own.isdisjoint(persons)

    return touches
