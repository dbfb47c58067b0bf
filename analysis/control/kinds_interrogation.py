"""Interrogations: what their protocols state, what their transcripts show, and what in the case came before them."""

from collections.abc import Iterable
from datetime import date, datetime

from analysis.control.fields import Field, Kind, computed, own_fields, says
from analysis.control.kinds_time import person_field
from analysis.control.reconciliation import kind_of
from analysis.control.world import MissingFactError, Reader, Subject, World
from models.facts import FactName, age_on
from models.facts_case import DecisionFacts, InterrogationFacts

_BEGAN = frozenset({"sitting", "sitting.started_at"})
_DECIDED = frozenset({"decision", "decision.kind", "decision.decided_at", "decision.cancelled_at"})


def _start(read: Reader, world: World, of: InterrogationFacts) -> datetime:
    """When its first sitting began."""
    sittings = world.sittings_of.get(of.id, ())
    if not sittings:
        raise MissingFactError(FactName("sitting", of.id, "started_at"))
    starts: list[datetime] = [read.take(each, "started_at") for each in sittings]
    return min(starts)


def _day(read: Reader, world: World, of: InterrogationFacts) -> date:
    return world.local_day(_start(read, world, of))


def _age(read: Reader, world: World, of: InterrogationFacts) -> int:
    return age_on(read.take(world.person(of.person), "birth_date"), _day(read, world, of))


def _earlier(read: Reader, world: World, of: InterrogationFacts) -> bool:
    """Whether the person was interrogated in this role before."""
    start, role = _start(read, world, of), read.take(of, "role")
    others = [each for each in world.interrogations_of[of.person] if each.id != of.id]
    return any(read.take(each, "role") == role and _start(read, world, each) < start for each in others)


def _both_earlier(read: Reader, world: World, of: InterrogationFacts) -> bool:
    """Whether each of the persons was interrogated before, not in a confrontation."""
    start = _start(read, world, of)
    if of.second_person is None:
        return False
    return all(
        any(
            read.take(each, "form") != "confrontation" and _start(read, world, each) < start
            for each in world.interrogations_of[person]
            if each.id != of.id
        )
        for person in (of.person, of.second_person)
    )


def _before(read: Reader, world: World, of: InterrogationFacts, kind: str) -> list[DecisionFacts]:
    """Decisions of a kind about the person, taken before it began and not cancelled by then."""
    start, found = _start(read, world, of), []
    for each in world.decisions_of.get(of.person, ()):
        if kind_of(read.take(each, "kind")) == kind and read.take(each, "decided_at") <= start:
            cancelled = read.maybe(each, "cancelled_at")
            if cancelled is None or cancelled > start:
                found.append(each)
    return found


def _recognised(read: Reader, world: World, of: InterrogationFacts) -> bool:
    return bool(_before(read, world, of, "recognised_as_suspect"))


def _refused(read: Reader, world: World, of: InterrogationFacts) -> bool:
    return any(read.take(each, "refused") for each in _before(read, world, of, "recognised_as_suspect"))


def _qualified(read: Reader, world: World, of: InterrogationFacts) -> bool:
    return any(read.take(each, "agreed") for each in _before(read, world, of, "qualified"))


def _detained(read: Reader, world: World, of: InterrogationFacts) -> bool:
    start = _start(read, world, of)
    mine = [each for each in world.facts.detentions if each.person == of.person]
    return any(read.take(each, "detained_at") <= start for each in mine)


def _registered_role(read: Reader, world: World, of: InterrogationFacts) -> str:
    """The role that the register gives the person when it began."""
    start = _start(read, world, of)
    roles = world.roles_of.get(of.person, ())
    if not roles:
        raise MissingFactError(FactName("role", of.person, "role"))
    for each in roles:
        until = read.maybe(each, "until")
        if read.take(each, "since") <= start and (until is None or start < until):
            return str(read.take(each, "role"))
    return ""


def _all(world: World) -> list[Subject]:
    return _subjects(world, world.facts.interrogations)


