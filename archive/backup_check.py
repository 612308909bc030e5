"""Whether a copy would do: every file what it was when it was copied, the log whole, signed, in one piece."""

from dataclasses import dataclass, field
from pathlib import Path

from archive.backup_target import Manifest, digest_of, read_manifest
from archive.checkpoint_check import CheckpointCheck
from archive.errors import ArchiveError
from archive.log import Log
from archive.place import Archive, find_archive
from archive.withdrawal_scan import OnDone

INDEX = "index.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a copy is: `at` is when its last run that ended began; `problems` say why it would not do."""

    archive: str
    complete: bool
    at: str | None
    files: int
    bytes: int
    leaves: int
    index: bool
    keys: bool
    problems: list[str] = field(default_factory=list)


def manifest_of(place: Path) -> Manifest:
    """What the copy in the folder `place` holds. Raises ArchiveError when it is none."""
    manifest = read_manifest(place)
    if manifest is None:
        raise ArchiveError(f"{place} is no copy of an archive; `warraq backup {place}` makes one")
    return manifest


def check_copy(place: Path, on_done: OnDone | None = None) -> Copy:
    """Read every file of the copy again and hold it against backup.json; the log against its checkpoints.

    Raises ArchiveError when the folder is no copy. Changes nothing.
    """
    manifest = manifest_of(place)
    problems = [] if manifest.complete else ["the last backup did not end: run it again"]
    if manifest.complete:
        for number, (name, entry) in enumerate(manifest.files.items(), 1):
            try:
                found = digest_of(place / name)
            except OSError as error:
                problems.append(f"{name}: {error.strerror}")
            else:
                if found != entry.sha256:
                    problems.append(f"{name} is not what was copied: remove it, and run the backup again")
            if on_done:
                on_done(number, len(manifest.files))
        problems += [*_left_over(place, manifest), *_log_problems(place)]
    return Copy(
        archive=manifest.archive,
        complete=manifest.complete,
        at=manifest.at,
        files=len(manifest.files),
        bytes=sum(entry.size for entry in manifest.files.values()),
        leaves=manifest.leaves,
        index=INDEX in manifest.files,
        keys="log/key.pem" in manifest.files,
        problems=problems,
    )


def _left_over(place: Path, manifest: Manifest) -> list[str]:
    """Files of records and texts that went from the copy, but stayed where a program took it to."""
    paths = [path for path in (place / "warcs").rglob("*") if path.is_file()]
    paths += [path for path in (place / INDEX,) if path.exists()]
    names = sorted(path.relative_to(place).as_posix() for path in paths)
    what = "is no longer part of the copy, and may hold what was withdrawn since: remove it"
    return [f"{name} {what}" for name in names if name not in manifest.files]


def _log_problems(place: Path) -> list[str]:
    problems: list[str] = []

    def fail(what: str, where: str, detail: str) -> None:
        problems.append(f"{what}: {where}: {detail}")

    try:
        copy: Archive = find_archive(explicit=place)
        check = CheckpointCheck(fail, copy)
        for _, line in Log(copy.log).read():
            check.see(line)
        check.finish(0)
    except ArchiveError as error:
        problems.append(str(error))
    return problems
