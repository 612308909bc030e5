"""Every discovered URL is counted once, on the outlet's own day."""

import csv
import itertools
import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from archive.columns import columns, width
from archive.coverage import coverage
from archive.errors import ArchiveError
from archive.rows import reading_index
from crawlers.cli import main
from extractors.urls import url_key

NUMBERS = itertools.count(1)


def find(shelf: Any, day: str, state: str = "waiting", reason: str | None = None, **seed: str) -> str:
    """A URL first seen at noon UTC of a day, and what a feed printed of it."""
    url = f"https://almithal.example/2026/11/{next(NUMBERS)}/"
    at = f"{day}T12:00:00.000000Z" if len(day) == 10 else day
    shelf.insert(
        "ledger",
        outlet="almithal",
        url_key=url_key(url),
        url=url,
        first_seen_at=at,
        last_at=at,
        state=state,
        reason=reason,
        tries=0,
    )
    if seed:
        feed = "https://almithal.example/feed/"
        shelf.insert(
            "origins",
            outlet="almithal",
            url_key=url_key(url),
            via=feed,
            first_seen_at=at,
            record_id="x",
            **seed,
        )
    return url


def count(shelf: Any, *slugs: str, **window: Any) -> Any:
    with reading_index(shelf.archive) as db:
        return coverage(db, slugs, **window)


def test_states_are_counted_apart_and_sum_to_what_was_discovered(shelf: Any) -> None:
    for state, reason in (
        ("captured", "redirect"),
        ("revisit", None),
        ("refused", "other-host"),
        ("refused", "other-host"),
        ("refused", "robots: disallowed"),
        ("failed", "http-503, retry after 600 s"),
        ("failed", "http-503"),
        ("failed", "dns"),
        ("gone", "http-404"),
        ("waiting", None),
    ):
        find(shelf, "2026-11-20", state, reason)
    (day,) = count(shelf).days
    assert (day.discovered, day.captured, day.gone, day.waiting) == (10, 2, 1, 1)
    assert day.refused == {"other-host": 2, "robots: disallowed": 1}
    assert day.failed == {"http-503": 2, "dns": 1}
    assert day.not_articles == {"redirect": 1, "not-read": 1}
    parts = day.captured + day.gone + day.waiting + day.refused.total() + day.failed.total()
    assert parts == day.discovered


def test_the_day_is_that_of_the_article_then_of_a_seed_then_of_first_sight(shelf: Any) -> None:
    find(shelf, "2026-11-20")
    find(shelf, "2026-11-20", published_raw="Thu, 19 Nov 2026 22:30:00 GMT")  # the 20th in Damascus
    find(shelf, "2026-11-20", modified_raw="2026-11-18")
    find(shelf, "2026-11-20", published_raw="أمس")
    shelf.version("bridge", "نص التقرير.", published="2026-11-17")
    url = "https://almithal.example/2026/11/bridge/"
    shelf.insert(
        "ledger", outlet="almithal", url_key=url_key(url), url=url,
        first_seen_at="2026-11-22T12:00:00.000000Z", last_at="2026-11-22T12:00:00.000000Z",
        state="captured", tries=1,
    )  # fmt: skip
    found = {day.day.isoformat(): (day.articles, dict(day.day_from)) for day in count(shelf).days if day.day}
    assert found == {
        "2026-11-17": (1, {"article": 1}),
        "2026-11-18": (0, {"seed": 1}),
        "2026-11-20": (0, {"first sight": 2, "seed": 1}),
    }


def test_first_sight_is_a_day_of_the_outlets_own_zone(shelf: Any) -> None:
    find(shelf, "2026-11-20T22:00:00.000000Z")
    assert [day.day for day in count(shelf).days] == [date(2026, 11, 21)]


def test_gaps_are_named_as_stretches_of_days(shelf: Any) -> None:
    for day in ("2026-11-01", "2026-11-02", "2026-11-06", "2026-11-08"):
        find(shelf, day)
    found = [(gap.what, gap.first.day, gap.last.day, gap.days, gap.reason) for gap in count(shelf).gaps]
    assert found == [
        ("no discovery", 3, 5, 3, "never-looked"),
        ("no discovery", 7, 7, 1, "never-looked"),
    ]


def test_a_window_leaves_out_what_lies_outside(shelf: Any) -> None:
    for day in ("2026-11-01", "2026-11-05", "2026-11-09"):
        find(shelf, day)
    found = count(shelf, from_=date(2026, 11, 2), to=date(2026, 11, 8))
    assert [day.day for day in found.days] == [date(2026, 11, 5)]
    assert [total.discovered for total in found.totals] == [1]


def test_an_unknown_outlet_is_an_error_that_names_the_known(shelf: Any) -> None:
    with pytest.raises(ArchiveError, match=r"'nobody'.*almithal"):
        count(shelf, "nobody")


