"""A click on a word plays that word: what the browser lets hear is found again in the decoded sound."""

import subprocess
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import imageio_ffmpeg
import numpy as np
import pytest
from playwright.sync_api import expect
from scipy.signal import correlate

from models.progress import silent
from models.span import Span
from models.store import transcripts
from models.store.database import SYSTEM
from models.transcript import Turn
from tests.acceptance.browser import Visit
from tests.factories import transcript, word
from tests.service import make_world, receive
from transcribe.sound.decode import decode
from transcribe.sound.decoder import Decoder
from transcribe.sound.kept import write_peaks
from transcribe.sound.pcm import SAMPLE_RATE
from transcribe.sound.picture import make_picture

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(300)]

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
MOST_SECONDS = 0.2  # between a word's time and what is heard first
LIKE = 0.5  # how alike what is heard and the place in the recording must be: 1 is the same
AROUND = 3.0  # seconds around the word in which it is looked for
NOISE = "anoisesrc=d={seconds}:c=pink:r=16000:a=0.5:seed={seed}"  # is like itself at one place alone
PICTURE = "testsrc=size=320x240:rate=30:duration={seconds}"
VARIABLE = ["-vf", "select='lt(mod(n,30),2)+between(t,10,12)'", "-fps_mode", "vfr"]  # a frame now and then
TAP = """async () => {
    const media = document.querySelector("#player audio, #player video");
    const context = new AudioContext({ sampleRate: 16000 });
    const tap = context.createScriptProcessor(1024, 1, 1);
    window.heard = [];
    tap.onaudioprocess = (event) => window.heard.push(...event.inputBuffer.getChannelData(0));
    context.createMediaElementSource(media).connect(tap).connect(context.destination);
    await context.resume();
}"""
HEARD = """() => {
    const first = window.heard.findIndex((each) => each !== 0);
    return first >= 0 && window.heard.length - first > 18000;
}"""
TAKE = """() => {
    document.querySelector("#player audio, #player video").pause();
    const taken = window.heard;
    window.heard = [];
    return taken;
}"""


def variable_rate(folder):
    return made(folder / "variable rate.mp4", seconds=40, encoders=[*VARIABLE, "-c:a", "aac"])


def edit_list(folder):
    """Sound that begins a second and a half after the picture: the container says so in an edit list."""
    return made(folder / "edit list.mp4", seconds=40, encoders=["-bf", "3", "-c:a", "aac"], sound=["-itsoffset", "1.5"])


def two_hours(folder):
    """Noise around every half hour and silence between: quick to encode, and bytes of a copy tell little of its times."""
    source = ["-f", "lavfi", "-i", NOISE.format(seconds=7200, seed=3)]
    path = folder / "two hours.wav"
    telephone = ["-af", "volume=0:enable='between(mod(t,1800),60,1780)'", "-ar", "8000", "-c:a", "pcm_mulaw"]
    subprocess.run([FFMPEG, "-v", "error", *source, *telephone, path], check=True)
    return path


def made(path, *, seconds, encoders, sound=()):
    picture = ["-f", "lavfi", "-i", PICTURE.format(seconds=seconds)]
    noise = [*sound, "-f", "lavfi", "-i", NOISE.format(seconds=seconds, seed=5)]
    pictures = ["-c:v", "libx264", "-preset", "ultrafast"]
    subprocess.run([FFMPEG, "-v", "error", *picture, *noise, *pictures, *encoders, path], check=True)
    return path


def with_words(people, case_id, path, times):
    """The recording in the case, decoded as the worker does, with a turn of one word at each time: its id and its sound."""
    owner = people.people["investigator"].id
    with people.database.transaction(SYSTEM) as connection:
        recording = receive(people, connection, case_id, owner, content=uuid4().bytes)
    derived = people.files.derived(recording.id)
    people.files.make_folder(derived)
    decoder = Decoder(binary=FFMPEG)
    decoded = decode(path, derived, decoder, progress=silent, playback=derived / "playback.ogg")
    write_peaks(decoded.pcm, derived / "peaks.bin")
    if decoded.recording.sound.has_picture:
        picture = people.files.picture(recording.id)
        people.files.make_folder(picture.parent)
        make_picture(path, picture, decoder, name=path.name, duration=decoded.pcm.duration, progress=silent)
    turns = tuple(
        Turn(id=f"t{number:04d}", voice="VOICE_00", words=(word(at, at + 1.5, f"слово{number}", id=f"w{number:06d}"),))
        for number, at in enumerate(times, start=1)
    )
    heard = transcript(("VOICE_00", " ".join(each.words[0].text for each in turns)))
    layer = replace(heard, turns=turns, recording=decoded.recording)
    with people.database.transaction(SYSTEM) as connection:
        transcripts.add_layer(connection, layer, case_id=case_id, recording_id=recording.id)
    return recording.id, decoded.pcm


def place_of(heard, pcm, at):
    """Where in the recording the first of what was heard lies, and how alike it is there."""
    sound = np.asarray(heard, np.float32)
    sound = sound[np.argmax(sound != 0) :][:SAMPLE_RATE]
    begins = max(0.0, at - AROUND)
    reference = pcm.read(Span(start=begins, end=min(at + AROUND + 1, pcm.duration)))
    found = correlate(reference, sound, mode="valid", method="fft")
    sums = np.cumsum(np.concatenate(([0.0], reference.astype(np.float64) ** 2)))
    energy = sums[len(sound) :] - sums[: -len(sound)]
    like = found / np.sqrt(np.maximum(energy, 1e-9) * (sound**2).sum())
    best = int(like.argmax())
    return begins + best / SAMPLE_RATE, float(like[best])


@pytest.mark.parametrize(
    ("source", "times"),
    [
        (variable_rate, (0.4, 9.83, 21.07, 35.5)),
        (edit_list, (2.2, 9.83, 21.07, 35.5)),
        (two_hours, (0.4, 1801.37, 3599.95, 5433.21, 7190.2)),
    ],
)
def test_a_click_plays_from_the_word(opened, web, people, tmp_path, record_property, source, times):
    world = make_world(people, "investigator")
    recording_id, pcm = with_words(people, world.case_id, source(Path(tmp_path)), times)
    errors = []
    with Visit(opened, web.address, cookie=people.cookies["investigator"]) as seen:
        page = seen.page
        seen.go(f"/recordings/{recording_id}")
        expect(page.locator(".turn")).to_have_count(len(times))
        page.locator("#save-state").click()  # a browser plays nothing before somebody pressed something
        page.evaluate(TAP)
        for number, at in enumerate(times, start=1):
            page.evaluate("window.heard = []")
            page.locator(".turn [data-word='0']", has_text=f"слово{number}").click()
            page.wait_for_function(HEARD)
            found, like = place_of(page.evaluate(TAKE), pcm, at)
            assert like > LIKE, at
            errors.append(found - at)
        assert seen.faults == []
    record_property("seek error, s", [round(each, 3) for each in errors])
    assert max(map(abs, errors)) < MOST_SECONDS, errors