def _of_persons(world: World, persons: Iterable[str]) -> list[Subject]:
    theirs = {each.id: each for person in persons for each in world.interrogations_of.get(person, ())}
    return _subjects(world, theirs.values())


def _subjects(world: World, interrogations: Iterable[InterrogationFacts]) -> list[Subject]:
    found = []
    for each in interrogations:
        subject = Subject("interrogation", each.id, each)
        known = [sitting.started_at for sitting in world.sittings_of.get(each.id, ()) if sitting.started_at is not None]
        if known:
            subject.day = world.local_day(min(start.value for start in known))
        else:
            subject.day_missing = (FactName("sitting", each.id, "started_at"),)
        found.append(subject)
    return found


INTERROGATION = Kind(
    name="interrogation",
    says=says("допрос", "жауап алу", "an interrogation"),
    subjects=_all,
    subjects_of=_of_persons,
    made_of=frozenset({"interrogation"}) | _BEGAN,
    fields=own_fields(InterrogationFacts)
    | computed(
        person_field("sex", str),
        person_field("pregnant", bool),
        person_field("minor_child", bool),
        Field(
            name="age",
            type=int,
            reads=_BEGAN | {"person", "person.birth_date"},
            compute=_age,
            says=says("возраст в день допроса", "жауап алу күнгі жасы", "age on the day of the interrogation"),
        ),
        Field(
            name="began_at",
            type=datetime,
            reads=_BEGAN,
            compute=_start,
            says=says("начало допроса", "жауап алудың басталуы", "start of the interrogation"),
        ),
        Field(
            name="interrogated_before",
            type=bool,
            compute=_earlier,
            reads=_BEGAN | {"interrogation", "interrogation.role"},
            says=says(
                "допрашивалось ли лицо в этом качестве раньше",
                "адамнан бұл жағдайда бұрын жауап алынғаны",
                "whether the person was interrogated in this role before",
            ),
        ),
        Field(
            name="both_interrogated_before",
            type=bool,
            compute=_both_earlier,
            reads=_BEGAN | {"interrogation", "interrogation.form"},
            says=says(
                "допрошены ли раньше оба участника очной ставки",
                "беттестіруге қатысушы екеуінен де бұрын жауап алынғаны",
                "whether both persons of the confrontation were interrogated before",
            ),
        ),
        Field(
            name="recognised_before",
            type=bool,
            reads=_BEGAN | _DECIDED,
            compute=_recognised,
            says=says(
                "признано ли лицо подозреваемым до допроса",
                "адам жауап алғанға дейін күдікті деп танылғаны",
                "whether the person was recognised as a suspect before",
            ),
        ),
        Field(
            name="recognition_refused",
            type=bool,
            reads=_BEGAN | _DECIDED | {"decision.refused"},
            compute=_refused,
            says=says(
                "отказал ли прокурор в согласовании",
                "прокурор келісуден бас тартқаны",
                "whether the prosecutor declined the recognition",
            ),
        ),
        Field(
            name="qualified_before",
            type=bool,
            reads=_BEGAN | _DECIDED | {"decision.agreed"},
            compute=_qualified,
            says=says(
                "согласована ли квалификация до допроса",
                "саралау жауап алғанға дейін келісілгені",
                "whether an agreed qualification came before",
            ),
        ),
        Field(
            name="detained_before",
            type=bool,
            reads=_BEGAN | {"detention", "detention.detained_at"},
            compute=_detained,
            says=says(
                "задержано ли лицо до допроса",
                "адам жауап алғанға дейін ұсталғаны",
                "whether the person was detained before",
            ),
        ),
        Field(
            name="registered_role",
            type=str,
            compute=_registered_role,
            reads=_BEGAN | {"role", "role.role", "role.since", "role.until"},
            says=says(
                "процессуальное положение по регистру в это время",
                "сол кездегі тіркелім бойынша процестік жағдайы",
                "role in the register at that time",
            ),
        ),
    ),
)
