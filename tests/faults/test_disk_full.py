"""A disk that is full, or nearly: every command that writes says so and ends with 1, leaves nothing
half-written, and does what it was asked once there is room."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive.dump import dump
from archive.place import Archive
from archive.rows import reading_index
from archive.verify import verify
from crawlers.cli import main

MEBIBYTE = 1 << 20
# SQLite's own, taken in by whoever opens the file next; locks, which are empty.
NO_MATTER = ("-wal", "-shm", ".lock")
REPORTS = 25
# A command whose files may not grow beyond so many bytes: the kernel refuses as when a disk is full.
SMALL_FILES = """
import resource, signal, sys
from crawlers.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(main(sys.argv[2:]))
"""


@dataclass(frozen=True)
class Disk:
    """A small disk with an archive on it, and a ballast that fills it."""

    root: Path
    archive: Archive

    def fill(self, left: int) -> None:
        """Leave so many bytes."""
        with (self.root / "ballast").open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(self.root).free - left)

    def make_room(self) -> None:
        (self.root / "ballast").unlink()

    def files(self) -> set[str]:
        found = {path.relative_to(self.root) for path in self.root.rglob("*") if path.is_file()}
        return {str(path) for path in found if not path.name.endswith(NO_MATTER)}

    def run(self, *arguments: str) -> int:
        return main(["-C", str(self.archive.root), *arguments])


@pytest.fixture(scope="module")
def original(new_desk: Any, new_site: Any) -> Any:
    """An archive of some reports, and a WARC of somebody else beside it."""
    desk, site = new_desk(), new_site()
    text = "".join(f"<p>{'كلمة من كلمات التقرير الطويل ' * 60}{n}</p>" for n in range(5))
    listed = [
        site.put(f"/report/{n}", f"<html><head><title>تقرير {n}</title></head><body><h1>تقرير {n}</h1>{text}")
        for n in range(REPORTS)
    ]
    desk.declare(
        "one", homepage=site.url(), domains=[site.host], sitemaps=[site.sitemap("/sitemap.xml", listed)]
    )
    desk.set(readers={"processes": 1})
    assert desk.warraq("crawl").code == 0
    other = new_desk()
    other.declare("other", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    assert other.crawl("other").code == 0
    (warc,) = other.warcs()
    shutil.copy(warc, desk.archive.root.parent / "other.warc")
    return desk


@pytest.fixture
def disk(original: Any, tmp_path: Path) -> Iterator[Disk]:
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root can mount a small disk; how files that may not grow end is tested below")
    try:
        shutil.copytree(original.archive.root, place / "archive")
        yield Disk(place, Archive(place / "archive"))
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def a_record(archive: Archive) -> str:
    with reading_index(archive) as db:
        ((found,),) = db.execute("SELECT max(record_id) FROM captures WHERE reading = 'article'").fetchall()
    return str(found)


# What stays although a command did not do what it was asked: files that are whole, as a next run takes them.
MAY_STAY = {
    "bundle": r"archive/warcs/one/.*\.warc\.gz\.open",
    "capture": r"archive/(state/(capture\.log|127_0_0_1_9\.requests)|warcs/127_0_0_1_9/.*\.warc\.gz\.open)",
    "backup": r"copy/backup\.json",
    "crawl --due": r"archive/state/.*\.json",
}
ROOM_NAMED = re.compile(r"free some space")
NEVER = frozenset({"capture", "crawl", "crawl --due"})  # a disk this small is never large enough for them


def test_whatever_writes_says_that_the_disk_is_full_and_goes_on_once_it_is_not(
    original: Any, disk: Disk, capsys: pytest.CaptureFixture[str]
) -> None:
    out, other = disk.root / "out", str(original.archive.root.parent / "other.warc")
    writers: dict[str, tuple[list[str], int]] = {
        "rebuild": (["rebuild"], MEBIBYTE // 2),
        "ingest": (["ingest", other], 8192),
        "jsonl": (["export", "jsonl", f"{out}.jsonl"], 4096),
        "csv": (["export", "csv", f"{out}.csv"], 4096),
        "parquet": (["export", "parquet", f"{out}.parquet"], 4096),
        "warc": (["export", "warc", f"{out}.warc.gz"], 4096),
        "wacz": (["export", "wacz", f"{out}.wacz"], 4096),
        "bundle": (["cite", "كلمة من كلمات التقرير الطويل", "--bundle", f"{out}.zip"], 4096),
        "withdraw": (["withdraw", a_record(disk.archive), "--reason", "a court asked for it"], 8192),
        "log": (["log", "rotate-key"], 0),
        "backup": (["backup", str(disk.root / "copy")], 16384),
        "capture": (["capture", "http://127.0.0.1:9/report"], MEBIBYTE),
        "crawl": (["crawl"], MEBIBYTE),
    }
    for name, (command, left) in writers.items():
        disk.fill(left)
        before = disk.files()
        code, said = disk.run(*command), capsys.readouterr()
        assert code == 1, (name, said)
        assert ROOM_NAMED.search(said.err + said.out), (name, said)
        new = disk.files() - before
        assert {one for one in new if not re.fullmatch(MAY_STAY.get(name, ""), one)} == set(), name
        disk.make_room()
        report = verify(disk.archive)
        assert report.ok, (name, report.failures)
        if name not in NEVER:
            code, said = disk.run(*command), capsys.readouterr()
            assert code == 0, (name, said)
    report = verify(disk.archive)
    assert report.ok, report.failures


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["export", "jsonl"], "the export was not written"),
        (["export", "csv"], "the export was not written"),
        (["export", "parquet"], "the export was not written"),
        (["export", "warc"], "it was not begun"),
        (["export", "wacz"], "it was not begun"),
        (["cite", "كلمة من كلمات التقرير الطويل", "--bundle"], "it was not begun"),
        (["coverage", "--statement"], "it was not begun"),
        (["backup"], "it was not begun"),
    ],
    ids=lambda value: value[1] if isinstance(value, list) and len(value) == 2 else None,
)
def test_what_is_handed_over_leaves_to_crawls_the_room_that_they_need(
    disk: Disk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    told: str,
) -> None:
    """On the archive's own disk; on another one it is written."""
    monkeypatch.setattr("archive.room.LITTLE", 0)
    limits = disk.archive.root / "warraq.toml"
    limits.write_text(f"{limits.read_text('utf-8')}\n[limits]\nmax_bytes = {MEBIBYTE}\n", "utf-8")
    assert disk.run("checkpoint") == 0  # which bundle and statement would make first
    disk.fill(4 * MEBIBYTE + 2048)
    before = disk.files()
    assert disk.run(*command, str(disk.root / "out")) == 1
    said = capsys.readouterr().err
    assert told in said
    assert "4 MB" in said
    assert "kept for crawls" in said
    assert str(disk.root) in said
    assert "free some space" in said
    assert {one for one in disk.files() ^ before if not one.startswith("archive/")} == set()
    assert disk.run(*command, str(tmp_path / "out")) == 0
    assert (tmp_path / "out").exists()


