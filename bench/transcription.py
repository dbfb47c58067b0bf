"""Words, voices, time and memory, beside the obvious composition on the same weights, in one run.

`python -m bench.transcription [--long] [--out FILE.json] [GROUP...]`
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import references, scores
from bench.references import Reference
from bench.scores import Count
from bench.systems import SYSTEMS, Heard

_RATES = {
    "WER": scores.word_errors,
    "cpWER": scores.attributed_word_errors,
    "DER": scores.diarization_errors,
    "boundary": scores.boundary_errors,
}
_STAGES = ("decode", "segment", "voices", "recognize", "rest")
_LONG_SECONDS = (30 * 60, 4 * 3600)


def run(system: str, recordings: Sequence[tuple[Path, Sequence[str]]]) -> list[Heard]:
    """What one system hears, in a process of its own."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as jobs:
        json.dump([{"path": str(path), "languages": languages} for path, languages in recordings], jobs)
        jobs.flush()
        command = [sys.executable, "-W", "ignore", "-m", "bench.systems", system, jobs.name]
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=references.ROOT)  # noqa: S603
    return [Heard(**json.loads(line)) for line in ended.stdout.splitlines() if line.startswith("{")]


def row(group: str, system: str, pairs: Sequence[tuple[Reference, Heard]]) -> dict[str, Any]:
    """Rates and costs over one set."""
    sound = sum(heard.duration for _, heard in pairs)
    counts = {name: sum((rate(*pair) for pair in pairs), Count()) for name, rate in _RATES.items()}
    return {
        "set": group,
        "system": system,
        "seconds": round(sound, 1),
        **{name: asdict(count) | {"rate": count.rate} for name, count in counts.items()},
        "voices": [f"{len({v for v, *_ in heard.voices})}/{len({v for v, _ in ref.voices})}" for ref, heard in pairs],
        "seconds_per_second": sum(heard.total for _, heard in pairs) / sound,
        "stages": {name: sum(heard.stages.get(name, 0.0) for _, heard in pairs) / sound for name in _STAGES},
        "peak_mb": max(heard.peak_bytes for _, heard in pairs) / 1e6,
    }


def long_rows(folder: Path) -> list[dict[str, Any]]:
    """Half an hour and four hours of the longest dialogue over and over: only this product, for its memory."""
    import imageio_ffmpeg

    dialogue = max(references.every(), key=lambda each: (bool(each.turns), each.path.stat().st_size))
    made = []
    for seconds in _LONG_SECONDS:
        path = folder / f"{seconds}.flac"
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-stream_loop", "-1", "-i", str(dialogue.path)]
        subprocess.run([*command, "-t", str(seconds), str(path)], check=True)  # noqa: S603
        (heard,) = run("hattama", [(path, dialogue.languages)])
        known = Reference(group=f"{seconds // 60} min", path=path, languages=dialogue.languages)
        made.append(row(known.group, "hattama", [(known, heard)]))
        path.unlink()
    return made


def table(rows: Sequence[dict[str, Any]]) -> Table:
    """Rows as people read them; times are seconds per second of sound."""
    shown = Table(title="seconds of work per second of sound; boundary: words within 1 s of a change, wrong voice")
    columns = ("set", "system", "sound s", *_RATES, "voices", "total", *_STAGES, "ratio", "peak MB")
    for number, name in enumerate(columns):
        shown.add_column(name, justify="left" if number < 2 else "right")
    peers = {each["set"]: each["seconds_per_second"] for each in rows if each["system"] == "composition"}
    for each in rows:
        ratio = each["seconds_per_second"] / peers[each["set"]] if each["set"] in peers else None
        shown.add_row(
            each["set"],
            each["system"],
            f"{each['seconds']:.0f}",
            *("-" if each[name]["rate"] is None else f"{each[name]['rate']:.3f}" for name in _RATES),
            each["voices"][0] if len(each["voices"]) == 1 else "",
            f"{each['seconds_per_second']:.3f}",
            *(f"{each['stages'][name]:.3f}" for name in _STAGES),
            "-" if ratio is None else f"{ratio:.3f}",
            f"{each['peak_mb']:.0f}",
        )
    return shown


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", help="sets to measure; default: all that are there")
    parser.add_argument("--long", action="store_true", help="add half an hour and four hours, for memory")
    parser.add_argument("--systems", default=",".join(SYSTEMS))
    parser.add_argument("--out", type=Path, default=references.ROOT / "out" / "bench-transcription.json")
    chosen = parser.parse_args()
    known = [each for each in references.every() if not chosen.groups or each.group in chosen.groups]
    rows = []
    for group in dict.fromkeys(each.group for each in known):
        members = [each for each in known if each.group == group]
        for system in chosen.systems.split(","):
            heard = run(system, [(each.path, each.languages) for each in members])
            rows.append(row(group, system, list(zip(members, heard, strict=True))))
            print(f"{group}: {system} done", file=sys.stderr, flush=True)
    if chosen.long:
        with tempfile.TemporaryDirectory(prefix="hattama-bench-") as folder:
            rows += long_rows(Path(folder))
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    Console(width=200).print(table(rows))
    print(chosen.out)


if __name__ == "__main__":
    main()
