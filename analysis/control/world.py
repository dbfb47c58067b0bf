"""A case's facts made ready for reading: records found by what they belong to, and who reads leaves a trace."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from analysis.control.durations import Stretch
from models.facts import FactName, Known, Source, SourceKind
from models.facts_case import (
    AgreementFacts,
    CaseFacts,
    DecisionFacts,
    DocumentFacts,
    InterrogationFacts,
    NoticeFacts,
    PersonFacts,
    PlacementFacts,
    Record,
    RoleFacts,
    SittingFacts,
)

T = TypeVar("T")
LONGEST_SITTING = timedelta(hours=24)
"""What is longer is a date mistyped: its end has to be established."""
NOW = FactName("clock", "", "now")
"""The present moment, as a fact: what still runs is counted up to it."""


class MissingFactError(Exception):
    """A fact is not known; `names` are those to establish."""

    def __init__(self, *names: FactName) -> None:
        super().__init__(*names)
        self.names = names


class Reading(NamedTuple):
    """What a field of a subject gave."""

    value: Any  # None: unknown
    used: tuple[FactName, ...]  # that it was made of
    missing: tuple[FactName, ...] = ()  # that would have to be established


class Subject:
    """What a rule judges: an interrogation, a person's day, a triple of episode, offender and victim."""

    __slots__ = ("day", "day_missing", "decision", "id", "kind", "of")

    def __init__(self, kind: str, id: str, of: Any, *, decision: str | None = None) -> None:  # noqa: A002  # its name
        self.kind = kind
        self.id = id
        self.of = of  # the record, or the records, of its kind
        self.decision = decision  # the procedural decision that it is about, where it is about one
        self.day: date | None = None  # of the act: its law is applied
        self.day_missing: tuple[FactName, ...] = ()  # where the day is not known


Limit = Callable[[str], Any]
"""Gives a parameter of the law on the subject's day; MissingFactError where it has no value on it."""


class Reader:
    """Reads facts for one field and notes which."""

    __slots__ = ("limit", "used")

    def __init__(self, limit: Limit) -> None:
        self.used: list[FactName] = []
        self.limit = limit

    def take(self, record: Record, name: str) -> Any:
        """The value of a fact; MissingFactError where it is not known."""
        known: Known[Any] | None = getattr(record, name)
        fact = FactName(record.KIND, record.id, name)
        if known is None:
            raise MissingFactError(fact)
        self.used.append(fact)
        return known.value

    def maybe(self, record: Record, name: str) -> Any:
        """The same, or None where it is not known: only for an end that may lie ahead."""
        return None if getattr(record, name) is None else self.take(record, name)


@dataclass(frozen=True, kw_only=True)
class World:
    """The facts of one case at one moment."""

    facts: CaseFacts
    now: datetime
    zones: dict[str, ZoneInfo] = field(default_factory=dict)
    timed: dict[str, Any] = field(default_factory=dict)  # sittings whose times were worked out, by id
    subjects: dict[str, list[Subject]] = field(default_factory=dict)  # by kind, once they were looked for

    def zone(self, name: str | None = None) -> ZoneInfo:
        """The zone of that name, or the case's."""
        called = name or self.facts.zone
        if called not in self.zones:
            self.zones[called] = ZoneInfo(called)
        return self.zones[called]

    def local_day(self, moment: datetime) -> date:
        """The day that it was there."""
        return moment.astimezone(self.zone()).date()

    @cached_property
    def records(self) -> Mapping[tuple[str, str], Record]:
        """Records by kind and id."""
        from models.facts_shape import records

        return {(each.KIND, each.id): each for each in records(self.facts)}

    def person(self, id: str) -> PersonFacts:  # noqa: A002  # as in the facts
        """A person; one of whom nothing is known where the case has no such record."""
        return self._persons.get(id) or PersonFacts(id=id)

    @cached_property
    def _persons(self) -> Mapping[str, PersonFacts]:
        return {each.id: each for each in self.facts.persons}

    @cached_property
    def sittings_of(self) -> Mapping[str, list[SittingFacts]]:
        """Sittings by interrogation."""
        return _grouped(self.facts.sittings, lambda each: each.interrogation)

    @cached_property
    def placements_of(self) -> Mapping[str, list[PlacementFacts]]:
        """Placements by sitting."""
        return _grouped(self.facts.placements, lambda each: each.sitting)

    @cached_property
    def sitting(self) -> Mapping[str, SittingFacts]:
        """Sittings by id."""
        return {each.id: each for each in self.facts.sittings}

    @cached_property
    def interrogation(self) -> Mapping[str, InterrogationFacts]:
        """Interrogations by id."""
        return {each.id: each for each in self.facts.interrogations}

    @cached_property
    def interrogations_of(self) -> Mapping[str, list[InterrogationFacts]]:
        """Interrogations by person; a confrontation counts for both."""
        found = _grouped(self.facts.interrogations, lambda each: each.person)
        for each in self.facts.interrogations:
            if each.second_person is not None:
                found.setdefault(each.second_person, []).append(each)
        return found

    @cached_property
    def sittings_of_person(self) -> Mapping[str, list[SittingFacts]]:
        """Sittings by person, whoever led them."""
        return {
            person: [sitting for each in found for sitting in self.sittings_of.get(each.id, ())]
            for person, found in self.interrogations_of.items()
        }

    @cached_property
    def roles_of(self) -> Mapping[str, list[RoleFacts]]:
        """Roles by person."""
        return _grouped(self.facts.roles, lambda each: each.person)

    @cached_property
    def agreement_of(self) -> Mapping[tuple[str, str], AgreementFacts]:
        """Agreements by offender and victim."""
        return {(each.offender, each.victim): each for each in self.facts.agreements}

    @cached_property
    def decisions_of(self) -> Mapping[str | None, list[DecisionFacts]]:
        """Decisions by person."""
        return _grouped(self.facts.decisions, lambda each: each.person)

    @cached_property
    def notices_of(self) -> Mapping[str, list[NoticeFacts]]:
        """Notices by what they are about."""
        return _grouped(self.facts.notices, lambda each: each.about)

    @cached_property
    def documents_of(self) -> Mapping[str, list[DocumentFacts]]:
        """Documents by what they are about."""
        return _grouped(self.facts.documents, lambda each: each.about)

    def known(self, name: FactName) -> Known[Any]:
        """A known fact by its name."""
        if name == NOW:
            return Known(value=self.now, source=Source(kind=SourceKind.CLOCK, where="now"))
        found: Known[Any] = getattr(self.records[name.kind, name.id], name.field)
        return found


def stretch(read: Reader, sitting: SittingFacts, world: World) -> Stretch:
    """When a sitting was, in UTC; unknown where its end lies before its start, or so late that one of them is mistyped."""
    start: datetime = read.take(sitting, "started_at")
    if sitting.running and sitting.ended_at is None:
        read.used.append(NOW)
        return Stretch(start.astimezone(UTC), max(start, world.now).astimezone(UTC))
    end: datetime = read.take(sitting, "ended_at")
    if not timedelta(0) <= end - start <= LONGEST_SITTING:
        raise MissingFactError(FactName(sitting.KIND, sitting.id, "ended_at"))
    return Stretch(start.astimezone(UTC), end.astimezone(UTC))


def _grouped(records: Iterable[T], key: Callable[[T], Any]) -> dict[Any, list[T]]:
    found: dict[Any, list[T]] = {}
    for each in records:
        found.setdefault(key(each), []).append(each)
    return found
