"""Times that were said, hour by hour."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analysis.hours import Told, by_hour, columns

DAY = date(2026, 3, 5)


def told(who, *minutes, day=DAY, key=1):
    return Told(who=who, day=day, minutes=minutes, approximate=False, key=key)


def test_an_open_time_stands_in_both_of_its_hours():
    hours = by_hour([told("a", 10 * 60 + 30, 22 * 60 + 30)])
    assert [(each.hour, len(each.told)) for each in hours] == [(10, 1), (22, 1)]


def test_hours_of_no_day_stand_last_and_days_in_order():
    hours = by_hour([told("a", 60, day=None), told("b", 120, day=date(2026, 3, 6)), told("c", 1439)])
    assert [(each.day, each.hour) for each in hours] == [(DAY, 23), (date(2026, 3, 6), 2), (None, 1)]


def test_who_says_most_comes_first():
    hours = by_hour([told("a", 60), told("b", 60, key=2), told("b", 120, key=3)])
    assert columns(hours) == ["b", "a"]


@given(st.lists(st.builds(told, st.sampled_from("abc"), st.integers(0, 1439), key=st.integers(1, 99)), max_size=20))
def test_everything_told_stands_in_the_hour_of_its_minute(found):
    hours = by_hour(found)
    placed = [(each.hour, one) for each in hours for one in each.told]
    assert len(placed) == len(found)
    assert all(one.minutes[0] // 60 == hour for hour, one in placed)
    assert [(each.day, each.hour) for each in hours] == sorted({(each.day, each.hour) for each in hours})
