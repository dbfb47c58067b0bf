"""Conditions: CEL over facts of which some may be missing.

Three values: true, false, unknown. A condition that touches a missing fact is unknown and names it, unless what is known
already decides: `false && x` is false and `true || x` is true whatever x is (Kleene's strong logic, as CEL treats errors).
A comparison, a sum, a loop or a size over something missing is unknown; `missing ? a : b` too. There is no test for
whether a fact is known: a rule cannot turn "nobody stated it" into "it was not so".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cel

from analysis.control.codes import Texts, codes_must_fit
from analysis.control.renaming import filled, renamed
from analysis.control.syntax import (
    Binary,
    Choice,
    Node,
    Unary,
    conjuncts,
    flat,
    names,
    parse,
    written,
)
from analysis.control.types import must_give

Names = frozenset[str]
NONE_MISSING: Names = frozenset()
_NO_TEXTS: Texts = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a condition gave."""

    value: Any  # None: unknown
    missing: Names = NONE_MISSING  # the names whose values would decide; empty where it is known


class Part:
    """A piece of a condition that the engine evaluates at once where all its names are known."""

    __slots__ = ("_branches", "_program", "limits", "names", "node", "shared", "source")

    def __init__(self, node: Node, shared: "dict[str, Part]") -> None:
        self.node = node
        self.shared = shared  # parts by their source, of the packs that are read together
        self.source = written(node)
        self.names = names(node)
        self.limits = frozenset(name for name in self.names if name.startswith("limit."))
        self._program = cel.compile(self.source)
        self._branches: tuple[Part, ...] | None = None

    def bound(self, values: Mapping[str, Any], to: Mapping[str, str]) -> "Part":
        """The same with parameters replaced by their values, and facts called by other names."""
        return shared_part(renamed(filled(self.node, values), to), self.shared)

    def run(self, context: cel.Context) -> Any:
        """Its value where no name is missing."""
        return self._program.execute(context)

    def answer(self, context: cel.Context, missing: Names) -> bool | None:
        """Whether it holds; None: unknown."""
        if missing and not missing.isdisjoint(self.names):
            value: bool | None = self.outcome(context, missing).value
            return value
        truth: bool = self._program.execute(context)
        return truth

    def outcome(self, context: cel.Context, missing: Names) -> Outcome:
        """Its value, where names may be missing."""
        lacking = self.names & missing
        if not lacking:
            return Outcome(value=self.run(context))
        match self.node:
            case Binary(operator="&&" | "||" as operator):
                return self._decided(context, missing, by=operator == "||")
            case Unary(operator="!"):
                inner = self._parts()[0].outcome(context, missing)
                return inner if inner.value is None else Outcome(value=not inner.value)
            case Choice():
                test, yes, no = self._parts()
                chosen = test.outcome(context, missing)
                return chosen if chosen.value is None else (yes if chosen.value else no).outcome(context, missing)
            case _:
                return Outcome(value=None, missing=lacking)

    def _decided(self, context: cel.Context, missing: Names, *, by: bool) -> Outcome:
        found = [each.outcome(context, missing) for each in self._parts()]
        if any(each.value is by for each in found):
            return Outcome(value=by)
        lacking = NONE_MISSING.union(*(each.missing for each in found))
        return Outcome(value=None, missing=lacking) if lacking else Outcome(value=not by)

    def _parts(self) -> "tuple[Part, ...]":
        if self._branches is None:
            match self.node:
                case Binary(left=left, right=right):
                    self._branches = Part(left, self.shared), Part(right, self.shared)
                case Unary(operand=operand):
                    self._branches = (Part(operand, self.shared),)
                case Choice(test=test, yes=yes, no=no):
                    self._branches = Part(test, self.shared), Part(yes, self.shared), Part(no, self.shared)
                case _:
                    self._branches = ()
        return self._branches


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """A condition of a rule: the parts that must all hold."""

    text: str
    parts: tuple[Part, ...]
    names: Names
    limited: Names  # the parameters of the law among them

    def of_parts(self, parts: tuple[Part, ...]) -> "Condition":
        """The same, of other parts."""
        return _condition(self.text, parts)


def _condition(text: str, parts: tuple[Part, ...]) -> Condition:
    found = NONE_MISSING.union(*(part.names for part in parts))
    limited = NONE_MISSING.union(*(part.limits for part in parts))
    return Condition(text=text, parts=parts, names=found, limited=limited)


def shared_part(node: Node, shared: dict[str, Part]) -> Part:
    """The part for a tree: equal ones are one, compiled once and asked once of each subject."""
    source = written(node)
    if source not in shared:
        shared[source] = Part(node, shared)
    return shared[source]


def checked(text: str, known: Mapping[str, type], *, gives: type, codes: Texts, limits: Texts) -> Node:
    """The tree of a condition that gives `gives`; SyntaxFaultError where it is none.

    `known`: the types of names; `codes`: what facts of a few values can be; `limits`: what parameters of texts are one day.
    """
    node = parse(text)
    must_give(node, known, gives)
    codes_must_fit(node, codes, limits)
    return node


class Conditions:
    """Reads conditions; equal parts are one."""

    def __init__(self) -> None:
        self._parts: dict[str, Part] = {}

    def read(
        self,
        text: str,
        known: Mapping[str, type],
        *,
        gives: type = bool,
        codes: Texts = _NO_TEXTS,
        limits: Texts = _NO_TEXTS,
    ) -> Condition:
        """A condition under its own names; see `checked`."""
        return self.of(checked(text, known, gives=gives, codes=codes, limits=limits), text=text)

    def of(self, node: Node, *, text: str) -> Condition:
        """A condition of a tree that is known to fit."""
        parts = tuple(shared_part(each, self._parts) for each in conjuncts(node))
        return _condition(text, parts)


def variables(values: Mapping[str, Any]) -> cel.Context:
    """Values as the engine is given them."""
    return cel.Context(variables={flat(name): value for name, value in values.items()})
