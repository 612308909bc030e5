"""Archives by date: which page a day is on, which is before it, and crawls that read them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from crawlers.day_archives import archive_page, day_of_page, page_before

DAYS = "https://almithal.example/archive/{year}/{month}/{day}"
MONTHS = "https://almithal.example/archive.php?y={year}&m={month}"
TODAY = datetime.now(UTC).date()


def test_a_page_is_where_the_template_says_and_back() -> None:
    day = date(2026, 3, 5)
    assert archive_page(DAYS, day) == "https://almithal.example/archive/2026/03/05"
    assert day_of_page(DAYS, archive_page(DAYS, day)) == day
    assert day_of_page(MONTHS, archive_page(MONTHS, day)) == date(2026, 3, 31)
    assert day_of_page(DAYS, "https://almithal.example/archive/2026/02/30") is None
    assert day_of_page(DAYS, "https://almithal.example/archive/") is None


def test_the_page_before_is_the_day_or_the_month_before() -> None:
    assert page_before(DAYS, date(2026, 3, 1)) == date(2026, 2, 28)
    assert page_before(MONTHS, date(2026, 3, 31)) == date(2026, 2, 28)


@pytest.fixture
def gazette(desk: Any, site: Any) -> Iterator[Any]:
    """An outlet whose reports stand on the pages of their days only; Fridays have none."""
    for back in range(90):
        day = TODAY - timedelta(days=back)
        reports = [] if day.weekday() == 4 else [f"/report/{day:%Y%m%d}{n}" for n in range(2)]
        page = "".join(f'<a href="{path}">خبر طويل من يوم بعيد أو قريب</a>' for path in reports)
        site.put(f"/archive/{day:%Y/%m/%d}", f"<html><body><main>{page}</main></body></html>")
        for path in reports:
            site.put(path, "<html><body><h1>خبر</h1></body></html>")
    desk.declare(
        "gazette",
        homepage=site.url(),
        domains=[site.host],
        archives=[site.url("/archive/{year}/{month}/{day}")],
        article_url=r"/report/\d+$",
        timezone="Etc/UTC",
        requisites="none",
    )
    return site


def days_since() -> int:
    """How many midnights have passed since the tests were collected: each adds a page without reports."""
    return (datetime.now(UTC).date() - TODAY).days


def asked(site: Any, start: str) -> list[str]:
    return [path for path in site.paths() if path.startswith(start)]


def test_the_first_crawl_reads_an_archive_back_to_its_beginning(desk: Any, gazette: Any) -> None:
    assert desk.crawl("gazette").code == 0
    assert len(asked(gazette, "/report/")) == len([path for path in gazette.pages if "/report/" in path])
    assert len(asked(gazette, "/archive/")) <= 90 + 32 + days_since()


def test_a_crawl_between_two_days_reads_the_pages_of_those_days(desk: Any, gazette: Any) -> None:
    until, since = TODAY - timedelta(days=20), TODAY - timedelta(days=40)
    assert desk.crawl("gazette", "--since", str(since), "--until", str(until)).code == 0
    days = [since + timedelta(days=n) for n in range(21)]
    assert sorted(asked(gazette, "/archive/")) == [f"/archive/{day:%Y/%m/%d}" for day in days]
    assert len(asked(gazette, "/report/")) == 2 * sum(day.weekday() != 4 for day in days)


def test_a_later_crawl_reads_back_to_the_first_day_it_knows(desk: Any, gazette: Any) -> None:
    desk.crawl("gazette")
    gazette.asked.clear()
    assert desk.crawl("gazette").code == 0
    assert len(asked(gazette, "/archive/")) <= 2 + days_since()
    assert asked(gazette, "/report/") == []
