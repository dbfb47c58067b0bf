"""The tree of RFC 6962."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.journal import merkle
from models.journal.merkle import Frontier, Nodes, consistency_proof, inclusion_proof, verify_consistency, verify_inclusion

# The inputs and roots with which implementations of Certificate Transparency are tested.
INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [merkle.hash_leaf(bytes.fromhex(each)) for each in INPUTS]
SIZES = st.integers(1, 70)


def leaves(size):
    return [sha256(bytes([index])).digest() for index in range(size)]


def flipped(data, bit):
    place = bit % (len(data) * 8)
    return data[: place // 8] + bytes([data[place // 8] ^ 1 << place % 8]) + data[place // 8 + 1 :]


def naive_root(hashes):
    """RFC 6962, 2.1, word for word."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b"\x01" + naive_root(hashes[:split]) + naive_root(hashes[split:])).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_published_ones(size):
    assert merkle.root_of(LEAVES[:size]).hex() == ROOTS[size - 1]
    assert merkle.root_at(size, Nodes(LEAVES)).hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_root_of_the_rfc():
    assert merkle.root_of([]) == merkle.root_at(0, Nodes([])) == sha256(b"").digest()


def test_proofs_are_the_published_ones():
    proof = inclusion_proof(5, 8, Nodes(LEAVES))
    assert [node.hex()[:8] for node in proof] == ["bc1a0643", "ca854ea1", "d37ee418"]
    proof = consistency_proof(6, 8, Nodes(LEAVES))
    assert [node.hex()[:8] for node in proof] == ["0ebc5d34", "ca854ea1", "d37ee418"]


@given(SIZES)
def test_a_frontier_kept_and_taken_up_again_grows_to_the_same_root(size):
    frontier = Frontier()
    for leaf in leaves(size):
        frontier = Frontier(frontier.size, frontier.hashes)
        frontier.append(leaf)
    assert frontier.root() == naive_root(leaves(size))
    assert len(frontier.hashes) == size.bit_count()


def test_hashes_that_are_no_frontier_of_the_size_are_refused():
    with pytest.raises(ValueError, match="no frontier"):
        Frontier(3, [bytes(32)])
    with pytest.raises(ValueError, match="no frontier"):
        Frontier(1, [bytes(31)])


def test_append_names_every_perfect_node_once():
    frontier, nodes = Frontier(), Nodes(leaves(13))
    for leaf in leaves(13):
        for level, node in enumerate(frontier.append(leaf)):
            assert nodes(level, frontier.size - 1 >> level) == node


@given(SIZES, st.data())
def test_every_inclusion_proof_verifies_and_any_flipped_bit_fails(size, data):
    hashes, nodes = leaves(size), Nodes(leaves(70))
    index, bit = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, 10_000))
    place, root, proof = {"index": index, "size": size}, naive_root(hashes), inclusion_proof(index, size, nodes)
    assert verify_inclusion(hashes[index], proof, root=root, **place)
    assert not verify_inclusion(flipped(hashes[index], bit), proof, root=root, **place)
    assert not verify_inclusion(hashes[index], proof, root=flipped(root, bit), **place)
    assert not verify_inclusion(hashes[index], [*proof, bytes(32)], root=root, **place)
    for each, node in enumerate(proof):
        spoilt = [*proof[:each], flipped(node, bit), *proof[each + 1 :]]
        assert not verify_inclusion(hashes[index], spoilt, root=root, **place)
        assert not verify_inclusion(hashes[index], proof[:each], root=root, **place)


@given(SIZES, st.data())
def test_every_consistency_proof_verifies_and_any_flipped_bit_fails(second, data):
    first, bit = data.draw(st.integers(0, second)), data.draw(st.integers(0, 10_000))
    roots = naive_root(leaves(first)), naive_root(leaves(second))
    proof = consistency_proof(first, second, Nodes(leaves(70)))

    def verified(proof, first_root, second_root):
        return verify_consistency(proof, first=first, second=second, first_root=first_root, second_root=second_root)

    assert verified(proof, *roots)
    assert not verified(proof, flipped(roots[0], bit), roots[1])
    assert first == 0 or not verified(proof, roots[0], flipped(roots[1], bit))
    assert not verified([*proof, bytes(32)], *roots)
    for each, node in enumerate(proof):
        assert not verified([*proof[:each], flipped(node, bit), *proof[each + 1 :]], *roots)


@given(SIZES, SIZES, st.data())
def test_a_proof_holds_at_no_other_index(size, other, data):
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, Nodes(leaves(size)))
    leaf, root = leaves(size)[index], naive_root(leaves(size))
    assert verify_inclusion(leaf, proof, index=other, size=size, root=root) == (other == index)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_that_is_not_there_is_neither_proven_nor_believed(index, size):
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(index, size, Nodes(leaves(3)))
    assert not verify_inclusion(leaves(1)[0], [], index=index, size=size, root=leaves(1)[0])


def test_a_tree_does_not_shrink():
    with pytest.raises(ValueError, match="grows only"):
        consistency_proof(3, 2, Nodes(leaves(3)))
    assert not verify_consistency([], first=3, second=2, first_root=bytes(32), second_root=bytes(32))


def test_a_node_is_no_leaf_and_a_proof_has_the_length_of_its_tree():
    nodes, root = Nodes(LEAVES), merkle.root_of(LEAVES)
    proof, first, other = inclusion_proof(0, 8, nodes), LEAVES[0], bytes(32)
    assert not verify_inclusion(nodes(1, 0), proof[1:], index=0, size=8, root=root)
    assert not verify_inclusion(root, [], index=0, size=8, root=root)
    assert not verify_inclusion(first, [other], index=0, size=1, root=merkle.hash_node(other, first))
    assert not verify_inclusion(first, [other[1:]], index=0, size=2, root=merkle.hash_node(first, other[1:]))


def test_a_consistency_proof_is_of_one_size():
    proof = consistency_proof(1, 2, Nodes(LEAVES))
    roots = {"first_root": LEAVES[0], "second_root": merkle.root_of(LEAVES[:2])}
    assert verify_consistency(proof, first=1, second=2, **roots)
    assert not verify_consistency(proof, first=1, second=4, **roots)
    assert not verify_consistency([], first=1, second=2, **roots)
