"""Names of persons: F1 at the product's own threshold, side by side with nomenklatura's logic-v2.

`python -m bench.names [--kept] [--out FILE.json]`

Two sets: the person rows of opensanctions' name bench (`text-names-opensanctions`; names of the whole world, labels
partly proposed by a language model), and the repository's own Kazakh and Russian pairs by kind, of which the kept half is
not read. logic-v2 is no dependency: where `HATTAMA_BENCH_NOMENKLATURA` names the python of an environment that has
`nomenklatura`, it is run there with its own threshold of 0.7; else its published figure stands beside, called published.
"""

import argparse
import csv
import json
import os
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from analysis.persons.compare import PROPOSED_FROM, compare
from analysis.persons.records import PersonRecord
from bench.references import DATA, ROOT

OPENSANCTIONS = DATA / "text-names-opensanctions" / "cases.csv"
SETS = ROOT / "bench" / "sets"
PUBLISHED = ("nomenklatura logic-v2, published for 541 pairs", 0.700, 0.789, 0.742)
LOGIC_V2_THRESHOLD = 0.7
PYTHON_VARIABLE = "HATTAMA_BENCH_NOMENKLATURA"
_OF_LOGIC_V2 = """
import json, sys
from uuid import uuid4
from followthemoney import model
from nomenklatura.matching import get_algorithm
algorithm = get_algorithm("logic-v2")
config = algorithm.default_config()
def person(name):
    made = model.make_entity("Person")
    made.id = uuid4().hex
    made.add("name", name)
    return made
pairs = json.load(sys.stdin)
print(json.dumps([algorithm.compare(person(one), person(other), config).score for one, other in pairs]))
"""
"""As its own bench does: entities of one name each, under fresh ids, since it remembers names by id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NamePair:
    """One row of a set."""

    one: str
    other: str
    match: bool
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """How a comparison did on some pairs."""

    system: str
    what: str
    pairs: int
    right: int  # of all, matches or not
    true_positives: int
    false_positives: int
    false_negatives: int
    seconds: float

    @property
    def precision(self) -> float:
        """Of those called a match; 0 where none was."""
        return self.true_positives / max(1, self.true_positives + self.false_positives)

    @property
    def recall(self) -> float:
        """Of those that match."""
        return self.true_positives / max(1, self.true_positives + self.false_negatives)

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.true_positives / max(1, 2 * self.true_positives + self.false_positives + self.false_negatives)


def read_pairs(path: Path) -> list[NamePair]:
    """The rows of persons."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            NamePair(one=row["name1"], other=row["name2"], match=row["is_match"] == "true", kind=row.get("kind", ""))
            for row in csv.DictReader(file)
            if row.get("schema", "Person") == "Person"
        ]


def ours(pairs: Iterable[NamePair]) -> list[bool]:
    """Whether the product would propose each pair, by the names alone."""
    return [
        compare(PersonRecord(id="1", names=(each.one,)), PersonRecord(id="2", names=(each.other,))).score >= PROPOSED_FROM
        for each in pairs
    ]


def of_logic_v2(pairs: Iterable[NamePair], python: str) -> list[bool]:
    """What logic-v2 says, run by that python; its errors are ours."""
    given = json.dumps([[each.one, each.other] for each in pairs])
    ran = subprocess.run([python, "-c", _OF_LOGIC_V2], input=given, capture_output=True, text=True, check=True)  # noqa: S603
    return [score >= LOGIC_V2_THRESHOLD for score in json.loads(ran.stdout)]


def counted(pairs: Sequence[NamePair], said: Sequence[bool], *, names: tuple[str, str], seconds: float) -> Counted:
    """The counts; `names` are the system's and the set's."""
    both = list(zip((each.match for each in pairs), said, strict=True))
    return Counted(
        system=names[0], what=names[1], pairs=len(both), right=sum(match == call for match, call in both),
        true_positives=both.count((True, True)), false_positives=both.count((False, True)),
        false_negatives=both.count((True, False)), seconds=seconds,
    )  # fmt: skip


def measured(what: str, pairs: Sequence[NamePair], python: str | None) -> list[Counted]:
    """Both systems on a set, and by kind where it has kinds."""
    systems: list[tuple[str, list[bool], float]] = []
    begun = time.perf_counter()
    systems.append(("hattama", ours(pairs), time.perf_counter() - begun))
    if python is not None:
        begun = time.perf_counter()
        systems.append(("nomenklatura logic-v2", of_logic_v2(pairs, python), time.perf_counter() - begun))
    found = [counted(pairs, said, names=(name, what), seconds=seconds) for name, said, seconds in systems]
    for kind in sorted({each.kind for each in pairs} - {""}):
        places = [place for place, each in enumerate(pairs) if each.kind == kind]
        for name, said, _ in systems:
            chosen = [pairs[place] for place in places], [said[place] for place in places]
            found.append(counted(*chosen, names=(name, f"{what}: {kind}"), seconds=0.0))
    return found


def shown(rows: Iterable[Counted], *, with_published: bool) -> Table:
    """As people read them."""
    table = Table(title=f"names of persons; proposed from {PROPOSED_FROM}")
    for column in ("set", "system", "pairs", "right", "precision", "recall", "F1", "s"):
        table.add_column(column, justify="left" if column in {"set", "system"} else "right")
    for row in rows:
        has_matches = row.true_positives + row.false_negatives > 0
        rates = [f"{rate:.3f}" if has_matches else "-" for rate in (row.precision, row.recall, row.f1)]
        table.add_row(
            row.what, row.system, str(row.pairs), str(row.right), *rates, f"{row.seconds:.1f}" if row.seconds else ""
        )
    if with_published:
        table.add_row("opensanctions, whole", PUBLISHED[0], "541", "", *(f"{rate:.3f}" for rate in PUBLISHED[1:]), "")
    return table


def _seconds(row: Counted) -> str:
    return f"{row.seconds:.1f}" if row.seconds else ""


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", action="store_true", help="the half that nobody reads instead of the open one")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench-names.json")
    chosen = parser.parse_args()
    python = os.environ.get(PYTHON_VARIABLE)
    ours(read_pairs(SETS / "names.open.csv")[:1])  # dictionaries are loaded outside the clock
    rows: list[Counted] = []
    if OPENSANCTIONS.is_file():
        rows += measured("opensanctions persons", read_pairs(OPENSANCTIONS), python)
    else:
        print(f"opensanctions is not measured: no {OPENSANCTIONS}")
    half = "kept" if chosen.kept else "open"
    rows += measured(f"own {half} half", read_pairs(SETS / f"names.{half}.csv"), python)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    written = [{**asdict(row), "precision": row.precision, "recall": row.recall, "f1": row.f1} for row in rows]
    chosen.out.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", "utf-8")
    Console(width=140).print(shown(rows, with_published=python is None))
    if python is None:
        print(
            f"logic-v2 was not run, its published figure stands there: {PYTHON_VARIABLE} names no python with nomenklatura"
        )
    print(chosen.out)


if __name__ == "__main__":
    main()
