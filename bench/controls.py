"""Controls: speed over a large case, and mutants of every rule that no example notices.

`python -m bench.controls [--rules 1500] [--out FILE.json]`

The rules are the criminal pack over and over, each copy with parameters of its own (but for those that facts are computed
with, such as when night begins); the case has about two thousand facts. Times are those that one core worked, with
the compiled conditions at hand, the median and the best of several runs; beside them stands how long this machine takes for
a million turns of an empty loop, since it may be shared or slow.
"""

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from analysis.control.evaluate import changed, evaluate, reading
from analysis.control.packs import Packs, load
from bench.control_cases import large_case, many_rules
from bench.control_mutants import Tally, run
from bench.references import ROOT
from models.facts import Known, Source, SourceKind
from models.facts_case import CaseFacts
from models.facts_shape import count_facts, difference

AT = datetime(2026, 3, 16, 4, tzinfo=UTC)
CASES = 100_000
CHANGED = ("sitting.started_at", "person.birth_date", "interrogation.rights_article", "episode.method", "decision.agreed")
ALLOWED_MS = {"all rules": 50.0, "one fact": 5.0}


@dataclass(frozen=True, kw_only=True, slots=True)
class Timed:
    """One thing measured."""

    what: str
    rules: int
    verdicts: int
    median_ms: float
    best_ms: float
    allowed_ms: float


def _times(work: Callable[[], int], *, runs: int) -> tuple[int, float, float]:
    work()
    found = []
    verdicts = 0
    for _ in range(runs):
        begun = time.process_time()
        verdicts = work()
        found.append((time.process_time() - begun) * 1000)
    return verdicts, statistics.median(found), min(found)


def _loop_ms() -> float:
    def work() -> int:
        for _ in range(1_000_000):
            pass
        return 0

    return _times(work, runs=5)[2]


def _with(facts: CaseFacts, name: str) -> CaseFacts:
    """The case with one fact changed."""
    source = Source(kind=SourceKind.TYPED, where="bench")
    match name:
        case "person.birth_date":
            first = replace(facts.persons[0], birth_date=Known(value=date(2011, 1, 1), source=source))
            return replace(facts, persons=(first, *facts.persons[1:]))
        case "sitting.started_at":
            later = Known(value=AT - timedelta(days=14, minutes=-20), source=source)  # twenty minutes later than it was
            return replace(facts, sittings=(replace(facts.sittings[0], started_at=later), *facts.sittings[1:]))
        case "interrogation.rights_article":
            second = replace(facts.interrogations[0], rights_article=Known(value="64", source=source))
            return replace(facts, interrogations=(second, *facts.interrogations[1:]))
        case "episode.method":
            third = replace(facts.episodes[0], method=Known(value="", source=source))
            return replace(facts, episodes=(third, *facts.episodes[1:]))
        case _:
            fourth = replace(facts.decisions[1], agreed=Known(value=False, source=source))
            return replace(facts, decisions=(facts.decisions[0], fourth, *facts.decisions[2:]))


def _verdicts_of_change(many: Packs, before: CaseFacts, after: CaseFacts) -> int:
    return len(changed(many, before, after, at=AT).verdicts)


def measured(packs: Packs, rules: int, *, runs: int = 15) -> list[Timed]:
    """All rules over the large case, and the rules of one changed fact."""
    facts, many = large_case(), many_rules(packs, rules, shared=True)
    _ = many.by_fact
    gc.collect()
    gc.freeze()  # as a service does once it has started
    verdicts, median, best = _times(lambda: len(evaluate(many, facts, at=AT)), runs=runs)
    found = [
        Timed(what=f"all rules, {count_facts(facts)} facts", rules=rules, verdicts=verdicts, median_ms=median, best_ms=best,
              allowed_ms=ALLOWED_MS["all rules"])
    ]  # fmt: skip
    for name in CHANGED:
        after = _with(facts, name)
        verdicts, median, best = _times(partial(_verdicts_of_change, many, facts, after), runs=runs)
        touched = len(reading(many, difference(facts, after).names))
        found.append(
            Timed(what=f"{name} changed", rules=touched, verdicts=verdicts, median_ms=median, best_ms=best,
                  allowed_ms=ALLOWED_MS["one fact"])
        )  # fmt: skip
    gc.unfreeze()
    return found


def shown(rows: list[Timed], loop_ms: float) -> Table:
    """Speed as people read it."""
    table = Table(title=f"controls, one core (a million turns of an empty loop: {loop_ms:.0f} ms here)")
    for column in ("what", "rules", "verdicts", "median ms", "best ms", "allowed ms"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for row in rows:
        numbers = (row.median_ms, row.best_ms, row.allowed_ms)
        table.add_row(row.what, str(row.rules), str(row.verdicts), *(f"{number:.1f}" for number in numbers))
    hours = rows[0].median_ms * CASES / 3_600_000
    table.caption = f"{CASES} such cases: {hours:.1f} hours on one core (computed from the first row)"
    return table


def mutants_shown(tallies: Mapping[tuple[str, str], Tally]) -> Table:
    """Mutants as people read them."""
    total = sum(each.mutants for each in tallies.values())
    alive = sum(len(each.survivors) for each in tallies.values())
    table = Table(title=f"mutants of conditions: {total}, not noticed by an example: {alive}")
    for column in ("pack", "change", "mutants", "not noticed"):
        table.add_column(column, justify="left" if column in {"pack", "change"} else "right")
    for (pack, what), tally in tallies.items():
        names = ", ".join(each.control.id for each in tally.survivors)
        table.add_row(pack, what, str(tally.mutants), f"{len(tally.survivors)} {names}".strip())
    return table


def main() -> None:
    """Measure, print the tables, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, default=1500)
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench-controls.json")
    chosen = parser.parse_args()
    packs = load()
    loop_ms = _loop_ms()
    rows = measured(packs, chosen.rules)
    console = Console(width=120)
    console.print(shown(rows, loop_ms))
    tallies = run(packs)
    console.print(mutants_shown(tallies))
    written = {
        "loop_ms": loop_ms,
        "speed": [asdict(row) for row in rows],
        "mutants": {
            f"{pack}/{what}": {"mutants": tally.mutants, "survivors": [each.control.id for each in tally.survivors]}
            for (pack, what), tally in tallies.items()
        },
    }
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(chosen.out)


if __name__ == "__main__":
    main()
