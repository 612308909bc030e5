"""Between which days a report was published: what addresses and seeds tell, and what they do not."""

from zoneinfo import ZoneInfo

import pytest

from crawlers.days import Days, days_of, days_of_address, disbelieved, newest

ZONE = ZoneInfo("Asia/Damascus")
HOST = "https://almithal.example"
SEEN = 1_790_000_000.0  # 2026-09-21


@pytest.mark.parametrize(
    ("path", "earliest", "latest"),
    [
        ("/2026/03/05/title/", "2026-03-04", "2026-03-06"),
        ("/2026/3/5", "2026-03-04", "2026-03-06"),
        ("/news/2026-03-05-title", "2026-03-04", "2026-03-06"),
        ("/archive?date=2026-03-05", "2026-03-04", "2026-03-06"),
        ("/2026/12/title/", "2026-11-30", "2027-01-01"),
        ("/2018/02/2-title", "2018-01-31", "2018-03-01"),  # the second title of February, not the second day
        ("/2026/02/30/title/", "2026-01-31", "2026-03-01"),  # no such day, but such a month
        ("/news/2026/48213", None, None),
        ("/20260305/title", None, None),
        ("/article/48213", None, None),
        ("/2018/13/1/", None, None),
    ],
)
def test_an_address_tells_a_day_or_a_month_with_a_day_to_spare(
    path: str, earliest: str | None, latest: str | None
) -> None:
    assert days_of_address(HOST + path) == Days(earliest=earliest, latest=latest)


def test_a_printed_day_narrows_what_the_address_says_and_a_change_is_never_before_it() -> None:
    days = days_of(f"{HOST}/2026/03/title/", "2026-03-05T10:00:00+03:00", "2026-04-01", ZONE)
    assert days == Days(earliest="2026-03-05", latest="2026-03-05")
    assert days_of(f"{HOST}/a/1", None, "2026-04-01", ZONE) == Days(
        earliest="2026-03-25", latest="2026-04-01"
    )
    assert days_of(f"{HOST}/2026/03/05/a/", None, "2026-03-05", ZONE).latest == "2026-03-05"
    assert days_of(f"{HOST}/a/1", None, None, ZONE) == Days()


def test_sources_that_contradict_leave_all_their_days() -> None:
    days = days_of(f"{HOST}/2026/03/05/title/", "Tue, 24 Nov 2026 10:00:00 +0300", None, ZONE)
    assert days == Days(earliest="2026-03-04", latest="2026-11-24")


def test_a_moment_in_the_evening_of_utc_is_the_outlet_s_next_day() -> None:
    assert days_of(f"{HOST}/a/1", "2026-03-05T22:30:00Z", None, ZONE).earliest == "2026-03-06"


def test_a_feed_that_dates_all_its_items_alike_or_ahead_is_not_believed() -> None:
    minutes = [f"2026-09-20T10:{minute:02}:00+03:00" for minute in range(0, 50, 10)]
    assert disbelieved(minutes, ZONE, SEEN) is None
    assert "same date" in (disbelieved(["2026-09-20T10:00:00+03:00"] * 3, ZONE, SEEN) or "")
    assert "same date" in (disbelieved([f"2026-09-20T10:00:{s:02}Z" for s in range(5)], ZONE, SEEN) or "")
    assert "future" in (disbelieved([m.replace("2026", "2036") for m in minutes], ZONE, SEEN) or "")
    now = "2026-09-21T14:13:20Z"
    assert "moment of asking" in (disbelieved([now, minutes[0], "1970-01-01T00:00:00Z"], ZONE, SEEN) or "")
    assert disbelieved([now, *minutes], ZONE, SEEN) is None
    assert disbelieved(["2026-09-20T10:00:00+03:00"] * 2 + [None] * 8, ZONE, SEEN) is None


def test_the_newest_day_of_a_page_is_known_when_each_report_on_it_is_dated() -> None:
    assert newest([Days(latest="2026-01-02"), Days(latest="2026-03-01")]) == "2026-03-01"
    assert newest([Days(latest="2026-01-02"), Days()]) is None
    assert newest([]) is None
