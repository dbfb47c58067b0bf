"""All subjects of one kind side by side: a part of a condition is asked once of each, however many rules share it.

Sets of subjects are bits of whole numbers: the subject at place 3 is bit 8. Parameters of the law are written into the
condition before the engine sees it, once for each value that they had. The engine copies its variables when one is added
after it has run, so the facts that are wanted are all read first.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import cel

from analysis.control.conditions import NONE_MISSING, Names, Part
from analysis.control.fields import Field
from analysis.control.kinds import KINDS, field_of
from analysis.control.packs import Control, Packs, limit_fact, pack_of, plain
from analysis.control.syntax import flat
from analysis.control.world import MissingFactError, Reading, Subject, World
from models.facts import FactName
from models.facts_words import FACT_WORDS
from models.verdicts import ControlName, SourcedFact, SubjectName, UsedFact

Bits = int


def places(bits: Bits) -> Iterator[int]:
    """The places that are set, in order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


class Seat:
    """One subject, and what was read of it."""

    __slots__ = ("_column", "context", "missing", "name", "readings", "subject", "values")

    def __init__(self, subject: Subject, column: "Column") -> None:
        self.subject = subject
        self.name = SubjectName(kind=subject.kind, id=subject.id, day=subject.day, decision=subject.decision)
        self.readings: dict[str, Reading] = {}  # facts of the subject's own record are read into the context alone
        self.values: dict[str, Any] = {}  # known facts by name
        self.missing: Names = NONE_MISSING
        self._column = column
        self.context = self._read_wanted()

    def _read_wanted(self) -> cel.Context:
        values, missing, given = self.values, [], {}
        for name, flat_name, field, same in self._column.wanted:
            if field.own:
                known = getattr(self.subject.of, field.name)
                value = None if known is None else known.value
            else:
                found = self.readings[same] if same is not None else self._column.reading(self.subject, name)
                self.readings[name] = found
                value = found.value
            if value is None:
                missing.append(name)
            else:
                values[name] = value
                given[flat_name] = value
        self.missing = frozenset(missing)
        return cel.Context(variables=given)

    def read(self, name: str) -> Reading:
        """A fact or a parameter, as a condition names it."""
        found = self.readings.get(name)
        if found is None:
            found = self.readings[name] = self._column.reading(self.subject, name)
            if found.value is None:
                self.missing |= {name}
        return found

    def bound(self, part: Part) -> Part:
        """The part with the parameters of the subject's day; those without a value on it stay, and are missing."""
        if not part.limits:
            return part
        values = {name: self.read(name).value for name in part.limits}
        return part.bound({name: value for name, value in values.items() if value is not None})

    def lacking(self, part: Part) -> tuple[FactName, ...]:
        """Which facts would decide a part; none where it is known."""
        names = self.bound(part).outcome(self.context, self.missing).missing
        return tuple(dict.fromkeys(fact for name in sorted(names) for fact in self.read(name).missing))

    def used(self, control: ControlName) -> tuple[UsedFact, ...]:
        """See `models.verdicts.Evidence`."""
        return self._column.used(self, control)


