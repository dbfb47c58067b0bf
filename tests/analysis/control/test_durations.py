"""Durations over random sittings, against a plain oracle that walks through every minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.control.durations import Stretch, by_day, midnight, within
from analysis.control.evaluate import evaluate
from analysis.control.packs import load
from models.facts_case import PersonFacts
from models.verdicts import VerdictState
from tests.analysis.control.facts import case, known, sitting

PACKS = load()
MINUTE = timedelta(minutes=1)
ZONES = ("Asia/Almaty", "Asia/Aqtobe", "Asia/Qyzylorda")
STARTS = (
    datetime(2024, 2, 29, 10, tzinfo=UTC),
    datetime(2023, 11, 4, 10, tzinfo=UTC),
    datetime(2026, 3, 2, 10, tzinfo=UTC),
)
LIMITS = {"": (240, 480), "-S": (180, 300), "-M": (120, 240)}  # minutes without a break and a day

spans = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 700), st.integers(0, 2)), min_size=1, max_size=5)
people = st.tuples(st.integers(8, 80), st.sampled_from(("male", "female")), st.booleans(), st.booleans())


def minutes_of(stretch):
    count = round((stretch[1] - stretch[0]) / MINUTE)
    return {stretch[0] + MINUTE * number for number in range(count)}


def oracle_days(stretches, zone):
    """Minutes interrogated on each local day, and of the longest series that touches it."""
    covered = sorted(set().union(*(minutes_of(each) for each in stretches)))
    days, runs = {}, []
    for minute in covered:
        day = minute.astimezone(zone).date()
        days[day] = days.get(day, 0) + 1
        if runs and minute - runs[-1][-1] - MINUTE < timedelta(minutes=60):
            runs[-1].append(minute)
        else:
            runs.append([minute])
    longest = {day: max(len(run) for run in runs if any(m.astimezone(zone).date() == day for m in run)) for day in days}
    return days, longest


def oracle_night(stretch, zone):
    return sum(each.astimezone(zone).hour >= 22 or each.astimezone(zone).hour < 6 for each in minutes_of(stretch))


def category(age, sex, pregnant, child):
    special = (sex == "female" and pregnant) or child or (sex == "female" and age >= 58) or (sex == "male" and age >= 63)
    return {"": True, "-S": special, "-M": age < 18}


def person(age, sex, pregnant, child):
    born = date(2020, 1, 1) - timedelta(days=0)
    return PersonFacts(id="p1", birth_date=known(born.replace(year=2023 - age)), sex=known(sex), pregnant=known(pregnant),
                       minor_child=known(child))  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(spans=spans, zone=st.sampled_from(ZONES), start=st.sampled_from(STARTS), who=people)
@example(spans=[(0, 700, 0)], zone="Asia/Almaty", start=STARTS[0], who=(30, "male", False, False))
@example(spans=[(0, 1, 0), (2, 0, 0), (61, 1, 0)], zone="Asia/Almaty", start=STARTS[0], who=(8, "male", False, False))
@example(spans=[(400, 200, 0), (500, 200, 1)], zone="Asia/Almaty", start=STARTS[0], who=(60, "female", False, False))
def test_days_series_and_nights_are_those_of_the_minutes(spans, zone, start, who):
    there = ZoneInfo(zone)
    stretches = [(start + MINUTE * first, start + MINUTE * (first + length)) for first, length, _ in spans]
    sittings = [
        sitting(number, *each, interrogation=f"i{number % 2 + 1}", investigator=f"inv{spans[number][2]}")
        for number, each in enumerate(stretches)
    ]
    facts = case(*sittings, zone=zone, person=person(*who), interrogations=("i1", "i2"))
    verdicts = evaluate(PACKS, facts, at=start + timedelta(days=9))
    days, longest = oracle_days(stretches, there)

    def found(rule):
        return {each.subject.day: each for each in verdicts if each.control.id == rule and each.subject is not None}

    def fact(verdict, name):
        return next(each.value for each in verdict.facts if each.name == name)

    assert {day: fact(each, "person_day.seconds") for day, each in found("T2").items()} == {
        day: 60 * count for day, count in days.items()
    }
    assert {day: fact(each, "person_day.longest_series_seconds") for day, each in found("T1").items()} == {
        day: 60 * count for day, count in longest.items()
    }
    for day in days:
        age = day.year - (2023 - who[0])
        for kind, applies in category(age, *who[1:]).items():
            for rule, limit, spent in (("T1", LIMITS[kind][0], longest[day]), ("T2", LIMITS[kind][1], days[day])):
                verdict = found(rule + kind).get(day)
                assert (verdict is not None) == applies
                if verdict is not None:
                    assert verdict.state is (VerdictState.OK if spent <= limit else VerdictState.VIOLATED)
    by_night = {each.subject.id for each in verdicts if each.control.id == "T4" and each.subject is not None}
    assert by_night == {f"s{number}" for number, each in enumerate(stretches) if oracle_night(each, there)}


@settings(max_examples=150, deadline=None)
@given(first=st.integers(0, 3000), length=st.integers(0, 1800), zone=st.sampled_from(ZONES), start=st.sampled_from(STARTS))
def test_the_seconds_at_night_are_those_of_the_minutes(first, length, zone, start):
    there = ZoneInfo(zone)
    begun = start + MINUTE * first
    stretch = Stretch(begun, begun + MINUTE * length)
    assert sum(each.seconds for each in within(stretch, (22, 6), there)) == 60 * oracle_night(stretch, there)
    assert sum(each.seconds for _, each in by_day(stretch, there)) == stretch.seconds


@settings(max_examples=80, deadline=None)
@given(spans=spans, start=st.sampled_from(STARTS))
def test_two_rooms_at_once_are_those_of_the_minutes(spans, start):
    stretches = [(start + MINUTE * first, start + MINUTE * (first + length)) for first, length, _ in spans]
    sittings = [
        sitting(n, *each, interrogation=f"i{n % 2 + 1}", investigator=f"inv{spans[n][2]}")
        for n, each in enumerate(stretches)
    ]
    verdicts = evaluate(PACKS, case(*sittings, interrogations=("i1", "i2")), at=start + timedelta(days=9))
    for rule, shares in (("T5-I", lambda a, b: spans[a][2] == spans[b][2]), ("T5-P", lambda a, b: True)):
        wrong = {
            f"s{a}"
            for a in range(len(spans))
            for b in range(len(spans))
            if a != b and shares(a, b) and minutes_of(stretches[a]) & minutes_of(stretches[b])
        }
        violated = {e.subject.id for e in verdicts if e.control.id == rule and e.state is VerdictState.VIOLATED}
        assert violated == wrong


@pytest.mark.parametrize(("day", "offset"), [(date(2024, 2, 29), 6), (date(2024, 3, 1), 5), (date(2026, 3, 2), 5)])
def test_midnight_in_almaty_is_that_of_the_offset_in_force(day, offset):
    assert midnight(day, ZoneInfo("Asia/Almaty")) == datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(
        hours=offset
    )


def test_the_day_on_which_the_clocks_went_back_has_25_hours():
    there = ZoneInfo("Asia/Almaty")
    whole = Stretch(midnight(date(2024, 2, 29), there), midnight(date(2024, 3, 1), there))
    assert whole.seconds == 25 * 3600
    assert sum(each.seconds for each in within(whole, (22, 6), there)) == 9 * 3600
