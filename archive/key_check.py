"""The archive's keys held against the log: each named by the one before it, the last one in use.

Keys may be changed while this runs, so the key in use is looked at before the log is read and after.
"""

import os
from collections.abc import Callable

from archive.errors import ArchiveError
from archive.key_changes import change_path, origin_of, parse_change
from archive.keys import NEXT, load_private, public_in, public_pem
from archive.notes import NoteError, VerifyKey, key_of
from archive.once import read_once
from archive.place import Archive

Fail = Callable[[str, str, str], None]
PUBLIC = "log/key.pub"


class KeyCheck:
    """Looks at the key in use now, and checks everything once the log was read."""

    def __init__(self, fail: Fail, archive: Archive) -> None:
        self._fail = fail
        self._archive = archive
        self._origin = origin_of(archive)
        self._told: dict[str, str] = {}  # what cannot be read, and why
        self._before = self._in_use()
        self._pending = self._next_waits()

    def finish(self, changes: int) -> list[VerifyKey]:
        """The keys in the order of their use, after so many changes; empty when they cannot be told."""
        keys = self._check(changes)
        for where, detail in self._told.items():
            self._fail("unreadable-key", where, detail)
        return keys

    def _check(self, changes: int) -> list[VerifyKey]:
        keys = self._named(changes)
        if keys is None:
            return []
        self._pending = self._pending or self._next_waits()
        if self._before is None or (current := self._in_use()) is None:
            return keys
        self._check_pair()
        if keys and current == self._before != keys[-1] and not (self._pending and current in keys[-2:]):
            self._fail("wrong-key", PUBLIC, f"it is {current}, the key in use is {keys[-1]}")
        return keys or [self._before]

    def _check_pair(self) -> None:
        # The private half first: when the public one is the same after it as at the beginning, and no change
        # was under way then, none has come between.
        private = self._private()
        if self._pending or private is None or self._in_use() != self._before:
            return
        if private != self._before:
            self._fail("wrong-key", PUBLIC, "it is not the public half of log/key.pem")

    def _named(self, changes: int) -> list[VerifyKey] | None:
        """The keys that the changes name; none when there was no change, None when they do not go on."""
        keys: list[VerifyKey] = []
        for number in range(1, changes + 1):
            path = change_path(self._archive, number)
            where = path.relative_to(self._archive.root).as_posix()
            try:
                change = parse_change(read_once(path) or b"")
            except NoteError as error:
                self._fail("broken-key-change", where, str(error))
                return None
            goes_on = not keys or change.old == keys[-1]
            if change.number != number or change.old.name != self._origin or not goes_on:
                self._fail("broken-key-change", where, "it does not go on from the key before it")
                return None
            keys = [*(keys or [change.old]), change.new]
        return keys

    def _in_use(self) -> VerifyKey | None:
        path = self._archive.log / "key.pub"
        try:
            data = path.read_bytes()
            public = public_in(data, path)
        except (ArchiveError, OSError) as error:
            self._told.setdefault(PUBLIC, str(error))
            return None
        if data != public_pem(public):
            self._told.setdefault(PUBLIC, f"{path} holds more than the key")
        return key_of(self._origin, public)

    def _private(self) -> VerifyKey | None:
        """The public half of the private key; None when it is kept elsewhere or from whoever verifies."""
        if not os.access(self._archive.log / "key.pem", os.R_OK):
            return None
        try:
            return key_of(self._origin, load_private(self._archive.log).public_key())
        except ArchiveError as error:
            self._told.setdefault("log/key.pem", str(error))
            return None

    def _next_waits(self) -> bool:
        return (self._archive.log / NEXT).exists()
