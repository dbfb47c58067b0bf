"""Packs of controls, and what is evaluated together: which rules read a fact, and the law of a day."""

import hashlib
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from analysis.control.bad_pack_error import BadPackError
from analysis.control.conditions import Conditions
from analysis.control.control import Confirmation, Control, Limit
from analysis.control.fields import Field
from analysis.control.kinds import KINDS, field_of
from analysis.control.law import Demand, Law
from analysis.control.names import plain
from analysis.control.syntax import flat
from models.cases import CaseKind
from models.sentences import Sentence

OWN_PACKS = Path(__file__).parent / "packs"


@dataclass(frozen=True, kw_only=True)
class Pack:
    """Rules that are signed off together."""

    name: str
    version: str
    title: Sentence
    signed_by: str | None  # who signed this version off, and when; None: nobody yet
    limits: Mapping[str, Limit]
    controls: tuple[Control, ...]
    folder: Path  # of the file that it was read from


class Variable(NamedTuple):
    """A fact as conditions name it. A tuple, since it is taken apart for each subject."""

    name: str
    flat: str  # what the engine calls it
    field: Field


class Rules:
    """Rules that judge subjects of one kind together."""

    __slots__ = ("_by_demand", "by_key", "wanted")

    def __init__(self, controls: Iterable[Control]) -> None:
        self.by_key = {(each.pack, each.id): each for each in controls}
        self.wanted = frozenset().union(*(each.facts for each in self.by_key.values()))  # facts that they read
        self._by_demand: dict[tuple[Law, ...], list[tuple[tuple[Demand, ...], list[Control]]]] = {}

    def by_demand(self, laws: tuple[Law, ...]) -> list[tuple[tuple[Demand, ...], list[Control]]]:
        """What they ask under each of some laws, with the rules that ask it; made once."""
        found = self._by_demand.get(laws)
        if found is None:
            groups: dict[tuple[Demand, ...], list[Control]] = {}
            for each in self.by_key.values():
                groups.setdefault(tuple(law.demand(each) for law in laws), []).append(each)
            found = self._by_demand[laws] = list(groups.items())
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Readers:
    """Rules that read some facts and judge subjects of one kind."""

    watch: str  # the kind
    of_leader: bool  # they read other sittings of whoever leads the one that is judged
    rules: Rules
    of_subjects: Rules  # whose conditions read them; to the others they bring subjects, or another day


def _computed_with_limits(pack: Pack) -> Iterator[tuple[str, Field]]:
    for control in pack.controls:
        for name in sorted(control.facts):
            field = field_of(KINDS[control.watch], plain(name))
            if field is not None and field.limits:
                yield name, field


