"""Pages of outlets, sources, coverage, cases, trends, lineage: what they count, held against the index."""

import json
from collections import Counter
from datetime import date
from urllib.parse import quote

import pytest

from archive.browse.lineage_page import BOUNDS
from archive.coverage import coverage
from archive.lineage import lineage
from archive.rows import read_rows, read_tuples, reading_index
from archive.trends import trend
from tests.browse.conftest import CASE, NOTE, QUOTE, SLUG, Served

NEWEST_CREDITS = """
SELECT DISTINCT a.outlet, a.article_id, c.source FROM attributions c JOIN versions v USING (version_key)
JOIN articles a USING (article_id) WHERE c.source IS NOT NULL AND v.version = a.version_count
"""


def document(served: Served, path: str) -> dict:
    bare, _, query = path.partition("?")
    answer, body = served.get(f"{bare}.json?{query}")
    assert answer.status == 200, body
    return json.loads(body)


def test_an_outlet_tells_what_is_held_of_it(served: Served) -> None:
    told = document(served, f"/outlet/{SLUG}")
    with reading_index(served.archive) as db:
        dated = read_tuples(
            db, "SELECT published_date, version_count FROM articles WHERE outlet = ?", (SLUG,)
        )
    days = sorted(day for day, _ in dated if day)
    assert told["articles"] == len(dated)
    assert told["changed"] == sum(count > 1 for _, count in dated) == 1
    assert (told["first"]["published_date"], told["newest"][0]["published_date"]) == (days[0], days[-1])
    counted = Counter(day[:7] for day in days)
    assert {month: count for month, count in told["months"] if count} == dict(counted)
    assert [month for month, _ in told["months"]] == sorted(month for month, _ in told["months"])
    longest = told["silences"][0]
    between = date.fromisoformat(longest["until"]) - date.fromisoformat(longest["after"])
    assert longest["days"] == between.days - 1
    assert not [day for day in days if longest["after"] < day < longest["until"]]


def test_outlets_lead_to_their_pages_and_the_picture_has_a_name_and_a_table(served: Served) -> None:
    assert f'href="/outlet/{SLUG}"' in served.get("/outlets")[1]
    assert f'href="/outlet/{SLUG}"' in served.get("/")[1]
    page = served.get(f"/outlet/{SLUG}", Accept_Language="ar")[1]
    assert 'role="img" aria-label="أخبار المثال بحسب الشهر"' in page
    assert "سوريا" in page
    assert page.count("<rect") == page.count("</rect>") > 0
    assert served.get("/outlet/nobody")[0].status == 404


def test_sources_are_counted_once_a_report(served: Served) -> None:
    told = document(served, "/sources")
    with reading_index(served.archive) as db:
        rows = list(read_rows(db, NEWEST_CREDITS))
    counted = Counter(row["source"] for row in rows)
    assert told["found"] == len(counted)
    assert [one["reports"] for one in told["sources"]] == sorted(counted.values(), reverse=True)[:60]
    for one in told["sources"]:
        assert one["reports"] == counted[one["source"]]
    assert told["reports"] == len({row["article_id"] for row in rows})
    first = told["sources"][0]
    assert {"outlet": SLUG, "source": first["source"], "reports": first["reports"]} in told["network"][
        "links"
    ]
    one = document(served, f"/source?name={quote(first['source'])}")
    assert one["reports"] == first["reports"]
    assert one["outlets"] == [[SLUG, first["reports"]]]
    assert document(served, "/sources?kind=nothing")["sources"] == []


def test_who_is_credited_by_no_report_is_not_there(served: Served) -> None:
    assert served.get(f"/source?name={quote('لا أحد')}")[0].status == 404
    assert served.get("/source")[0].status == 400


def test_coverage_is_what_the_command_counts(served: Served) -> None:
    told = document(served, "/coverage")
    with reading_index(served.archive) as db:
        found = coverage(db)
    assert [one["outlet"] for one in told["totals"]] == [total.outlet for total in found.totals]
    for name in ("discovered", "captured", "articles", "gone", "waiting"):
        assert told["totals"][0][name] == getattr(found.totals[0], name)
    newest = max(day.day for day in found.days if day.day)
    narrowed = document(served, f"/coverage?outlet={SLUG}&from={newest.isoformat()}")
    assert {one["day"] for one in narrowed["days"]} == {newest.isoformat()}
    assert served.get("/coverage?outlet=nobody")[0].status == 404
    assert served.get("/coverage?to=tomorrow")[0].status == 400


def test_a_case_is_shown_on_its_own_page_and_nowhere_else(served: Served) -> None:
    page = served.get(f"/case/{served.case}")[1]
    for text in (CASE, NOTE, QUOTE, "ملاحظة وحدها"):
        assert text in page
    told = document(served, f"/case/{served.case}")
    assert [item["kind"] for item in told["items"]] == ["passage", "article", "note"]
    assert f'href="/case/{served.case}"' in served.get("/cases")[1]
    for path in ("/", f"/article/{served.edited}", f"/search?q={quote(QUOTE)}", "/sources", "/coverage"):
        page = served.get(path)[1]
        assert CASE not in page
        assert NOTE not in page
    assert served.get("/case/00000000")[0].status == 404


def test_a_word_over_time_is_what_the_command_counts(served: Served) -> None:
    told = document(served, f"/trend?q={quote('السوق')}&outlet={SLUG}")["trend"]
    with reading_index(served.archive) as db:
        found = trend(db, "السوق", compared=(SLUG,))
    assert [(one["name"], one["matches"], one["total"]) for one in told["periods"]] == [
        (one.name, one.matches, one.total) for one in found.periods
    ]
    assert [one["matches"] for one in told["series"][0]["periods"]] == [
        one.matches for one in found.series[0].periods
    ]
    page = served.get(f"/trend?q={quote('السوق')}&outlet={SLUG}")[1]
    assert "<polyline" in page
    assert document(served, "/trend")["trend"] is None
    assert served.get("/trend?q=a&by=century")[0].status == 400


def test_lineage_is_what_the_command_tells(served: Served) -> None:
    told = document(served, f"/article/{served.edited}/lineage")
    with reading_index(served.archive) as db:
        found = lineage(db, served.edited, BOUNDS)
    assert told["members"] == json.loads(json.dumps(found["members"]))
    telling = {one["article_id"] for one in told["members"]}
    assert 0 < len(told["similar"]) <= 6
    assert not telling & {one["article_id"] for one in told["similar"]}
    assert f'href="/article/{served.edited}/lineage"' in served.get(f"/article/{served.edited}")[1]


def test_countries_go_by_their_names(served: Served) -> None:
    for language, name in (("ar", "سوريا"), ("en", "Syria")):
        page = served.get(f"/search?q={quote('السوق')}", Accept_Language=language)[1]
        assert f"<bdi>{name}</bdi>" in page


@pytest.mark.parametrize("path", ["/outlets", "/sources", "/coverage", "/cases", "/cite"])
def test_the_header_leads_everywhere_and_says_where_one_is(served: Served, path: str) -> None:
    assert f'href="{path}"' in served.get("/")[1]
    assert f'href="{path}" aria-current="page"' in served.get(path)[1]
