"""The index of passages by meaning: vectors in FAISS, each with its case; a search looks at the viewer's cases alone.

Small ones are searched whole; large ones by cells (see `docs/why.md` for what was measured). It is a cache: what it holds
can be made again from the database at any time.
"""

import json
import os
import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import faiss
import numpy as np
from numpy.typing import NDArray

from analysis.embed import Vectors
from models.meaning import Near

_FAISS: Any = faiss  # its wrappers take more than its stubs know
_WHOLE_UP_TO = 50_000  # vectors; searching them all takes a few milliseconds
_CELLS, _TRAINED_ON = 1024, 60_000
_LOOKED_INTO, _LOOKED_INTO_FOR_FEW, _FEW = 32, 128, 0.1  # cells; more of them where few vectors of each are looked at
_NO_CASE = -1
_INDEX, _CASES, _ABOUT = "vectors.faiss", "cases.npy", "about.json"


class MeaningIndex:
    """Vectors by the id of their passage. Safe to be used by several threads."""

    def __init__(self, dimension: int, *, weights: str) -> None:
        """`weights`: what made the vectors, as `Embedder.weights`."""
        self.weights = weights
        self._dimension = dimension
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))  # or in cells
        self._cases: list[UUID] = []
        self._numbers: dict[UUID, int] = {}  # a case's place in `_cases`
        self._case_of = np.full(1024, _NO_CASE, np.int32)  # by passage id
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def __contains__(self, passage_id: int) -> bool:
        return passage_id < len(self._case_of) and bool(self._case_of[passage_id] != _NO_CASE)

    def unknown(self, ids: Sequence[int]) -> list[int]:
        """Those of the ids that it does not hold."""
        return [each for each in ids if each not in self]

    def add(self, ids: Sequence[int], cases: Sequence[UUID], vectors: Vectors) -> None:
        """Passages that it does not hold yet."""
        if not ids:
            return
        with self._lock:
            numbered = np.asarray(ids, np.int64)
            self._grow(int(numbered.max()) + 1)
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), numbered)
            self._case_of[numbered] = [self._number(case) for case in cases]
            if self._index.ntotal > _WHOLE_UP_TO and isinstance(self._index, faiss.IndexIDMap2):
                self._index = self._in_cells()

    def remove(self, ids: Sequence[int]) -> None:
        """Passages that are no more; those that it does not hold are no matter."""
        held = [each for each in ids if each in self]
        if not held:
            return
        with self._lock:
            numbered = np.asarray(held, np.int64)
            self._index.remove_ids(faiss.IDSelectorBatch(numbered))
            self._case_of[numbered] = _NO_CASE

    def search(self, question: NDArray[np.float32], *, most: int, cases: Collection[UUID]) -> list[Near]:
        """The passages of these cases that are nearest to a question, the nearest first."""
        with self._lock:
            chosen = self._chosen(cases)
            if not chosen.any():
                return []
            likeness, ids = self._index.search(question.reshape(1, -1), most, params=self._parameters(chosen))
        return [
            Near(id=int(each), likeness=float(like)) for each, like in zip(ids[0], likeness[0], strict=True) if each >= 0
        ]

    def save(self, folder: Path) -> None:
        """Write it as files, whole or not at all."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._lock:
            about = {"weights": self.weights, "cases": [str(case) for case in self._cases], "count": len(self)}
            faiss.write_index(self._index, str(folder / f"{_INDEX}.new"))
            np.save(folder / f"new-{_CASES}", self._case_of)
        (folder / f"{_ABOUT}.new").write_text(json.dumps(about), "utf-8")
        (folder / _ABOUT).unlink(missing_ok=True)  # while the other two change, nothing here is to be read
        (folder / f"{_INDEX}.new").replace(folder / _INDEX)
        (folder / f"new-{_CASES}").replace(folder / _CASES)
        with (folder / f"{_ABOUT}.new").open("rb") as file:
            os.fsync(file.fileno())
        (folder / f"{_ABOUT}.new").replace(folder / _ABOUT)

    @classmethod
    def read(cls, folder: Path, dimension: int, *, weights: str) -> "MeaningIndex | None":
        """What `save` wrote; None where there is nothing whole, or it was made by other weights."""
        try:
            about = json.loads((folder / _ABOUT).read_text("utf-8"))
            if about["weights"] != weights:
                return None
            made = cls(dimension, weights=weights)
            made._index = faiss.read_index(str(folder / _INDEX))
            made._case_of = np.load(folder / _CASES, allow_pickle=False)
            made._cases = [UUID(each) for each in about["cases"]]
        except (OSError, ValueError, KeyError, RuntimeError):  # the last is the library's
            return None
        made._numbers = {case: number for number, case in enumerate(made._cases)}
        return made if len(made) == about["count"] and made._index.d == dimension else None

    def _grow(self, needed: int) -> None:
        if needed > len(self._case_of):
            more = np.full(max(needed, 2 * len(self._case_of)) - len(self._case_of), _NO_CASE, np.int32)
            self._case_of = np.concatenate([self._case_of, more])

    def _number(self, case: UUID) -> int:
        if case not in self._numbers:
            self._numbers[case] = len(self._cases)
            self._cases.append(case)
        return self._numbers[case]

    def _chosen(self, cases: Collection[UUID]) -> NDArray[np.bool_]:
        """By passage id: whether it is of one of these cases."""
        allowed = np.zeros(len(self._cases) + 1, bool)  # the last: of no case
        allowed[[self._numbers[case] for case in cases if case in self._numbers]] = True
        return allowed[self._case_of]

    def _parameters(self, chosen: NDArray[np.bool_]) -> Any:  # faiss.SearchParameters
        selector = _FAISS.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))
        if isinstance(self._index, faiss.IndexIDMap2):
            return _FAISS.SearchParameters(sel=selector)
        few = int(chosen.sum()) < _FEW * len(self)
        return _FAISS.SearchParametersIVF(sel=selector, nprobe=_LOOKED_INTO_FOR_FEW if few else _LOOKED_INTO)

    def _in_cells(self) -> Any:  # faiss.IndexIVFScalarQuantizer
        """The same vectors, in half the bytes, found by cells."""
        flat = self._index.index
        vectors = flat.reconstruct_n(0, flat.ntotal)
        made = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(self._dimension),
            self._dimension,
            _CELLS,
            faiss.ScalarQuantizer.QT_fp16,
            faiss.METRIC_INNER_PRODUCT,
            False,  # vectors themselves, not what is left beside their cell
        )
        chosen = np.random.default_rng(0).permutation(len(vectors))[:_TRAINED_ON]
        made.train(vectors[chosen])
        made.add_with_ids(vectors, faiss.vector_to_array(self._index.id_map))
        return made
