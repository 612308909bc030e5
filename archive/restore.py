"""An archive made again from a copy: its files, its index, and the proof that both are whole."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.backup_check import manifest_of
from archive.backup_room import require_room_for_restore
from archive.backup_target import LOCK, MANIFEST, PARTIAL, Manifest, digest_of, told
from archive.errors import ArchiveError, IndexUnusable
from archive.ingest import Ingest
from archive.locks import locked
from archive.place import MARKER, Archive, find_archive
from archive.progress import Counted, Watching, unwatched
from archive.readers import ReaderPool
from archive.rebuild import rebuild
from archive.replaced import make_folder, sync_directory
from archive.report import Report
from archive.schema import connect
from archive.signing import settle_files
from archive.verify import verify
from archive.warcfile import OPEN

RESTORING = "restoring"  # a file: whoever finds it may go on
INDEX = "index.db"
NOT_RESTORED = (LOCK, MANIFEST, PARTIAL, "lost+found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was made: files, whether the index came along or was `rebuilt`, keys, what verify says of it.

    `damaged` are files that are not what was copied once.
    """

    files: int
    rebuilt: bool
    keys: bool
    report: Report
    damaged: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return self.report.ok and not self.damaged


def restore(
    source: Path, place: Path, readers: ReaderPool | None = None, watching: Watching = unwatched
) -> Restored:
    """Make the archive again, whose copy is in the folder `source`, in the folder `place`, and verify it.

    A copy whose last run was killed is restored from what it holds. A killed restore is gone on with. Raises
    ArchiveError when `source` is no copy or `place` holds anything else, OutOfSpace (before anything is
    begun, where that can be said). `watching` is told of each part of the work, and how far it has come.
    """
    source, place = source.resolve(), place.resolve()
    manifest = manifest_of(source)
    _check(source, place)
    names = list(_names(source, manifest))
    if MARKER not in names:
        raise ArchiveError(f"{source} has no {MARKER}: the first backup was killed before it had one")
    require_room_for_restore(source, place, names)
    _prepare(place)
    with locked(place / RESTORING, what=f"restoring to {place}"):
        names.remove(MARKER)
        with watching("copying the archive") as on_file:
            for name in Counted(names, on_file):
                if name != INDEX or manifest.complete:
                    _copy(source, place, name)
        for folder in ("warcs", "log", "outlets", "state"):
            make_folder(place / folder)
        _copy(source, place, MARKER)  # last: a directory is an archive when everything else is there
        with watching("reading the copy") as on_file:
            damaged = [
                name
                for name, entry in Counted(list(manifest.files.items()) if manifest.complete else [], on_file)
                if not (place / name).exists() or digest_of(place / name) != entry.sha256
            ]
        if INDEX in damaged:  # made anew from the rest
            damaged.remove(INDEX)
            (place / INDEX).unlink(missing_ok=True)
        archive = find_archive(explicit=place)
        settle_files(archive)
        rebuilt = _index(archive, readers, watching)
        report = verify(archive, readers=readers, watching=watching)
        (place / RESTORING).unlink()
    return Restored(
        files=len(names) + 1,
        rebuilt=rebuilt,
        keys=(archive.log / "key.pem").exists(),
        report=report,
        damaged=damaged,
    )


def _check(source: Path, place: Path) -> None:
    """Raise ArchiveError when nothing can be restored to `place`; it is not changed."""
    if place.is_relative_to(source) or source.is_relative_to(place):
        raise ArchiveError(f"{place}: an archive cannot be restored into its copy, nor round it")
    try:
        there = {path.name for path in place.iterdir()} - {"lost+found"} if place.exists() else set()
    except OSError as error:
        raise ArchiveError(f"{place}: {error.strerror}; name a folder that can be made") from error
    if there and RESTORING not in there:
        what = "is an archive already" if MARKER in there else "is not empty"
        raise ArchiveError(f"{place} {what}; nothing was changed: name an empty or a new folder")


def _prepare(place: Path) -> None:
    try:
        make_folder(place)
        (place / RESTORING).touch()
    except OSError as error:
        raise ArchiveError(f"{place}: {error.strerror}; name a folder that can be made") from error


def _names(source: Path, manifest: Manifest) -> Iterator[str]:
    """The files to restore; of a copy whose last run was killed, all that are there."""
    if manifest.complete:
        yield from manifest.files
        return
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        # Closed since, and the run was killed before it took the older, shorter file away?
        closed = name.endswith(OPEN) and path.with_name(path.name.removesuffix(OPEN)).exists()
        if path.is_file() and not closed and name.partition("/")[0] not in NOT_RESTORED:
            yield name


def _copy(source: Path, place: Path, name: str) -> None:
    if not (source / name).is_file():
        return  # told as damaged
    final = place / name
    beside = final.with_name(f"{final.name}.restoring")
    with told(final):
        try:
            make_folder(final.parent)
            shutil.copy2(source / name, beside)
            with beside.open("rb") as file:
                os.fsync(file.fileno())
            beside.chmod(_mode(name))
            os.replace(beside, final)
        finally:
            beside.unlink(missing_ok=True)
        sync_directory(final.parent)


def _mode(name: str) -> int:
    if name.endswith((".pem", ".key")) and name.startswith("log/"):
        return 0o600
    written_once = name.endswith((".warc.gz", ".note", ".tsq", ".tsr"))
    return 0o444 if written_once else 0o644


def _index(archive: Archive, readers: ReaderPool | None, watching: Watching) -> bool:
    """Have an index of what the archive holds; whether it was made anew."""
    try:
        connect(archive.index, readonly=True).close()
    except IndexUnusable:  # none, or one of another version
        with watching("reading the WARC files") as on_bytes:
            rebuild(archive, readers, on_bytes)
        return True
    with Ingest(archive, readers=readers) as ingest:
        ingest.catch_up_all()
    return False
