"""How fast the service grows, and how long the disk's room does."""

from datetime import UTC, datetime, timedelta

import pytest

from models.storage import StorageSample, growth

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def sample(*, days_ago, used):
    return StorageSample(
        at=NOW - timedelta(days=days_ago),
        stored_bytes=used,
        derived_bytes=0,
        pictures_bytes=0,
        database_bytes=0,
        free_bytes=0,
    )


def test_growth_is_told_by_the_day_and_the_room_divided_by_it():
    found = growth(sample(days_ago=10, used=100), sample(days_ago=0, used=600))
    assert (found.grown_bytes, found.days, found.bytes_per_day, found.days_left(1000)) == (500, 10, 50, 20)


@pytest.mark.parametrize("used", [100, 50])
def test_what_does_not_grow_never_fills_the_disk(used):
    assert growth(sample(days_ago=10, used=100), sample(days_ago=0, used=used)).days_left(1000) is None


def test_less_than_a_day_tells_no_pace():
    assert growth(sample(days_ago=0.9, used=1), sample(days_ago=0, used=9)) is None
    assert growth(None, None) is None
