"""What else in an archive's directory may hold a withdrawn report: frontiers, crawl logs, torn tails, alarms,
caches.

Frontiers and caches are losable (see `Archive.state`); a torn tail that names the report is overwritten.
"""

import json
import os
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from archive.coverage_kept import FILE as COVERAGE
from archive.coverage_parts import FILE as PARTS
from archive.credit_cache import FILE as CREDITS
from archive.drift_state import ENDING as DRIFT
from archive.errors import ArchiveError
from archive.health_store import FILE as HEALTH
from archive.place import Archive
from archive.replaced import shred_left, sync_directory
from archive.schema import sqlite3
from archive.story_cache import FILE as STORIES
from archive.withdrawal_names import Names
from archive.withdrawal_redo import shred

COLUMNS = ("via", "seed", "reason")  # of a frontier's URLs: texts that may name another URL
FORGET = ("DELETE FROM urls WHERE url_key = ?", "DELETE FROM origins WHERE url_key = ?")
BUSY_SECONDS = 30
ALARMS = "alarms.json"  # `archive.alarms` is slow to load, and every crawl loads this module


def remove_traces(archive: Archive, names: Names, keys: Iterable[tuple[str, str]]) -> None:
    """Take the addresses and titles out of everything beside WARC files, index, log and citations.

    Doing it again changes nothing. Raises ArchiveError, OSError.
    """
    keyed = {key for _, key in keys if key in names.keys}
    for path in sorted(archive.state.glob("*.frontier.db")):
        _clean_frontier(path, names, keyed)
    for path in sorted(archive.state.glob("*.log")):
        _clean_lines(path, names)
    for path in sorted((archive.warcs / "torn").glob("*")):
        _clean_torn(path, names)
    for path in archive.state.glob(".*.new"):
        shred_left(path)
    _clean_alarms(archive.state / ALARMS, names)
    for path in (path for name in (COVERAGE, PARTS, f"*{DRIFT}") for path in archive.state.glob(name)):
        # Counts, and what an alarm tells of texts; made anew. These files stay: what copies a backup's copy
        # may leave there what is gone here.
        _put(path, b"{}\n")
    for path in (path for name in (CREDITS, HEALTH) for path in archive.state.glob(f"{name}*")):
        shred(path)  # names of sources, addresses; made anew
    for path in archive.state.glob(f"{STORIES}*"):
        path.unlink()  # marks of texts; made anew
    for path in (archive.state / "tmp", archive.state / "spool"):
        for left in sorted(path.glob("**/*")) if path.is_dir() else ():
            if left.is_file():
                shred(left)  # what a killed run left: no run is at work on this outlet now
    sync_directory(archive.state)


def _clean_frontier(path: Path, names: Names, keys: set[str]) -> None:
    try:
        with closing(sqlite3.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None)) as db:
            db.execute("PRAGMA secure_delete=ON")
            db.execute("BEGIN IMMEDIATE")
            rows = db.execute("SELECT url_key, url, via, seed, reason FROM urls").fetchall()
            gone = [row[0] for row in rows if row[0] in keys or names.is_address(row[1])]
            for statement in FORGET:
                db.executemany(statement, [(key,) for key in gone])
            for row in rows:
                texts = dict(zip(COLUMNS, row[2:], strict=True))
                if any(text and names.named_in(text) for text in texts.values()):
                    kept = [text if text and not names.named_in(text) else None for text in texts.values()]
                    db.execute(
                        "UPDATE urls SET via = ?, seed = ?, reason = ? WHERE url_key = ?", (*kept, row[0])
                    )
            seeds = [row[0] for row in db.execute("SELECT DISTINCT seed FROM origins")]
            named = [(seed,) for seed in seeds if names.is_address(seed)]
            db.executemany("DELETE FROM origins WHERE seed = ?", named)
            db.execute("COMMIT")
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise ArchiveError(
            f"{path} cannot be cleaned ({error}): end crawls of this outlet, or remove the file (URLs are"
            " then discovered again), and run `warraq withdraw` again"
        ) from error


def _clean_lines(path: Path, names: Names) -> None:
    """Take out of a log the lines that name the report."""
    lines = path.read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if not names.named_in(line.decode("utf-8", "replace"))]
    if len(kept) == len(lines):
        return
    _put(path, b"".join(kept))


def _clean_alarms(path: Path, names: Names) -> None:
    """Take the texts of pages out of what alarms told, and all alarms that name the report: told anew.

    What was lost by a redesign is quoted from any page, and a text names no report: all quotes go.
    """
    try:
        memory = json.loads(path.read_text("utf-8"))
        for told in memory["told"].values():
            for key, one in list(told.items()):
                if "lost" in one["figures"]:
                    one["figures"] = {}
                if names.named_in(json.dumps(one, ensure_ascii=False)):
                    del told[key]
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError, AttributeError):
        shred(path)  # nobody can read it either
        return
    _put(path, json.dumps(memory, ensure_ascii=False).encode() + b"\n")


def _put(path: Path, data: bytes) -> None:
    """Overwrite a file and put another in its place."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    shred(path)
    os.replace(beside, path)


def _clean_torn(path: Path, names: Names) -> None:
    """Overwrite a tail that was cut off after a crash, when what can be read of it names the report."""
    data = path.read_bytes()
    if not data.strip(b"\0") or not names.named_in(_inflated(data)):
        return
    with path.open("r+b") as file:
        file.write(bytes(len(data)))
        file.flush()
        os.fsync(file.fileno())


def _inflated(data: bytes) -> str:
    """What the gzip members of a tail hold, the last of them as far as it goes."""
    parts = []
    while data:
        engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            parts.append(engine.decompress(data))
        except zlib.error:
            break
        data = engine.unused_data
    return b"".join(parts).decode("utf-8", "replace")
