"""Facts: typed statements about a case that controls read, each with where it comes from."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from models.span import Seconds

Value = bool | int | str | tuple[str, ...] | date | datetime
"""What a fact may hold. Texts are codes (a role, an article) or what somebody wrote; moments are aware, in UTC."""

T_co = TypeVar("T_co", covariant=True)


class SourceKind(StrEnum):
    """What a fact was taken from."""

    PROTOCOL = "protocol"  # a field of a protocol
    SOUND = "sound"  # what a recording holds, at its second
    REGISTER = "register"  # an event of the register
    TYPED = "typed"  # somebody stated it here
    CASE_FILE = "case_file"  # a person's data in the case file, such as the date of birth
    CLOCK = "clock"  # the present moment, for what still runs


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a fact comes from, so that a verdict can lead there."""

    kind: SourceKind
    where: str  # for people: the protocol and its field, the register's event, the recording
    second: Seconds | None = None  # of the recording, where the source is sound
    by: str | None = None  # who typed it, where somebody did


@dataclass(frozen=True, kw_only=True, slots=True)
class Known(Generic[T_co]):
    """A fact that is known. One that is not known is None in its record: nobody has stated it."""

    value: T_co
    source: Source


class FactName(NamedTuple):
    """Which fact of a case: the kind of its record, the record, the field."""

    kind: str  # "person"
    id: str  # "p1"; the case itself has ""
    field: str  # "birth_date"

    @property
    def pattern(self) -> str:
        """The fact's name for any record: "person.birth_date"."""
        return f"{self.kind}.{self.field}"

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}.{self.field}" if self.id else self.pattern


def age_on(born: date, day: date) -> int:
    """Full years on a day; born on 29 February, a year is full on 1 March where there is no such day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def youngest_age(born: date, first: date, last: date) -> int:
    """The age over a span of days: the youngest one. A span the wrong way round is read from its earlier end."""
    return age_on(born, min(first, last))
