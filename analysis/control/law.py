"""The law of some days: conditions with the parameters that were in force written into them, once for all cases."""

from collections.abc import Mapping
from typing import Any

from analysis.control.conditions import Condition, Part


class Law:
    """The parameters of the law on days between which none of them changes."""

    __slots__ = ("_conditions", "_limits", "_parts")

    def __init__(self, limits: Mapping[str, Any]) -> None:
        self._limits = limits  # by the name that conditions have for them; those without a value are not among them
        self._parts: dict[Part, Part] = {}
        self._conditions: dict[tuple[Part, ...], Condition] = {}

    def condition(self, condition: Condition) -> Condition:
        """A condition as it was then; a parameter that had no value stays a name, and is missing."""
        found = self._conditions.get(condition.parts)
        if found is None:
            parts = tuple(self._part(part) for part in condition.parts)
            found = self._conditions[condition.parts] = condition.of_parts(parts)
        return found

    def _part(self, part: Part) -> Part:
        found = self._parts.get(part)
        if found is None:
            given = {name: self._limits[name] for name in part.limits & self._limits.keys()}
            found = self._parts[part] = part.bound(given) if given else part
        return found
