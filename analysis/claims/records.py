"""What goes into claims, and what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from analysis.mentions.tokens import SaidWord
from models.mentions import Mention, PersonName


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A turn, or a sentence of a protocol document, with what is known of it."""

    key: str  # of the statement: unique among those that are compared
    words: Sequence[SaidWord]
    who: str  # key of who says it: a participant or a person of the case
    interrogation: str  # key of the interrogation, also of the one whose protocol document it is
    asked: Sequence[SaidWord] | None = None  # the question that it answers
    who_names: tuple[PersonName, ...] = ()  # by which others call who says it
    said_on: date | None = None  # the sitting's day
    zone: str | None = None
    is_protocol: bool = False  # a sentence of the protocol document, not of the transcript
    mentions: Sequence[Mention] | None = None  # of `words`, found before; None: they are found


class Certainty(StrEnum):
    """How the speaker stands to it."""

    STATED = "stated"
    DOUBTFUL = "doubtful"
    REPORTED = "reported"
    HYPOTHETICAL = "hypothetical"
    ASKED = "asked"


class SlotKind(StrEnum):
    """What a value is of."""

    TIME = "time"
    DATE = "date"
    PLACE = "place"
    SUM = "sum"
    COUNT = "count"
    VEHICLE = "vehicle"
    OBJECT = "object"
    DURATION = "duration"
    LOOK = "look"  # how somebody or something looks, or its state


class Who(StrEnum):
    """Which kind of actor."""

    SELF = "self"
    WE = "we"
    YOU = "you"
    OTHER = "other"  # he, she, that one
    THEY = "they"
    NAMED = "named"
    NOUN = "noun"  # «сын», «сосед»
    NOBODY = "nobody"
    OPEN = "open"  # not said


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who did it, as far as it was said."""

    who: Who = Who.OPEN
    names: frozenset[str] = frozenset()  # of a named one: folded parts of the name; of a noun: its meanings
    words: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day, or what was said of one."""

    first: date | None = None
    last: date | None = None
    months: frozenset[int] = frozenset()
    days: tuple[int, int] | None = None  # of the month, first and last
    weekday: int | None = None  # Monday is 1

    @property
    def is_one(self) -> bool:
        """Whether it is one day of a calendar."""
        return (self.first is not None and self.first == self.last) or (
            self.days is not None and self.days[0] == self.days[1]
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """What fills a slot, with its words."""

    kind: SlotKind
    words: tuple[int, ...]  # indexes in the statement
    text: str  # in its canonical form
    ranges: tuple[tuple[float, float], ...] = ()  # readings: minutes of the day, tenge, minutes, pieces; each low and high
    unit: str = ""  # meaning of the counted thing, or the currency
    day: Day | None = None
    tags: frozenset[str] = frozenset()  # meanings of a place, a thing, a look; "make:Lada", "colour:white", "body:jeep"
    about: bool = False  # said to be so about
    denied: bool = False  # «не в десять»
    asked: bool = False  # it stands in the question


class Role(StrEnum):
    """As what something stands beside a verb."""

    SUBJECT = "subject"
    OBJECT = "object"
    MEANS = "means"
    TO = "to"
    FROM = "from"
    WITH = "with"
    WITHOUT = "without"
    OWNER = "owner"
    AT = "at"
    ABOUT = "about"
    THROUGH = "through"
    MANNER = "manner"  # only asked for: «как»
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Argument:
    """A noun or a name beside a verb."""

    role: Role
    keys: frozenset[str]  # dictionary forms, or what may be left of a Kazakh word; of a name its parts
    meanings: frozenset[str] = frozenset()  # of the tables
    named: bool = False
    person: bool = False
    animate: bool = False  # a person by the tables or the dictionary
    russian: bool = True  # else Kazakh
    words: tuple[int, ...] = ()
    denied: bool = False  # «не ножом», «пышақ емес»
    order: frozenset[str] = frozenset()  # which of its kind: first, other, left
    doing: bool = False  # a verb in a noun's clothes: «вскрытие»


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """Who did what, with its words; one clause of a statement."""

    statement: str  # its key
    words: tuple[int, ...]  # indexes in the statement; empty where an answer of one word stands for its question
    subject: Actor
    acts: frozenset[str]  # meanings of the predicate; empty of a nominal one
    negated: bool
    certainty: Certainty
    names: tuple[Actor, ...] = ()  # other persons named, each by its names
    nouns: frozenset[str] = frozenset()  # meanings of its things, places and kinds of persons
    objects: frozenset[str] = frozenset()  # of these, what is acted on: neither place nor instrument nor subject
    lemmas: frozenset[str] = frozenset()  # of its content words that have no meaning in the tables
    values: tuple[Value, ...] = ()
    marks: frozenset[str] = (
        frozenset()
    )  # "habit", "other occasion", "only", "except", "first time", "stranger", "kin:…", ...
    answer: bool = field(default=False)  # made of yes or no and the question
    verbs: frozenset[str] = frozenset()  # meanings and roots of its verbs, for any verb
    arguments: tuple[Argument, ...] = ()
    states: frozenset[str] = frozenset()  # "open=yes", "posture!sit": of `analysis.claims.opposites`

    def of(self, kind: SlotKind) -> tuple[Value, ...]:
        """Its values of a kind that were not denied."""
        return tuple(each for each in self.values if each.kind is kind and not each.denied)


@dataclass(frozen=True, kw_only=True)  # without slots: a comparison keeps on it what it made of it
class Reading:
    """A statement as it is compared: its claims, and what holds of the whole."""

    statement: Statement
    claims: tuple[Claim, ...]
    topics: frozenset[str]  # meanings of the question and the statement
    names: tuple[Actor, ...]  # everybody named
    numbers: tuple[Value, ...]  # every value of the statement
    marks: frozenset[str]
    plain: str  # in small folded letters
    asked_plain: str
    asked: Claim | None = None  # its question as a claim
