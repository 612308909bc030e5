"""Outlets compared, and what one outlet's page tells beside its volume."""

import json
import re
from collections import Counter

from archive.browse.charts import line_chart, line_dots
from archive.rows import read_rows, reading_index
from tests.browse.conftest import SLUG, Served

DATED = "SELECT substr(published_date, 1, 7) AS month FROM articles WHERE published_date IS NOT NULL"
SECTIONS = """
SELECT section FROM versions JOIN search_rows USING (doc_id) WHERE newest = 1 AND section IS NOT NULL
"""


def document(served: Served, path: str) -> dict[str, object]:
    answer, body = served.get(path)
    assert answer.status == 200
    told: dict[str, object] = json.loads(body)
    return told


def test_outlets_are_compared_by_month_and_by_their_own_share(served: Served) -> None:
    told = document(served, f"/outlets.json?outlet={SLUG}&outlet=nobody")["comparison"]
    with reading_index(served.archive) as db:
        counted = Counter(row["month"] for row in read_rows(db, DATED))
    (series,) = told["series"]
    assert series["outlet"] == SLUG
    assert dict(zip(told["months"], series["counts"], strict=True)) == {
        month: counted[month] for month in told["months"]
    }
    assert abs(sum(series["shares"]) - 1) < 1e-9
    assert told["months"] == sorted(told["months"])


def test_the_comparison_is_drawn_and_told_as_a_table(served: Served) -> None:
    page = served.get("/outlets", Accept_Language="en")[1]
    charts = re.findall(
        r'<svg class="chart"[^>]*role="img" aria-label="([^"]+)"><title>([^<]+)</title>', page
    )
    assert len(charts) == 2
    assert all(label == title for label, title in charts)
    assert page.count("<polyline") >= 2
    assert "<caption" in page[page.index('id="comparison"') :]


def test_dots_stand_where_the_line_goes() -> None:
    values = [1.0, None, 3.0, 2.0]
    points = " ".join(line_chart(values, 3.0)).split(" ")
    assert [f"{x},{y}" for x, y in line_dots(values, 3.0)] == points
    assert len(points) == 3


def test_an_outlet_tells_its_sections_coverage_and_robots(served: Served) -> None:
    told = document(served, f"/outlet/{SLUG}.json")
    with reading_index(served.archive) as db:
        sections = Counter(row["section"] for row in read_rows(db, SECTIONS))
        urls = Counter(row["state"] for row in read_rows(db, "SELECT state FROM ledger"))
    assert {one["section"]: one["reports"] for one in told["sections"]} == dict(sections)
    assert told["ledger"] == dict(urls)
    assert told["withdrawn"] == 0
    assert told["robots"]["status"] == 200
    page = served.get(f"/outlet/{SLUG}")[1]
    assert f'href="/capture/{told["robots"]["record_id"]}"' in page


def test_the_front_page_counts_what_is_new_and_shows_nothing_as_gone_that_is_there(served: Served) -> None:
    told = document(served, "/.json")
    assert told["new"] == told["articles"]  # all of it was captured today
    assert told["gone"] == []
    with reading_index(served.archive) as db:
        counted = Counter(row["month"] for row in read_rows(db, DATED))
    assert {month: count for month, count in told["months"] if count} == dict(counted)
