"""`warraq backup`: a copy of the archive that is consistent in itself, made while crawls go on.

What refers to something is looked at before that which it refers to, and comes into the copy after it. So
frontiers, citations and index are as they were at the beginning, the log as it was after the index, and the
WARC files, of which later there is only ever more, come last; in the copy they come first. Whenever a run is
killed, the truth in the copy (WARC files and log) is an archive still. Withdrawals wait until it has ended.
"""

from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from archive.backup_log import LEAVES, StagedLog, check_goes_on, stage_log
from archive.backup_room import require_room_for_backup
from archive.backup_target import Entry, Manifest, Part, Target, opened
from archive.backup_warcs import copy_torn, copy_warc, digests_when_closed
from archive.imports import read_imports
from archive.index import reporting
from archive.locks import locked
from archive.moments import stamp
from archive.own_counts import NAME as WORD_COUNTS
from archive.own_warcs import own_files
from archive.place import MARKER, Archive
from archive.rebuild import SIDE_FILES
from archive.schema import sqlite3
from archive.synonyms import SYNONYMS
from archive.warcfile import OPEN
from archive.withdraw import finish_withdrawals
from archive.withdrawal_redo import require_finished
from extractors.charged_terms import TERMS

OnFile = Callable[[int, int], None]
INDEX = "index.db"
FRONTIERS = "*.frontier.db"
STATE_FILES = "*.json"  # what watches and alarms have said, when outlets were crawled
ROOT_FILES = (MARKER, "scrapy.cfg", TERMS, SYNONYMS, WORD_COUNTS)
PAGES = 4096  # of an SQLite file, copied at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a run did: files and bytes of the copy, bytes written now, leaves; what it holds and lacks.

    `faults` are files of the archive that are not what they were: the copy keeps them as they were before.
    `imports` are files of others, outside the archive, which no copy of it holds.
    """

    files: int
    bytes: int
    copied: int
    leaves: int
    index: bool
    keys: bool
    imports: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def back_up(
    archive: Archive,
    place: Path,
    *,
    with_keys: bool = False,
    with_index: bool = True,
    on_file: OnFile | None = None,
) -> Done:
    """Bring the copy in the folder `place` to what the archive is now; `on_file` is told of WARC files.

    Keys go along `with_keys`, and when the copy has them already. Raises ArchiveError when the folder is none
    for this, OutOfSpace when it has too little room (nothing was begun) or is full (what is there stays),
    AlreadyRunning when another backup, or a withdrawal, is at work.
    """
    finish_withdrawals(archive)
    with ExitStack() as stack:
        stack.enter_context(locked(archive.state / "withdraw.lock", what="a withdrawal, or a backup"))
        require_finished(archive)
        target = stack.enter_context(opened(place, archive))
        check_goes_on(archive, target)
        run = _Run(archive, target, stack, with_index=with_index)
        require_room_for_backup(archive, target, run.written_whole())
        target.begin()
        return run.all(with_keys, on_file)


class _Run:
    def __init__(self, archive: Archive, target: Target, stack: ExitStack, *, with_index: bool) -> None:
        self._archive = archive
        self._target = target
        self._stack = stack
        self._with_index = with_index and archive.index.exists()
        self._files: dict[str, Entry] = {}
        self._faults: list[str] = []

    def all(self, with_keys: bool, on_file: OnFile | None) -> Done:
        began = stamp(datetime.now(UTC))
        frontiers = [self._snapshot(f"state/{path.name}") for path in self._frontiers()]
        state = [self._read(f"state/{path.name}") for path in sorted(self._archive.state.glob(STATE_FILES))]
        citations = self._read("citations.jsonl")  # noted when their texts are in the index
        index = self._snapshot(INDEX) if self._with_index else None
        log = stage_log(self._archive, self._target, with_keys=with_keys)
        others = [self._read(name) for name in (*ROOT_FILES, "imports.jsonl", *self._named())]
        self._warcs(log, on_file)
        self._files |= log.place(self._target)
        for part in (*others, citations, *state, *frontiers, index):
            if part is not None:
                self._drop_side_files(part.name)
                self._files[part.name] = part.place()
        self._drop_stale()
        self._target.finish(
            Manifest(
                archive=self._archive.settings.archive.id,
                complete=True,
                at=began,
                leaves=log.leaves,
                files=self._files,
            )
        )
        return Done(
            files=len(self._files),
            bytes=sum(entry.size for entry in self._files.values()),
            copied=self._target.copied,
            leaves=log.leaves,
            index=self._with_index,
            keys=log.keys,
            imports=[one.path for one in read_imports(self._archive)],
            faults=self._faults,
        )

    def written_whole(self) -> list[str]:
        """Names of the large files that are copied whole each time."""
        frontiers = [f"state/{path.name}" for path in self._frontiers()]
        return [LEAVES, "citations.jsonl", *frontiers, *([INDEX] if self._with_index else ())]

    def _frontiers(self) -> list[Path]:
        return sorted(self._archive.state.glob(FRONTIERS))

    def _named(self) -> list[str]:
        """Declarations, and files in the archive that its settings name."""
        roots = [one.roots for one in self._archive.settings.timestamps.authorities]
        inside = [(self._archive.root / name).resolve() for name in roots]
        paths = [path for path in inside if path.is_relative_to(self._archive.root)]
        paths += sorted(path for path in self._archive.outlets_dir.rglob("*") if path.is_file())
        return sorted({path.relative_to(self._archive.root).as_posix() for path in paths})

    def _read(self, name: str) -> Part | None:
        try:
            content = (self._archive.root / name).read_bytes()
        except FileNotFoundError:
            return None
        part = self._stack.enter_context(self._target.part(name))
        part.write(content)
        return part

    def _snapshot(self, name: str) -> Part:
        """An SQLite file as it is at one moment, whoever writes it meanwhile."""
        part = self._stack.enter_context(self._target.part(name))
        source = self._archive.root / name
        with reporting(source), closing(sqlite3.connect(str(source), isolation_level=None)) as db:
            db.execute("BEGIN")
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it stands still
            with reporting(part.path), closing(sqlite3.connect(str(part.path))) as copy:
                copy.execute("PRAGMA synchronous=OFF")
                copy.execute("PRAGMA journal_mode=OFF")
                db.backup(copy, pages=PAGES)
        part.taken_from_disk()
        return part

    def _warcs(self, log: StagedLog, on_file: OnFile | None) -> None:
        expected = digests_when_closed(self._archive, log.end)
        paths = own_files(self._archive)
        for number, path in enumerate(paths, 1):
            name, entry, fault = copy_warc(self._archive, self._target, path, expected)
            self._files[name] = entry
            if fault:
                self._faults.append(fault)
            if on_file:
                on_file(number, len(paths))
        self._files |= copy_torn(self._archive, self._target)
        there = set(self._files)
        for name, entry in self._target.manifest.files.items():
            if name.startswith("warcs/") and not {name, name.removesuffix(OPEN)} & there:
                self._files[name] = entry
                self._faults.append(f"{name} is gone from the archive; the copy keeps it")

    def _drop_side_files(self, name: str) -> None:
        """A WAL that somebody who looked into the copy left there belongs to the old file."""
        for ending in SIDE_FILES if name.endswith(".db") else ():
            self._target.remove(f"{name}{ending}")

    def _drop_stale(self) -> None:
        """What is made anew from the truth, and may hold what was withdrawn, is in the copy as now or not."""
        stale = [INDEX]
        folder = self._target.root / "state"
        stale += [f"state/{path.name}" for path in folder.glob("*") if path.is_file()]
        for name in sorted(set(stale) - set(self._files)):
            self._target.remove(name)
