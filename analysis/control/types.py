"""Types of conditions: each fact and parameter has one; a condition that mixes them is refused when its pack is read."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce

from analysis.control import syntax_faults
from analysis.control.syntax import (
    Binary,
    Choice,
    Listed,
    Literal,
    Loop,
    Name,
    Node,
    Size,
    SyntaxFaultError,
    Unary,
)
from models.sentences import Sentence

_ORDERED = (int, datetime)
_WORDS = {
    bool: Sentence(ru="да/нет", kk="иә/жоқ", en="a truth value"),
    int: Sentence(ru="целое число", kk="бүтін сан", en="a whole number"),
    str: Sentence(ru="текст", kk="мәтін", en="a text"),
    tuple: Sentence(ru="список текстов", kk="мәтіндер тізімі", en="a list of texts"),
    datetime: Sentence(ru="момент времени", kk="уақыт сәті", en="a moment"),
}


def type_of(node: Node, known: Mapping[str, type]) -> type:  # noqa: PLR0911  # one return for each kind of part
    """What a condition gives: bool, int, str, tuple (of texts) or datetime; SyntaxFaultError where it does not fit."""
    match node:
        case Literal(value=value):
            return type(value)
        case Name(path=path):
            if path not in known:
                raise SyntaxFaultError(syntax_faults.NO_SUCH_NAME, name=path)
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
                raise SyntaxFaultError(syntax_faults.NAME_TAKEN, name=variable)
            _needs(over, tuple, known)
            return _needs(test, bool, {**known, variable: str})
        case Choice(test=test, yes=yes, no=no):
            _needs(test, bool, known)
            return _needs(no, type_of(yes, known), known)
        case Binary():
            return _binary(node, known)


def must_give(node: Node, known: Mapping[str, type], wanted: type) -> None:
    """SyntaxFaultError where a condition does not fit, or gives something else."""
    found = type_of(node, known)
    if found is not wanted:
        raise SyntaxFaultError(syntax_faults.GIVES_OTHER, found=_WORDS[found], wanted=_WORDS[wanted])


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
        asked = reduce(lambda one, other: syntax_faults.OR.filled(one=one, other=other), (_WORDS[each] for each in wanted))
        raise SyntaxFaultError(syntax_faults.WRONG_TYPE, found=_WORDS[found], wanted=asked)
    return found
