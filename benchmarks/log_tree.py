"""`python -m benchmarks.log_tree`: what proofs of a long capture log cost, with its cache and without."""

import argparse
import hashlib
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from archive.log import canonical
from archive.log_tree import LogTree, cache_path
from archive.merkle import consistency_proof, inclusion_proof, leaf_hash, verify_consistency, verify_inclusion
from archive.place import Archive, init_archive

T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a log of invented leaves, measure, print; exit code 1 when a proof does not hold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.log_tree", description=__doc__)
    parser.add_argument("--leaves", type=int, default=1_000_000)
    count = parser.parse_args(arguments).leaves
    with tempfile.TemporaryDirectory(prefix="warraq-bench-") as directory:
        archive = init_archive(Path(directory) / "archive")
        _fill(archive, count)
        print(f"leaves: {count}, {(archive.log / 'leaves.jsonl').stat().st_size} bytes")
        _timed("tree without cache", lambda: LogTree(archive, trusted=0))
        print(f"cache: {cache_path(archive).stat().st_size} bytes")
        tree = _timed("tree with cache", lambda: LogTree(archive))
        root = _timed("root", tree.root)
        index, old = count * 2 // 3, max(1, count // 2 + 7)
        path = _timed("inclusion proof", lambda: inclusion_proof(tree.root_of, index, count))
        print(f"inclusion proof: {32 * len(path)} bytes")
        leaf = leaf_hash(tree.leaf(index))
        held = _timed("its check", lambda: verify_inclusion(leaf, index, count, path, root))
        steps = _timed("consistency proof", lambda: consistency_proof(tree.root_of, old, count))
        held &= verify_consistency(old, count, tree.root(old), root, steps)
        print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0 if held else 1


def _fill(archive: Archive, count: int) -> None:
    with (archive.log / "leaves.jsonl").open("wb") as file:
        for number in range(count):
            file.write(_leaf(number) + b"\n")


def _leaf(number: int) -> bytes:
    """A line as long as a leaf of an exchange is."""
    digest = hashlib.sha256(b"%d" % number).hexdigest()
    return canonical(
        {
            "v": 1,
            "kind": "exchange",
            "captured_at": "2026-11-21T08:00:00.000001Z",
            "status": 200,
            **{part: {"id": digest[:36], "sha256": digest} for part in ("response", "request", "metadata")},
            "url_sha256": digest,
        }
    )


def _timed(what: str, work: Callable[[], T]) -> T:
    began = time.perf_counter()
    done = work()
    print(f"{what}: {1000 * (time.perf_counter() - began):.1f} ms")
    return done


if __name__ == "__main__":
    sys.exit(main())
