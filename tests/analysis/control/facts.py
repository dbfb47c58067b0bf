"""Small cases for tests, one line each."""

from datetime import UTC, datetime, timedelta

from models.cases import CaseKind
from models.facts import Known, Source, SourceKind
from models.facts_case import CaseFacts, InterrogationFacts, PersonFacts, SittingFacts

REGISTER = Source(kind=SourceKind.REGISTER, where="extract")
START = datetime(2026, 3, 2, 4, tzinfo=UTC)  # 09:00 in Almaty


def known(value, kind=SourceKind.REGISTER, where="extract"):
    return Known(value=value, source=Source(kind=kind, where=where))


def sitting(number, start, end, *, interrogation="i1", investigator="inv1", urgent=False):
    return SittingFacts(
        id=f"s{number}",
        interrogation=interrogation,
        started_at=None if start is None else known(start, SourceKind.PROTOCOL, "start"),
        ended_at=None if end is None else known(end, SourceKind.PROTOCOL, "end"),
        investigators=known((investigator,)),
        urgent=known(urgent),
    )


def case(*sittings, zone="Asia/Almaty", person=None, interrogations=("i1",), **more):
    one = person or PersonFacts(id="p1", birth_date=known(datetime(1990, 5, 1).date(), SourceKind.CASE_FILE, "passport"),
                                sex=known("male"), pregnant=known(False), minor_child=known(False))  # fmt: skip
    return CaseFacts(
        number="1",
        kind=CaseKind.CRIMINAL,
        zone=zone,
        persons=(one,),
        interrogations=tuple(InterrogationFacts(id=each, person="p1", role=known("witness")) for each in interrogations),
        sittings=sittings,
        **more,
    )


def hours(number):
    return START + timedelta(hours=number)
