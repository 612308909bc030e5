"""The frontier: what is discovered is fetched once, ends in one state, and survives a kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.schema import sqlite3
from crawlers.capture.prior import Captured
from crawlers.frontier import (
    ARTICLE,
    CAPTURED,
    FAILED,
    GONE,
    REFUSED,
    REQUISITE,
    RETRY_EVERY,
    RETRY_FOR,
    REVISIT,
    WAITING,
    Found,
    Frontier,
    FrontierError,
)

NOW = 1_800_000_000.0
TEXT = "2027-01-15T08:00:00.000000Z"
HOST = "https://almithal.example"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "almithal.frontier.db"


@pytest.fixture
def frontier(path: Path) -> Iterator[Frontier]:
    frontier = Frontier(path)
    yield frontier
    frontier.close()


def found(number: int, **keys: object) -> Found:
    return Found(url=f"{HOST}/report/{number}", **keys)  # type: ignore[arg-type]


def put(frontier: Frontier, *items: Found, now: float = NOW) -> int:
    return frontier.add(items, now, TEXT)


def answer(kind: str = "response", status: int = 200, truncated: str | None = None) -> Captured:
    return Captured(
        record_id="r1",
        kind=kind,
        outcome="ok",
        warc="almithal/2027/a.warc.gz",
        offset=10,
        length=20,
        date=TEXT,
        payload_digest="sha256:aa",
        status=status,
        truncated=truncated,
    )


def taken(frontier: Frontier, now: float = NOW, **keys: object) -> list[str]:
    """The URLs that are due, in the order they are taken; they stay in flight."""
    urls = []
    while (due := frontier.take(now, **keys)) is not None:  # type: ignore[arg-type]
        urls.append(due.url)
    return urls


def states(path: Path) -> dict[str, tuple[str, str | None]]:
    with sqlite3.connect(str(path)) as db:
        return {url: (state, why) for url, state, why in db.execute("SELECT url, state, reason FROM urls")}


def test_a_url_is_new_once_however_it_is_spelled(frontier: Frontier) -> None:
    spellings = (
        "http://www.almithal.example/report/1",
        "https://almithal.example//report/1/?utm_source=feed",
        "https://almithal.example/report/1",
    )
    assert put(frontier, *(Found(url=url) for url in spellings)) == 1
    assert taken(frontier) == [spellings[2]]


def test_a_twin_gives_way_to_the_plain_address_before_it_is_fetched_and_after(frontier: Frontier) -> None:
    twin, plain = f"{HOST}/report/1/amp/", f"{HOST}/report/1/"
    put(frontier, Found(url=twin))
    put(frontier, Found(url=plain))
    assert taken(frontier) == [plain]
    put(frontier, Found(url=twin.replace("1", "2")))
    assert taken(frontier) == [twin.replace("1", "2")]
    frontier.captured(twin.replace("1", "2"), answer(), NOW, state=CAPTURED)
    put(frontier, Found(url=plain.replace("1", "2")))
    assert taken(frontier) == [plain.replace("1", "2")]
    frontier.captured(plain.replace("1", "2"), answer(), NOW, state=CAPTURED)
    put(frontier, Found(url=twin.replace("1", "2")), Found(url=plain.replace("1", "2")))
    assert taken(frontier) == []


def test_https_is_asked_for_rather_than_http(frontier: Frontier) -> None:
    put(frontier, Found(url=f"{HOST}/report/1".replace("https", "http")), found(1))
    assert taken(frontier) == [f"{HOST}/report/1"]


def test_news_is_what_the_ledger_does_not_hold_each_url_once(frontier: Frontier) -> None:
    put(frontier, found(1))
    assert [item.url for item in frontier.news([found(1), found(2), found(2), found(3)])[0]] == [
        f"{HOST}/report/2",
        f"{HOST}/report/3",
    ]


def test_a_failed_transaction_adds_none_of_its_urls(frontier: Frontier, path: Path) -> None:
    broken = Found(url=f"{HOST}/report/2", role=None)  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        put(frontier, found(1), broken)
    frontier.flush()
    assert states(path) == {}


def test_what_is_taken_is_not_taken_again_until_it_has_an_outcome(frontier: Frontier) -> None:
    put(frontier, found(1), found(2))
    assert taken(frontier) == [f"{HOST}/report/1", f"{HOST}/report/2"]
    frontier.give_back(f"{HOST}/report/2")
    assert taken(frontier) == [f"{HOST}/report/2"]


def test_urls_are_taken_in_the_order_they_were_found(frontier: Frontier) -> None:
    put(frontier, found(9), now=NOW - 20)
    put(frontier, found(1), now=NOW - 10)
    assert taken(frontier) == [f"{HOST}/report/9", f"{HOST}/report/1"]


def test_requisites_wait_apart_from_articles(frontier: Frontier) -> None:
    put(frontier, Found(url=f"{HOST}/a.png", role=REQUISITE), found(1))
    assert taken(frontier, role=ARTICLE) == [f"{HOST}/report/1"]
    assert taken(frontier, role=REQUISITE) == [f"{HOST}/a.png"]
    assert frontier.counts() == {WAITING: 1}


def test_since_and_until_leave_other_days_waiting_but_not_urls_without_a_date(frontier: Frontier) -> None:
    days = {1: "2026-11-01", 2: "2026-11-02", 3: "2026-11-03", 4: None}
    put(frontier, *(found(number, earliest=day, latest=day) for number, day in days.items()))
    assert taken(frontier, since="2026-11-02", until="2026-11-02") == [f"{HOST}/report/2", f"{HOST}/report/4"]
    assert frontier.waits_until(ARTICLE, "2026-12-01", None) is None
    assert frontier.waits_until(ARTICLE, "2026-11-03", None) == 0
    assert taken(frontier) == [f"{HOST}/report/1", f"{HOST}/report/3"]


def test_a_day_that_only_a_later_seed_prints_counts(frontier: Frontier) -> None:
    put(frontier, found(1))
    put(frontier, found(1, earliest="2026-11-01", latest="2026-11-01"))
    assert taken(frontier, since="2026-11-02") == []


def test_a_captured_url_is_not_taken_again(frontier: Frontier, path: Path) -> None:
    put(frontier, found(1))
    taken(frontier)
    frontier.captured(f"{HOST}/report/1", answer(), NOW, state=CAPTURED)
    assert taken(frontier, now=NOW + 1e9) == []
    frontier.flush()
    assert states(path) == {f"{HOST}/report/1": (CAPTURED, None)}


def test_what_is_held_of_a_url_is_given_back_for_conditional_requests(frontier: Frontier) -> None:
    put(frontier, found(1))
    assert frontier.prior(f"{HOST}/report/1") is None
    frontier.captured(
        f"{HOST}/report/1", answer(), NOW, state=CAPTURED, etag='"a"', last_modified="Sun, 22 Nov 2026"
    )
    prior = frontier.prior(f"{HOST}/report/1")
    assert prior is not None
    assert (prior.record_id, prior.date, prior.payload_digest) == ("r1", TEXT, "sha256:aa")
    assert (prior.etag, prior.last_modified) == ('"a"', "Sun, 22 Nov 2026")


@pytest.mark.parametrize(
    "other", [answer(truncated="disconnect"), answer(status=404), answer(kind="revisit", status=304)]
)
def test_only_a_whole_200_is_something_to_compare_with(frontier: Frontier, other: Captured) -> None:
    put(frontier, found(1))
    frontier.captured(f"{HOST}/report/1", other, NOW, state=CAPTURED)
    assert frontier.prior(f"{HOST}/report/1") is None


def test_a_failure_waits_until_its_time(frontier: Frontier, path: Path) -> None:
    put(frontier, found(1))
    taken(frontier)
    assert frontier.failed(f"{HOST}/report/1", "timeout", NOW, again=NOW + 60) == 1
    assert taken(frontier, now=NOW + 59) == []
    assert frontier.waits_until() == NOW + 60
    (due,) = [frontier.take(NOW + 60)]
    assert due is not None
    assert due.tries == 1
    assert frontier.failed(f"{HOST}/report/1", "timeout", NOW, again=None) == 2
    frontier.flush()
    assert states(path) == {f"{HOST}/report/1": (FAILED, "timeout")}
    assert frontier.waits_until() is None


def test_a_missing_article_is_looked_at_again_and_a_failure_in_between_changes_nothing(
    frontier: Frontier,
) -> None:
    put(frontier, found(1))
    url, day = f"{HOST}/report/1", 86_400.0
    taken(frontier)
    frontier.captured(url, answer(), NOW, state=CAPTURED)
    frontier.missed(url, "http-404", again=NOW + day)
    assert taken(frontier, now=NOW + day - 1) == []
    due = frontier.take(NOW + day)
    assert due is not None
    assert (due.missed, due.tries) == (1, 0)
    frontier.failed(url, "http-403", NOW + day, again=None, check=NOW + 2 * day)
    due = frontier.take(NOW + 2 * day)
    assert due is not None
    assert due.missed == 1
    frontier.captured(url, answer(), NOW + 2 * day, state=CAPTURED, again=NOW + 3 * day)
    due = frontier.take(NOW + 3 * day)
    assert due is not None
    assert due.missed == 0


def test_only_begun_urls_are_taken_when_only_those_are_wanted(frontier: Frontier) -> None:
    put(frontier, found(1), found(2))
    frontier.failed(f"{HOST}/report/2", "http-503", NOW, again=NOW)
    assert frontier.waits_until(begun=True) == NOW
    assert taken(frontier, begun=True) == [f"{HOST}/report/2"]


@pytest.mark.parametrize(
    ("first_seen", "failed_at", "revived"),
    [
        (NOW - 7 * 3600, NOW - RETRY_EVERY.total_seconds() - 1, 1),
        (NOW - 7 * 3600, NOW - RETRY_EVERY.total_seconds() + 60, 0),
        (NOW - RETRY_FOR.total_seconds() - 60, NOW - 12 * 3600, 0),
    ],
)
def test_failures_of_the_last_days_wait_again_but_not_at_every_crawl(
    frontier: Frontier, first_seen: float, failed_at: float, revived: int
) -> None:
    put(frontier, found(1), now=first_seen)
    frontier.failed(f"{HOST}/report/1", "dns", failed_at, again=None)
    assert frontier.revive(NOW) == revived
    assert len(taken(frontier)) == revived


def test_a_revived_url_begins_its_tries_anew(frontier: Frontier) -> None:
    put(frontier, found(1), now=NOW - 8 * 3600)
    for _ in range(3):
        frontier.failed(f"{HOST}/report/1", "dns", NOW - 7 * 3600, again=None)
    frontier.revive(NOW)
    due = frontier.take(NOW)
    assert due is not None
    assert due.tries == 0


DAY = 86_400.0


def test_what_was_noted_under_a_clock_that_was_ahead_is_taken_back(frontier: Frontier, path: Path) -> None:
    ahead = NOW + 365 * DAY
    put(frontier, *(found(n) for n in range(4)), now=ahead)
    urls = [f"{HOST}/report/{n}" for n in range(4)]
    frontier.captured(urls[0], answer(), ahead, state=CAPTURED, again=ahead + 5 * DAY)
    frontier.failed(urls[1], "dns", ahead, again=None)
    frontier.failed(urls[2], "http-503", ahead, again=ahead + 60)
    frontier.put_off(urls[3], ahead + DAY)
    assert frontier.captured_since(urls[0], NOW)
    frontier.set_back(NOW)
    assert not frontier.captured_since(urls[0], NOW)
    assert frontier.captured_since(urls[0], NOW - 1)
    assert frontier.first_captured(urls[0]) == NOW - 1
    assert frontier.revive(NOW) == 1
    assert sorted(taken(frontier, now=NOW)) == urls[1:]
    assert sorted(taken(frontier, now=NOW + 5 * DAY)) == urls[:1]


def test_what_is_to_come_is_waited_for(frontier: Frontier) -> None:
    put(frontier, *(found(n) for n in range(4)))
    urls = [f"{HOST}/report/{n}" for n in range(4)]
    frontier.captured(urls[0], answer(), NOW, state=CAPTURED, again=NOW + 90 * DAY)
    frontier.failed(urls[1], "dns", NOW, again=None)
    frontier.failed(urls[2], "http-503", NOW, again=NOW + DAY)
    frontier.put_off(urls[3], NOW + 7 * DAY)
    frontier.set_back(NOW)
    assert frontier.captured_since(urls[0], NOW)
    assert frontier.revive(NOW) == 0
    assert taken(frontier, now=NOW + DAY - 1) == []
    assert taken(frontier, now=NOW + DAY) == [urls[2]]
    assert taken(frontier, now=NOW + 7 * DAY) == [urls[3]]
    assert taken(frontier, now=NOW + 90 * DAY) == [urls[0]]


def test_settled_urls_stay_as_they_are(frontier: Frontier, path: Path) -> None:
    put(frontier, found(1), found(2))
    frontier.settle(f"{HOST}/report/1", GONE, "http-410")
    frontier.settle(f"{HOST}/report/2", REFUSED, "robots: disallowed")
    put(frontier, found(1), found(2))
    assert frontier.revive(NOW + 9e5) == 0
    assert taken(frontier, now=NOW + 9e5) == []
    frontier.flush()
    assert set(states(path).values()) == {(GONE, "http-410"), (REFUSED, "robots: disallowed")}


def test_a_refusal_by_the_declaration_ends_when_the_declaration_admits_the_url(frontier: Frontier) -> None:
    put(frontier, found(1, state=REFUSED, reason="not-an-article-url"))
    put(frontier, found(2, state=REFUSED, reason="robots: disallowed"))
    assert taken(frontier) == []
    assert [item.url for item in frontier.news([found(1), found(2)])[0]] == [f"{HOST}/report/1"]
    put(frontier, found(1), found(2))
    assert taken(frontier) == [f"{HOST}/report/1"]


@pytest.mark.parametrize(
    ("before", "after", "again"),
    [
        (NOW, NOW + 1, True),  # modified since
        (NOW, NOW, False),  # nothing new
        (NOW, NOW - 60, False),  # another seed that prints an earlier date
        (NOW, None, False),  # a seed without dates
        (None, NOW - 60, False),  # printed for the first time, from before the capture
        (None, NOW + 60, True),  # printed for the first time, from after the capture
    ],
)
def test_a_captured_url_is_fetched_again_when_a_seed_says_it_was_modified_later(
    frontier: Frontier, before: float | None, after: float | None, again: bool
) -> None:
    put(frontier, found(1, modified_at=before))
    taken(frontier)
    frontier.captured(f"{HOST}/report/1", answer(), NOW, state=CAPTURED)
    assert bool(frontier.news([found(1, modified_at=after)])[0]) is again
    put(frontier, found(1, modified_at=after))
    assert (taken(frontier) == [f"{HOST}/report/1"]) is again


def test_two_seeds_that_disagree_on_a_date_do_not_fetch_for_ever(frontier: Frontier) -> None:
    for _crawl in range(4):
        put(frontier, found(1, modified_at=NOW + 10), found(1, modified_at=NOW + 20))
        for url in taken(frontier):
            frontier.captured(url, answer(), NOW, state=CAPTURED)
    due = frontier.take(NOW)
    assert due is None
    put(frontier, found(1, modified_at=NOW + 30))
    due = frontier.take(NOW)
    assert due is not None
    assert due.captures == 1


def test_an_article_is_captured_again_at_its_age(frontier: Frontier, path: Path) -> None:
    put(frontier, found(1))
    taken(frontier)
    frontier.captured(f"{HOST}/report/1", answer(), NOW, state=CAPTURED, again=NOW + 86400)
    assert taken(frontier, now=NOW + 86399) == []
    due = frontier.take(NOW + 86400)
    assert due is not None
    assert due.captures == 1
    frontier.captured(f"{HOST}/report/1", answer("revisit", 304), NOW + 86400, state=REVISIT, again=None)
    assert frontier.first_captured(f"{HOST}/report/1") == NOW
    assert taken(frontier, now=NOW + 1e9) == []
    frontier.flush()
    assert states(path) == {f"{HOST}/report/1": (REVISIT, None)}


@pytest.mark.parametrize("ends", ["failed", "robots: disallowed", "other-host"])
def test_what_is_held_is_asked_for_again_after_an_outage_however_old(frontier: Frontier, ends: str) -> None:
    url, later = f"{HOST}/report/1", NOW + 100 * 86400
    put(frontier, found(1))
    taken(frontier)
    frontier.captured(url, answer(), NOW, state=CAPTURED)
    if ends == "failed":
        frontier.failed(url, "dns", later, again=None)
    else:
        frontier.settle(url, REFUSED, ends)
    assert frontier.revive(later + 86400) == 0
    again = frontier.take_again(url)
    assert (again is not None) == (ends != "other-host")
    assert frontier.take_again(url) is None


def test_a_requisite_that_is_an_article_too_is_fetched_as_one(frontier: Frontier) -> None:
    put(frontier, Found(url=f"{HOST}/report/1", role=REQUISITE))
    frontier.captured(f"{HOST}/report/1", answer(), NOW, state=CAPTURED)
    put(frontier, found(1))
    assert taken(frontier, role=ARTICLE) == [f"{HOST}/report/1"]


def test_a_url_that_moved_to_another_spelling_waits_at_the_new_one(frontier: Frontier) -> None:
    put(frontier, Found(url="http://www.almithal.example/report/1"))
    (old,) = taken(frontier)
    frontier.moved(old, f"{HOST}/report/1/")
    due = frontier.take(NOW)
    assert due is not None
    assert (due.url, due.via, due.hops) == (f"{HOST}/report/1/", old, 2)


def test_redirects_can_be_followed_both_ways(frontier: Frontier) -> None:
    put(frontier, found(1), found(2), found(3))
    frontier.settle(f"{HOST}/report/1", CAPTURED, f"redirect to {HOST}/report/2")
    frontier.settle(f"{HOST}/report/3", CAPTURED, f"redirect to {HOST}/report/2")
    assert frontier.redirect_of(f"{HOST}/report/1") == f"{HOST}/report/2"
    assert frontier.redirect_of(f"{HOST}/report/2") is None
    assert sorted(frontier.leading_to(f"{HOST}/report/2")) == [f"{HOST}/report/1", f"{HOST}/report/3"]


def test_what_a_seed_listed_is_told_by_role(frontier: Frontier) -> None:
    put(frontier, Found(url=f"{HOST}/s1.xml", role="sitemap", via=f"{HOST}/index.xml"))
    put(frontier, found(1, via=f"{HOST}/index.xml"))
    assert frontier.listed_by(f"{HOST}/index.xml", "sitemap") == [f"{HOST}/s1.xml"]
    assert taken(frontier) == [f"{HOST}/report/1"]


def test_a_frontier_goes_on_where_it_was_closed(path: Path) -> None:
    first = Frontier(path)
    put(first, found(1), found(2))
    taken(first)
    first.settle(f"{HOST}/report/1", GONE, "http-404")
    first.close()
    second = Frontier(path)
    assert taken(second) == [f"{HOST}/report/2"]
    second.close()


KILLED = """
import os, signal, sys
from itertools import count
from pathlib import Path
from crawlers.capture.prior import Captured
from crawlers.frontier import Found, Frontier
frontier = Frontier(Path(sys.argv[1]))
for number in count():  # it does not end before it is killed, however long that takes
    url = f"https://almithal.example/report/{number}"
    frontier.add([Found(url=url)], 1.0, "2027-01-15T08:00:00.000000Z")
    if number % 2:
        frontier.take(2.0)
        frontier.settle(url, "gone", "http-404")
        frontier.flush()
    else:
        frontier.take(2.0)  # in flight when the end comes
    print(number, flush=True)
"""


def test_kill_nine_between_transactions_loses_nothing(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(60)]
        os.kill(child.pid, signal.SIGKILL)
        told = int((lines + child.stdout.readlines())[-1])
    assert child.returncode == -signal.SIGKILL
    frontier = Frontier(path)
    expected = {
        f"{HOST}/report/{n}": (GONE, "http-404") if n % 2 else (WAITING, None) for n in range(told + 1)
    }
    held = states(path)
    assert {url: held[url] for url in expected} == expected
    assert set(expected) <= {*taken(frontier), *(url for url, (state, _) in held.items() if state == GONE)}
    frontier.close()


def damaged(path: Path, start: int, bytes_: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes_)


@pytest.mark.parametrize(("start", "length"), [(0, 100), (4096, 4000)], ids=["head", "middle"])
def test_a_damaged_file_is_refused_with_what_to_do(path: Path, start: int, length: int) -> None:
    frontier = Frontier(path)
    put(frontier, *(found(number) for number in range(200)))
    frontier.close()
    damaged(path, start, b"\xa5" * length)
    with pytest.raises(FrontierError, match="move it away: URLs are then discovered again"):
        Frontier(path)
