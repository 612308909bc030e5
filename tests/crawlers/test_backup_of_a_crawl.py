"""A backup in the middle of a crawl: what it holds belongs together, and the next crawl goes on from it."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from archive.backup import back_up
from archive.backup_check import check_copy
from archive.place import Archive
from archive.restore import restore
from archive.rows import reading_index
from newsroom import Newsroom


def test_a_copy_made_while_a_crawl_goes_on_is_an_archive_that_goes_on(desk: Any, tmp_path: Path) -> None:
    archive: Archive = desk.archive
    with Newsroom(outlets=("almithal",), faulty=False) as room:
        # It outlasts the backup, however slow that is.
        declared = room.declaration("almithal").replace("delay = 0.0\n", "delay = 0.6\n")
        assert "delay = 0.6" in declared
        (archive.outlets_dir / "almithal.toml").write_text(declared, encoding="utf-8")
        crawl = subprocess.Popen(
            [sys.executable, "-m", "crawlers.cli", "crawl"],
            cwd=archive.root,
            env={**os.environ, "WARRAQ_ALLOW_PRIVATE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while not any(path.stat().st_size > 15_000 for path in archive.warcs.rglob("*.open")):
                assert crawl.poll() is None, "the crawl ended before a backup could be made"
                time.sleep(0.02)
            back_up(archive, tmp_path / "copy", with_keys=True)
            assert crawl.poll() is None, "the crawl ended before the backup did"
            assert crawl.wait(120) == 0
        finally:
            crawl.kill()
            crawl.wait()
        assert check_copy(tmp_path / "copy").problems == []
        done = restore(tmp_path / "copy", tmp_path / "again")
        assert done.ok, (done.damaged, done.report.failures)
        again = type(desk)(Archive(tmp_path / "again"))
        run = again.warraq("crawl")
        assert run.code == 0, run.err
        assert urls(again.archive) == urls(archive)
        assert again.warraq("verify").code == 0


def urls(archive: Archive) -> set[str]:
    with reading_index(archive) as db:
        return {url for (url,) in db.execute("SELECT url FROM articles")}