class Column:
    """The subjects of a kind in one case."""

    def __init__(self, packs: Packs, world: World, subjects: list[Subject], *, wanted: Names) -> None:
        self._packs, self._world = packs, world
        self._answers: dict[Part, list[Bits]] = {}  # asked, true, unknown
        self._unknown: dict[str, Bits] = {}
        self._laws: dict[str, list[tuple[Any, Bits]]] = {}
        self._spans: dict[tuple[date, date | None], Bits] = {}
        self._groups: dict[Names, list[Bits]] = {}  # subjects that are alike in some facts
        self._computed: dict[tuple[Any, ...], Reading] = {}  # fields by the parameters that they were computed with
        self._pairs: dict[Bits, list[tuple[SubjectName, Seat]]] = {}
        self.wanted = list(self._wanted(subjects[0], wanted)) if subjects else []
        self.seats = [Seat(each, self) for each in subjects]
        self.all: Bits = (1 << len(self.seats)) - 1
        self._days: dict[date | None, Bits] = {}
        for place, seat in enumerate(self.seats):
            self._days[seat.subject.day] = self._days.get(seat.subject.day, 0) | 1 << place

    def _wanted(self, subject: Subject, names: Names) -> Iterator[tuple[str, str, Field, str | None]]:
        """Each name with its variable, its field, and an earlier name that gives the same: of a pack with the same law."""
        seen: dict[Any, str] = {}
        for name in names:
            field = field_of_subject(subject, plain(name))
            same = None
            if field.limits:
                limits = self._packs.by_name[pack_of(name) or ""].limits
                key = (field.name, *(limits[each].values for each in field.limits))
                same = seen.setdefault(key, name)
            yield name, flat(name), field, None if same == name else same

    def pairs(self, bits: Bits) -> list[tuple[SubjectName, Seat]]:
        """The subjects at some places, with their names; the same for every rule that comes to the same places."""
        found = self._pairs.get(bits)
        if found is None:
            found = self._pairs[bits] = [(self.seats[place].name, self.seats[place]) for place in places(bits)]
        return found

    def in_force(self, control: Control) -> Bits:
        """Subjects on whose day the rule is in force; one of unknown day is judged by every rule."""
        return self._between(control.since, control.until) | self._days.get(None, 0)

    def ask(self, part: Part, wanted: Bits) -> tuple[Bits, Bits]:
        """Of the wanted subjects, those for which the part is true and those for which it is unknown."""
        if not part.limits:
            return self._answered(part, wanted)
        true = unknown = 0
        for found, among in self._by_law(part, wanted):
            holds, open_ = self._answered(found, among)
            true |= holds
            unknown |= open_
        return true, unknown

    def _answered(self, part: Part, wanted: Bits) -> tuple[Bits, Bits]:
        held = self._answers.get(part)
        if held is None:
            held = self._answers[part] = [0, 0, 0]
        if wanted & ~held[0]:
            for bits in self._alike(part, wanted & ~held[0]):
                seat = self.seats[(bits & -bits).bit_length() - 1]
                answer = part.answer(seat.context, seat.missing)
                if answer is None:
                    held[2] |= bits
                elif answer:
                    held[1] |= bits
            held[0] |= wanted
        return held[1] & wanted, held[2] & wanted

    def _by_law(self, part: Part, among: Bits) -> Iterator[tuple[Part, Bits]]:
        """The part with the parameters that it had for each subject, with those subjects."""
        groups: list[tuple[dict[str, Any], Bits]] = [({}, among)]
        for name in part.limits:
            law = self._law(name)
            groups = [
                (held if value is None else {**held, name: value}, bits & those)
                for held, bits in groups
                for value, those in law
                if bits & those
            ]
        for values, bits in groups:
            found = part.bound(values) if values else part
            for place in places(bits if found.limits else 0):
                for name in found.limits:
                    self.seats[place].read(name)  # notes what is missing of the law
            yield found, bits

    def _law(self, name: str) -> list[tuple[Any, Bits]]:
        """The values of a parameter, each with the subjects on whose day it was in force; None: it had none."""
        found = self._laws.get(name)
        if found is None:
            limit = self._packs.by_name[pack_of(name) or ""].limits[plain(name).partition(".")[2]]
            found, rest = [], self.all
            for each in limit.values:
                bits = self._between(each.since, each.until)
                rest &= ~bits
                found.append((each.value, bits))
            self._laws[name] = found = [*found, (None, rest)]
        return found

    def _between(self, since: date, until: date | None) -> Bits:
        """Subjects whose day lies in a span of days."""
        key = (since, until)
        found = self._spans.get(key)
        if found is None:
            found = 0
            for day, bits in self._days.items():
                if day is not None and since <= day and (until is None or day <= until):
                    found |= bits
            self._spans[key] = found
        return found

    def _alike(self, part: Part, among: Bits) -> Iterator[Bits]:
        """Subjects that must get the same answer, since the facts that the part reads are the same of them."""
        if part.limits:  # some of which are missing, of each subject for itself
            yield from (1 << place for place in places(among))
            return
        for bits in self._same(part.names):
            if bits & among:
                yield bits & among

    def _same(self, names: Names) -> list[Bits]:
        found = self._groups.get(names)
        if found is None:
            groups: dict[tuple[Any, ...], Bits] = {}
            for place, seat in enumerate(self.seats):
                values = tuple(map(seat.values.get, names))
                groups[values] = groups.get(values, 0) | 1 << place
            found = self._groups[names] = list(groups.values())
        return found

    def unknown(self, name: str) -> Bits:
        """Subjects of which a fact is not known."""
        found = self._unknown.get(name)
        if found is None:
            found = sum(1 << place for place, seat in enumerate(self.seats) if seat.read(name).value is None)
            self._unknown[name] = found
        return found

    def reading(self, subject: Subject, name: str) -> Reading:
        """What a name is for a subject."""
        pack, short = pack_of(name), plain(name)
        if name.startswith("limit."):
            return self._limit(subject, short, pack or "")

        field = field_of_subject(subject, short)
        if not field.limits:
            return field.reading(subject, self._world, _no_limit)
        limits = {each: self._limit(subject, f"limit.{each}", pack or "") for each in field.limits}
        key = (subject.id, short, *(each.value for each in limits.values()))
        found = self._computed.get(key)
        if found is None:
            found = self._computed[key] = field.reading(subject, self._world, _giving(limits))
        return found

    def _limit(self, subject: Subject, name: str, pack: str) -> Reading:
        if subject.day is None:
            return Reading(None, (), subject.day_missing)
        value = self._packs.limit(pack, name.partition(".")[2], subject.day)
        return Reading(value, (), () if value is not None else (limit_fact(name),))

    def used(self, seat: Seat, control: ControlName) -> tuple[UsedFact, ...]:
        """What a control read of a subject: facts first, then parameters."""
        names = self._packs.control(control.pack, control.id).names
        found = []
        for name in sorted(names, key=lambda each: (each.startswith("limit."), each)):
            read, short = seat.read(name), plain(name)
            if short.startswith("limit."):
                says = self._packs.by_name[control.pack].limits[short.partition(".")[2]].says
            else:
                says = field_of_subject(seat.subject, short).says
            sourced = tuple(self._sourced(fact) for fact in read.used)
            found.append(UsedFact(name=short, says=says, value=read.value, made_of=sourced))
        return tuple(found)

    def _sourced(self, name: FactName) -> SourcedFact:
        known = self._world.known(name)
        return SourcedFact(name=name, says=FACT_WORDS[name.pattern], value=known.value, source=known.source)


def _no_limit(name: str) -> Any:
    raise AssertionError(f"a field reads “{name}” and does not say so")


def _giving(limits: dict[str, Reading]) -> Callable[[str], Any]:
    def limit(name: str) -> Any:
        found = limits[name]
        if found.value is None:
            raise MissingFactError(*found.missing)
        return found.value

    return limit


def field_of_subject(subject: Subject, name: str) -> Field:
    """The field that a condition calls so; a pack was checked when it was read, so it is there."""
    found = field_of(KINDS[subject.kind], name)
    if found is None:
        raise KeyError(name)
    return found
