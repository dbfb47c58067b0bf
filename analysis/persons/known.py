"""Persons of the case file as whoever reads what is said, or compares two of them, knows them."""

from collections.abc import Collection, Iterable

from analysis.mentions import identifiers
from analysis.persons.known_names import is_first_name
from analysis.persons.names import NAME, PATRONYMIC, SURNAME, NameReading, read
from analysis.persons.records import PersonRecord
from models.cases import Person
from models.mentions import KnownPerson, Phone

_OFFICIAL = (SURNAME, NAME, PATRONYMIC)  # the order in which forms ask for a name


def known_person(person: Person) -> KnownPerson:
    """To be recognised in what is said; where forms do not tell which word is which, by the order of official papers."""
    name = read(person.name)
    reading = name.readings[0] if name.readings else None
    told = _told(reading) if reading else {}
    sex = reading.sex if reading else None
    if person.iin and sex is None:
        sex = identifiers.iin(person.iin).sex
    return KnownPerson(
        id=str(person.id),
        surname=told.get(SURNAME),
        name=told.get(NAME),
        patronymic=told.get(PATRONYMIC),
        nicknames=tuple(name.nicknames),
        sex=sex,
    )


def record_of(
    person: Person, *, cases: Iterable[str] = (), role: str | None = None, company: Collection[str] = ()
) -> PersonRecord:
    """To be compared with another; `cases` and `company`: only what the reader may see."""
    return PersonRecord(
        id=str(person.id),
        names=(person.name,),
        iin=person.iin,
        born=person.birth_date,
        phones=frozenset(phone.e164 for each in person.contacts if (phone := _phone(each)) and phone.valid),
        role=role,
        cases=frozenset(cases),
        company=frozenset(company),
    )


def _told(reading: NameReading) -> dict[str, str]:
    sure = {kind: text for kind in _OFFICIAL if (text := reading.text_of(kind))}
    left = [kind for kind in _OFFICIAL if kind not in sure]
    for part in reading.parts:
        if len(part.kinds) > 1 and not part.initial:
            alone = len(reading.parts) == 1 and is_first_name(part.text)
            kind = NAME if alone else next((each for each in left if each in part.kinds), None)
            if kind is not None:
                left.remove(kind)
                sure[kind] = part.text[:1].upper() + part.text[1:]
    return {str(kind): text for kind, text in sure.items()}


def _phone(contact: str) -> Phone | None:
    return None if "@" in contact else identifiers.phone("".join(filter(str.isdigit, contact)))
