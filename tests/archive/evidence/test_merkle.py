"""Proofs of the tree, held against the recursive definitions of RFC 6962 for sizes up to some hundreds."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.merkle import (
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [b"leaf %d" % n for n in range(300)]


# RFC 6962, section 2.1, as it stands there: nothing of ours is used.


def larger_power(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(leaves: tuple[bytes, ...], known: dict[tuple[bytes, ...], bytes] = {}) -> bytes:  # noqa: B006
    if leaves not in known:
        if len(leaves) == 0:
            known[leaves] = sha256(b"").digest()
        elif len(leaves) == 1:
            known[leaves] = sha256(b"\x00" + leaves[0]).digest()
        else:
            k = larger_power(len(leaves))
            known[leaves] = sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()
    return known[leaves]


def path(m: int, leaves: tuple[bytes, ...]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = larger_power(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: tuple[bytes, ...], whole: bool) -> list[bytes]:
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = larger_power(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def root_of(start: int, end: int) -> bytes:
    return mth(tuple(LEAVES[start:end]))


def root(size: int) -> bytes:
    return root_of(0, size)


def test_the_growing_tree_has_the_root_of_the_rfc_at_every_size() -> None:
    tree = Tree()
    for size, leaf in enumerate(LEAVES):
        assert tree.root() == root(size)
        tree.append(leaf)


@pytest.mark.parametrize("size", [*range(1, 70), 127, 128, 129, 200, 255, 256, 257, 300])
def test_inclusion_proofs_are_those_of_the_rfc_and_hold(size: int) -> None:
    for index in range(size):
        proof = inclusion_proof(root_of, index, size)
        assert list(proof) == path(index, tuple(LEAVES[:size]))
        assert verify_inclusion(leaf_hash(LEAVES[index]), index, size, proof, root(size))


@pytest.mark.parametrize("new", [*range(1, 70), 127, 128, 129, 200, 255, 256, 257, 300])
def test_consistency_proofs_are_those_of_the_rfc_and_hold(new: int) -> None:
    for old in range(1, new + 1):
        proof = consistency_proof(root_of, old, new)
        assert list(proof) == subproof(old, tuple(LEAVES[:new]), True)
        assert verify_consistency(old, new, root(old), root(new), proof)


sizes = st.integers(1, 120)


@given(size=sizes, data=st.data())
def test_a_changed_inclusion_proof_does_not_hold(size: int, data) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = list(inclusion_proof(root_of, index, size))
    leaf = leaf_hash(LEAVES[index])
    for place in range(len(proof)):
        wrong = [*proof[:place], bytes(32), *proof[place + 1 :]]
        assert not verify_inclusion(leaf, index, size, wrong, root(size))
        assert not verify_inclusion(leaf, index, size, proof[:place] + proof[place + 1 :], root(size))
    assert not verify_inclusion(leaf, index, size, [*proof, bytes(32)], root(size))
    assert not verify_inclusion(leaf_hash(b"another"), index, size, proof, root(size))
    for other in {index - 1, index + 1, size, -1} - {index}:
        assert not verify_inclusion(leaf, other, size, proof, root(size))
    assert not verify_inclusion(leaf, index, size, proof, bytes(32))


@given(new=sizes, data=st.data())
def test_a_changed_consistency_proof_does_not_hold(new: int, data) -> None:
    old = data.draw(st.integers(1, new))
    proof = list(consistency_proof(root_of, old, new))
    for place in range(len(proof)):
        wrong = [*proof[:place], bytes(32), *proof[place + 1 :]]
        assert not verify_consistency(old, new, root(old), root(new), wrong)
        assert not verify_consistency(old, new, root(old), root(new), proof[:place] + proof[place + 1 :])
    assert not verify_consistency(old, new, root(old), root(new), [*proof, bytes(32)])
    assert not verify_consistency(old, new, bytes(32), root(new), proof)
    assert not verify_consistency(old, new, root(old), bytes(32), proof)


def test_a_tree_that_was_cut_or_rewritten_is_not_consistent() -> None:
    proof = consistency_proof(root_of, 5, 9)
    assert not verify_consistency(9, 5, root(9), root(5), proof)
    rewritten = mth((*LEAVES[:4], b"another", *LEAVES[5:9]))
    assert not verify_consistency(5, 9, root(5), rewritten, proof)


def test_every_tree_begins_with_the_empty_one() -> None:
    assert verify_consistency(0, 7, root(0), root(7), ())
    assert not verify_consistency(0, 7, bytes(32), root(7), ())
    assert not verify_consistency(0, 7, root(0), root(7), (bytes(32),))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_there_is_no_proof_of_a_leaf_that_the_tree_lacks(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="has no leaf"):
        inclusion_proof(root_of, index, size)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_there_is_no_consistency_proof_backwards(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no proof leads"):
        consistency_proof(root_of, old, new)
