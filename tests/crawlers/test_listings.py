"""Sections are read page by page, in whatever way they page, until nothing new comes; a later crawl reads on
only as far as there is news."""

import json
from collections.abc import Callable
from typing import Any

import pytest

REPORTS = 48
A_PAGE = 6


def article(number: int) -> str:
    return f"/report/{number}"


def listed(numbers: range | list[int]) -> str:
    return "".join(f'<p><a href="{article(n)}">خبر طويل عن بلدة صغيرة رقم {n}</a></p>' for n in numbers)


def page_numbers(page: int) -> list[int]:
    """Numbers of the reports on a listing's page, newest first, from page 1."""
    newest = REPORTS - (page - 1) * A_PAGE
    return list(range(newest, max(newest - A_PAGE, 0), -1))


def html(body: str) -> str:
    return f'<html lang="ar"><body><main>{body}</main></body></html>'


PAGES = REPORTS // A_PAGE
WAYS: dict[str, Callable[[int], tuple[str, str]]] = {
    # The address of a page, and how the page before it points there.
    "numbers": lambda n: (
        f"/local/{n}",
        f'<a href="/local/{n - 1}">{n - 1}</a> <a href="/local/{n}">{n}</a>',
    ),
    "arabic digits": lambda n: (f"/local?p={n}", f'<a href="?p={n}">{"٠١٢٣٤٥٦٧٨٩"[n]}</a>'),
    "zero based": lambda n: (f"/local?page={n - 1}", f'<a href="/local?page={n - 1}">{n}</a>'),
    "next": lambda n: (f"/local?seite={n}", f'<a href="?seite={n}">الصفحة التالية »</a>'),
    "older": lambda n: (f"/search?max={n}", f'<a href="/search?max={n}">رسائل أقدم</a>'),
    "rel": lambda n: (f"/other/{n}/", f'<a rel="next" href="/other/{n}/"><i></i></a>'),
    "more": lambda n: (f"/local/more/{n}", f'<a href="/local/more/{n}">عرض المزيد</a>'),
    "element": lambda n: (
        f"/ajax?n={n}",
        f'<button class="load-more" data-url="/ajax?n={n}">المزيد</button>',
    ),
}


def serve(site: Any, way: str, *, as_json: bool = False, past: str = "") -> None:
    """A section whose pages follow one another in that way; `past` is what every page past the end says."""
    address = WAYS[way]
    for page in range(1, PAGES + 1):
        onward = address(page + 1)[1] if page < PAGES or past else ""
        path = "/local" if page == 1 else address(page)[0]
        if as_json and page > 1:
            more = {
                "html": listed(page_numbers(page)),
                "next": address(page + 1)[0] if page < PAGES else None,
            }
            site.put(path, json.dumps(more), Content_Type="application/json")
        else:
            site.put(path, html(listed(page_numbers(page)) + onward))
    if past:
        for page in range(PAGES + 1, PAGES + 20):
            site.put(address(page)[0], html(past + address(page + 1)[1]))
    for number in range(1, REPORTS + 1):
        site.put(article(number), html(f"<h1>خبر {number}</h1>"))


def declare(desk: Any, site: Any, **keys: Any) -> None:
    values = {"sections": [site.url("/local")], "article_url": r"/report/\d+$", "requisites": "none"}
    desk.declare("gazette", homepage=site.url(), domains=[site.host], **(values | keys))


def reports_asked(site: Any) -> list[str]:
    return [path for path in site.paths() if path.startswith("/report/")]


@pytest.mark.parametrize("way", WAYS)
def test_a_section_is_read_to_its_end_in_whatever_way_it_pages(desk: Any, site: Any, way: str) -> None:
    serve(site, way)
    declare(desk, site)
    assert desk.crawl("gazette").code == 0
    assert sorted(reports_asked(site)) == sorted(article(n) for n in range(1, REPORTS + 1))


def test_a_script_s_json_is_read_like_a_page(desk: Any, site: Any) -> None:
    serve(site, "element", as_json=True)
    declare(desk, site)
    assert desk.crawl("gazette").code == 0
    assert len(reports_asked(site)) == REPORTS


@pytest.mark.parametrize("past", ["<p>لا توجد أخبار</p>", listed(page_numbers(PAGES))])
def test_pages_past_the_end_end_the_walk(desk: Any, site: Any, past: str) -> None:
    serve(site, "numbers", past=past)
    declare(desk, site)
    assert desk.crawl("gazette").code == 0
    assert len(reports_asked(site)) == REPORTS
    assert site.paths().count(f"/local/{PAGES + 1}") == 1
    assert f"/local/{PAGES + 2}" not in site.paths()


def test_a_later_crawl_reads_the_pages_that_bring_news_and_no_more(desk: Any, site: Any) -> None:
    serve(site, "numbers")
    declare(desk, site)
    desk.crawl("gazette")
    site.put("/local", html(listed([REPORTS + 1, *page_numbers(1)]) + WAYS["numbers"](2)[1]))
    site.put(article(REPORTS + 1), html("<h1>خبر جديد</h1>"))
    site.asked.clear()
    assert desk.crawl("gazette").code == 0
    first, *rest = [path for path in site.paths() if path.startswith(("/local", "/report"))]
    assert first == "/local"
    assert sorted(rest) == ["/local/2", article(REPORTS + 1)]  # asked for side by side


def test_a_stretch_that_a_sitemap_covers_is_read_a_few_pages_far(desk: Any, site: Any) -> None:
    serve(site, "numbers")
    everything = [site.url(article(n)) for n in range(1, REPORTS + 1)]
    declare(desk, site, sitemaps=[site.sitemap("/sitemap.xml", everything)])
    assert desk.crawl("gazette").code == 0
    # Seeds are asked for side by side: the first page may be read a moment before the sitemap is.
    assert "/local/4" in site.paths()
    assert "/local/6" not in site.paths()


def test_every_seed_that_names_a_report_is_on_record(desk: Any, site: Any) -> None:
    serve(site, "numbers")
    declare(desk, site, sitemaps=[site.sitemap("/sitemap.xml", [site.url(article(REPORTS))])])
    desk.crawl("gazette")
    named = [
        (event["seed"], event["page"], item["title"])
        for event in desk.events("discovered")
        for item in event["items"]
        if item["url"] == site.url(article(REPORTS))
    ]
    assert sorted(named, key=str) == [
        (site.url("/local"), None, f"خبر طويل عن بلدة صغيرة رقم {REPORTS}"),
        (site.url("/sitemap.xml"), None, None),
    ]


def test_the_limit_ends_the_walk_as_well(desk: Any, site: Any) -> None:
    serve(site, "numbers")
    declare(desk, site)
    assert desk.crawl("gazette", "--limit", "4").code == 0
    assert len(reports_asked(site)) == 4
    assert "/local/2" not in site.paths()


def test_an_outlet_that_yields_nothing_says_why(desk: Any, site: Any) -> None:
    serve(site, "numbers")
    desk.declare("gazette", homepage=site.url(), domains=[site.host], sections=[site.url("/local")])
    path = desk.archive.outlets_dir / "gazette.toml"
    bare = "".join(
        line for line in path.read_text("utf-8").splitlines(True) if not line.startswith("article_url")
    )
    path.write_text(bare, encoding="utf-8")
    run = desk.warraq("crawl", "gazette")
    assert "no-article-url" in run.err
    declare(desk, site, article_url="/nothing-is-called-so/")
    run = desk.warraq("crawl", "gazette")
    assert run.code == 0
    assert "no report so far; `warraq outlet doctor gazette` says why" in run.err
