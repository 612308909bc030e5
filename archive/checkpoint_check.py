"""The log's own files held against the log: checkpoints, changes of keys, stamps.

Each file must be what its leaf says, each checkpoint's root that of the tree at its size (so that each goes
on from the one before), each signature that of the key in use then.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.checkpoints import (
    REQUEST,
    SUFFIX,
    TOKEN,
    Checkpoint,
    checkpoint_path,
    checkpoint_sizes,
    checkpoints_folder,
    is_authority,
    parse_checkpoint,
    stamp_path,
)
from archive.key_changes import change_path, keys_folder, origin_of
from archive.key_check import KeyCheck
from archive.log import own_kind
from archive.merkle import Tree
from archive.notes import NoteError, VerifyKey
from archive.once import read_once
from archive.place import Archive
from archive.signing import own_leaf
from archive.stamp_check import StampCheck
from archive.withdrawal_check import check_signatures
from archive.withdrawal_notes import withdrawal_path, withdrawals_folder

Fail = Callable[[str, str, str], None]
LOG = "leaves.jsonl"


class CheckpointCheck:
    """Sees every leaf in order, then says what is wrong with the files that the log keeps about itself."""

    def __init__(self, fail: Fail, archive: Archive) -> None:
        self._fail = fail
        self._archive = archive
        self._origin = origin_of(archive)
        # Before the log is read: a file that has its name has its leaf already.
        self._keys = KeyCheck(fail, archive)
        self._sizes = set(checkpoint_sizes(archive))
        self._files = set(_own_files(archive))
        self._tree = Tree()
        self._roots: dict[int, bytes] = {}
        self._stamps = StampCheck(fail, archive)
        self._own: list[tuple[int, bytes]] = []  # number (from 0) and line of the leaves of these files

    def see(self, line: bytes) -> None:
        """Take in the next leaf."""
        if own_kind(line):
            self._own.append((self._tree.size, line))
        self._tree.append(line)
        if self._tree.size in self._sizes:
            self._roots[self._tree.size] = self._tree.root()

    @property
    def unchecked(self) -> list[str]:
        """What could not be checked for want of something that is not in the archive's log."""
        return self._stamps.unchecked

    def finish(self, known: int) -> dict[str, int]:
        """Check everything; returns counts of checkpoints and stamps. The index saw `known` leaves."""
        if known > self._tree.size:
            detail = f"it holds {self._tree.size} leaves, the index saw {known}: the log was rolled back"
            self._fail("rolled-back-log", LOG, detail)
        stamps = self._check_files()
        keys = self._keys.finish(sum(own_kind(line) == "key" for _, line in self._own))
        self._check_checkpoints(keys)
        check_signatures(self._fail, self._archive, self._own, keys)
        return {"checkpoints": len(self._sizes), "stamps": stamps}

    def _check_files(self) -> int:
        """Each leaf against its files, each file against having a leaf; returns how many stamps there are."""
        logged: set[Path] = set()
        stamps = 0
        for index, line in self._own:
            try:
                paths = _paths_of(self._archive, line)
            except (ValueError, KeyError, TypeError):
                continue  # no leaf: said by the check of the leaves
            logged.update(paths)
            stamps += len(paths) > 1
            where = ", ".join(self._name(path) for path in paths)
            missing = [self._name(path) for path in paths if read_once(path) is None]
            if missing:
                detail = f"{LOG}, line {index + 1}, says that it was there"
                self._fail("missing-log-file", ", ".join(missing), detail)
            elif own_leaf(paths[0]) != line:
                detail = f"it is not what {LOG}, line {index + 1}, says: one of them was changed"
                self._fail("changed-log-file", f"{where}, or {LOG}, line {index + 1}", detail)
            if len(paths) > 1 and not missing:
                self._stamps.check(paths[-1], line)
        for path in sorted(self._files - logged):
            self._fail("log-file-without-leaf", self._name(path), f"no line of {LOG} tells of it")
        return stamps

    def _check_checkpoints(self, keys: list[VerifyKey]) -> None:
        changes = [index for index, line in self._own if own_kind(line) == "key"]
        before = 0
        for size in sorted(self._sizes):
            where = self._name(checkpoint_path(self._archive, size))
            data = read_once(checkpoint_path(self._archive, size))
            if data is None:
                continue  # gone since: its leaf says so
            try:
                checkpoint, note = parse_checkpoint(data)
            except NoteError as error:
                self._fail("broken-checkpoint", where, str(error))
                continue
            number = sum(index < size for index in changes)
            if keys and (number >= len(keys) or not note.signed_by(keys[number])):
                key = keys[min(number, len(keys) - 1)]
                self._fail("checkpoint-signature", where, f"it is not signed by the key in use then, {key}")
            if checkpoint.size != size or checkpoint.origin != self._origin:
                self._fail("broken-checkpoint", where, f"it is of {checkpoint.origin}, {checkpoint.size}")
            elif self._fits(where, checkpoint, before):
                before = size

    def _fits(self, where: str, checkpoint: Checkpoint, before: int) -> bool:
        size = checkpoint.size
        if size > self._tree.size:
            detail = f"it holds {self._tree.size} leaves, {where} signed {size}: the log was rolled back"
            self._fail("rolled-back-log", LOG, detail)
            return False
        root = self._roots.get(size) or Tree().root()
        if root != checkpoint.root:
            lines = f"{LOG}, lines {before + 1} to {size}"
            detail = f"the tree over them has the root {root.hex()}, {where} signed {checkpoint.root.hex()}"
            self._fail("checkpoint-root", lines, detail)
            return False
        return True

    def _name(self, path: Path) -> str:
        return path.relative_to(self._archive.root).as_posix()


def _own_files(archive: Archive) -> Iterator[Path]:
    endings = (SUFFIX, REQUEST, TOKEN)
    for folder in (checkpoints_folder(archive), keys_folder(archive), withdrawals_folder(archive)):
        for path in folder.glob("*"):
            if path.name.endswith(endings) and path.name.partition(".")[0].isdecimal():
                yield path


def _paths_of(archive: Archive, line: bytes) -> list[Path]:
    """The files that a leaf is of. Raises ValueError, KeyError or TypeError when it is no leaf."""
    document = json.loads(line)
    if document["kind"] == "key":
        return [change_path(archive, document["number"])]
    if document["kind"] == "withdrawn":
        return [withdrawal_path(archive, document["number"])]
    size = document["size"]
    if document["kind"] == "checkpoint":
        return [checkpoint_path(archive, size)]
    authority = str(document["authority"])
    if not is_authority(authority):
        raise ValueError(f"{authority!r} is no name of an authority")
    return [stamp_path(archive, size, authority, suffix) for suffix in (REQUEST, TOKEN)]
