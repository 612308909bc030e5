"""The Merkle tree over the capture log as it is on the disk, without reading a million lines for a proof.

Beside the log, in state/, stands a cache: for every 256 leaves the root over them and the byte at which they
end, 40 bytes in all. It can be made again at any time, and nothing depends on its being right: whatever is
computed with it is held against a signed root before it is used.
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path

from archive.errors import ArchiveError
from archive.log import Log
from archive.merkle import EMPTY, Tree, leaf_hash
from archive.place import Archive
from archive.replaced import replace_bytes

BLOCK = 256  # leaves, a power of two
ENTRY = struct.Struct(">Q32s")  # the byte after a block's last line, the root over the block


def cache_path(archive: Archive) -> Path:
    """Where the cache of an archive's tree is."""
    return archive.state / "log-tree"


class LogTree:
    """The tree over the leaves that the log holds now; `size` is how many there are.

    Of the cache, only blocks among the first `trusted` leaves are used; None: all, 0: none. Blocks that it
    lacks are read and written to it. ValueError from any method means that cache and log do not fit.
    """

    def __init__(self, archive: Archive, trusted: int | None = None) -> None:
        self._log = Log(archive.log)
        self._cache = cache_path(archive)
        self._blocks = _cached(self._cache, self._log.path)
        if trusted is not None:
            del self._blocks[trusted // BLOCK :]
        known = len(self._blocks)
        self._tail: list[bytes] = []  # hashes of the leaves after the last whole block
        self._read_on()
        self.size = len(self._blocks) * BLOCK + len(self._tail)
        self._hashes = lru_cache(maxsize=4)(self._hashes_of)
        if len(self._blocks) > known:
            self._save()

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves (by default all). Raises ValueError when there are fewer."""
        size = self.size if size is None else size
        if not 0 <= size <= self.size:
            raise ValueError(f"the log holds {self.size} leaves, not {size}")
        return self.root_of(0, size) if size else EMPTY

    def root_of(self, start: int, end: int) -> bytes:
        """The root over the leaves from `start` to before `end`, as `archive.merkle.RootOf` says."""
        tree = Tree()
        first, last = start // BLOCK, end // BLOCK
        if start % BLOCK or first == last:
            for node in self._hashes(first)[start % BLOCK : end - first * BLOCK]:
                tree.append_hash(node)
            return tree.root()
        for _, root in self._blocks[first:last]:
            tree.append_hash(root)
        if end % BLOCK:
            tree.append_hash(self.root_of(last * BLOCK, end))
        return tree.root()

    def lines(self, start: int) -> Iterator[bytes]:
        """The leaves from number `start` on."""
        block = min(start // BLOCK, len(self._blocks))
        begin = self._blocks[block - 1][0] if block else 0
        lines = (line for _, line in self._log.read(begin))
        return islice(lines, start - block * BLOCK, self.size - block * BLOCK)

    def leaf(self, index: int) -> bytes:
        """Leaf number `index`. Raises ValueError when there is none."""
        found = next(self.lines(index), None) if index >= 0 else None
        if found is None:
            raise ValueError(f"the log has no leaf number {index}")
        return found

    def _hashes_of(self, block: int) -> list[bytes]:
        if block == len(self._blocks):
            return self._tail
        return [leaf_hash(line) for line in islice(self.lines(block * BLOCK), BLOCK)]

    def _read_on(self) -> None:
        """Read what follows the cached blocks."""
        begin = self._blocks[-1][0] if self._blocks else 0
        for end, line in self._log.read(begin):
            self._tail.append(leaf_hash(line))
            if len(self._tail) == BLOCK:
                tree = Tree()
                for node in self._tail:
                    tree.append_hash(node)
                self._blocks.append((end, tree.root()))
                self._tail.clear()

    def _save(self) -> None:
        replace_bytes(self._cache, b"".join(ENTRY.pack(*block) for block in self._blocks))


def tree_with_root(archive: Archive, size: int, root: bytes, trusted: int | None = None) -> LogTree:
    """The log's tree, whose first `size` leaves have this root: with the cache if it fits, else without.

    Raises ArchiveError when the log's first leaves have another root, or there are fewer.
    """
    there = 0
    for trust in (trusted, 0):
        try:
            tree = LogTree(archive, trust)
            there = tree.size
            if tree.root(size) == root:
                return tree
        except ValueError:
            continue
    what = "was changed" if there >= size else f"holds only {there}"
    raise ArchiveError(
        f"a checkpoint signed {size} leaves, and the capture log {what}: "
        "`warraq verify` says where; restore log/ from a backup"
    )


def _cached(cache: Path, log: Path) -> list[tuple[int, bytes]]:
    """The cache's blocks; none when it is no cache of this log as it is now."""
    try:
        data = cache.read_bytes()
        size = log.stat().st_size
    except FileNotFoundError:
        return []
    if len(data) % ENTRY.size:
        return []
    blocks = [ENTRY.unpack_from(data, at) for at in range(0, len(data), ENTRY.size)]
    ends = [0, *(end for end, _ in blocks), size]
    return blocks if all(a <= b for a, b in pairwise(ends)) else []
