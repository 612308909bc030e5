"""Whatever feeds and sitemaps name ends in one state, with its reason, and can be asked for."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.request import urlopen

import pytest

from archive.drift_state import read_drift
from extractors.urls import normalise, url_key
from newsroom import Newsroom
from newsroom.faults import FAULTS, PREFIX
from newsroom.tls import client_context

STATES = {"captured", "revisit", "refused", "failed", "gone"}
SLUGS = ("almithal", "barid", "mirsad", "sada", "waha")
NAMED = re.compile(rb"<loc>([^<]+)</loc>|<link>([^<]+)</link>|<link rel=\"alternate\"[^>]* href=\"([^\"]+)\"")
# A 403 says nothing about the report: it is tried again in later days, so it counts as a failure.
FORBIDDEN = "forbidden"


@dataclass(frozen=True)
class Crawls:
    """Two crawls of the outlets that name faults, with nothing new between them, then one after changes."""

    desk: Any
    room: Newsroom
    first: Any
    second: Any
    third: Any
    named: dict[str, set[str]]  # by outlet, the URLs that its feeds and sitemaps name
    between: tuple[int, int]  # how many exchanges the newsroom had seen after the first and the second
    edited: str
    deleted: str
    before: dict[str, dict[str, dict[str, Any]]]  # the ledgers after the first crawl


@pytest.fixture(scope="module")
def crawls(new_desk: Callable[..., Any]) -> Iterator[Crawls]:
    with Newsroom(outlets=SLUGS, slow=0.05) as room:
        desk = new_desk()
        for slug in room.outlets:
            (desk.archive.outlets_dir / f"{slug}.toml").write_text(room.declaration(slug), encoding="utf-8")
        first = desk.warraq("crawl", "--json")
        named = {slug: set(named_by(room, slug)) for slug in SLUGS}
        before = {slug: desk.ledger(slug) for slug in SLUGS}
        after_first = len(room.exchanges())
        second = desk.warraq("crawl", "--json")
        after_second = len(room.exchanges())
        edited = normalise(room.edit(1))
        deleted = next(url for url in room.outlets["almithal"].article_urls if normalise(url) != edited)
        room.delete(deleted, "gone")
        ask_again(desk, "almithal", deleted)
        third = desk.warraq("crawl", "almithal", "--json")
        yield Crawls(
            desk=desk,
            room=room,
            first=first,
            second=second,
            third=third,
            named=named,
            between=(after_first, after_second),
            edited=edited,
            deleted=normalise(deleted),
            before=before,
        )


def named_by(room: Newsroom, slug: str) -> Iterator[str]:
    """What an outlet's feeds and sitemaps name, fetched and read by means of our own."""
    outlet = tomllib.loads(room.declaration(slug))
    waiting = [*outlet["feeds"], *outlet["sitemaps"]]
    for seed in waiting:
        with urlopen(seed, timeout=60, context=client_context()) as answer:
            body: bytes = answer.read()
        for groups in NAMED.findall(body):
            url = normalise(unescape(next(filter(None, groups)).decode()), seed)
            if b"<sitemapindex" in body:
                waiting.append(url)
            else:
                yield url


def ask_again(desk: Any, slug: str, url: str) -> None:
    """Let the time pass after which an outlet's `recapture` asks for a URL once more."""
    from archive.schema import sqlite3

    with sqlite3.connect(str(desk.archive.state / f"{slug}.frontier.db")) as db:
        changed = db.execute("UPDATE urls SET again = 1 WHERE url_key = ?", (url_key(url),)).rowcount
    assert changed == 1


def fault_of(url: str) -> str | None:
    _, mark, rest = url.partition(PREFIX)
    return rest.partition("?")[0] if mark else None


