"""A feed's date stands in where the page prints none, in any order of ingest; the version keeps NULL."""

from contextlib import closing
from typing import Any

import pytest

from archive.dump import dump
from archive.ingest import Ingest
from archive.rebuild import rebuild
from archive.schema import connect
from archive.show import show
from archive.verify import verify

PATH = "/2026/bridge/"
URL = f"https://almithal.example{PATH}"
FEED, SITEMAP = "https://almithal.example/feed/", "https://almithal.example/news-sitemap.xml"


def undated(page) -> bytes:
    return page("ترميم الجسر القديم فوق النهر", 3).replace(b"published_time", b"nothing")


def told(wire, *, seed: str = FEED, role: str = "feed", problems: tuple[str, ...] = (), **item: str) -> Any:
    return wire.event(
        event="discovered",
        at="2026-11-21T07:30:00+00:00",
        seed=seed,
        seed_role=role,
        problems=list(problems),
        items=[{"url": URL, "state": "waiting", **item}],
    )


@pytest.fixture
def shown(archive, wire, readers, write_warc, warc_name):
    """Ingests these groups, each a WARC file of its own, and shows the article."""

    def run(*groups: Any) -> dict[str, Any]:
        for number, group in enumerate(groups):
            write_warc(archive, warc_name(number), [wire.warcinfo(), group])
        with Ingest(archive, readers=readers) as ingest:
            ingest.catch_up_all()
        assert verify(archive).failures == []
        with closing(connect(archive.index, readonly=True)) as db:
            return show(db, URL)

    return run


def test_a_feeds_date_stands_in_and_says_so(shown, wire, page, rows) -> None:
    document = shown(
        wire.exchange(PATH, undated(page)), told(wire, published="Fri, 20 Nov 2026 22:30:00 +0000")
    )
    assert document["published_at"] == "2026-11-20T22:30:00+00:00"
    assert (document["published_date"], document["published_precision"]) == ("2026-11-21", "second")
    assert document["published_source"] == f"feed:{FEED}"
    assert document["published_raw"] == "Fri, 20 Nov 2026 22:30:00 +0000"
    assert [claim["verdict"] for claim in document["date_claims"]] == ["chosen"]
    (article,) = rows("SELECT published_at, published_date FROM articles")
    assert article == {"published_at": "2026-11-20T22:30:00+00:00", "published_date": "2026-11-21"}
    assert rows("SELECT published_at FROM versions") == [{"published_at": None}]


def test_the_pages_own_date_counts_and_a_feed_of_another_day_differs(shown, wire, page) -> None:
    document = shown(
        wire.exchange(PATH, page("ترميم الجسر القديم فوق النهر", 3)), told(wire, published="2026-11-17")
    )
    assert document["published_date"] == "2026-11-20"
    (page_claim, feed_claim) = document["date_claims"]
    assert (page_claim["verdict"], page_claim["source"]) == ("chosen", "meta:article:published_time")
    assert (feed_claim["verdict"], feed_claim["source"]) == ("differs", f"feed:{FEED}")
    assert feed_claim["detail"] == "3 days before the date that counts"


def test_a_sitemaps_last_change_is_no_publication(shown, wire, page, rows) -> None:
    document = shown(
        wire.exchange(PATH, undated(page)),
        told(wire, seed=SITEMAP, role="sitemap", modified="2026-11-21T08:00:00+03:00"),
    )
    assert document["published_at"] is None
    assert [(claim["kind"], claim["day"]) for claim in document["date_claims"]] == [
        ("modified", "2026-11-21")
    ]
    assert rows("SELECT published_at, published_date FROM articles") == [
        {"published_at": None, "published_date": None}
    ]


def test_a_news_sitemaps_publication_date_stands_in_after_the_feeds(shown, wire, page) -> None:
    document = shown(
        wire.exchange(PATH, undated(page)),
        told(wire, seed=SITEMAP, role="sitemap", published="2026-11-19T09:00:00+03:00"),
        told(wire, published="2026-11-20T09:00:00+03:00"),
    )
    assert document["published_date"] == "2026-11-20"
    assert [claim["verdict"] for claim in document["date_claims"]] == ["chosen", "differs"]


@pytest.mark.parametrize(
    ("published", "verdict"),
    [
        ("قريباً", "unread"),
        ("1970-01-01T00:00:00Z", "unread"),
        ("2027-05-01T00:00:00Z", "ahead"),
    ],
)
def test_a_feeds_date_that_is_not_certain_is_shown_and_counts_for_nothing(
    published: str, verdict: str, shown, wire, page
) -> None:
    document = shown(wire.exchange(PATH, undated(page)), told(wire, published=published))
    assert document["published_at"] is None
    assert [claim["verdict"] for claim in document["date_claims"]] == [verdict]


def test_dates_that_the_crawl_did_not_believe_do_not_stand_in(shown, wire, page) -> None:
    problems = ("dates-not-believed: all 20 items carry the same date",)
    document = shown(
        wire.exchange(PATH, undated(page)), told(wire, published="2026-11-20", problems=problems)
    )
    assert document["published_at"] is None
    (claim,) = document["date_claims"]
    assert (claim["verdict"], claim["detail"]) == ("unread", "all 20 items carry the same date")


def test_a_feeds_midnight_is_a_day(shown, wire, page) -> None:
    document = shown(
        wire.exchange(PATH, undated(page)), told(wire, published="Fri, 20 Nov 2026 00:00:00 +0300")
    )
    assert (document["published_at"], document["published_precision"]) == ("2026-11-20", "day")


def test_no_order_of_ingest_shows_in_a_date_that_a_seed_gave(
    archive, wire, page, readers, write_warc, warc_name, tmp_path, make_archive
) -> None:
    files = [
        [wire.warcinfo(), told(wire, published="2026-11-19")],
        [wire.warcinfo(), wire.exchange(PATH, undated(page))],
        [wire.warcinfo(), told(wire, seed=SITEMAP, role="sitemap", published="2026-11-18")],
    ]
    other = make_archive(tmp_path / "other")
    for order, place in ((range(3), archive), (range(2, -1, -1), other)):
        with Ingest(place, readers=readers) as ingest:
            for number in order:
                ingest.catch_up(write_warc(place, warc_name(number), files[number]))
    wanted = list(dump(archive.index))
    assert list(dump(other.index)) == wanted
    rebuild(other, readers)
    assert list(dump(other.index)) == wanted
    assert any('"published_date": "2026-11-19"' in row for row in wanted)


def test_what_was_found_in_a_text_goes_with_its_version(
    archive, wire, page, rows, ingest_all, write_warc, warc_name
) -> None:
    """An earlier capture of the same text takes the version over; no row of the later one stays."""
    text = page("ترميم الجسر القديم فوق النهر", 3)
    late = wire.exchange(PATH, text, at="2026-11-22T08:00:00.000000Z")
    early = wire.exchange(PATH, text, at="2026-11-21T08:00:00.000000Z")
    write_warc(archive, warc_name(1), [late])
    ingest_all(archive)
    assert rows("SELECT count(*) AS n FROM date_claims") == [{"n": 1}]
    write_warc(archive, warc_name(2), [early])
    ingest_all(archive)
    (claim,) = rows("SELECT c.*, v.record_id FROM date_claims c JOIN versions v USING (version_key)")
    assert claim["record_id"] == early[0].record_id
    assert (claim["seq"], claim["kind"], claim["verdict"], claim["day"]) == (
        1,
        "published",
        "chosen",
        "2026-11-20",
    )
