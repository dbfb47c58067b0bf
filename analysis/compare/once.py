"""What depends on one reading, one claim of it or one pair alone: made once, whoever asks and how often."""

from collections.abc import Callable
from typing import TypeVar

_Of = TypeVar("_Of")
_Made = TypeVar("_Made")


def once(make: Callable[[_Of], _Made]) -> Callable[[_Of], _Made]:
    """The same function, whose result is kept on what it was made of, as `functools.cached_property` keeps its own."""
    name = f"{make.__module__}.{make.__qualname__}"

    def kept(of: _Of) -> _Made:
        held: dict[str, _Made] = of.__dict__
        try:
            return held[name]
        except KeyError:
            return held.setdefault(name, make(of))

    kept.__doc__ = make.__doc__
    return kept
