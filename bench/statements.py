"""Claims against claims: pairs of statements that contradict each other or do not, unrelated pairs, all pairs of a case.

`python -m bench.statements [--set open|kept|learn|learn2|check|check2] [--out FILE.json]`

Found is what the rules show at any strength, without any network. The pairs of `statements` speak of one event even where
the words do not prove it; unrelated ones never do; of a case every pair of its claims is compared, a few of which are
listed as contradictions. The rules were written while the open half, `learn`, the claims of a case and
`../shared/data/statements/dev.jsonl` were read and their failures mended, and later `learn2`: their figures only tell that
nothing got worse. The kept half, `check` and `check2` measure; nobody who writes rules reads them, and docs/why.md tells
how often their figures were seen.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from analysis.claims.finding import reading_of_statement
from analysis.claims.records import Reading, Statement
from analysis.compare.finding import compare_pair, compare_readings, relation_of
from analysis.mentions.tokens import keys_of, tokens_of
from bench.hits import Hits
from bench.references import DATA, ROOT
from models.inconsistencies import Inconsistency, Relation, Strength
from models.mentions import PersonName
from models.russian import is_known
from models.transcript import Word

SETS = ROOT / "bench" / "sets"
DEV = DATA / "statements" / "dev.jsonl"
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_DEV_RELATIONS = {"between": Relation.BETWEEN_PERSONS, "unrelated": Relation.SAME_PERSON}
_DEV_KINDS = {"amount": "sum", "polarity": "negation", "interval": "duration"}

Item = Mapping[str, Any]
"""One line of a set."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row(Hits):
    """One figure: of pairs that contradict each other, how many were found, and what was found besides."""

    what: str
    pairs: int
    right_kind: int  # of the right ones, under the kind that they are listed with


@dataclass(frozen=True, kw_only=True, slots=True)
class OfCases:
    """All pairs of claims of each case."""

    claims: int
    pairs: int  # that are not listed as contradictions
    false_alarms: int
    listed: int
    found: int  # of the listed ones
    read_s: float  # statements to claims
    compared_s: float

    @property
    def false_alarms_of_1000(self) -> float:
        """False alarms for a thousand pairs."""
        return 1000 * self.false_alarms / max(1, self.pairs)


def items(path: Path) -> list[Item]:
    """Lines of a set."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def said(text: str, language: str) -> list[Word]:
    """Words as a recogniser would hand them over; of mixed speech each in its own language as far as its letters tell."""
    return [
        Word(
            id=f"w{at:06d}", start=at / 3, end=(at + 1) / 3, text=word, probability=0.9, language=_language(word, language)
        )
        for at, word in enumerate(text.split(), start=1)
    ]


def _language(word: str, language: str) -> str:
    if language != "mixed":
        return language
    small = word.lower().strip(".,!?:;«»\"'()…-")
    return "ru" if is_known(small) and _KAZAKH_LETTERS.isdisjoint(small) else "kk"


def statement(item: Item, side: str, relation: Relation) -> Statement:
    """One side of a pair; who is not named is one person, or between persons two."""
    asked, on, who = item.get(f"{side}_asked"), item.get(f"{side}_on"), item.get(f"{side}_who")
    return Statement(
        key=f"{item['id']}{side}",
        words=said(item[side], item["lang"]),
        asked=said(asked, item["lang"]) if asked else None,
        who=who or (side if relation is Relation.BETWEEN_PERSONS else "one"),
        who_names=(PersonName(name=who.split(",")[0]),) if who else (),
        said_on=date.fromisoformat(on) if on else None,
        interrogation=side,
        is_protocol=relation is Relation.PROTOCOL_AND_TRANSCRIPT and side == "a",
    )


def found_in(item: Item, relation: Relation) -> Inconsistency | None:
    """What the rules find between the sides of a pair."""
    return compare_pair(statement(item, "a", relation), statement(item, "b", relation), relation)


def row(what: str, pairs: Sequence[tuple[Item, Inconsistency | None]]) -> Row:
    """The counts of a set or a part of it."""
    right = [(item, made) for item, made in pairs if made is not None and item["label"] == "contradiction"]
    return Row(
        what=what,
        pairs=len(pairs),
        right=len(right),
        found=sum(made is not None for _, made in pairs),
        wanted=sum(item["label"] == "contradiction" for item, _ in pairs),
        right_kind=sum(made.kind == _DEV_KINDS.get(item["kind"], item["kind"]) for item, made in right),
    )


def parts(what: str, pairs: Sequence[tuple[Item, Inconsistency | None]], field: str) -> list[Row]:
    """A row for each value of a field."""
    return [
        row(f"{what}: {value}", [each for each in pairs if each[0][field] == value])
        for value in sorted({item[field] for item, _ in pairs})
    ]


def of_statements(path: Path, what: str) -> list[Row]:
    """The whole set, by kind, by language and by relation."""
    pairs = [(item, found_in(item, Relation(item["relation"]))) for item in items(path)]
    sure = [
        row(
            f"{what}, {least} or more",
            [(item, made if made and made.strength in kept else None) for item, made in pairs],
        )
        for least, kept in (("clear", {Strength.CLEAR}), ("likely", {Strength.CLEAR, Strength.LIKELY}))
    ]
    return [
        row(what, pairs),
        *sure,
        *(each for field in ("kind", "lang", "relation") for each in parts(what, pairs, field)),
    ]


def of_unrelated(path: Path, what: str) -> list[Row]:
    """Each pair as said by one person and as said by two: the whole, and the part that shares a word's stem."""
    rows: list[Row] = []
    for relation in (Relation.SAME_PERSON, Relation.BETWEEN_PERSONS):
        pairs = [(item, found_in(item, relation)) for item in items(path)]
        rows += [
            row(f"{what}, {relation}", pairs),
            row(
                f"{what}, {relation}, likely or more",
                [(item, made if made and made.strength is not Strength.POSSIBLE else None) for item, made in pairs],
            ),
            row(f"{what}, {relation}, a stem in common", [each for each in pairs if shares_stem(each[0])]),
        ]
    return rows


