"""Gaps have the reason that the archive's own records tell."""

import itertools
from datetime import date
from typing import Any

import pytest

from archive.coverage import coverage
from archive.coverage_gaps import Gap
from archive.rows import reading_index
from archive.schema import connect
from extractors.urls import url_key

NUMBERS = itertools.count(1)
FEED = "https://almithal.example/feed/"


def crawl(
    shelf: Any, day: str, answer: tuple[str, int | None, str] | None = ("feed", 200, "ok"), **columns: Any
) -> str:
    """A crawl at noon UTC of a day, and what one request in it was for and came to."""
    number, at = next(NUMBERS), f"{day}T12:00:00.000000Z"
    outlet = columns.pop("outlet", "almithal")
    told = {"finished_at": f"{day}T12:09:00.000000Z", "reason": "finished"} | columns
    shelf.insert("crawls", crawl_id=f"c{number}", outlet=outlet, started_at=at, **told)
    if answer is None:
        return f"c{number}"
    role, status, outcome = answer
    with connect(shelf.archive.index) as db:
        db.execute("INSERT OR IGNORE INTO warcs (name, origin) VALUES ('almithal/2026/x.warc.gz', 'own')")
    shelf.insert(
        "captures", record_id=f"r{number}", url=FEED, url_key=url_key(FEED), captured_at=at, status=status,
        kind="response", role=role, outcome=outcome, outlet=outlet, crawl_id=f"c{number}",
        warc="almithal/2026/x.warc.gz", offset=number, length=1,
    )  # fmt: skip
    return f"r{number}"


def discover(shelf: Any, day: str, seed_record: str | None = None, urls: int = 1) -> None:
    for _ in range(urls):
        url = f"https://almithal.example/2026/11/{next(NUMBERS)}/"
        at = f"{day}T12:05:00.000000Z"
        common = {"outlet": "almithal", "url_key": url_key(url), "first_seen_at": at}
        shelf.insert("ledger", url=url, last_at=at, state="waiting", tries=0, **common)
        if seed_record:
            shelf.insert("origins", via=FEED, role="feed", record_id="x", seed_record=seed_record, **common)


def gaps(shelf: Any, what: str, **asked: Any) -> list[tuple[int, int, str, str | None]]:
    with reading_index(shelf.archive) as db:
        found: tuple[Gap, ...] = coverage(db, ("almithal",), **asked).gaps
    return [(gap.first.day, gap.last.day, gap.reason, gap.cause) for gap in found if gap.what == what]


def test_days_without_a_crawl_tell_whether_anybody_looked_at_anything(shelf: Any) -> None:
    for day in ("2026-11-01", "2026-11-06"):
        crawl(shelf, day)
    for day in ("2026-11-04", "2026-11-08"):
        crawl(shelf, day, outlet="other")
    assert gaps(shelf, "no crawl") == [
        (2, 3, "nobody-looked", None),
        (4, 4, "others-only", None),
        (5, 5, "nobody-looked", None),
        (7, 7, "nobody-looked", None),
        (8, 8, "others-only", None),
    ]


def test_an_outlet_that_was_taken_out_is_no_longer_followed(shelf: Any) -> None:
    crawl(shelf, "2026-11-01")
    crawl(shelf, "2026-11-03", outlet="other")
    assert gaps(shelf, "no crawl", followed=("other",)) == [(2, 3, "not-followed", None)]
    assert gaps(shelf, "no crawl", followed=("almithal", "other"))[-1][2] == "others-only"


def test_days_up_to_the_end_of_what_is_asked_count_as_not_looked_at(shelf: Any) -> None:
    crawl(shelf, "2026-11-01")
    assert gaps(shelf, "no crawl") == []
    assert gaps(shelf, "no crawl", to=date(2026, 11, 5)) == [(2, 5, "nobody-looked", None)]


@pytest.mark.parametrize(
    ("answer", "columns", "reason", "cause"),
    [
        (("feed", None, "dns"), {}, "unreachable", "dns"),
        (("feed", 403, "ok"), {}, "blocked", "http-403"),
        (("feed", 503, "ok"), {}, "server-errors", "http-503"),
        (("feed", 404, "ok"), {}, "not-answered", "http-404"),
        (("robots", 500, "ok"), {}, "robots-unavailable", "robots: unavailable"),
        (("robots", None, "timeout"), {}, "robots-unavailable", "robots: unavailable"),
        (("robots", 200, "ok"), {}, "robots-forbids", "robots: disallowed"),
        (("robots", 200, "ok"), {"finished_at": None, "reason": None}, "interrupted", "killed"),
        (("robots", 200, "ok"), {"reason": "shutdown"}, "interrupted", "stopped"),
        (None, {}, "nothing-asked", "nothing-asked"),
    ],
)
def test_a_day_whose_crawls_read_no_seed_says_what_they_met(
    shelf: Any, answer: Any, columns: dict[str, Any], reason: str, cause: str
) -> None:
    crawl(shelf, "2026-11-01")
    crawl(shelf, "2026-11-02", answer, **columns)
    assert gaps(shelf, "no seed read") == [(2, 2, reason, cause)]
    crawl(shelf, "2026-11-02")  # a later crawl of that day reads it
    assert gaps(shelf, "no seed read") == []


def test_a_day_without_reports_tells_whether_it_was_looked_at(shelf: Any) -> None:
    discover(shelf, "2026-10-30")
    for day in ("2026-11-01", "2026-11-02"):
        crawl(shelf, day)
    crawl(shelf, "2026-11-03", ("feed", None, "dns"))
    crawl(shelf, "2026-11-05")
    discover(shelf, "2026-11-05")
    assert gaps(shelf, "no discovery", from_=date(2026, 10, 31)) == [
        (31, 31, "before-first-look", None),
        (1, 2, "nothing-new", None),
        (3, 3, "unreachable", "dns"),
        (4, 4, "nobody-looked", None),
    ]


def test_a_feed_that_names_as_many_new_ones_as_ever_may_have_dropped_some(shelf: Any) -> None:
    for day, named in (("2026-11-01", 5), ("2026-11-02", 2), ("2026-11-03", 0), ("2026-11-05", 5)):
        seed = crawl(shelf, day)
        discover(shelf, day, seed, named)
    with reading_index(shelf.archive) as db:
        found = [gap for gap in coverage(db).gaps if gap.what == "feed overran"]
    assert [(gap.first.day, gap.last.day, gap.named, gap.seed) for gap in found] == [(3, 5, 5, FEED)]


def test_a_feed_that_always_shows_something_known_has_dropped_nothing(shelf: Any) -> None:
    for day, named in (("2026-11-01", 5), ("2026-11-02", 4), ("2026-11-03", 4)):
        discover(shelf, day, crawl(shelf, day), named)
    assert gaps(shelf, "feed overran") == []


def test_a_day_of_captures_under_a_clock_that_was_set_is_doubtful(shelf: Any) -> None:
    crawl(shelf, "2026-11-01")
    record = crawl(shelf, "2026-11-02")
    shelf.insert(
        "problems", problem_key="p", warc="almithal/2026/x.warc.gz", record_id=record, code="clock-set"
    )
    assert gaps(shelf, "clock set") == [(2, 2, "clock-set", None)]
