"""What an answer says of itself, and what of that is kept to ask by another time."""

from typing import Any

import pytest
from scrapy.http import Response

from crawlers.answers import last_modified

DATE = "Sun, 22 Nov 2026 10:00:05 GMT"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Sun, 22 Nov 2026 10:00:04 GMT", True),
        (DATE, False),  # what is changed later in this second has the same
        ("Sun, 22 Nov 2026 10:00:06 GMT", False),
        ("Sun Nov 22 10:00:04 2026", True),  # as asctime() writes it
        ("Sun Nov 22 10:00:05 2026", False),
        (f"Sun, 22 Nov {'9' * 20} 10:00:00 GMT", True),
        ("yesterday", True),  # servers compare what they sent, whatever that is
    ],
)
def test_a_time_of_change_is_asked_by_when_a_later_change_has_another(told: str, kept: bool) -> None:
    response = Response("https://paper.example/", headers={"Date": DATE, "Last-Modified": told})
    assert last_modified(response) == (told if kept else None)


@pytest.mark.parametrize("date", [{}, {"Date": "now"}])
def test_an_answer_that_tells_no_time_of_its_own_is_believed(date: dict[str, str]) -> None:
    response = Response("https://paper.example/", headers={"Last-Modified": DATE, **date})
    assert last_modified(response) == DATE
    assert last_modified(Response("https://paper.example/", headers=date)) is None


def test_a_crawl_keeps_no_other_time(desk: Any, site: Any) -> None:
    past, ahead = "Wed, 01 Jan 2020 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"
    listed = [
        site.put(f"/report/{n}", "<html><body>report</body></html>", Last_Modified=at)
        for n, at in enumerate((past, ahead))
    ]
    site.sitemap("/sitemap.xml", listed)
    desk.declare("one", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    assert desk.crawl("one").code == 0
    kept = desk.frontier("one")
    assert [kept[url]["last_modified"] for url in listed] == [past, None]
