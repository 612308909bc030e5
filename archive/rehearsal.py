"""A restore rehearsed: the archive is made again in a scratch folder, proved, and taken away.

Beside what `restore` proves (each file is what was copied, records, log and signatures hold), the index that
came along is held, row by row, against one that is made anew from the copied WARC files.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from archive.backup_check import manifest_of
from archive.dump import dump
from archive.errors import ArchiveError
from archive.imports import read_imports
from archive.place import Archive, find_archive
from archive.readers import ReaderPool
from archive.rebuild import rebuild
from archive.restore import Restored, restore
from archive.schema import connect

INDEX, KEPT = "index.db", "index-of-the-copy.db"
PREFIX = "warraq-rehearsal-"
LEEWAY = 64 << 20  # bytes beside the files: an index that is made anew is a second one


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What a rehearsal showed: the restore, rows of the index made anew, how many differ, seconds, bytes.

    `differing` is None when there was nothing to compare: no index in the copy, imported files of others that
    are not on this machine, or (`other_reader`) texts in the copy's index that were read by an earlier
    Warraq or declaration: they need not be equal, and nothing of the copy is at fault.
    """

    restored: Restored
    rows: int
    differing: int | None
    seconds: float
    bytes: int
    other_reader: bool = False

    @property
    def ok(self) -> bool:
        """Whether an archive can be had from the copy."""
        return self.restored.ok and not self.differing


def rehearse(source: Path, beside: Path | None = None, readers: ReaderPool | None = None) -> Rehearsed:
    """Restore the copy in the folder `source` into a scratch folder in `beside` (the system's, if None).

    Neither the copy nor any archive is changed, and in the end the scratch folder is gone. Raises
    ArchiveError when `source` is no copy, or `beside` has no room for it, before anything is written.
    """
    manifest = manifest_of(source.resolve())
    place = (beside or Path(tempfile.gettempdir())).resolve()
    index = manifest.files.get(INDEX)
    _require_room(place, sum(one.size for one in manifest.files.values()) + (index.size if index else 0))
    if place.is_relative_to(source.resolve()):
        raise ArchiveError(f"{place} is in the copy, in which nothing may be changed; name another folder")
    begun = time.monotonic()
    with _scratch(place) as scratch:
        restored = restore(source, scratch / "archive", readers)
        archive = find_archive(explicit=scratch / "archive")
        rows, differing, other_reader = _compared(archive, readers, anew=restored.rebuilt)
        return Rehearsed(
            restored=restored,
            rows=rows,
            differing=differing,
            seconds=time.monotonic() - begun,
            bytes=sum(path.stat().st_size for path in archive.root.rglob("*") if path.is_file()),
            other_reader=other_reader,
        )


def _compared(archive: Archive, readers: ReaderPool | None, *, anew: bool) -> tuple[int, int | None, bool]:
    """Rows of an index made anew, how many of them and of the one that came along are in one alone, and
    whether other readers read the one that came along."""
    if anew:
        return sum(1 for _ in dump(archive.index)), None, False
    kept = archive.index.rename(archive.index.with_name(KEPT))
    rebuild(archive, readers)
    rows = sum(1 for _ in dump(archive.index))
    if any(not Path(one.path).exists() for one in read_imports(archive)):
        return rows, None, False
    if _readers(kept) - _readers(archive.index):
        return rows, None, True
    return rows, _differing(dump(kept), dump(archive.index)), False


def _readers(index: Path) -> set[str]:
    """The digests of the readers that read the texts of an index."""
    with closing(connect(index, readonly=True)) as db:
        return {digest for (digest,) in db.execute("SELECT DISTINCT reader_digest FROM versions")}


def _differing(one: Iterator[str], other: Iterator[str]) -> int:
    """How many lines differ between two dumps; after the first that does, lines are compared as sets."""
    for left, right in zip_longest(one, other):
        if left != right:
            rest = [{left, *one} - {None}, {right, *other} - {None}]
            return max(1, len(rest[0] ^ rest[1]))
    return 0


def _require_room(place: Path, needed: int) -> None:
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        raise ArchiveError(f"{place}: {error.strerror}; name a folder that is there") from error
    if free < needed + LEEWAY:
        raise ArchiveError(
            f"{place} has {free / 1e9:.1f} GB free, and a rehearsal of this copy needs"
            f" {(needed + LEEWAY) / 1e9:.1f} GB; name a folder on another disk"
        )


@contextmanager
def _scratch(place: Path) -> Iterator[Path]:
    try:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    except OSError as error:
        raise ArchiveError(f"{place}: {error.strerror}; name a folder that can be written") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
