"""Sittings: at night, beside others, and as recordings hold them."""

from collections.abc import Iterable
from datetime import timedelta

from analysis.control.durations import Stretch, overlap, total, within
from analysis.control.fields import Field, Kind, computed, own_fields, says
from analysis.control.kinds_time import TIMES, Timed, timed
from analysis.control.world import MissingFactError, Reader, Subject, World
from models.facts import FactName
from models.facts_case import SittingFacts

_PLACED = frozenset({"placement", "placement.started_at", "placement.ended_at"})


def _own(read: Reader, world: World, of: SittingFacts) -> Stretch:
    (own,) = timed(world, (of,))
    if own.stretch is None:
        raise MissingFactError(*own.missing)
    read.used += own.used
    return own.stretch


def _night(read: Reader, world: World, of: SittingFacts) -> int:
    hours = read.limit("night_from_hour"), read.limit("night_until_hour")
    return total(within(_own(read, world, of), hours, world.zone(of.zone)))


def _shared(read: Reader, own: Stretch, others: Iterable[Timed]) -> int:
    found: list[Stretch] = []
    for each in others:
        if each.stretch is None:
            raise MissingFactError(*each.missing)
        if each.stretch.start < own.end and own.start < each.stretch.end:
            read.used += each.used
            found.append(each.stretch)
    return overlap(own, found)


def _shared_by_person(read: Reader, world: World, of: SittingFacts) -> int:
    own = _own(read, world, of)
    interrogation = world.interrogation[of.interrogation]
    persons = [each for each in (interrogation.person, interrogation.second_person) if each is not None]
    others = {each.id: each for person in persons for each in world.sittings_of_person[person] if each.id != of.id}
    return _shared(read, own, timed(world, others.values()))


def _shared_by_investigator(read: Reader, world: World, of: SittingFacts) -> int:
    own = _own(read, world, of)
    mine = set(read.take(of, "investigators"))
    known = ((other, other.investigators) for other in world.facts.sittings if other.id != of.id)
    led = [other for other, names in known if names is None or not mine.isdisjoint(names.value)]
    others = []
    for each in timed(world, led):
        if each.stretch is None or (each.stretch.start < own.end and own.start < each.stretch.end):
            read.take(each.sitting, "investigators")  # unknown where nobody stated who led it
            others.append(each)
    return _shared(read, own, others)


def _difference(read: Reader, world: World, of: SittingFacts) -> int:
    own = _own(read, world, of)
    heard = []
    for each in world.placements_of.get(of.id, ()):
        start, end = read.take(each, "started_at"), read.take(each, "ended_at")
        if end < start:
            raise MissingFactError(FactName(each.KIND, each.id, "ended_at"))
        heard.append(Stretch(start, end))
    return abs(own.seconds - total(heard))


def _unrecorded(read: Reader, world: World, of: SittingFacts) -> int:
    own = _own(read, world, of)
    heard = [
        Stretch(read.take(each, "started_at"), read.take(each, "ended_at")) for each in world.placements_of.get(of.id, ())
    ]
    return own.seconds - overlap(own, heard)


def _has_placement(read: Reader, world: World, of: SittingFacts) -> bool:
    del read
    return bool(world.placements_of.get(of.id))


def _order(read: Reader, world: World, of: SittingFacts) -> int:
    del world
    start, end = read.take(of, "started_at"), read.maybe(of, "ended_at")
    if end is None:
        if not of.running:
            raise MissingFactError(FactName(of.KIND, of.id, "ended_at"))
        return 0
    length: timedelta = end - start
    return round(length.total_seconds())


def _sittings(world: World) -> list[Subject]:
    found = []
    for each in world.facts.sittings:
        subject = Subject("sitting", each.id, each)
        if each.started_at is None:
            subject.day_missing = (FactName(each.KIND, each.id, "started_at"),)
        else:
            subject.day = each.started_at.value.astimezone(world.zone(each.zone)).date()
        found.append(subject)
    return found


SITTING = Kind(
    name="sitting",
    says=says("допрос от перерыва до перерыва", "үзіліске дейінгі жауап алу", "a sitting"),
    subjects=_sittings,
    made_of=frozenset({"sitting", "sitting.started_at"}),
    fields=own_fields(SittingFacts)
    | computed(
        Field(
            name="night_seconds",
            type=int,
            reads=TIMES,
            compute=_night,
            limits=("night_from_hour", "night_until_hour"),
            says=says("секунд в ночное время", "түнгі уақыттағы секундтар", "seconds at night"),
        ),
        Field(
            name="length_seconds",
            type=int,
            reads=TIMES,
            compute=_order,
            says=says(
                "от начала до конца по протоколу, секунд",
                "хаттама бойынша басынан аяғына дейін, секунд",
                "seconds from start to end by the protocol",
            ),
        ),
        Field(
            name="other_sittings_seconds",
            type=int,
            reads=TIMES,
            compute=_shared_by_person,
            says=says(
                "секунд, в которые лицо допрашивают и в другом месте",
                "адамнан басқа жерде де жауап алынған секундтар",
                "seconds in which the person is interrogated elsewhere too",
            ),
        ),
        Field(
            name="other_rooms_seconds",
            type=int,
            of_leader=True,
            reads=TIMES | {"sitting.investigators"},
            compute=_shared_by_investigator,
            says=says(
                "секунд, в которые следователь ведёт и другой допрос",
                "тергеуші басқа жауап алуды да жүргізген секундтар",
                "seconds in which the investigator leads another sitting too",
            ),
        ),
        Field(
            name="has_recording",
            type=bool,
            reads=_PLACED,
            compute=_has_placement,
            says=says("есть ли запись", "жазбаның болуы", "whether there is a recording"),
        ),
        Field(
            name="recording_difference_seconds",
            type=int,
            reads=TIMES | _PLACED,
            compute=_difference,
            says=says(
                "расхождение записи с протоколом, секунд",
                "жазба мен хаттаманың айырмасы, секунд",
                "seconds by which recording and protocol differ",
            ),
        ),
        Field(
            name="unrecorded_seconds",
            type=int,
            reads=TIMES | _PLACED,
            compute=_unrecorded,
            says=says(
                "секунд допроса без записи",
                "жазбасыз жауап алу секундтары",
                "seconds of the sitting that no recording holds",
            ),
        ),
    ),
)
