"""Times of interrogations: a person's day, and the breaks between sittings."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from analysis.control.durations import Stretch, by_day, series, total, union
from analysis.control.fields import Field, Kind, computed, says
from analysis.control.world import MissingFactError, Reader, Subject, World, stretch
from models.facts import FactName, age_on
from models.facts_case import SittingFacts
from models.facts_shape import CODES
from models.facts_words import FACT_WORDS

TIMES = frozenset({"sitting", "sitting.started_at", "sitting.ended_at", "interrogation", "clock.now"})
PERSON = frozenset({"person"})


class Timed(NamedTuple):
    """A sitting with its time, or with what is missing to know it."""

    sitting: SittingFacts
    zone: ZoneInfo
    stretch: Stretch | None
    days: tuple[tuple[date, Stretch], ...]  # the stretch cut at midnights
    used: tuple[FactName, ...]
    missing: tuple[FactName, ...]


def _no_limit(name: str) -> int:
    raise AssertionError(name)


def timed(world: World, sittings: Iterable[SittingFacts]) -> list[Timed]:
    """Sittings with their times; each is worked out once for a world, or for worlds of one moment that share them."""
    found = []
    for each in sittings:
        held = world.timed.get(each.id)
        if held is None or held.sitting is not each:
            held = world.timed[each.id] = _worked_out(world, each)
        found.append(held)
    return found


def _worked_out(world: World, sitting: SittingFacts) -> Timed:
    read, zone = Reader(_no_limit), world.zone(sitting.zone)
    try:
        found = stretch(read, sitting, world)
    except MissingFactError as error:
        return Timed(sitting, zone, None, (), tuple(read.used), error.names)
    return Timed(sitting, zone, found, tuple(by_day(found, zone)), tuple(read.used), ())


class PersonDay(NamedTuple):
    """All of a person's sittings that touch a day, whoever led them."""

    person: str
    day: date | None  # None: no sitting of the person has a known time


class Break(NamedTuple):
    """The time between two sittings of a person."""

    person: str
    pause: Stretch


def _all(world: World, person: str) -> list[Timed]:
    """The person's sittings, also those of which no time is known."""
    return timed(world, world.sittings_of_person.get(person, ()))


def _known(read: Reader, world: World, person: str) -> list[Timed]:
    """The person's sittings; unknown where one has no time, since it may have been on any day."""
    found = _all(world, person)
    missing = tuple(name for each in found for name in each.missing)
    if missing:
        raise MissingFactError(*missing)
    del read
    return found


def _pieces(each: Timed, day: date | None) -> list[Stretch]:
    return [piece for found, piece in each.days if found == day]


def _seconds_of_day(read: Reader, world: World, of: PersonDay) -> int:
    return _seconds(read, _known(read, world, of.person), of)


def _seconds_at_least(read: Reader, world: World, of: PersonDay) -> int:
    return _seconds(read, _all(world, of.person), of)


def _seconds(read: Reader, sittings: Iterable[Timed], of: PersonDay) -> int:
    pieces: list[Stretch] = []
    for each in sittings:
        if found := _pieces(each, of.day):
            read.used += each.used
            pieces += found
    return total(pieces)


def _longest_series(read: Reader, world: World, of: PersonDay) -> int:
    return _longest(read, _known(read, world, of.person), of)


def _longest_at_least(read: Reader, world: World, of: PersonDay) -> int:
    """Of the sittings whose times are known: one more can lengthen a series, and shorten none."""
    return _longest(read, _all(world, of.person), of)


def _longest(read: Reader, found: list[Timed], of: PersonDay) -> int:
    shortest = timedelta(minutes=read.limit("break_minutes"))
    marks = [each.stretch for each in found if each.stretch is not None and _pieces(each, of.day)]
    longest = 0
    lasting = (
        each.stretch for each in found if each.stretch is not None and each.stretch.seconds
    )  # what took no time is no sitting
    for run in series(lasting, shortest):
        first, last = run[0].start, run[-1].end
        if any(first <= mark.start and mark.end <= last for mark in marks):
            longest = max(longest, sum(part.seconds for part in run))
            inside = (each for each in found if each.stretch and first <= each.stretch.start and each.stretch.end <= last)
            read.used += [name for each in inside for name in each.used]
    return longest


def _times_known(read: Reader, world: World, of: PersonDay) -> bool:
    """Unknown, not false, where a sitting has no time; which of them are of the day, the seconds show."""
    _known(read, world, of.person)
    return True


def _finished(read: Reader, world: World, of: PersonDay) -> datetime:
    """The end of the day's last sitting; not known while one runs."""
    ends = []
    for each in _known(read, world, of.person):
        if each.stretch is not None and _pieces(each, of.day):
            ends.append(read.take(each.sitting, "ended_at"))
    last: datetime = max(ends)
    return last


def _age_that_day(read: Reader, world: World, of: PersonDay) -> int:
    born: date = read.take(world.person(of.person), "birth_date")
    if of.day is None:
        _known(read, world, of.person)
        raise AssertionError("a day without a date has a sitting without a time")
    return age_on(born, of.day)


