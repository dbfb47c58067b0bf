"""What a range of a playback copy's bytes sounds like, in seconds; held against the decoder's own clock."""

import subprocess

import imageio_ffmpeg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcribe.sound.ogg_clock import span_of_bytes

pytestmark = pytest.mark.integration

SECONDS = 40.0


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("ogg") / "playback.ogg"
    sound = f"anoisesrc=d={SECONDS}:a=0.3,volume='if(lt(mod(t,4),2),1,0.01)':eval=frame"  # its bytes are spread unevenly
    encoder = ["-c:a", "libopus", "-b:a", "40k"]
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", sound, *encoder, str(made)], check=True
    )
    return made


@pytest.fixture(scope="module")
def packets(path):
    """Byte position, start and end of each page's worth, as another reader of Ogg tells them."""
    import av

    with av.open(str(path)) as container:
        return [
            (packet.pos, float(packet.pts * packet.time_base), float((packet.pts + packet.duration) * packet.time_base))
            for packet in container.demux(audio=0)
            if packet.pts is not None and packet.pos is not None
        ]


def test_all_bytes_are_all_of_the_sound(path):
    whole = span_of_bytes(path, 0, path.stat().st_size - 1)
    assert whole.start == 0
    assert whole.end == pytest.approx(SECONDS, abs=0.02)


@given(data=st.data())
def test_a_range_holds_every_packet_that_lies_in_it_and_at_most_a_page_more_at_each_end(path, packets, data):
    size = path.stat().st_size
    first = data.draw(st.integers(1000, size - 2))
    last = data.draw(st.integers(first, size - 1))
    span = span_of_bytes(path, first, last)
    inside = [(start, end) for pos, start, end in packets if first <= pos <= last]
    if inside:
        assert span.start <= max(0, inside[0][0]) + 1e-6
        assert span.end >= inside[-1][1] - 0.03  # the decoder counts what it skips at the beginning
        assert inside[0][0] - span.start < 2.1
        assert span.end - inside[-1][1] < 2.1


def test_what_is_no_ogg_opus_has_no_seconds(tmp_path):
    other = tmp_path / "other"
    other.write_bytes(bytes(range(256)) * 10)
    assert span_of_bytes(other, 0, 100) is None
