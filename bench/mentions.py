"""Mentions: Kazakh named persons on KazNERD, and the kept third of the tables of spoken numbers, dates, times and the rest.

`python -m bench.mentions [--out FILE.json]`

KazNERD's sentences are written text (news, edited, with capital letters); speech as recognizers write it is harder. So they
are measured as they are and in small letters. The first tenth was read for the kinds of its errors and is left out; on
the rest nothing was tuned. The tables were written before the rules, by the same hand: they show what was thought of, not
how often people speak otherwise.
"""

import argparse
import gzip
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from analysis.mentions.finding import mentions_in
from analysis.mentions.numbers import grouped, numbers_of
from analysis.mentions.tokens import tokens_of
from bench.references import DATA, ROOT
from models.mentions import MentionKind, Sureness
from models.transcript import Word

KAZNERD = DATA / "text-ner-kk-kaznerd" / "IOB2_valid.txt.gz"
TABLES = ROOT / "tests" / "analysis" / "mentions" / "tables"
SAID_ON = date(2024, 3, 14)
KINDS = {"times": MentionKind.TIME, "dates": MentionKind.DATE, "sums": MentionKind.MONEY, "phones": MentionKind.PHONE,
         "plates": MentionKind.PLATE}  # fmt: skip
"""Which kind of mention a table is of."""
READ = 1117
"""Sentences of KazNERD that were read while the rules were written; they are not measured."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One figure: of spans found, or of rows of a table that came out right."""

    what: str
    right: int
    found: int  # of a table: its rows
    wanted: int
    seconds: float

    @property
    def f1(self) -> float:
        """Twice the right ones of those found and those wanted."""
        return 2 * self.right / max(1, self.found + self.wanted)


def said(words: Sequence[str], language: str) -> list[Word]:
    """Words as a recognizer would hand them over, a third of a second each."""
    return [
        Word(id=f"w{at:06d}", start=at / 3, end=(at + 1) / 3, text=word, probability=0.9, language=language)
        for at, word in enumerate(words, start=1)
    ]


def sentences(path: Path) -> Iterator[tuple[list[str], set[tuple[int, int]]]]:
    """Words of each sentence of an IOB2 file, and the first and last of each person in it."""
    words: list[str] = []
    persons: list[list[int]] = []
    for line in [*gzip.decompress(path.read_bytes()).decode("utf-8").splitlines(), ""]:
        if not line.strip():
            if words:
                yield words, {(first, last) for first, last in persons}
            words, persons = [], []
            continue
        word, label = line.split(" ")
        if label == "B-PERSON":
            persons.append([len(words), len(words)])
        elif label == "I-PERSON":
            persons[-1][1] = len(words)
        words.append(word)


def kaznerd(*, small: bool) -> Row:
    """Persons of KazNERD's validation part, by exact first and last word."""
    right = found = wanted = 0
    begun = time.perf_counter()
    for words, persons in islice(sentences(KAZNERD), READ, None):
        mentions = mentions_in(said([word.lower() for word in words] if small else words, "kk"), said_on=None)
        spans = {(each.words[0], each.words[-1]) for each in mentions if each.kind is MentionKind.PERSON}
        right, found, wanted = right + len(spans & persons), found + len(spans), wanted + len(persons)
    what = "KazNERD persons, in small letters" if small else "KazNERD persons, as written"
    return Row(what=what, right=right, found=found, wanted=wanted, seconds=time.perf_counter() - begun)


def rows_of(name: str) -> list[list[str]]:
    """A table's rows: language, text, what is wanted."""
    return [line.split("\t") for line in (TABLES / f"{name}.tsv").read_text("utf-8").splitlines() if line]


def spoken_numbers(text: str, language: str) -> str:
    """Numbers in the notation of the tables: "~" about, "5." an ordinal, "5..6" a range."""
    tokens = tokens_of(said(text.split(), language))
    shown = []
    for each in grouped(tokens, numbers_of(tokens)):
        high = "" if each.high is None else f"..{each.high.normalize():f}"
        shown.append(f"{'~' * each.approximate}{each.value.normalize():f}{high}{'.' * each.ordinal}")
    return " ".join(shown)


def values(text: str, language: str, kind: MentionKind | None = None, *, between: str = " ") -> str:
    """Mentions in the notation of the tables."""
    found = mentions_in(said(text.split(), language), said_on=SAID_ON)
    shown = (
        f"{'~' * (each.sureness is Sureness.APPROXIMATE)}{each.text}" for each in found if kind is None or each.kind is kind
    )
    return between.join(shown)


def table_row(name: str) -> Row:
    """How many rows of a kept table come out right."""
    begun = time.perf_counter()
    right, rows = 0, rows_of(f"{name}.kept")
    for language, text, wanted in rows:
        spoken = "ru" if language == "mix" else language
        got = spoken_numbers(text, spoken) if name == "numbers" else values(text, spoken, KINDS[name])
        right += got == wanted
    return Row(
        what=f"kept table: {name}", right=right, found=len(rows), wanted=len(rows), seconds=time.perf_counter() - begun
    )


def shown(rows: Sequence[Row]) -> Table:
    """As people read them."""
    table = Table(title="mentions: exact spans of persons; rows of tables that come out right")
    for name in ("what", "right", "found", "wanted", "precision", "recall", "F1", "s"):
        table.add_column(name, justify="left" if name == "what" else "right")
    for row in rows:
        table.add_row(
            row.what, str(row.right), str(row.found), str(row.wanted), f"{row.right / max(1, row.found):.3f}",
            f"{row.right / max(1, row.wanted):.3f}", f"{row.f1:.3f}", f"{row.seconds:.1f}",
        )  # fmt: skip
    return table


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench-mentions.json")
    chosen = parser.parse_args()
    mentions_in(said(["бір", "два"], "kk"), said_on=SAID_ON)  # dictionaries are loaded outside the clock
    rows = [table_row(name) for name in ("numbers", *KINDS)]
    if KAZNERD.is_file():
        rows = [kaznerd(small=False), kaznerd(small=True), *rows]
    else:
        print(f"KazNERD is not measured: no {KAZNERD}")
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    written = [{**asdict(row), "f1": row.f1} for row in rows]
    chosen.out.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", "utf-8")
    Console(width=140).print(shown(rows))
    print(chosen.out)


if __name__ == "__main__":
    main()