def shares_stem(item: Item) -> bool:
    """Whether both sides have a word of four letters or more by its stem."""
    sides = [
        {key for token in tokens_of(said(item[side], "ru")) for key in keys_of(token.text.lower()) if len(key) >= 4}
        for side in ("a", "b")
    ]
    return bool(sides[0] & sides[1])


def of_dev(path: Path) -> Row:
    """The pairs that came with the task."""
    return row("dev", [(item, found_in(item, _dev_relation(item["relation"]))) for item in items(path)])


def _dev_relation(relation: str) -> Relation:
    return _DEV_RELATIONS.get(relation) or Relation(relation)


def case_statement(item: Item) -> Statement:
    """A claim of a case."""
    first, *rest = item["who"].split()
    return Statement(
        key=item["id"],
        words=said(item["said"], item["lang"]),
        asked=said(item["asked"], item["lang"]) if item["asked"] else None,
        who=item["who"],
        who_names=(PersonName(name=first, surname=rest[-1] if rest else None),),
        said_on=date.fromisoformat(item["on"]),
        interrogation=f"{item['who']} {item['on']}",
    )


def of_cases(claims: Iterable[Item], listed: Iterable[Item]) -> OfCases:
    """Every pair of claims of each case, in order."""
    begun = time.perf_counter()
    readings: dict[str, list[Reading]] = {}
    for item in claims:
        readings.setdefault(item["case"], []).append(reading_of_statement(case_statement(item)))
    read = time.perf_counter()
    wanted = {frozenset((item["a"], item["b"])) for item in listed}
    shown = {
        frozenset((first.statement.key, second.statement.key))
        for case in readings.values()
        for first, second in combinations(case, 2)
        if (relation := relation_of(first.statement, second.statement)) is not None
        and compare_readings(first, second, relation) is not None
    }
    pairs = sum(len(case) * (len(case) - 1) // 2 for case in readings.values())
    return OfCases(
        claims=sum(len(case) for case in readings.values()),
        pairs=pairs - len(wanted),
        false_alarms=len(shown - wanted),
        listed=len(wanted),
        found=len(shown & wanted),
        read_s=read - begun,
        compared_s=time.perf_counter() - read,
    )


def shown(rows: Iterable[Row]) -> Table:
    """As people read them."""
    table = Table(title="statements: contradictions found by rules, at any strength")
    for name in ("what", "pairs", "contradictions", "found", "right", "precision", "recall", "right kind"):
        table.add_column(name, justify="left" if name == "what" else "right")
    for each in rows:
        table.add_row(
            each.what, str(each.pairs), str(each.wanted), str(each.found), str(each.right), f"{each.precision:.3f}",
            f"{each.recall:.3f}" if each.wanted else "-", str(each.right_kind),
        )  # fmt: skip
    return table


def shown_cases(made: OfCases) -> str:
    """In one line."""
    return (
        f"cases: {made.claims} claims, {made.pairs} pairs: {made.false_alarms} false alarms "
        f"({made.false_alarms_of_1000:.1f} of 1,000); {made.found} of {made.listed} listed pairs found; "
        f"read in {made.read_s:.1f} s, compared in {made.compared_s:.1f} s"
    )


def main() -> None:
    """Measure, print the tables, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    sets = ("open", "kept", "learn", "learn2", "check", "check2")
    parser.add_argument("--set", choices=sets, default="open", help="see bench/sets/README.md")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench-statements.json")
    chosen = parser.parse_args()
    half = chosen.set
    measured: list[tuple[Path, Callable[[Path, str], list[Row]], str]] = [
        (SETS / f"statements.{half}.jsonl", of_statements, half),
        (SETS / f"unrelated.{half}.jsonl", of_unrelated, f"unrelated {half}"),
    ]
    rows = [each for path, measure, what in measured for each in measure(path, what)]
    if DEV.is_file():
        rows.append(of_dev(DEV))
    else:
        print(f"dev is not measured: no {DEV}")
    cases = of_cases(items(SETS / "claims_of_a_case.jsonl"), items(SETS / "claims_of_a_case.pairs.jsonl"))
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    written = [{**asdict(each), "precision": each.precision, "recall": each.recall} for each in rows]
    chosen.out.write_text(json.dumps([*written, asdict(cases)], ensure_ascii=False, indent=1) + "\n", "utf-8")
    Console(width=140).print(shown(rows))
    print(shown_cases(cases))
    print(chosen.out)


if __name__ == "__main__":
    main()
