"""Several orders of the same things become one."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_K = 60
"""Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): how little the first places count more than the next."""
T = TypeVar("T", bound=Hashable)


def fused(orders: Mapping[str, Sequence[T]], weights: Mapping[str, float]) -> list[T]:
    """All things of the orders, those first that stand first in most of them; each order counts by its weight.

    A thing that stands in an order twice counts once, at its first place. Of equals the one met first comes first.
    """
    scores: dict[T, float] = {}
    for name, order in orders.items():
        for place, each in enumerate(dict.fromkeys(order), start=1):
            scores[each] = scores.get(each, 0.0) + weights[name] / (_K + place)
    return sorted(scores, key=lambda each: -scores[each])


def weighed(scores: Mapping[str, NDArray[np.float64]], weights: Mapping[str, float]) -> NDArray[np.float64]:
    """Scores of the same things on several scales as one: each in standard deviations from its mean, times its weight."""
    made = np.zeros(len(next(iter(scores.values()))))
    for name, each in scores.items():
        spread = float(each.std())
        made += weights[name] * (each - each.mean()) / (spread if spread > 0 else 1.0)
    return made
