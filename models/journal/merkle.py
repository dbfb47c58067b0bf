"""The Merkle tree of RFC 6962: roots, a frontier that grows leaf by leaf, proofs and their verification.

Every hash is SHA-256, 32 bytes. A perfect node is named by its level (0: leaves) and its index among the nodes of that
level: it stands over the leaves from `index << level` to `(index + 1) << level` and never changes once they are there.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Protocol

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""


class NodeSource(Protocol):
    """Where perfect nodes come from: memory, or a table that keeps what `Frontier.append` completed."""

    def __call__(self, level: int, index: int) -> bytes:
        """The hash of that perfect node."""


def hash_leaf(data: bytes) -> bytes:
    """RFC 6962, 2.1: SHA-256 of a zero byte and the data."""
    return sha256(b"\x00" + data).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """RFC 6962, 2.1: SHA-256 of a one byte and the two hashes below."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the perfect trees that a tree of `size` leaves is made of, largest first: all that growing needs."""

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self._hashes = list(hashes)
        if len(self._hashes) != size.bit_count() or any(len(each) != HASH_BYTES for each in self._hashes):
            raise ValueError("these hashes are no frontier of that size")

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """What to keep, with `size`, in order to grow on later."""
        return tuple(self._hashes)

    def append(self, leaf_hash: bytes) -> list[bytes]:
        """One leaf more. Gives the perfect nodes it completed: element k is of level k, its index `(size - 1) >> k`."""
        completed = [leaf_hash]
        index = self.size
        while index & 1:
            completed.append(hash_node(self._hashes.pop(), completed[-1]))
            index >>= 1
        self._hashes.append(completed[-1])
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The tree's root."""
        return _fold(self._hashes)


class Nodes:
    """Every perfect node over some leaves, in memory: 64 bytes a leaf. A `NodeSource`."""

    def __init__(self, leaf_hashes: Iterable[bytes]) -> None:
        frontier = Frontier()
        self._levels: list[bytearray] = []
        for leaf_hash in leaf_hashes:
            for level, node in enumerate(frontier.append(leaf_hash)):
                if level == len(self._levels):
                    self._levels.append(bytearray())
                self._levels[level] += node
        self.size = frontier.size

    def __call__(self, level: int, index: int) -> bytes:
        """See `NodeSource`."""
        return bytes(self._levels[level][index * HASH_BYTES : (index + 1) * HASH_BYTES])


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root over these leaves."""
    frontier = Frontier()
    for leaf_hash in leaf_hashes:
        frontier.append(leaf_hash)
    return frontier.root()


def root_at(size: int, nodes: NodeSource) -> bytes:
    """The root that the tree had when it had `size` leaves."""
    return _fold(_perfect_nodes(0, size, nodes))


def inclusion_proof(index: int, size: int, nodes: NodeSource) -> tuple[bytes, ...]:
    """RFC 6962, 2.1.1: the nodes beside the path from leaf `index` to the root of `size` leaves."""
    if not 0 <= index < size:
        raise ValueError("the tree has no such leaf")
    return _path(0, index, size, nodes)


def consistency_proof(first: int, second: int, nodes: NodeSource) -> tuple[bytes, ...]:
    """RFC 6962, 2.1.2: that the tree of `second` leaves begins with the tree of `first`."""
    if not 0 <= first <= second:
        raise ValueError("a tree grows only")
    if first in {0, second}:
        return ()
    level = (first & -first).bit_length() - 1  # of the last perfect tree in the first tree
    index = (first - 1) >> level
    begin = () if first.bit_count() == 1 else (nodes(level, index),)
    return begin + _path(level, index, second, nodes)


def verify_inclusion(leaf_hash: bytes, proof: Sequence[bytes], *, index: int, size: int, root: bytes) -> bool:
    """RFC 9162, 2.1.3.2: whether that leaf stands at `index` in the tree of `size` leaves with that root."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf_hash
    for node in proof:
        if last == 0 or len(node) != HASH_BYTES:
            return False
        if place & 1 or place == last:
            found = hash_node(node, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = hash_node(found, node)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(proof: Sequence[bytes], *, first: int, second: int, first_root: bytes, second_root: bytes) -> bool:
    """RFC 9162, 2.1.4.2: whether the second tree begins with the first."""
    if not 0 <= first <= second:
        return False
    if first == 0:
        return not proof and first_root == EMPTY_ROOT
    if first == second:
        return not proof and first_root == second_root
    return bool(proof) and _leads_to_both(proof, first, second, (first_root, second_root))


def _leads_to_both(proof: Sequence[bytes], first: int, second: int, roots: tuple[bytes, bytes]) -> bool:
    path = [roots[0], *proof] if first.bit_count() == 1 else list(proof)
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    of_first = of_second = path[0]
    for node in path[1:]:
        if last == 0 or len(node) != HASH_BYTES:
            return False
        if place & 1 or place == last:
            of_first, of_second = hash_node(node, of_first), hash_node(node, of_second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            of_second = hash_node(of_second, node)
        place, last = place >> 1, last >> 1
    return last == 0 and (of_first, of_second) == roots


def _path(level: int, index: int, size: int, nodes: NodeSource) -> tuple[bytes, ...]:
    """The siblings from a node up to the root of `size` leaves."""
    path = []
    while 1 << level < size:
        sibling = index ^ 1
        begin, end = sibling << level, (sibling + 1) << level
        if end <= size:
            path.append(nodes(level, sibling))
        elif begin < size:
            path.append(_fold(_perfect_nodes(begin, size, nodes)))
        level, index = level + 1, index >> 1
    return tuple(path)


def _perfect_nodes(begin: int, end: int, nodes: NodeSource) -> list[bytes]:
    """The perfect trees over leaves `begin` to `end`, largest first; `begin` is a multiple of the largest's width."""
    found = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        found.append(nodes(level, begin >> level))
        begin += 1 << level
    return found


def _fold(hashes: Sequence[bytes]) -> bytes:
    """Perfect trees joined from the right, which is how RFC 6962 splits from the left."""
    if not hashes:
        return EMPTY_ROOT
    *before, root = hashes
    for each in reversed(before):
        root = hash_node(each, root)
    return root
