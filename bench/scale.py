"""The index by meaning at a region's size: a million passages, their vectors drawn around real ones.

Prints how long a question takes, without a filter and with one that admits a hundredth; how much of what an exact search
finds is found; memory; how soon an added passage is found; how long the start from the kept file takes.
`python -m bench.scale [--passages N]`.
"""

import argparse
import json
import tempfile
import time
from itertools import chain, islice
from pathlib import Path
from uuid import UUID

import numpy as np
import psutil

from analysis.embed import Vectors
from analysis.meaning_index import MeaningIndex
from gpu.engines import build_embedder
from models.settings import read_settings

SETS = Path(__file__).parent / "sets"
RESULTS = Path(__file__).parent / "results"
REAL, ASKED, CASES, MOST = 5000, 200, 10_000, 10
SPREAD = 0.35
"""Length of what is added to a real vector: neighbours are as far from it as statements of one event are (cosine 0.94)."""
AT_ONCE = 50_000


def texts() -> list[str]:
    """Different real texts: what is said in the open halves, alone and one after the other."""
    said: list[str] = []
    for path in (SETS / "claims_of_a_case.jsonl", SETS / "statements.open.jsonl", SETS / "unrelated.open.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            each = json.loads(line)
            said += [each["said"]] if "said" in each else [each["a"], each["b"]]
    joined = chain.from_iterable(
        (f"{one} {other}" for one, other in zip(said, said[step:], strict=False)) for step in range(1, 20)
    )
    return list(islice(dict.fromkeys(chain(said, joined)), REAL))


def real() -> Vectors:
    """Their vectors, made once."""
    kept = RESULTS / "real_vectors.npy"
    if not kept.exists():
        RESULTS.mkdir(exist_ok=True)
        np.save(kept, build_embedder(read_settings()).passages(texts()))
    return np.asarray(np.load(kept, allow_pickle=False), np.float32)


def around(centres: Vectors, count: int, draw: np.random.Generator) -> Vectors:
    """Vectors near some of the centres."""
    moved = draw.standard_normal((count, centres.shape[1])).astype(np.float32)
    moved *= SPREAD / np.linalg.norm(moved, axis=1, keepdims=True)
    moved += centres[draw.integers(0, len(centres), count)]
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def case_of(passage: int) -> UUID:
    """Each case has a hundredth of a percent of the passages."""
    return UUID(int=passage % CASES)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=1_000_000)
    count = parser.parse_args().passages
    draw = np.random.default_rng(11)
    centres = real()
    questions = around(centres, ASKED, draw)
    everything, hundredth = {case_of(each) for each in range(CASES)}, {case_of(each) for each in range(CASES // 100)}
    index = MeaningIndex(centres.shape[1], weights="bench")
    best = {"none": Exact(), "1 %": Exact()}
    began = time.perf_counter()
    for first in range(0, count, AT_ONCE):
        vectors = around(centres, min(AT_ONCE, count - first), draw)
        ids = np.arange(first, first + len(vectors))
        index.add(ids.tolist(), [case_of(int(each)) for each in ids], vectors)
        best["none"].look(questions, vectors, ids)
        admitted = ids % CASES < CASES // 100
        best["1 %"].look(questions, vectors[admitted], ids[admitted])
    made = {"passages": count, "built in, s": round(time.perf_counter() - began)}
    for name, cases in (("none", everything), ("1 %", hundredth)):
        times, found = [], []
        for question in questions:
            began = time.perf_counter()
            near = index.search(question, most=MOST, cases=cases)
            times.append(time.perf_counter() - began)
            found.append({each.id for each in near})
        shares = [len(one & other) / MOST for one, other in zip(found, best[name].found(), strict=True)]
        made[f"filter {name}: p50, ms"] = round(float(np.percentile(times, 50)) * 1000, 1)
        made[f"filter {name}: p95, ms"] = round(float(np.percentile(times, 95)) * 1000, 1)
        made[f"filter {name}: recall@10"] = round(float(np.mean(shares)), 3)
    began = time.perf_counter()
    index.add([count + 1], [case_of(0)], questions[:1])
    if index.search(questions[0], most=1, cases={case_of(0)})[0].id != count + 1:
        raise SystemExit("an added passage is not found")
    made["added and found, ms"] = round((time.perf_counter() - began) * 1000, 1)
    with tempfile.TemporaryDirectory() as folder:
        index.save(Path(folder))
        made["file, MB"] = round(sum(each.stat().st_size for each in Path(folder).iterdir()) / 1e6)
        del index
        before = psutil.Process().memory_info().rss
        began = time.perf_counter()
        again = MeaningIndex.read(Path(folder), centres.shape[1], weights="bench")
        if again is None:
            raise SystemExit("the kept file is not read")
        made["start from the file, s"] = round(time.perf_counter() - began, 1)
        again.search(questions[0], most=MOST, cases=everything)
        made["memory of the index, MB"] = round((psutil.Process().memory_info().rss - before) / 1e6)
    print("The index by meaning")
    for name, value in made.items():
        print(f"{name:28}{value:>12}")
    (RESULTS / "scale.json").write_text(json.dumps(made, indent=1), "utf-8")


class Exact:
    """The nearest of all vectors, part by part."""

    def __init__(self) -> None:
        self._likeness = np.full((ASKED, 0), -1.0, np.float32)
        self._ids = np.zeros((ASKED, 0), np.int64)

    def look(self, questions: Vectors, vectors: Vectors, ids: np.ndarray) -> None:
        """Some more vectors."""
        likeness = np.concatenate([self._likeness, questions @ vectors.T], axis=1)
        all_ids = np.concatenate([self._ids, np.broadcast_to(ids, (ASKED, len(ids)))], axis=1)
        nearest = np.argsort(-likeness, axis=1)[:, :MOST]
        self._likeness = np.take_along_axis(likeness, nearest, axis=1)
        self._ids = np.take_along_axis(all_ids, nearest, axis=1)

    def found(self) -> list[set[int]]:
        """Of each question the ids of the nearest."""
        return [set(map(int, row)) for row in self._ids]


if __name__ == "__main__":
    main()
