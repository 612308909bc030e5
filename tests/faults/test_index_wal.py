"""Who stays in an old state of the index has its log grow: that is told, counted, and over with him."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from archive import index_wal
from archive.errors import OutOfSpace
from archive.health_archive import archive_alarms, archive_state
from archive.index import Index, cut_log
from archive.index_wal import overlong, wal_bytes, who_stays
from archive.place import Archive, init_archive
from archive.schema import connect
from crawlers import manners

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CUT = 100_000
READ = """
import sys
from pathlib import Path
from archive.schema import connect
db = connect(Path(sys.argv[1]), readonly=True)
db.execute("BEGIN")
db.execute("SELECT count(*) FROM meta").fetchone()
print("reading", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setattr(index_wal, "CUT_BYTES", CUT)
    archive = init_archive(tmp_path / "archive", contact="https://operator.example/")
    with (archive.root / "warraq.toml").open("a") as file:
        file.write("[limits]\nwal_bytes = 300_000\n")
    return Archive(archive.root)


@pytest.fixture
def index(archive: Archive) -> Iterator[Index]:
    with closing(Index(archive.index, archive.state / "index.lock")) as index:
        index.db.execute("PRAGMA synchronous=OFF")
        yield index


def write(index: Index, name: str, kilobytes: int) -> None:
    """Add so much in transactions of ten."""
    for part in range(kilobytes // 10):
        with index.writing() as db:
            db.execute("INSERT INTO meta VALUES (?, ?)", (f"{name}-{part}", "x" * 10_000))


@contextmanager
def another_reads(archive: Archive) -> Iterator[int]:
    """A process that stays in the state of now; it is waited for at both ends."""
    command = [sys.executable, "-c", READ, str(archive.index)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        yield reader.pid
        reader.communicate()


def alarms(archive: Archive) -> list[str]:
    with closing(connect(archive.index, readonly=True)) as db:
        found = archive_alarms(archive_state(archive, db, NOW), NOW)
    return [f"{one.what}; {one.cause}; {one.next}" for one in found if one.code.startswith("index-held")]


def test_without_a_reader_the_log_stays_short(archive: Archive, index: Index) -> None:
    with closing(connect(archive.index, readonly=True)) as idle:
        for part in range(3):
            idle.execute("SELECT count(*) FROM meta").fetchone()
            write(index, f"part-{part}", 600)
            assert wal_bytes(archive.index) <= CUT
        assert idle.execute("SELECT count(*) FROM meta WHERE key LIKE 'part-%'").fetchone()[0] == 180
    assert alarms(archive) == []


def test_the_growth_is_told_with_who_stays_and_the_log_cut_when_he_goes(
    archive: Archive, index: Index
) -> None:
    write(index, "before", 10)
    with another_reads(archive) as process:
        write(index, "meanwhile", 600)
        assert wal_bytes(archive.index) > 600_000
        assert overlong(archive.index) > 500_000
        [told] = alarms(archive)
        if Path("/proc/locks").exists():
            assert f"(process {process})" in told
            assert [one.split("(")[1] for one in who_stays(archive.index)] == [f"process {process})"]
        cut_log(archive)  # waits for nobody
        assert wal_bytes(archive.index) > 600_000
    write(index, "after", 10)
    assert wal_bytes(archive.index) <= CUT
    assert alarms(archive) == []
    rows = index.db.execute("SELECT count(*) FROM meta WHERE key LIKE '%-%'").fetchone()[0]
    assert rows == 62


def test_what_cannot_be_seen_is_told_as_that(
    archive: Archive, index: Index, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(index_wal, "LOCKS", tmp_path / "none")
    with another_reads(archive):
        write(index, "meanwhile", 600)
        [told] = alarms(archive)
    assert "fuser -v index.db" in told


def test_a_log_that_has_grown_counts_as_room_until_it_is_cut(
    archive: Archive, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    reserve = manners.disk_reserve(10**9, archive.settings.limits.max_bytes)
    usage = SimpleNamespace(total=10**9, free=reserve + 200_000)
    monkeypatch.setattr(manners.shutil, "disk_usage", lambda _: usage)
    manners.check_room(archive)
    with another_reads(archive):
        write(index, "meanwhile", 600)
        with pytest.raises(OutOfSpace, match=r"index\.db-wal has grown"):
            manners.check_room(archive)
    manners.check_room(archive)  # it cuts the log, which nobody holds up any more
    assert wal_bytes(archive.index) <= CUT


def test_lines_of_locks_are_read_as_the_kernel_writes_them() -> None:
    lines = (
        "1: POSIX  ADVISORY  READ 4321 fd:00:77 124 124",
        "2: POSIX  ADVISORY  READ 4322 fd:00:77 123 123",
        "3: POSIX  ADVISORY  READ 4323 fd:00:78 124 124",
        "4: POSIX  ADVISORY  WRITE 4324 fd:00:77 120 120",
        "4: -> POSIX  ADVISORY  READ 4325 fd:00:77 124 124",
        "5: FLOCK  ADVISORY  WRITE 4326 fd:00:77 0 EOF",
        "6: POSIX  ADVISORY  READ 4327 00:2a:77 123 127",
        "7: POSIX  ADVISORY  READ 4328 00:2a:77 128 EOF",
        "",
    )
    assert [index_wal._reader(line.split(), 77) for line in lines if line] == [
        *(4321, 4322, None, None, None, None, 4327, None)
    ]
