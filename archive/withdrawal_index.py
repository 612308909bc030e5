"""The index after a withdrawal: what a rebuild would make of the files as they are now, and no copy left."""

import time
from collections.abc import Iterable, Iterator
from contextlib import closing

from archive.articles import update_articles
from archive.batches import Entry
from archive.captures import WITHDRAWN, Capture
from archive.crashpoints import reach
from archive.errors import IndexUnusable
from archive.exchanges import Event, Withdrawn, read_exchanges
from archive.gather import withdrawn_entry
from archive.index import reporting
from archive.ingest import Ingest
from archive.ledger import Told, told_by, update_ledger
from archive.locks import locked
from archive.outlet_rows import put_stand_ins
from archive.own_warcs import crc_of, own_files, read_current, walk_whole_events
from archive.place import Archive
from archive.problems import insert_problems
from archive.refill import optimise
from archive.row_digests import drop_problems, note_captures
from archive.schema import connect, sqlite3
from archive.seed_dates import articles_of
from archive.store import CAPTURE_FIELDS, replace_capture, settle_lost
from archive.withdrawal_notes import STUB, Withdrawal
from archive.withdrawal_redo import Redo
from archive.withdrawal_stubs import read_stub

WAIT_SECONDS = 60  # for readers of the index to let go of what is to be emptied
Key = tuple[str, str]


def withdraw_rows(ingest: Ingest, withdrawal: Withdrawal, redo: Redo) -> None:
    """Have the index say what the files say now. Doing it again changes nothing.

    Texts that other captures show are read again from these. Raises IndexUnusable, OutOfSpace, OSError.
    """
    archive = ingest.archive
    entries = list(_entries(archive, withdrawal))
    told = list(_told(archive, set(redo.keys)))
    ingest.index.db.execute("PRAGMA secure_delete=ON")
    with ingest.index.writing() as db:
        _remove_problems(db, withdrawal, redo)
        lost = [lost for entry in entries if (lost := replace_capture(db, entry)) is not None]
        insert_problems(db, (problem for entry in entries for problem in entry.problems))
        note_captures(db, [(entry.capture.record_id, None) for entry in entries])
        drop_problems(db)
        db.executemany("UPDATE captures SET via = NULL WHERE record_id = ?", [(one,) for one in redo.cut])
        touched = settle_lost(db, lost)
        _tell_again(db, redo.keys, told)
        update_articles(db, touched.union(*(articles_of(db, *key) for key in redo.keys)))
        slugs = {entry.capture.outlet for entry in entries} | {outlet for outlet, _ in redo.keys}
        put_stand_ins(db, slugs - set(ingest.outlets.declared), ingest.outlets)
        _note_files(db, archive, redo)
        db.executemany(
            "UPDATE warcs SET sha256 = ? WHERE name = ? AND closed",
            [(file.new_sha256, file.name) for file in withdrawal.files],
        )
        reach("withdrawal-index-written")
    reach("withdrawal-index-committed")
    ingest.read_waiting()
    reach("withdrawal-read-again")


def clean(archive: Archive) -> None:
    """Have nothing of removed rows left in the index's file or beside it.

    Raises IndexUnusable when another program reads the index for longer than a minute.
    """
    with (
        locked(archive.state / "index.lock", wait=True),
        reporting(archive.index),
        closing(connect(archive.index)) as db,
    ):
        db.execute("PRAGMA secure_delete=ON")
        optimise(db)
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone():
            db.execute("ANALYZE")  # its samples may be of what is gone
        db.execute("VACUUM")
        reach("withdrawal-vacuumed")
        deadline = time.monotonic() + WAIT_SECONDS
        while db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > deadline:
                raise IndexUnusable(
                    f"another program keeps reading {archive.index}: end it, and run `warraq withdraw` again"
                )
            time.sleep(0.05)


def _entries(archive: Archive, withdrawal: Withdrawal) -> Iterator[Entry]:
    """The rows of what was withdrawn, read back from the stubs."""
    for one in withdrawal.records:
        if one.becomes == STUB and one.main == one.id:
            record = read_current(archive.warcs / one.warc, one.offset)
            stub = read_stub(record)
            if stub is not None:
                yield withdrawn_entry(Withdrawn(main=record, stub=stub), one.warc)


def _told(archive: Archive, keys: set[Key]) -> Iterator[Told]:
    """What events still tell of these URLs."""
    for path in own_files(archive) if keys else ():
        for step in read_exchanges(walk_whole_events(path, 0), closed=path.exists()):
            if isinstance(step.item, Event):
                try:
                    yield from (told for told in told_by(step.item) if told.key in keys)
                except (ValueError, KeyError, TypeError, AttributeError):
                    continue  # a problem of that event, noted when it was indexed


def _tell_again(db: sqlite3.Connection, keys: Iterable[Key], told: Iterable[Told]) -> None:
    """Make the rows of `ledger` and `origins` of these URLs anew from all that still tells of them."""
    captures = []
    for key in keys:
        db.execute("DELETE FROM ledger WHERE outlet = ? AND url_key = ?", key)
        db.execute("DELETE FROM origins WHERE outlet = ? AND url_key = ?", key)
        rows = db.execute(
            "SELECT c.* FROM captures c JOIN warcs w ON w.name = c.warc"
            " WHERE c.outlet = ? AND c.url_key = ? AND w.origin = 'own' AND c.reading IS NOT ?",
            (*key, WITHDRAWN),
        )
        captures += [Capture(**{name: row[name] for name in CAPTURE_FIELDS}) for row in rows]
    update_ledger(db, told, captures)


def _note_files(db: sqlite3.Connection, archive: Archive, redo: Redo) -> None:
    """Renew what is noted of the bytes of files that are not closed yet."""
    for place in redo.places:
        query = "SELECT ingested_to FROM warcs WHERE name = ? AND NOT closed AND crc32 IS NOT NULL"
        row = db.execute(query, (place.name,)).fetchone()
        if row is not None:
            crc = crc_of(archive.warcs / place.name, 0, row[0], 0)
            db.execute("UPDATE warcs SET crc32 = ? WHERE name = ?", (crc, place.name))


def _remove_problems(db: sqlite3.Connection, withdrawal: Withdrawal, redo: Redo) -> None:
    for one in withdrawal.records:
        if one.becomes == STUB:
            db.execute("DELETE FROM problems WHERE warc = ? AND offset = ?", (one.warc, one.offset))
            db.execute("DELETE FROM problems WHERE warc = ? AND record_id = ?", (one.warc, one.id))
    names = redo.names
    for record_id in redo.cut:
        rows = db.execute(
            "SELECT problem_key, detail FROM problems WHERE record_id = ? AND code = 'capture-note'",
            (record_id,),
        ).fetchall()
        gone = [(key,) for key, detail in rows if names.named_in(detail)]
        db.executemany("DELETE FROM problems WHERE problem_key = ?", gone)
