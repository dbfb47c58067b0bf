"""Times as a picture."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from api.web.timeline import timeline
from models.cases import CaseSitting, Placement, TimeSource

START = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)  # 10:00 in Almaty
ZONE = "Asia/Almaty"


def sitting(start, end, number=1):
    return CaseSitting(
        id=uuid4(),
        case_id=uuid4(),
        interrogation_id=uuid4(),
        number=number,
        started_at=None if start is None else START + timedelta(minutes=start),
        ended_at=None if end is None else START + timedelta(minutes=end),
        zone=ZONE,
    )


def placement(start, minutes):
    return Placement(
        id=uuid4(),
        case_id=uuid4(),
        recording_id=uuid4(),
        sitting_id=uuid4(),
        span_start=0.0,
        span_end=minutes * 60.0,
        wall_start=None if start is None else START + timedelta(minutes=start),
        source=TimeSource.TYPED,
        typed_by=None,
        doubt_seconds=None,
    )


def test_nothing_is_drawn_where_no_time_is_known():
    assert timeline([sitting(0, None)], [placement(None, 10)], ZONE) is None


def test_bars_lie_where_their_times_are():
    made = timeline([sitting(0, 50), sitting(60, 100, 2)], [placement(25, 25)], ZONE)
    assert [(bar.x, bar.width, bar.row) for bar in made.bars] == [(0, 500, 0), (600, 400, 0), (250, 250, 1)]


def test_recordings_at_the_same_time_lie_under_one_another_and_later_ones_beside():
    made = timeline([sitting(0, 100)], [placement(0, 50), placement(0, 40), placement(60, 20)], ZONE)
    assert [bar.row for bar in made.bars] == [0, 1, 2, 1]
    assert made.rows == 3


def test_round_times_are_on_the_clock_of_the_place():
    made = timeline([sitting(7, 100)], [], ZONE)
    assert [f"{tick.at:%H:%M}" for tick in made.ticks] == ["10:15", "10:30", "10:45", "11:00", "11:15", "11:30"]
    assert made.days == 1


def test_a_night_counts_as_two_days_and_a_year_does_not_flood_the_picture():
    assert timeline([sitting(13 * 60, 15 * 60)], [], ZONE).days == 2
    assert len(timeline([sitting(0, 365 * 24 * 60)], [], ZONE).ticks) <= 15
