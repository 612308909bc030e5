"""kill -9 at random moments of a crawl: nothing that was handed on is lost, and the next run carries on."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.backup import back_up
from archive.backup_check import check_copy
from archive.dump import dump
from archive.locks import locked
from archive.place import Archive, init_archive
from archive.rebuild import rebuild
from archive.restore import restore
from archive.rows import reading_index
from archive.verify import verify
from archive.warc import Record, walk
from extractors.urls import normalise
from newsroom import Newsroom, corpus_site
from newsroom.filler import bulletin

REPORTS = 80
KILLS = 20
KILLS_AN_ARCHIVE = 5
PLUGINS = Path(__file__).parent / "plugins"
QUICK = "\n[politeness]\ndelay = 0.04\nconcurrency = 4\n"


@dataclass(frozen=True)
class Site:
    slug: str
    declaration: str
    urls: frozenset[str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A newsroom with many invented reports, so that there is time to be killed in."""
    rows = []
    for number in range(REPORTS):
        report = bulletin(f"kill-{number}", number, ZoneInfo("Asia/Damascus"))
        text = "\n".join(report.text)
        rows.append(
            {
                "source": "x",
                "url": f"http://x/{number}",
                "title": f"النشرة {number}: {report.title}",
                "author": "",
                "date_extracted": "2026-05-01 10:00:00",
                "content": f"{text}\nرقم النشرة {number}.",
            }
        )
    path = tmp_path_factory.mktemp("reports") / "reports.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("reports.json", json.dumps(rows, ensure_ascii=False))
    with Newsroom(outlets=(), corpus=corpus_site([path], REPORTS)) as room:
        ((slug, outlet),) = room.outlets.items()
        urls = frozenset(normalise(url) for url in outlet.article_urls)
        yield Site(slug=slug, declaration=room.declaration(slug), urls=urls)


def new_archive(place: Path, site: Site) -> Archive:
    archive = init_archive(place)
    with (place / "warraq.toml").open("a") as settings:
        settings.write(QUICK)
    (archive.outlets_dir / f"{site.slug}.toml").write_text(site.declaration, encoding="utf-8")
    return archive


