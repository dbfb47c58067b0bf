"""Persons across cases: as whoever asks may see them, and what people ruled on two of them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from models.cases import Person


class PersonVerdict(StrEnum):
    """What a person decided of two persons of case files."""

    SAME = "same"
    DIFFERENT = "different"
    LATER = "later"
    WITHDRAWN = "withdrawn"  # open again


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptPersonRuling:
    """A ruling on two persons; of several the latest holds."""

    id: int
    one: UUID  # the lesser id
    other: UUID
    verdict: PersonVerdict
    reason: str
    account_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonSeen:
    """A person with the cases that whoever asks may see them in."""

    id: UUID
    name: str
    iin: str | None
    birth_date: date | None
    contacts: list[str]
    case_ids: list[UUID]
    case_numbers: list[str]
    roles: list[str]

    @property
    def person(self) -> Person:
        """The person alone."""
        return Person(id=self.id, name=self.name, iin=self.iin, birth_date=self.birth_date, contacts=list(self.contacts))
