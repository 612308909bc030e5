"""What an archive does in a short life, for tests that cut its power; and what is asked of it afterwards."""

from __future__ import annotations

import json
import shutil
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from archive.backup import back_up
from archive.citation_notes import append_note, read_notes
from archive.errors import IndexUnusable
from archive.imports import finish_imports, ingest_paths, read_imports
from archive.ingest import Ingest
from archive.keys import load_private, load_public
from archive.log import Log
from archive.own_records import OwnRecord, keep_records
from archive.own_warcs import own_files, read_current
from archive.place import Archive, init_archive
from archive.readers import Job, ReaderPool, Reading
from archive.rebuild import rebuild
from archive.records import NewRecord
from archive.schema import connect, sqlite3
from archive.signing import change_key, make_checkpoint
from archive.status import note_due
from archive.verify import verify
from archive.warc import Record, current_path, walk
from archive.withdraw import finish_withdrawals, withdraw
from archive.withdrawal_plan import Asked
from crawlers.capture.writer import Place, WarcWriter
from crawlers.clock import ClockWatch
from crawlers.outlet_files import write_new, write_over
from crawlers.schedule import note_attempts
from tests.archive.keeping.conftest import DECLARATION, Wire, page, write_warc
from tests.faults.dropped_writes import Disk, Event, changed
from tests.faults.recorded import Recorder

SLUG = "almithal"
FIRST_DAY = datetime(2026, 11, 21, 8, tzinfo=UTC)
NEXT_DAY = FIRST_DAY + timedelta(days=1)
CANARY = "كوكبانة"
KINDS = {"response", "revisit", "resource"}


class Remembering:
    """Readers that read no page twice: the same records come back after every loss of power."""

    def __init__(self, pool: ReaderPool) -> None:
        self._pool = pool
        self._known: dict[tuple[str, str, str, str | None], Reading] = {}

    def read(self, job: Job) -> Reading:
        record = read_current(Path(job.path), job.offset)
        key = (record.record_digest, job.url, job.captured_at, job.declaration)
        if key not in self._known:
            self._known[key] = self._pool.read(job)
        return self._known[key]

    def read_many(self, jobs: Sequence[Job]) -> list[Reading]:
        return [self.read(job) for job in jobs]

    def close(self) -> None:
        """Nothing: the pool is closed by whoever made it."""


def crawl(archive: Archive, groups: Sequence[Sequence[NewRecord]], now: datetime, *, wire: Wire) -> None:
    """What a crawl's process does to its WARC file: open, append and sync each group, let go."""
    place = Place(
        warcs=archive.warcs,
        slug=SLUG,
        archive_id=archive.settings.archive.id,
        warcinfo=lambda name: wire.warcinfo()[0],
        clock=lambda: now,
    )
    writer = WarcWriter(place)
    try:
        for group in groups:
            done, told = threading.Event(), list[Any]()

            def on_done(places: Any, done: threading.Event = done, told: list[Any] = told) -> None:
                told.append(places)
                done.set()

            writer.submit(lambda warcinfo, group=group: (group,), on_done)
            assert done.wait(60)
            assert not isinstance(told[0], BaseException), told
    finally:
        writer.stop()


