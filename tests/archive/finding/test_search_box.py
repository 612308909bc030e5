"""Datasette's search box, its SQL and sqlite-utils find what `warraq search` finds."""

import asyncio
import random
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from sqlite_utils import Database

from archive.browse.metadata import database_metadata
from archive.schema import connect, is_index_file, sqlite3
from archive.search import search
from archive.sql_functions import register

REPORTS = Path(__file__).resolve().parents[3] / "newsroom" / "reports"
QUERIES = 500
ARTICLES = 240
EVERY = 10_000


def sentences() -> list[str]:
    texts = [tomllib.loads(path.read_text("utf-8")) for path in sorted(REPORTS.rglob("*.toml"))]
    bodies = [report["text"] for report in texts if "text" in report]
    return [part for body in bodies for part in re.split(r"(?<=[.؟])\s+|\n+", body) if len(part) > 30]


@pytest.fixture(scope="module")
def box(stocked_once: Any) -> Iterator[Any]:
    """An index of some hundred mixed reports, every fifth of them in two versions."""
    dice, told = random.Random(7), sentences()
    for number in range(ARTICLES):
        parts = dice.sample(told, 6)
        day = f"20{dice.randint(20, 26)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        published = None if number % 11 == 0 else day
        stocked_once.version(f"r{number}", "\n".join(parts[1:]), title=parts[0][:60], published=published)
        if number % 5 == 0:
            later = "2026-11-23T08:00:00.000000Z"
            stocked_once.version(
                f"r{number}",
                "\n".join(parts[2:]),
                title=parts[0][:60],
                published=published,
                captured_at=later,
            )
    stocked_once.version("meteorite", "عثر راعٍ في البادية على النيزك بعد أيام من سقوطه.")
    return stocked_once


def asked(dice: random.Random, told: list[str]) -> str:
    """A query as people type them: words with clitics, phrases, beginnings, filters, slips."""
    words = dice.choice(told).split()
    start = dice.randrange(len(words))
    one, few = words[start], words[start : start + dice.randint(2, 4)]
    other = dice.choice(dice.choice(told).split())
    return dice.choice(
        [
            one,
            "و" + one,
            " ".join(few),
            f"«{' '.join(few)}»",
            f'"{" ".join(few)}',
            f"{one[:4]}*",
            f"{one} OR {other}",
            f"{one} -{other}",
            f"عنوان:{one}",
            f"{one} سنة:{dice.randint(2020, 2026)}",
            f"outlet:almithal {one}",
            f"({one} | {other}) بلد:SY",
            f'"{one} {other}"~50',
            "".join(dice.choice("\"()*:-~^'«»|و بِ٣") for _ in range(8)),
        ]
    )


async def ids_in(datasette: Datasette, table: str, key: str, query: str) -> set[str]:
    path = datasette.urls.table("index", table, format="json")
    response = await datasette.client.get(
        path, params={"_search": query, "_size": "max", "_shape": "objects", "_col": key}
    )
    assert response.status_code == 200, (query, response.text)
    answer = response.json()
    assert not answer["truncated"], query
    assert answer.get("next") is None, query
    return {row[key] for row in answer["rows"]}


def test_search_box_and_search_find_the_same_for_500_queries(box: Any) -> None:
    dice, told = random.Random(11), sentences()
    queries = [asked(dice, told) for _ in range(QUERIES)]

    async def compare() -> int:
        datasette = Datasette([str(box.archive.index)], settings={"max_returned_rows": EVERY})
        await datasette.invoke_startup()
        answered = 0
        for query in queries:
            wanted = {hit.article_id for hit in search(box.db, query, limit=EVERY)}
            assert await ids_in(datasette, "articles", "article_id", query) == wanted, query
            answered += bool(wanted)
        return answered

    assert asyncio.run(compare()) > QUERIES * 0.7


def test_versions_are_searched_one_by_one(box: Any) -> None:
    async def versions() -> set[str]:
        datasette = Datasette([str(box.archive.index)], settings={"max_returned_rows": EVERY})
        await datasette.invoke_startup()
        return await ids_in(datasette, "versions", "version_key", "نيزك")

    match = "SELECT version_key FROM versions WHERE doc_id IN (SELECT rowid FROM articles_fts WHERE {})"
    register(box.db)
    rows = box.db.execute(match.format("articles_fts MATCH arabic_match('نيزك')")).fetchall()
    assert asyncio.run(versions()) == {row[0] for row in rows} != set()


