"""Datasette 1.0's newest alpha, in an environment of its own: the hooks of our plugin run there too."""

import contextlib
import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from archive.browse.queries import QUERIES
from archive.browse.table_texts import QUERIES as TOLD
from archive.browse.table_texts import TABLES
from tests.browse.conftest import Served, wait_for
from tests.browse.test_asked_of_tables import ODD
from tests.browse.test_pages import NAMES, paths
from tests.conftest import IN_CI, ROOT
from tests.ports import free_port

pytestmark = pytest.mark.soak

ALPHA = ROOT / ".venv-alpha" / "bin" / "python"
TYPED = ("السوق", "سوق", "«جهة مسؤوليتها»", "سوق -قصف", "عنوان:سوق", "سو*", *ODD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alphas:
    """The same archive under the alpha: by `warraq serve`, with `--public`, and plainly without SQL."""

    served: Served
    public: Served
    plain: Served


@contextlib.contextmanager
def running(archive: Any, *command: str) -> Iterator[int]:
    """Run a server of the alpha's environment as long as the block takes; the port."""
    port = free_port()
    log = Path(archive.state, f"alpha-{port}.log")
    ours = {"PYTHONPATH": str(ROOT), "WARRAQ_ARCHIVE": str(archive.root), "WARRAQ_LANG": "en"}
    with log.open("w", encoding="utf-8") as messages:
        process = subprocess.Popen(
            [str(ALPHA), "-m", *command, "--port", str(port)],
            cwd=archive.root,
            env=os.environ | ours,
            stdout=messages,
            stderr=messages,
        )
    try:
        wait_for(port, process, log)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=120)


@pytest.fixture(scope="module")
def alphas(served: Served) -> Iterator[Alphas]:
    """The archive of the other tests, served by the alpha."""
    if not ALPHA.exists():
        message = "there is no .venv-alpha: `make soak` makes it"
        if IN_CI:
            pytest.fail(message)
        pytest.skip(message)
    refused = ("--setting", "default_allow_sql", "off")
    with (
        running(served.archive, "crawlers.cli", "serve") as ours,
        running(served.archive, "crawlers.cli", "serve", "--public") as everybodys,
        running(served.archive, "datasette", str(served.archive.index), *refused) as plain,
    ):
        here, everywhere, plainly = (
            Served(archive=served.archive, port=port, edited=served.edited, case=served.case)
            for port in (ours, everybodys, plain)
        )
        yield Alphas(served=here, public=everywhere, plain=plainly)


def rows(served: Served, path: str, **parameters: str) -> list[dict[str, Any]]:
    """The rows that an address gives as JSON."""
    answer, body = served.get(f"{path}.json?{urlencode({'_shape': 'array'} | parameters)}")
    assert answer.status == 200, (path, parameters, body)
    found: list[dict[str, Any]] = json.loads(body)
    return found


def test_it_is_the_alpha(alphas: Alphas) -> None:
    for one in (alphas.served, alphas.plain):
        versions = json.loads(one.get("/-/versions.json")[1])
        assert versions["datasette"]["version"].startswith("1.0a")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_our_pages_answer(alphas: Alphas, name: str, language: str) -> None:
    path = paths(alphas.served)[name]
    answer, page = alphas.served.get(path, Accept_Language=language)
    assert answer.status == 200
    assert f'<html lang="{language}"' in page
    assert "default-src 'none'" in (answer.getheader("content-security-policy") or "")


def test_kept_pages_and_mementos_answer(alphas: Alphas, served: Served) -> None:
    record = json.loads(served.get(f"/article/{served.edited}.json")[1])["article"]["capture"]["record_id"]
    url = json.loads(served.get(f"/capture/{record}.json")[1])["capture"]["url"]
    for path in (f"/replay/{record}/page", f"/capture/{record}/record.warc.gz", f"/timemap/link/{url}"):
        assert alphas.served.fetch(path)[0].status == served.fetch(path)[0].status == 200, path
    for path in (f"/cdxj?url={url}", "/search.atom?q=" + quote("سوق")):
        assert alphas.served.get(path)[0].status == 200


def test_who_asks_for_another_host_is_not_answered(alphas: Alphas) -> None:
    for path in ("/", "/index", "/index/articles.json"):
        assert alphas.served.get(path, Host="evil.example")[0].status == 400
        assert alphas.served.get(path)[0].status == 200


@pytest.mark.parametrize("mode", [{}, {"_searchmode": "raw"}], ids=["plainly", "raw"])
@pytest.mark.parametrize("typed", TYPED)
def test_the_search_box_finds_what_it_finds_elsewhere(
    alphas: Alphas, served: Served, typed: str, mode: dict[str, str]
) -> None:
    for table, key in (("articles", "article_id"), ("versions", "version_key")):
        wanted = [row[key] for row in rows(served, f"/index/{table}", _search=typed)]
        for one in (alphas.served, alphas.plain):
            assert [row[key] for row in rows(one, f"/index/{table}", _search=typed, **mode)] == wanted