def live(base: Path, recorder: Recorder, readers: Any, wire: Wire) -> None:
    """A short life: captures of two days, an import, checkpoints, a change of keys, a withdrawal, backups."""
    mark = recorder.mark
    archive = init_archive(base / "archive", contact="test@example.org")
    mark("init")
    write_new(archive.outlets_dir / f"{SLUG}.toml", DECLARATION)
    mark("outlet", text=DECLARATION)
    article = page("وفد من المنظمة يزور قرية المرج الشمالي", 1).replace(
        b"</h1>", f"</h1><p>{CANARY} شهدت ما حدث في القرية ذلك اليوم.</p>".encode()
    )
    gone = wire.exchange("/2026/1/", article)
    groups = [gone, wire.exchange("/2026/2/", page("خبر آخر من ذلك اليوم", 5))]
    crawl(archive, groups, FIRST_DAY, wire=wire)
    with Ingest(archive, readers=readers) as ingest:
        ingest.catch_up_all()
    mark("indexed")
    note_attempts(archive, {SLUG: True}, FIRST_DAY)
    note_due(archive, {SLUG: NEXT_DAY})
    ClockWatch(archive.state).note()
    made = make_checkpoint(archive)
    assert made is not None
    mark("checkpoint", size=made.checkpoint.size)
    append_note(archive, {"typed": "نص", "match": "none", "cited_at": "2026-11-21T09:00:00Z"})
    mark("note", count=1)
    other = base.parent / "others"
    foreign = write_warc(Archive(other), "a.warc.gz", [Wire(prefix=7).exchange("/2026/7/", page("ز", 9))])
    with Ingest(archive, readers=readers) as ingest:
        ingest_paths(archive, [foreign], ingest)
    mark("import", path=str(foreign))
    back_up(archive, base / "copy", with_keys=True)
    mark("backup", number=1)
    again = wire.exchange(
        "/2026/2/", status=304, refers_to=groups[1][0].record_id, at="2026-11-22T08:00:00.000001Z"
    )
    new = wire.exchange("/2026/3/", page("خبر اليوم التالي", 3), at="2026-11-22T08:01:00.000001Z")
    crawl(archive, [again, new], NEXT_DAY, wire=wire)
    with Ingest(archive, readers=readers) as ingest:
        ingest.catch_up_all()
        picture = OwnRecord(
            type="resource",
            role="screenshot",
            url="https://almithal.example/2026/3/",
            content_type="image/png",
            block=b"\x89PNG",
            refers_to=new[0].record_id,
            date=NEXT_DAY,
        )
        kept = keep_records(archive, SLUG, [picture], ingest=ingest)
    mark("kept", ids=kept)
    write_over(archive.outlets_dir / f"{SLUG}.toml", DECLARATION, DECLARATION + "\n")
    mark("outlet", text=DECLARATION + "\n")
    change = change_key(archive)
    mark("key", number=change.number)
    done = withdraw(
        archive, Asked(record_ids=(gone[0].record_id,), article=True), "asked for", readers=readers
    )
    assert done.withdrawal is not None
    mark("withdrawn", number=done.withdrawal.number)
    note_attempts(archive, {SLUG: False}, NEXT_DAY)
    back_up(archive, base / "copy", with_keys=True)
    mark("backup", number=2)
    last = wire.exchange("/2026/4/", page("آخر الأخبار", 4), at="2026-11-22T09:00:00.000001Z")
    crawl(archive, [last], NEXT_DAY + timedelta(hours=1), wire=wire)
    with Ingest(archive, readers=readers) as ingest:
        ingest.catch_up_all()
    make_checkpoint(archive)
    mark("end")


class Promised:
    """What had been acknowledged when the power failed, out of what was recorded up to then."""

    def __init__(self, events: Sequence[Event], base: str = "archive") -> None:
        self.events = events
        self.marks = [one for one in events if one["op"] == "mark"]
        now, synced = dict[int, bytes](), dict[int, bytes]()
        paths = dict[int, set[str]]()
        self.records = set[str]()
        self.leaves = b""
        for one in events:
            if one["op"] in ("write", "truncate"):
                now[one["file"]] = changed(now.get(one["file"], b""), one)
            elif one["op"] == "create":
                now[one["file"]] = b""
            elif one["op"] == "sync" and one["file"] in now:
                synced[one["file"]] = now[one["file"]]
                paths.setdefault(one["file"], set()).add(one["path"])
        for file, names in paths.items():
            if any(
                name.endswith((".warc.gz", ".warc.gz.open"))
                and name.startswith(f"{base}/warcs/")
                and "/torn/" not in name
                for name in names
            ):
                self.records |= _ids_in(synced[file])
            if f"{base}/log/leaves.jsonl" in names:
                self.leaves = synced[file]

    def has(self, name: str) -> bool:
        """Whether something was marked as done."""
        return any(one["name"] == name for one in self.marks)

    def told(self, name: str) -> list[dict[str, Any]]:
        """What was told at the marks of this name."""
        return [one["told"] for one in self.marks if one["name"] == name]


@cache
def _ids_in(data: bytes) -> frozenset[str]:
    with NamedTemporaryFile(suffix=".warc.gz.open") as file:
        file.write(data)
        file.flush()
        return frozenset(step.record_id for step in walk(Path(file.name)) if isinstance(step, Record))


def carry_on(archive: Archive, readers: Any, *, number: int = 0) -> None:
    """What the next crawl does after the power came back: take in what is there, capture, index, sign."""
    finish_withdrawals(archive, readers)
    wire = Wire(prefix=1000 + number)
    with Ingest(archive, readers=readers) as ingest:
        ingest.catch_up_all()
        finish_imports(ingest)
        group = wire.exchange("/x.css", b"x", role="requisite", at="2026-11-23T08:00:00.000001Z")
        crawl(archive, [group], NEXT_DAY + timedelta(days=1), wire=wire)
        ingest.catch_up_all()
    note_attempts(archive, {SLUG: True}, NEXT_DAY + timedelta(days=1))
    made = make_checkpoint(archive)
    assert made is not None
    assert made.fresh
    assert group[0].record_id in {row[0] for row in _rows(archive, "SELECT record_id FROM captures")}