def test_a_declared_outlet_that_was_never_crawled_has_counted_nothing(shelf: Any) -> None:
    found = count(shelf, "tomorrow", followed={"tomorrow"})
    assert (found.days, found.totals, found.looks, found.gaps) == ((), (), (), ())


def test_days_in_the_wrong_order_are_a_usage_error(shelf: Any, capsys: Any) -> None:
    root = str(shelf.archive.root)
    assert main(["-C", root, "coverage", "--from", "2026-03-10", "--to", "2026-03-01"]) == 2
    assert "--from 2026-03-10 lies after --to 2026-03-01" in capsys.readouterr().err


def test_the_document_holds_days_totals_and_gaps(shelf: Any, capsys: Any) -> None:
    find(shelf, "2026-11-01", "refused", "other-host")
    find(shelf, "2026-11-03")
    assert main(["-C", str(shelf.archive.root), "coverage", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["days"][0] == {
        "outlet": "almithal", "day": "2026-11-01", "discovered": 1, "captured": 0, "unchanged": 0,
        "articles": 0, "versions": 0, "gone": 0, "waiting": 0, "refused": {"other-host": 1},
        "failed": {}, "not_articles": {}, "day_from": {"first sight": 1},
    }  # fmt: skip
    assert [(total["day"], total["discovered"]) for total in document["totals"]] == [(None, 2)]
    gap = {
        "outlet": "almithal",
        "what": "no discovery",
        "first": "2026-11-02",
        "last": "2026-11-02",
        "days": 1,
        "reason": "never-looked",
        "cause": None,
        "seed": None,
        "named": None,
    }
    assert document["gaps"] == [gap]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "discovered",
                "total",
                "refused because: other-host 1",
                "no discovery: 2026-11-02 (1 day): this archive never crawled",
            ],
        ),
        (
            "ar",
            [
                "اكتُشف",
                "المجموع",
                "سبب الرفض: other-host 1",
                "بلا اكتشاف: 2026-11-02 (يوم واحد): لم يقم هذا الأرشيف بأي زيارة",
            ],
        ),
    ],
)
def test_the_table_is_aligned_in_both_languages(shelf: Any, language: str, words: list[str]) -> None:
    find(shelf, "2026-11-01", "refused", "other-host")
    find(shelf, "2026-11-03", published_raw="2026-11-03")
    # In a process of its own: a command that was shown in Arabic keeps its Arabic help texts.
    command = [sys.executable, "-m", "crawlers.cli", "-C", str(shelf.archive.root), "coverage", "almithal"]
    environment = {**os.environ, "WARRAQ_LANG": language}
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert [word for word in words if word not in shown] == []
    table = shown.splitlines()[1:5]
    ends = {width(line[: line.index("  ")]) for line in table if "  " in line}
    assert max(ends) <= 10


def test_csv_has_a_line_a_day_and_a_column_a_cause(shelf: Any, capsys: Any) -> None:
    find(shelf, "2026-11-01", "refused", "other-host")
    find(shelf, "2026-11-01", "failed", "dns")
    shelf.insert("crawls", crawl_id="c", outlet="almithal", started_at="2026-11-02T08:00:00.000000Z")
    assert main(["-C", str(shelf.archive.root), "coverage", "--csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(row["outlet"], row["day"], row["crawls"], row["discovered"]) for row in rows] == [
        ("almithal", "2026-11-01", "0", "2"),
        ("almithal", "2026-11-02", "1", "0"),
    ]
    assert [rows[0][name] for name in ("refused", "failed", "refused: other-host", "failed: dns")] == [
        "1"
    ] * 4


def test_texts_are_counted_beside_articles(shelf: Any) -> None:
    article = shelf.version("bridge", "نص التقرير.", published="2026-11-17")
    shelf.db.execute("UPDATE articles SET version_count = 3 WHERE article_id = ?", (article,))
    for path in ("bridge", "copy"):
        url = f"https://almithal.example/2026/11/{path}/"
        at = "2026-11-22T12:00:00.000000Z"
        shelf.insert(
            "ledger", outlet="almithal", url_key=url_key(url), url=url, first_seen_at=at, last_at=at,
            state="revisit", tries=1,
        )  # fmt: skip
    days = {str(day.day): (day.articles, day.versions, day.unchanged) for day in count(shelf).days}
    assert days == {"2026-11-17": (1, 3, 1), "2026-11-22": (0, 0, 1)}


def test_vowel_signs_take_no_room_in_a_column() -> None:
    assert width("حُفِظَ") == 3
    assert list(columns([("أ", "عدد"), ("حُفظ", "7")])) == ["أ    عدد", "حُفظ    7"]
