"""Whether this installation can work: one list of checks, for `hattama doctor` and for a worker that is asked."""

import tempfile
import wave
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from gpu import devices, engines, fetch
from gpu.devices import Device
from gpu.tried import CHECKS, tried
from gpu.weights_errors import WeightsDamagedError
from models.errors import HattamaError
from models.progress import Progress, silent
from models.settings import Settings
from models.weights import DEFAULT_NAMES
from models.weights_in_use import WeightsState, in_use, look
from models.workers import SelfTestReport
from transcribe.diarize.slot import VoiceBounds
from transcribe.pipeline import Engines, Options, transcribe

LANGUAGES = ("ru", "kk")
"""In which the clip is transcribed."""
_CLIP_SECONDS, _RATE = 10, 16_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What is tested."""

    settings: Settings
    version: str  # of the program
    device: Callable[[], Device]  # DeviceError
    build: Callable[[], Engines]  # what transcribes in `LANGUAGES`
    weights: dict[str, WeightsState] = field(default_factory=dict)  # filled by the check of that name


def installed(settings: Settings, version: str) -> Subject:
    """This installation as a command finds it, on whatever device there is."""

    def device() -> Device:
        return devices.choose("auto", devices.count_gpus())

    return Subject(
        settings=settings,
        version=version,
        device=device,
        build=lambda: engines.build(settings, LANGUAGES, device()),
    )


def check_weights(subject: Subject) -> str:
    """Every file hashed of the weights that the settings use, and of the default ones that are there."""
    settings = subject.settings
    needed = [each.name for each in in_use(settings)]
    more = [name for name in DEFAULT_NAMES if (settings.weights_folder / name).is_dir()]
    wrong: HattamaError | None = None
    names = tuple(dict.fromkeys((*needed, *more)))
    for name in names:
        try:
            fetch.ready(name, settings)
            state = WeightsState.PRESENT
        except HattamaError as error:
            state = WeightsState.DAMAGED if isinstance(error, WeightsDamagedError) else look(name, settings)
            wrong = wrong or error
        if name in needed:
            subject.weights[name] = state
    if wrong is not None:
        raise wrong
    return ", ".join(names)


def check_decoder(subject: Subject) -> str:
    """The decoder starts."""
    return engines.build_decoder(subject.settings)[1].version


def check_device(subject: Subject) -> str:
    """What will compute."""
    return subject.device().name


def check_clip(subject: Subject) -> str:
    """Ten seconds of made sound go the whole way; a tone holds no words."""
    with tempfile.TemporaryDirectory(prefix="hattama-self-test-") as folder:
        clip = Path(folder) / "clip.wav"
        _write_tone(clip)
        options = Options(languages=LANGUAGES, bounds=VoiceBounds(), hattama_version=subject.version)
        made = transcribe(clip, Path(folder), subject.build(), options, progress=silent)
    return f"{made.recording.sound.decoded_duration:.0f} s"


def _write_tone(path: Path) -> None:
    tone = np.sin(np.arange(_CLIP_SECONDS * _RATE) * 2 * np.pi * 220 / _RATE) * 8000
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(tone.astype("<i2").tobytes())


_CHECKS: Mapping[str, Callable[[Subject], str]] = dict(
    zip(CHECKS, (check_weights, check_decoder, check_device, check_clip), strict=True)
)


def look_at(subject: Subject, name: str) -> str:
    """A word on what one of `gpu.tried.CHECKS` found, or what it raises."""
    return _CHECKS[name](subject)


def run(subject: Subject, names: Sequence[str], progress: Progress) -> SelfTestReport:
    """These checks, one after another, whatever comes of each."""
    made = []
    for number, name in enumerate(names):
        progress(name, number, len(names))
        made.append(tried(name, partial(look_at, subject, name)))
    progress(names[-1], len(names), len(names))
    computed = next((each.found for each in made if each.name == "device" and each.passed), "cpu")
    return SelfTestReport(checks=tuple(made), weights=dict(subject.weights), device=computed)
