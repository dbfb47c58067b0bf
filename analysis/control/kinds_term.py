"""Detentions and the term of a pre-trial investigation: how long they have lasted, and how long is left."""

from datetime import datetime, timedelta

from analysis.control.durations import Stretch, union
from analysis.control.fields import Compute, Field, Kind, computed, own_fields, says
from analysis.control.workdays import months_later
from analysis.control.world import NOW, MissingFactError, Reader, Subject, World
from models.facts import FactName
from models.facts_case import CaseEvent, DetentionFacts, InterruptionFacts
from models.sentences import Sentence

_INTERROGATED = frozenset({"detention.detained_at", "interrogation", "interrogation.role", "sitting", "sitting.started_at"})
_INTERRUPTED = frozenset({"interruption", "interruption.since", "interruption.until"})


def _elapsed(read: Reader, world: World, of: DetentionFacts) -> int:
    read.used.append(NOW)
    detained: datetime = read.take(of, "detained_at")
    return round((world.now - detained).total_seconds())


def _held(read: Reader, world: World, of: DetentionFacts) -> int:
    """Seconds until the end of the detention; until now while it lasts, as far as anybody stated."""
    ended = _ended(read, world, of)
    if ended is None:
        return _elapsed(read, world, of)
    detained: datetime = read.take(of, "detained_at")
    return round((ended - detained).total_seconds())


def _ended(read: Reader, world: World, of: DetentionFacts) -> datetime | None:
    """When it ended; None: it lasts, or is to end later. Unknown where that lies before its beginning: it is mistyped."""
    ended: datetime | None = read.maybe(of, "ended_at")
    if ended is None:
        return None
    if ended < read.take(of, "detained_at"):
        raise MissingFactError(FactName(of.KIND, of.id, "ended_at"))
    read.used.append(NOW)
    return ended if ended <= world.now else None


def _settled(read: Reader, world: World, of: DetentionFacts) -> bool:
    """Nobody waits for an interrogation any more; unknown, naming what would end the wait, while somebody does."""
    return _ended(read, world, of) is not None or _until_interrogated(read, world, of) >= 0


def _until(name: str) -> Compute:
    def take(read: Reader, world: World, of: DetentionFacts) -> int:
        del world
        detained: datetime = read.take(of, "detained_at")
        done: datetime = read.take(of, name)
        return round((done - detained).total_seconds())

    return take


def _until_interrogated(read: Reader, world: World, of: DetentionFacts) -> int:
    """Seconds to the first interrogation as a suspect after the detention; unknown while there is none."""
    detained: datetime = read.take(of, "detained_at")
    starts: list[datetime] = [
        read.take(sitting, "started_at")
        for each in world.interrogations_of.get(of.person, ())
        if read.take(each, "role") == "suspect"
        for sitting in world.sittings_of.get(each.id, ())
    ]
    later = [each for each in starts if each >= detained]
    if not later:
        raise MissingFactError(FactName("sitting", of.person, "started_at"))
    return round((min(later) - detained).total_seconds())


def _detentions(world: World) -> list[Subject]:
    found = []
    for each in world.facts.detentions:
        subject = Subject("detention", each.id, each)
        if each.detained_at is None:
            subject.day_missing = (FactName(each.KIND, each.id, "detained_at"),)
        else:
            subject.day = world.local_day(each.detained_at.value)
        found.append(subject)
    return found


# The term ---------------------------------------------------------------------------------------------------------


def _ends_at(read: Reader, world: World, of: CaseEvent) -> datetime:
    """When the term runs out: months or days from registration, or what it was extended to, and the interruptions."""
    registered: datetime = read.take(of, "registered_at")
    form = read.take(of, "form")
    if form in {"investigation", "inquiry"}:
        due = months_later(registered, read.limit(f"{form}_months"), world.zone())
    elif form in {"accelerated", "protocol"}:
        due = registered + timedelta(days=read.limit(f"{form}_days"))
    else:  # a register's own word for a form that the law gives no term
        raise MissingFactError(FactName("case", "", "form"))
    extended: list[datetime] = [read.take(each, "until") for each in world.facts.extensions]
    ends = max([due, *extended])
    closed: datetime | None = read.maybe(of, "closed_at")
    stretches = union(_interrupted(read, world, each, registered) for each in world.facts.interruptions)
    for stretch in stretches:  # what begins after the term has run out, or after the end, interrupts nothing
        if stretch.start <= ends and (closed is None or stretch.start < closed):
            ends += stretch.end - stretch.start
    return ends


