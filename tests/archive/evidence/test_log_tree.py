"""The tree on the disk gives what the tree in memory gives, with a cache that may be old, cut or wrong."""

from pathlib import Path

import pytest

from archive.log import Log
from archive.log_tree import BLOCK, ENTRY, LogTree, cache_path
from archive.merkle import Tree, inclusion_proof, leaf_hash, verify_inclusion
from archive.place import Archive, init_archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return init_archive(tmp_path / "archive", contact="test@example.org")


def leaves(count: int, start: int = 0) -> list[bytes]:
    return [b'{"n":%d,"text":"%s"}' % (n, b"x" * (n % 7)) for n in range(start, start + count)]


def append(archive: Archive, lines: list[bytes]) -> None:
    with Log(archive.log).writing() as appender:
        appender.append(lines)


def root(lines: list[bytes]) -> bytes:
    tree = Tree()
    for line in lines:
        tree.append(line)
    return tree.root()


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 511, 512, 513, 1024, 1500])
def test_the_tree_on_the_disk_has_the_roots_of_the_tree_in_memory(archive: Archive, size: int) -> None:
    lines = leaves(size)
    append(archive, lines)
    for tree in (LogTree(archive), LogTree(archive)):  # without a cache, and with one
        assert tree.size == size
        for smaller in {0, 1, size // 3, size // 2, max(size - 1, 0), size} & set(range(size + 1)):
            assert tree.root(smaller) == root(lines[:smaller])


def test_every_leaf_has_its_proof(archive: Archive) -> None:
    lines = leaves(700)
    append(archive, lines)
    LogTree(archive)
    tree = LogTree(archive)
    for index in range(0, 700, 13):
        proof = inclusion_proof(tree.root_of, index, 700)
        assert tree.leaf(index) == lines[index]
        assert verify_inclusion(leaf_hash(lines[index]), index, 700, proof, root(lines))


def test_the_cache_grows_with_the_log(archive: Archive) -> None:
    append(archive, leaves(300))
    LogTree(archive)
    assert cache_path(archive).stat().st_size == ENTRY.size
    append(archive, leaves(300, 300))
    tree = LogTree(archive)
    assert cache_path(archive).stat().st_size == 2 * ENTRY.size
    assert tree.root() == root(leaves(600))
    assert list(tree.lines(598)) == leaves(2, 598)


def test_a_proof_reads_only_what_follows_the_cached_blocks(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(archive, leaves(20 * BLOCK + 3))
    LogTree(archive)
    read = 0
    original = Log.read

    def counting(self: Log, start: int = 0):
        nonlocal read
        for found in original(self, start):
            read += 1
            yield found

    monkeypatch.setattr(Log, "read", counting)
    tree = LogTree(archive)
    inclusion_proof(tree.root_of, 1000, tree.size)
    assert read <= 2 * BLOCK + 3


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 40, bytes(40), b"\xff" * 80])
def test_a_cache_that_is_none_is_made_again_or_gives_a_root_that_does_not_fit(
    archive: Archive, content: bytes
) -> None:
    lines = leaves(600)
    append(archive, lines)
    cache_path(archive).write_bytes(content)
    assert LogTree(archive, trusted=0).root() == root(lines)


def test_a_log_that_was_cut_has_no_use_for_its_old_cache(archive: Archive) -> None:
    append(archive, leaves(600))
    LogTree(archive)
    Log(archive.log).path.write_bytes(b"".join(line + b"\n" for line in leaves(10)))
    assert LogTree(archive).root() == root(leaves(10))


def test_only_trusted_blocks_are_taken_from_the_cache(archive: Archive) -> None:
    lines = leaves(600)
    append(archive, lines)
    LogTree(archive)
    data = bytearray(cache_path(archive).read_bytes())
    data[-1] ^= 1  # of the second block
    cache_path(archive).write_bytes(data)
    assert LogTree(archive).root() != root(lines)
    assert LogTree(archive, trusted=511).root() == root(lines)
    assert LogTree(archive).root() == root(lines)  # and the cache is mended


def test_a_leaf_that_is_not_there_is_an_error(archive: Archive) -> None:
    append(archive, leaves(3))
    for index in (-1, 3):
        with pytest.raises(ValueError, match="no leaf"):
            LogTree(archive).leaf(index)
    with pytest.raises(ValueError, match="holds 3"):
        LogTree(archive).root(4)
