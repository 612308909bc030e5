"""A disk that loses power: what may be on it after each recorded operation, when some of the rest is lost.

What a program may lean on is little (POSIX `fsync`): the bytes of a file stay when the file was synced after
they were written, and a name stays when its folder was synced after it was given. Of everything else any part
may be there: a name without its bytes, bytes without a name, a later write without an earlier one, half a
write (to the sector), zeros where a file grew. What a rename replaces is never gone before the new one is
there: that alone file systems promise.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

SECTOR = 512
Event = dict[str, Any]
FOLDER = None


@dataclass
class File:
    """A file: what is on the disk for certain, what it holds now, and how it came from one to the other."""

    synced: bytes = b""
    now: bytes = b""
    since: list[Event] = field(default_factory=list)


@dataclass(frozen=True)
class Disk:
    """What is found after the power comes back: folders, and files with their bytes, by name."""

    folders: frozenset[str]
    files: dict[str, bytes]
    numbers: dict[str, int]  # the same for names of the same file

    @property
    def key(self) -> str:
        """The same for the same files and folders."""
        engine = sha256(repr(sorted(self.folders)).encode())
        for name, data in sorted(self.files.items()):
            engine.update(f"{name}\0{len(data)}\0".encode() + data)
        return engine.hexdigest()

    def below(self, folder: str) -> Disk:
        """What of it is in a folder; all of it for ""."""
        if not folder:
            return self
        return Disk(
            folders=frozenset(name for name in self.folders if name.startswith(folder)),
            files={name: data for name, data in self.files.items() if name.startswith(f"{folder}/")},
            numbers=self.numbers,
        )

    def write_to(self, place: Path) -> None:
        """Lay it out in a folder."""
        for name in sorted(self.folders):
            (place / name).mkdir(parents=True, exist_ok=True)
        first = dict[int, Path]()
        for name, data in self.files.items():
            path = place / name
            if self.numbers[name] in first:
                path.hardlink_to(first[self.numbers[name]])
                continue
            first[self.numbers[name]] = path
            path.write_bytes(data)
            if name.endswith((".pem", ".key")):
                path.chmod(0o600)


Keeps = Callable[[Event, int, int], "bool | str"]
"""Of an operation that was not synced, its place among those of its file (or of all names), and how many
these are: whether it survives, or "torn", "zeros" or "sectors"."""


class Replay:
    """The disk while operations are asked of it, one after another."""

    def __init__(self) -> None:
        self.files: dict[int, File] = {}
        self.names: dict[str, int | None] = {"": FOLDER}  # now; None is a folder
        self.kept: dict[str, int | None] = {"": FOLDER}  # for certain
        self.loose: list[Event] = []  # what was done to names since

    def do(self, event: Event) -> None:
        """Take one operation in."""
        op = event["op"]
        if op in ("write", "truncate", "content"):
            file = self.files.setdefault(event["file"], File())
            file.now = changed(file.now, event)
            file.since.append(event)
        elif op == "sync":
            file = self.files.setdefault(event["file"], File())
            file.synced, file.since = file.now, []
        elif op == "syncdir":
            left = []
            for one in self.loose:
                if folder_of(one["path"]) == event["path"]:
                    rename(self.kept, one)
                else:
                    left.append(one)
            self.loose = left
        elif op in ("create", "link", "unlink", "rename", "mkdir", "rmdir"):
            if op == "create":
                self.files[event["file"]] = File()
            rename(self.names, event)
            self.loose.append(event)

    def after(self, keeps: Keeps) -> Disk:
        """What is on the disk when the power fails now and of what was not synced that is kept."""
        names = dict(self.kept)
        for at, one in enumerate(self.loose):
            if keeps(one, at, len(self.loose)):
                rename(names, one)
        there = {name: file for name, file in names.items() if self._is_reached(names, name)}
        return Disk(
            folders=frozenset(name for name, file in there.items() if file is FOLDER and name),
            files={
                name: self._bytes(self.files[file], keeps)
                for name, file in there.items()
                if file is not FOLDER
            },
            numbers={name: file for name, file in there.items() if file is not FOLDER},
        )

    @staticmethod
    def _is_reached(names: dict[str, int | None], name: str) -> bool:
        while name:
            name = folder_of(name)
            if names.get(name, 0) is not FOLDER:
                return False
        return True

    @staticmethod
    def _bytes(file: File, keeps: Keeps) -> bytes:
        data = file.synced
        for at, one in enumerate(file.since):
            kept = keeps(one, at, len(file.since))
            if kept:
                data = changed(data, one, kept)
        return data


def folder_of(name: str) -> str:
    """The folder that holds a name; "" for the outermost."""
    return name.rpartition("/")[0]


def rename(names: dict[str, int | None], event: Event) -> None:
    """Do to `names` what was done to names."""
    op, path = event["op"], event["path"]
    if op in ("create", "link"):
        names[path] = event["file"]
    elif op == "mkdir":
        names[path] = FOLDER
    elif op == "rename":
        names[path] = event["file"]
        if names.get(event["source"], 0) == event["file"]:
            del names[event["source"]]
    elif op == "rmdir":
        names.pop(path, 0)
    elif names.get(path, 0) == event["file"]:
        del names[path]


def changed(data: bytes, event: Event, kept: bool | str = True) -> bytes:
    """What a file holds after a write or a cut; of a write that was torn, as much as was kept."""
    if event["op"] == "truncate":
        size = event["size"]
        return data[:size] + bytes(max(0, size - len(data)))
    if event["op"] == "content":
        return bytes(event["data"]) if kept is True else data
    at, new = event["at"], event["data"]
    end = at + len(new)
    if kept == "torn":
        end = max(at, (at + len(new) // 2) // SECTOR * SECTOR)
    elif kept == "zeros":  # the file has grown, its bytes never came; what it had before stays
        return data + bytes(max(0, end - len(data)))
    elif kept == "sectors":  # every other sector came
        old = (data + bytes(max(0, end - len(data))))[at:end]
        new = b"".join((new if (at + n) // SECTOR % 2 else old)[n : n + 1] for n in range(len(new)))
    if end == at:
        return data
    data += bytes(max(0, at - len(data)))
    return data[:at] + new[: end - at] + data[end:]


def is_name(event: Event) -> bool:
    """Whether an operation is one on a name."""
    return event["op"] not in ("write", "truncate", "content")


def _seeded(seed: int) -> Keeps:
    choices: dict[int, bool | str] = {}
    engine = random.Random(seed)

    def keeps(event: Event, at: int, count: int) -> bool | str:
        # An operation's fate is its own, and the same however often it is asked for.
        key = id(event)
        if key not in choices:
            choices[key] = engine.choice(
                (True, False) if is_name(event) else (True, False, "torn", "sectors")
            )
        return choices[key]

    return keeps


VARIANTS: dict[str, Keeps] = {
    "nothing": lambda event, at, count: False,
    "everything": lambda event, at, count: True,
    "names": lambda event, at, count: is_name(event),
    "bytes": lambda event, at, count: not is_name(event),
    "zeros": lambda event, at, count: True if event["op"] != "write" else "zeros",
    "torn": lambda event, at, count: "torn" if event["op"] == "write" and at == count - 1 else True,
    "sectors": lambda event, at, count: "sectors" if event["op"] == "write" else True,
    "last": lambda event, at, count: at == count - 1,
    "all but the last": lambda event, at, count: at < count - 1,
    "all but the first": lambda event, at, count: at > 0,
}


def disks(
    events: Sequence[Event], seeds: Sequence[int] = (), of: str = ""
) -> Iterator[tuple[int, str, Disk]]:
    """Every disk that power may leave behind after each operation, each once.

    With where it failed (how many operations had been asked for) and how. With `of`, disks are the same when
    what is in that folder is.
    """
    replay, seen = Replay(), set[str]()
    for done, event in enumerate(events, 1):
        replay.do(event)
        variants = {**VARIANTS, **{f"seed {seed}": _seeded(seed * 100_003 + done) for seed in seeds}}
        for name, keeps in variants.items():
            disk = replay.after(keeps)
            key = disk.below(of).key
            if key not in seen:
                seen.add(key)
                yield done, name, disk