def recover(archive: Archive, readers: Any) -> None:
    """Go on after the power came back; an index that cannot be used is made anew, as its error says."""
    try:
        carry_on(archive, readers)
    except (IndexUnusable, sqlite3.DatabaseError):
        rebuild(archive, readers)
        carry_on(archive, readers, number=1)


def check(archive: Archive, promised: Promised, readers: Any) -> None:
    """What must hold after `recover`, whatever was lost: FAULTS' I2 and I3, and all that was promised."""
    report = verify(archive, readers=readers)
    assert report.ok, report.failures
    steps = {path: list(walk(current_path(path))) for path in own_files(archive)}
    kept = {
        step.record_id: (path, step)
        for path, found in steps.items()
        for step in found
        if isinstance(step, Record)
    }
    assert promised.records <= set(kept), f"lost: {promised.records - set(kept)}"
    columns = "record_id, warc, offset, length, payload_digest"
    captures = {row[0]: row for row in _rows(archive, f"SELECT {columns} FROM captures")}
    problems = {row[0] for row in _rows(archive, "SELECT record_id FROM problems")}
    answers = {record_id for record_id, (_, step) in kept.items() if step.type in KINDS}
    assert answers <= set(captures) | problems
    for record_id, row in captures.items():
        if record_id in kept:
            path, step = kept[record_id]
            assert (archive.warcs / row["warc"], step.offset, step.length) == (
                path,
                row["offset"],
                row["length"],
            )
    assert Log(archive.log).path.read_bytes().startswith(promised.leaves)
    load_private(archive.log)
    load_public(archive.log)
    for path in archive.state.glob("*.json"):
        json.loads(path.read_text("utf-8"))
    texts = [told["text"] for told in promised.told("outlet")]
    if texts:
        found = (archive.outlets_dir / f"{SLUG}.toml").read_text("utf-8")
        assert found in (texts[-1], DECLARATION + "\n")
    assert {told["path"] for told in promised.told("import")} <= {one.path for one in read_imports(archive)}
    assert len(promised.told("note")) <= len(list(read_notes(archive)))
    for told in promised.told("kept"):
        assert set(told["ids"]) <= set(captures)
    sizes = [told["size"] for told in promised.told("checkpoint")]
    for size in sizes:
        assert (archive.log / "checkpoints" / f"{size:012d}.note").exists()
    for told in promised.told("key"):
        assert list((archive.log / "keys").glob(f"*{told['number']}.note"))
    if promised.has("withdrawn"):
        assert report.withdrawn
        held = [path for path in archive.root.rglob("*") if path.is_file() and _holds(path)]
        assert held == []


def check_copy_of(archive: Archive, promised: Promised) -> None:
    """What an archive that was restored from a copy must have: all that the last whole backup took."""
    done = max((at for at, one in enumerate(promised.events) if one.get("name") == "backup"), default=None)
    if done is None:
        return
    began = max(at for at, one in enumerate(promised.events[:done]) if one["op"] == "mark")
    before = Promised(promised.events[: began + 1])
    ids = {
        step.record_id
        for path in own_files(archive)
        for step in walk(current_path(path))
        if isinstance(step, Record)
    }
    assert before.records <= ids, f"lost: {before.records - ids}"
    assert Log(archive.log).path.read_bytes().startswith(before.leaves)
    load_private(archive.log)


def _holds(path: Path) -> bool:
    data, parts, at = path.read_bytes(), [], 0
    parts.append(data)
    while (at := data.find(b"\x1f\x8b\x08", at)) >= 0:
        engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        with suppress(zlib.error):
            parts.append(engine.decompress(data[at:]))
        at += 1
    return any(CANARY.encode() in part for part in parts)


def _rows(archive: Archive, query: str) -> list[Any]:
    with closing(connect(archive.index, readonly=True)) as db:
        return db.execute(query).fetchall()


def indexes(events: Sequence[Event], done: int) -> Iterator[Path | None]:
    """The copies of the index that were there when the power failed, newest first; at last none at all.

    SQLite is trusted with one thing: an index that was cleaned of what was withdrawn does not come back.
    """
    for one in reversed(events[:done]):
        if one["op"] == "index":
            yield Path(one["copy"])
            if one["name"] == "withdrawal-traces-removed":
                break
    yield None


def lay_out(disk: Disk, place: Path, index: Path | None) -> Archive:
    """The archive of a disk, in a folder made for it, with an index."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    disk.write_to(place)
    archive = Archive(place / "archive")
    if index is not None and archive.root.is_dir():
        shutil.copyfile(index, archive.index)
    return archive
