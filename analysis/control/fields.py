"""What a rule may ask of a subject: a field has a name, a type, and a plain function that computes it from facts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis.control.world import MissingFactError, Reader, Reading, Subject, World
from models.facts_case import Record
from models.facts_shape import shape
from models.facts_words import FACT_WORDS
from models.sentences import Sentence

Compute = Callable[[Reader, World, Any], Any]
"""Of a reader, the world and what the subject is of; MissingFactError where a fact is missing."""


def says(ru: str, kk: str, en: str) -> Sentence:
    """What a field or a kind is called, in the order of the tables of kinds."""
    return Sentence(ru=ru, kk=kk, en=en)


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """Something that is known or not of each subject of a kind."""

    name: str
    type: type  # bool, int, str, tuple (of texts) or datetime
    says: Sentence  # what it is, for people
    compute: Compute
    reads: frozenset[str]  # facts it may read: "sitting.started_at"; of a whole kind: "sitting"
    limits: tuple[str, ...] = ()  # parameters it needs from the pack
    codes: tuple[str, ...] = ()  # what its text, or each of its texts, may be; none: anything
    own: bool = False  # it is a fact of the subject's own record, of the same name
    of_leader: bool = False  # it reads the other sittings of whoever leads this one, whoever is interrogated there

    def reading(self, subject: Subject, world: World, limit: Callable[[str], Any]) -> Reading:
        """Its value for a subject, with the facts used."""
        reader = Reader(limit)
        try:
            value = self.compute(reader, world, subject.of)
        except MissingFactError as error:
            return Reading(None, tuple(reader.used), error.names)
        return Reading(value, tuple(dict.fromkeys(reader.used)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of subject: how its subjects are found in a case, and what may be asked of them."""

    name: str
    says: Sentence
    subjects: Callable[[World], list[Subject]]
    fields: dict[str, Field]
    made_of: frozenset[str]  # facts or kinds of records whose change may bring subjects, or move them to another day
    subjects_of: Callable[[World, Iterable[str]], list[Subject]] | None = None  # of some persons alone, where it is theirs
    everywhere: frozenset[str] = frozenset()  # facts that its fields read of records about other persons than the subject's


def own_fields(record: type[Record]) -> dict[str, Field]:
    """The facts of a record as fields; days are left to computed fields, which give ages."""
    return {
        each.name: Field(
            name=each.name,
            type=each.type,
            says=FACT_WORDS[f"{record.KIND}.{each.name}"],
            compute=_taking(each.name),
            reads=frozenset({f"{record.KIND}.{each.name}"}),
            codes=each.codes,
            own=True,
        )
        for each in shape(record)
        if each.fact and each.type in {bool, int, str, tuple, datetime}
    }


def _taking(name: str) -> Compute:
    def take(read: Reader, world: World, record: Record) -> Any:
        del world
        return read.take(record, name)

    return take


def computed(*fields: Field) -> dict[str, Field]:
    """Fields by their names."""
    return {each.name: each for each in fields}
