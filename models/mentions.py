"""What a turn speaks of: persons, numbers that identify, places, times, sums, things; each with its words and its value."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

FORMAT = 1
"""Of how words become mentions; what was read under another is read again."""
MINUTES_OF_A_DAY = 24 * 60


class MentionKind(StrEnum):
    """What is spoken of."""

    PERSON = "person"
    IIN = "iin"  # individual identification number of the Republic of Kazakhstan
    PHONE = "phone"
    PLATE = "plate"  # of a car
    CAR = "car"  # its make, model and colour
    IBAN = "iban"
    CARD = "card"
    ADDRESS = "address"
    PLACE = "place"
    ORGANISATION = "organisation"
    DATE = "date"
    TIME = "time"  # of the clock
    DURATION = "duration"
    MONEY = "money"
    COUNT = "count"
    OBJECT = "object"  # a weapon or a thing of interest
    ARTICLE = "article"  # of law


class Sureness(StrEnum):
    """How far the words go, by rule; nothing is said about whether they are true."""

    STATED = "stated"
    APPROXIMATE = "approximate"  # the speaker said so: «около», «примерно», «часов в десять», «шамамен»
    DOUBTFUL = "doubtful"  # the recognizer was in doubt about a word of it, or its checksum is wrong


class Sex(StrEnum):
    """As a form of a name or an IIN tells it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonName:
    """A name as far as it was said, in the nominative."""

    surname: str | None = None
    name: str | None = None  # the first name
    patronymic: str | None = None  # "Серикович", "Нұрланқызы"
    initials: str | None = None  # "И. П."
    nickname: str | None = None  # without quotation marks
    sex: Sex | None = None  # None: the form does not tell
    person_id: str | None = None  # of the known person that it was matched with; a proposal, by the name alone

    @property
    def text(self) -> str:
        """Surname, name, patronymic or initials; a nickname in quotation marks."""
        nickname = f"«{self.nickname}»" if self.nickname else None
        return " ".join(filter(None, (self.surname, self.name, self.patronymic, self.initials, nickname)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Iin:
    """Twelve digits and what they say."""

    digits: str
    valid: bool  # its check digit and its date of birth are right
    birth_date: date | None  # None where the digits are no date
    sex: Sex | None

    @property
    def text(self) -> str:
        """The digits."""
        return self.digits


@dataclass(frozen=True, kw_only=True, slots=True)
class Phone:
    """A number that can be called."""

    e164: str  # "+77011234567"
    valid: bool  # such numbers are given out, by the numbering plan

    @property
    def text(self) -> str:
        """In the form of E.164."""
        return self.e164


@dataclass(frozen=True, kw_only=True, slots=True)
class Plate:
    """A car's plate in Latin letters without spaces."""

    country: str  # "KZ", "RU"
    number: str  # "123ABC02"

    @property
    def text(self) -> str:
        """Country and number."""
        return f"{self.country} {self.number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Car:
    """What a car is told by."""

    make: str | None = None  # "Toyota"
    model: str | None = None  # "Camry"
    colour: str | None = None  # in Russian, masculine: "белый"

    @property
    def text(self) -> str:
        """Make, model, colour."""
        return " ".join(filter(None, (self.make, self.model, self.colour)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """An IBAN or a card's number."""

    number: str  # without spaces, letters large
    valid: bool  # mod 97 of an IBAN, Luhn's digit of a card

    @property
    def text(self) -> str:
        """The number."""
        return self.number


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A place that a letter could go to, as far as it was said."""

    settlement: str | None = None  # a village: "Карасу"
    district: str | None = None  # a microdistrict: "Самал-2"
    street: str | None = None  # as said behind its kind: "Абая"
    street_kind: str | None = None  # "ул.", "пр.", "пер."
    house: str | None = None  # "25", "5А"
    flat: str | None = None

    @property
    def text(self) -> str:
        """Its parts with their usual Russian abbreviations, widest first."""
        parts = (
            f"с. {self.settlement}" if self.settlement else None,
            f"мкр. {self.district}" if self.district else None,
            f"{self.street_kind} {self.street}" if self.street else None,
            f"д. {self.house}" if self.house else None,
            f"кв. {self.flat}" if self.flat else None,
        )
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """The name of a place or an organisation, in the nominative where the form tells."""

    name: str

    @property
    def text(self) -> str:
        """The name."""
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """A day or a span of days, or what was said of one where the sitting's date is not known."""

    first: date | None  # None: it cannot be told without the sitting's date
    last: date | None  # equal to `first` for a day
    unresolved: str | None = None  # then: "-2d", "--03-12", "W5"

    @property
    def text(self) -> str:
        """ISO 8601: a day, or two with two points between them."""
        if self.first is None or self.last is None:
            return self.unresolved or "?"
        return self.first.isoformat() if self.first == self.last else f"{self.first}..{self.last}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """A time of the day: one reading, or two where the words leave open which half of the day it was."""

    minutes: tuple[int, ...]  # since midnight, in order

    @property
    def text(self) -> str:
        """Hours and minutes: `01:30|13:30`."""
        return "|".join(f"{each // 60:02}:{each % 60:02}" for each in self.minutes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Duration:
    """A length of time in the units that were said: a month is not thirty days."""

    years: Decimal = Decimal(0)
    months: Decimal = Decimal(0)
    weeks: Decimal = Decimal(0)
    days: Decimal = Decimal(0)
    minutes: Decimal = Decimal(0)  # hours are sixty of them
    seconds: Decimal = Decimal(0)

    @property
    def text(self) -> str:
        """ISO 8601: "PT1H30M"."""
        hours, minutes = divmod(self.minutes, 60)
        dated = "".join(
            f"{_plain(value)}{unit}"
            for value, unit in ((self.years, "Y"), (self.months, "M"), (self.weeks, "W"), (self.days, "D"))
            if value
        )
        timed = "".join(
            f"{_plain(value)}{unit}" for value, unit in ((hours, "H"), (minutes, "M"), (self.seconds, "S")) if value
        )
        return f"P{dated}{'T' + timed if timed else ''}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number, or two that it lies between, of something."""

    low: Decimal
    high: Decimal  # equal to `low` for one number
    unit: str  # "KZT", "USD", "?" for money of an unknown currency; the counted noun's dictionary form

    @property
    def text(self) -> str:
        """Number or numbers, and the unit."""
        numbers = _plain(self.low) if self.low == self.high else f"{_plain(self.low)}..{_plain(self.high)}"
        return f"{numbers} {self.unit}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """A thing that matters to a case."""

    name: str  # its dictionary form in the language spoken: "нож", "пышақ"
    group: str  # "blade", "firearm", "blunt", "gas", "explosive", "drug", "valuable", "document", "device"

    @property
    def text(self) -> str:
        """The name."""
        return self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """An article of law."""

    article: str  # "188", "188-1"
    part: str | None = None
    point: str | None = None
    code: str | None = None  # "УК РК", "УПК РК", "КоАП РК", "ГК РК"; None: not said

    @property
    def text(self) -> str:
        """In the usual Russian abbreviations."""
        parts = (
            f"ст. {self.article}",
            f"ч. {self.part}" if self.part else None,
            f"п. {self.point}" if self.point else None,
            self.code,
        )
        return " ".join(filter(None, parts))


MentionValue = (
    PersonName
    | Iin
    | Phone
    | Plate
    | Car
    | Account
    | Address
    | Name
    | Calendar
    | Clock
    | Duration
    | Quantity
    | Thing
    | Article
)
"""What a mention says, by its kind."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """Words of a turn and what they say."""

    kind: MentionKind
    words: tuple[int, ...]  # indexes in the turn, in order, without a gap
    word_ids: tuple[str, ...]  # of the same words, so that it plays
    spoken: str  # the words as they stand in the transcript
    value: MentionValue
    sureness: Sureness
    relative_to: date | None = None  # the sitting's date where the value was computed from it
    zone: str | None = None  # of dates and times: the IANA zone that they are local to
    rule: str = field(default="", compare=False)  # which rule found it

    @property
    def text(self) -> str:
        """The value in its canonical form."""
        return self.value.text


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownPerson:
    """A person of the case, to be recognised in what is said."""

    id: str
    surname: str | None = None
    name: str | None = None
    patronymic: str | None = None
    nicknames: tuple[str, ...] = ()
    sex: Sex | None = None


def _plain(number: Decimal) -> str:
    """Without an exponent or zeros at the end."""
    return f"{number:f}".rstrip("0").rstrip(".") if number % 1 else f"{int(number)}"