def test_a_restore_without_room_for_the_copy_begins_nothing(
    original: Any, disk: Disk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, place = tmp_path / "copy", disk.root / "again"
    assert main(["-C", str(original.archive.root), "backup", str(copy)]) == 0
    disk.fill(MEBIBYTE // 2)
    assert disk.run("restore", str(copy), str(place)) == 1
    said = capsys.readouterr().err
    assert "the restore needs about" in said
    assert f"where {disk.root} is" in said
    assert not place.exists()
    disk.make_room()
    assert disk.run("restore", str(copy), str(place)) == 0


def test_an_export_that_finds_no_more_room_on_its_way_says_so(
    disk: Disk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.export.require_room", lambda *_: None)
    disk.fill(16384)
    before = disk.files()
    assert disk.run("export", "warc", str(disk.root / "out.warc.gz")) == 1
    assert "free some space" in capsys.readouterr().err
    assert disk.files() == before


def test_a_rebuild_that_finds_no_more_room_on_its_way_leaves_the_old_index(
    disk: Disk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.rebuild.require_room", lambda *_: None)
    before, rows = disk.files(), list(dump(disk.archive.index))
    disk.fill(MEBIBYTE // 2)
    assert disk.run("rebuild") == 1
    assert "free some space" in capsys.readouterr().err
    disk.make_room()
    assert disk.files() == before
    assert list(dump(disk.archive.index)) == rows


def test_a_round_with_too_little_room_crawls_nothing_and_tells_it_once(
    disk: Disk, capsys: pytest.CaptureFixture[str]
) -> None:
    path = disk.archive.outlets_dir / "one.toml"
    (disk.archive.outlets_dir / "two.toml").write_text(path.read_text())  # never crawled: it is due
    told = []
    for _ in range(2):
        assert disk.run("crawl", "--due") == 1
        said = capsys.readouterr().err
        assert "nothing is fetched; free some space" in said
        told.append(said.count("alarm:"))
    assert told == [1, 0]
    assert "disk-low" in (disk.archive.state / "alarms.json").read_text()
    assert not (disk.archive.warcs / "two").exists()


@pytest.mark.parametrize("command", [("rebuild",), ("export", "warc", "out.warc.gz"), ("backup", "copy")])
def test_files_that_may_not_grow_are_told_of_and_taken_away(
    original: Any, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """What is tested above for root, as far as everybody can."""
    place = tmp_path / "archive"
    shutil.copytree(original.archive.root, place)
    before = Disk(tmp_path, Archive(place)).files()
    run = subprocess.run(
        [sys.executable, "-c", SMALL_FILES, "30000", "-C", str(place), *command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    assert "free some space" in run.stderr
    new = Disk(tmp_path, Archive(place)).files() - before
    assert {one for one in new if not one.startswith("copy/")} == set()
    assert verify(Archive(place)).ok