def test_functions_are_known(alphas: Alphas) -> None:
    sql = "select arabic_fold('أُمَّةٌ') as folded, date('2026-03-18T01:00:00+03:00') as day"
    assert rows(alphas.served, "/index/-/query", sql=sql) == [{"folded": "امه", "day": "2026-03-18"}]


def test_a_statement_that_builds_hundreds_of_megabytes_is_refused(alphas: Alphas) -> None:
    for sql in ("select hex(zeroblob(400000000))", "select randomblob(900000000)"):
        answer, body = alphas.served.get(f"/index/-/query.json?{urlencode({'sql': sql})}")
        assert answer.status == 400
        assert json.loads(body)["ok"] is False


def test_sql_is_refused_where_it_is_not_allowed(alphas: Alphas) -> None:
    for path in ("/index/-/query.json?sql=select+1", "/index/articles.json?_where=1"):
        assert alphas.plain.get(path)[0].status == 403, path
        assert alphas.served.get(path)[0].status == 200, path


def test_tables_are_told_of_in_both_languages(alphas: Alphas) -> None:
    for one in (alphas.served, alphas.plain):
        for table, (title, description) in TABLES.items():
            page = one.get(f"/index/{table}")[1]
            assert " · ".join(title) in page
            assert f'<p lang="ar" dir="rtl">{description[1]}</p>' in page
        assert (
            "the outlet&#39;s own day of publication\nيوم النشر بتوقيت المنفذ"
            in one.get("/index/articles")[1]
        )


def test_internal_tables_are_hidden(alphas: Alphas) -> None:
    answer = json.loads(alphas.plain.get("/index.json")[1])
    assert {table["name"] for table in answer["tables"] if not table["hidden"]} == set(TABLES)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_queries_answer_without_leave_for_other_sql(alphas: Alphas, served: Served, query: Any) -> None:
    parameters = dict(query.parameters)
    wanted = rows(served, f"/index/{query.name}", **parameters)
    for one in (alphas.served, alphas.plain):
        assert rows(one, f"/index/{query.name}", **parameters) == wanted
        answer, page = one.get(f"/index/{query.name}?{urlencode(parameters)}")
        assert answer.status == 200
        assert " · ".join(TOLD[query.name][0]) in page


def test_cells_read_in_their_own_direction(alphas: Alphas) -> None:
    page = alphas.served.get("/index/articles")[1]
    assert f'href="/article/{alphas.served.edited}"' in page
    assert '<a class="wq-label" dir="auto" lang="ar" href="/outlet/almithal">' in page
    assert '<time dir="ltr">' in page
    page = alphas.plain.get("/index/versions")[1]
    assert '<details class="wq-text" lang="ar">' in page
    assert '<a class="wq-label" dir="auto" lang="ar" href="/index/articles/' in page


def test_pages_have_our_style(alphas: Alphas) -> None:
    for one in (alphas.served, alphas.plain):
        (path,) = re.findall(r'href="(/-/warraq/[0-9a-f]+/tables\.css)"', one.get("/index/articles")[1])
        assert one.get(path)[0].status == 200


def test_facets_count_the_outlets_day(alphas: Alphas) -> None:
    path = "/index/articles.json?_facet_date=published_at&_extra=facet_results&_size=max"
    answer = json.loads(alphas.plain.get(path)[1])
    results = answer["facet_results"]["results"].values()
    found, *_ = [one for one in results if one["name"] == "published_at" and one["type"] == "date"]
    days = [row["published_at"][:10] for row in answer["rows"] if row["published_at"]]
    assert {one["value"]: one["count"] for one in found["results"]}.items() <= {
        day: days.count(day) for day in days
    }.items()


@pytest.mark.parametrize(
    "path",
    [
        *("/index.db", "/index/-/query.json?sql=select+1", "/index/articles.json?_where=1", "/cases"),
        *("/index/captures", "/index/warcs", "/index/meta", "/index/search_rows", "/index/log_statements"),
        *("/-/metadata.json", "/-/databases.json", "/-/plugins.json", "/-/threads.json", "/-/config.json"),
    ],
)
def test_what_is_not_for_everybody_is_refused(alphas: Alphas, path: str) -> None:
    assert alphas.public.get(path)[0].status in (403, 404)


def test_everybody_may_search_and_ask_the_queries(alphas: Alphas, served: Served) -> None:
    for table, key in (("articles", "article_id"), ("versions", "version_key")):
        wanted = [row[key] for row in rows(served, f"/index/{table}", _search="السوق")]
        found = [row[key] for row in rows(alphas.public, f"/index/{table}", _search="السوق")]
        assert found == wanted != []
    for name in ("newest_reports", "changed_most", "reports_per_day"):
        (query,) = [one for one in QUERIES if one.name == name]
        assert rows(alphas.public, f"/index/{name}", **dict.fromkeys(dict(query.parameters), ""))
