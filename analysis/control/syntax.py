"""The part of CEL that a condition may use, read into a small tree.

Allowed: `&& || !`, comparisons, `in`, `+ - *`, `? :`, lists of literals, `size(x)`, `x.exists(v, ...)` and `x.all(v, ...)`
over a fact that is a list, never one inside another. All else of CEL is refused before the engine sees it: other functions,
regular expressions, indices, maps. So no condition runs long: its length, depth and loops are bounded here.
"""

import re
from dataclasses import dataclass

from analysis.control import syntax_faults
from analysis.control.fault_error import FaultError

MOST_LETTERS = 2000  # of a condition
MOST_DEPTH = 24  # of nested parts
MOST_PARTS = 300


class SyntaxFaultError(FaultError):
    """A condition that is not in the allowed part of CEL; `says` where and why."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text, true or false."""

    value: bool | int | str


@dataclass(frozen=True, slots=True)
class Name:
    """A fact ("sitting.urgent"), a parameter ("limit.break_minutes"), or the variable of a loop ("a")."""

    path: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of literals."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Unary:
    """`!` or `-` before a part."""

    operator: str
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two parts and what stands between them."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Choice:
    """`test ? yes : no`."""

    test: "Node"
    yes: "Node"
    no: "Node"


@dataclass(frozen=True, slots=True)
class Size:
    """How many a list holds, or letters a text."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Loop:
    """Whether some ("exists") or every ("all") item of a list meets a test."""

    name: str
    over: Name
    variable: str
    test: "Node"


Node = Literal | Name | Listed | Unary | Binary | Choice | Size | Loop
_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+)(?![\w.])|(?P<text>"[^"\\\n]*"|'[^'\\\n]*')|(?P<name>[A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*)"""
    r"""|(?P<sign>&&|\|\||<=|>=|==|!=|[<>!?:+\-*()\[\],]))"""
)
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=", "in")


def parse(text: str) -> Node:
    """The tree of a condition; SyntaxFaultError where it is none."""
    return _Parser(text).whole()


class _Parser:
    """Recursive descent; every level counts its depth."""

    def __init__(self, text: str) -> None:
        if len(text) > MOST_LETTERS:
            raise SyntaxFaultError(syntax_faults.TOO_LONG, most=MOST_LETTERS)
        self._tokens = _tokens(text)
        self._at = 0
        self._depth = 0
        self._loop: str | None = None  # the variable of the loop we are in

    def whole(self) -> Node:
        node = self._choice()
        if self._sign() != "":
            raise SyntaxFaultError(syntax_faults.UNEXPECTED, sign=self._sign())
        return node

    def _sign(self) -> str:
        return self._tokens[self._at][1]

    def _take(self) -> tuple[str, str]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, sign: str) -> None:
        kind, found = self._tokens[self._at]
        if kind == "end":
            raise SyntaxFaultError(syntax_faults.SIGN_MISSING_AT_END, sign=sign)
        if kind == "text" or found != sign:
            raise SyntaxFaultError(syntax_faults.SIGN_MISSING, sign=sign, next=found)
        self._at += 1

    def _is(self, *signs: str) -> bool:
        return self._tokens[self._at][0] != "text" and self._sign() in signs

    def _choice(self) -> Node:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise SyntaxFaultError(syntax_faults.TOO_DEEP, most=MOST_DEPTH)
        node = self._chain(0)
        if self._is("?"):
            self._take()
            yes = self._choice()
            self._expect(":")
            node = Choice(node, yes, self._choice())
        self._depth -= 1
        return node

    def _chain(self, level: int) -> Node:
        levels = (("||",), ("&&",), COMPARISONS, ("+", "-"), ("*",))
        if level == len(levels):
            return self._unary()
        node = self._chain(level + 1)
        while self._is(*levels[level]):
            operator = self._take()[1]
            node = Binary(operator, node, self._chain(level + 1))
            if level == 2 and self._is(*COMPARISONS):
                raise SyntaxFaultError(syntax_faults.COMPARISONS_IN_A_ROW)
        return node

    def _unary(self) -> Node:
        if not self._is("!", "-"):
            return self._primary()
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise SyntaxFaultError(syntax_faults.TOO_DEEP, most=MOST_DEPTH)
        operator = self._take()[1]
        node = Unary(operator, self._unary())
        self._depth -= 1
        return node

    def _primary(self) -> Node:
        kind, sign = self._take()
        if kind == "number":
            if int(sign) > 10**15:
                raise SyntaxFaultError(syntax_faults.NUMBER_TOO_LARGE, number=sign[:20])
            return Literal(int(sign))
        if kind == "text":
            return Literal(sign[1:-1])
        if kind == "name":
            return self._named(sign)
        if sign == "(":
            node = self._choice()
            self._expect(")")
            return node
        if sign == "[":
            return self._list()
        if kind == "end":
            raise SyntaxFaultError(syntax_faults.TOO_EARLY)
        raise SyntaxFaultError(syntax_faults.UNEXPECTED, sign=sign)

    def _list(self) -> Node:
        items: list[Node] = []
        while not self._is("]"):
            items.append(self._unary())
            if not isinstance(items[-1], Literal):
                raise SyntaxFaultError(syntax_faults.LIST_OF_OTHERS)
            if not self._is("]"):
                self._expect(",")
        self._take()
        return Listed(tuple(items))

    def _named(self, path: str) -> Node:
        if path in {"true", "false"}:
            return Literal(path == "true")
        if path == "in":
            raise SyntaxFaultError(syntax_faults.UNEXPECTED, sign=path)
        if not self._is("("):
            return Name(path)
        self._take()
        over, _, function = path.rpartition(".")
        if path == "size":
            node: Node = Size(self._choice())
        elif over and function in {"exists", "all"}:
            node = self._over(Name(over), function)
        else:
            raise SyntaxFaultError(syntax_faults.FUNCTION_NOT_ALLOWED, name=path)
        self._expect(")")
        return node

    def _over(self, over: Name, function: str) -> Node:
        if self._loop is not None:
            raise SyntaxFaultError(syntax_faults.LOOP_IN_LOOP)
        kind, variable = self._take()
        if kind == "end":
            raise SyntaxFaultError(syntax_faults.TOO_EARLY)
        if kind != "name" or "." in variable:
            raise SyntaxFaultError(syntax_faults.NO_VARIABLE, name=variable)
        self._expect(",")
        self._loop = variable
        test = self._choice()
        self._loop = None
        return Loop(function, over, variable, test)


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise SyntaxFaultError(syntax_faults.NOT_UNDERSTOOD, text=text[at : at + 20].strip())
        at = match.end()
        kind = match.lastgroup or ""
        found.append((kind, match[kind]))
        if len(found) > MOST_PARTS:
            raise SyntaxFaultError(syntax_faults.TOO_MANY_PARTS, most=MOST_PARTS)
    return [*found, ("end", "")]


