"""The law of some days: conditions with the parameters that were in force written into them, once for all cases."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from analysis.control.conditions import Condition, Part
from analysis.control.control import Control


class Demand:
    """What rules ask of a subject under one law. Equal demands of one law are the same object, and are answered once."""

    __slots__ = ("counts", "must", "runs_until", "since", "until", "when")

    def __init__(self, when: Condition, must: Condition, control: Control) -> None:
        self.when = when
        self.must = must
        self.since: date = control.since
        self.until: date | None = control.until
        self.counts = control.countdown is not None
        self.runs_until = None if control.countdown is None else control.countdown.until  # see `Countdown.until`


class Law:
    """The parameters of the law on days between which none of them changes."""

    __slots__ = ("_alike", "_conditions", "_demands", "_limits", "_parts")

    def __init__(self, limits: Mapping[str, Any], alike: Mapping[str, str]) -> None:
        self._limits = limits  # by the name that conditions have for them; those without a value are not among them
        self._alike = alike  # see `Packs.alike`
        self._parts: dict[Part, Part] = {}
        self._conditions: dict[tuple[Part, ...], Condition] = {}
        self._demands: dict[tuple[Any, ...], Demand] = {}

    def demand(self, control: Control) -> Demand:
        """What a rule asked of a subject then."""
        key = control.asks
        found = self._demands.get(key)
        if found is None:
            found = Demand(self.condition(control.when), self.condition(control.must), control)
            self._demands[key] = found
        return found

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
            to = {name: self._alike[name] for name in part.names & self._alike.keys()}
            found = self._parts[part] = part.bound(given, to) if given or to else part
        return found