def person_field(name: str, kind: type) -> Field:
    """A fact of the person that a subject is about."""

    def take(read: Reader, world: World, of: PersonDay) -> object:
        return read.take(world.person(of.person), name)

    fact = f"person.{name}"
    return Field(
        name=name, type=kind, says=FACT_WORDS[fact], compute=take, reads=PERSON | {fact}, codes=CODES.get(fact, ())
    )  # fmt: skip


def _days(world: World) -> list[Subject]:
    return _days_of(world, world.sittings_of_person)


def _days_of(world: World, persons: Iterable[str]) -> list[Subject]:
    found = []
    for person in persons:
        days: dict[date, None] = {}
        lacking: tuple[FactName, ...] = ()
        for each in _all(world, person):
            lacking += each.missing
            days |= dict.fromkeys(day for day, _ in each.days)
        for day in sorted(days):
            subject = Subject("person_day", f"{person} {day}", PersonDay(person, day))
            subject.day = day
            found.append(subject)
        if not days and lacking:
            subject = Subject("person_day", f"{person} ?", PersonDay(person, None))
            subject.day_missing = lacking
            found.append(subject)
    return found


def _breaks(world: World) -> list[Subject]:
    return _breaks_of(world, world.sittings_of_person)


def _breaks_of(world: World, persons: Iterable[str]) -> list[Subject]:
    found = []
    for person in persons:
        known = [each for each in _all(world, person) if each.stretch is not None]
        blocks = union(each.stretch for each in known if each.stretch is not None)
        for before, after in pairwise(blocks):
            subject = Subject(
                "break", f"{person} {before.end.isoformat()}", Break(person, Stretch(before.end, after.start))
            )
            subject.day = world.local_day(before.end)
            found.append(subject)
    return found


def _break_seconds(read: Reader, world: World, of: Break) -> int:
    for each in _known(read, world, of.person):
        if each.stretch and (each.stretch.end == of.pause.start or each.stretch.start == of.pause.end):
            read.used += each.used
    return of.pause.seconds


PERSON_DAY = Kind(
    name="person_day",
    says=says("лицо за один день", "адам бір күнде", "a person on a day"),
    subjects=_days,
    subjects_of=_days_of,
    made_of=TIMES,
    fields=computed(
        Field(
            name="seconds",
            type=int,
            reads=TIMES,
            compute=_seconds_of_day,
            says=says("секунд допроса за день", "бір күндегі жауап алу секундтары", "seconds of interrogation that day"),
        ),
        Field(
            name="longest_series_seconds",
            type=int,
            reads=TIMES,
            compute=_longest_series,
            limits=("break_minutes",),
            says=says(
                "секунд самой долгой серии без положенного перерыва",
                "тиісті үзіліссіз ең ұзақ серия, секунд",
                "seconds of the longest series without a due break",
            ),
        ),
        Field(
            name="seconds_at_least",
            type=int,
            reads=TIMES,
            compute=_seconds_at_least,
            says=says(
                "секунд допроса за день, время которых известно",
                "бір күндегі уақыты белгілі жауап алу секундтары",
                "seconds of interrogation that day whose times are known",
            ),
        ),
        Field(
            name="longest_series_at_least",
            type=int,
            reads=TIMES,
            compute=_longest_at_least,
            limits=("break_minutes",),
            says=says(
                "секунд самой долгой серии без положенного перерыва, время которых известно",
                "тиісті үзіліссіз ең ұзақ серияның уақыты белгілі секундтары",
                "seconds of the longest series without a due break whose times are known",
            ),
        ),
        Field(
            name="times_known",
            type=bool,
            reads=TIMES,
            compute=_times_known,
            says=says(
                "известно ли время всех допросов лица",
                "адамның барлық жауап алу уақыты белгілі ме",
                "whether the times of all sittings of the person are known",
            ),
        ),
        Field(
            name="finished_at",
            type=datetime,
            reads=TIMES,
            compute=_finished,
            says=says(
                "окончание последнего допроса дня", "күннің соңғы жауап алуының аяқталуы", "end of the day's last sitting"
            ),
        ),
        Field(
            name="age",
            type=int,
            reads=TIMES | {"person", "person.birth_date"},
            compute=_age_that_day,
            says=says("возраст в этот день", "сол күнгі жасы", "age that day"),
        ),
        person_field("sex", str),
        person_field("pregnant", bool),
        person_field("minor_child", bool),
    ),
)
BREAK = Kind(
    name="break",
    says=says("перерыв между допросами", "жауап алулар арасындағы үзіліс", "a break between sittings"),
    subjects=_breaks,
    subjects_of=_breaks_of,
    made_of=TIMES,
    fields=computed(
        Field(
            name="seconds",
            type=int,
            reads=TIMES,
            compute=_break_seconds,
            says=says("длительность перерыва, секунд", "үзілістің ұзақтығы, секунд", "seconds of the break"),
        ),
    ),
)
