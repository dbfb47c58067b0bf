"""All subjects of one kind side by side: a part of a condition is asked once of each, however many rules share it.

Sets of subjects are bits of whole numbers: the subject at place 3 is bit 8. Parameters of the law are written into the
condition before the engine sees it, once for each value that they had. The engine copies its variables when one is added
after it has run, so the facts that are wanted are all read first.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

import cel

from analysis.control.conditions import NONE_MISSING, Condition, Names, Part
from analysis.control.control import Control, Countdown
from analysis.control.law import Demand, Law
from analysis.control.names import limit_fact, pack_of, plain
from analysis.control.packs import Packs
from analysis.control.world import MissingFactError, Reading, Subject, World
from models.facts import FactName
from models.facts_words import FACT_WORDS
from models.verdicts import ControlName, SourcedFact, SubjectName, UsedFact

Bits = int


class Answer(NamedTuple):
    """Of which subjects a rule is kept, broken or undecided; of the others it says nothing."""

    ok: Bits  # without those of `running`
    running: Bits  # kept so far, and its countdown runs
    violated: Bits
    unknown: Bits


NOT_APPLICABLE = Answer(0, 0, 0, 0)


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
        for name, flat_name, field in self._column.wanted:
            if field.own:
                known = getattr(self.subject.of, field.name)
                value = None if known is None else known.value
            else:
                found = self.readings[name] = self._column.reading(self.subject, name)
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

    def lacking(self, parts: tuple[Part, ...]) -> tuple[FactName, ...]:
        """Which facts would decide parts, with the law of the subject's day written into them; none where all are known."""
        found: dict[FactName, None] = {}
        for part in parts:
            missing = part.outcome(self.context, self.missing).missing
            found |= dict.fromkeys(fact for name in sorted(missing) for fact in self.read(name).missing)
        return tuple(found)

    def used(self, control: ControlName) -> tuple[UsedFact, ...]:
        """See `models.verdicts.Evidence`."""
        return self._column.used(self, control)