def start(archive: Archive, slug: str) -> subprocess.Popen[bytes]:
    """`scrapy crawl SLUG` with its reading pipeline, in a process group of its own."""
    pipelines = {"crawlers.pipeline.ReadingPipeline": 300, "handed_on.HandedOn": 900}
    environment = {
        **os.environ,
        "WARRAQ_ALLOW_PRIVATE": "1",
        "WARRAQ_ARCHIVE": str(archive.root),
        "HANDED_ON": str(archive.root / "handed-on"),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(PLUGINS), os.environ.get("PYTHONPATH")))),
    }
    command = [sys.executable, "-m", "scrapy", "crawl", slug, "-s", f"ITEM_PIPELINES={json.dumps(pipelines)}"]
    with (archive.root / "crawl.log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=archive.root,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )


def crawl_to_the_end(archive: Archive, slug: str) -> float:
    began = time.monotonic()
    crawl = start(archive, slug)
    try:
        code = crawl.wait(timeout=600)
    finally:
        if crawl.poll() is None:
            os.killpg(crawl.pid, signal.SIGKILL)
            crawl.wait()
    assert code == 0, (archive.root / "crawl.log").read_text()[-3000:]
    return time.monotonic() - began


def texts(archive: Archive) -> set[tuple[str, str]]:
    with reading_index(archive) as db:
        return {tuple(row) for row in db.execute("SELECT article_id, body_digest FROM versions")}


def ledger(archive: Archive) -> dict[str, str]:
    with reading_index(archive) as db:
        return dict(db.execute("SELECT url, state FROM ledger").fetchall())


def records(archive: Archive) -> set[str]:
    files = [p for p in archive.warcs.rglob("*.warc.gz*") if "torn" not in p.parts]
    return {step.record_id for path in files for step in walk(path) if isinstance(step, Record)}


@pytest.fixture(scope="module")
def undisturbed(site: Site, tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, float]:
    archive = new_archive(tmp_path_factory.mktemp("undisturbed") / "archive", site)
    return archive, crawl_to_the_end(archive, site.slug)


@pytest.fixture(scope="module")
def all_handed_on() -> set[str]:
    return set()


@pytest.mark.parametrize("seed", range(KILLS // KILLS_AN_ARCHIVE))
def test_a_crawl_killed_again_and_again_ends_as_one_that_was_not(
    seed: int, site: Site, undisturbed: tuple[Archive, float], tmp_path: Path, all_handed_on: set[str]
) -> None:
    reference, seconds = undisturbed
    moments = random.Random(seed)
    archive = new_archive(tmp_path / "archive", site)
    for _ in range(KILLS_AN_ARCHIVE):
        crawl = start(archive, site.slug)
        try:
            crawl.wait(timeout=moments.uniform(0.2, 0.98) * seconds)
        except subprocess.TimeoutExpired:
            os.killpg(crawl.pid, signal.SIGKILL)
            crawl.wait()
    crawl_to_the_end(archive, site.slug)

    handed_on = set((archive.root / "handed-on").read_text().split())
    all_handed_on |= handed_on
    assert handed_on <= records(archive)
    assert site.urls <= set(ledger(archive))
    assert set(ledger(archive)) == set(ledger(reference))
    assert texts(archive) == texts(reference)
    assert len(texts(archive)) == REPORTS
    before = list(dump(archive.index))
    rebuild(archive)
    assert list(dump(archive.index)) == before
    report = verify(archive)
    assert report.ok, report.failures


def test_killed_crawls_had_handed_on_items(all_handed_on: set[str]) -> None:
    assert all_handed_on, "no crawl handed on an item: the tests above prove less than they say"


def test_a_crawl_whose_parent_is_killed_ends_and_lets_go_of_the_outlet(site: Site, tmp_path: Path) -> None:
    archive = new_archive(tmp_path / "archive", site)
    environment = {**os.environ, "WARRAQ_ALLOW_PRIVATE": "1", "WARRAQ_ARCHIVE": str(archive.root)}
    command = [sys.executable, "-m", "crawlers.cli", "crawl", site.slug]
    parent = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 180
    while not list(archive.warcs.rglob("*.open")):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    time.sleep(1.0)
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 180
    again = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    while again.returncode == 5 and time.monotonic() < deadline:  # the orphan is finishing what was in flight
        time.sleep(0.5)
        again = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=600, check=False
        )
    assert again.returncode == 0, again.stderr
    assert len(texts(archive)) == REPORTS


def start_backup(archive: Archive, place: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "crawlers.cli", "-C", str(archive.root), "backup", str(place)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_backups_killed_while_a_crawl_runs_and_an_archive_again_from_each_copy(
    site: Site, tmp_path: Path
) -> None:
    moments = random.Random(20261127)
    archive, place = new_archive(tmp_path / "archive", site), tmp_path / "copy"
    copies, whole = list[Path](), tmp_path / "whole"
    killed = 0
    crawl = start(archive, site.slug)
    try:
        while not archive.index.exists() or not list(archive.warcs.rglob("*.open")):
            assert crawl.poll() in (None, 0), (archive.root / "crawl.log").read_text()[-3000:]
            time.sleep(0.02)
        while crawl.poll() is None or not killed:  # where this is kept from its work the crawl ends before
            backup = start_backup(archive, place)
            try:  # the first one is killed on the fastest machine, too
                backup.wait(timeout=moments.uniform(0.3, 1.2) if killed else 0.1)
            except subprocess.TimeoutExpired:
                backup.kill()
                killed += backup.wait() == -signal.SIGKILL
                if (place / "backup.json").exists() and not copies:
                    copies.append(tmp_path / f"killed-{killed}")
                    shutil.copytree(place, copies[-1])
            with locked(archive.state / "index.lock", wait=True):  # the crawl goes on, its index stands still
                rows = list(dump(archive.index))
                assert back_up(archive, place).faults == []
            assert list(dump(place / "index.db")) == rows
            assert check_copy(place).problems == []
            if not whole.exists() and len(rows) > 20:
                shutil.copytree(place, whole)
    finally:
        if crawl.poll() is None:
            os.killpg(crawl.pid, signal.SIGKILL)
            crawl.wait()
    assert crawl.returncode == 0, (archive.root / "crawl.log").read_text()[-3000:]
    assert back_up(archive, place).faults == []
    if not whole.exists():
        shutil.copytree(place, whole)
    for number, copy in enumerate((*copies, whole, place)):
        done = restore(copy, tmp_path / f"restored-{number}")
        assert done.ok, (copy.name, done.report.failures, done.damaged)
    restored = Archive(tmp_path / f"restored-{len(copies)}")  # from the copy made while the crawl ran
    before = list(dump(restored.index))
    rebuild(restored)
    assert list(dump(restored.index)) == before
    assert list(dump(tmp_path / f"restored-{number}" / "index.db")) == list(dump(archive.index))
