"""Every row of the catalogue has tests that are there; and what no other test shows."""

import ast
import re
import tomllib
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.index import Index
from archive.ingest import Ingest
from archive.place import init_archive
from archive.readers import ReaderPool
from archive.schema import connect
from archive.settings import Readers
from tests.archive.keeping.conftest import Wire, warc_name, write_warc

TESTS = Path(__file__).resolve().parents[1]
ROWS = tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text("utf-8"))
WANTED = [f"F{n:02d}" for n in range(1, 43)] + [f"S{n:02d}" for n in range(1, 23)]
TEXT = (
    "<h1>وفد من المنظمة يزور القرية</h1><p>"
    + "أعلنت بلدية المدينة صباح اليوم بدء أعمال الترميم. " * 20
    + "</p>"
)


@cache
def _functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_the_catalogue_has_every_row() -> None:
    assert list(ROWS) == WANTED


@pytest.mark.parametrize("number", WANTED)
def test_the_tests_of_a_row_are_there(number: str) -> None:
    row = ROWS[number]
    assert row["what"]
    assert row["tests"]
    for test in row["tests"]:
        path, _, name = test.partition("::")
        assert (TESTS / path).is_file(), test
        assert name in _functions(TESTS / path), test


def test_who_reads_the_index_for_long_keeps_nobody_from_writing(tmp_path: Path) -> None:
    archive = init_archive(tmp_path / "archive")
    index = Index(archive.index, archive.state / "index.lock")
    query = "SELECT count(*) FROM meta WHERE key LIKE 'n-%'"
    with closing(index):
        with closing(connect(archive.index)) as reader:
            reader.execute("BEGIN")
            before = reader.execute(query).fetchone()[0]
            for n in range(50):
                with index.writing() as db:
                    db.execute("INSERT INTO meta VALUES (?, 'x')", (f"n-{n}",))
            assert reader.execute(query).fetchone()[0] == before == 0
            with closing(connect(archive.index, readonly=True)) as other:
                assert other.execute(query).fetchone()[0] == 50
        assert index.db.execute("PRAGMA journal_size_limit").fetchone()[0] == 64 << 20
        assert index.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0  # nobody holds it up


def test_a_calendar_without_end_is_left(desk: Any, site: Any) -> None:
    """Each of its pages leads to the next and to nothing else."""

    def page(number: int) -> str:
        return (
            f'<a rel="next" class="next" href="/2026/{number + 1}/">التالي</a>'
            f'<a href="/cal/{number + 1}">الشهر التالي</a>'
        )

    for number in range(400):
        site.put(f"/2026/{number}/", page(number))
        site.put(f"/cal/{number}", page(number))
    desk.declare(
        "calendar",
        homepage=site.url("/"),
        domains=[site.host],
        sections=[site.url("/cal/0")],
        article_url="/report/",
    )
    desk.crawl("calendar")
    asked = [path for path in site.paths() if path != "/robots.txt"]
    assert site.paths().count("/cal/0") == 1
    assert len(asked) < 60, asked


GREAT = {
    "dates": lambda n: TEXT + "<p>2026-11-20 10:00</p>" * n,
    "links": lambda n: TEXT + "".join(f'<a href="/{i}">خبر {i}</a> ' for i in range(n)),
    "paragraphs": lambda n: TEXT + "".join(f"<p>الفقرة رقم {i} من النص.</p>" for i in range(n)),
    "metadata": lambda n: "".join(f'<meta name="m{i}" content="x">' for i in range(n)) + TEXT,
    "attributes": lambda n: "<div " + " ".join(f'a{i}="x"' for i in range(n)) + f">{TEXT}</div>",
    "a word": lambda n: f"{TEXT}<p>{'ا' * (n * 250)}</p>",
}


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(Readers(processes=1)) as readers:
        yield readers


def ends_within_limits(what: str, count: int, pool: ReaderPool, place: Path) -> None:
    archive = init_archive(place)
    body = f"<!doctype html><html><body>{GREAT[what](count)}</body></html>".encode()
    wire = Wire()
    groups = [wire.exchange("/2026/1/", body), wire.exchange("/2026/2/", TEXT.encode())]
    write_warc(archive, warc_name(1), [wire.warcinfo(), *groups])
    with Ingest(archive, readers=pool) as ingest:
        ingest.catch_up_all()
    with closing(connect(archive.index, readonly=True)) as db:
        found = dict(db.execute("SELECT url, reading FROM captures").fetchall())
        told = {row[0] for row in db.execute("SELECT record_id FROM problems")}
    great, plain = (found[f"https://almithal.example/2026/{n}/"] for n in (1, 2))
    assert great is not None  # kept and dealt with, whatever it was taken for
    assert great == plain or groups[0][0].record_id in told


@pytest.mark.parametrize("what", GREAT)
def test_a_page_of_a_great_many_things_ends_within_its_readers_limits(
    what: str, pool: ReaderPool, tmp_path: Path
) -> None:
    ends_within_limits(what, 2_000, pool, tmp_path / "archive")


@pytest.mark.soak
@pytest.mark.parametrize("what", GREAT)
def test_a_page_of_forty_thousand_things_ends_within_its_readers_limits(
    what: str, pool: ReaderPool, tmp_path: Path
) -> None:
    ends_within_limits(what, 40_000, pool, tmp_path / "archive")


def test_what_a_server_says_takes_one_line_of_a_crawls_log(desk: Any, site: Any) -> None:
    """Addresses, titles and targets of redirects with line ends and escapes in them."""
    forged = "2026-01-01 00:00:00 [scrapy] FORGED"
    hostile = f"{site.url('/report/1')}%0A{forged}&#10;{forged}&#27;[31m"
    site.put(
        "/sitemap.xml",
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<url><loc>{hostile}</loc></url><url><loc>{site.url('/report/2')}</loc></url></urlset>",
        Content_Type="application/xml",
    )
    site.put("/report/2", "", status=302, Location=f"/report/3%0A%1B[31m{forged}")
    site.put("/feed/", f"<rss><channel><item><title>a\n{forged}</title><link>x:\n{forged}</link></item>")
    desk.declare(
        "forger",
        homepage=site.url("/"),
        domains=[site.host],
        sitemaps=[site.url("/sitemap.xml")],
        feeds=[site.url("/feed/")],
    )
    said = desk.warraq("crawl", "forger").err + (desk.archive.state / "forger.log").read_text("utf-8")
    assert "/report/2" in " ".join(site.paths())
    assert "\x1b" not in said
    assert not re.search(rf"^{re.escape(forged)}", said, re.MULTILINE)
