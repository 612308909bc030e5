"""Proofs of the capture log to hand on: a record's leaf is in it, one checkpoint goes on from another."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from archive.checkpoints import (
    REQUEST,
    TOKEN,
    Checkpoint,
    checkpoint_path,
    checkpoint_sizes,
    checkpoints_folder,
    read_checkpoint,
    stamp_path,
)
from archive.errors import ArchiveError, IndexUnusable
from archive.key_changes import keys_of
from archive.log import Log
from archive.log_tree import tree_with_root
from archive.merkle import (
    Proof,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from archive.place import Archive
from archive.rows import reading_index

FORMAT = "c2sp.org/tlog-proof@v1"
URN = "urn:uuid:"
CHANGED = "the capture log changed while it was read; try again"


class NotCovered(ArchiveError):
    """No checkpoint is over the leaf yet, or not the one that was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """Leaf number `index` (from 0) is in the tree that a checkpoint signed; `path` leads to its root."""

    leaf: bytes
    index: int
    path: Proof
    checkpoint: Checkpoint
    note: bytes

    def __str__(self) -> str:
        """The proof as C2SP tlog-proof has it; `extra` holds the leaf."""
        head = [FORMAT, f"extra {_base64(self.leaf)}", f"index {self.index}", *map(_base64, self.path)]
        return "\n".join(head) + "\n\n" + self.note.decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """The log that `new` signed begins with that of `old`: `path` leads to both roots."""

    old: tuple[Checkpoint, bytes]
    new: tuple[Checkpoint, bytes]
    path: Proof


def prove_inclusion(archive: Archive, key: str, size: int | None = None) -> Inclusion:
    """The proof that the leaf of a record (its id, or "warc:NAME") is in the log.

    By default under the first checkpoint over it that is stamped, else the first over it. Raises ArchiveError
    when there is no such leaf or checkpoint, or the log is not what was signed.
    """
    key = key.strip("<>").removeprefix(URN)
    index = _index_of(archive, key)
    checkpoint, note = read_checkpoint(archive, _best(archive, index) if size is None else size)
    if index >= checkpoint.size:
        raise NotCovered(f"{key} is leaf number {index}: the checkpoint is over the {checkpoint.size} before")
    for trusted in (None, 0):  # the cache may know the roots and be wrong about where lines begin
        tree = tree_with_root(archive, checkpoint.size, checkpoint.root, trusted)
        try:
            leaf = tree.leaf(index)
            path = inclusion_proof(tree.root_of, index, checkpoint.size)
        except ValueError:
            continue
        if verify_inclusion(leaf_hash(leaf), index, checkpoint.size, path, checkpoint.root):
            return Inclusion(leaf=leaf, index=index, path=path, checkpoint=checkpoint, note=note)
    raise ArchiveError(CHANGED)


def prove_consistency(archive: Archive, old: int, new: int) -> Consistency:
    """The proof that the checkpoint over `new` leaves goes on from that over `old`. Raises ArchiveError."""
    first, last = read_checkpoint(archive, old), read_checkpoint(archive, new)
    if old > new:
        raise ArchiveError(f"the checkpoint over {old} leaves is not older than that over {new}: swap them")
    tree_with_root(archive, old, first[0].root)  # raises when the log does not begin so
    for trusted in (None, 0):
        tree = tree_with_root(archive, new, last[0].root, trusted)
        try:
            path = consistency_proof(tree.root_of, old, new)
        except ValueError:
            continue
        if verify_consistency(old, new, first[0].root, last[0].root, path):
            return Consistency(old=first, new=last, path=path)
    raise ArchiveError(CHANGED)


def inclusion_document(archive: Archive, proof: Inclusion) -> dict[str, Any]:
    """A proof as JSON: digests in hexadecimal, file names from the archive's directory."""
    return {
        "leaf": proof.leaf.decode(),
        "leaf_index": proof.index,
        "leaf_hash": leaf_hash(proof.leaf).hex(),
        "path": [node.hex() for node in proof.path],
        "checkpoint": checkpoint_document(archive, proof.checkpoint, proof.note),
        "keys": [str(key) for key in keys_of(archive)],
    }


def consistency_document(archive: Archive, proof: Consistency) -> dict[str, Any]:
    """A proof as JSON, likewise."""
    return {
        "old": checkpoint_document(archive, *proof.old),
        "new": checkpoint_document(archive, *proof.new),
        "path": [node.hex() for node in proof.path],
        "keys": [str(key) for key in keys_of(archive)],
    }


def checkpoint_document(archive: Archive, checkpoint: Checkpoint, note: bytes) -> dict[str, Any]:
    """A checkpoint as JSON, with the files of its stamps."""
    size = checkpoint.size
    return {
        "origin": checkpoint.origin,
        "size": size,
        "root": checkpoint.root.hex(),
        "note": note.decode(),
        "file": checkpoint_path(archive, size).relative_to(archive.root).as_posix(),
        "stamps": [
            {
                "authority": name,
                "token": stamp_path(archive, size, name, TOKEN).relative_to(archive.root).as_posix(),
                "request": stamp_path(archive, size, name, REQUEST).relative_to(archive.root).as_posix(),
            }
            for name in stamped_by(archive, size)
        ],
    }


def stamped_by(archive: Archive, size: int) -> list[str]:
    """The authorities that stamped the checkpoint over `size` leaves, by name."""
    return sorted(name for of, name in _stamps(archive) if of == size)


def _stamps(archive: Archive) -> Iterator[tuple[int, str]]:
    """Size of the checkpoint and name of the authority, of every stamp."""
    for path in checkpoints_folder(archive).glob(f"*{TOKEN}"):
        size, _, name = path.name.removesuffix(TOKEN).partition(".")
        if size.isdecimal():
            yield int(size), name


def _best(archive: Archive, index: int) -> int:
    over = [size for size in checkpoint_sizes(archive) if size > index]
    if not over:
        raise NotCovered("no checkpoint is over this leaf yet; make one with `warraq checkpoint`")
    stamped = {size for size, _ in _stamps(archive)}
    return next((size for size in over if size in stamped), over[0])


def _index_of(archive: Archive, key: str) -> int:
    try:
        with reading_index(archive) as db:
            row = db.execute("SELECT leaf_index FROM leaves WHERE record_id = ?", (key,)).fetchone()
    except IndexUnusable:
        row = None
    found = row[0] if row else _search(Log(archive.log), key)
    if found is None:
        raise ArchiveError(f"the capture log has no leaf of {key}; records that were imported have none")
    return int(found)


def _search(log: Log, key: str) -> int | None:
    """The number of the leaf that names a record of an exchange, or a file; None when none does."""
    name = key.removeprefix("warc:")
    wanted = f'"name":"{name}"' if name != key else f'"id":"{key}"'
    lines: Iterable[tuple[int, tuple[int, bytes]]] = enumerate(log.read())
    return next((number for number, (_, line) in lines if wanted.encode() in line), None)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
