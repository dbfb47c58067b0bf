"""What a Word template may do: print values, loop over lists, choose. Templates are programs of people we do not know.

Beyond Jinja's own sandbox: no calls, no methods, no macros, imports or assignments, no arithmetic (a product of texts
could fill the memory), few filters, no more than `MAX_LOOP_DEPTH` loops inside one another. Values are escaped whatever
the template says, braces too, since docxtpl rewrites sequences like `{_{` in what it has rendered.
"""

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

MAX_LOOP_DEPTH = 4
ALLOWED_FILTERS = ("upper", "lower", "capitalize", "title", "trim", "length", "first", "last")
_LOOP_ATTRIBUTES = ("index", "index0", "first", "last", "length")
_ALLOWED_NODES = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem),
    *(nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
    *(nodes.Filter, nodes.Concat, nodes.Tuple, nodes.List),
)


class TemplateEnvironment(SandboxedEnvironment):
    """A sandbox in which a template can only read plain values."""

    def __init__(self) -> None:
        """Undefined names are errors, everything printed is escaped, no globals."""
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=_printed)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in ALLOWED_FILTERS}
        self.tests.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Every template goes through here, headers and footers too."""
        tree = super()._parse(source, name, filename)
        _refuse_more_than_reading(tree)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Only an element of a mapping, or a loop's counters: nothing else has attributes here."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=dict(obj), name=attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP_ATTRIBUTES:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An element of a list or a mapping."""
        if isinstance(obj, Mapping):
            return self.getattr(obj, argument)
        if isinstance(obj, list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=argument)


def _printed(value: object) -> object:
    """What stands in the document for a value: escaped text; only text and numbers can be printed."""
    if isinstance(value, Undefined):
        return value  # printing it raises
    if not isinstance(value, str | int):
        raise TemplateSyntaxError("only text can be printed, not a list or a mapping", lineno=1)
    text = str(escape(str.__str__(value) if isinstance(value, str) else str(value)))
    return Markup(text.replace("{", "&#123;").replace("}", "&#125;").replace("%", "&#37;"))  # noqa: S704 escaped above


def _refuse_more_than_reading(tree: nodes.Template) -> None:
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if not isinstance(node, _ALLOWED_NODES):
            raise TemplateSyntaxError(f"{type(node).__name__} is not allowed in a template", lineno=node.lineno or 1)
        if isinstance(node, nodes.For):
            depth += 1
            if depth > MAX_LOOP_DEPTH or node.recursive:
                raise TemplateSyntaxError("too many loops inside one another", lineno=node.lineno or 1)
        waiting.extend((child, depth) for child in node.iter_child_nodes())