class Column:
    """The subjects of a kind in one case."""

    def __init__(self, packs: Packs, world: World, subjects: list[Subject], *, wanted: Names) -> None:
        self._packs, self._world = packs, world
        self._answers: dict[Part, list[Bits]] = {}  # asked, true, unknown
        self._held: dict[tuple[tuple[Part, ...], Bits], tuple[Bits, Bits]] = {}  # what was answered of whole conditions
        self._answered: dict[Demand, Answer] = {}
        self._lacking: dict[tuple[Seat, Demand], tuple[FactName, ...]] = {}
        self._spans: dict[tuple[date, date | None], Bits] = {}  # on whose day what is in force from and to is in force
        self._groups: dict[Names, list[Bits]] = {}  # subjects that are alike in some facts
        self._computed: dict[tuple[Any, ...], Reading] = {}  # fields by the parameters that they were computed with
        self._at: dict[Bits, tuple[tuple[SubjectName, ...], tuple[Seat, ...]]] = {}
        names = {packs.alike.get(name, name) for name in wanted}
        self.wanted = [packs.variable(subjects[0].kind, name) for name in names] if subjects else []
        self.seats = [Seat(each, self) for each in subjects]
        self.all: Bits = (1 << len(self.seats)) - 1
        self._days: dict[date | None, Bits] = {}
        for place, seat in enumerate(self.seats):
            self._days[seat.subject.day] = self._days.get(seat.subject.day, 0) | 1 << place
        self._laws: dict[Law, Bits] = {}
        for day, bits in self._days.items():
            law = packs.law(day)
            self._laws[law] = self._laws.get(law, 0) | bits
        self.laws = tuple(self._laws)

    def at(self, bits: Bits) -> tuple[tuple[SubjectName, ...], tuple[Seat, ...]]:
        """The subjects at some places, names and seats; the same for every rule that comes to the same places."""
        found = self._at.get(bits)
        if found is None:
            seats = tuple(self.seats[place] for place in places(bits))
            found = self._at[bits] = tuple(seat.name for seat in seats), seats
        return found

    def answer(self, demands: tuple[Demand, ...]) -> Answer:
        """What comes out of a demand of rules, given as it is under each law of the subjects (`laws`)."""
        if len(demands) == 1:
            return self._answer(demands[0], self.all)
        ok = running = violated = unknown = 0
        for demand, those in zip(demands, self._laws.values(), strict=True):
            found = self._answer(demand, those)
            ok |= found.ok
            running |= found.running
            violated |= found.violated
            unknown |= found.unknown
        return Answer(ok, running, violated, unknown)

    def _answer(self, demand: Demand, among: Bits) -> Answer:
        found = self._answered.get(demand)
        if found is None:
            found = self._answered[demand] = self._judged(demand, among)
        return found

    def _judged(self, demand: Demand, among: Bits) -> Answer:
        applies, unsure = self._hold(demand.when, among & self._in_force(demand.since, demand.until))
        if not applies:
            return NOT_APPLICABLE
        holds, open_ = self._hold(demand.must, applies)
        ok = holds & ~open_
        violated = applies & ~holds & ~unsure
        running = 0
        if demand.counts and ok:
            running = ok if demand.runs_until is None else ok & self._unknown(demand.runs_until)
        return Answer(ok & ~running, running, violated, applies & ~ok & ~violated)

    def _in_force(self, since: date, until: date | None) -> Bits:
        """Subjects on whose day rules are in force; one of unknown day is judged by every rule."""
        found = self._spans.get((since, until))
        if found is None:
            found = self._days.get(None, 0)
            for day, bits in self._days.items():
                if day is not None and since <= day and (until is None or day <= until):
                    found |= bits
            self._spans[since, until] = found
        return found

    def _hold(self, condition: Condition, among: Bits) -> tuple[Bits, Bits]:
        """Of subjects of one law, those for which no part is false, and which of them have a part that is unknown."""
        if condition.limited:
            self._note_lacking(condition, among)
        key = condition.parts, among
        found = self._held.get(key)
        if found is None:
            found = self._held[key] = self._asked(condition.parts, among)
        return found

    def _note_lacking(self, condition: Condition, among: Bits) -> None:
        """Of parameters without a value it is noted that they are missing."""
        for name in condition.limited:
            for place in places(among):
                self.seats[place].read(name)

    def _asked(self, parts: tuple[Part, ...], among: Bits) -> tuple[Bits, Bits]:
        unsure = 0
        for part in parts:
            if not among:
                break
            true, unknown = self._answers_of(part, among)
            unsure |= unknown
            among = true | unknown
        return among, unsure & among

    def _answers_of(self, part: Part, wanted: Bits) -> tuple[Bits, Bits]:
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

    def lacking(self, seat: Seat, control: Control) -> tuple[FactName, ...]:
        """The facts that would decide a rule of a subject."""
        demand = self._packs.law(seat.subject.day).demand(control)
        found = self._lacking.get((seat, demand))
        if found is None:
            found = self._lacking[seat, demand] = seat.lacking(demand.when.parts + demand.must.parts)
        return found

    def left(self, seat: Seat, countdown: Countdown) -> int | None:
        """Seconds left of a countdown; None where that is not known."""
        condition = self._packs.law(seat.subject.day).condition(countdown.left)
        for name in condition.limited:
            seat.read(name)  # notes that it is missing
        found: int | None = condition.parts[0].outcome(seat.context, seat.missing).value
        return found

    def _unknown(self, name: str) -> Bits:
        """Subjects of which a fact is not known."""
        return sum(1 << place for place, seat in enumerate(self.seats) if seat.read(name).value is None)

    def reading(self, subject: Subject, name: str) -> Reading:
        """What a name is for a subject."""
        pack, short = pack_of(name), plain(name)
        if name.startswith("limit."):
            return self._limit(subject, short, pack or "")

        field = self._packs.variable(subject.kind, name).field
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
                says = self._packs.variable(seat.subject.kind, name).field.says
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
