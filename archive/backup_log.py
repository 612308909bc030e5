"""The capture log into a copy: its leaves up to one moment, and exactly the files that these tell of.

In the copy a file of the log waits beside its name until the leaves are there, as in an archive (see
`archive.once`): what a killed run leaves, the next one or a restored archive puts in order.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive.backup_target import CHUNK, Entry, Target
from archive.checkpoints import checkpoints_folder
from archive.errors import ArchiveError
from archive.key_changes import keys_folder
from archive.log import Log
from archive.once import BESIDE
from archive.place import Archive
from archive.signing import signing_paused
from archive.warcfile import sync_directory
from archive.withdrawal_notes import withdrawals_folder
from archive.withdrawn_addresses import LIST, SECRET

LEAVES = "log/leaves.jsonl"
PUBLIC = ("log/key.pub", f"log/withdrawals/{LIST}")
SECRETS = ("log/key.pem", f"log/withdrawals/{SECRET}")
READ_ONLY, PRIVATE, PLAIN = 0o444, 0o600, 0o644
ONCE = (".note", ".tsq", ".tsr")


@dataclass(slots=True, kw_only=True)
class StagedLog:
    """The log at one moment: `end` bytes of leaves; what is written once, and what is replaced, by name."""

    archive: Archive
    end: int
    keys: bool
    once: dict[str, bytes]
    replaced: dict[str, tuple[bytes, int]]
    leaves: int = 0

    def place(self, target: Target) -> dict[str, Entry]:
        """Write all of it, leaves in the middle; returns what the copy holds of it."""
        files: dict[str, Entry] = {}
        for name, content in self.once.items():
            if target.size(name) != len(content) or (target.root / name).read_bytes() != content:
                target.put(f"{name}{BESIDE}", content, READ_ONLY)
        files |= self._place_leaves(target)
        for name, content in self.once.items():
            beside, final = target.root / f"{name}{BESIDE}", target.root / name
            if beside.exists():
                os.replace(beside, final)
                sync_directory(final.parent)
            files[name] = target.put(name, content, READ_ONLY)
        for name, (content, mode) in self.replaced.items():
            files[name] = target.put(name, content, mode)
        return files

    def _place_leaves(self, target: Target) -> dict[str, Entry]:
        path = Log(self.archive.log).path
        if not path.exists():
            return {}
        with path.open("rb") as file, target.part(LEAVES) as part:
            while part.size < self.end and (data := file.read(min(CHUNK, self.end - part.size))):
                part.write(data)
                self.leaves += data.count(b"\n")
            return {LEAVES: part.place()}


def stage_log(archive: Archive, target: Target, *, with_keys: bool) -> StagedLog:
    """Take note of the log as it is now, while nobody signs. Raises ArchiveError.

    Keys go along `with_keys`, and when the copy has some already: half a pair is none.
    """
    keys = with_keys or any(target.size(name) is not None for name in SECRETS)
    with signing_paused(archive), Log(archive.log).writing() as appender:
        folders = (checkpoints_folder(archive), keys_folder(archive), withdrawals_folder(archive))
        paths = (path for folder in folders for path in sorted(folder.glob("*")) if path.suffix in ONCE)
        once = {_name(archive, path): path.read_bytes() for path in paths}
        replaced = {}
        for name in (*PUBLIC, *(SECRETS if keys else ())):
            with suppress(FileNotFoundError):
                content = (archive.root / name).read_bytes()
                replaced[name] = content, PRIVATE if name in SECRETS else PLAIN
        end = appender.size
    return StagedLog(archive=archive, end=end, keys=keys, once=once, replaced=replaced)


def check_goes_on(archive: Archive, target: Target) -> None:
    """Keep a log that was cut or changed from taking the place of a good one. Raises ArchiveError."""
    try:
        with (target.root / LEAVES).open("rb") as copy:
            ours = Log(archive.log).path
            with ours.open("rb") as file:
                while data := copy.read(CHUNK):
                    if file.read(len(data)) != data:
                        break
                else:
                    return
    except FileNotFoundError:
        if not (target.root / LEAVES).exists():
            return
    raise ArchiveError(
        f"the capture log of this archive does not go on from the one in {target.root}: it lost leaves, or "
        "was changed. Nothing was copied. `warraq verify` says more; keep this copy, make a new one elsewhere"
    )


def _name(archive: Archive, path: Path) -> str:
    return path.relative_to(archive.root).as_posix()