@dataclass(frozen=True, kw_only=True)
class Packs:
    """Packs that are evaluated together; equal parts of conditions are shared among them."""

    packs: tuple[Pack, ...]
    conditions: Conditions

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """Every rule."""
        return tuple(control for pack in self.packs for control in pack.controls)

    @cached_property
    def by_name(self) -> Mapping[str, Pack]:
        """Packs by name."""
        return {pack.name: pack for pack in self.packs}

    @cached_property
    def by_fact(self) -> Mapping[str, tuple[Control, ...]]:
        """Which rules read a fact or a kind of records."""
        found: dict[str, list[Control]] = {}
        for control in self.controls:
            for name in control.reads:
                found.setdefault(name, []).append(control)
        return {name: tuple(controls) for name, controls in found.items()}

    def variable(self, watch: str, name: str) -> Variable:
        """What a condition of rules that watch a kind calls so; a pack was checked when it was read, so it is there."""
        found = self._variables.get((watch, name))
        if found is None:
            found = self._variables[watch, name] = self._found_variable(watch, name)
        return found

    @cached_property
    def _variables(self) -> dict[tuple[str, str], Variable]:
        return {}

    def _found_variable(self, watch: str, name: str) -> Variable:
        field = field_of(KINDS[watch], plain(name))
        if field is None:
            raise KeyError(name)
        return Variable(name, flat(name), field)

    @cached_property
    def alike(self) -> Mapping[str, str]:
        """Facts that depend on the parameters of a pack, each by the name that it has in the first pack with the same ones.

        Those that have no other name are not among them.
        """
        first: dict[Hashable, str] = {}
        found: dict[str, str] = {}
        for pack in self.packs:
            for name, field in _computed_with_limits(pack):
                law = tuple(pack.limits[each].values for each in field.limits)
                same = first.setdefault((plain(name), law), name)
                if same != name:
                    found[name] = same
        return found

    def readers(self, kind: CaseKind, names: frozenset[str]) -> tuple[Readers, ...]:
        """The rules for a kind of case that read one of some facts or kinds of records."""
        found = self._readers.get((kind, names))
        if found is None:
            found = self._found_readers(kind, names)
            if len(names) == 1:  # those are few; of several together there may be any number
                self._readers[kind, names] = found
        return found

    @cached_property
    def _readers(self) -> dict[tuple[CaseKind, frozenset[str]], tuple[Readers, ...]]:
        return {}

    def _found_readers(self, kind: CaseKind, names: frozenset[str]) -> tuple[Readers, ...]:
        groups: dict[tuple[str, bool], dict[int, Control]] = {}
        for name in names:
            for each in self.by_fact.get(name, ()):
                if kind in each.case_kinds:
                    groups.setdefault((each.watch, each.of_leader), {})[id(each)] = each
        return tuple(
            Readers(
                watch=watch,
                of_leader=of_leader,
                rules=Rules(found.values()),
                of_subjects=Rules(each for each in found.values() if not each.reads_of_subjects.isdisjoint(names)),
            )
            for (watch, of_leader), found in groups.items()
        )

    @cached_property
    def wording(self) -> str:
        """A hash of all that verdicts depend on: every rule as it stands, with its parameters and its confirmation."""
        rows = [(pack.name, pack.version) for pack in self.packs]
        rules = [(self.wording_of(each), each.severity_now) for each in self.controls]
        return hashlib.sha256(repr((rows, rules)).encode()).hexdigest()

    def wording_of(self, control: Control) -> str:
        """A hash of a rule as a lawyer reads it: its words, conditions, law, severity, and the parameters that it reads."""
        found = self._wordings.get((control.pack, control.id))
        if found is None:
            found = self._wordings[control.pack, control.id] = self._hashed(control)
        return found

    @cached_property
    def _wordings(self) -> dict[tuple[str, str], str]:
        return {}

    def _hashed(self, control: Control) -> str:
        limits = self.by_name[control.pack].limits
        read = sorted(self._limits_of(control))
        left = None if control.countdown is None else (control.countdown.left.text, control.countdown.until)
        stands = (
            control.id, control.title, control.explanation, control.ok_when, control.basis, control.since, control.until,
            control.case_kinds, control.roles, control.watch, control.when.text, control.must.text, control.severity,
            control.to, control.override, left, [(name, limits[name].values) for name in read],
        )  # fmt: skip
        return hashlib.sha256(repr(stands).encode()).hexdigest()

    def _limits_of(self, control: Control) -> set[str]:
        """Names of the parameters that a rule reads, also through what is computed with them."""
        kind, found = KINDS[control.watch], set()
        for name in map(plain, control.names):
            field = field_of(kind, name)
            found |= {name.partition(".")[2]} if name.startswith("limit.") else set(field.limits if field else ())
        return found

    def with_confirmations(self, confirmed: Mapping[tuple[str, str], Confirmation]) -> "Packs":
        """The same rules, of which some were confirmed since; by pack and id."""
        packs = tuple(
            replace(
                pack,
                controls=tuple(
                    replace(each, confirmed=confirmed.get((each.pack, each.id), each.confirmed)) for each in pack.controls
                ),
            )
            for pack in self.packs
        )
        return Packs(packs=packs, conditions=self.conditions)

    def control(self, pack: str, id: str) -> Control:  # noqa: A002  # as rules call it
        """One rule; KeyError where there is none."""
        return self._by_id[pack, id]

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], Control]:
        return {(control.pack, control.id): control for control in self.controls}

    def law(self, day: date | None) -> Law:
        """The law of a day; of an unknown day, one whose every parameter is missing."""
        place = None if day is None else bisect_right(self._turns, day)
        found = self._laws.get(place)
        if found is None:
            found = self._laws[place] = Law({} if day is None else self._limits_on(day), self.alike)
        return found

    @cached_property
    def _turns(self) -> tuple[date, ...]:
        """The days on which a parameter changes."""
        values = [each for pack in self.packs for limit in pack.limits.values() for each in limit.values]
        ends = {each.until + timedelta(days=1) for each in values if each.until is not None and each.until < date.max}
        return tuple(sorted({each.since for each in values} | ends))

    @cached_property
    def _laws(self) -> dict[int | None, Law]:
        return {}

    def _limits_on(self, day: date) -> dict[str, int | str | tuple[str, ...]]:
        found = {f"limit.{pack.name}.{name}": limit.on(day) for pack in self.packs for name, limit in pack.limits.items()}
        return {name: value for name, value in found.items() if value is not None}

    def limit(self, pack: str, name: str, day: date) -> int | str | tuple[str, ...] | None:
        """A parameter's value on a day; None where the pack has none."""
        return self.by_name[pack].limits[name].on(day)


def load(places: Path | Iterable[Path] = OWN_PACKS) -> Packs:
    """Packs of a folder of packs, of a pack's folder or file, or of several of these; BadPackError with all faults."""
    from analysis.control.pack_reading import read_packs

    chosen = [places] if isinstance(places, Path) else list(places)
    packs, faults, conditions = read_packs(chosen)
    if faults:
        raise BadPackError(faults)
    return Packs(packs=tuple(packs), conditions=conditions)
