"""A control: one rule as data, with its law and its parameters."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from analysis.control.conditions import Condition
from analysis.control.kinds import KINDS, field_of
from analysis.control.names import plain
from models.cases import CaseKind
from models.sentences import Sentence
from models.verdicts import ControlName, Severity

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
    def asks(self) -> tuple[object, ...]:
        """The same for rules that ask the same of a subject, however they are called."""
        left = self.countdown
        return (
            self.when.parts, self.must.parts, self.since, self.until, left is not None, None if left is None else left.until
        )  # fmt: skip

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
