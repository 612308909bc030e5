"""A page that kills or holds up its reader ends as a problem, and the pages after it are read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.ingest import Ingest
from archive.reader_limits import new_beyond_limits
from archive.readers import ReaderPool
from archive.settings import Readers
from crawlers.doctor_recall import beyond_readers

# Put into the children: what a page can make a parser do.
MISCHIEF = """
import os, sys
if "archive.reading" in sys.orig_argv:
    import extractors.reader as reader
    honest = reader.read_article
    def read_article(page, outlet):
        if b"HANG" in page.body:
            while True:
                pass
        if b"CRASH" in page.body:
            os.abort()
        return honest(page, outlet)
    reader.read_article = read_article
"""


@pytest.fixture
def mischievous(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ReaderPool]:
    """One child with tight limits that obeys what pages tell it."""
    folder: Path = tmp_path_factory.mktemp("mischief")
    (folder / "sitecustomize.py").write_text(MISCHIEF)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    # Busy machines stop a child that has nothing to answer for; a page that hangs uses up its CPU time.
    monkeypatch.setattr("archive.reader_child.PATIENCE", 240)
    with ReaderPool(Readers(processes=1, seconds=0.5, memory_mb=1024)) as pool:
        yield pool


@pytest.mark.parametrize(("deed", "code"), [("HANG", "reading-timeout"), ("CRASH", "reading-crashed")])
def test_a_page_that_ends_its_reader_is_a_problem_and_the_next_is_read(
    archive, wire, page, write_warc, warc_name, rows, mischievous: ReaderPool, deed: str, code: str
) -> None:
    spoilt = page("عنوان الصفحة السيئة", 1).replace(b"</body>", deed.encode() + b"</body>")
    bad = wire.exchange("/2026/bad/", spoilt)
    good = wire.exchange("/2026/good/", page("عنوان الصفحة التالية", 2))
    write_warc(archive, warc_name(1), [wire.warcinfo(), bad, good])
    with Ingest(archive, readers=mischievous) as ingest:
        ingest.catch_up_all()
    problems = rows("SELECT record_id, code FROM problems")
    assert {"record_id": bad[0].record_id, "code": code} in problems
    assert [row["title"] for row in rows("SELECT title FROM articles")] == ["عنوان الصفحة التالية"]


def test_the_doctor_and_the_crawl_tell_of_pages_beyond_the_limits_of_readers(
    archive, wire, page, write_warc, warc_name, mischievous: ReaderPool
) -> None:
    spoilt = page("عنوان الصفحة السيئة", 1).replace(b"</body>", b"HANG</body>")
    bad = wire.exchange("/2026/bad/", spoilt)
    good = wire.exchange("/2026/good/", page("عنوان الصفحة التالية", 2))
    write_warc(archive, warc_name(1), [wire.warcinfo(), bad, good])
    with Ingest(archive, readers=mischievous) as ingest:
        ingest.catch_up_all()
    told = beyond_readers(archive, "almithal")
    assert told is not None
    assert (told.bad, told.count, told.detail) == (1, 2, "reading-timeout")
    assert told.example.endswith("/2026/bad/")
    assert new_beyond_limits(archive, "almithal", "2026-11-01T00:00:00.000000Z") == 1
    assert new_beyond_limits(archive, "almithal", "2026-12-01T00:00:00.000000Z") == 0
    assert beyond_readers(archive, "another") is None
