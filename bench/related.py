"""Related cases: whether those by one hand are found, by words (BM25), by meaning, and by both fused.

Each case of a series asks for the others of its half of the set; distractors share words, places and articles with it but
not the method. `python -m bench.related [--kept]`: the half that nobody reads is measured at the end of the work alone.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import numpy as np

from analysis import lexemes
from analysis.embed import Embedder
from analysis.passages import passages
from analysis.related import CaseText, bm25, likeness, likeness_of_meaning, pieces
from gpu.engines import build_embedder
from models.settings import read_settings
from models.transcript import Turn, Word
from models.working_transcript import fold

SETS = Path(__file__).parent / "sets"
RESULTS = Path(__file__).parent / "results"
WAYS = ("BM25 of words", "BM25 of letters", "meaning", "both")
OFFICIALS = frozenset({"следователь", "тергеуші", "дознаватель", "анықтаушы", "прокурор"})
ASKER = "VOICE_00"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A case of the set."""

    id: str
    series: str | None
    lang: str
    turns: tuple[tuple[bool, str], ...]  # whether an official asks, and what is said


def read(half: str) -> list[Case]:
    """The half's cases."""
    found = []
    for line in (SETS / f"cases.{half}.jsonl").read_text("utf-8").splitlines():
        each = json.loads(line)
        turns = tuple((turn["who"] in OFFICIALS, turn["said"]) for turn in each["turns"])
        found.append(Case(id=each["id"], series=each["series"], lang=each["lang"], turns=turns))
    return found


def texts(cases: Sequence[Case], embedder: Embedder) -> list[CaseText]:
    """As the product reads them."""
    made = []
    for case in cases:
        told = [each.text for each in passages(fold(turns_of(case.turns), []).turns, askers={ASKER})]
        made.append(CaseText(pieces=pieces(told), vectors=embedder.passages(told)))
    return made


def orders(cases: Sequence[Case], found: Sequence[CaseText], place: int) -> dict[str, list[int]]:
    """Places of the other cases in each way's order."""
    others = [each for each in range(len(cases)) if each != place]
    rest = [found[each] for each in others]
    scores = (
        bm25(words_of(cases[place]), [words_of(cases[each]) for each in others]),
        bm25(found[place].pieces, [each.pieces for each in rest]),
        likeness_of_meaning(found[place], rest),
        likeness(found[place], rest),
    )
    return {
        way: [others[each] for each in np.argsort(-score, kind="stable")] for way, score in zip(WAYS, scores, strict=True)
    }


@cache
def words_of(case: Case) -> Counter[str]:
    """Its words by their dictionary forms and stems, as full text search has them."""
    return Counter(lexeme for _, said in case.turns for token in lexemes.tokens(said) for lexeme in lexemes.lexemes(token))


def turns_of(said: Sequence[tuple[bool, str]]) -> list[Turn]:
    """What was said as turns, the asker's under a voice of their own, a second a word."""
    numbers = count(1)
    return [
        Turn(id=f"t{place:04d}", voice=ASKER if asks else "VOICE_01", words=tuple(map(_word, numbers, text.split())))
        for place, (asks, text) in enumerate(said, start=1)
    ]


def _word(number: int, text: str) -> Word:
    return Word(id=f"w{number:06d}", start=number, end=number + 0.8, text=text, probability=1.0, language="ru")


def recall(order: Sequence[int], wanted: set[int], most: int) -> float:
    """Which share of what was wanted stands among the first."""
    return len(set(order[:most]) & wanted) / min(most, len(wanted))


def ndcg(order: Sequence[int], wanted: set[int], most: int) -> float:
    """Normalised discounted cumulative gain."""
    gained = sum(1 / math.log2(place + 2) for place, each in enumerate(order[:most]) if each in wanted)
    return gained / sum(1 / math.log2(place + 2) for place in range(min(most, len(wanted))))


def measure(half: str, embedder: Embedder) -> dict[str, dict[str, float]]:
    """Means over all cases of a series, by way."""
    cases = read(half)
    found = texts(cases, embedder)
    sums: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    for place, case in enumerate(cases):
        wanted = {other for other, each in enumerate(cases) if each.series == case.series and other != place}
        if case.series is None or not wanted:
            continue
        for way, order in orders(cases, found, place).items():
            sums[way].append((recall(order, wanted, 5), ndcg(order, wanted, 10)))
    return {
        way: {"recall@5": float(np.mean([a for a, _ in each])), "nDCG@10": float(np.mean([b for _, b in each]))}
        for way, each in sums.items()
    }


def main() -> None:
    """Print the table."""
    half = "kept" if "--kept" in sys.argv else "open"
    made = measure(half, build_embedder(read_settings()))
    print(f"Related cases, the {half} half")
    print(f"{'way':16}{'recall@5':>10}{'nDCG@10':>10}")
    for way, each in made.items():
        print(f"{way:16}{each['recall@5']:10.3f}{each['nDCG@10']:10.3f}")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"related.{half}.json").write_text(json.dumps(made, indent=1), "utf-8")


if __name__ == "__main__":
    main()
