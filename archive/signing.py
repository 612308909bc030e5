"""What the archive signs: checkpoints, changes of its key, withdrawals; and stamps taken into the log.

One process signs at a time. The log's own lock is held while its size is taken, so that no leaf is signed
whose append is still to fail.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.checkpoints import (
    REQUEST,
    TOKEN,
    Checkpoint,
    checkpoint_path,
    checkpoints_folder,
    newest_checkpoint,
    stamp_path,
)
from archive.crashpoints import reach
from archive.errors import ArchiveError
from archive.key_changes import KeyChange, change_path, changes_of, keys_folder, keys_of, origin_of
from archive.keys import drop_next_key, load_private, make_next_key, public_of_next_key, take_next_key
from archive.locks import locked
from archive.log import Log, checkpoint_leaf, key_leaf, own_kind, stamp_leaf
from archive.log_tree import LogTree, tree_with_root
from archive.notes import NoteError, key_of, sign_note
from archive.once import BESIDE, prepare, read_once, settle, settle_leftovers
from archive.place import Archive
from archive.withdrawal_notes import (
    Withdrawal,
    withdrawal_leaf,
    withdrawal_path,
    withdrawals_folder,
    withdrawals_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The newest checkpoint, its note, and whether it was made just now."""

    checkpoint: Checkpoint
    note: bytes
    fresh: bool


def make_checkpoint(archive: Archive) -> Made | None:
    """Sign what the log holds now, unless nothing has come since the last checkpoint; None for an empty log.

    Raises ArchiveError, and signs nothing, when the log is not what the last checkpoint says or when the key
    cannot be used.
    """
    with _alone(archive):
        return _make(archive)