def children(node: Node) -> tuple[Node, ...]:
    """The parts that a part is made of."""
    match node:
        case Unary(operand=operand) | Size(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return left, right
        case Choice(test=test, yes=yes, no=no):
            return test, yes, no
        case Loop(over=over, test=test):
            return over, test
        case _:
            return ()


def names(node: Node) -> frozenset[str]:
    """Facts and parameters that a part reads, without variables of loops."""
    match node:
        case Name(path=path):
            return frozenset({path})
        case Loop(over=over, variable=variable, test=test):
            return (names(test) - {variable}) | names(over)
        case _:
            return frozenset().union(*(names(each) for each in children(node)))


def conjuncts(node: Node) -> tuple[Node, ...]:
    """The parts that must all hold."""
    if isinstance(node, Binary) and node.operator == "&&":
        return conjuncts(node.left) + conjuncts(node.right)
    return (node,)


def flat(path: str) -> str:
    """A name as the engine is given it: one variable for each fact, since maps cost more to hand over."""
    return path.replace(".", "__")


def written(node: Node) -> str:  # noqa: PLR0911  # one return for each kind of part
    """The part as CEL again, with every bracket and with flat names."""
    match node:
        case Literal(value=bool() as truth):
            return "true" if truth else "false"
        case Literal(value=int() as number):
            return str(number)
        case Literal(value=text):
            return f"'{text}'" if '"' in str(text) else f'"{text}"'
        case Name(path=path):
            return flat(path)
        case Listed(items=items):
            return f"[{', '.join(written(each) for each in items)}]"
        case Unary(operator=operator, operand=operand):
            return f"{operator}({written(operand)})"
        case Binary(operator=operator, left=left, right=right):
            return f"({written(left)} {operator} {written(right)})"
        case Choice(test=test, yes=yes, no=no):
            return f"({written(test)} ? {written(yes)} : {written(no)})"
        case Size(operand=operand):
            return f"size({written(operand)})"
        case Loop(name=name, over=over, variable=variable, test=test):
            return f"{flat(over.path)}.{name}({variable}, {written(test)})"
