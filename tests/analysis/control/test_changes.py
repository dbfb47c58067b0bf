"""What is judged again after a change, held against judging everything."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.control.evaluate import changed, evaluate, merged
from analysis.control.packs import load
from bench.control_cases import large_case
from models.facts_case import (
    RECORDS,
    AgreementFacts,
    DecisionFacts,
    DetentionFacts,
    InterruptionFacts,
    PersonFacts,
    RoleFacts,
    SittingFacts,
)
from models.facts_shape import shape
from models.verdicts import VerdictState
from tests.analysis.control.facts import START, case, hours, known, sitting

PACKS = load()
LARGE = large_case(persons=6, interrogations=9)
BETWEEN_OTHERS = replace(LARGE.episodes[0], id="e9", offenders=known(("p4",)), victims=known(("p5",)))
SMALL = replace(LARGE, episodes=(*LARGE.episodes[:2], BETWEEN_OTHERS), agreements=())
NOW = hours(60)
VALUES = {bool: (True, False), int: (0, 3), date: (date(2012, 4, 1), date(1980, 1, 1)), datetime: (hours(2), hours(31)),
          str: ("terminated", "suspect", "inquiry", "УК 68"), tuple: ((), ("p1",), ("УК 120 ч.3",), ("inv1",))}  # fmt: skip
OTHERS = {
    "persons": PersonFacts(id="p9", birth_date=known(date(2011, 1, 1))),
    "roles": RoleFacts(id="r9", person="p0", role=known("suspect"), since=known(START)),
    "agreements": AgreementFacts(id="a9", offender="p2", victim="p1", consent=known(False)),
    "decisions": DecisionFacts(id="d99", person="p3", kind=known("terminated"), decided_at=known(hours(9))),
    "detentions": DetentionFacts(id="x9", person="p3", detained_at=known(START)),
    "sittings": SittingFacts(id="s99", interrogation="i3", started_at=known(hours(1)), ended_at=known(hours(20))),
    "interruptions": InterruptionFacts(id="z9", since=known(START)),
}


def tell(verdict):
    return (
        verdict.control, verdict.state, verdict.subject, verdict.missing, verdict.seconds_left, verdict.approaching,
        verdict.facts,
    )  # fmt: skip


def told(verdicts):
    return Counter(map(tell, verdicts))


def without(facts, name, record):
    """The case without a record and without what lies in it; no extract and no case file leaves those behind."""
    left = replace(facts, **{name: tuple(each for each in getattr(facts, name) if each is not record)})
    sittings = tuple(s for s in left.sittings if any(s.interrogation == each.id for each in left.interrogations))
    placements = tuple(p for p in left.placements if any(p.sitting == each.id for each in sittings))
    return replace(left, sittings=sittings, placements=placements)


@st.composite
def edits(draw, facts):
    """The case with one thing else: a fact, to whom a record belongs, a record less, a record more."""
    if draw(st.integers(0, 5)) == 0:
        name = draw(st.sampled_from(sorted(OTHERS)))
        kept, more = tuple(each for each in getattr(facts, name) if each.id != OTHERS[name].id), OTHERS[name]
        if name == "sittings":  # of an interrogation that is there
            more = replace(more, interrogation=draw(st.sampled_from([each.id for each in facts.interrogations])))
        return replace(facts, **{name: (*kept, more)})
    name = draw(st.sampled_from([*sorted(each for each in RECORDS if getattr(facts, each)), "case"]))
    if name == "case":
        record = facts.case
    else:
        record = draw(st.sampled_from(getattr(facts, name)))
        if draw(st.integers(0, 5)) == 0:
            return without(facts, name, record)
    field = draw(st.sampled_from(shape(type(record))))
    if field.fact:
        value = draw(st.sampled_from((None, *map(known, VALUES[field.type]))))
    elif field.name in {"person", "second_person", "offender", "victim"}:
        value = draw(st.sampled_from([each.id for each in facts.persons]))
    elif field.name == "interrogation":
        value = draw(st.sampled_from([each.id for each in facts.interrogations]))
    else:
        return facts
    other = replace(record, **{field.name: value})
    if name == "case":
        return replace(facts, case=other)
    return replace(facts, **{name: tuple(other if each is record else each for each in getattr(facts, name))})


@settings(max_examples=100, deadline=None)
@given(data=st.data(), minutes=st.sampled_from((0, 1, 60 * 24)))
def test_judging_a_change_gives_what_judging_everything_gives(data, minutes):
    before = SMALL
    for _ in range(data.draw(st.integers(0, 2))):
        before = data.draw(edits(before))
    after = data.draw(edits(before))
    later = NOW + timedelta(minutes=minutes)
    earlier = evaluate(PACKS, before, at=NOW)
    renewal = changed(PACKS, before, after, at=later, time_went_on=minutes > 0)
    assert told(merged(earlier, renewal)) == told(evaluate(PACKS, after, at=later))


def test_only_rules_that_read_the_fact_and_only_subjects_of_the_person_are_judged():
    born = replace(SMALL.persons[0], birth_date=known(date(2012, 1, 1)))
    after = replace(SMALL, persons=(born, *SMALL.persons[1:]))
    renewal = changed(PACKS, SMALL, after, at=NOW)
    rules = {each.id for each in renewal.controls}
    assert {"T1-M", "M1-W", "R2-C"} <= rules
    assert rules.isdisjoint({"T2", "P1-F", "T5-E", "S2"})
    judged = {each.subject.id for each in renewal.verdicts if each.subject.kind == "interrogation"}
    assert judged == {each.id for each in SMALL.interrogations if each.person == "p0"} == {"i0", "i6"}


def test_nothing_changed_and_nothing_is_judged():
    renewal = changed(PACKS, SMALL, SMALL, at=NOW)
    assert (renewal.verdicts, renewal.controls) == ((), ())


def test_what_reads_the_clock_is_judged_when_time_went_on():
    renewal = changed(PACKS, SMALL, SMALL, at=NOW, time_went_on=True)
    assert renewal.controls
    assert all(each.reads & {"clock.now", "clock.today"} for each in renewal.controls)


def test_a_rule_whose_last_subject_went_is_not_applicable_once():
    before = case(sitting(1, START, hours(9)))
    after = replace(before, sittings=())
    found = merged(evaluate(PACKS, before, at=NOW), changed(PACKS, before, after, at=NOW))
    (verdict,) = [each for each in found if each.control.id == "T2"]
    assert verdict.state is VerdictState.NOT_APPLICABLE
