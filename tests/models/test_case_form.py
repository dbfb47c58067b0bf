from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from models.case_form import completed
from models.cases import Case, CaseInterrogation, CaseKind, CaseParticipant, CaseSitting, CaseStatus, Person
from transcribe.protocol.form import form_of

ID = uuid4()
CASE = Case(
    id=ID,
    number="257500121000123",
    kind=CaseKind.CRIMINAL,
    unit_id=ID,
    investigator_id=ID,
    articles=[],
    status=CaseStatus.OPEN,
    sealed=False,
    legal_hold=False,
    created_at=datetime(2026, 3, 1, tzinfo=UTC),
)
WITNESS = (
    CaseParticipant(id=ID, case_id=ID, person_id=ID, role="witness", since=None, until=None),
    Person(id=ID, name="Ахметов Ерлан", iin=None, birth_date=date(1990, 1, 1), contacts=[]),
)


def interrogation(**form):
    return CaseInterrogation(
        id=ID, case_id=ID, participant_id=ID, language="kk", form=form, created_at=CASE.created_at, edition=1
    )


def sitting(number, start, end, zone="Asia/Almaty"):
    return CaseSitting(id=ID, case_id=ID, interrogation_id=ID, number=number, started_at=start, ended_at=end, zone=zone)


def test_what_the_records_know_fills_what_the_form_leaves_out():
    sittings = [sitting(1, datetime(2026, 3, 2, 20, 30, tzinfo=UTC), datetime(2026, 3, 2, 21, 0, tzinfo=UTC))]
    made = form_of(completed(interrogation(place="Алматы"), CASE, WITNESS, sittings), name=Path("form"))
    assert (made.language, made.role, made.case_number, made.place) == ("kk", "witness", CASE.number, "Алматы")
    assert (made.person.full_name, made.person.birth_date) == ("Ахметов Ерлан", date(1990, 1, 1))
    (only,) = made.sittings
    assert str(only.start.day) == "2026-03-03"  # the clock of the place, UTC+5, is past midnight
    assert (str(only.start.time), str(only.end.time)) == ("01:30:00", "02:00:00")
    assert made.day == date(2026, 3, 3)


def test_what_a_person_stated_stays():
    stated = {
        "case_number": "1",
        "role": "suspect",
        "date": "2026-01-01",
        "sittings": [{"start": "10:05", "end": "10:40"}],
        "person": {"full_name": "Ахметов Е. М.", "birth_date": ""},
    }
    sittings = [sitting(1, datetime(2026, 3, 2, 5, tzinfo=UTC), datetime(2026, 3, 2, 6, tzinfo=UTC))]
    made = form_of(completed(interrogation(**stated), CASE, WITNESS, sittings), name=Path("form"))
    assert (made.case_number, made.role, made.day) == ("1", "suspect", date(2026, 1, 1))
    assert (made.person.full_name, made.person.birth_date) == ("Ахметов Е. М.", date(1990, 1, 1))
    assert made.sittings[0].start.day == date(2026, 1, 1)


def test_a_list_that_is_stated_to_be_empty_stays_but_no_sittings_are_no_statement():
    made = completed(interrogation(participants=[], attachments=[], sittings=[], place=""), CASE, WITNESS, [])
    assert (made["participants"], made["attachments"]) == ([], [])
    assert not {"sittings", "place"} & set(made)


def test_a_sitting_without_an_end_or_a_role_that_is_none_leaves_a_gap():
    other = (WITNESS[0].__class__(id=ID, case_id=ID, person_id=ID, role="понятой", since=None, until=None), WITNESS[1])
    sittings = [sitting(1, datetime(2026, 3, 2, 5, tzinfo=UTC), None)]
    made = form_of(completed(interrogation(), CASE, other, sittings), name=Path("form"))
    assert (made.role, made.sittings, made.day) == (None, (), None)


def test_times_stated_without_a_day_are_not_put_on_another_day():
    sittings = [sitting(1, datetime(2026, 3, 2, 5, tzinfo=UTC), datetime(2026, 3, 2, 6, tzinfo=UTC))]
    made = completed(interrogation(sittings=[{"start": "10:05", "end": "10:40"}]), CASE, WITNESS, sittings)
    assert "date" not in made
