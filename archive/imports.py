"""Third-party WARC, ARC and WACZ files: read where they are, never changed, never taken for ours."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from archive.batches import Batch
from archive.captures import foreign_capture
from archive.errors import ArchiveError, UnreadableFile
from archive.exchanges import read_singles
from archive.ingest import Ingest, Ingested
from archive.locks import locked
from archive.moments import stamp
from archive.place import Archive
from archive.problems import Problem, insert_problems, storable
from archive.progress import FilesDone, OnProgress
from archive.replaced import sync_directory
from archive.row_digests import drop_problems, note_row
from archive.schema import sqlite3
from archive.sources import Source, import_source
from archive.store import close_warc, forget_warc, put_warc
from archive.wacz import WaczError, extracted, member_names
from archive.warc import Damage, Record, walk
from archive.withdraw import finish_withdrawals

MAX_RECORD = 16 << 20  # bytes of one record that are kept in memory
MAX_RATIO = 200
# WARC-like names, also with a further ending such as .open, .bad or .wat.gz: their content decides.
NAMES = re.compile(r"\.(?:warc|arc|wacz)(?:\.|\Z)", re.IGNORECASE)
BEGINNINGS = {b"\x1f\x8b": "warc", b"WARC/": "warc", b"filedesc:": "warc", b"PK\x03\x04": "wacz"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One line of imports.jsonl: absolute path, sha256 (hex) and bytes of the file, when it was taken in."""

    path: str
    sha256: str
    bytes: int
    at: str


def ingest_paths(
    archive: Archive,
    paths: Sequence[Path],
    ingest: Ingest | None = None,
    on_progress: OnProgress | None = None,
) -> Ingested:
    """Bring third-party files (or all such files in folders) into the index; they are noted in imports.jsonl.

    Files of this archive's own warcs/ are caught up on instead. Raises UnreadableFile, naming the file, when
    one that is named directly cannot be opened or is of no known format; nothing is ingested then.
    """
    if ingest is None:
        finish_withdrawals(archive)
    files = [file for path in paths for file in _files(path.resolve())]
    for file in files:
        kind_of(file)
    if ingest is not None:
        return sum((_ingest_file(ingest, file) for file in files), Ingested())
    done = FilesDone(sum(file.stat().st_size for file in files), on_progress)
    total = Ingested()
    with Ingest(archive, on_position=done.reach, strict=True) as own:
        for file in files:
            total += _ingest_file(own, file)
            own.on_position(str(file), file.stat().st_size)
    return total


def reingest_imports(ingest: Ingest) -> Ingested:
    """Bring every file of imports.jsonl into a new index; what is missing or changed becomes a problem."""
    total = Ingested()
    for imported in read_imports(ingest.archive):
        path = Path(imported.path)
        try:
            sha256 = _sha256(path)
        except OSError as error:
            _note(ingest, imported.path, "import-missing", f"cannot be read: {error.strerror}")
            continue
        if sha256 != imported.sha256:
            detail = f"its sha256 is no longer {imported.sha256}; ingest it again to take it as it is now"
            _note(ingest, imported.path, "import-changed", detail)
            continue
        total += _ingest_content(ingest, path)
        ingest.on_position(imported.path, imported.bytes)
    return total


def finish_imports(ingest: Ingest) -> Ingested:
    """Bring into the index what it lacks of imported files: an ingest was killed, or the index was lost.

    Files that are gone or not what they were are left to `warraq rebuild`, which tells them. Nothing is
    brought in as long as nobody can tell whose some pages are: `Ingest.unknown`.
    """
    total = Ingested()
    for imported in read_imports(ingest.archive) if not ingest.unknown else ():
        path = Path(imported.path)
        if not _is_finished(ingest, path) and path.is_file() and _sha256(path) == imported.sha256:
            total += _ingest_content(ingest, path)
    return total


def _is_finished(ingest: Ingest, path: Path) -> bool:
    """Whether the index has all of an imported file, of a WACZ each of its members, or says what is wrong."""
    db, own = ingest.index.db, str(path)
    closed = {name: ingest.index.ingested_to(name)[1] for name in _names_of(db, own)}
    if not all(closed.values()):
        return False
    query = "SELECT warc FROM problems WHERE warc = ?1 OR substr(warc, 1, length(?1) + 1) = ?1 || '#'"
    told = {*closed, *(row[0] for row in db.execute(query, (own,)))}
    try:
        return own in told or (bool(told) and {f"{own}#{name}" for name in member_names(path)} <= told)
    except (OSError, WaczError):
        return True