def _interrupted(read: Reader, world: World, of: InterruptionFacts, registered: datetime) -> Stretch:
    """When the term stood still; before it began there was none to interrupt."""
    since: datetime = read.take(of, "since")
    until: datetime | None = read.maybe(of, "until")
    if until is None:
        read.used.append(NOW)
        until = world.now
    start = max(since, registered)
    return Stretch(start, max(start, until))


def _left(read: Reader, world: World, of: CaseEvent) -> int:
    closed: datetime | None = read.maybe(of, "closed_at")
    if closed is None:
        read.used.append(NOW)
    return round((_ends_at(read, world, of) - (closed or world.now)).total_seconds())


def _terms(world: World) -> list[Subject]:
    subject = Subject("term", "", world.facts.case)
    registered = world.facts.case.registered_at
    if registered is None:
        subject.day_missing = (FactName("case", "", "registered_at"),)
    else:
        subject.day = world.local_day(registered.value)
    return [subject]


def _seconds_until(name: str, fact: str, says: Sentence) -> Field:
    return Field(
        name=name,
        type=int,
        says=says,
        compute=_until(fact),
        reads=frozenset({"detention.detained_at", f"detention.{fact}"}),
    )


DETENTION = Kind(
    name="detention",
    says=says("задержание", "ұстау", "a detention"),
    subjects=_detentions,
    made_of=frozenset({"detention", "detention.detained_at"}),
    fields=own_fields(DetentionFacts)
    | computed(
        Field(
            name="elapsed_seconds",
            type=int,
            reads=frozenset({"detention.detained_at", "clock.now"}),
            compute=_elapsed,
            says=says("секунд с задержания", "ұсталғаннан бергі секундтар", "seconds since the detention"),
        ),
        _seconds_until(
            "until_protocol_seconds",
            "protocol_at",
            says("секунд до протокола", "хаттамаға дейінгі секундтар", "seconds until the protocol"),
        ),
        _seconds_until(
            "until_notice_seconds",
            "notified_at",
            says(
                "секунд до уведомления прокурора",
                "прокурорға хабарлағанға дейінгі секундтар",
                "seconds until the prosecutor was told",
            ),
        ),
        _seconds_until(
            "until_end_seconds",
            "ended_at",
            says(
                "секунд до освобождения или суда", "босатуға не сотқа дейінгі секундтар", "seconds until release or court"
            ),
        ),
        Field(
            name="held_seconds",
            type=int,
            compute=_held,
            reads=frozenset({"detention.detained_at", "detention.ended_at", "clock.now"}),
            says=says("секунд под стражей", "ұсталған секундтар", "seconds in detention"),
        ),
        Field(
            name="interrogated_or_ended",
            type=bool,
            compute=_settled,
            reads=_INTERROGATED | {"detention.ended_at", "clock.now"},
            says=says(
                "допрошено ли лицо или задержание окончено",
                "адамнан жауап алынған ба немесе ұстау аяқталған ба",
                "whether the person was interrogated or the detention ended",
            ),
        ),
        Field(
            name="until_interrogated_seconds",
            type=int,
            compute=_until_interrogated,
            reads=_INTERROGATED,
            says=says(
                "секунд до первого допроса",
                "алғашқы жауап алуға дейінгі секундтар",
                "seconds until the first interrogation",
            ),
        ),
    ),
)
TERM = Kind(
    name="term",
    says=says("срок расследования", "тергеп-тексеру мерзімі", "the term of the investigation"),
    subjects=_terms,
    made_of=frozenset({"case.registered_at"}),
    fields=own_fields(CaseEvent)
    | computed(
        Field(
            name="seconds_left",
            type=int,
            compute=_left,
            limits=("investigation_months", "inquiry_months", "accelerated_days", "protocol_days"),
            reads=_INTERRUPTED
            | {"case.registered_at", "case.form", "case.closed_at", "extension", "extension.until", "clock.now"},
            says=says("секунд до конца срока", "мерзім біткенге дейінгі секундтар", "seconds until the term runs out"),
        ),
    ),
)
