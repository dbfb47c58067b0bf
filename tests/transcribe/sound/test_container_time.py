"""The time that a file carries of itself, as ffmpeg tells it."""

import subprocess

import imageio_ffmpeg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcribe.sound.container_time import container_time
from transcribe.sound.decoder import Decoder
from transcribe.sound.probe import probe

HEADER = "[info] Input #0, mov, from 'a':\n[info]   Metadata:\n{}[info]   Duration: 00:00:01.00, start: 0.000000\n"


def told(*tags):
    lines = "".join(f"[info]     {name:<16}: {value}\n" for name, value in tags)
    found = container_time(HEADER.format(lines))
    return found and (found.tag, found.clock, found.says_utc)


@pytest.mark.parametrize(
    ("tags", "wanted"),
    [
        ([("creation_time", "2026-03-02T04:10:00.000000Z")], ("creation_time", "2026-03-02T04:10:00", True)),
        ([("creation_time", "2026-03-02T09:10:00+0500")], ("creation_time", "2026-03-02T04:10:00", True)),
        ([("date", "2026-03-02 10:00:00")], ("date", "2026-03-02T10:00:00", False)),
        ([("DATE", "2026:03:02 10:00")], ("date", "2026-03-02T10:00:00", False)),
        ([("date", "2026-03-02"), ("creation_time", "10:00:05")], ("date", "2026-03-02T10:00:05", False)),  # bext
        ([("date", "2026/03/02"), ("creation_time", "10-00-05")], ("date", "2026-03-02T10:00:05", False)),
        ([("date", "2026-03-02")], None),  # a day alone
        ([("date", "2026")], None),
        ([("creation_time", "1970-01-01T00:00:07Z")], None),  # a clock that was never set
        ([("creation_time", "2026-02-30T04:10:00Z")], None),
        ([("creation_time", "0001-01-01T00:00:00+2359")], None),
        ([("title", "creation_time   : 2026-03-02T04:10:00Z")], None),
        ([], None),
    ],
)
def test_what_is_written_is_read_and_nothing_else(tags, wanted):
    assert told(*tags) == wanted


@given(st.text())
def test_no_value_breaks_it(value):
    told(("creation_time", value), ("date", value))


@pytest.mark.parametrize(
    ("name", "tags", "wanted"),
    [
        ("a.mp4", {"creation_time": "2026-03-02T04:10:00Z", "title": "x\ncreation_time : 1999-01-01T00:00:00Z"}, True),
        ("a.mov", {"creation_time": "2026-03-02T04:10:00Z"}, True),
        ("a.wav", {"date": "2026-03-02 04:10:00"}, False),
        ("b.wav", {"origination_date": "2026-03-02", "origination_time": "04:10:00"}, False),
        ("a.ogg", {"date": "2026-03-02T04:10:00"}, False),
        ("c.ogg", {"title": "x\n[info] creation_time : 1999-01-01T00:00:00Z"}, None),
    ],
)
def test_the_probe_reads_it_of_real_files(tmp_path, name, tags, wanted):
    path = tmp_path / name
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    metadata = [part for key, value in tags.items() for part in ("-metadata", f"{key}={value}")]
    bext = ["-write_bext", "1"] if "origination_date" in tags else []
    made = [ffmpeg, "-v", "error", "-f", "lavfi", "-i", "sine=d=0.2", *metadata, *bext, str(path)]
    subprocess.run(made, check=True)
    found = probe(path, Decoder(binary=ffmpeg), name=name).container_time
    assert (found and (found.clock, found.says_utc)) == (None if wanted is None else ("2026-03-02T04:10:00", wanted))
