"""What Python processes do to the files below one folder, noted call by call, as a disk would be asked.

One line of JSON an operation, in the order in which they were done, whichever process or thread did them:
`create`, `write`, `truncate`, `sync` (of a file), `link`, `unlink`, `rename`, `mkdir`, `rmdir`, `syncdir`;
`mark` is what a test says. A file is named by a number that it keeps whatever its names are. SQLite writes
without Python: `content` tells what one of its files held when it was synced; those of the archive itself
are caches and left out, and `index` tells where a copy of the index lies, made when it was committed.
"""

from __future__ import annotations

import _pyio
import base64
import builtins
import errno
import fcntl
import io
import json
import os
import re
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CACHES = re.compile(r"archive/(?:index\.db|state/[^/]*\.db)[^/]*\Z")
SQLITE = re.compile(r"\.db\Z")
COMMITTED = frozenset({"index-committed", "withdrawal-files-written", "withdrawal-traces-removed"})


class Recorder:
    """Stands before the calls of `os` and `open` until `remove`."""

    def __init__(self, base: str | Path, record: str | Path) -> None:
        self.base = os.path.realpath(base)
        self.record = Path(record)
        self._real = {name: getattr(os, name) for name in WRAPPED}
        self._io_open, self._open = io.open, builtins.open
        self._turn = threading.RLock()
        self._depth = 0
        self._handle = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        self._lock = os.open(f"{record}.lock", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._names = os.open(f"{record}.numbers", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._reached: list[tuple[Any, Any]] = []

    def install(self) -> Recorder:
        """Begin to note."""
        for name in WRAPPED:
            setattr(os, name, getattr(self, name))
        io.open = self.open_file  # type: ignore[assignment]
        builtins.open = self.open_file  # type: ignore[assignment]
        return self

    def remove(self) -> None:
        """End it."""
        for name, real in self._real.items():
            setattr(os, name, real)
        io.open, builtins.open = self._io_open, self._open
        for module, real in self._reached:
            module.reach = real
        for handle in (self._handle, self._lock, self._names):
            os.close(handle)

    def mark(self, name: str, **told: Any) -> None:
        """Note that something is done, which from now on is kept."""
        with self._alone():
            self._note(op="mark", name=name, told=told)

    # -- what is noted -------------------------------------------------------------------------------

    def open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        name = self._inside(path, dir_fd)
        if name is None or not flags & (os.O_CREAT | os.O_TRUNC):
            return int(self._real["open"](path, flags, mode, dir_fd=dir_fd))
        with self._alone():
            before = self._number_at(path)
            handle = int(self._real["open"](path, flags, mode, dir_fd=dir_fd))
            if before is None:
                self._note(op="create", path=name, file=self._new_number(handle))
            elif flags & os.O_TRUNC:
                self._note(op="truncate", file=before, size=0)
        return handle

    def write(self, handle: int, data: Any) -> int:
        if self._name_of(handle) is None:
            return int(self._real["write"](handle, data))
        with self._alone():
            appends = fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_APPEND
            at = os.fstat(handle).st_size if appends else os.lseek(handle, 0, os.SEEK_CUR)
            return self._written(handle, at, data, int(self._real["write"](handle, data)))

    def pwrite(self, handle: int, data: Any, offset: int) -> int:
        if self._name_of(handle) is None:
            return int(self._real["pwrite"](handle, data, offset))
        with self._alone():
            return self._written(handle, offset, data, int(self._real["pwrite"](handle, data, offset)))

    def _written(self, handle: int, at: int, data: Any, count: int) -> int:
        text = base64.b64encode(bytes(data)[:count]).decode()
        self._note(op="write", file=self._number(os.fstat(handle)), at=at, data=text)
        return count

    def ftruncate(self, handle: int, size: int) -> None:
        if self._name_of(handle) is None:
            self._real["ftruncate"](handle, size)
            return
        with self._alone():
            changes = os.fstat(handle).st_size != size
            self._real["ftruncate"](handle, size)
            if changes:
                self._note(op="truncate", file=self._number(os.fstat(handle)), size=size)

    def fsync(self, handle: int) -> None:
        self._synced(handle, "fsync")

    def fdatasync(self, handle: int) -> None:
        self._synced(handle, "fdatasync")

    def _synced(self, handle: int, call: str) -> None:
        name = self._name_of(handle)
        if name is None:
            self._real[call](handle)
            return
        with self._alone():
            self._real[call](handle)
            status = os.fstat(handle)
            if stat.S_ISDIR(status.st_mode):
                self._note(op="syncdir", path=name)
                return
            number = self._number(status)
            if SQLITE.search(name):
                with self._io_open(f"/proc/self/fd/{handle}", "rb") as file:
                    self._note(op="content", file=number, data=base64.b64encode(file.read()).decode())
            self._note(op="sync", file=number, path=name)

    def link(self, old: Any, new: Any, **options: Any) -> None:
        name = self._inside(new, None)
        with self._alone():
            self._real["link"](old, new, **options)
            if name is not None:
                self._note(op="link", path=name, file=self._number(os.stat(new)))

    def unlink(self, path: Any, *, dir_fd: int | None = None) -> None:
        name = self._inside(path, dir_fd)
        if name is None:
            self._real["unlink"](path, dir_fd=dir_fd)
            return
        with self._alone():
            number = self._number(os.stat(path, dir_fd=dir_fd, follow_symlinks=False))
            self._real["unlink"](path, dir_fd=dir_fd)
            self._note(op="unlink", path=name, file=number)

    def rename(self, old: Any, new: Any, **options: Any) -> None:
        self._renamed("rename", old, new, options)

    def replace(self, old: Any, new: Any, **options: Any) -> None:
        self._renamed("replace", old, new, options)

    def _renamed(self, call: str, old: Any, new: Any, options: dict[str, Any]) -> None:
        source, target = self._inside(old, None), self._inside(new, None)
        if target is None:
            self._real[call](old, new, **options)
            return
        with self._alone():
            self._real[call](old, new, **options)
            assert source is not None, f"{old} came from outside"
            self._note(op="rename", source=source, path=target, file=self._number(os.stat(new)))

    def mkdir(self, path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        name = self._inside(path, dir_fd)
        with self._alone():
            self._real["mkdir"](path, mode, dir_fd=dir_fd)
            if name is not None:
                self._note(op="mkdir", path=name)

    def rmdir(self, path: Any, *, dir_fd: int | None = None) -> None:
        name = self._inside(path, dir_fd)
        with self._alone():
            self._real["rmdir"](path, dir_fd=dir_fd)
            if name is not None:
                self._note(op="rmdir", path=name)

    def sendfile(self, out: int, *rest: Any, **options: Any) -> int:
        """Refused below the folder, so that whoever copies falls back on read and write."""
        if self._name_of(out) is not None:
            raise OSError(errno.ENOTSOCK, "not here")
        return int(self._real["sendfile"](out, *rest, **options))

    def open_file(self, file: Any, mode: str = "r", *rest: Any, **options: Any) -> Any:
        """`open`; a file below the folder that is written to is Python's own, whose calls are those above."""
        if set(mode) & set("wax+"):
            name = self._name_of(file) if isinstance(file, int) else self._inside(file, None)
            if name is not None:
                return _pyio.open(file, mode, *rest, **options)
        return self._io_open(file, mode, *rest, **options)

    def watch_commits(self) -> None:
        """Be told when the index is committed, by the named points of the archive's modules."""
        from archive import crashpoints

        real = crashpoints.reach

        def reached(name: str) -> None:
            real(name)
            self.committed(name)

        for module in list(sys.modules.values()):
            if getattr(module, "reach", None) is real:
                self._reached.append((module, real))
                module.reach = reached  # type: ignore[attr-defined]

    def committed(self, name: str) -> None:
        """Note what the index holds now."""
        if name not in COMMITTED:
            return
        import sqlite3

        with self._alone():
            number = len(list(self.record.parent.glob(f"{self.record.name}.index-*")))
            copy = f"{self.record}.index-{number:04d}"
            source = sqlite3.connect(f"file:{self.base}/archive/index.db?mode=ro", uri=True)
            target = sqlite3.connect(copy)
            source.backup(target)
            source.close()
            target.execute("PRAGMA journal_mode=DELETE")
            target.close()
            self._note(op="index", copy=copy, name=name)

    # -- how -----------------------------------------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._turn:
            self._depth += 1
            if self._depth == 1:
                fcntl.flock(self._lock, fcntl.LOCK_EX)
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    fcntl.flock(self._lock, fcntl.LOCK_UN)

    def _note(self, **event: Any) -> None:
        self._real["write"](self._handle, json.dumps(event).encode() + b"\n")

    def _new_number(self, handle: int) -> int:
        """A number for a file that has just been made; its inode may have been another's."""
        numbers = self._numbers()
        status = os.fstat(handle)
        numbers[f"{status.st_ino}"] = number = 1 + max(numbers.values(), default=0)
        self._keep(numbers)
        return number

    def _number(self, status: os.stat_result) -> int:
        numbers = self._numbers()
        key = f"{status.st_ino}"
        if key not in numbers:  # made by SQLite
            numbers[key] = 1 + max(numbers.values(), default=0)
            self._keep(numbers)
        return numbers[key]

    def _number_at(self, path: Any) -> int | None:
        try:
            return self._number(os.stat(path))
        except FileNotFoundError:
            return None

    def _numbers(self) -> dict[str, int]:
        data = os.pread(self._names, 1 << 24, 0)
        found: dict[str, int] = json.loads(data) if data else {}
        return found

    def _keep(self, numbers: dict[str, int]) -> None:
        data = json.dumps(numbers).encode()
        self._real["pwrite"](self._names, data, 0)
        self._real["ftruncate"](self._names, len(data))

    def _inside(self, path: Any, dir_fd: int | None) -> str | None:
        if isinstance(path, int):
            return self._name_of(path)
        text = os.fsdecode(path)
        if dir_fd is not None:
            text = os.path.join(os.readlink(f"/proc/self/fd/{dir_fd}"), text)
        folder, name = os.path.split(os.path.abspath(text))
        return self._told(os.path.join(os.path.realpath(folder), name))

    def _name_of(self, handle: int) -> str | None:
        try:
            return self._told(os.readlink(f"/proc/self/fd/{handle}"))
        except OSError:
            return None

    def _told(self, path: str) -> str | None:
        if path == self.base:
            return ""
        if not path.startswith(self.base + os.sep):
            return None
        name = path[len(self.base) + 1 :]
        return None if CACHES.search(name) else name


WRAPPED = (
    "open", "write", "pwrite", "ftruncate", "fsync", "fdatasync", "link", "unlink", "rename", "replace",
    "mkdir", "rmdir", "sendfile",
)  # fmt: skip


def install(base: str | Path, record: str | Path) -> Recorder:
    """Note what this process does below `base` from now on, in the file `record`."""
    recorder = Recorder(base, record).install()
    recorder.watch_commits()
    return recorder


def events(record: Path) -> list[dict[str, Any]]:
    """What was noted, in order; the bytes of writes as bytes."""
    found = [json.loads(line) for line in record.read_bytes().splitlines()]
    for event in found:
        if "data" in event:
            event["data"] = base64.b64decode(event["data"])
    return found
