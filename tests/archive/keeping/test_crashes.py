"""kill -9 at every named point of an ingest and a rebuild: nothing is lost, nothing is there twice."""

import os
import signal
import subprocess
import sys

import pytest

from archive.dump import dump
from archive.ingest import Ingest
from archive.log import Log, leaf_id
from archive.place import Archive
from archive.verify import verify

# Small batches, so that a kill falls between some of them.
PROGRAM = """
import sys
from pathlib import Path
import archive.batches
import archive.ingest
from archive.place import Archive
from archive.readers import ReaderPool
from archive.rebuild import rebuild
from archive.settings import Readers
archive.batches.BATCH_EXCHANGES = 2
with ReaderPool(Readers(processes=1)) as readers:
    if sys.argv[2] == "rebuild":
        rebuild(Archive(Path(sys.argv[1])), readers)
    else:
        with archive.ingest.Ingest(Archive(Path(sys.argv[1])), readers=readers) as ingest:
            ingest.catch_up_all()
"""


def run(archive: Archive, what: str, crash_at: str | None = None) -> int:
    environment = {key: value for key, value in os.environ.items() if key != "WARRAQ_CRASH_AT"}
    if crash_at:
        environment["WARRAQ_CRASH_AT"] = crash_at
    command = [sys.executable, "-c", PROGRAM, str(archive.root), what]
    return subprocess.run(command, env=environment, timeout=120, check=False).returncode


@pytest.fixture
def crawled(archive: Archive, wire, page, write_warc, warc_name) -> Archive:
    """An archive with two files, one of them still open, that no ingest has seen."""
    first = [wire.exchange(f"/2026/{n}/", page("عنوان الخبر الأول في السوق", n)) for n in range(3)]
    second = [wire.exchange(f"/x{n}.css", b"x", role="requisite") for n in range(3)]
    event = wire.event(
        event="discovered", items=[{"url": "https://almithal.example/2026/9/", "state": "waiting"}]
    )
    write_warc(archive, warc_name(1), [wire.warcinfo(), *first])
    write_warc(archive, warc_name(2), [event, *second], close=False)
    return archive


@pytest.mark.parametrize(
    "point",
    [
        "before-index",
        "before-leaves:2",
        "leaves-half-written:2",
        "leaves-appended",
        "leaves-appended:3",
        "index-written",
        "index-written:3",
        "index-committed:2",
    ],
)
def test_a_kill_during_ingest_loses_and_doubles_nothing(crawled: Archive, readers, point: str) -> None:
    assert run(crawled, "ingest", point) == -signal.SIGKILL
    with Ingest(crawled, readers=readers) as ingest:
        ingest.catch_up_all()
    recovered = list(dump(crawled.index))
    assert verify(crawled).failures == []
    keys = [leaf_id(line) for _, line in Log(crawled.log).read()]
    assert len(keys) == len(set(keys)) == 7  # six exchanges and the closed file
    crawled.index.unlink()
    with Ingest(crawled, readers=readers) as ingest:
        ingest.catch_up_all()
    assert list(dump(crawled.index)) == recovered
    assert [leaf_id(line) for _, line in Log(crawled.log).read()] == keys


@pytest.mark.parametrize("point", ["index-committed:2", "before-swap"])
def test_a_kill_during_rebuild_leaves_the_old_index_and_the_next_one_finishes(
    crawled: Archive, readers, point: str
) -> None:
    with Ingest(crawled, readers=readers) as ingest:
        ingest.catch_up_all()
    old = list(dump(crawled.index))
    inode = crawled.index.stat().st_ino
    assert run(crawled, "rebuild", point) == -signal.SIGKILL
    assert crawled.index.stat().st_ino == inode
    assert list(dump(crawled.index)) == old
    assert run(crawled, "rebuild") == 0
    assert crawled.index.stat().st_ino != inode
    assert list(dump(crawled.index)) == old
    assert not list(crawled.root.glob("index.db.new*"))
