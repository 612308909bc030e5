"""Certificates, rules of robots.txt and the clock are told in time, against the outlet's own habit."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from archive.health import assess
from archive.health_archive import ArchiveState, archive_alarms
from archive.health_figures import figures
from archive.health_history import Alarm, Crawl, Fetch, History, Text
from archive.health_seen import Certificate, Seen, changes, clock_behind, clock_jumped, expiring, read_seen
from archive.moments import stamp

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOST = "outlet.example"


def certificate(end: float, life: int = 90, issuer: str = "Let's Encrypt") -> Certificate:
    """One that runs out so many days from NOW."""
    begin = NOW + (end - life) * DAY
    return Certificate(not_before=begin, not_after=NOW + end * DAY, issuer=issuer)


def crawl(ago: float, shown: Certificate | None = None, **seen: object) -> Crawl:
    """A crawl so many days before NOW."""
    found = Seen(certificates={HOST: shown} if shown else {}, **seen)  # type: ignore[arg-type]
    return Crawl(at=NOW - ago * DAY, ended=True, read=True, seen=found)


def told(crawls: list[Crawl], now: datetime = NOW) -> int | None:
    alarm = expiring(crawls, now)
    if alarm is None:
        return None
    assert alarm.code == "certificate-expiry"
    assert HOST in str(alarm.what)
    assert alarm.since <= now
    return int(alarm.figures["days"])


@pytest.mark.parametrize(
    ("end", "life", "expected"),
    [(40, 90, None), (15, 90, None), (13.5, 90, 13), (0.5, 90, 0), (13, 365, 13), (5, 7, None), (1, 7, 1)],
)
def test_a_certificate_that_nobody_was_seen_to_renew_alarms_shortly_before_its_end(
    end: float, life: int, expected: int | None
) -> None:
    assert told([crawl(0.1, certificate(end, life))]) == expected


def test_who_renews_late_is_not_told_before_it_is_later_than_that() -> None:
    def after(lead: float, left: float) -> int | None:
        """Renewed `lead` days before the end, once; now `left` days are left."""
        return told(
            [crawl(60, certificate(-60 + lead)), crawl(59, certificate(left)), crawl(0.1, certificate(left))]
        )

    assert after(30, 20) is None
    assert after(30, 13) == 13
    assert after(5, 13) is None
    assert after(5, 4) == 4


def test_what_ran_out_and_hindered_nobody_is_no_alarm_but_what_runs_out_meanwhile_is() -> None:
    assert told([crawl(0.1, certificate(-3))]) is None
    assert told([crawl(0.1, certificate(-0.05))]) == 0
    assert told([crawl(0.1, certificate(2)), replace(crawl(0.05), read=False, cause="timeout")]) == 2


def test_an_expiring_certificate_hides_no_other_alarm_and_a_refused_one_explains_it() -> None:
    ago = [60 - n * 0.25 for n in range(240)]
    crawls = [crawl(one, certificate(3)) for one in ago]
    texts = [Text(at=NOW - one * DAY, article=str(one)) for one in ago if one > 8]
    history = History(slug="one", zone=ZoneInfo("UTC"), crawls=crawls, texts=texts, ever_read=True)
    found = assess(history, NOW)
    assert [alarm.code for alarm in found.alarms] == ["certificate-expiry", "silent"]
    assert found.certificate_ends_at == NOW + 3 * DAY
    refused = [replace(crawl(n / 20), read=False, cause="tls") for n in (2, 1)]
    assert [a.code for a in assess(replace(history, crawls=[*crawls, *refused]), NOW).alarms] == [
        "certificate"
    ]


def codes(found: list[Alarm]) -> list[str]:
    assert all(str(one.what) and str(one.cause) and str(one.next) for one in found)
    return [one.code for one in found]


def test_other_issuers_and_other_rules_are_mentioned_for_a_week_and_going_back_is_no_news() -> None:
    old, new = certificate(50), certificate(80, issuer="Another")
    crawls = [
        crawl(20, old, robots={HOST: "a"}),
        crawl(3, new, robots={HOST: "b"}),
        crawl(0.1, new, robots={HOST: "b"}),
    ]
    found = changes(crawls, NOW)
    assert codes(found) == ["issuer-changed", "robots-changed"]
    assert {one.since for one in found} == {NOW - 3 * DAY}
    assert dict(found[0].figures) == {"host": HOST, "issuer": "Another", "before": "Let's Encrypt"}
    assert changes(crawls, NOW + 5 * DAY) == []
    back = crawl(0, old, robots={HOST: "a"})
    assert changes([*crawls, back], NOW) == []
    assert changes(crawls[:1], NOW) == changes([], NOW) == []
    assert changes([crawl(1, None), crawl(0.5, old, robots={HOST: "a"})], NOW) == []


def test_a_jump_of_the_clock_stands_until_its_outlets_are_crawled_again() -> None:
    jumped, well = crawl(0.2, clock_jump_seconds=-3600), crawl(0.1)
    alarm = clock_jumped([[well], [jumped]])
    assert alarm is not None
    assert str(alarm.what) == "the clock of this machine was set back by 3600 seconds between two crawls"
    assert "إلى الوراء" in alarm.what.in_arabic()
    assert clock_jumped([[well], [well]]) is clock_jumped([]) is None
    ahead = clock_jumped([[jumped], [crawl(0, clock_jump_seconds=7200)]])
    assert ahead is not None
    assert "forward by 7200" in str(ahead.what)


def test_a_clock_behind_the_newest_capture_alarms_until_a_crawl_took_it_for_right() -> None:
    newest = NOW + DAY
    for counted, expected in ((None, True), ((NOW + DAY).timestamp(), True), (NOW.timestamp() - 60, False)):
        assert (clock_behind(newest, counted, NOW) is not None) == expected
    assert clock_behind(NOW - DAY, None, NOW) is clock_behind(None, None, NOW) is None
    state = ArchiveState(
        disk_free_bytes=10**12,
        grows_by_day_bytes=None,
        disk_lasts_days=None,
        last_checkpoint_at=newest,
        last_capture_at=newest,
    )
    assert codes(archive_alarms(state, NOW)) == ["clock-behind"]


@pytest.mark.parametrize(
    "text", [None, "", "[]", "7", '{"certificates": 3}', '{"robots": [1]}', '{"certificates": {"a": {}}}']
)
def test_what_no_crawl_would_write_is_read_as_nothing(text: str | None) -> None:
    assert read_seen(text) is None


def test_what_a_crawl_writes_is_read() -> None:
    one = {"not_before": None, "not_after": stamp(NOW), "issuer": None}
    found = read_seen(
        json.dumps({"certificates": {HOST: one}, "robots": {HOST: "ab"}, "clock_jump_seconds": -40})
    )
    shown = Certificate(not_before=None, not_after=NOW, issuer=None)
    assert found == Seen(certificates={HOST: shown}, robots={HOST: "ab"}, clock_jump_seconds=-40)


def test_figures_tell_what_fails_by_cause_and_how_whole_reports_are() -> None:
    causes = ["timeout", "http-500", "timeout", "no-body", "bot-challenge", None, None, None, None, None]
    fetches = [Fetch(at=NOW - DAY, url=str(n), role="article", cause=cause) for n, cause in enumerate(causes)]
    fetches.append(Fetch(at=NOW - DAY, url="f", role="feed", cause="http-404"))
    fetches.insert(0, Fetch(at=NOW - 9 * DAY, url="o", role="feed"))
    texts = [
        Text(at=NOW - DAY, article=str(n), words=90 + n, digest="d" if n < 3 else str(n)) for n in range(5)
    ]
    texts[0] = replace(texts[0], dated=False, signed=False)
    texts.insert(0, Text(at=NOW - 20 * DAY, article="old", words=300, titled=False))
    told = figures(History(slug="one", zone=ZoneInfo("UTC"), fetches=fetches, texts=texts), NOW)
    assert told.asked == 11
    assert told.failed == {"timeout": 2, "http-404": 1, "http-500": 1}
    assert (told.pages, told.unread) == (7, {"bot-challenge": 1, "no-body": 1})
    assert (told.title, told.body, told.date, told.byline) == (1.0, 0.714, 0.8, 0.8)
    assert (told.words, told.usual_words, told.same_text, told.new) == (92, 300, 3, 5)
    nothing = figures(History(slug="new", zone=ZoneInfo("UTC")), NOW)
    assert (nothing.asked, nothing.title, nothing.body, nothing.words, nothing.same_text) == (
        0,
        None,
        None,
        None,
        0,
    )


def test_a_jump_that_was_taken_back_is_not_told_again_once_the_clock_has_passed_it() -> None:
    from datetime import timedelta

    ahead = crawl(0, clock_jump_seconds=86400)
    right = replace(ahead, at=ahead.at - timedelta(hours=20), seen=Seen(clock_jump_seconds=-86400))
    assert clock_jumped([[ahead]]) is not None
    assert clock_jumped([[right, ahead]]) is None
    long_ago = replace(right, seen=Seen(clock_jump_seconds=-300 * 86400))
    assert clock_jumped([[long_ago, ahead]]) is not None  # another matter
    assert clock_jumped([[ahead], [right]]) is not None
    alarm = clock_jumped([[ahead], [right]])
    assert alarm is not None
    assert alarm.figures["to"] == "back"
