"""The same condition over other names, or with values in their place."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analysis.control.syntax import Binary, Choice, Listed, Literal, Loop, Name, Node, Size, Unary


def renamed(node: Node, to: Mapping[str, str]) -> Node:
    """The tree with names changed; variables of loops stay."""
    match node:
        case Name(path=path):
            return Name(to.get(path, path))
        case Unary(operand=operand) | Size(operand=operand):
            return replace(node, operand=renamed(operand, to))
        case Binary(operator=operator, left=left, right=right):
            return Binary(operator, renamed(left, to), renamed(right, to))
        case Choice(test=test, yes=yes, no=no):
            return Choice(renamed(test, to), renamed(yes, to), renamed(no, to))
        case Loop(name=name, over=over, variable=variable, test=test):
            return Loop(name, Name(to.get(over.path, over.path)), variable, renamed(test, to))
        case _:
            return node


def filled(node: Node, values: Mapping[str, Any]) -> Node:
    """The tree with values in place of names. A list that is looped over stays a name: a loop needs one."""
    match node:
        case Name(path=path) if path in values:
            value = values[path]
            return Listed(tuple(Literal(each) for each in value)) if isinstance(value, tuple) else Literal(value)
        case Unary(operand=operand) | Size(operand=operand):
            return replace(node, operand=filled(operand, values))
        case Binary(operator=operator, left=left, right=right):
            return Binary(operator, filled(left, values), filled(right, values))
        case Choice(test=test, yes=yes, no=no):
            return Choice(filled(test, values), filled(yes, values), filled(no, values))
        case Loop(test=test):
            return replace(node, test=filled(test, values))
        case _:
            return node
