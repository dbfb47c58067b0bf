"""Two systems on the same weights, each run in a process of its own: `python -m bench.systems NAME JOBS.json`.

"hattama" is this product's own way from a file to turns. "composition" is what one builds in an afternoon: sequential
faster-whisper (beam 5, word times, its voice filter), pyannote's pipeline at its default step with the same two
networks, and each word given to the voice that overlaps it most, or else lies nearest. Where faster-whisper falls back
to a higher temperature it samples, so the composition's words differ from run to run (word error rates of .140 to .205
were seen on one file); this product's do not.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from models.settings import read_settings
from models.span import Seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What a system made of one recording, and at what cost."""

    words: list[tuple[Seconds, Seconds, str, str]]  # start, end, text, voice
    voices: list[tuple[str, Seconds, Seconds]]
    duration: Seconds  # of the sound
    stages: dict[str, Seconds]  # spent in each stage
    total: Seconds  # spent in all, networks loaded beforehand
    peak_bytes: int  # the process's highest memory up to now, and its decoder's


@dataclass
class _Stopwatch:
    """A progress hook: the time up to a report belongs to the step that it names."""

    last: float = field(default_factory=time.perf_counter)
    spent: dict[str, Seconds] = field(default_factory=dict)

    def __call__(self, step: str, completed: float, total: float) -> None:
        del completed, total
        now = time.perf_counter()
        self.spent[step] = self.spent.get(step, 0.0) + now - self.last
        self.last = now


def peak_bytes() -> int:
    """The highest memory of this process or of a child that has ended."""
    of = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(of) * 1024


def hattama(languages: tuple[str, ...]) -> Callable[[Path], Heard]:
    """This product."""
    from gpu import devices, engines
    from transcribe.diarize.slot import VoiceBounds
    from transcribe.pipeline import Options, transcribe

    built = engines.build(read_settings(), languages, devices.choose("cpu", 0))
    options = Options(languages=languages, bounds=VoiceBounds(), hattama_version="bench")

    def hear(path: Path) -> Heard:
        began, watch = time.perf_counter(), _Stopwatch()
        with tempfile.TemporaryDirectory(prefix="hattama-bench-") as folder:
            made = transcribe(path, Path(folder), built, options, progress=watch)
        total = time.perf_counter() - began
        return Heard(
            words=[(word.start, word.end, word.text, turn.voice) for turn in made.turns for word in turn.words],
            voices=[(voice.name, span.start, span.end) for voice in made.voices for span in voice.spans],
            duration=made.recording.sound.decoded_duration,
            stages=watch.spent | {"rest": total - sum(watch.spent.values())},
            total=total,
            peak_bytes=peak_bytes(),
        )

    return hear


def composition(languages: tuple[str, ...]) -> Callable[[Path], Heard]:
    """The obvious composition; its recognizer takes one language, the first that is declared."""
    import torch
    from faster_whisper import WhisperModel, decode_audio

    from bench.pipeline_of_pyannote import build
    from gpu import fetch

    settings = read_settings()
    whisper = WhisperModel(
        str(fetch.ready("whisper-base", settings).folder),
        device="cpu",
        compute_type="int8",
        cpu_threads=os.cpu_count() or 1,
        local_files_only=True,
    )
    pipeline = build(settings)

    def hear(path: Path) -> Heard:
        began = time.perf_counter()
        sound: Any = decode_audio(str(path), sampling_rate=16_000)
        decoded = time.perf_counter()
        segments, _ = whisper.transcribe(sound, language=languages[0], beam_size=5, word_timestamps=True, vad_filter=True)
        words = [(word.start, word.end, word.word.strip()) for each in segments for word in each.words or ()]
        recognized = time.perf_counter()
        found = pipeline({"waveform": torch.from_numpy(sound)[None], "sample_rate": 16_000})
        voices = [
            (str(label), float(segment.start), float(segment.end))
            for segment, _, label in found.speaker_diarization.itertracks(yield_label=True)
        ]
        voiced = [(start, end, text, _whose(start, end, voices)) for start, end, text in words]
        ended = time.perf_counter()
        return Heard(
            words=voiced,
            voices=voices,
            duration=len(sound) / 16_000,
            stages={"decode": decoded - began, "recognize": recognized - decoded, "segment": ended - recognized},
            total=ended - began,
            peak_bytes=peak_bytes(),
        )

    return hear


def _whose(start: Seconds, end: Seconds, voices: list[tuple[str, Seconds, Seconds]]) -> str:
    """The voice that overlaps most, or else lies nearest; a name of nobody where there is no voice."""
    under: dict[str, Seconds] = {}
    for name, first, last in voices:
        under[name] = under.get(name, 0.0) + max(0.0, min(end, last) - max(start, first))
    if not under:
        return "NOBODY"
    best = max(under, key=lambda name: under[name])
    if under[best] > 0:
        return best
    return min(voices, key=lambda each: max(each[1] - end, start - each[2]))[0]


SYSTEMS: dict[str, Callable[[tuple[str, ...]], Callable[[Path], Heard]]] = {
    "hattama": hattama,
    "composition": composition,
}


def main(name: str, jobs: Path) -> None:
    """Hear every file of a list of {"path", "languages"}; one line of JSON each on standard output."""
    hearers: dict[tuple[str, ...], Callable[[Path], Heard]] = {}
    for job in json.loads(jobs.read_text("utf-8")):
        languages = tuple(job["languages"])
        if languages not in hearers:
            hearers.clear()  # one set of networks in memory at a time
            hearers[languages] = SYSTEMS[name](languages)
        print(json.dumps(asdict(hearers[languages](Path(job["path"])))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
