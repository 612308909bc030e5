"""Every row of the catalogue has tests that are there; and what no other test shows."""

import ast
import re
import tomllib
from collections import Counter
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
def _tests_of(path: Path) -> dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]]:
    """What pytest collects of a module: its own functions, by name; of two of one name the last alone."""
    tree = ast.parse(path.read_text("utf-8"))
    found: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.setdefault(node.name, []).append(node)
    return found


def test_the_catalogue_has_every_row() -> None:
    assert list(ROWS) == WANTED
    assert {key for row in ROWS.values() for key in row} <= {"what", "left", "tests"}


@pytest.mark.parametrize("number", WANTED)
def test_the_tests_of_a_row_are_there_and_say_what_they_show(
    number: str, request: pytest.FixtureRequest
) -> None:
    row = ROWS[number]
    assert row["what"].strip()
    assert row.get("left", "open").strip()
    assert row["tests"]
    chosen = request.config.option
    whole = not (chosen.keyword or chosen.deselect or any("::" in one for one in request.config.args))
    items: dict[Path, set[str]] = {}
    for item in request.session.items:
        items.setdefault(item.path, set()).add(getattr(item, "originalname", item.name))
    for test, shows in row["tests"].items():
        place, _, name = test.partition("::")
        path = TESTS / place
        assert shows.strip(), test
        assert path.name.startswith("test_"), test
        assert path.is_file(), test
        assert name.startswith("test_"), test
        (function,) = _tests_of(path).get(name, [None])
        assert function is not None, f"{test} is no test of that module"
        marks = {ast.unparse(one) for one in function.decorator_list}
        assert not {one for one in marks if re.match(r"pytest\.mark\.(soak|skip\b|xfail)", one)}, test
        if whole and path in items:
            assert name in items[path], f"{test} is not among what is run"


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


def test_a_sitemap_of_many_urls_waits_in_the_ledger_and_not_in_the_scheduler(desk: Any, site: Any) -> None:
    """Each is on record before the first is asked for, and those beyond the limit are not asked for."""
    reports = [site.url(f"/report/{number}") for number in range(3_000)]
    for number in range(3_000):
        site.put(f"/report/{number}", "<html>report</html>")
    sitemap = site.sitemap("/sitemap.xml", reports)
    desk.declare("many", homepage=site.url(), domains=[site.host], sitemaps=[sitemap])
    run = desk.crawl("many", "--limit", "5")
    assert run.code == 0, run.err
    assert len([path for path in site.paths() if path.startswith("/report/")]) == 5
    states = Counter(row["state"] for url, row in desk.frontier("many").items() if "/report/" in url)
    assert states == {"captured": 5, "waiting": 2_995}


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
