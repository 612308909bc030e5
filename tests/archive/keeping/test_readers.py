"""Reader children: their limits, their deaths, their end."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from archive.errors import ReaderUnavailable
from archive.readers import Job, ReaderPool
from archive.reading import ArcReader, answer_job
from archive.settings import Readers

# Puts pages into children that do what a page can make a parser do.
MISCHIEF = """
import os, sys
if "archive.reading" in sys.orig_argv:
    import extractors.reader as reader
    honest = reader.read_article
    def read_article(page, outlet):
        if b"HANG" in page.body:
            while True:
                pass
        if b"SLEEP" in page.body:
            import time
            time.sleep(600)
        if b"CRASH" in page.body:
            os.abort()
        if b"EXIT" in page.body:
            os._exit(3)
        if b"EAT" in page.body:
            bytearray(8 << 30)
        if b"TIGHT" in page.body:
            import resource
            with open("/proc/self/statm") as file:
                held = int(file.read().split()[0]) * resource.getpagesize() + (6 << 20)
            resource.setrlimit(resource.RLIMIT_AS, (held, resource.getrlimit(resource.RLIMIT_AS)[1]))
        if b"RAISE" in page.body:
            raise KeyError("a parser's mistake")
        return honest(page, outlet)
    reader.read_article = read_article
"""


@pytest.fixture
def mischievous(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderPool]:
    """One child with tight limits that obeys what pages tell it."""
    (tmp_path / "sitecustomize.py").write_text(MISCHIEF)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    # Busy machines stop a child that has nothing to answer for; a page that keeps it waiting is told so soon.
    monkeypatch.setattr("archive.reader_child.PATIENCE", 120)
    with ReaderPool(Readers(processes=1, seconds=0.5, memory_mb=1024)) as pool:
        yield pool


@pytest.fixture
def job(archive, wire, page, write_warc, warc_name):
    """Makes the job of a page with this text in it."""
    made = [0]

    def make(text: str = "") -> Job:
        made[0] += 1
        body = page("عنوان الخبر الأول في السوق", 1).replace(b"</body>", text.encode() + b"</body>")
        path = write_warc(archive, warc_name(made[0]), [wire.exchange("/2026/a/", body)])
        return Job(
            path=str(path),
            offset=0,
            url="https://almithal.example/2026/a/",
            captured_at="2026-11-21T08:00:00.000000Z",
            outlet="almithal",
            declaration=(archive.outlets_dir / "almithal.toml").read_text(),
        )

    return make


def test_a_page_is_read_with_the_digest_of_its_reader(readers: ReaderPool, job) -> None:
    reading = readers.read(job())
    assert reading.article is not None
    assert reading.article["title"] == "عنوان الخبر الأول في السوق"
    assert reading.article["published"]["day"] == "2026-11-20"
    assert reading.reader_digest


@pytest.mark.parametrize(
    ("page_text", "code"),
    [
        ("HANG", "reading-timeout"),
        ("SLEEP", "reading-timeout"),
        ("CRASH", "reading-crashed"),
        ("EXIT", "reading-crashed"),
        ("EAT", "reading-memory"),
        ("RAISE", "reading-crashed"),
    ],
)
def test_what_a_page_does_to_its_reader_is_an_error_and_the_next_page_is_read(
    mischievous: ReaderPool, job, monkeypatch: pytest.MonkeyPatch, page_text: str, code: str
) -> None:
    with monkeypatch.context() as patch:
        if page_text == "SLEEP":
            patch.setattr("archive.reader_child.PATIENCE", 2)
        found = mischievous.read(job(page_text)).error
    assert found is not None
    assert found[0] == code
    assert mischievous.read(job()).article is not None


def test_a_page_too_large_for_the_memory_of_a_reader_is_told_as_that(mischievous: ReaderPool, job) -> None:
    """A parser that is refused memory finds nothing: no fault of the page, which is not called empty."""
    found = mischievous.read(job("TIGHT" + "<p id=x class=y>x</p>" * 60_000))
    assert (found.refused, found.error and found.error[0]) == (None, "reading-memory")
    assert mischievous.read(job()).article is not None


def test_answers_come_in_the_order_of_the_jobs(mischievous: ReaderPool, job) -> None:
    answers = mischievous.read_many([job(), job("EXIT"), job(), job("RAISE"), job()])
    assert [answer.article is not None for answer in answers] == [True, False, True, False, True]


def test_one_child_reads_many_pages(job) -> None:
    with ReaderPool(Readers(processes=1)) as pool:
        one = job()
        pool.read(one)
        (child,) = pool._idle
        for _ in range(5):
            pool.read(one)
        assert pool._idle == [child]


def test_a_child_of_a_large_process_is_used_again(job) -> None:
    large = b"x" * (200 << 20)
    with ReaderPool(Readers(processes=1, memory_mb=300)) as pool:
        pool.read(job())
        assert len(pool._idle) == 1
    assert large


def test_no_child_is_started_before_there_is_a_page() -> None:
    with ReaderPool(Readers(processes=2)) as pool:
        assert pool._idle == []


def test_another_child_is_started_for_every_ten_pages_and_never_more_than_the_settings_say(job) -> None:
    one = job()
    with ReaderPool(Readers(processes=2)) as pool:
        for pages, children in ((5, 1), (4, 1), (20, 2), (40, 2)):
            assert all(reading.article for reading in pool.read_many([one] * pages))
            assert len(pool._idle) == children


def test_closing_ends_the_children_and_refuses_more_pages(job) -> None:
    pool = ReaderPool(Readers(processes=1))
    one = job()
    pool.read(one)
    (child,) = pool._idle
    pool.close()
    assert child._process.returncode is not None
    with pytest.raises(ReaderUnavailable):
        pool.read(one)


def test_a_reader_that_cannot_start_says_why(job) -> None:
    with (
        ReaderPool(Readers(processes=1, memory_mb=30)) as pool,
        pytest.raises(ReaderUnavailable, match="memory_mb"),
    ):
        pool.read(job())


def test_a_record_that_cannot_be_read_is_an_error_that_names_it(readers: ReaderPool, job) -> None:
    missing = replace(job(), path="/nowhere/x.warc.gz")
    found = readers.read(missing).error
    assert found is not None
    assert found[0] == "unreadable-record"
    assert "x.warc.gz" in found[1]


def test_an_outlet_nobody_declared_is_read_by_its_host(job) -> None:
    document = asdict(job()) | {"declaration": None, "outlet": "some_slug"}
    answer = answer_job(document, ArcReader())
    assert answer["article"]["title"] == "عنوان الخبر الأول في السوق"


def test_children_end_when_their_parent_is_killed(job, tmp_path: Path) -> None:
    code = (
        "import sys, time; from archive.readers import *; from archive.settings import Readers\n"
        "pool = ReaderPool(Readers(processes=1)); child = pool._take()\n"
        "print(child._process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    for _ in range(1200):
        if _ended(child):
            return
        time.sleep(0.05)
    pytest.fail("the child outlived its parent")


def _ended(pid: int) -> bool:
    """Whether the process is gone, or a zombie that nobody reaps."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return not os.path.exists(f"/proc/{pid}")
