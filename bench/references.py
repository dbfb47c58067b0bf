"""What is measured on: recordings with what is known to be said in them, and by whom."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.span import Seconds, Span

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidTurn:
    """One line of a reference."""

    voice: str
    span: Span
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A recording and what is known of it; what is not known is empty."""

    group: str  # the set it is counted with
    path: Path
    languages: tuple[str, ...]
    text: str = ""  # all words, where only they are known
    turns: tuple[SaidTurn, ...] = ()  # who said which words, in order
    voices: tuple[tuple[str, Span], ...] = ()  # who speaks when
    scored: Span | None = None  # the part that the voices are known for; None: all of it

    @property
    def name(self) -> str:
        """For people and for scoring tools."""
        return f"{self.group}/{self.path.stem}"


def sample() -> Reference:
    """The recording that every checkout has."""
    path = ROOT / "samples" / "interrogation.ogg"
    return _with_turns("sample", path, ("ru", "kk"))


def every() -> Iterator[Reference]:
    """All recordings that are there; the sample alone where there are no data beside the checkout."""
    yield sample()
    if not DATA.is_dir():
        return
    yield _with_turns("ru-dialogue", DATA / "ru-dialogue" / "ru-dialogue-dev.flac", ("ru", "kk"))
    yield from _texts("ru-prompts", DATA / "ru-asterisk-prompts-8k" / "transcripts.tsv", ("ru", "kk"))
    yield from _meetings(DATA / "diar-ami-pyannote")
    for group, path in (
        ("falcon", DATA / "diar-falcon-3spk" / "test.wav"),
        ("pyannote-sample", DATA / "diar-pyannote-sample" / "sample.wav"),
    ):
        ((_, voices),) = _rttm(path.with_suffix(".rttm")).items()
        yield Reference(group=group, path=path, languages=("en",), voices=voices)


def _with_turns(group: str, path: Path, languages: tuple[str, ...]) -> Reference:
    ((_, voices),) = _rttm(path.with_suffix(".rttm")).items()
    return Reference(
        group=group, path=path, languages=languages, turns=tuple(_stm(path.with_suffix(".stm"))), voices=voices
    )


def _stm(path: Path) -> Iterator[SaidTurn]:
    for line in path.read_text("utf-8").splitlines():
        _, _, voice, start, end, text = line.split(None, 5)
        yield SaidTurn(voice=voice, span=Span(start=float(start), end=float(end)), text=text)


def _rttm(path: Path) -> dict[str, tuple[tuple[str, Span], ...]]:
    found: dict[str, list[tuple[str, Span]]] = {}
    for line in path.read_text("utf-8").splitlines():
        parts = line.split()
        start: Seconds = float(parts[3])
        found.setdefault(parts[1], []).append((parts[7], Span(start=start, end=start + float(parts[4]))))
    return {name: tuple(voices) for name, voices in found.items()}


def _meetings(folder: Path) -> Iterator[Reference]:
    for rttm in sorted(folder.glob("*.rttm")):
        limits = {
            parts[0]: Span(start=float(parts[2]), end=float(parts[3]))
            for parts in map(str.split, rttm.with_suffix(".uem").read_text("utf-8").splitlines())
        }
        for name, voices in _rttm(rttm).items():
            yield Reference(
                group="ami", path=folder / f"{name}.flac", languages=("en",), voices=voices, scored=limits[name]
            )


def _texts(group: str, table: Path, languages: tuple[str, ...]) -> Iterator[Reference]:
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            path = table.parent / row["file"]
            if path.exists() and path.parent != table.parent:
                yield Reference(group=group, path=path, languages=languages, text=row["text"])
