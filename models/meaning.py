"""Search by meaning: what a web process asks of the search process of its machine, and what it is told.

One line of JSON each way over a Unix socket that only the service's own account may open.
"""

import json
from dataclasses import dataclass
from uuid import UUID

LONGEST_LINE = 64 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What is looked for, by whom."""

    account_id: UUID  # whose cases are looked at, and no others
    text: str = ""
    like: UUID | None = None  # instead of a text: a case, whose passages' likes are looked for in other cases
    case_id: UUID | None = None  # in this one alone
    most: int

    def to_line(self) -> bytes:
        """As it is sent."""
        case, like = (str(each) if each else None for each in (self.case_id, self.like))
        values = {"account": str(self.account_id), "text": self.text, "like": like, "case": case, "most": self.most}
        return json.dumps(values, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Asked":
        """As it came; ValueError, KeyError or TypeError where it is no question."""
        values = json.loads(line)
        case, like = (UUID(values[name]) if values[name] else None for name in ("case", "like"))
        return cls(
            account_id=UUID(values["account"]), text=str(values["text"]), like=like, case_id=case, most=int(values["most"])
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """A passage near a question."""

    id: int
    likeness: float  # cosine


def to_line(found: list[Near]) -> bytes:
    """An answer as it is sent."""
    return json.dumps([[each.id, round(each.likeness, 6)] for each in found]).encode() + b"\n"


def from_line(line: bytes) -> list[Near]:
    """An answer as it came; ValueError or TypeError where it is none."""
    return [Near(id=int(passage_id), likeness=float(likeness)) for passage_id, likeness in json.loads(line)]
