"""Formalities: rights, warnings, first question and leading questions, read off excerpts of interrogations by their turns.

`python -m bench.formalities [--set open|kept] [--out FILE.json]`

Right is the same turn as listed; another turn is found falsely and missed as well. An article is measured where the turn of
the rights is right. What is found in items that have none is counted apart: it would let a control pass. The reader was
written while the open half was read and its failures mended: its figures only tell that nothing got worse. The kept half
measures; nobody who writes patterns reads it.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from analysis.formalities import read
from bench.hits import Hits
from bench.references import ROOT
from bench.statements import items
from models.formalities import Formalities
from models.transcript import Turn, Word
from models.working_transcript import WorkingTurn, fold

SETS = ROOT / "bench" / "sets"
ARTICLE = "rights_article"
LABELS = ("rights", ARTICLE, "refusal", "use", "liability", "means", "language", "first_question", "leading")
"""In the order of the table."""

Item = Mapping[str, Any]
"""One line of a set."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Of one label in one item: what is listed and what was read, numbers of turns or an article."""

    item: str
    lang: str
    label: str
    wanted: frozenset[int | str]
    found: frozenset[int | str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row(Hits):
    """One figure: of a label, in all items or in those of one language."""

    label: str
    lang: str  # "all" or one of the set's
    without: int  # items that have none
    false: int  # found in those


def turns(item: Item) -> tuple[WorkingTurn, ...]:
    """Its turns, a second a word, with whoever speaks as the voice."""
    numbers, made = count(1), []
    for turn_number, turn in enumerate(item["turns"], start=1):
        words = tuple(_word(next(numbers), text, item["lang"]) for text in turn["text"].split())
        made.append(Turn(id=f"t{turn_number:04d}", voice=turn["who"], words=words))
    return fold(made, []).turns


def _word(number: int, text: str, lang: str) -> Word:
    language = "kk" if lang == "kk" else "ru"  # of mixed speech a recogniser hears either
    return Word(id=f"w{number:06d}", start=number, end=number + 1, text=text, probability=0.9, language=language)


def outcomes(item: Item) -> list[Outcome]:
    """Every label of an item; the article only where the turn of the rights is right."""
    heard = turns(item)
    places = {turn.start: place for place, turn in enumerate(heard)}
    found = _numbered(read(heard, officials=("official",), interrogated=("person",)), places)
    wanted = {label: _listed(item["labels"][label]) for label in LABELS}
    return [
        Outcome(item=item["id"], lang=item["lang"], label=label, wanted=wanted[label], found=found[label])
        for label in LABELS
        if label != ARTICLE or (wanted["rights"] and wanted["rights"] == found["rights"])
    ]


def _numbered(heard: Formalities, places: Mapping[float, int]) -> dict[str, frozenset[int | str]]:
    """What was read, with turns by their numbers instead of their seconds."""
    read_as = {label: _listed(getattr(heard, label)) for label in LABELS}
    return {
        label: found if label == ARTICLE else frozenset(places[float(second)] for second in found)
        for label, found in read_as.items()
    }


def _listed(value: Any) -> frozenset[Any]:
    if value is None:
        return frozenset()
    return frozenset(value) if isinstance(value, list | tuple) else frozenset([value])


def row(label: str, lang: str, made: Sequence[Outcome]) -> Row:
    """The counts of one label."""
    return Row(
        label=label,
        lang=lang,
        wanted=sum(len(each.wanted) for each in made),
        found=sum(len(each.found) for each in made),
        right=sum(len(each.wanted & each.found) for each in made),
        without=sum(not each.wanted for each in made),
        false=sum(len(each.found) for each in made if not each.wanted),
    )


def measured(path: Path) -> list[Row]:
    """Every label in the whole set, then in each of its languages."""
    made = [outcome for item in items(path) for outcome in outcomes(item)]
    return list(_rows("all", made)) + [
        each
        for lang in sorted({outcome.lang for outcome in made})
        for each in _rows(lang, [outcome for outcome in made if outcome.lang == lang])
    ]


def _rows(lang: str, made: Sequence[Outcome]) -> Iterator[Row]:
    for label in LABELS:
        yield row(label, lang, [each for each in made if each.label == label])


def shown(rows: Sequence[Row], half: str) -> Table:
    """As people read them."""
    table = Table(title=f"formalities, {half}: the same turn; an article, where the turn of the rights is right")
    for name in ("label", "language", "listed", "found", "right", "precision", "recall", "items without", "false in those"):
        table.add_column(name, justify="left" if name in {"label", "language"} else "right")
    for each in rows:
        table.add_row(
            each.label, each.lang, str(each.wanted), str(each.found), str(each.right), f"{each.precision:.3f}",
            f"{each.recall:.3f}" if each.wanted else "-", str(each.without), str(each.false),
            end_section=each.label == LABELS[-1],
        )  # fmt: skip
    return table


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=("open", "kept"), default="open", help="see bench/sets/README.md")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench-formalities.json")
    chosen = parser.parse_args()
    rows = measured(SETS / f"formalities.{chosen.set}.jsonl")
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    written = [{**asdict(each), "precision": each.precision, "recall": each.recall} for each in rows]
    chosen.out.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", "utf-8")
    Console(width=140).print(shown(rows, chosen.set))
    print(chosen.out)


if __name__ == "__main__":
    main()