def fates(crawls: Crawls) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Outlet, URL and ledger row, after the first crawl, of every URL that was named."""
    for slug in SLUGS:
        rows = {url_key(url): row for url, row in crawls.before[slug].items()}
        for url in sorted(crawls.named[slug]):
            if url != crawls.room.outlets[slug].homepage:  # of an RSS channel itself; a seed
                yield slug, url, rows.get(url_key(url), {})


def test_every_named_url_is_in_the_ledger_in_one_state(crawls: Crawls) -> None:
    found = list(fates(crawls))
    assert len(found) >= 85
    assert [url for _slug, url, row in found if row.get("state") not in STATES] == []


def test_no_row_of_the_ledger_is_without_an_outcome(crawls: Crawls) -> None:
    rows = [row for slug in SLUGS for row in crawls.before[slug].values()]
    assert {row["state"] for row in rows} <= STATES
    assert [
        row["url"] for row in rows if row["state"] in ("refused", "failed", "gone") and not row["reason"]
    ] == []


def test_reports_are_captured_and_read(crawls: Crawls) -> None:
    for slug in SLUGS:
        keys = {url_key(url) for url in crawls.room.outlets[slug].article_urls}
        read = crawls.desk.rows("SELECT url_key FROM captures WHERE outlet = ? AND reading = 'article'", slug)
        assert keys <= {row["url_key"] for row in read}, slug


def test_faults_end_as_the_newsroom_says(crawls: Crawls) -> None:
    met = set()
    for slug, url, row in fates(crawls):
        fault = fault_of(url)
        if fault is not None:
            met.add(fault)
            assert row["state"] == FAULTS[fault].ends, (slug, url, row)
    assert met == {name for name, fault in FAULTS.items() if fault.linked}


def test_every_fault_there_is_ends_as_the_newsroom_says(faulted: Any) -> None:
    ledger = faulted.desk.ledger("faults")
    ended = {name: ledger[url]["state"] for name, url in faulted.urls.items()}
    wanted = {name: fault.ends for name, fault in FAULTS.items()}
    wanted |= {FORBIDDEN: "failed", "not-modified": "revisit", "redirect-long": "captured"}
    wanted |= {"big": "refused", "gzip-bomb": "captured"}  # 17 MB asked for; 64 KB on the wire
    assert ended == wanted


@pytest.mark.parametrize(("fault", "cut"), [("no-length-cut", "disconnect"), ("gzip-cut", "unspecified")])
def test_a_page_that_was_cut_each_time_is_kept_with_its_reason_and_not_read(
    faulted: Any, fault: str, cut: str
) -> None:
    url = faulted.urls[fault]
    row = faulted.desk.ledger("faults")[url]
    assert (row["state"], row["reason"]) == ("captured", f"truncated-{cut}")
    captures = faulted.desk.rows("SELECT truncated, reading FROM captures WHERE url = ?", url)
    assert [tuple(capture.values()) for capture in captures] == [(cut, None)] * 3


def test_bytes_behind_a_length_that_is_too_short_are_told_of(faulted: Any) -> None:
    (problem,) = faulted.desk.rows(
        "SELECT code, detail FROM problems JOIN captures USING (record_id) WHERE url = ?",
        faulted.urls["length-short"],
    )
    assert tuple(problem.values()) == ("capture-note", "payload-differs-from-parsed-body")


def test_a_head_of_megabytes_is_told_as_one_that_nobody_reads(faulted: Any) -> None:
    url = faulted.urls["big-head"]
    row = faulted.desk.ledger("faults")[url]
    assert (row["state"], row["reason"]) == ("failed", "unparsable-head")
    said = [(fields["outcome"], fields["note"]) for asked, fields in faulted.desk.exchanges() if asked == url]
    assert set(said) == {("unparsable-head", "unparsable-response-head")}


def test_what_unpacks_to_a_thousand_times_its_size_is_no_article(faulted: Any) -> None:
    (capture,) = faulted.desk.rows(
        "SELECT reading, record_id FROM captures WHERE url = ?", faulted.urls["gzip-bomb"]
    )
    assert capture["reading"] != "article"
    assert faulted.run.document["outlets"][0]["peak_memory_bytes"] < 1 << 30


def test_failures_say_how_often_they_were_tried(crawls: Crawls) -> None:
    failed = [row for slug in SLUGS for row in crawls.before[slug].values() if row["state"] == "failed"]
    assert failed
    assert {(row["reason"], row["tries"]) for row in failed} == {("disconnect", 3)}


def test_what_robots_txt_forbids_is_never_asked_for(crawls: Crawls) -> None:
    (private,) = (url for _slug, url, _row in fates(crawls) if "/private/" in url)
    assert crawls.before["waha"][private]["state"] == "refused"
    assert crawls.before["waha"][private]["reason"] == "robots: disallowed"
    assert [e.target for e in crawls.room.exchanges() if "/private/" in e.target] == []


def test_the_crawls_end_well_and_leave_nothing_unexplained(crawls: Crawls) -> None:
    for run in (crawls.first, crawls.second, crawls.third):
        assert run.code == 0, run.err
        for outlet in run.document["outlets"]:
            assert (outlet["exit_code"], outlet["error"], outlet["reason"]) == (0, None, "finished")
            assert outlet["unexplained"] == 0
            assert "waiting" not in outlet["ledger"]


def test_the_crawls_own_count_is_that_of_the_index(crawls: Crawls) -> None:
    for outlet in crawls.first.document["outlets"]:
        states: dict[str, int] = {}
        for row in crawls.before[outlet["slug"]].values():
            states[row["state"]] = states.get(row["state"], 0) + 1
        assert outlet["ledger"] == states


def test_ordinary_crawls_with_edits_and_removals_show_no_redesign(crawls: Crawls) -> None:
    known = [read_drift(crawls.desk.archive, slug) for slug in SLUGS]
    assert all(one.canary is not None and one.kept for one in known)
    assert [one.redesign for one in known] == [None] * len(SLUGS)
    assert [one.reader_change for one in known] == [None] * len(SLUGS)


def test_a_second_crawl_fetches_only_seeds_and_each_outlets_canary(crawls: Crawls) -> None:
    after_first, after_second = crawls.between
    exchanges = crawls.room.exchanges()[after_first:after_second]
    reports = {url.partition("//")[2].partition("/")[2] for slug in SLUGS for url in crawls.named[slug]} - {
        ""
    }
    assert exchanges
    asked = [e.outlet for e in exchanges if e.target.lstrip("/") in reports or PREFIX in e.target]
    assert len(asked) == len(set(asked)) <= len(SLUGS)
    feeds = [e for e in exchanges if "xml" in e.target or "rss" in e.target or e.target == "/feed/"]
    assert len(feeds) == 10
    assert {e.response[:12] for e in feeds} == {b"HTTP/1.1 304"}


def test_unchanged_seeds_are_revisits_of_the_second_crawl(crawls: Crawls) -> None:
    rows = crawls.desk.rows(
        "SELECT kind, status FROM captures WHERE role IN ('feed', 'sitemap') AND outlet = 'barid'"
        " ORDER BY captured_at, record_id"
    )
    assert [tuple(row.values()) for row in rows] == [("response", 200)] * 2 + [("revisit", 304)] * 2


def test_no_report_is_captured_twice_without_a_reason(crawls: Crawls) -> None:
    rows = crawls.desk.rows(
        "SELECT url, count(*) AS n FROM captures WHERE reading = 'article'"
        " GROUP BY outlet, url_key HAVING n > 1"
    )
    assert [row["url"] for row in rows] == [crawls.edited]


def test_an_edited_report_gets_a_second_version(crawls: Crawls) -> None:
    (article,) = crawls.desk.rows(
        "SELECT article_id, version_count, state FROM articles WHERE url = ?", crawls.edited
    )
    assert (article["version_count"], article["state"]) == (2, "changed")
    texts = crawls.desk.rows(
        "SELECT DISTINCT body_digest FROM versions WHERE article_id = ?", article["article_id"]
    )
    assert len(texts) == 2


def test_a_deleted_report_ends_removed_and_stays_readable(crawls: Crawls) -> None:
    row = crawls.desk.ledger("almithal")[crawls.deleted]
    assert (row["state"], row["reason"]) == ("gone", "http-410")
    (article,) = crawls.desk.rows("SELECT article_id, state FROM articles WHERE url = ?", crawls.deleted)
    assert article["state"] == "removed"
    shown = crawls.desk.warraq("show", article["article_id"], "--json")
    assert shown.code == 0
    assert shown.document["capture"]["status"] == 200
    assert len(shown.document["body"]) > 500


@pytest.mark.parametrize("state", sorted(STATES - {"revisit"}))
def test_why_explains_each_state(crawls: Crawls, state: str) -> None:
    row = next(row for slug in SLUGS for row in crawls.desk.ledger(slug).values() if row["state"] == state)
    run = crawls.desk.warraq("why", row["url"], "--json")
    assert run.code == 0
    said = json.loads(run.out)
    assert said["state"] == state
    assert said["url"] == row["url"]
    assert [step for step in said["steps"] if step["what"] == "discovered"]
    if row["reason"]:
        assert any(row["reason"] in step["detail"] for step in said["steps"])


def test_why_explains_a_url_never_seen(crawls: Crawls) -> None:
    home = crawls.room.outlets["almithal"].homepage
    for url, words in (
        (f"{home}2026/01/never-published/", "never discovered"),
        (f"{home}about/", "would be refused"),
        ("https://elsewhere.example/1", "of no outlet followed"),
    ):
        run = crawls.desk.warraq("why", url, "--json")
        assert run.code == 0
        said = json.loads(run.out)
        assert said["state"] == "unknown"
        assert words in [step["what"] for step in said["steps"]]
