"""The one hook through which long work reports."""

from typing import Protocol


class Progress(Protocol):
    """Called with a step's name and how much of it is done; may become a bar, a database row or a log line."""

    def __call__(self, step: str, completed: float, total: float) -> None:
        """`completed` of `total` units of `step` are done; units are the step's own."""


def silent(step: str, completed: float, total: float) -> None:
    """A hook for those who do not watch."""
