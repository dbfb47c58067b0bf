"""The ways in which a file's own time may be read."""

import pytest

from api.web.clock_proposals import proposals

SOUND = {
    "decoded_duration": 90.4,
    "container_time": {"tag": "creation_time", "clock": "2026-03-02T04:10:00", "says_utc": True},
}


def read(sound, zone="Asia/Almaty"):
    return [(each.reading, f"{each.at:%d %H:%M:%S}") for each in proposals(sound, zone)]


def test_it_is_read_as_utc_and_as_the_places_at_the_beginning_and_at_the_end():
    assert read(SOUND) == [
        ("utc-beginning", "02 04:10:00"), ("local-beginning", "01 23:10:00"),
        ("utc-end", "02 04:08:30"), ("local-end", "01 23:08:30"),
    ]  # fmt: skip


def test_what_the_file_itself_says_comes_first():
    told = SOUND["container_time"] | {"says_utc": False}
    assert [reading for reading, _ in read(SOUND | {"container_time": told})][:2] == ["local-beginning", "utc-beginning"]


@pytest.mark.parametrize("sound", [None, {"decoded_duration": 1.0}, {"decoded_duration": 1.0, "container_time": None}])
def test_without_a_time_nothing_is_proposed(sound):
    assert proposals(sound, "Asia/Almaty") == []
