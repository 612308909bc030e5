"""The queries that Datasette offers: each answers, whatever is typed, and without leave for other SQL."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from archive.browse.queries import QUERIES
from archive.browse.table_texts import QUERIES as TOLD
from archive.schema import connect
from archive.sql_functions import register
from tests.browse.shelves import Plain

TYPED = ("", '"', "' OR 1=1 --", "almithal", "9" * 40, "2026-03-17", "\u202e", "وزارة", ":x", "%")


@pytest.fixture(scope="module")
def plain(served: Any) -> Iterator[Plain]:
    """Plain Datasette over the served archive, which gives no leave for SQL."""
    datasette = Plain(served.archive.index, default_allow_sql=False)
    yield datasette
    datasette.close()


def test_every_query_is_told_in_both_languages() -> None:
    assert {query.name for query in QUERIES} == set(TOLD)
    for query in QUERIES:
        for name, _ in query.parameters:
            assert all(re.search(rf"\b{name}\b", said) for said in TOLD[query.name][1]), (query.name, name)


def test_parameters_are_those_that_the_statement_names() -> None:
    for query in QUERIES:
        named = re.findall(r"(?<![:\w]):([a-z]+)", query.sql)
        assert set(named) == {name for name, _ in query.parameters}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_answers_whatever_is_typed(served: Any, plain: Plain, query: Any) -> None:
    wanted = [dict(query.parameters), *({name: typed for name, _ in query.parameters} for typed in TYPED)]
    for parameters in wanted:
        assert isinstance(plain.rows(f"/index/{query.name}", **parameters), list)
    answer, page = served.get(f"/index/{query.name}?{urlencode(dict(query.parameters))}")
    assert answer.status == 200
    assert " · ".join(TOLD[query.name][0]) in page


def test_queries_need_no_leave_for_other_sql(plain: Plain) -> None:
    assert plain.get("/index.json", sql="select 1").status_code == 403
    assert plain.get("/index/newest_reports.json").status_code == 200


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_query_reads_texts_row_by_row(served: Any, query: Any) -> None:
    """Texts are what makes an index large: `versions` and `articles_fts` are looked up, not read through."""
    db = connect(served.archive.index, readonly=True)
    register(db)
    plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {query.sql}", dict(query.parameters))]
    db.close()
    assert not [step for step in plan if re.match(r"SCAN (versions|v|w)\b(?!.*USING)", step)], plan


def test_what_changed_and_what_was_said_is_found(plain: Plain, served: Any) -> None:
    assert [row["article_id"] for row in plain.rows("/index/changed_most")] == [served.edited]
    newest = plain.rows("/index/newest_reports")
    days = [row["published_date"] for row in newest]
    assert days == sorted(days, reverse=True)
    (source, *_) = [row["source"] for row in plain.rows("/index/attributions", _size=1, source__notnull=1)]
    said = plain.rows("/index/said_by", source=source)
    assert {row["source"] for row in said} == {source}
    (version,) = plain.rows("/index/versions", article_id=said[0]["article_id"], version=said[0]["version"])
    assert said[0]["claim"] in version["body"]


def test_a_phrase_finds_its_passages_with_marks(plain: Plain) -> None:
    found = plain.rows("/index/passages", phrase="تعلن اي جهة مسؤوليتها")
    assert found
    assert all("<mark>" in row["passage"] for row in found)
    assert plain.rows("/index/passages", phrase="جهة اي تعلن مسؤوليتها") == []


def test_reports_are_counted_by_outlet_and_day(plain: Plain) -> None:
    counted = plain.rows("/index/reports_per_day", outlet="", **{"from": "", "to": ""})
    articles = plain.rows("/index/articles", _size="max", published_date__notnull=1)
    assert sum(row["reports"] for row in counted) == len(articles)
    day = counted[0]["published_date"]
    (one,) = plain.rows("/index/reports_per_day", outlet="almithal", **{"from": day, "to": day})
    assert one == counted[0]
    assert plain.rows("/index/reports_per_day", outlet="nobody", **{"from": "", "to": ""}) == []


def test_the_log_is_read_from_its_end(plain: Plain) -> None:
    leaves = [row["leaf_index"] for row in plain.rows("/index/log_statements", before="")]
    assert leaves == sorted(leaves, reverse=True)
    assert max(row["leaf_index"] for row in plain.rows("/index/log_statements", before="5")) < 5
