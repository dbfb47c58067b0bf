"""A case's records as facts: what they tell, with its source, and nothing that they do not."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from api.case_facts import facts_of
from models.case_records import CaseRecords, InterrogationRecords
from models.cases import (
    Case,
    CaseInterrogation,
    CaseKind,
    CaseParticipant,
    CaseSitting,
    CaseStatus,
    Person,
    Placement,
    TimeSource,
)
from models.controls import StatedFact
from models.decisions import ProceduralDecision

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CASE, WRITER = uuid4(), uuid4()
MAN, WOMAN = "900101300017", "900101400018"


def case(*articles, kind=CaseKind.CRIMINAL, closed_at=None):
    return Case(
        id=CASE,
        number="1",
        kind=kind,
        unit_id=uuid4(),
        investigator_id=WRITER,
        articles=list(articles),
        status=CaseStatus.CLOSED if closed_at else CaseStatus.OPEN,
        sealed=False,
        legal_hold=False,
        created_at=NOW,
        closed_at=closed_at,
    )


def human(role="witness", *, born=None, iin=None):
    person = Person(id=uuid4(), name="Ы", iin=iin, birth_date=born, contacts=[])
    return CaseParticipant(id=uuid4(), case_id=CASE, person_id=person.id, role=role, since=NOW, until=None), person


def interrogated(taken, form=None, *, sittings=(), placements=(), gaps=None, heard=None):
    made = CaseInterrogation(
        id=uuid4(), case_id=CASE, participant_id=taken[0].id, language="ru", form=form or {}, created_at=NOW, edition=1
    )
    return InterrogationRecords(
        interrogation=made,
        sittings=tuple(sittings),
        placements=tuple(placements),
        version=gaps and 1,
        gaps=gaps,
        heard=heard or {},
    )


def sitting(of, start, end=None):
    return CaseSitting(
        id=uuid4(), case_id=CASE, interrogation_id=of, number=1, started_at=start, ended_at=end, zone="Asia/Almaty"
    )


def decision(kind, *articles):
    return ProceduralDecision(
        id=uuid4(), case_id=CASE, kind=kind, decided_at=NOW, participant_id=None, articles=list(articles), text="",
        recorded_by=WRITER, recorded_at=NOW,
    )  # fmt: skip


def stated(kind, record, fields, number=1):
    return StatedFact(
        id=number, case_id=CASE, kind=kind, record=record, fields=fields, source={"kind": "typed", "where": "w"},
        sources={}, account_id=WRITER, at=NOW,
    )  # fmt: skip


def facts(found=None, *, people=(), same=(), interrogations=(), decisions=(), says=(), at=NOW):
    records = CaseRecords(
        case=found or case(), zone="Asia/Almaty", participants=tuple(people), same_persons=tuple(same),
        interrogations=tuple(interrogations), decisions=tuple(decisions), stated=tuple(says), accounts={WRITER: "Тергеуші"},
    )  # fmt: skip
    return facts_of(records, at=at)


@pytest.mark.parametrize(
    ("dates", "known"),
    [
        ([None, None], None),
        ([date(2000, 1, 1), None], date(2000, 1, 1)),
        ([date(2000, 1, 1), date(2000, 1, 1)], date(2000, 1, 1)),
        ([date(2000, 1, 1), date(2001, 1, 1)], None),
    ],
)
def test_rows_of_one_human_are_one_person_whose_dates_must_agree(dates, known):
    people = [human(born=each) for each in dates]
    (only,) = facts(people=people, same=[(people[0][1].id, people[1][1].id)]).persons
    assert only.id == str(people[0][1].id)
    assert (only.birth_date.value if only.birth_date else None) == known


def test_people_of_an_equal_iin_are_one_and_others_are_not():
    one, other, third = human("suspect", iin=MAN), human("witness", iin=MAN), human(iin=WOMAN)
    found = facts(people=[one, other, third])
    assert len(found.persons) == 2
    assert {each.person for each in found.roles[:2]} == {str(one[1].id)}


def test_an_iin_whose_check_digit_is_wrong_tells_nothing():
    (only,) = facts(people=[human(iin="900101300010")]).persons
    assert (only.birth_date, only.sex) == (None, None)


def test_since_when_somebody_has_a_role_is_not_known():
    (role,) = facts(people=[human("suspect"), human("pedagogue")]).roles
    assert (role.role.value, role.since, role.until) == ("suspect", None, None)


@pytest.mark.parametrize(
    ("hours", "runs"), [(0, True), (23.9, True), (24.1, False), (-1, False)], ids=["now", "today", "long ago", "ahead"]
)
def test_a_sitting_without_an_end_runs_for_a_day_at_most(hours, runs):
    who = human()
    made = interrogated(who)
    of = InterrogationRecords(
        interrogation=made.interrogation, placements=(), version=None, gaps=None, heard={},
        sittings=(sitting(made.interrogation.id, NOW - timedelta(hours=hours)),),
    )  # fmt: skip
    (found,) = facts(people=[who], interrogations=[of]).sittings
    assert (found.running, found.ended_at) == (runs, None)


def test_a_recording_has_the_time_of_its_source_or_none():
    who = human()
    spans = [
        Placement(
            id=uuid4(), case_id=CASE, recording_id=UUID(int=7), sitting_id=uuid4(), span_start=5.0, span_end=65.0,
            wall_start=start, source=source, typed_by=None, doubt_seconds=None,
        )
        for start, source in ((NOW, TimeSource.RECORDER), (None, TimeSource.UNKNOWN))
    ]  # fmt: skip
    found = facts(people=[who], interrogations=[interrogated(who, placements=spans)])
    known, unknown = found.placements
    assert (known.started_at.value, known.ended_at.value) == (NOW, NOW + timedelta(seconds=60))
    assert (known.started_at.source.kind, known.started_at.source.second) == ("sound", 5.0)
    assert (unknown.started_at, unknown.ended_at) == (None, None)
    assert found.interrogations[0].recorded.value is True


def test_a_form_that_states_nothing_leaves_everything_unknown():
    who = human("suspect")
    (found,) = facts(people=[who], interrogations=[interrogated(who)]).interrogations
    assert (found.role.value, found.protocol_language.value) == ("suspect", "ru")
    silent = ("form", "participants", "rights_article", "rights_at", "first_question_at", "use_warned", "guilt_asked",
              "liability_warned", "language_asked", "recorded", "means_announced", "means_named", "empty_fields",
              "times_to_minute", "spoken_languages", "leading_questions", "refusal_right_explained")  # fmt: skip
    assert [name for name in silent if getattr(found, name) is not None] == []


def test_what_a_form_states_is_told_with_its_field():
    who = human("suspect")
    form = {
        "participants": [{"role": "defender", "name": "А"}],
        "statements": {"rights_explained": "true", "use_warned": "false", "technical_means_announced": "true"},
        "guilt": "denies",
        "testimony_language": "русский",
        "interpreter_needed": "false",
        "technical_means": "диктофон",
        "official": {"name": "Следователь  Один"},
    }
    made = interrogated(who, form, gaps=("место рождения",))
    (found,) = facts(people=[who], interrogations=[made]).interrogations
    assert (found.rights_article.value, found.rights_article.source.where) == ("64", "statements.rights_explained")
    assert (found.use_warned.value, found.means_announced.value, found.means_named.value) == (False, True, True)
    assert (found.guilt_asked.value, found.language_asked.value) == (True, True)
    assert found.participants.value == ("defender",)
    assert (found.empty_fields.value, found.empty_fields.source.where) == (("место рождения",), "version 1")
    unread = interrogated(who, {"statements": {"rights_explained": "false"}})
    (other,) = facts(people=[who], interrogations=[unread]).interrogations
    assert other.rights_article.value == ""  # stated: none were


@pytest.mark.parametrize(
    ("found", "decisions", "says", "articles"),
    [
        (case(), [], [], None),
        (case("УК 120"), [], [], ("УК 120",)),
        (case("УК 120"), [decision("qualified", "УК 121")], [], ("УК 120", "УК 121")),
        (case("УК 120"), [decision("terminated", "УПК 35")], [], ("УК 120",)),
        (case("УК 120"), [], [stated("episode", "e", {"articles": ["УК 120 ч.3"]})], None),
        (case("УК 120"), [], [stated("episode", "e", {"articles": ["УК 188"]})], ("УК 120",)),
        (
            case(),
            [],
            [stated("episode", "e", {"articles": ["УК 120"]}), stated("episode", "e", None, 2)],
            ("УК 120",),
        ),
        (case("КоАП 73", kind=CaseKind.ADMINISTRATIVE), [], [], None),
    ],
)
def test_articles_that_no_stated_episode_bears_make_one_of_their_own(found, decisions, says, articles):
    people = [human("suspect"), human("victim")]
    made = {each.id: each for each in facts(found, people=people, decisions=decisions, says=says).episodes}
    assert (made["case"].articles.value if "case" in made else None) == articles
    if articles is not None:
        assert (made["case"].began_on, made["case"].victims.value) == (None, (str(people[1][1].id),))


def test_of_a_field_the_latest_statement_holds_and_an_episode_keeps_its_qualifications():
    who = human("victim", born=date(2012, 1, 1))
    says = [
        stated("person", str(who[0].id), {"birth_date": "2011-01-01", "sex": "female"}, 1),
        stated("person", str(who[1].id), {"birth_date": "2010-01-01"}, 2),
        stated("episode", "e", {"articles": ["УК 120"], "victims": [str(who[0].id)], "place": "двор"}, 3),
        stated("episode", "e", {"articles": ["УК 188"], "place": None}, 4),
    ]
    found = facts(people=[who], says=says)
    (person,), (episode,) = found.persons, found.episodes
    assert (person.birth_date.value, person.sex.value) == (date(2010, 1, 1), "female")
    assert (person.birth_date.source.kind, person.birth_date.source.by) == ("typed", "Тергеуші")
    assert episode.articles.value == ("УК 120", "УК 188")
    assert (episode.victims.value, episode.place) == ((str(who[1].id),), None)


def test_what_cannot_be_read_any_more_is_left_out():
    says = [stated("detention", "d", {"detained_at": "2026-01-01T10:00:00+05:00"}), stated("spell", "x", {"a": 1}, 2)]
    assert facts(says=says).detentions == ()


def test_of_what_cannot_be_read_any_more_the_field_alone_is_left_out():
    born = {"birth_date": "2011-01-01", "sex": "boy"}
    (person,) = [each for each in facts(says=[stated("person", "p", born)]).persons if each.id == "p"]
    assert (person.birth_date.value, person.sex) == (date(2011, 1, 1), None)
    assert facts(says=[stated("agreement", "a", {"offender": "p", "victim": ["v"]})]).agreements == ()


def test_a_closed_case_runs_no_further():
    assert facts(case(closed_at=NOW)).case.closed_at.value == NOW
    assert facts(case()).case.closed_at is None