def read_imports(archive: Archive) -> list[Imported]:
    """What was imported, by path; of a path imported several times, the last line. Raises ArchiveError.

    A last line without its end was torn by a crash, before anything of its file was ingested: it is no line.
    """
    if not archive.imports.exists():
        return []
    latest: dict[str, Imported] = {}
    for number, line in enumerate(archive.imports.read_bytes().split(b"\n")[:-1], 1):
        try:
            entry = Imported(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise ArchiveError(
                f"{archive.imports}, line {number}: {error}; correct or remove the line"
            ) from error
        latest[entry.path] = entry
    return [latest[path] for path in sorted(latest)]


def kind_of(path: Path) -> str:
    """warc (also for ARC) or wacz, by the file's first bytes. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            begin = file.read(16)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}") from error
    kind = next((kind for magic, kind in BEGINNINGS.items() if begin.startswith(magic)), None)
    if kind is None:
        raise UnreadableFile(
            f"{path} is no WARC, ARC or WACZ file: it begins with {begin!r}"
            if begin
            else f"{path} is empty; wanted a WARC, ARC or WACZ file"
        )
    return kind


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and NAMES.search(file.name):
            try:
                kind_of(file)
            except UnreadableFile:
                continue
            yield file


def _ingest_file(ingest: Ingest, path: Path) -> Ingested:
    archive = ingest.archive
    if path.is_relative_to(archive.warcs):
        return ingest.catch_up(path)
    sha256 = _sha256(path)
    known = {entry.path: entry.sha256 for entry in read_imports(archive)}.get(str(path))
    again: list[Path] = []
    if known != sha256:
        # Forgotten first: killed in between, the next call finds the old line and forgets again.
        again = _forget(ingest, str(path))
        size, now = path.stat().st_size, stamp(datetime.now(UTC))
        _remember(archive, Imported(path=str(path), sha256=sha256, bytes=size, at=now))
    total = _ingest_content(ingest, path)
    return sum((_ingest_content(ingest, other) for other in again), total)


def _ingest_content(ingest: Ingest, path: Path) -> Ingested:
    if kind_of(path) == "warc":
        return _ingest_source(ingest, import_source(str(path), path))
    total = Ingested()
    try:
        names = member_names(path)
    except WaczError as error:
        _note(ingest, str(path), "bad-wacz", str(error))
        return Ingested(problems=1)
    for name in names:
        try:
            with extracted(path, name, ingest.archive.state / "tmp") as file:
                total += _ingest_source(ingest, import_source(f"{path}#{name}", file))
        except WaczError as error:
            _note(ingest, f"{path}#{name}", "bad-wacz", str(error))
            total += Ingested(problems=1)
    if not names:
        _note(ingest, str(path), "bad-wacz", "the zip has no member archive/….warc.gz")
        total += Ingested(problems=1)
    return total


def _ingest_source(ingest: Ingest, source: Source) -> Ingested:
    name = source.warc.name
    if ingest.index.ingested_to(name)[1]:
        return Ingested()

    total = ingest.ingest_source(
        source, lambda start: read_singles(import_records(source, start), after=start), foreign_capture
    )
    with ingest.index.writing() as db:
        put_warc(db, source.warc, Batch(), ingest.index.ingested_to(name)[0])
        empty = db.execute(
            "SELECT NOT EXISTS (SELECT 1 FROM captures WHERE warc = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM problems WHERE warc = ?1)",
            (name,),
        ).fetchone()[0]
        if empty:
            detail = "the file holds no answer of a web server"
            problem = Problem(warc=name, offset=0, record_id=None, code="no-captures", detail=detail)
            insert_problems(db, [problem])
            note_row(db, "problems", problem.key)
        close_warc(db, name, _sha256(source.path), source.path.stat().st_size)
    return total


def import_records(source: Source, start: int = 0) -> Iterator[Record | Damage]:
    """The records of an imported file; of ARC, which can only be walked from its start, all of them."""
    return _without_bombs(walk(source.path, 0 if source.arc else start, max_block=MAX_RECORD))


def _without_bombs(steps: Iterable[Record | Damage]) -> Iterator[Record | Damage]:
    """Records that unpack to far more than they take in the file become damage (gzip bombs)."""
    for step in steps:
        if (
            isinstance(step, Record)
            and step.block_length > MAX_RECORD
            and step.block_length > MAX_RATIO * step.length
        ):
            detail = f"{step.length} bytes unpack to {step.block_length}; refused as a gzip bomb"
            yield Damage(offset=step.offset, length=step.length, code="too-large", detail=detail)
        else:
            yield step


def _forget(ingest: Ingest, path: str) -> list[Path]:
    """Take out what a file brought in, and other imports whose records gave way to its own.

    Returns those others: they are to be ingested again.
    """
    with ingest.index.writing() as db:
        names = _names_of(db, path)
        others = {
            row[0].partition("#")[0]
            for name in names
            for row in db.execute(
                "SELECT p.warc FROM problems p JOIN captures c USING (record_id)"
                " JOIN warcs w ON w.name = p.warc"
                " WHERE c.warc = ? AND p.code = 'duplicate-record' AND w.origin = 'import'",
                (name,),
            )
        } - {path}
        for name in (*names, *(name for other in others for name in _names_of(db, other))):
            forget_warc(db, name)
        db.execute(
            "DELETE FROM problems WHERE warc = ?1 OR substr(warc, 1, length(?1) + 1) = ?1 || '#'", (path,)
        )
        drop_problems(db)
    return [Path(other) for other in sorted(others)]


def _names_of(db: sqlite3.Connection, path: str) -> list[str]:
    """The rows of `warcs` that an imported file has: its own, or those of its members."""
    rows = db.execute(
        "SELECT name FROM warcs WHERE name = ?1 OR substr(name, 1, length(?1) + 1) = ?1 || '#'", (path,)
    )
    return [row[0] for row in rows]


def _note(ingest: Ingest, warc: str, code: str, detail: str) -> None:
    problem = Problem(warc=warc, offset=None, record_id=None, code=code, detail=storable(detail))
    with ingest.index.writing() as db:
        insert_problems(db, [problem])
        note_row(db, "problems", problem.key)


def _remember(archive: Archive, entry: Imported) -> None:
    """Add a line to imports.jsonl, on the disk before anything of the file is in the index."""
    line = json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n"
    with locked(archive.state / "imports.lock", wait=True):
        whole = (
            archive.imports.read_bytes().rpartition(b"\n") if archive.imports.exists() else (b"", b"", b"")
        )
        with archive.imports.open("ab") as file:
            file.truncate(len(whole[0]) + len(whole[1]))
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        if not whole[0]:  # the first line of a new file
            sync_directory(archive.root)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
