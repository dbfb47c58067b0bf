"""Time on a recording's decoded clock."""

from dataclasses import dataclass

Seconds = float
"""A time or a length on the decoded clock, in seconds; the first decoded sample is 0."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """From `start` up to but not including `end`, in seconds of the decoded clock."""

    start: Seconds
    end: Seconds

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    @property
    def duration(self) -> Seconds:
        """Length in seconds, never negative."""
        return self.end - self.start

    def overlap(self, other: "Span") -> Seconds:
        """Seconds that both spans cover."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))

    def shifted(self, offset: Seconds) -> "Span":
        """The same length, `offset` seconds later."""
        return Span(start=self.start + offset, end=self.end + offset)
