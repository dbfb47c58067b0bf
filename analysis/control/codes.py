"""Facts of a few values are compared with nothing else: what is compared with another text would never be so."""

from collections.abc import Iterator, Mapping

from analysis.control import syntax_faults
from analysis.control.syntax import Binary, Choice, Listed, Literal, Loop, Name, Node, SyntaxFaultError, children

Texts = Mapping[str, tuple[str, ...]]
"""Texts by the name of what can be one of them, or can hold some of them."""


def codes_must_fit(node: Node, codes: Texts, limits: Texts) -> None:
    """SyntaxFaultError where a fact of a few values is compared with a text that it never is.

    `codes`: what such facts can be or hold; `limits`: what parameters are or hold on one day or another.
    """
    if isinstance(node, Loop):
        codes, limits = ({**each, node.variable: each.get(node.over.path, ())} for each in (codes, limits))
    for each in children(node):
        codes_must_fit(each, codes, limits)
    if not isinstance(node, Binary) or node.operator not in {"==", "!=", "in"}:
        return
    for one, other in ((node.left, node.right), (node.right, node.left)):
        allowed = _allowed(one, codes)
        for text in _texts(other, limits) if allowed else ():
            if text not in allowed:
                raise SyntaxFaultError(syntax_faults.NEVER, value=text, allowed=", ".join(allowed))


def _allowed(node: Node, codes: Texts) -> tuple[str, ...]:
    """What a fact, or one fact or another, can be; nothing: anything."""
    match node:
        case Name(path=path):
            return codes.get(path, ())
        case Choice(yes=yes, no=no):
            one, other = _allowed(yes, codes), _allowed(no, codes)
            return tuple(dict.fromkeys((*one, *other))) if one and other else ()
        case _:
            return ()


def _texts(node: Node, limits: Texts) -> Iterator[str]:
    """The texts that a part can be or hold by itself, whatever the facts are."""
    match node:
        case Literal(value=str() as value):
            yield value
        case Name(path=path):
            yield from limits.get(path, ())
        case Listed(items=items):
            for each in items:
                yield from _texts(each, limits)
        case Choice(yes=yes, no=no):
            yield from _texts(yes, limits)
            yield from _texts(no, limits)
