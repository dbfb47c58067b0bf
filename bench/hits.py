"""What was looked for and what was found, and the two figures of it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Hits:
    """Counts of one kind of thing in a set."""

    wanted: int  # listed in the set
    found: int
    right: int  # found and listed

    @property
    def precision(self) -> float:
        """Of what was found; 1 where nothing was."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of what is listed; 1 where nothing is."""
        return self.right / self.wanted if self.wanted else 1.0
