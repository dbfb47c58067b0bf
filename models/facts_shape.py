"""The shape of the fact model, read off its records: which fields are facts, of which type, and what changed."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, get_args, get_origin, get_type_hints

from models.facts import FactName, Known
from models.facts_case import RECORDS, CaseEvent, CaseFacts, Record
from models.interrogation import ParticipantRole, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldShape:
    """One field of a record."""

    name: str
    type: type  # bool, int, str, tuple (of str), date or datetime
    fact: bool  # False: it says what belongs to what
    required: bool
    codes: tuple[str, ...] = ()  # what its text, or each of its texts, may be; none: anything


FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Of what can happen in a case; another year is mistyped."""
_PLAIN: dict[Any, type] = {bool: bool, int: int, str: str, date: date, datetime: datetime}
_OWN = frozenset({"id", "KIND"})
REFERENCES = {
    "person": "person", "second_person": "person", "offender": "person", "victim": "person", "offenders": "person",
    "victims": "person", "interrogation": "interrogation", "sitting": "sitting",
}  # fmt: skip
"""Fields that hold ids, and of which kind of record."""
CODES: dict[str, tuple[str, ...]] = {
    "case.form": ("investigation", "inquiry", "accelerated", "protocol"),
    "person.sex": ("female", "male"),
    "episode.gravity": ("misdemeanour", "small", "medium", "grave", "especially_grave"),
    "interrogation.role": tuple(Role),
    "interrogation.form": ("first", "additional", "confrontation"),
    "interrogation.participants": tuple(each for each in ParticipantRole if each is not ParticipantRole.INTERROGATED),
    "inspection.type": ("planned", "unplanned"),
}
"""Facts that have one of a few values: another word would be passed over by every rule that compares them."""
KINDS: dict[str, type[Record]] = {"case": CaseEvent} | {record.KIND: record for record in RECORDS.values()}
"""Records by the name of their kind."""


def _shape(record: type[Record]) -> tuple[FieldShape, ...]:
    hints = get_type_hints(record)
    found = []
    for each in fields(record):
        if each.name in _OWN:
            continue
        options = [option for option in (get_args(hints[each.name]) or (hints[each.name],)) if option is not type(None)]
        fact = get_origin(options[0]) is Known
        inner = get_args(options[0])[0] if fact else options[0]
        held = tuple if get_origin(inner) is tuple else _PLAIN[inner]
        needed = not fact and type(None) not in get_args(hints[each.name]) and held is not bool
        codes = tuple(map(str, CODES.get(f"{record.KIND}.{each.name}", ())))
        found.append(FieldShape(name=each.name, type=held, fact=fact, required=needed, codes=codes))
    return tuple(found)


_SHAPES = {record: _shape(record) for record in KINDS.values()}


def shape(record: type[Record]) -> tuple[FieldShape, ...]:
    """The fields of a record but for its id."""
    return _SHAPES[record]


def records(facts: CaseFacts) -> tuple[Record, ...]:
    """Every record of a case."""
    return (facts.case, *(record for name in RECORDS for record in getattr(facts, name)))


def facts_of(record: Record) -> dict[FactName, Known[Any]]:
    """The facts of a record that are known."""
    named = ((each.name, getattr(record, each.name)) for each in shape(type(record)) if each.fact)
    return {FactName(record.KIND, record.id, name): value for name, value in named if value is not None}


def count_facts(facts: CaseFacts) -> int:
    """How many facts are known."""
    return sum(len(facts_of(record)) for record in records(facts))


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What differs between two states of a case's facts."""

    names: frozenset[str]  # of facts ("person.birth_date"), of kinds of which a record came, went or moved ("sitting")
    before: tuple[Record, ...]  # the records that differ, as they were; those that came are not among them
    after: tuple[Record, ...]  # as they are; those that went are not among them


def difference(before: CaseFacts, after: CaseFacts) -> Change:
    """What differs; a case of another kind, number or zone is another case, and all of it differs."""
    if (before.kind, before.number, before.zone) != (after.kind, after.number, after.zone):
        return Change(names=frozenset(KINDS), before=records(before), after=records(after))
    old, new = _others(before, after), _others(after, before)
    gone = [each for key, each in old.items() if each is not new.get(key) and each != new.get(key)]
    come = [each for key, each in new.items() if each is not old.get(key) and each != old.get(key)]
    names: set[str] = set()
    for each in come:
        earlier = old.get((each.KIND, each.id))
        names |= {each.KIND} if earlier is None else _differing(earlier, each)
    names |= {each.KIND for each in gone if (each.KIND, each.id) not in new}
    return Change(names=frozenset(names), before=tuple(gone), after=tuple(come))


def _others(facts: CaseFacts, than: CaseFacts) -> dict[tuple[str, str], Record]:
    """Records by kind and id, without lists that are the very same in both."""
    found: list[Record] = [facts.case]
    for name in RECORDS:
        here = getattr(facts, name)
        if here is not getattr(than, name):
            found += here
    return {(each.KIND, each.id): each for each in found}


def _differing(one: Record, other: Record) -> set[str]:
    """Facts that differ; the kind where the record belongs to something else now."""
    fields_ = (each for each in shape(type(one)) if getattr(one, each.name) != getattr(other, each.name))
    return {f"{one.KIND}.{each.name}" if each.fact else one.KIND for each in fields_}
