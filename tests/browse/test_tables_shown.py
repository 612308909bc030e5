"""Datasette's own pages of an index: texts in both languages, cells that read well, and nothing that acts."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from archive.browse.cells import Around, cell
from archive.browse.metadata import HIDDEN, SETTINGS, database_metadata
from archive.browse.static_files import static_file
from archive.browse.table_texts import COLUMNS, TABLES, column_said
from archive.schema import TABLES as KEPT
from tests.archive.finding.conftest import Shelf
from tests.archive.finding.conftest import stocked_once as stocked_once  # a fixture
from tests.browse.shelves import Plain

OVERRIDE = "\u202e"
HOSTILE = f"<script>alert(1)</script> خبر {OVERRIDE}gpj.exe"
BODY = ("قال الوزير إن الحكومة ستفتح السوق. " * 20 + "\n") * 3


@pytest.fixture(scope="module")
def shelf(stocked_once: Shelf) -> Shelf:
    """An index with a report as others write it and one that wants to act."""
    stocked_once.version("plain", BODY, title="افتتاح سوق المدينة")
    hostile = stocked_once.version("hostile", f"{HOSTILE}\n{BODY}", title=HOSTILE)
    stocked_once.db.execute(
        "UPDATE articles SET url = 'javascript:alert(2)' WHERE article_id = ?", (hostile,)
    )
    return stocked_once


@pytest.fixture(scope="module")
def plain(shelf: Shelf) -> Iterator[Plain]:
    """Plain Datasette over that index."""
    datasette = Plain(shelf.archive.index)
    yield datasette
    datasette.close()


def around(**changed: Any) -> Around:
    given: dict[str, Any] = {
        "table": None,
        "row": {},
        "row_path": lambda table, key: f"/index/{table}/{key}",
        "page_path": lambda path: path,
        "names": {"almithal": "المثال"},
    }
    return Around(**(given | changed))


def test_every_table_is_told_of_or_hidden_and_every_column_is() -> None:
    assert set(TABLES) | set(HIDDEN) - {"articles_search", "marks"} == set(KEPT)
    assert not set(TABLES) & set(HIDDEN)
    for table in TABLES:
        for column in KEPT[table][0]:
            assert all(column_said(table, column))


def test_nothing_is_told_of_what_is_not_there() -> None:
    there = {column for table in TABLES for column in KEPT[table][0]}
    for name in COLUMNS:
        table, dot, column = name.rpartition(".")
        assert column in (KEPT[table][0] if dot else there), name
    for table, settings in SETTINGS.items():
        columns = set(KEPT[table][0])
        named = {settings.get(key) for key in ("label_column", "sort_desc", "fts_pk")} - {None}
        assert named | set(settings.get("facets", ())) | set(settings.get("units", ())) <= columns


def test_the_style_knows_how_many_columns_a_row_has() -> None:
    style = (static_file("tables.css") or b"").decode()
    told = dict(re.findall(r"body\.row\.table-(\w+) \{ --columns: (\d+); \}", style))
    assert told == {table: str(len(KEPT[table][0])) for table in TABLES}


def test_texts_stand_in_both_languages(plain: Plain) -> None:
    page = plain.get("/index/articles").text
    assert "Reports · الأخبار" in page
    assert '<p lang="ar" dir="rtl">خبر واحد بكل نسخه.' in page
    assert '<p lang="en" dir="ltr">One report with all its versions.' in page
    assert "the outlet&#39;s own day of publication\nيوم النشر بتوقيت المنفذ" in page


def test_internal_tables_are_hidden(plain: Plain) -> None:
    tables = {table["name"]: table["hidden"] for table in plain.get("/index.json").json()["tables"]}
    assert {name for name, hidden in tables.items() if not hidden} == set(TABLES)


def test_metadata_is_new_for_each_caller() -> None:
    database_metadata()["tables"]["articles"]["facets"].append("x")
    assert "x" not in database_metadata()["tables"]["articles"]["facets"]


@pytest.mark.parametrize(
    "path", ["/index/articles", "/index/versions", "/index/newest_reports", "/index/passages?phrase=خبر"]
)
def test_nothing_from_an_archive_acts_on_a_page(plain: Plain, path: str) -> None:
    page = plain.get(path).text
    assert "<script>alert" not in page
    assert OVERRIDE not in page
    assert "\\u202e" in page
    assert 'href="javascript:' not in page


def test_pages_have_our_style_which_is_served(plain: Plain) -> None:
    page = plain.get("/index/articles").text
    (path,) = re.findall(r'href="(/-/warraq/[0-9a-f]+/tables\.css)"', page)
    answer = plain.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/css; charset=utf-8"


def test_foreign_keys_show_what_they_lead_to(plain: Plain) -> None:
    (row,) = plain.rows("/index/versions", title="افتتاح سوق المدينة", _labels="on")
    assert row["article_id"]["label"] == "افتتاح سوق المدينة"
    assert row["record_id"]["label"] == "2026-11-22T10:31:07.123456Z"
    page = plain.get("/index/versions").text
    assert re.search(r'<a class="wq-label" dir="auto" lang="ar" href="[^"]+">افتتاح سوق المدينة</a>', page)


def test_outlets_show_their_names(plain: Plain) -> None:
    assert (
        '<a class="wq-label" dir="auto" lang="ar" href="/index/outlets/almithal">المثال</a>'
        in plain.get("/index/articles").text
    )


def test_a_report_of_one_row_shows_its_whole_text(plain: Plain) -> None:
    (row,) = plain.rows("/index/versions", title="افتتاح سوق المدينة")
    page = plain.get(f"/index/versions/{row['version_key']}").text
    assert '<details class="wq-text" lang="ar"><summary dir="auto">قال الوزير' in page
    assert page.count('<p dir="auto">قال الوزير') == 3


def test_keys_lead_to_our_pages_where_they_are_served() -> None:
    article, record = "0123456789abcdef", "00000000-0000-4000-8000-000000000001"
    assert f'href="/article/{article}"' in str(cell(article, "article_id", around()))
    assert f'href="/article/{article}?version=2"' in str(
        cell(article, "article_id", around(row={"version": 2}))
    )
    assert f'href="/capture/{record}"' in str(cell(record, "record_id", around()))
    assert 'href="/outlet/almithal"' in str(cell("almithal", "outlet", around()))
    title = cell("خبر", "title", around(row={"article_id": article}))
    assert f'href="/article/{article}"' in str(title)
    alone = around(page_path=None)
    assert f'href="/index/articles/{article}"' in str(cell(article, "article_id", alone))


def test_keys_lead_to_no_table_that_is_not_shown() -> None:
    record = "00000000-0000-4000-8000-000000000001"
    hidden = around(row_path=lambda table, key: None)
    shown = str(cell({"value": record, "label": "2026-03-17T20:35:00Z"}, "record_id", hidden))
    assert re.findall(r'href="([^"]+)"', shown) == [f"/capture/{record}"]
    alone = around(row_path=lambda table, key: None, page_path=None)
    assert "href" not in str(cell({"value": "a/b.warc.gz", "label": "a/b.warc.gz"}, "warc", alone))
    assert "href" not in str(cell("almithal", "outlet", alone))


@pytest.mark.parametrize(
    ("value", "column", "shown"),
    [
        ("2026-03-17T20:35:00+03:00", "published_at", '<time dir="ltr">2026-03-17T20:35:00+03:00</time>'),
        ("قال", "cue", '<span class="wq-text" dir="auto" lang="ar">قال</span>'),
        ('["سوريا", "اقتصاد"]', "tags", '<bdi class="wq-item">سوريا</bdi> <bdi class="wq-item">اقتصاد</bdi>'),
        ("javascript:alert(1)", "url", '<bdi dir="ltr">javascript:alert(1)</bdi>'),
        ("JaVaScRiPt:alert(1)", "anything", '<bdi dir="ltr">JaVaScRiPt:alert(1)</bdi>'),
        (f"a{OVERRIDE}b", "detail", '<span class="wq-text" dir="auto">a\\u202eb</span>'),
        (
            '<bdi dir="auto">قال &lt;b&gt; <mark>الوزير</mark></bdi>',
            "passage",
            '<span class="wq-text" dir="auto" lang="ar">قال &lt;b&gt; <mark>الوزير</mark></span>',
        ),
        (
            '<bdi dir="auto"><img onerror=alert(1)><mark>',
            "passage",
            '<span class="wq-text" dir="auto" lang="ar">&lt;img onerror=alert(1)&gt;<mark></mark></span>',
        ),
    ],
)
def test_cells_read_in_their_own_direction(value: str, column: str, shown: str) -> None:
    assert str(cell(value, column, around())) == shown


@pytest.mark.parametrize("value", ["live", "", 7, None, b"\x00", "text/html; charset=utf-8"])
def test_what_needs_no_care_is_left_to_datasette(value: Any) -> None:
    assert cell(value, "state", around()) is None


def test_addresses_are_links_that_say_nothing_of_where_one_came_from() -> None:
    shown = str(cell("https://almithal.example/أ", "url", around()))
    assert 'dir="ltr" rel="noopener noreferrer nofollow" href="https://almithal.example/أ"' in shown


def test_under_serve_cells_lead_to_our_pages(served: Any) -> None:
    page = served.get("/index/articles")[1]
    assert f'href="/article/{served.edited}"' in page
    assert '<a class="wq-label" dir="auto" lang="ar" href="/outlet/almithal">' in page


def test_other_databases_are_left_as_they_are(tmp_path: Any) -> None:
    from archive.schema import sqlite3

    path = tmp_path / "other.db"
    with sqlite3.connect(str(path)) as db:
        db.execute("CREATE TABLE notes (title TEXT)")
        db.execute("INSERT INTO notes VALUES ('خبر')")
    db.close()
    datasette = Plain(path)
    page = datasette.get("/other/notes").text
    assert "/-/warraq/" not in page
    assert "wq-" not in page
    datasette.close()