def test_a_lone_quotation_mark_in_the_box_is_no_error(box: Any) -> None:
    async def status(query: str) -> int:
        datasette = Datasette([str(box.archive.index)])
        await datasette.invoke_startup()
        response = await datasette.client.get("/index/articles.json", params={"_search": query})
        return int(response.status_code)

    assert [asyncio.run(status(query)) for query in ('"', "AND", "*", "\x00", "a:b")] == [200] * 5


def test_functions_mark_what_matched_and_escape_the_rest(box: Any) -> None:
    register(box.db)
    text = "قال <b>الوزير</b> إن الحكومة"
    row = box.db.execute("SELECT arabic_highlight(?, ?)", (text, "حكومة")).fetchone()
    assert row[0] == '<bdi dir="auto">قال &lt;b&gt;الوزير&lt;/b&gt; إن <mark>الحكومة</mark></bdi>'
    row = box.db.execute("SELECT arabic_snippet(?, ?)", (text, "وزير")).fetchone()
    assert "&lt;b&gt;<mark>الوزير</mark>&lt;/b&gt;" in row[0]


def test_functions_fold_and_stem(box: Any) -> None:
    register(box.db)
    row = box.db.execute(
        "SELECT arabic_fold('أُمَّةٌ'), arabic_stem('والحكومة') = arabic_stem('حكومة')"
    ).fetchone()
    assert tuple(row) == ("امه", 1)


@pytest.mark.parametrize(
    "call",
    ["arabic_match(NULL)", "arabic_snippet(NULL, 'x')", "arabic_highlight('x', NULL)", "arabic_stem(NULL)"],
)
def test_null_gives_null(box: Any, call: str) -> None:
    register(box.db)
    assert box.db.execute(f"SELECT {call}").fetchone()[0] is None


def test_sqlite_utils_knows_the_functions(box: Any) -> None:
    """In a process of its own: sqlite-utils loads no plugins under pytest."""
    box.db.commit()
    query = "select count(*) from articles_fts where articles_fts match arabic_match('والنيزك')"
    command = [
        sys.executable,
        "-m",
        "sqlite_utils",
        "query",
        str(box.archive.index),
        query,
        "--no-headers",
        "--csv",
    ]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert int(found) > 0


def test_a_database_of_others_keeps_datasettes_own_search(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    utils = Database(sqlite3.connect(path), execute_plugins=False)
    utils["notes"].insert({"id": 1, "text": "running home"}, pk="id").enable_fts(["text"], tokenize="porter")
    utils.conn.commit()
    assert not is_index_file(path)

    async def found() -> list[Any]:
        datasette = Datasette([str(path)])
        await datasette.invoke_startup()
        response = await datasette.client.get(
            "/other/notes.json", params={"_search": "run", "_shape": "array"}
        )
        return list(response.json())

    assert [row["id"] for row in asyncio.run(found())] == [1]
    utils.conn.close()


def test_a_huge_value_is_refused(box: Any) -> None:
    async def status() -> int:
        datasette = Datasette([str(box.archive.index)])
        await datasette.invoke_startup()
        response = await datasette.client.get(
            "/index.json", params={"sql": "select hex(zeroblob(400000000))"}
        )
        return int(response.status_code)

    assert asyncio.run(status()) in (
        400,
        500,
    )  # pysqlite3 raises MemoryError, which Datasette does not expect


def test_metadata_names_tables_and_keys_that_exist(tmp_path: Path) -> None:
    db = connect(tmp_path / "index.db")
    for name, settings in database_metadata()["tables"].items():
        key = settings.get("fts_pk", "1")
        db.execute(f"SELECT {key} FROM {name}")
        if "fts_table" in settings:
            db.execute(f"SELECT rowid FROM {settings['fts_table']} WHERE {settings['fts_table']} MATCH 'x'")
    db.close()
