"""Where the nodes of a graph of columns stand: as few lines cross as a few sweeps can bring about."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)
_SWEEPS = 8


def laid_out(columns: Sequence[Sequence[Node]], edges: Iterable[tuple[Node, Node]]) -> dict[Node, tuple[float, float]]:
    """Shares of width and height, 0..1, of each node; the same for the same graph.

    Barycentres by turns from left to right and back (Sugiyama, Tagawa and Toda 1981), over the neighbours in all other
    columns. Columns without nodes take no room.
    """
    held = [list(column) for column in columns if column]
    beside: dict[Node, list[Node]] = {}
    for one, other in edges:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    for sweep in range(_SWEEPS):
        for column in held if sweep % 2 == 0 else reversed(held):
            heights = _heights(held)
            column.sort(key=lambda node: (_middle(beside.get(node, []), heights, heights[node]), heights[node]))
    return {
        node: ((number + 0.5) / len(held), height)
        for number, column in enumerate(held)
        for node, height in _heights([column]).items()
    }


def _heights(columns: Iterable[Sequence[Node]]) -> dict[Node, float]:
    return {node: (place + 0.5) / len(column) for column in columns for place, node in enumerate(column)}


def _middle(nodes: Sequence[Node], heights: Mapping[Node, float], own: float) -> float:
    known = [heights[node] for node in nodes if node in heights]
    return sum(known) / len(known) if known else own
