"""Packs of controls: rules as data, with their law, and the parameters of the law by date."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.control.conditions import Condition, Conditions
from analysis.control.fields import Field
from analysis.control.kinds import KINDS, field_of
from models.cases import CaseKind
from models.errors import BadInputError
from models.facts import FactName
from models.sentences import InterfaceLanguage, Sentence
from models.verdicts import ControlName, Severity

OWN_PACKS = Path(__file__).parent / "packs"
ORDERED = frozenset({("criminal", "B1")})
"""Rules that block before a lawyer confirmed them: the product's order names this one and no other."""
CERTAINTIES = ("SEEN", "COMM", "CODE", "MEM high", "MEM med", "MEM low")
"""How a wording of law is known: official text seen; a commentary; what a public product does; general knowledge."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """What a rule rests on."""

    act: str  # "УПК", "УК"
    article: str
    part: str | None
    source: str  # where its wording was taken from
    edition: str | None  # of the text seen; None: not known
    certainty: str  # of `CERTAINTIES`


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitValue:
    """What a parameter is from one day to another."""

    since: date
    until: date | None  # the last day; None: still
    value: int | str | tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """A parameter of the law: an age, a term, a list of articles. A change of the law is one more value."""

    name: str
    says: Sentence
    source: str
    values: tuple[LimitValue, ...]  # in order, without overlap

    @property
    def type(self) -> type:
        """int, str or tuple (of texts)."""
        return type(self.values[0].value)

    def on(self, day: date) -> int | str | tuple[str, ...] | None:
        """Its value on a day; None where the pack has none."""
        for each in self.values:
            if each.since <= day and (each.until is None or day <= each.until):
                return each.value
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Countdown:
    """A term that runs towards its end."""

    left: Condition  # seconds left
    until: str | None  # it runs while this fact is not known; None: it always runs
    warn: str  # the parameter that says how many minutes ahead to warn


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    """A lawyer compared the rule with the official text."""

    by: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Control:
    """One rule. Where `when` holds, `must` has to hold; where `when` is false the rule says nothing."""

    pack: str
    version: str
    id: str
    title: Sentence
    explanation: Sentence
    ok_when: Sentence  # what would make it ok
    basis: tuple[Basis, ...]
    since: date  # in force from
    until: date | None  # in force to
    case_kinds: tuple[CaseKind, ...]
    roles: tuple[str, ...]  # of the interrogated person; empty: any
    watch: str  # the kind of subject
    when: Condition
    must: Condition
    severity: Severity  # that it asks for once it is confirmed
    evidence: tuple[str, ...]  # names that a verdict must show
    countdown: Countdown | None
    to: str | None  # a role its findings go to
    override: str | None  # a role that may set it aside with a written reason
    confirmed: Confirmation | None

    @property
    def names(self) -> frozenset[str]:
        """Everything its conditions read."""
        left = frozenset() if self.countdown is None else self.countdown.left.names
        return self.when.names | self.must.names | left | frozenset(self.evidence)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names that are no parameters."""
        until = None if self.countdown is None else self.countdown.until
        found = self.names | (frozenset() if until is None else {until})
        return frozenset(name for name in found if not name.startswith("limit."))

    @cached_property
    def name(self) -> ControlName:
        """What its verdicts carry."""
        return ControlName(
            pack=self.pack, version=self.version, id=self.id, severity=self.severity_now, asks=self.severity,
            confirmed=self.confirmed is not None, to=self.to, override=self.override,
        )  # fmt: skip

    @property
    def severity_now(self) -> Severity:
        """Not confirmed by a lawyer it warns at most; the ordered rule blocks at once."""
        if self.confirmed is not None or self.severity is Severity.HINT or (self.pack, self.id) in ORDERED:
            return self.severity
        return Severity.WARNING

    @cached_property
    def reads(self) -> frozenset[str]:
        """Facts, and kinds of records, whose change may change its verdicts."""
        return self.reads_of_subjects | KINDS[self.watch].made_of

    @cached_property
    def reads_of_subjects(self) -> frozenset[str]:
        """Those that its conditions read of a subject; others only bring subjects, or move them to another day."""
        kind = KINDS[self.watch]
        found: set[str] = set()
        until = self.countdown.until if self.countdown is not None else None
        for name in self.names | ({until} if until is not None else set()):
            field = field_of(kind, plain(name))
            if field is not None:
                found |= field.reads
        return frozenset(found)

    @cached_property
    def of_leader(self) -> bool:
        """Whether it reads other sittings of whoever leads the one that is judged."""
        found = (field_of(KINDS[self.watch], plain(name)) for name in self.names)
        return any(field is not None and field.of_leader for field in found)


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

    @cached_property
    def wording(self) -> str:
        """A hash of all that verdicts depend on: every rule as it stands, with its parameters and its confirmation."""
        rows = [(pack.name, pack.version) for pack in self.packs]
        rules = [(self.wording_of(each), each.severity_now) for each in self.controls]
        return hashlib.sha256(repr((rows, rules)).encode()).hexdigest()

    def wording_of(self, control: Control) -> str:
        """A hash of a rule as a lawyer reads it: its words, conditions, law, severity, and the parameters that it reads."""
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

    def limit(self, pack: str, name: str, day: date) -> int | str | tuple[str, ...] | None:
        """A parameter's value on a day; None where the pack has none."""
        return self.by_name[pack].limits[name].on(day)