def change_key(archive: Archive) -> KeyChange:
    """Make a new key, have the old one name it, take it into use and sign a checkpoint with it.

    The old private key is deleted. Raises ArchiveError when the old key cannot be used: without it no change
    can be signed.
    """
    with _alone(archive):
        _make(archive)  # what the old key answers for ends here; and what is wrong with the log shows now
        origin = origin_of(archive)
        old, new = load_private(archive.log), make_next_key(archive.log)
        change = KeyChange(
            number=len(changes_of(archive)) + 1,
            old=key_of(origin, old.public_key()),
            new=key_of(origin, new.public_key()),
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        note = sign_note(change.text, origin, old, new)
        path = change_path(archive, change.number)
        prepare(path, note)
        reach("key-change-prepared")
        with Log(archive.log).writing() as appender:
            appender.append([key_leaf(change.number, note)])
        reach("key-change-logged")
        settle(path)
        reach("key-change-settled")
        take_next_key(archive.log)
        reach("key-taken")
        _make(archive)
    return change


def add_stamp(archive: Archive, size: int, authority: str, request: bytes, token: bytes) -> None:
    """Keep an authority's stamp of the checkpoint over `size` leaves, and log it."""
    asked = stamp_path(archive, size, authority, REQUEST)
    answered = stamp_path(archive, size, authority, TOKEN)
    with _alone(archive):
        if answered.exists():  # another process was quicker
            return
        prepare(asked, request)
        prepare(answered, token)
        reach("stamp-prepared")
        with Log(archive.log).writing() as appender:
            appender.append([stamp_leaf(size, authority, request, token)])
        reach("stamp-logged")
        settle(asked)
        settle(answered)


def add_withdrawal(archive: Archive, withdrawal: Withdrawal) -> None:
    """Sign a withdrawal, and log it: from then on it has to be carried out.

    Raises ArchiveError, and logs nothing, when it is not the next one or the key cannot be used.
    """
    with _alone(archive):
        _make(archive)  # what is wrong with the log or the key shows now
        origin = origin_of(archive)
        path = withdrawal_path(archive, withdrawal.number)
        if read_once(path) is not None or len(withdrawals_of(archive)) + 1 != withdrawal.number:
            raise ArchiveError(f"there is a withdrawal number {withdrawal.number} already; try again")
        note = sign_note(withdrawal.text(origin), origin, load_private(archive.log))
        prepare(path, note)
        reach("withdrawal-prepared")
        with Log(archive.log).writing() as appender:
            appender.append([withdrawal_leaf(withdrawal.number, note)])
        reach("withdrawal-logged")
        settle(path)
    reach("withdrawal-settled")


def sign_about(archive: Archive, purpose: str, lines: Sequence[str]) -> bytes:
    """A note that the archive's key signs, headed by what it is about; nothing is logged.

    Raises ArchiveError when the key cannot be used, NoteError for a line that is none.
    """
    with _alone(archive):
        origin, key = origin_of(archive), load_private(archive.log)
        if keys_of(archive)[-1] != key_of(origin, key.public_key()):
            raise ArchiveError(f"{archive.log}: key.pem and key.pub are no pair; restore them from a backup")
        return sign_note("".join(f"{line}\n" for line in (f"{origin}/{purpose}", *lines)), origin, key)


def settle_files(archive: Archive) -> None:
    """Give files of the log that a crash left beside their names these names, or remove them."""
    with _alone(archive):
        pass


@contextmanager
def signing_paused(archive: Archive) -> Iterator[None]:
    """Keep everybody from signing while the block runs; every file of the log has its name and its leaf."""
    with _alone(archive):
        yield


@contextmanager
def _alone(archive: Archive) -> Iterator[None]:
    """Hold the lock of whatever signs; what a crash left is put in order first."""
    with locked(archive.state / "checkpoints.lock", wait=True):
        _settle_leftovers(archive)
        yield


def _make(archive: Archive) -> Made | None:
    if not Log(archive.log).path.exists():
        return None
    last = newest_checkpoint(archive)
    origin, key = origin_of(archive), load_private(archive.log)
    keys = keys_of(archive)
    if keys[-1] != key_of(origin, key.public_key()):
        raise ArchiveError(f"{archive.log}: key.pem and key.pub are no pair; restore them from a backup")
    if len(keys) <= len(changes_of(archive)):
        raise ArchiveError(
            f"{archive.log}: key.pem was replaced by another; restore the newest from a backup"
        )
    with Log(archive.log).writing() as appender:
        tree = _tree_after(archive, last[0] if last else None)
        if not any(map(_counts, tree.lines(last[0].size if last else 0))):
            return Made(checkpoint=last[0], note=last[1], fresh=False) if last else None
        checkpoint = Checkpoint(origin=origin, size=tree.size, root=tree.root())
        note = sign_note(checkpoint.text, origin, key)
        path = checkpoint_path(archive, checkpoint.size)
        prepare(path, note)
        reach("checkpoint-prepared")
        appender.append([checkpoint_leaf(checkpoint.size, note)])
    reach("checkpoint-logged")
    settle(path)
    return Made(checkpoint=checkpoint, note=note, fresh=True)


def _tree_after(archive: Archive, last: Checkpoint | None) -> LogTree:
    """The log's tree; of its cache only what the last checkpoint vouches for is used."""
    if last is None:
        return LogTree(archive, trusted=0)
    return tree_with_root(archive, last.size, last.root, trusted=last.size)


def _counts(line: bytes) -> bool:
    """Whether a leaf is worth a checkpoint: those of checkpoints and stamps alone are not."""
    return own_kind(line) in (None, "key", "withdrawn")


def _settle_leftovers(archive: Archive) -> None:
    folders = (checkpoints_folder(archive), keys_folder(archive), withdrawals_folder(archive))
    if any(next(folder.glob(f"*{BESIDE}"), None) for folder in folders):
        own = {line for _, line in Log(archive.log).read() if own_kind(line)}
        for folder in folders:
            settle_leftovers(folder, lambda path: own_leaf(path) in own)
    public = public_of_next_key(archive.log)
    if public is not None:
        changes = changes_of(archive)
        if changes and changes[-1].new == key_of(origin_of(archive), public):
            take_next_key(archive.log)
        else:
            drop_next_key(archive.log)


def own_leaf(path: Path) -> bytes | None:
    """The leaf that a file of the log (checkpoint, stamp, key, withdrawal) must have; None when not whole."""
    first, _, name = path.name.partition(".")
    if not first.isdecimal():
        return None
    number = int(first)
    if path.name.endswith((REQUEST, TOKEN)):
        request, token = (read_once(path.with_suffix(suffix)) for suffix in (REQUEST, TOKEN))
        if request is None or token is None:
            return None
        return stamp_leaf(number, name[: -len(TOKEN)], request, token)
    data = read_once(path)
    if data is None:
        return None
    if path.parent.name == "withdrawals":
        try:
            return withdrawal_leaf(number, data)
        except NoteError:
            return None
    return key_leaf(number, data) if path.parent.name == "keys" else checkpoint_leaf(number, data)
