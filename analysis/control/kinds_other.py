"""Administrative proceedings and inspections."""

from datetime import date, datetime

from analysis.control.fields import Field, Kind, computed, own_fields, says
from analysis.control.workdays import working_days_between
from analysis.control.world import MissingFactError, Reader, Subject, World
from models.facts import FactName
from models.facts_case import AdministrativeFacts, DocumentFacts, InspectionFacts


def _until_heard(read: Reader, world: World, of: AdministrativeFacts) -> int:
    recorded: datetime = read.take(of, "recorded_at")
    heard: datetime = read.take(of, "heard_at")
    return (world.local_day(heard) - world.local_day(recorded)).days


def _elapsed_days(read: Reader, world: World, of: AdministrativeFacts) -> int:
    return (world.local_day(world.now) - world.local_day(read.take(of, "recorded_at"))).days


def _administratives(world: World) -> list[Subject]:
    found = []
    for each in world.facts.administratives:
        subject = Subject("administrative", each.id, each)
        if each.recorded_at is None:
            subject.day_missing = (FactName(each.KIND, each.id, "recorded_at"),)
        else:
            subject.day = world.local_day(each.recorded_at.value)
        found.append(subject)
    return found


def _appointments(read: Reader, world: World, of: InspectionFacts) -> list[DocumentFacts]:
    found = world.documents_of.get(of.id, ())
    return [each for each in found if read.take(each, "kind") == "appointment"]


def _has_appointment(read: Reader, world: World, of: InspectionFacts) -> bool:
    return bool(_appointments(read, world, of))


def _registered_before(read: Reader, world: World, of: InspectionFacts) -> bool:
    start: datetime = read.take(of, "starts_at")
    return any(read.take(each, "registered_at") <= start for each in _appointments(read, world, of))


def _notice_working_days(read: Reader, world: World, of: InspectionFacts) -> int:
    """Whole working days between the first notice and the start."""
    notices = world.notices_of.get(of.id, ())
    if not notices:
        raise MissingFactError(FactName("notice", of.id, "given_at"))
    first: date = min(world.local_day(read.take(each, "given_at")) for each in notices)
    return working_days_between(first, world.local_day(read.take(of, "starts_at")), read.limit("days_off"))


def _inspections(world: World) -> list[Subject]:
    found = []
    for each in world.facts.inspections:
        subject = Subject("inspection", each.id, each)
        if each.starts_at is None:
            subject.day_missing = (FactName(each.KIND, each.id, "starts_at"),)
        else:
            subject.day = world.local_day(each.starts_at.value)
        found.append(subject)
    return found


ADMINISTRATIVE = Kind(
    name="administrative",
    says=says(
        "дело об административном правонарушении",
        "әкімшілік құқық бұзушылық туралы іс",
        "a case of an administrative offence",
    ),
    subjects=_administratives,
    made_of=frozenset({"administrative", "administrative.recorded_at"}),
    fields=own_fields(AdministrativeFacts)
    | computed(
        Field(
            name="days_until_heard",
            type=int,
            compute=_until_heard,
            reads=frozenset({"administrative.recorded_at", "administrative.heard_at"}),
            says=says("дней до рассмотрения", "қарағанға дейінгі күндер", "days until the hearing"),
        ),
        Field(
            name="days_elapsed",
            type=int,
            compute=_elapsed_days,
            reads=frozenset({"administrative.recorded_at", "clock.now"}),
            says=says("дней после протокола", "хаттамадан кейінгі күндер", "days since the record"),
        ),
    ),
)
INSPECTION = Kind(
    name="inspection",
    says=says("проверка", "тексеру", "an inspection"),
    subjects=_inspections,
    made_of=frozenset({"inspection", "inspection.starts_at"}),
    fields=own_fields(InspectionFacts)
    | computed(
        Field(
            name="has_appointment",
            type=bool,
            reads=frozenset({"document", "document.kind"}),
            compute=_has_appointment,
            says=says("есть ли акт о назначении", "тағайындау актісінің болуы", "whether there is an appointment"),
        ),
        Field(
            name="registered_before",
            type=bool,
            compute=_registered_before,
            reads=frozenset({"document", "document.kind", "document.registered_at", "inspection.starts_at"}),
            says=says(
                "зарегистрирован ли акт до начала",
                "акт басталғанға дейін тіркелгені",
                "whether the appointment was registered before the start",
            ),
        ),
        Field(
            name="notice_working_days",
            type=int,
            compute=_notice_working_days,
            limits=("days_off",),
            reads=frozenset({"notice", "notice.given_at", "inspection.starts_at"}),
            says=says(
                "рабочих дней между уведомлением и началом",
                "хабарлама мен басталу арасындағы жұмыс күндері",
                "working days between notice and start",
            ),
        ),
    ),
)