def plain(name: str) -> str:
    """A name without the pack that it is read in: "limit.criminal.day_minutes" is "limit.day_minutes"."""
    parts = name.split(".")
    if len(parts) < 3:
        return name
    return f"limit.{parts[2]}" if parts[0] == "limit" else f"{parts[0]}.{parts[1]}"


def pack_of(name: str) -> str | None:
    """The pack that a name is read in, where it depends on one."""
    parts = name.split(".")
    if len(parts) < 3:
        return None
    return parts[1] if parts[0] == "limit" else parts[2]


def scoped(name: str, pack: str, field: Field | None) -> str:
    """The name as it is evaluated: what depends on a pack's parameters bears the pack's name."""
    owner, _, rest = name.partition(".")
    if owner == "limit":
        return f"limit.{pack}.{rest}"
    return f"{name}.{pack}" if field is not None and field.limits else name


def limit_fact(name: str) -> FactName:
    """A parameter that has no value on the day, as what is missing."""
    return FactName("limit", "", plain(name).partition(".")[2])


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a pack, and where."""

    path: Path
    line: int
    control: str | None  # the rule's id, where it is one
    says: Sentence

    def line_in(self, language: InterfaceLanguage) -> str:
        """For people, as compilers write it."""
        owner = f"{self.control}: " if self.control else ""
        return f"{self.path}:{self.line}: {owner}{self.says.in_language(language)}"


class BadPackError(BadInputError):
    """A pack cannot be used; `faults` says everything that is wrong with it."""

    sentence = Sentence(
        ru="Пакет правил не принят:\n{faults_ru}",
        kk="Ережелер пакеті қабылданбады:\n{faults_kk}",
        en="The pack of rules is refused:\n{faults_en}",
    )

    def __init__(self, faults: Iterable[Fault] = (), **data: object) -> None:
        self.faults = tuple(faults)
        lines: dict[str, Any] = {
            "faults_ru": "\n".join(each.line_in("ru") for each in self.faults),
            "faults_kk": "\n".join(each.line_in("kk") for each in self.faults),
            "faults_en": "\n".join(each.line_in("en") for each in self.faults),
        }
        super().__init__(**(lines | data))


def load(places: Path | Iterable[Path] = OWN_PACKS) -> Packs:
    """Packs of a folder of packs, of a pack's folder or file, or of several of these; BadPackError with all faults."""
    from analysis.control.pack_reading import read_packs

    chosen = [places] if isinstance(places, Path) else list(places)
    packs, faults, conditions = read_packs(chosen)
    if faults:
        raise BadPackError(faults)
    return Packs(packs=tuple(packs), conditions=conditions)
