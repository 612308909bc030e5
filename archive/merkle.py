"""The RFC 6962 Merkle tree over the capture log: its hashes, its proofs, and how they are checked.

Proofs are tuples of hashes in the order of the RFC. They are made from a function that gives the root of any
aligned run of leaves, wherever these are kept, and checked without any leaf but the one in question.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence

EMPTY = hashlib.sha256(b"").digest()  # the root of a tree without leaves
HASH_BYTES = 32

# (start, end) to the root of the tree over the leaves from `start` to before `end`; `start` is a multiple of
# the smallest power of two that is not below their number, which must be above 0.
RootOf = Callable[[int, int], bytes]
Proof = tuple[bytes, ...]


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """A growing tree in memory of logarithmic size: it knows its root, not its leaves."""

    def __init__(self) -> None:
        self.size = 0
        self._complete: list[bytes] = []  # roots of the complete subtrees, largest first

    def append(self, leaf: bytes) -> None:
        """Add one leaf at the end."""
        self.append_hash(leaf_hash(leaf))

    def append_hash(self, node: bytes) -> None:
        """Add at the end one leaf, or one complete subtree among others of its size, by its hash."""
        size = self.size
        while size & 1:
            node = node_hash(self._complete.pop(), node)
            size >>= 1
        self._complete.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far; of an empty tree, the hash of nothing."""
        if not self._complete:
            return EMPTY
        node = self._complete[-1]
        for left in reversed(self._complete[:-1]):
            node = node_hash(left, node)
        return node


def split(size: int) -> int:
    """The largest power of two below `size` (above 1): where the tree over that many leaves divides."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(root_of: RootOf, index: int, size: int) -> Proof:
    """The audit path of leaf number `index` (from 0) in the tree of `size` leaves (RFC 6962, section 2.1.1).

    Raises ValueError when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf number {index}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(root_of(middle, end))
            end = middle
        else:
            path.append(root_of(start, middle))
            start = middle
    return tuple(reversed(path))


def consistency_proof(root_of: RootOf, old: int, new: int) -> Proof:
    """What shows that the tree of `new` leaves begins with that of `old` (RFC 6962, section 2.1.2).

    Raises ValueError unless 0 < old <= new.
    """
    if not 0 < old <= new:
        raise ValueError(f"no proof leads from {old} leaves to {new}: the first number must be the smaller")
    path: list[bytes] = []
    start, end = 0, new
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            path.append(root_of(middle, end))
            end = middle
        else:
            path.append(root_of(start, middle))
            start = middle
    if start:  # else the old tree is a complete subtree, whose root the verifier has
        path.append(root_of(start, end))
    return tuple(reversed(path))


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that a proof leads to from the hash of leaf `index`; None when it has a wrong length.

    The way is that of RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return None
    place, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            node = node_hash(sibling, node)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            node = node_hash(node, sibling)
        place >>= 1
        last >>= 1
    return node if last == 0 else None


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that the leaf with the hash `leaf` is number `index` under this root."""
    return root_by_inclusion(leaf, index, size, proof) == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree of `new` leaves begins with that of `old` (RFC 9162, 2.1.4.2).

    Every tree begins with the empty one; that needs no proof.
    """
    if not 0 <= old <= new:
        return False
    if old in (0, new):
        return not proof and old_root == (new_root if old else EMPTY)
    return _roots_by_consistency(old, new, old_root, proof) == (old_root, new_root)


def _roots_by_consistency(
    old: int, new: int, old_root: bytes, proof: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    hashes: Iterator[bytes] = iter(proof)
    place, last = old - 1, new - 1
    while place & 1:
        place >>= 1
        last >>= 1
    first = next(hashes, None) if place else old_root
    if first is None:
        return None
    older = newer = first
    for node in hashes:
        if last == 0:
            return None
        if place & 1 or place == last:
            older, newer = node_hash(node, older), node_hash(node, newer)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            newer = node_hash(newer, node)
        place >>= 1
        last >>= 1
    return (older, newer) if last == 0 else None
