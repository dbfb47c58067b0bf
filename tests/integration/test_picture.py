"""The copy to watch: its picture and its sound lie where the decoded sound says, whatever the container's clock does."""

import subprocess

import imageio_ffmpeg
import numpy as np
import pytest

from models.span import Span
from transcribe.sound.decode import decode
from transcribe.sound.decoder import Decoder
from transcribe.sound.errors import NoPictureError, NotARecordingError
from transcribe.sound.pcm import SAMPLE_RATE
from transcribe.sound.picture import FRAMES_A_SECOND, make_picture

pytestmark = pytest.mark.integration

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
FLASH = 3.0  # seconds: a white picture and a tone, each half a second long
PICTURE = (
    f"color=black:size=320x240:rate=30:duration=8,drawbox=t=fill:color=white:enable='between(t,{FLASH},{FLASH + 0.5})'"
)
SOUND = f"aevalsrc=0.5*sin(2*PI*440*t)*between(t\\,{FLASH}\\,{FLASH + 0.5}):d=8:s=48000"
VARIABLE = ["-vf", "select='lt(mod(n,30),2)+between(t,2.9,3.6)'", "-fps_mode", "vfr"]  # a frame now and then
FILES = {
    "constant.mp4": [],
    "variable rate.mp4": VARIABLE,
    "late start.ts": ["-output_ts_offset", "1400"],
    "edit list.mp4": ["-bf", "3", "-use_editlist", "1"],
    "large.mkv": ["-s", "1920x1080"],
}


@pytest.fixture(scope="module")
def decoder():
    return Decoder(binary=FFMPEG)


def make(path, *more):
    sources = ["-f", "lavfi", "-i", PICTURE, "-f", "lavfi", "-i", SOUND]
    encoders = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"]
    subprocess.run([FFMPEG, "-v", "error", "-y", *sources, *encoders, *more, str(path)], check=True)
    return path


def flash_in(path):
    """When the picture turns white, in seconds, as a player that seeks by timestamps sees it."""
    command = [
        FFMPEG,
        "-v",
        "error",
        "-i",
        str(path),
        "-map",
        "0:v:0",
        "-vf",
        "scale=4:4,format=gray",
        "-f",
        "rawvideo",
        "-",
    ]
    frames = np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.uint8).reshape(-1, 16)
    return int(np.argmax(frames.mean(axis=1) > 128)) / FRAMES_A_SECOND


def tone_in(samples, rate):
    return int(np.argmax(np.abs(samples) > 0.1)) / rate


def sound_of(path):
    command = [FFMPEG, "-v", "error", "-i", str(path), "-map", "0:a:0", "-ac", "1", "-ar", "48000", "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32)


@pytest.mark.parametrize("name", FILES)
def test_picture_and_sound_of_the_copy_lie_on_the_decoded_sounds_clock(name, decoder, tmp_path):
    path = make(tmp_path / name, *FILES[name])
    told = []
    decoded = decode(path, tmp_path, decoder, progress=lambda *_: None)
    target = tmp_path / "picture.mp4"
    make_picture(path, target, decoder, name=name, duration=decoded.pcm.duration, progress=lambda *each: told.append(each))
    heard = tone_in(decoded.pcm.read(Span(start=0, end=8), 0), SAMPLE_RATE)
    assert flash_in(target) == pytest.approx(heard, abs=1.5 / FRAMES_A_SECOND)
    assert tone_in(sound_of(target), 48_000) == pytest.approx(heard, abs=0.03)
    assert told and all(step == "picture" and 0 <= done <= total for step, done, total in told)
    assert not target.with_suffix(".mkv").exists()


def test_the_copys_index_comes_first_and_its_picture_is_small(decoder, tmp_path):
    path = make(tmp_path / "large.mkv", *FILES["large.mkv"])
    make_picture(path, tmp_path / "p.mp4", decoder, name=path.name, duration=8, progress=lambda *_: None)
    content = (tmp_path / "p.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    shown = subprocess.run(
        [FFMPEG, "-hide_banner", "-i", str(tmp_path / "p.mp4")], capture_output=True, text=True, check=False
    )
    assert "854x480" in shown.stderr


def test_a_file_without_a_picture_and_one_that_is_no_recording_are_told(decoder, tmp_path):
    sound = tmp_path / "sound.wav"
    subprocess.run([FFMPEG, "-v", "error", "-f", "lavfi", "-i", SOUND, str(sound)], check=True)
    (tmp_path / "junk.mp4").write_bytes(b"junk" * 1000)
    for path, error in ((sound, NoPictureError), (tmp_path / "junk.mp4", (NoPictureError, NotARecordingError))):
        with pytest.raises(error):
            make_picture(path, tmp_path / "p.mp4", decoder, name=path.name, duration=8, progress=lambda *_: None)
        assert not (tmp_path / "p.mp4").exists()


def test_while_it_reads_what_others_made_the_decoder_writes_to_no_file(decoder, tmp_path):
    made = subprocess.run(
        decoder.command(["-v", "error", "-f", "lavfi", "-i", SOUND, str(tmp_path / "out.wav")]),
        capture_output=True,
        check=False,
    )
    assert made.returncode != 0
    assert not (tmp_path / "out.wav").exists() or (tmp_path / "out.wav").stat().st_size == 0
