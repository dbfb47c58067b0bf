"""Mutants of the rules: each condition changed in one place; an example must notice, or nobody tests that place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.control.conditions import Condition, Conditions
from analysis.control.control import Control
from analysis.control.examples import Example, agrees, read_examples, said
from analysis.control.packs import Packs
from analysis.control.syntax import (
    COMPARISONS,
    Binary,
    Choice,
    Listed,
    Literal,
    Loop,
    Name,
    Node,
    Size,
    Unary,
    conjuncts,
    names,
    written,
)

_NEAR = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
_TURNED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_SUMS = {"+": "-", "-": "+"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutant:
    """A rule with one change."""

    control: Control
    where: str  # "when", "must" or "left"
    what: str  # "flipped", "dropped", "negated", "number", "sum", "loop", "choice", "item"
    condition: str  # as changed
    changed: Control


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many mutants of a kind there were, and which no example noticed."""

    mutants: int
    survivors: tuple[Mutant, ...]


def joined(condition: Condition) -> Node:
    """The condition as one tree again."""
    node = condition.parts[0].node
    for part in condition.parts[1:]:
        node = Binary("&&", node, part.node)
    return node


def changes(node: Node) -> Iterator[tuple[str, Node]]:
    """Every tree that differs from this one in one place, and how."""
    yield from _here(node)
    match node:
        case Unary(operator=operator, operand=operand):
            yield from ((what, Unary(operator, each)) for what, each in changes(operand))
        case Size(operand=operand):
            yield from ((what, Size(each)) for what, each in changes(operand))
        case Binary(operator=operator, left=left, right=right):
            yield from ((what, Binary(operator, each, right)) for what, each in changes(left))
            yield from ((what, Binary(operator, left, each)) for what, each in changes(right))
        case Choice(test=test, yes=yes, no=no):
            yield from ((what, Choice(each, yes, no)) for what, each in changes(test))
            yield from ((what, Choice(test, each, no)) for what, each in changes(yes))
            yield from ((what, Choice(test, yes, each)) for what, each in changes(no))
        case Loop(test=test):
            yield from ((what, replace(node, test=each)) for what, each in changes(test))
        case _:
            return


def _here(node: Node) -> Iterator[tuple[str, Node]]:
    match node:
        case Binary(operator="&&" | "||" as operator, left=left, right=right):
            yield "dropped", left
            yield "dropped", right
            yield "flipped", Binary("||" if operator == "&&" else "&&", left, right)
            yield from (("negated", Binary(operator, Unary("!", left), right)) for _ in (0,) if isinstance(left, Name))
            yield from (("negated", Binary(operator, left, Unary("!", right))) for _ in (0,) if isinstance(right, Name))
        case Binary(operator=operator) if operator in COMPARISONS:
            yield from (
                ("flipped", replace(node, operator=table[operator])) for table in (_NEAR, _TURNED) if operator in table
            )
            if operator == "in":
                yield "flipped", Unary("!", node)
        case Binary(operator="+" | "-" as operator):
            yield "sum", replace(node, operator=_SUMS[operator])
        case Unary(operator="!", operand=operand):
            yield "negated", operand
        case Literal(value=int() as number) if not isinstance(number, bool):
            yield "number", Literal(number + 1)
            yield from (("number", Literal(number - 1)) for _ in (0,) if number)
        case Listed(items=items) if len(items) > 1:
            yield from (("item", Listed(items[:place] + items[place + 1 :])) for place in range(len(items)))
        case Loop(name=name):
            yield "loop", replace(node, name="all" if name == "exists" else "exists")
        case Choice(test=test, yes=yes, no=no):
            yield "choice", Choice(test, no, yes)
        case _:
            return


def mutants(control: Control) -> Iterator[Mutant]:
    """Every rule that differs from this one in one place of its conditions."""
    parts = [("when", control.when), ("must", control.must)]
    if control.countdown is not None:
        parts.append(("left", control.countdown.left))
    for where, condition in parts:
        node = joined(condition)
        if not names(node):
            continue
        found = list(changes(node))
        if where != "left":
            found.append(("negated", Unary("!", node)))
            if isinstance(node, Name) or len(conjuncts(node)) == 1:
                found.append(("dropped", Literal(value=True)))
        for what, each in found:
            made = Conditions().of(each, text=written(each))
            yield Mutant(
                control=control, where=where, what=what, condition=written(each), changed=_with(control, where, made)
            )


def _with(control: Control, where: str, made: Condition) -> Control:
    if where == "when":
        return replace(control, when=made)
    if where == "must":
        return replace(control, must=made)
    assert control.countdown is not None  # noqa: S101  # only a rule with one has such mutants
    return replace(control, countdown=replace(control.countdown, left=made))


def noticed(packs: Packs, mutant: Mutant, examples: list[Example]) -> bool:
    """Whether some example of the rule comes out otherwise."""
    return any(not agrees(said(packs, mutant.changed, each), each) for each in examples)


def run(packs: Packs) -> dict[tuple[str, str], Tally]:
    """The mutants of every rule, by pack and kind of change."""
    counts: dict[tuple[str, str], int] = {}
    alive: dict[tuple[str, str], list[Mutant]] = {}
    for pack in packs.packs:
        examples, _ = read_examples(pack)
        for control in pack.controls:
            own = [each for each in examples if each.rule == control.id]
            for mutant in mutants(control):
                key = (pack.name, mutant.what)
                counts[key] = counts.get(key, 0) + 1
                if not noticed(packs, mutant, own):
                    alive.setdefault(key, []).append(mutant)
    return {key: Tally(mutants=number, survivors=tuple(alive.get(key, ()))) for key, number in sorted(counts.items())}
