"""`?_search=` takes every text, in every mode, and finds what `warraq search` finds."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.browse.asked_of_tables import changed
from archive.search import search
from tests.archive.finding.conftest import Shelf
from tests.archive.finding.conftest import stocked_once as stocked_once  # a fixture
from tests.browse.shelves import Plain

MODES = ({}, {"_searchmode": "raw"}, {"_searchmode": "escaped"})
ODD = (
    '"',
    "AND",
    "*",
    "(",
    "a:b",
    "NEAR(",
    "\x00",
    "'",
    "body : x",
    '"" ""',
    "^x",
    "-",
    "«",
    "{a b}:",
    "خ*)",
)
WORDS = ("السوق", "سوق", "«سوق المدينة»", "سوق -وزير", "وزير OR سوق", "عنوان:سوق", "سو*", '"سوق المدينة"~5')


@pytest.fixture(scope="module")
def shelf(stocked_once: Shelf) -> Shelf:
    """An index with a few reports."""
    for number, text in enumerate(
        ("افتتح الوزير سوق المدينة", "سوق", "أسواق المدينة القديمة", "خبر بلا كلمات")
    ):
        stocked_once.version(f"r{number}", text, title=text, published=f"2026-03-1{number}")
    return stocked_once


@pytest.fixture(scope="module")
def plain(shelf: Shelf) -> Iterator[Plain]:
    """Plain Datasette over that index."""
    datasette = Plain(shelf.archive.index)
    yield datasette
    datasette.close()


@settings(max_examples=120)
@given(
    typed=st.one_of(st.text(max_size=40), st.text(alphabet="\"'()*:^-~{}+ أبو NOTAR«»", max_size=20)),
    mode=st.sampled_from(MODES),
    table=st.sampled_from(("articles", "versions")),
)
def test_no_text_is_an_error(
    plain: Plain, shelf: Shelf, typed: str, mode: dict[str, str], table: str
) -> None:
    typed = typed.encode("utf-8", "ignore").decode()
    found = plain.rows(f"/index/{table}", _search=typed, **mode)
    if table == "articles" and typed.strip():
        wanted = {hit.article_id for hit in search(shelf.db, typed, limit=100)}
        assert {row["article_id"] for row in found} == wanted


@pytest.mark.parametrize("mode", MODES, ids=str)
@pytest.mark.parametrize("typed", [*ODD, *WORDS])
def test_every_mode_finds_what_the_command_finds(
    plain: Plain, shelf: Shelf, typed: str, mode: dict[str, str]
) -> None:
    wanted = [hit.article_id for hit in search(shelf.db, typed, limit=100, sort="date")]
    assert [row["article_id"] for row in plain.rows("/index/articles", _search=typed, **mode)] == wanted


@pytest.mark.parametrize("typed", ODD)
def test_the_served_archive_takes_every_text(served: Any, typed: str) -> None:
    for table in ("articles", "versions"):
        for mode in ("", "&_searchmode=raw", "&%5Fsearchmode=raw"):
            path = f"/index/{table}.json?_search={quote(typed)}{mode}"
            assert served.get(path)[0].status == 200, path


def test_other_parameters_stay_as_they_were() -> None:
    query = b"_search=%D8%B3+x&_searchmode=raw&_size=3&%5fsearchmode=raw&_searchmodes=1&_searchmode"
    assert changed(query, "outlets") == b"_search=%D8%B3+x&_size=3&_searchmodes=1"
    assert parse_qsl(changed(query, "outlets").decode()) == [
        ("_search", "س x"),
        ("_size", "3"),
        ("_searchmodes", "1"),
    ]


def test_no_facets_are_suggested_where_that_takes_long(plain: Plain) -> None:
    assert changed(b"", "versions") == b"_nosuggest=1"
    assert plain.get("/index/versions.json").json()["suggested_facets"] == []
    assert plain.get("/index/articles.json").json()["suggested_facets"] == []
    assert changed(b"", "outlets") == b""


def test_other_databases_keep_the_mode(tmp_path: Any) -> None:
    from sqlite_utils import Database

    from archive.schema import sqlite3

    path = tmp_path / "other.db"
    utils = Database(sqlite3.connect(str(path)), execute_plugins=False)
    utils["notes"].insert({"id": 1, "text": "running home"}, pk="id").enable_fts(["text"])
    utils.conn.commit()
    utils.conn.close()
    datasette = Plain(path)
    assert len(datasette.rows("/other/notes", _search="run*", _searchmode="raw")) == 1
    assert datasette.get("/other/notes.json", _search='"', _searchmode="raw").status_code == 400
    datasette.close()
