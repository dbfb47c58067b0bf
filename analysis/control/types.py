"""Types of conditions: each fact and parameter has one; a condition that mixes them is refused when its pack is read."""

from collections.abc import Mapping
from datetime import datetime

from analysis.control.syntax import Binary, Choice, Listed, Literal, Loop, Name, Node, Size, SyntaxFaultError, Unary

_ORDERED = (int, datetime)
_WORDS = {bool: "truth", int: "number", str: "text", tuple: "list of texts", datetime: "moment"}


def type_of(node: Node, known: Mapping[str, type]) -> type:  # noqa: PLR0911  # one return for each kind of part
    """What a condition gives: bool, int, str, tuple (of texts) or datetime; SyntaxFaultError where it does not fit."""
    match node:
        case Literal(value=value):
            return type(value)
        case Name(path=path):
            if path not in known:
                raise SyntaxFaultError(f"no fact or parameter is called “{path}”")
            return known[path]
        case Listed(items=items):
            for each in items:
                _needs(each, str, known)
            return tuple
        case Unary(operator=operator, operand=operand):
            return _needs(operand, bool if operator == "!" else int, known)
        case Size(operand=operand):
            _needs_one(type_of(operand, known), (tuple, str))
            return int
        case Loop(over=over, variable=variable, test=test):
            if variable in known:
                raise SyntaxFaultError(f"“{variable}” is already called something")
            _needs(over, tuple, known)
            return _needs(test, bool, {**known, variable: str})
        case Choice(test=test, yes=yes, no=no):
            _needs(test, bool, known)
            return _needs(no, type_of(yes, known), known)
        case Binary():
            return _binary(node, known)


def _binary(node: Binary, known: Mapping[str, type]) -> type:
    left, right = type_of(node.left, known), type_of(node.right, known)
    match node.operator:
        case "&&" | "||":
            _needs_one(left, (bool,))
            _needs_one(right, (bool,))
            return bool
        case "in":
            _needs_one(left, (str,))
            _needs_one(right, (tuple,))
            return bool
        case "+" | "-" | "*":
            _needs_one(left, (int,))
            _needs_one(right, (int,))
            return int
        case "==" | "!=":
            _needs_one(left, (bool, int, str, datetime))
        case _:
            _needs_one(left, _ORDERED)
    _needs_one(right, (left,))
    return bool


def _needs(node: Node, wanted: type, known: Mapping[str, type]) -> type:
    return _needs_one(type_of(node, known), (wanted,))


def _needs_one(found: type, wanted: tuple[type, ...]) -> type:
    if found not in wanted:
        asked = " or ".join(_WORDS[each] for each in wanted)
        raise SyntaxFaultError(f"a {_WORDS[found]} stands where a {asked} is needed")
    return found
